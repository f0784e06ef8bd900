"""An attribution -> its stance (says, denies, declines, asks) and to whom it was said."""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from onrecord.records import Stance
from onrecord.speech.attribution import Attribution
from onrecord.speech.tree import Tree
from onrecord.speech.verbs import Verbs

__all__ = ["addressee", "stance_of"]

NEGATIONS: Final = frozenset({"not", "n't", "n’t", "never", "no", "nor"})
#: Verbs that turn an infinitive of speech into a refusal ("refused to say", "failed to say").
REFUSALS: Final = frozenset({"decline", "refuse", "fail"})
#: Verbs under which a verb of speech is only asked for or wished ("asked to say").
STEPS: Final = 3


def stance_of(tree: Tree, one: Attribution, verbs: Verbs) -> Stance:
    """The stance: a negated verb of speech declines, a negated attitude denies."""
    token = one.cue.token
    lemma = tree.lemma[token]
    verb = verbs.table.get(lemma)
    if _refused(tree, token):
        return "declines"
    negated = _negated(tree, token, one.content)
    if verb is None:
        return "denies" if negated and one.cue.kind == "verb" else "says"
    if negated:
        return "says" if verb.stance == "denies" else "declines"
    if lemma == "ask" and one.cue.source.way == "passive":
        return "asks"
    if verb.stance == "asks" and one.cue.kind == "verb" and not _inquires(tree, one):
        return "says"
    return verb.stance


def _negated(tree: Tree, token: int, content: Container[int] = ()) -> bool:
    """Whether a verb is negated; a "no" in what is said, or in other quotation marks, negates nothing."""
    for kid in tree.kids[token]:
        if kid in content or tree.quote[kid] != tree.quote[token]:
            continue
        if tree.dep[kid] == "neg" or (kid < token and tree.lower[kid] in NEGATIONS):
            return True
    return False


def _inquires(tree: Tree, one: Attribution) -> bool:
    """Whether something is asked, not only asked for or doubted ("questioned her judgment")."""
    if any(piece.role == "prep:about" for piece in one.pieces):
        return True
    return any(tree.marked[token] or tree.pos[token] in ("VERB", "AUX") for token in one.content)


def _refused(tree: Tree, token: int) -> bool:
    for _ in range(STEPS):
        above = tree.head[token]
        if above == token or tree.dep[token] != "xcomp":
            return False
        if tree.lemma[above] in REFUSALS:
            return not _negated(tree, above)
        token = above
    return False


def addressee(tree: Tree, one: Attribution, verbs: Verbs) -> tuple[int, int] | None:
    """First and last token of to whom it was said; None if the words do not say."""
    if one.cue.kind != "verb":
        return None
    verb = verbs.table.get(tree.lemma[one.cue.token])
    if verb is None or verb.told == "none":
        return None
    head = _told_head(tree, one, verb.told)
    if head < 0 or tree.pos[head] not in ("PROPN", "NOUN", "PRON") or tree.lower[head] in ("what", "that"):
        return None
    first, last = _short(tree, head)
    words = range(first, last + 1)
    if any(token in one.content or tree.quote[token] >= 0 for token in words):
        return None
    return first, last


def _told_head(tree: Tree, one: Attribution, told: str) -> int:
    token = one.cue.token
    if told == "object":
        for dep in ("dative", "dobj", "nsubjpass"):
            kid = tree.kid(token, dep)
            if kid >= 0 and kid != one.cue.source.head and kid not in one.content:
                return tree.kid(kid, "pobj") if tree.pos[kid] == "ADP" else kid
        return -1
    for kid in tree.kids[token]:
        if kid > token and tree.lower[kid] in ("to", "with") and tree.dep[kid] in ("prep", "dative"):
            heard = tree.kid(kid, "pobj")
            return -1 if heard >= 0 and _sound(tree, heard) else heard
    return -1


def _sound(tree: Tree, noun: int) -> bool:
    """Whether a noun is no hearer but what was heard: "to applause", "to laughter"."""
    return tree.tag[noun] == "NN" and not tree.kids[noun]


def _short(tree: Tree, head: int) -> tuple[int, int]:
    """The noun phrase of `head` without clauses and places hung to it."""
    first, last = tree.left[head], head
    for kid in tree.kids[head]:
        if kid < head:
            continue
        if tree.dep[kid] in ("prep", "conj", "cc", "case", "flat", "compound") and tree.lower[kid] not in (
            "in",
            "on",
            "at",
            "after",
            "during",
            "before",
        ):
            last = max(last, tree.right[kid])
        elif tree.dep[kid] not in ("case", "punct"):
            break
    while first < head and tree.pos[first] in ("PUNCT", "SPACE"):
        first += 1
    return first, last
