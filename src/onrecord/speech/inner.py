"""Attributions and the parse -> attributions with those inside somebody's words that are plain to see.

The readers were taught outermost attributions, and the parse often loses a clause inside a long one.
What is left to see there are words that can hardly be anything else: "according to", a verb of speech
before a quotation mark, a hearer before a clause of their own, an owner's claim before "that".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from onrecord.speech.attribution import Attribution, cue_words, nest
from onrecord.speech.cited import CITES, saying_of
from onrecord.speech.content import quote_tokens
from onrecord.speech.cues import Candidate
from onrecord.speech.sources import Source, find_source, phrase
from onrecord.speech.tree import NOMINAL, Tree
from onrecord.speech.verbs import Verbs

__all__ = ["with_inner"]

#: Confidence of such an attribution, as in overlooked.py: of the seven read in the Wikinews articles that
#: are not held out, five stand among the labels.
CONFIDENCE: Final = 0.6
#: Opening marks of a quotation inside another and the marks that close it.
NESTED: Final = {"‘": "’", "'": "'", "`": "'"}
OPENING: Final = frozenset({'"', "“", "``", "«"})
#: Most tokens of a quotation inside another.
LONGEST: Final = 80
#: Most tokens between a verb and the mark: "said to me: '".
GAP: Final = 4
#: Tags of the finite words of a clause.
FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
#: Fewest words of what is said.
LEAST_WORDS: Final = 2
#: Fewest tokens of a content with speech in it.
LEAST_AROUND: Final = 4


def with_inner(tree: Tree, found: list[Attribution], verbs: Verbs) -> list[Attribution]:
    """The attributions with those inside contents added, nested anew, in the order of their cues.

    Mends in place a cue that runs into "according to", and what a cue inside a quotation says beyond
    its own clause.
    """
    for one in found:
        _cut(tree, one)
        _whole(tree, one)
    added = [one for outer in found for one in _parted(tree, outer, verbs)]
    added += _trailing(tree, found)
    added += _quoting(tree, [*found, *added])
    _turn(tree, found)
    _unmix(tree, found)
    around = _holders(tree, found)
    taken = {token for one in [*found, *added] for token in range(one.first, one.last + 1)}
    for token, holder in sorted(around.items()):
        if token not in taken:
            inner = _read(tree, token, holder, verbs)
            if inner is not None and _long(tree, inner):
                added.append(inner)
                taken.update(range(inner.first, inner.last + 1))
    joined = sorted([*found, *added], key=lambda one: one.cue.token)
    nest(joined)
    return joined


def _long(tree: Tree, one: Attribution) -> bool:
    return sum(tree.pos[word] not in ("PUNCT", "SPACE") for word in one.content) >= LEAST_WORDS


def _cut(tree: Tree, one: Attribution) -> None:
    """Ends what is said by a cue inside a quotation with its clause, not with the quotation."""
    last = max((piece.last for piece in one.pieces), default=-1)
    beyond = (token for token in sorted(one.content) if token > last)
    rest = [token for token in beyond if tree.pos[token] not in ("PUNCT", "SPACE")]
    if tree.quote[one.cue.token] < 0 or not rest or tree.lower[rest[0]] == "that":
        return
    parted = tree.pos[last + 1] == "PUNCT" or tree.pos[rest[0]] == "CCONJ"
    if parted and tree.quote[last] == tree.quote[one.cue.token] == tree.quote[rest[0]]:
        one.content = {token for token in one.content if token <= last} or one.content


def _whole(tree: Tree, one: Attribution) -> None:
    """Gives a name before a colon the whole quotation after it."""
    mark = one.cue.token + 1
    if one.cue.kind == "colon" and mark < len(tree) and tree.quote[mark] >= 0 and tree.lower[mark] in OPENING:
        one.content |= set(range(*quote_tokens(tree, tree.quote[mark])))


def _holders(tree: Tree, found: Iterable[Attribution]) -> dict[int, Attribution]:
    """The smallest attribution whose content holds a token, or stands on both sides of it in a sentence."""
    around: dict[int, Attribution] = {}
    long = [one for one in found if len(one.content) >= LEAST_AROUND]
    for one in sorted(long, key=lambda one: -len(one.content)):
        held = range(min(one.content), max(one.content) + 1)
        around.update((word, one) for word in held if tree.sentence[word] == tree.sentence[one.cue.token])
        around.update(dict.fromkeys(one.content, one))
    return around


def _read(tree: Tree, token: int, holder: Attribution, verbs: Verbs) -> Attribution | None:
    """The attribution of a word inside somebody's words; None if it is none."""
    if tree.lower[token] == "according":
        return _according(tree, token, holder.content)
    lemma = tree.lemma[token]
    if tree.pos[token] == "NOUN":
        return _claim(tree, token, holder.content, verbs)
    if tree.pos[token] != "VERB" or not verbs.speaks(lemma):
        return None
    content = _quotation(tree, token)
    if content is None and verbs.table[lemma].told == "object":
        content = _lost_clause(tree, token, verbs)
    thing = tree.kid(token, "dobj") if verbs.table[lemma].told == "from" else -1
    if content is None and thing > token and "from" in tree.lower[thing : tree.right[token] + 1]:
        content = range(tree.left[thing], tree.right[token] + 1)  # "had asked for help from the port"
    if content is None:
        return None
    source = find_source(tree, token)
    if source.head < 0 and source.way != "passive":
        return None
    if source.first < content.start <= source.last:
        source = replace(source, last=content.start - 1)
    cue = Candidate(token, "verb", "", "ccomp", source)
    first, last = cue_words(tree, cue)
    words = _said(tree, content, holder.content, (range(first, last + 1), _words(source)))
    return Attribution(cue, first, last, [], words, None, CONFIDENCE) if words else None


