"""Attributions and the parse -> attributions that the readers passed by: those of a plain form.

The readers were taught outermost attributions only, as PolNeAR annotates them, so that speech inside
speech looks like none to them. Two forms are plain enough to be taken without their help: a verb of
speech with a hearer and a clause ("asked the council to shut the dam"), and, inside what somebody
says, a verb of speech with a source and a clause or a quotation ("the ministry had said that ...").
"""

from __future__ import annotations

from typing import Final

from onrecord.speech.attribution import Attribution, cue_words, nest
from onrecord.speech.checks import clipped
from onrecord.speech.cues import Candidate
from onrecord.speech.sources import Source, find_source, phrase
from onrecord.speech.told import addressee
from onrecord.speech.tree import Tree
from onrecord.speech.verbs import Verb, Verbs

__all__ = ["with_overlooked"]

#: Confidence of such an attribution: so many of those read in the Wikinews articles that are not held
#: out stand among the labels.
CONFIDENCE: Final = 0.6
#: Fewest words of a clause; shorter ones ("said so") say nothing.
LEAST_WORDS: Final = 2
#: Entities that tell when and no matter: "told them for years".
TIMES: Final = frozenset({"DATE", "TIME", "CARDINAL", "PERCENT"})
#: What may open a clause that is said.
OPENERS: Final = frozenset({"that", "whether", "if", "how", "why", "when", "who", "what", "to", "not"})


def with_overlooked(tree: Tree, found: list[Attribution], verbs: Verbs) -> list[Attribution]:
    """The attributions with those of a plain form added, nested anew, in the order of their cues.

    Shortens in place what is said by a cue inside a quotation to its sentence.
    """
    for one in found:
        _shorten(tree, one)
    taken = {token for one in found for token in range(one.first, one.last + 1)}
    spoken = {token for one in found if verbs.speaks(tree.lemma[one.cue.token]) for token in one.content}
    added = []
    for token, pos in enumerate(tree.pos):
        lemma = tree.lemma[token]
        if pos == "VERB" and verbs.plays(lemma, "answers") and token not in taken:
            added += _unanswered(tree, token, verbs)
        if pos != "VERB" or token in taken or lemma not in verbs.table:
            continue
        if tree.dep[token] == "xcomp" and tree.head[token] in taken:
            continue  # "refused to say": the refusal is read.
        if token not in spoken and verbs.table[lemma].told == "none":
            continue
        plain = _plain(tree, token, verbs.table[lemma])
        if plain is not None and _stands(tree, plain, verbs, inside=token in spoken):
            added.append(plain)
    unanswered = {
        word for one in added if verbs.plays(tree.lemma[one.cue.token], "answers") for word in one.content
    }
    found = [one for one in found if one.cue.kind != "noun" or one.cue.token not in unanswered]
    joined = sorted([*found, *added], key=lambda one: one.cue.token)
    nest(joined)
    return joined


def _stands(tree: Tree, one: Attribution, verbs: Verbs, *, inside: bool) -> bool:
    """Whether a hearer, or the speech around it, makes a verb with a clause a statement."""
    told, source = addressee(tree, one, verbs), one.cue.source
    if told is not None:
        return source.way == "passive" or (source.head >= 0 and not told[0] <= source.head <= told[1])
    return inside and source.head >= 0 and tree.dep[min(one.content)] != "prep"


