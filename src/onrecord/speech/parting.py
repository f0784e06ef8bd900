"""Attributions -> the same, without what stands at the beginning of their contents and was not said.

That is whoever was told ("told the port [the ship had sunk]") and who reports it ("as reported by the
Post", "quoted by the Post").
Mends in place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from onrecord.speech.attribution import Attribution
from onrecord.speech.told import addressee
from onrecord.speech.tree import Tree
from onrecord.speech.verbs import Verbs

__all__ = ["part_openings"]


def part_openings(
    tree: Tree, found: Iterable[Attribution], passing: Mapping[int, Sequence[int]], verbs: Verbs
) -> None:
    """Takes hearers and reporters out of contents; `passing` are participles of relays, by sentence."""
    for one in found:
        _part_hearer(tree, one, verbs)
        _part_reporter(tree, one, passing.get(tree.sentence[one.cue.token], ()))


def _part_hearer(tree: Tree, one: Attribution, verbs: Verbs) -> None:
    told = addressee(tree, one, verbs) if one.cue.kind == "verb" else None
    if told is None or min(one.content) != told[0] or one.cue.token > told[0]:
        return
    rest = {token for token in one.content if token > told[1]}
    if any(tree.pos[token] in ("VERB", "AUX") for token in rest):
        one.content = rest


def _part_reporter(tree: Tree, one: Attribution, passing: Iterable[int]) -> None:
    for token in passing:
        first, last = tree.left[token], tree.right[token]
        opens = first == min(one.content) and (first == token or tree.lower[first] == "as")
        if opens and tree.kid(token, "agent") >= 0:
            rest = {word for word in one.content if word > last}
            while rest and tree.pos[min(rest)] == "PUNCT" and not tree.marked[min(rest)]:
                rest.remove(min(rest))
            one.content = rest or one.content
