"""Tree and the article's places -> where an event is: one that hangs from it, else its sentence's only one.

A dateline says where a report was filed, not where something happened, and is no event's place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from onrecord.event.tree import Tree
from onrecord.records import Place

__all__ = ["PlaceFinder"]

#: Prepositions that say where.
WHERE: Final = frozenset(
    "in at near inside outside within across around throughout along off over above beneath into onto on "
    "through en".split()
)
#: Prepositions that say where to or from: a place that hangs directly from what happens.
DIRECTIONS: Final = frozenset("to from toward towards".split())
#: Steps from a place up to the predicate that it belongs to.
MAX_CLIMB: Final = 6
#: Finest first: "in Oslo, Norway" is Oslo.
FINENESS: Final = ("site", "city", "region", "name", "country")


class PlaceFinder:
    """The places of one article, by the predicates that they hang from and by sentence."""

    def __init__(self, tree: Tree, places: Sequence[Place]) -> None:
        self.hanging: dict[int, list[Place]] = {}
        self.tree = tree
        #: Sentence start -> the first place of each name and country in it.
        self.standing: dict[int, dict[tuple[str, str | None], Place]] = {}
        starts = {idx: i for i, idx in enumerate(tree.idx)}
        for place in places:
            i = starts.get(place.span.start)
            if i is None:
                continue
            i = top_of(tree, place, i)
            above = preposition_of(tree, i)
            if above is None:
                if tree.dep[i] == "dobj":
                    self.hanging.setdefault(tree.head[i], []).append(place)
                continue
            low = tree.low[above]
            if low in WHERE:
                here = self.standing.setdefault(tree.sent[i], {})
                here.setdefault((place.name, place.country), place)
            for step, head in zip(range(MAX_CLIMB), tree.up(above), strict=False):
                if low in DIRECTIONS and step:
                    break
                if tree.verbal(head) or tree.pos[head] == "NOUN":
                    self.hanging.setdefault(head, []).append(place)
                if tree.verbal(head):
                    break

    def of(self, tokens: Sequence[int]) -> tuple[str | None, str]:
        """Id of the place of a predicate given as its token and those that carry it, and the reason."""
        for each in tokens:
            if each in self.hanging:
                return finest(self.hanging[each]).id, "place from the parse"
        near = self.standing.get(self.tree.sent[tokens[0]], {})
        if len(near) == 1:
            return next(iter(near.values())).id, "the only place that its sentence names"
        if near:
            return None, "no place: its sentence names several, and none hangs from it"
        return None, "the words give no place"


def top_of(tree: Tree, place: Place, i: int) -> int:
    """The head of a place's name; of a list or an apposition, the word that the others hang from."""
    for _ in range(MAX_CLIMB):
        head = tree.head[i]
        inside = place.span.start <= tree.idx[head] < place.span.end
        if head == i or not (inside or tree.dep[i] in {"appos", "conj", "npadvmod"}):
            break
        if not inside and tree.verbal(head):
            break
        i = head
    return i


def preposition_of(tree: Tree, i: int) -> int | None:
    """The preposition of place or direction above token `i`; None if another or none stands there."""
    head = tree.head[i]
    if tree.dep[i] != "pobj" or (tree.low[head] not in WHERE and tree.low[head] not in DIRECTIONS):
        return None
    return head


def finest(places: Sequence[Place]) -> Place:
    """The finest of several; the first of equals."""
    return min(places, key=lambda place: FINENESS.index(place.precision))
