"""Attributions and moments -> when each thing was said: the moment that hangs from the cue's verb."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from onrecord.records import Moment
from onrecord.speech.attribution import Attribution
from onrecord.speech.tree import Tree

__all__ = ["said_when"]

#: Most words between a moment and the cue on the way up the parse ("in a statement on Friday").
STEPS: Final = 5


def said_when(tree: Tree, found: Sequence[Attribution], moments: Sequence[Moment]) -> dict[int, str]:
    """`Moment.id` by cue token, for moments in the cue's clause but in neither source nor content."""
    cues = {one.cue.token: one for one in found}
    when: dict[int, str] = {}
    for moment in sorted(moments, key=lambda one: one.span.start):
        first, end = tree.token_from(moment.span.start), tree.token_before(moment.span.end)
        if first >= end or moment.type in ("DURATION", "SET"):
            continue
        cue = _climb(tree, first, end, cues)
        if cue is None:
            continue
        one = cues[cue]
        source = one.cue.source
        if any(token in one.content or source.first <= token <= source.last for token in range(first, end)):
            continue
        when.setdefault(cue, moment.id)
    return when


def _climb(tree: Tree, first: int, end: int, cues: dict[int, Attribution]) -> int | None:
    """The nearest cue above a moment's words."""
    token = end - 1
    for _ in range(STEPS + end - first):
        above = tree.head[token]
        if above == token:
            return None
        token = above
        if token in cues and not first <= token < end:
            return token
    return None
