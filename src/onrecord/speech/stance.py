"""An attribution -> its stance: says, denies, declines, asks, promises, warns, or what was not said.

"declines" is who would not say ("declined to comment", "did not say when", "has yet to respond");
"unsaid" is speech of which the text only tells that it may come, is expected, asked for or doubted
("could say", "if he says", "was expected to announce", "asked whether she said"). Neither is reported
as said; the other stances come from the cue's row in data/speech_verbs.tsv.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from onrecord.records import Stance
from onrecord.speech.attribution import Attribution
from onrecord.speech.tree import Tree
from onrecord.speech.verbs import Verb, Verbs

__all__ = ["is_infinitive", "row_of", "stance_of"]

NEGATIONS: Final = frozenset({"not", "n't", "n’t", "never", "no", "nor"})
#: Sources that make a verb negative: "nobody said", "neither side would say".
NOBODY: Final = frozenset({"nobody", "noone", "none", "neither", "no"})
#: Verbs and adjectives that turn an infinitive of speech into a refusal ("refused to say").
REFUSALS: Final = frozenset(
    {"decline", "refuse", "fail", "unable", "unwilling", "reluctant", "neglect", "omit"}
)
#: What turns a gerund of speech into a refusal: "without saying", "avoided saying".
AVOIDS: Final = frozenset({"without", "avoid", "instead", "rather", "resist", "refrain", "short", "dodge"})
#: Verbs and adjectives under which an infinitive of speech is still to come.
AWAITED: Final = frozenset(
    {"expect", "likely", "unlikely", "schedule", "set", "due", "plan", "prepare", "ready", "hope", "want"}
    | {"intend", "suppose", "go", "poise", "slate", "wish", "ask", "urge", "tell", "order", "need", "wait"}
    | {"require", "call", "press", "push", "pressure", "encourage", "invite", "consider", "try", "allow"}
)
#: Auxiliaries of what is not, or not yet, said; "can" and the negated ones are no part of it.
MODALS: Final = frozenset({"could", "may", "might", "should", "must", "would", "'d", "’d"})
#: Those that leave it open whether anything is said even where somebody speaks of himself.
DOUBTFUL: Final = frozenset({"could", "may", "might"})
#: Those of the future, in which a speaker also speaks now: "I will say this".
FUTURE: Final = frozenset({"will", "'ll", "’ll", "shall", "wo"})
#: Conjunctions under which nothing is said.
CONDITIONS: Final = frozenset({"if", "whether", "unless", "lest"})
FIRST: Final = frozenset({"i", "we"})
#: Verbs of asking that also act on a thing: "questioned her judgement" asks nothing.
INQUIRIES: Final = frozenset({"ask", "question", "query", "inquire", "enquire", "wonder"})
#: Most verbs that are climbed.
STEPS: Final = 3


def row_of(tree: Tree, cue: int, verbs: Verbs) -> Verb | None:
    """The cue's row in the table, that of its phrase first: "call on" before "call"."""
    for kid in tree.kids[cue]:
        row = verbs.table.get(f"{tree.lemma[cue]} {tree.lower[kid]}") if cue < kid <= cue + 2 else None
        if row is not None:
            return row
    return verbs.table.get(tree.lemma[cue])


def stance_of(tree: Tree, one: Attribution, verbs: Verbs) -> Stance:
    """The stance: a negated verb of telling declines, a negated belief or wish denies."""
    cue = one.cue.token
    verb = row_of(tree, cue, verbs)
    if one.cue.kind not in ("verb", "noun"):
        return "says"
    if _refused(tree, cue) or _unanswered(tree, one):
        return "declines"
    if one.cue.kind == "verb" and (_negated(tree, cue, one.content) or _by_nobody(tree, one)):
        return _undone(tree, cue, verb, verbs)
    if verb is None:
        return "says"
    return "unsaid" if one.cue.kind == "verb" and _unsaid(tree, one) else _by_row(tree, one, verb)


def _undone(tree: Tree, cue: int, verb: Verb | None, verbs: Verbs) -> Stance:
    """The stance of what is not done: "did not say" declines, "did not want" denies."""
    lemma = tree.lemma[cue]
    if verbs.plays(lemma, "holds"):
        return "denies"
    if verb is None:
        return "says"
    if verb.stance == "denies":
        return "says"
    never = any(tree.lower[kid] == "never" for kid in tree.kids[cue])
    advised = any(tree.lower[kid] in ("should", "must") for kid in tree.kids[cue] if kid < cue)
    return "declines" if verbs.plays(lemma, "withholds") and not never and not advised else "unsaid"


def _by_row(tree: Tree, one: Attribution, verb: Verb) -> Stance:
    """The stance of the cue's row, where what is said bears it out."""
    cue, lemma = one.cue.token, tree.lemma[one.cue.token]
    if lemma == "ask" and one.cue.source.way == "passive":
        return "asks"
    if verb.stance == "asks" and one.cue.kind == "verb" and lemma in INQUIRIES and not _inquires(tree, one):
        return "says"
    if lemma in ("tell", "advise") and _commands(tree, cue):
        return "asks"
    if lemma == "offer" and tree.kid(cue, "xcomp") >= 0:
        return "promises"
    return verb.stance


def _negated(tree: Tree, token: int, content: Container[int] = ()) -> bool:
    """Whether a verb is negated; a "no" in what is said, or in other quotation marks, negates nothing."""
    for kid in tree.kids[token]:
        if kid in content or tree.quote[kid] != tree.quote[token]:
            continue
        if tree.dep[kid] == "neg" or (kid < token and tree.lower[kid] in NEGATIONS):
            return True
    return False


