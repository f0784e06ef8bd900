"""Weighed terms and dates of articles -> the pairs that are alike, by an inverted index over a window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["Pairs", "find_pairs", "likeness"]

#: Pairs below this likeness count as 0 in every average; keeping them all changed no score by .002.
FLOOR: Final = 0.05
#: How fast likeness fades with the days between two dated articles, and how far at most. A stronger
#: fading (no bound) took Giveme5W1H, where one page in ten comes weeks later, from .92 to .83.
_FADING: Final = 0.05
_FADED: Final = 0.8


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of articles by number, the smaller first, with their likeness 0 to 1."""

    first: NDArray[np.int32]
    second: NDArray[np.int32]
    likeness: NDArray[np.float32]


def likeness(one: Mapping[str, float], other: Mapping[str, float], gap: float | None = None) -> float:
    """Cosine of two articles' weighed terms, faded by the `gap` in days between them; None is no fading."""
    small, large = sorted((one, other), key=len)
    cosine = sum(weight * large.get(term, 0.0) for term, weight in small.items())
    return cosine * (1.0 if gap is None else max(_FADED, float(np.exp(-_FADING * gap))))


def find_pairs(
    terms: Sequence[Mapping[str, float]], days: Sequence[float | None], *, window_days: float, most: int
) -> Pairs:
    """Every pair that is at least FLOOR alike.

    `days` are days of publication, sorted, the unknown ones last. Each article looks back over
    `window_days` and at most at the `most` articles before it; an undated one looks at all of them.
    """
    numbers, index = _index(terms)
    known = np.array([np.nan if day is None else day for day in days])
    found: list[tuple[NDArray[np.int64], NDArray[np.float64]]] = []
    for at, words in enumerate(terms):
        start = max(0, at - most)
        day = days[at]
        if day is not None:
            start = max(start, int(np.searchsorted(known[:at], day - window_days)))
        found.append(_alike(at, start, words, numbers, index, known))
    if not found:
        return Pairs(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.float32))
    return Pairs(
        np.concatenate([others for others, _ in found]).astype(np.int32),
        np.repeat(np.arange(len(found)), [len(others) for others, _ in found]).astype(np.int32),
        np.concatenate([values for _, values in found]).astype(np.float32),
    )


_Index = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]


def _index(terms: Sequence[Mapping[str, float]]) -> tuple[dict[str, int], _Index]:
    """The terms' numbers, and their postings: where each begins, articles in order, weights."""
    numbers = {term: number for number, term in enumerate(sorted(set().union(*terms)))} if terms else {}
    rows = [(numbers[term], at, weight) for at, words in enumerate(terms) for term, weight in words.items()]
    columns = np.array([row[0] for row in rows], dtype=np.int64)
    order = np.argsort(columns, kind="stable")
    offsets = np.searchsorted(columns[order], np.arange(len(numbers) + 1))
    documents = np.array([row[1] for row in rows], dtype=np.int64)[order]
    return numbers, (offsets, documents, np.array([row[2] for row in rows])[order])


def _alike(
    at: int, start: int, words: Mapping[str, float], numbers: Mapping[str, int], index: _Index,
    known: NDArray[np.float64],
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The articles from `start` to before `at` that are alike to it, and how much."""
    offsets, documents, weights = index
    places, values = [], []
    for term, weight in words.items():
        number = numbers[term]
        low, high = offsets[number], offsets[number + 1]
        posting = documents[low:high]
        left, right = np.searchsorted(posting, (start, at))
        if right > left:
            places.append(posting[left:right])
            values.append(weights[low + left : low + right] * weight)
    if not places:
        return np.zeros(0, np.int64), np.zeros(0)
    sums = np.bincount(np.concatenate(places) - start, np.concatenate(values), at - start)
    others = np.flatnonzero(sums >= FLOOR)
    gaps = np.nan_to_num(np.abs(known[others + start] - known[at]))
    faded = sums[others] * np.maximum(_FADED, np.exp(-_FADING * gaps))
    kept = faded >= FLOOR
    return others[kept] + start, faded[kept]
