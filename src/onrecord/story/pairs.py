"""Weighed terms and dates of articles -> the pairs that are alike, by an inverted index over a window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["Pairs", "fading", "find_pairs", "likeness"]

#: Pairs below this likeness count as 0 in every average; with .001 both scores were the same to .0001.
FLOOR: Final = 0.05
#: How fast likeness fades with the days between two dated articles, and how far at most. A stronger
#: fading (no bound) takes Giveme5W1H, where one page in ten comes weeks later, from .921 to .878.
_FADING: Final = 0.05
_FADED: Final = 0.8


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of articles by number, the smaller first, with their likeness 0 to 1."""

    first: NDArray[np.int32]
    second: NDArray[np.int32]
    likeness: NDArray[np.float32]


def fading(gaps: NDArray[np.float64]) -> NDArray[np.float64]:
    """By what likeness is multiplied where so many days lie between two articles."""
    return np.maximum(_FADED, np.exp(-_FADING * gaps))


def likeness(
    terms: Sequence[Mapping[str, float]], days: Sequence[float | None], *, beside: int
) -> NDArray[np.float64]:
    """Likeness of each article to each of the first `beside`, as rows; an article to itself is -1."""
    numbers: dict[str, int] = {}
    for words in terms:
        for term in words:
            numbers.setdefault(term, len(numbers))
    table = np.zeros((len(terms), len(numbers)), dtype=np.float32)
    for place, words in enumerate(terms):
        table[place, [numbers[term] for term in words]] = list(words.values())
    known = np.array([np.nan if day is None else day for day in days], dtype=np.float64)
    gaps = np.nan_to_num(np.abs(known[:, None] - known[None, :beside]))
    found: NDArray[np.float64] = (table @ table[:beside].T).astype(np.float64)
    found *= fading(gaps)
    found[np.arange(min(len(terms), beside)), np.arange(min(len(terms), beside))] = -1
    return found


def find_pairs(
    terms: Sequence[Mapping[str, float]], days: Sequence[float | None], *, window_days: float, most: int
) -> Pairs:
    """Every pair that is at least FLOOR alike.

    `days` are days of publication, sorted, the unknown ones last. Each article looks back over
    `window_days` and at most at the `most` articles before it; an undated one looks at all of them.
    """
    index = _Index.of(terms)
    known = np.array([np.nan if day is None else day for day in days], dtype=np.float64)
    found = []
    for at, day in enumerate(days):
        start = max(0, at - most)
        if day is not None:
            start = max(start, int(np.searchsorted(known[:at], day - window_days)))
        found.append(index.alike(at, start, known))
    if not found:
        return Pairs(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.float32))
    return Pairs(
        np.concatenate([others for others, _ in found]).astype(np.int32),
        np.repeat(np.arange(len(found)), [len(others) for others, _ in found]).astype(np.int32),
        np.concatenate([values for _, values in found]).astype(np.float32),
    )


@dataclass(frozen=True, slots=True)
class _Index:
    """Postings: for each term the articles that have it, in order, all terms in one array."""

    #: Begin of each article's entries in `columns`, `places` and `own`.
    rows: NDArray[np.int64]
    #: Term of each entry.
    columns: NDArray[np.int64]
    #: Where each entry stands in the postings.
    places: NDArray[np.int64]
    own: NDArray[np.float64]
    #: Begin of each term's postings.
    offsets: NDArray[np.int64]
    #: Article and weight of each posting, and both term and article as one number, to search in.
    articles: NDArray[np.int64]
    weights: NDArray[np.float64]
    keys: NDArray[np.int64]

    @classmethod
    def of(cls, terms: Sequence[Mapping[str, float]]) -> _Index:
        """The index of articles' weighed terms."""
        numbers: dict[str, int] = {}
        for words in terms:
            for term in words:
                numbers.setdefault(term, len(numbers))
        sizes = np.array([len(words) for words in terms], dtype=np.int64)
        columns = np.array([numbers[term] for words in terms for term in words], dtype=np.int64)
        own = np.array([weight for words in terms for weight in words.values()], dtype=np.float64)
        articles = np.repeat(np.arange(len(terms)), sizes)
        order = np.argsort(columns, kind="stable")
        places = np.empty(len(order), dtype=np.int64)
        places[order] = np.arange(len(order))
        keys = columns[order] * (len(terms) + 1) + articles[order]
        offsets = np.searchsorted(columns[order], np.arange(len(numbers) + 1))
        rows = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        return cls(rows, columns, places, own, offsets, articles[order], own[order], keys)

    def alike(
        self, at: int, start: int, known: NDArray[np.float64]
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The articles from `start` to before `at` that are alike to it, and how much."""
        entries = slice(self.rows[at], self.rows[at + 1])
        columns, right = self.columns[entries], self.places[entries]
        left = self.offsets[columns]
        if start:
            left = np.searchsorted(self.keys, columns * len(self.rows) + start)
        lengths = right - left
        total = int(lengths.sum())
        if total == 0:
            return np.zeros(0, np.int64), np.zeros(0)
        steps = np.arange(total) + np.repeat(left - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths)
        products = self.weights[steps] * np.repeat(self.own[entries], lengths)
        sums = np.bincount(self.articles[steps] - start, products, at - start)
        others = np.flatnonzero(sums >= FLOOR)
        gaps = np.nan_to_num(np.abs(known[others + start] - known[at]))
        faded = sums[others] * fading(gaps)
        kept = faded >= FLOOR
        return others[kept] + start, faded[kept]