def _by_nobody(tree: Tree, one: Attribution) -> bool:
    """Whether the source is nobody: "no one said", "neither side would say"."""
    head = one.cue.source.head
    if head < 0:
        return False
    before = tree.lower[one.cue.source.first]
    return tree.lower[head] in NOBODY or before in NOBODY


def _inquires(tree: Tree, one: Attribution) -> bool:
    """Whether something is asked, not only doubted ("questioned her judgment")."""
    if any(piece.role in ("prep:about", "prep:for") for piece in one.pieces):
        return True
    if tree.lower[min(one.content)] in ("for", "about"):
        return True
    return any(tree.lower[token] == "?" or tree.pos[token] in ("VERB", "AUX") for token in one.content)


def _commands(tree: Tree, cue: int) -> bool:
    """Whether an infinitive says what is to be done: "told customers to hold the phone"."""
    for kid in tree.kids[cue]:
        if kid > cue and tree.quote[kid] == tree.quote[cue] and is_infinitive(tree, kid):
            return True
    return False


def is_infinitive(tree: Tree, verb: int) -> bool:
    """Whether a clause says what is to be done: "to shut the dam", not "when to shut it"."""
    if tree.dep[verb] not in ("xcomp", "ccomp", "advcl") or tree.tag[verb] != "VB":
        return False
    kids = [kid for kid in tree.kids[verb] if kid < verb]
    asked = any(tree.dep[kid] == "mark" or tree.tag[kid] in ("WRB", "WP", "WDT") for kid in kids)
    return not asked and any(tree.lower[kid] == "to" for kid in kids)


def _refused(tree: Tree, cue: int) -> bool:
    """Whether a verb of speech stands under a refusal, or is one that was left undone."""
    token = cue
    for _ in range(STEPS):
        above, dep = tree.head[token], tree.dep[token]
        if above == token:
            return False
        if dep in ("xcomp", "pcomp", "prep", "advcl") and tree.lemma[above] in REFUSALS | AVOIDS:
            return not _negated(tree, above) if dep != "advcl" else tree.lemma[above] in AVOIDS
        if dep == "xcomp" and tree.lemma[above] == "have" and _yet(tree, above, token):
            return True  # "has yet to respond"
        if dep not in ("xcomp", "pcomp", "prep", "acomp"):
            return False
        token = above
    return False


def _yet(tree: Tree, first: int, last: int) -> bool:
    return any(tree.lower[token] == "yet" for token in range(first, last))


def _unanswered(tree: Tree, one: Attribution) -> bool:
    """Whether a cue is about an answer that did not come: "could not be reached for comment"."""
    cue = one.cue.token
    lemma, above = tree.lemma[cue], tree.head[cue]
    if lemma in ("reach", "respond", "reply", "answer", "return") and _negated(tree, cue):
        return True
    if lemma in ("comment", "question", "request", "call", "inquiry", "message"):
        if one.cue.source.way == "owner":
            return False  # "declined his request": he asked.
        for _ in range(STEPS):
            if tree.lemma[above] in ("reach", "respond", "reply", "answer", "return", "available"):
                return _negated(tree, above) or _refused(tree, above) or _negated(tree, tree.head[above])
            if tree.lemma[above] in ("unavailable", "decline", "refuse"):
                return True
            above = tree.head[above]
        return lemma == "comment" and any(tree.lower[kid] == "no" for kid in tree.kids[cue])
    return False


def _unsaid(tree: Tree, one: Attribution) -> bool:
    """Whether speech is only possible, awaited, asked for or doubted."""
    cue, first = one.cue.token, _first_person(tree, one)
    token = cue
    for _ in range(STEPS):
        if _hypothetical(tree, token, first, one.content):
            return True
        above, dep = tree.head[token], tree.dep[token]
        if above == token:
            return False
        if tree.lemma[above] == "go" and tree.tag[above] != "VBG":
            return False  # "went on to say"
        if dep == "xcomp" and tree.tag[token] == "VB" and tree.lemma[above] in AWAITED:
            return not (first and tree.lemma[above] in ("want", "need", "have", "go", "like"))
        joined = dep == "conj" and tree.tag[token] == "VB" and tree.kid(token, "nsubj", "nsubjpass") < 0
        if not joined and dep != "acomp":
            return False
        token = above
    return False


def _hypothetical(tree: Tree, verb: int, first: bool, content: Container[int]) -> bool:
    """Whether a verb has an auxiliary or a conjunction under which nothing is said."""
    only = any(tree.lower[kid] in ("only", "just") for kid in tree.kids[verb] if kid < verb)
    for kid in tree.kids[verb]:
        word, dep = tree.lower[kid], tree.dep[kid]
        if kid > verb or kid in content:
            continue
        spoken = only or (first and word not in DOUBTFUL)
        if dep == "aux" and word in MODALS and not spoken and tree.tag[verb] == "VB":
            return True
        if dep == "aux" and word in FUTURE and not first:
            return True
        if dep == "mark" and word in CONDITIONS:
            return True
    return False


def _first_person(tree: Tree, one: Attribution) -> bool:
    """Whether the source speaks of itself: who says "I must say" says it."""
    head = one.cue.source.head
    return head >= 0 and tree.lower[head] in FIRST