def _parted(tree: Tree, one: Attribution, verbs: Verbs) -> list[Attribution]:
    """What "according to" says where it was read as part of a cue: "the firm said according to figures"."""
    if one.cue.kind == "according":
        return _appended(tree, one, verbs)
    at = next((token for token in range(one.first + 1, one.last) if tree.lower[token] == "according"), -1)
    if at < 0 or one.cue.token >= at or tree.lower[at + 1] != "to":
        return []
    noun = tree.kid(at + 1, "pobj")
    if noun < 0:
        return []
    source = Source("agent", noun, *phrase(tree, noun, at))
    content = {token for token in one.content if token > source.last and tree.lower[token] != ","}
    one.last = at - 1
    one.content |= set(range(at, at + 2))
    cue = Candidate(at, "according", "", "none", source)
    return [Attribution(cue, at, at + 1, [], content, None, CONFIDENCE)] if content else []


def _quoting(tree: Tree, found: list[Attribution]) -> list[Attribution]:
    """Who is quoted as saying something, where no reader took it: "...", the paper quoted her as saying."""
    cues = {one.cue.token: one for one in found}
    added = []
    for token, lemma in enumerate(tree.lemma):
        saying = saying_of(tree, token) if lemma in CITES and tree.pos[token] == "VERB" else -1
        if saying < 0 or token in cues:
            continue
        by = next(
            (kid for kid in tree.kids[saying] if tree.lower[kid] == "by"), -1
        )  # "as saying by the Post"
        if saying in cues and by > 0:
            cues[saying].content = set(range(*_quotation_before(tree, token))) or cues[saying].content
            added += _said_by(tree, token, by, cues[saying].content)
        if saying in cues:
            continue
        content = set(range(*_quotation_before(tree, token)))
        content = content or set(range(saying + 1, tree.right[saying] + 1))
        content = {word for word in content if tree.line[word] == tree.line[token]}
        while content and tree.pos[max(content)] in ("PUNCT", "SPACE") and not tree.marked[max(content)]:
            content.remove(max(content))
        quoted = tree.kid(token, "nsubjpass")
        for verb in (token, saying):
            source = find_source(tree, token)
            if verb == saying and quoted >= 0:
                source = Source("passive", quoted, *phrase(tree, quoted, token))
            cue = Candidate(verb, "verb", "", "none", source)
            if content and source.head >= 0:
                added.append(Attribution(cue, *cue_words(tree, cue), [], set(content), None, CONFIDENCE))
    return added


def _said_by(tree: Tree, quoting: int, by: int, content: set[int]) -> list[Attribution]:
    """Who quotes somebody as saying something, named behind "saying"."""
    noun = tree.kid(by, "pobj")
    if noun < 0 or not content:
        return []
    cue = Candidate(quoting, "verb", "", "none", Source("agent", noun, *phrase(tree, noun, quoting)))
    return [Attribution(cue, *cue_words(tree, cue), [], set(content), None, CONFIDENCE)]


