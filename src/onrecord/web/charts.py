"""What happened when, and who told whom -> where each mark of a chart stands; the template draws them.

Drawn here and not by a library so that the charts take the page's colours, light and dark, and every
mark is a link that the keyboard reaches.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

__all__ = ["Dated", "Dot", "Flow", "Node", "RelayChart", "Tick", "TimeChart", "relay_chart", "time_chart"]

#: Width of every chart in its own units, which are pixels on a wide screen.
WIDTH: Final = 1000
_EDGE: Final = 40
#: Mean width of a letter at the labels' size, in units; a little more than it is, so that none touch.
_LETTER: Final = 6.6
_ROW: Final = 22
#: Days from which a gap is said in words.
_GAP_TOLD: Final = 45
_LABEL: Final = 24


class Dated(NamedTuple):
    """Something to be drawn on the day, or from the first to the last day, that it was or will be."""

    first: date
    last: date
    status: str
    #: Whether it lies ahead: planned, asked for, possible.
    ahead: bool
    label: str
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class Dot:
    """One thing on a day."""

    x: float
    #: Where an interval of days ends; x for one day.
    x_end: float
    y: float
    label: str
    anchor: str
    status: str
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A day under the axis, or words over a gap in it."""

    x: float
    label: str
    y: float = 0


@dataclass(frozen=True, slots=True)
class TimeChart:
    """Past above the axis, what is planned, asked for or possible below it."""

    height: float
    axis: float
    past: tuple[Dot, ...]
    ahead: tuple[Dot, ...]
    days: tuple[Tick, ...]
    gaps: tuple[Tick, ...]
    #: Where pages were published: x, and how many.
    published: tuple[tuple[float, int, str], ...]
    width: int = WIDTH

    @property
    def shortened(self) -> bool:
        """Whether some gap is drawn shorter than it was."""
        return bool(self.gaps)


def time_chart(entries: Sequence[Dated], published: Sequence[date]) -> TimeChart | None:
    """The chart of what is dated; None of nothing."""
    days = sorted({day for one in entries for day in (one.first, one.last)} | set(published))
    if not entries or not days:
        return None
    places, gaps = _scale(days)
    rows_past, past = _stack([one for one in entries if not one.ahead], places)
    rows_ahead, ahead = _stack([one for one in entries if one.ahead], places)
    axis = 20 + rows_past * _ROW
    below = axis + 34
    counts = Counter(published)
    return TimeChart(
        height=below + rows_ahead * _ROW + 6,
        axis=axis,
        past=tuple(_dot(one, axis - 14 - row * _ROW, places) for row, one in past),
        ahead=tuple(_dot(one, below + 10 + row * _ROW, places) for row, one in ahead),
        days=tuple(_ticks(places)),
        gaps=tuple(gaps),
        published=tuple((places[day], count, day.isoformat()) for day, count in sorted(counts.items())),
    )


def _scale(days: Sequence[date]) -> tuple[dict[date, float], list[Tick]]:
    """Where each day stands; a gap grows with the logarithm of its days, or it would crush near days."""
    weights = [1 + math.log2((later - day).days) for day, later in pairwise(days)]
    whole = sum(weights) or 1
    places, gaps, x = {days[0]: float(_EDGE)}, [], float(_EDGE)
    if len(days) == 1:
        return {days[0]: WIDTH / 2}, []
    for (day, later), weight in zip(pairwise(days), weights, strict=True):
        step = (WIDTH - 2 * _EDGE) * weight / whole
        length = (later - day).days
        if length >= _GAP_TOLD and step > 60:
            gaps.append(Tick(x + step / 2, _length(length)))
        x += step
        places[later] = x
    return places, gaps


def _length(days: int) -> str:
    if days >= 700:
        return f"{days / 365.25:.0f} years"
    return f"{days / 30.44:.0f} months" if days >= 60 else f"{days} days"


def _ticks(places: dict[date, float]) -> Iterable[Tick]:
    """Days that have room for their names."""
    end, year = -math.inf, None
    for day, x in places.items():
        label = f"{day.day} {day:%b}" + (f" {day.year}" if day.year != year else "")
        half = len(label) * _LETTER / 2
        if x - half > end + 6:
            yield Tick(min(max(x, half), WIDTH - half), label)
            end, year = x + half, day.year


def _stack(entries: Sequence[Dated], places: dict[date, float]) -> tuple[int, list[tuple[int, Dated]]]:
    """A row for each entry such that no label touches another; and how many rows that takes."""
    ends: list[float] = []
    rows = []
    for one in sorted(entries, key=lambda one: (one.first, one.last)):
        x = places[one.first]
        width = 14 + min(len(one.label), _LABEL) * _LETTER
        left, right = (
            (x - width, x + 8) if _leftward(x, width) else (x - 8, max(x + width, places[one.last] + 8))
        )
        row = next((number for number, end in enumerate(ends) if end < left), len(ends))
        if row == len(ends):
            ends.append(right)
        ends[row] = max(ends[row], right)
        rows.append((row, one))
    return len(ends), rows


