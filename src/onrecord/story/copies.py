"""Two articles of a story -> the passages whose words they share, and whether one is a copy of the other.

Runs of three words, one of them skipped or not, are laid along the diagonals of the two texts
(containment and alignment as in Clough et al. 2002, METER): cut, padded, stitched and reordered
copies keep their runs, and swapped words leave gaps in a run but do not end it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

__all__ = ["Alignment", "Run", "Text", "align", "candidates", "read_text"]

_WORD: Final = re.compile(r"\w+")
_QUOTED: Final = re.compile(r"“[^“”\n]{1,2000}”|\"[^\"\n]{1,2000}\"|‘[^‘’\n]{20,2000}’(?!\w)")
#: Places in a run of four words that make a key: three in a row, or with one of the inner ones left out.
_KEYS: Final = ((0, 1, 2), (0, 2, 3), (0, 1, 3))
#: A key at more places than this in one text is a phrase of the page, no anchor.
_REPEATED: Final = 4
#: Keys that two texts must share before they are laid side by side.
_SHARED_KEYS: Final = 6
#: Most words between two anchors of one run, and how far the diagonal may shift (one word for two).
_GAP: Final = 7
_SHIFT: Final = 2
#: Fewest words of a run, and the least share of them that stand in both texts.
_RUN_WORDS: Final = 8
_RUN_SHARE: Final = 0.5
#: Words of somebody who speaks for himself: a tweet or a statement that stands without quotation marks.
_SPOKEN: Final = re.compile(r"\b(?:I|[Mm]y|[Mm]e|[Ww]e|[Oo]ur|us)\b")
_SENTENCE: Final = re.compile(r"[^.!?\n]+")
#: A longer run that is mostly quoted is a page that was copied with its quotations.
_QUOTATION_WORDS: Final = 80
#: A page with fewer words outside quotation marks counts as if it had so many: a line is no copy.
_OWN_WORDS: Final = 30
#: Share of one page's own words (outside quotation marks) in runs from which it counts as a copy.
COPIED: Final = 0.25


@dataclass(frozen=True, slots=True)
class Text:
    """A text made ready for comparing."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    #: Whether each word is spoken: within quotation marks, or in a sentence in the first person.
    quoted: tuple[bool, ...]
    #: Places of each key, keys at too many places left out.
    keys: dict[tuple[str, str, str, int], tuple[int, ...]] = field(repr=False)


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
    found = list(_WORD.finditer(text))
    words = tuple(word[0].lower() for word in found)
    starts = tuple(word.start() for word in found)
    quoted = [False] * len(words)
    spoken = (found.span() for found in _SENTENCE.finditer(text) if _SPOKEN.search(found[0]))
    for spans in ((found.span() for found in _QUOTED.finditer(text)), spoken):
        at = 0
        for start, end in spans:
            while at < len(starts) and starts[at] < start:
                at += 1
            while at < len(starts) and starts[at] < end:
                quoted[at] = True
                at += 1
    places: dict[tuple[str, str, str, int], list[int]] = defaultdict(list)
    for place in range(len(words) - 3):
        for number, (one, two, three) in enumerate(_KEYS):
            places[words[place + one], words[place + two], words[place + three], number].append(place)
    keys = {key: tuple(where) for key, where in places.items() if len(where) <= _REPEATED}
    return Text(words, starts, tuple(word.end() for word in found), tuple(quoted), keys)


def candidates(texts: Sequence[Text]) -> Iterator[tuple[int, int]]:
    """Numbers of the texts that share enough keys to be laid side by side, in order."""
    holders: dict[tuple[str, str, str, int], list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        for key in text.keys:
            holders[key].append(number)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for numbers in holders.values():
        for place, one in enumerate(numbers):
            for other in numbers[place + 1 :]:
                shared[one, other] += 1
    yield from sorted(pair for pair, count in shared.items() if count >= _SHARED_KEYS)


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
    found = set()
    small, large = (one, other) if len(one.keys) <= len(other.keys) else (other, one)
    for key in small.keys:
        if key in large.keys:
            found |= {(left, right) for left in one.keys[key] for right in other.keys[key]}
    return sorted(found)


def _runs(one: Text, other: Text) -> Iterator[Run]:
    """Anchors that follow each other in both texts, on one diagonal or nearly, as runs."""
    growing: dict[int, _Open] = {}
    for left, right in _anchors(one, other):
        slope = left - right
        for shift in sorted(range(-_SHIFT, _SHIFT + 1), key=abs):
            run = growing.get(slope + shift)
            if run and left - run.last <= _GAP and 0 < right - run.last_second + 1 <= _GAP + 1:
                del growing[slope + shift]
                run.last, run.last_second = max(run.last, left), max(run.last_second, right)
                growing[slope] = run
                break
        else:
            if slope in growing:
                yield _closed(growing[slope], one, other)
            growing[slope] = _Open(left, right, left, right)
    for run in growing.values():
        yield _closed(run, one, other)


def _closed(run: _Open, one: Text, other: Text) -> Run:
    first = (run.first, min(run.last + 4, len(one.words)))
    second = (run.second, min(run.last_second + 4, len(other.words)))
    left, right = one.words[slice(*first)], other.words[slice(*second)]
    while left[-1] != right[-1] and len(left) > 1 and len(right) > 1:
        left, right = left[:-1], right[:-1]
    first, second = (first[0], first[0] + len(left)), (second[0], second[0] + len(right))
    common = len(set(left) & set(right)) / max(1, min(len(set(left)), len(set(right))))
    marked = max(_mean(one.quoted[slice(*first)]), _mean(other.quoted[slice(*second)]))
    return Run(first, second, common, marked > 0.5 and len(left) <= _QUOTATION_WORDS)


def _mean(flags: Sequence[bool]) -> float:
    return sum(flags) / max(1, len(flags))


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
    own = [not quoted for quoted in text.quoted]
    covered = sum(own[place] for start, end in parts for place in range(start, end))
    return covered / max(_OWN_WORDS, sum(own))


def _clear(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[1] <= other[0] or other[1] <= one[0]
