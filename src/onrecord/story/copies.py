"""Two articles of a story -> the passages whose words they share, and whether one is a copy of the other.

Runs of three words, one of them skipped or not, are laid along the diagonals of the two texts
(containment and alignment as in Clough et al. 2002, METER): cut, padded, stitched and reordered
copies keep their runs, and swapped words leave gaps in a run but do not end it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

__all__ = ["Alignment", "Run", "Text", "align", "candidates", "read_text"]

_WORD: Final = re.compile(r"\w+")
_QUOTED: Final = re.compile(r"“[^“”\n]{1,2000}”|\"[^\"\n]{1,2000}\"|‘[^‘’\n]{20,2000}’(?!\w)")
#: Places in a run of four words that make a key: three in a row, or with one of the inner ones left out.
_KEYS: Final = ((0, 1, 2), (0, 2, 3), (0, 1, 3))
#: Odd numbers that turn the codes of three words into one of 64 bits.
_FACTORS: Final = (
    np.uint64(0x9E3779B97F4A7C15),
    np.uint64(0xC2B2AE3D27D4EB4F),
    np.uint64(0x165667B19E3779F9),
)
#: A key at more places than this in one text is a phrase of the page, no anchor.
_REPEATED: Final = 4
#: Keys that two texts must share before they are laid side by side.
_SHARED_KEYS: Final = 6
#: Most words between two anchors of one run, and how far the diagonal may shift (one word for two).
_GAP: Final = 7
_SHIFTS: Final = (0, -1, 1, -2, 2)
#: Fewest words of a run, and the least share of them that stand in both texts.
_RUN_WORDS: Final = 8
_RUN_SHARE: Final = 0.5
#: Words of somebody who speaks for himself: a tweet or a statement that stands without quotation marks.
_SPOKEN: Final = re.compile(r"\b(?:I|[Mm]y|[Mm]e|[Ww]e|[Oo]ur|us)\b")
_SENTENCE_END: Final = re.compile(r"[.!?\n]")
#: A longer run that is mostly quoted is a page that was copied with its quotations.
_QUOTATION_WORDS: Final = 80
#: A page with fewer words outside quotation marks counts as if it had so many: a line is no copy. With
#: 30, four of the nine false copies among 133 pairs that were read were one clause of a page of a few
#: lines (bench/data/copy_pairs.tsv).
_OWN_WORDS: Final = 50
#: Share of one page's own words (outside quotation marks) in runs from which it counts as a copy.
COPIED: Final = 0.25


@dataclass(frozen=True, slots=True)
class Text:
    """A text made ready for comparing."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    #: How many of the words before each, and of all, are spoken: within quotation marks, or in a sentence
    #: in the first person.
    spoken: tuple[int, ...]
    #: Keys in order, each as often as it stands; keys at too many places are left out.
    keys: NDArray[np.uint64] = field(repr=False)
    #: Number of the first word of each key.
    places: NDArray[np.int64] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Run:
    """A passage that two texts share: word numbers, half-open, in the one and the other."""

    first: tuple[int, int]
    second: tuple[int, int]
    #: Share of the run's words that are the same.
    same: float
    #: Whether it is what somebody said: most of it within quotation marks on either side, or in the
    #: first person. Two pages that quote the same words are not copies for that.
    quotation: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """What two texts share."""

    runs: tuple[Run, ...]
    #: Share of each text's own words (outside quotation marks) that stand in shared passages.
    first_share: float
    second_share: float

    @property
    def copied(self) -> bool:
        """Whether one is a copy of the other, in part or as a whole."""
        return max(self.first_share, self.second_share) >= COPIED


def read_text(text: str) -> Text:
    """The words of a text with their places, in time linear in its length."""
    spans = [found.span() for found in _WORD.finditer(text)]
    words = tuple([word.lower() for word in _WORD.findall(text)])
    starts = tuple([start for start, _ in spans])
    quoted = [False] * len(words)
    for start, end in (*(found.span() for found in _QUOTED.finditer(text)), *_spoken(text)):
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        quoted[first:last] = [True] * (last - first)
    keys, places = _find_keys(words)
    spoken = tuple(accumulate(quoted, initial=0))
    return Text(words, starts, tuple([end for _, end in spans]), spoken, keys, places)


def _spoken(text: str) -> Iterator[tuple[int, int]]:
    """The sentences in the first person."""
    ends = [found.start() for found in _SENTENCE_END.finditer(text)]
    done = 0
    for found in _SPOKEN.finditer(text):
        if found.start() >= done:
            at = bisect_left(ends, found.start())
            done = ends[at] if at < len(ends) else len(text)
            yield ends[at - 1] + 1 if at else 0, done