def _quotation_before(tree: Tree, verb: int) -> tuple[int, int]:
    """First and one past the last token of the quotation that ends before a verb's clause."""
    first = tree.starts[tree.sentence[verb]]
    for token in range(verb - 1, first - 1, -1):
        if tree.quote[token] >= 0:
            return (0, 0) if tree.quote[token] == tree.quote[verb] else quote_tokens(tree, tree.quote[token])
    return 0, 0


def _unmix(tree: Tree, found: list[Attribution]) -> None:
    """Gives a verb its own subject back where it got the name after "according to" between them."""
    behind = {token for one in found if one.cue.kind == "according" for token in _words(one.cue.source)}
    for one in found:
        if one.cue.kind == "verb" and one.cue.source.head in behind:
            own = find_source(tree, one.cue.token)
            if own.head >= 0 and own.head not in behind:
                one.cue.source = own


def _turn(tree: Tree, found: list[Attribution]) -> None:
    """Sets "according to" after a report below it: "the paper reports that it held, according to her"."""
    for one in found:
        token = one.cue.token
        for other in found if one.cue.kind == "according" else ():
            report = other.cue.token
            tells = tree.lemma[report] == "report" and other.cue.source.way == "subject"
            if tells and report in one.content and max(other.content) < token and tree.head[token] == report:
                one.content = set(other.content)
                other.content |= set(range(token, one.cue.source.last + 1))


def _trailing(tree: Tree, found: list[Attribution]) -> list[Attribution]:
    """Who is behind a report, named after it: "the paper reports that it held, according to the port"."""
    taken = {token for one in found for token in range(one.first, one.last + 1)}
    added = []
    for one in found:
        at = max(one.content) + 1
        while at < len(tree) and tree.lower[at] == ",":
            at += 1
        if at + 2 >= len(tree) or tree.lower[at] != "according" or at in taken or at < one.cue.token:
            continue
        noun = tree.kid(at + 1, "pobj")
        if (
            tree.lemma[one.cue.token] == "report"
            and noun >= 0
            and tree.quote[at] == tree.quote[one.cue.token]
        ):
            source = Source("agent", noun, *phrase(tree, noun, at))
            cue = Candidate(at, "according", "", "none", source)
            added.append(Attribution(cue, at, at + 1, [], set(one.content), None, CONFIDENCE))
            one.content |= set(range(at, source.last + 1))
    return added


def _appended(tree: Tree, one: Attribution, verbs: Verbs) -> list[Attribution]:
    """Who speaks next where the parse took them for one: "According to the Post, a memo said that"."""
    source = one.cue.source
    comma = next((token for token in range(source.first, source.last) if tree.lower[token] == ","), -1)
    verb = source.last + 1
    while verb < len(tree) and tree.pos[verb] in ("ADV", "AUX"):
        verb += 1
    if comma <= source.first or verb >= len(tree) or tree.tag[verb] not in ("VBD", "VBZ", "VBP", "VBN"):
        return []
    if tree.pos[verb] != "VERB" or not verbs.speaks(tree.lemma[verb]) or not source.head < comma:
        return []
    content = {token for token in one.content if token > verb}
    who = next((t for t in range(comma + 1, verb) if tree.head[t] <= comma and tree.pos[t] in NOMINAL), -1)
    if who < 0 or not content:
        return []
    speaker = Source("subject", who, comma + 1, source.last)
    one.cue.source = replace(source, last=comma - 1)
    one.content |= set(range(comma + 1, verb + 1))
    cue = Candidate(verb, "verb", "", "ccomp", speaker)
    return [Attribution(cue, *cue_words(tree, cue), [], content, None, CONFIDENCE)]


def _according(tree: Tree, token: int, holder: set[int]) -> Attribution | None:
    """Who says it inside somebody's words: "he said that, according to the port, it held"."""
    if token + 1 >= len(tree) or tree.lower[token + 1] != "to" or tree.lemma[token - 1] == "be":
        return None
    noun, above = tree.kid(token + 1, "pobj"), tree.head[token]
    if noun < 0 or tree.pos[noun] not in NOMINAL or above == token:
        return None
    source = Source("agent", noun, *phrase(tree, noun, token))
    whole = range(tree.left[above], tree.right[above] + 1)
    words = _said(tree, whole, holder, (range(token, token + 2), _words(source)))
    cue = Candidate(token, "according", "", "none", source)
    return Attribution(cue, token, token + 1, [], words, None, CONFIDENCE) if words else None


