"""An attribution -> whom its source cites or quotes for it: "the agency, citing an engineer, reported that".

Only a noun phrase that names somebody, that was marked as an actor, or that can hold somebody's words
(a document, an unnamed source) is taken: who cites "safety reasons" reports nobody.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.speech.attribution import Attribution
from onrecord.speech.sources import Source, phrase
from onrecord.speech.tree import NOMINAL, Tree
from onrecord.speech.verbs import Verbs

__all__ = ["CITES", "Cited", "cited", "saying_of"]

CITES: Final = frozenset({"cite", "quote"})
#: Entity types of somebody who can be cited.
SOMEBODY: Final = frozenset({"PERSON", "ORG", "NORP", "GPE"})
#: Most steps from "citing" up the parse to the cue it goes with; one more than any in Wikinews.
STEPS: Final = 4


@dataclass(frozen=True, slots=True)
class Cited:
    """Whom a statement's source cites."""

    #: Token of "citing", or of "saying" in "quoted her as saying".
    token: int
    source: Source
    #: Tokens that are no content: "citing an engineer", "her as saying".
    words: frozenset[int]


def cited(
    tree: Tree, one: Attribution, verbs: Verbs, actors: Container[int], citing: Sequence[int]
) -> Cited | None:
    """Whom the source of `one` cites for its content; None if it cites nobody.

    `actors` holds the offsets of the head words that were marked as actors, `citing` the tokens of
    participles that cite, in the sentence of the cue.
    """
    token = one.cue.token
    if one.cue.kind != "verb" or one.cue.source.head < 0 or not verbs.speaks(tree.lemma[token]):
        return None
    if tree.lemma[token] in CITES:
        return None if token in citing else _quoted_as(tree, token)
    for kid in citing:
        if kid == token or not _goes_with(tree, kid, one):
            continue
        noun = tree.kid(kid, "dobj")
        if noun >= 0 and citable(tree, noun, verbs, actors):
            first, last = phrase(tree, noun, kid)
            words = frozenset(range(min(kid, first), last + 1))
            if token not in words:
                return Cited(kid, Source("cited", noun, first, last), words)
    return None


def citable(tree: Tree, noun: int, verbs: Verbs, actors: Container[int]) -> bool:
    """Whether a noun names somebody, or something that holds somebody's words."""
    if tree.pos[noun] not in NOMINAL:
        return False
    named = tree.at[noun] in actors or tree.ent[noun] in SOMEBODY
    return named or verbs.plays(tree.lemma[noun], "person", "document") or verbs.acts(tree.lemma[noun])


def saying_of(tree: Tree, quoting: int) -> int:
    """The participle of "quoted her as saying"; -1 if there is none."""
    for kid in tree.kids[quoting]:
        if tree.lower[kid] == "as":
            return tree.kid(kid, "pcomp")
    return -1


def _quoted_as(tree: Tree, quoting: int) -> Cited | None:
    """Whom "quoted her as saying" quotes: whoever it is, the words say that they spoke."""
    saying = saying_of(tree, quoting)
    noun = tree.kid(quoting, "dobj", "nsubjpass")
    if saying < 0 or noun < 0 or tree.pos[noun] not in NOMINAL:
        return _quoted(tree, quoting, noun) if saying < 0 <= noun else None
    first, last = phrase(tree, noun, saying)
    words = frozenset(range(first, last + 1)) | frozenset(range(tree.head[saying], saying + 1))
    return Cited(saying, Source("cited", noun, first, last), words)


def _quoted(tree: Tree, quoting: int, noun: int) -> Cited | None:
    """Whom a verb quotes with a quotation after a colon: "the report quotes her: '...'"."""
    first, last = phrase(tree, noun, quoting)
    mark = last + 2
    if noun < quoting or mark >= len(tree) or tree.lower[mark - 1] != ":" or tree.quote[mark] < 0:
        return None
    return Cited(mark - 1, Source("cited", noun, first, last), frozenset(range(first, mark)))


def _goes_with(tree: Tree, token: int, one: Attribution) -> bool:
    """Whether a participle hangs from the cue or from its source, not from another verb."""
    for _ in range(STEPS):
        above = tree.head[token]
        if above in (one.cue.token, one.cue.source.head):
            return True
        if above == token or (tree.pos[above] == "VERB" and tree.dep[above] not in ("advcl", "conj")):
            return False
        token = above
    return False