def _find_keys(words: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """A number for each key of the text and where it stands, sorted by both."""
    count = max(0, len(words) - 3)
    codes = np.array([_code(word) for word in words], dtype=np.uint64)
    columns = [
        sum(
            (codes[place : place + count] * factor for place, factor in zip(key, _FACTORS, strict=True)),
            start=np.full(count, number, dtype=np.uint64),
        )
        for number, key in enumerate(_KEYS)
    ]
    keys = np.concatenate(columns)
    places = np.tile(np.arange(count), len(_KEYS))
    order = np.argsort(keys, kind="stable")
    keys, places = keys[order], places[order]
    edges = _edges(keys)
    often = np.diff(edges)
    kept = np.repeat(often <= _REPEATED, often)
    return keys[kept], places[kept]


def _edges(keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Where each different one of sorted keys begins, and their number."""
    begins = np.flatnonzero(keys[1:] != keys[:-1]) + 1
    return np.concatenate([[0] if len(keys) else [], begins, [len(keys)]]).astype(np.int64)


@lru_cache(maxsize=100_000)
def _code(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass"))


def candidates(texts: Sequence[Text]) -> Iterator[tuple[int, int]]:
    """Numbers of the texts that share enough keys to be laid side by side, in order."""
    own = [text.keys[_edges(text.keys)[:-1]] for text in texts]
    if not own:
        return
    keys = np.concatenate(own)
    order = np.argsort(keys, kind="stable")  # of one key, the texts in order
    keys, numbers = keys[order], np.repeat(np.arange(len(own)), [len(some) for some in own])[order]
    shared = np.zeros(len(own) * len(own), dtype=np.int64)
    for step in range(1, len(own)):
        (at,) = np.nonzero(keys[step:] == keys[:-step])
        if not len(at):
            break  # no key stands in more texts
        shared += np.bincount(numbers[at] * len(own) + numbers[at + step], minlength=len(shared))
    for pair in np.flatnonzero(shared >= _SHARED_KEYS).tolist():
        yield divmod(pair, len(own))


def align(one: Text, other: Text) -> Alignment:
    """The passages that the two texts share, and how much of each text they are."""
    runs = [run for run in _runs(one, other) if _holds(run)]
    chosen = sorted(_apart(runs), key=lambda run: (run.first, run.second))
    told = [run for run in chosen if not run.quotation]
    first = _share(one, [run.first for run in told])
    second = _share(other, [run.second for run in told])
    return Alignment(tuple(chosen), first, second)


@dataclass(slots=True)
class _Open:
    """A run that is still growing."""

    first: int
    second: int
    last: int
    last_second: int


def _anchors(one: Text, other: Text) -> list[tuple[int, int]]:
    """Places of the keys that both texts have, in order."""
    if not len(other.keys):
        return []
    low = np.searchsorted(other.keys, one.keys, side="left")
    (both,) = np.nonzero(other.keys[np.minimum(low, len(other.keys) - 1)] == one.keys)
    low = low[both]
    often = np.searchsorted(other.keys, one.keys[both], side="right") - low
    left = np.repeat(one.places[both], often)
    steps = np.arange(len(left)) - np.repeat(np.cumsum(often) - often, often)
    right = other.places[np.repeat(low, often) + steps]
    width = len(other.words) + 1
    pairs = np.unique(left * width + right)
    return list(zip((pairs // width).tolist(), (pairs % width).tolist(), strict=True))


def _runs(one: Text, other: Text) -> Iterator[Run]:
    """Anchors that follow each other in both texts, on one diagonal or nearly, as runs."""
    growing: dict[int, _Open] = {}
    for left, right in _anchors(one, other):
        slope = left - right
        for shift in _SHIFTS:
            run = growing.get(slope + shift)
            if run and left - run.last <= _GAP and 0 < right - run.last_second + 1 <= _GAP + 1:
                del growing[slope + shift]
                run.last, run.last_second = max(run.last, left), max(run.last_second, right)
                growing[slope] = run
                break
        else:
            if slope in growing:
                yield from _closed(growing[slope], one, other)
            growing[slope] = _Open(left, right, left, right)
    for run in growing.values():
        yield from _closed(run, one, other)


def _closed(run: _Open, one: Text, other: Text) -> Iterator[Run]:
    """The run, if it is long enough, without words at its end that are not the same."""
    if min(run.last - run.first, run.last_second - run.second) + 4 < _RUN_WORDS:
        return
    first = (run.first, min(run.last + 4, len(one.words)))
    second = (run.second, min(run.last_second + 4, len(other.words)))
    left, right = one.words[slice(*first)], other.words[slice(*second)]
    while left[-1] != right[-1] and len(left) > 1 and len(right) > 1:
        left, right = left[:-1], right[:-1]
    first, second = (first[0], first[0] + len(left)), (second[0], second[0] + len(right))
    common = len(set(left) & set(right)) / max(1, min(len(set(left)), len(set(right))))
    marked = max(_spoken_share(one, first), _spoken_share(other, second))
    yield Run(first, second, common, marked > 0.5 and len(left) <= _QUOTATION_WORDS)


def _spoken_share(text: Text, part: tuple[int, int]) -> float:
    start, end = part
    return (text.spoken[end] - text.spoken[start]) / max(1, end - start)


def _holds(run: Run) -> bool:
    length = min(run.first[1] - run.first[0], run.second[1] - run.second[0])
    return length >= _RUN_WORDS and run.same >= _RUN_SHARE


def _apart(runs: list[Run]) -> list[Run]:
    """The longest runs that do not overlap, in neither text."""
    taken: list[Run] = []
    for run in sorted(runs, key=lambda one: (one.first[0] - one.first[1], one.first, one.second)):
        if all(_clear(run.first, other.first) and _clear(run.second, other.second) for other in taken):
            taken.append(run)
    return taken


def _share(text: Text, parts: Sequence[tuple[int, int]]) -> float:
    """Share of the text's words outside quotation marks that stand in `parts`."""
    spoken = text.spoken
    covered = sum(end - start - (spoken[end] - spoken[start]) for start, end in parts)
    return covered / max(_OWN_WORDS, len(text.words) - spoken[-1])


def _clear(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[1] <= other[0] or other[1] <= one[0]