def _claim(tree: Tree, noun: int, holder: set[int], verbs: Verbs) -> Attribution | None:
    """What somebody claims by a noun of speech with an owner: "the firm's defence that it held"."""
    owner, that = tree.kid(noun, "poss"), noun + 1
    known = verbs.speaks(tree.lemma[noun]) or verbs.plays(tree.lemma[noun], "claim")
    if owner < 0 or not known or that >= len(tree) or tree.lower[that] != "that":
        return None
    if tree.pos[that] != "SCONJ" and tree.tag[that] not in ("IN", "WDT"):
        return None
    source = Source("owner", owner, *phrase(tree, owner, noun))
    end = that
    while end + 1 in holder and tree.sentence[end + 1] == tree.sentence[noun]:
        end += 1
    clause = [kid for kid in tree.kids[noun] if kid > that and tree.dep[kid] in ("acl", "ccomp", "relcl")]
    last = tree.right[clause[0]] if clause else end
    words = _said(tree, range(that, last + 1), holder, ())
    cue = Candidate(noun, "noun", "", "acl", source)
    return Attribution(cue, noun, noun, [], words, None, CONFIDENCE) if words else None


def _quotation(tree: Tree, verb: int) -> range | None:
    """The quotation that begins right after a verb of speech; None if none does."""
    for mark in range(verb + 1, min(verb + 2 + GAP, len(tree))):
        word, paused = tree.lower[mark], tree.lower[mark - 1] in (",", ":", "that")
        if tree.line[mark] != tree.line[verb] or tree.pos[mark] == "VERB":
            return None
        if paused and word in OPENING and tree.quote[mark] >= 0 > tree.quote[verb]:
            return range(*quote_tokens(tree, tree.quote[mark]))
        if paused and word in NESTED and tree.quote[verb] >= 0 and tree.at[mark] > tree.until[mark - 1]:
            return _nested(tree, mark)
    return None


def _nested(tree: Tree, mark: int) -> range | None:
    """The quotation that a mark opens inside another; None if it does not end there."""
    for token in range(mark + 1, min(mark + LONGEST, len(tree))):
        if tree.quote[token] != tree.quote[mark]:
            return None
        follows = token + 1 == len(tree) or tree.at[token + 1] > tree.until[token]
        if tree.lower[token] == NESTED[tree.lower[mark]] and (follows or tree.pos[token + 1] == "PUNCT"):
            return range(mark, token + 1)
    return None


def _lost_clause(tree: Tree, verb: int, verbs: Verbs) -> range | None:
    """The clause after a hearer where the parse hung it elsewhere: "told him [the port had shut]"."""
    heard = tree.kid(verb, "dative", "dobj")
    by = tree.kid(verb, "agent") if tree.kid(verb, "nsubjpass") >= 0 else -1
    if heard < 0 <= by:
        heard = tree.kid(by, "pobj")  # "was told by the port [that it had shut]"
    if heard <= verb or tree.kid(verb, "ccomp") > heard or verbs.plays(tree.lemma[heard], "sound"):
        return None
    for kid in tree.kids[heard]:
        opens = tree.lower[tree.left[kid]] == "that" and tree.pos[tree.left[kid]] == "SCONJ"
        if kid > heard and tree.dep[kid] in ("relcl", "acl", "ccomp") and opens:
            return range(tree.left[kid], tree.right[kid] + 1)
    if tree.dep[heard] != "dative":
        return None
    subject = tree.kid(verb, "dobj")
    finite = tree.right[subject] + 1 if subject > heard else len(tree)
    while finite < len(tree) and tree.pos[finite] == "ADV":
        finite += 1
    if finite >= len(tree) or tree.tag[finite] not in FINITE or tree.line[finite] != tree.line[verb]:
        return None
    return range(tree.left[subject], tree.starts[tree.sentence[verb] + 1])


def _words(source: Source) -> range:
    return range(source.first, source.last + 1) if source.head >= 0 else range(0)


def _said(tree: Tree, content: Iterable[int], holder: set[int], but: Iterable[range]) -> set[int]:
    """The tokens of a content that stand in the one around it, without cue, source and edges."""
    words = holder.intersection(content)
    for other in but:
        words -= set(other)
    while words and tree.pos[max(words)] in ("PUNCT", "SPACE") and not tree.marked[max(words)]:
        words.remove(max(words))
    while words and tree.pos[min(words)] in ("PUNCT", "SPACE") and not tree.marked[min(words)]:
        words.remove(min(words))
    return words