def _unanswered(tree: Tree, token: int, verbs: Verbs) -> list[Attribution]:
    """Who "did not respond to a request for comment", "has yet to reply to questions"; none if they did."""
    above = tree.head[token]
    awaited = tree.lemma[above] == "have" and any(tree.lower[kid] == "yet" for kid in tree.kids[above])
    if not awaited and not any(tree.dep[kid] == "neg" for kid in tree.kids[token]):
        return []
    subject = tree.kid(above if awaited else token, "nsubj", "nsubjpass")
    for kid in tree.kids[token]:
        asked = tree.kid(kid, "pobj") if tree.dep[kid] == "prep" else kid if tree.dep[kid] == "dobj" else -1
        if asked > token and subject >= 0 and verbs.plays(tree.lemma[asked], "asked"):
            source = Source("subject", subject, *phrase(tree, subject, token))
            cue = Candidate(token, "verb", "", "none", source)
            first, last = cue_words(tree, cue)
            content = set(range(tree.left[asked], tree.right[asked] + 1))
            content = {word for word in content if tree.line[word] == tree.line[token]}
            return [Attribution(cue, above if awaited else first, last, [], content, None, CONFIDENCE)]
    return []


def _shorten(tree: Tree, one: Attribution) -> None:
    """Ends what is said by a cue inside a quotation with its sentence: "I told them so. We went on."."""
    token = one.cue.token
    if tree.quote[token] >= 0 and one.cue.kind != "signed":
        own = {word for word in one.content if tree.sentence[word] == tree.sentence[token]}
        one.content = own or one.content


def _plain(tree: Tree, token: int, verb: Verb) -> Attribution | None:
    """The attribution of a verb with a clause; None if it has none."""
    content = _clause(tree, token, infinitive=verb.told == "object" or verb.stance != "says")
    if content is None:
        return None
    source = find_source(tree, token)
    cue = Candidate(token, "verb", "", "ccomp", source)
    first, last = cue_words(tree, cue)
    words = set(range(content[0], content[1] + 1)) - set(range(first, last + 1))
    if source.head >= 0:
        if content[0] <= source.head <= content[1]:
            return None
        words -= set(range(source.first, source.last + 1))
    words = {word for word in clipped(tree, token, words) if tree.pos[word] != "SPACE"}
    if sum(1 for word in words if tree.pos[word] != "PUNCT") < LEAST_WORDS:
        return None
    return Attribution(cue, first, last, [], words, None, CONFIDENCE)


def _clause(tree: Tree, token: int, *, infinitive: bool) -> tuple[int, int] | None:
    """First and last token of the clause that a verb takes, without the hearer before it.

    An `infinitive` is a clause only to verbs that ask or promise: who "continues to rise" says nothing.
    """
    for kid in tree.kids[token]:
        if kid < token or tree.dep[kid] not in ("ccomp", "xcomp"):
            continue
        first, last = tree.left[kid], tree.right[kid]
        to = any(tree.lower[aux] == "to" for aux in tree.kids[kid])
        if tree.dep[kid] == "xcomp" and not (infinitive and to):
            continue
        subject = tree.kid(kid, "nsubj")
        after = tree.right[subject] + 1 if tree.tag[kid] == "VB" and subject >= 0 else len(tree)
        if after < len(tree) and tree.lower[after] in OPENERS:
            first = after
        last = _with_rest(tree, token, last)
        while last > first and (tree.line[last] != tree.line[token] or tree.pos[last] in ("PUNCT", "SPACE")):
            last -= 1
        if tree.line[first] == tree.line[token] and first > token:
            return first, last
    return _matter(tree, token)


def _with_rest(tree: Tree, token: int, last: int) -> int:
    """The last token of a clause with what follows it without a comma: "to pay, in order to help"."""
    for kid in tree.kids[token]:
        if tree.left[kid] == last + 1 and tree.dep[kid] in ("prep", "advcl", "npadvmod"):
            last = tree.right[kid]
    return last


def _matter(tree: Tree, token: int) -> tuple[int, int] | None:
    """First and last token of what a hearer is told of: "of the decision" in "told them of the decision"."""
    for kid in tree.kids[token]:
        if kid > token and tree.dep[kid] == "prep" and tree.lower[kid] in ("of", "about", "for"):
            about = tree.kid(kid, "pobj")
            if about >= 0 and tree.line[about] == tree.line[token] and tree.ent[about] not in TIMES:
                return kid, tree.right[about]
    return None
