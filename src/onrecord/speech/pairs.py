"""The marks of a line -> its quotations' edges: the cheapest reading in which every pair nests.

Double marks first, by dynamic programming over how many quotations are open; single marks then
pair inside what the double ones leave together, or are apostrophes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.speech.marks import NEVER, SKIP, SKIP_OPENER, TURNED, Mark

__all__ = ["Pair", "pair_doubles", "pair_singles"]

#: Double quotations inside one another that are told apart.
DEEPEST: Final = 3
#: What a quotation inside one of the same sign costs, and one that nothing closes: less than a mark
#: read against its place (marks.AGAINST), more than two curved marks turned the wrong way.
NEST: Final = 2
LEFT_OPEN: Final = 4
#: Going on with what the line before left open.
CARRIED: Final = 2

OPEN, CLOSE, PASS, RESTART = range(4)


@dataclass(slots=True)
class Pair:
    """The edges of a quotation."""

    #: Offset of the opening mark, of the first code point after it, of the closing mark (or the end
    #: of the words where there is none), and one past it.
    start: int
    first: int
    last: int
    end: int
    closed: bool
    double: bool
    #: The sign's family ('"', "”", "»"; "'" for single ones).
    family: str


def pair_doubles(marks: Sequence[Mark], line: int, stop: int, *, carried: str) -> list[Pair]:
    """The quotations in double marks of the line from `line` to `stop`, in the order of their ends.

    `carried` is the family of the mark that the line before left open and that this line may close;
    "" for none. A quotation that nothing closes ends at `stop`.
    """
    if not marks:
        return []
    if not carried and (simple := _plain(marks)) is not None:
        return simple
    paths, depth = _read(marks, carried)
    moves = []
    for step in reversed(paths):
        move, depth = step[depth]
        moves.append(move)
    moves.reverse()
    stack = [Mark(line, line, carried, True, 0, 0, 0)] if depth else []
    pairs = []
    for mark, move in zip(marks, moves, strict=True):
        if move in (CLOSE, RESTART):
            opener = stack.pop()
            pairs.append(_pair(opener, mark) if move == CLOSE else _left_open(opener, stop))
        if move in (OPEN, RESTART):
            stack.append(mark)
    return pairs + [_left_open(opener, stop) for opener in reversed(stack)]


def _pair(opener: Mark, closer: Mark) -> Pair:
    return Pair(opener.at, opener.end, closer.at, closer.end, True, opener.double, opener.family)


def _left_open(opener: Mark, stop: int) -> Pair:
    stop = max(stop, opener.end)
    return Pair(opener.at, opener.end, stop, stop, False, opener.double, opener.family)


def _plain(marks: Sequence[Mark]) -> list[Pair] | None:
    """The pairs of a line whose marks open and close in turn beyond doubt; None for any other."""
    if len(marks) % 2:
        return None
    for number, mark in enumerate(marks):
        if mark.closes if number % 2 else mark.opens:
            return None
        if not (mark.opens if number % 2 else mark.closes):
            return None
    return [_pair(marks[at], marks[at + 1]) for at in range(0, len(marks), 2)]


def _read(marks: Sequence[Mark], carried: str) -> tuple[list[dict[int, tuple[int, int]]], int]:
    """For each mark the best (move, depth before) by depth after it, and the best last depth."""
    #: By depth: the cost so far and the families of the marks that are open.
    states: dict[int, tuple[int, tuple[str, ...]]] = {0: (0, ())}
    if carried:
        states[1] = CARRIED, (carried,)
    paths = []
    for mark in marks:
        step: dict[int, tuple[int, int]] = {}
        after: dict[int, tuple[int, tuple[str, ...]]] = {}
        for depth, (cost, opened) in states.items():
            for move, to, price in _moves(mark, depth, opened[-1] if opened else ""):
                if to in after and after[to][0] <= cost + price:
                    continue
                kept = opened if move == PASS else opened[: to - (move != CLOSE)]
                after[to] = cost + price, kept if move in (PASS, CLOSE) else (*kept, mark.family)
                step[to] = move, depth
        states = after
        paths.append(step)
    return paths, min(states, key=lambda depth: (states[depth][0] + LEFT_OPEN * depth, depth))


def _moves(mark: Mark, depth: int, family: str) -> list[tuple[int, int, int]]:
    """(move, depth after it, cost) of everything that a mark may do."""
    other = depth > 0 and mark.family != family
    moves = [(PASS, depth, mark.skips)]
    if depth > 0:
        moves.append((CLOSE, depth - 1, mark.closes + TURNED * other))
        moves.append((RESTART, depth, mark.opens + LEFT_OPEN))
    if depth < DEEPEST:
        moves.append((OPEN, depth + 1, mark.opens + NEST * (depth > 0 and not other)))
    return moves


def pair_singles(marks: Sequence[Mark], doubles: Sequence[Pair], stop: int, *, goes_on: bool) -> list[Pair]:
    """The quotations in single marks; one never crosses the edge of one in double marks.

    `goes_on` says that the next line opens with a single mark, so that this one may leave one open.
    """
    groups: dict[int, list[Mark]] = {}
    order = sorted(doubles, key=lambda pair: (pair.start, -pair.end))
    inside: list[int] = []
    following = 0
    for mark in marks:
        while following < len(order) and order[following].start < mark.at:
            inside.append(following)
            following += 1
        while inside and order[inside[-1]].end <= mark.at:
            inside.pop()
        groups.setdefault(inside[-1] if inside else -1, []).append(mark)
    pairs = []
    for group, members in groups.items():
        end, leave = (order[group].last, SKIP) if group >= 0 else (stop, SKIP_OPENER)
        pairs += _pair_group(members, end, leave if group >= 0 or goes_on else NEVER)
    return pairs


def _pair_group(marks: Sequence[Mark], end: int, leave: int) -> list[Pair]:
    """Pairs of the single marks of one stretch; what is left alone is an apostrophe.

    Of several closers the first that stands behind speech or a bare word closes; workers' and
    goin' close only where there is no other. An opener with `skips` >= `leave` may be left open.
    """
    pairs = []
    opener: Mark | None = None
    closer: Mark | None = None
    inner: Mark | None = None
    for mark in marks:
        if mark.opens >= NEVER:
            if inner is not None and mark.closes < TURNED:
                pairs.append(_pair(inner, mark))
                inner = None
            elif closer is None or mark.closes < TURNED == closer.closes:
                closer = mark
            continue
        doubtful = closer is None or closer.closes == TURNED
        if opener is not None and opener.opens == 0 and doubtful:
            inner = mark if mark.opens < TURNED else inner
            continue
        pairs += _finished(opener, closer, end, leave)
        opener, closer, inner = mark, None, None
    return pairs + _finished(opener, closer, end, leave)


def _finished(opener: Mark | None, closer: Mark | None, end: int, leave: int) -> list[Pair]:
    """The quotation that an opener begins, if it does begin one."""
    if opener is None:
        return []
    if closer is not None and closer.at > opener.end:
        return [_pair(opener, closer)] if opener.opens < TURNED or closer.closes == 0 else []
    return [_left_open(opener, end)] if closer is None and opener.skips >= leave else []