def _leftward(x: float, width: float) -> bool:
    """Whether a label goes to the left of its dot: it would leave the chart on the right."""
    return x + width > WIDTH


def _dot(one: Dated, y: float, places: dict[date, float]) -> Dot:
    first, last, status, _, label, href, title = one
    short = label if len(label) <= _LABEL else label[: _LABEL - 1].rstrip() + "…"
    x = places[first]
    leftward = _leftward(x, 14 + len(short) * _LETTER)
    return Dot(x, places[last], y, short, "end" if leftward else "start", status, href, title)


@dataclass(frozen=True, slots=True)
class Node:
    """A name in the relay picture."""

    label: str
    x: float
    y: float
    anchor: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Flow:
    """A line from one name to the next."""

    path: str
    #: Grows with the logarithm of how often.
    width: float
    title: str


@dataclass(frozen=True, slots=True)
class RelayChart:
    """Speakers at the left, who passed their words on in the middle, pages at the right."""

    height: float
    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]
    width: int = WIDTH


#: Columns: where speakers end, where relays stand, where pages begin.
_SPEAKERS_X, _RELAYS_X, _PAGES_X = 300, 520, 720
_MOST_LETTERS: Final = 42


def relay_chart(
    hops: Mapping[tuple[str, str | None, int], int],
    *,
    speakers: dict[str, str],
    pages: dict[int, tuple[str, str]],
) -> RelayChart | None:
    """The picture of (speaker, who passed it on or None, page number) -> how often; None of nothing.

    `speakers` and `pages` give the links, and a page's name.
    """
    if not hops:
        return None
    # A name stands as high as the pages that have its words do, so that fewer lines cross.
    names = _by_page((name, number) for name, _, number in hops)
    relays = _by_page((via, number) for _, via, number in hops if via)
    numbers = sorted({number for _, _, number in hops})
    tallest = max(len(names), len(numbers), len(relays))
    height = tallest * _ROW + 10

    def spread(some: Sequence[object]) -> list[float]:
        return [height * (place + 0.5) / len(some) for place in range(len(some))]

    at_name = dict(zip(names, spread(names), strict=True))
    at_relay = dict(zip(relays, spread(relays), strict=True))
    at_page = dict(zip(numbers, spread(numbers), strict=True))
    flows = []
    for (name, via, number), times in hops.items():
        title = f"{name} → {via + ' → ' if via else ''}page {number}: {times}"
        if via:
            half = _width(via) / 2 + 8
            flows.append(
                _flow((_SPEAKERS_X + 8, at_name[name]), (_RELAYS_X - half, at_relay[via]), title, times)
            )
            flows.append(
                _flow((_RELAYS_X + half, at_relay[via]), (_PAGES_X - 8, at_page[number]), title, times)
            )
        else:
            flows.append(
                _flow((_SPEAKERS_X + 8, at_name[name]), (_PAGES_X - 8, at_page[number]), title, times)
            )
    nodes = [Node(_cut(name), _SPEAKERS_X, at_name[name], "end", speakers.get(name)) for name in names]
    nodes += [Node(_cut(via), _RELAYS_X, at_relay[via], "middle", None) for via in relays]
    nodes += [Node(_cut(pages[one][0]), _PAGES_X, at_page[one], "start", pages[one][1]) for one in numbers]
    return RelayChart(height, tuple(nodes), tuple(dict.fromkeys(flows)))


def _by_page(pairs: Iterable[tuple[str, int]]) -> list[str]:
    """Names in the order of the mean number of their pages."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for name, number in pairs:
        numbers[name].append(number)
    return sorted(numbers, key=lambda name: (sum(numbers[name]) / len(numbers[name]), name))


def _cut(label: str) -> str:
    return label if len(label) <= _MOST_LETTERS else label[: _MOST_LETTERS - 1].rstrip() + "…"


def _width(label: str) -> float:
    return min(len(label), _MOST_LETTERS) * _LETTER


def _flow(start: tuple[float, float], end: tuple[float, float], title: str, times: int) -> Flow:
    (x, y), (x_end, y_end) = start, end
    middle = (x + x_end) / 2
    path = f"M{x:.0f} {y:.1f}C{middle:.0f} {y:.1f} {middle:.0f} {y_end:.1f} {x_end:.0f} {y_end:.1f}"
    return Flow(path, round(1 + math.log2(times), 1), title)
