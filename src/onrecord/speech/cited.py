"""An attribution -> whom its source cites for it: "the agency, citing an engineer, reported that".

Only a noun phrase that names somebody, or that was marked as an actor, is taken: who cites
"safety reasons" reports nobody.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Final

from onrecord.speech.attribution import Attribution
from onrecord.speech.sources import Source, phrase
from onrecord.speech.tree import Tree
from onrecord.speech.verbs import Verbs

__all__ = ["Cited", "cited"]

CITES: Final = frozenset({"cite", "quote"})
#: Entity types of somebody who can be cited.
SOMEBODY: Final = frozenset({"PERSON", "ORG", "NORP", "GPE"})


@dataclass(frozen=True, slots=True)
class Cited:
    """Whom a statement's source cites."""

    #: Token of "citing".
    token: int
    source: Source


def cited(tree: Tree, one: Attribution, verbs: Verbs, actors: Container[int]) -> Cited | None:
    """Whom the source of `one` cites for its content; None if it cites nobody.

    `actors` holds the offsets of the head words that were marked as actors.
    """
    token = one.cue.token
    if one.cue.kind != "verb" or one.cue.source.head < 0 or not verbs.speaks(tree.lemma[token]):
        return None
    for kid in tree.kids[token]:
        if tree.dep[kid] != "advcl" or tree.tag[kid] != "VBG" or tree.lemma[kid] not in CITES:
            continue
        noun = tree.kid(kid, "dobj")
        if noun < 0 or not (tree.at[noun] in actors or tree.ent[noun] in SOMEBODY):
            continue
        first, last = phrase(tree, noun, kid)
        if not one.content.intersection(range(min(kid, first), last + 1)):
            return Cited(kid, Source("cited", noun, first, last))
    return None
