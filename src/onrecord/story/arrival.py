"""Pages that came, and those that stand in stories already -> which of these have to be grouped again.

Grouping goes part by part: a part holds every article that a chain of pairs, each alike enough for one
story, leads to. So a page that comes can change the groups of the parts that it is alike to, and no
others: where these are grouped again as wholes, the groups are the same as if all were grouped anew.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.story.grouping import ALIKE
from onrecord.story.pairs import fading
from onrecord.story.stories import WINDOW_DAYS, Group, Weighed, find_groups, keep_ids

__all__ = ["Placed", "Plan", "Standing", "plan_stories"]

#: Articles of a part up to which it is grouped again as a whole. It bounds what one page costs: parts
#: of a stream of news grow without end (bench/arrival.py), and 1,000 articles take half a second.
_WHOLE: Final = 1_000
#: In a larger part the stories of so many articles that are most alike to the page are grouped again.
_NEAREST: Final = 20
#: Likeness is summed in another order here, so the last digits may differ.
_SLACK: Final = 1e-6
#: Articles that are read at a time, and cells of likeness that are held at a time.
_CHUNK: Final = 2_000
_CELLS: Final = 4_000_000


class Standing(NamedTuple):
    """What finding the articles that a page is alike to needs of each."""

    #: `Article.id`, and the smallest one of its part.
    article: str
    part: str
    day: float | None
    #: A number for each term (64 bits) and its weight (64 bits), in one order.
    codes: bytes
    weights: bytes


class Placed(NamedTuple):
    """What is kept of an article from one making of stories to the next."""

    article: str
    part: str
    day: float | None
    codes: bytes
    weights: bytes
    #: The terms, one a line, the heaviest first.
    forms: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What has to change in stories that were made."""

    #: Stories that are new, or whose articles changed, by id.
    groups: Mapping[str, Group]
    #: Stories that are no more.
    gone: tuple[str, ...]
    #: The pages that came.
    placed: tuple[Placed, ...]
    #: Parts that became one with another, and which.
    joined: Mapping[str, str]


def plan_stories(
    fresh: Sequence[Weighed],
    *,
    standing: Iterable[Standing] = (),
    recall: Callable[[Collection[str]], Iterable[Placed]] | None = None,
    previous: Mapping[str, Sequence[str]] | None = None,
) -> Plan:
    """The stories that change because the pages `fresh` came or were read anew.

    `standing` are all other articles, `recall` gives those with these ids as they were put down, and
    `previous` are the stories that were made of all of them, id to articles; an article in it that is
    neither has gone. Where nothing stands, everything is grouped anew.
    """
    before = previous or {}
    homes = {article: story for story, articles in before.items() for article in articles}
    came = {one.article for one in fresh}
    scan = _Scan.of(fresh)
    parts: dict[str, str] = {}
    for chunk in _chunks(standing):
        parts.update((one.article, one.part) for one in chunk)
        scan.read(chunk)
    upset = {homes[one] for one in homes if one not in parts}
    again = _reach(scan, parts, before, homes, upset)
    held = [_weighed(one) for one in recall(again)] if recall and again else []
    groups = find_groups([*fresh, *held])
    touched = {story: before[story] for story in {homes[one] for one in again if one in homes} | upset}
    named = keep_ids(groups, touched, others=before.keys() - touched.keys())
    joined = _join_parts(groups, parts)
    labels = set(parts.values())
    return Plan(
        groups={
            story: group
            for story, group in named.items()
            if tuple(before.get(story, ())) != group.articles or not came.isdisjoint(group.articles)
        },
        gone=tuple(sorted(touched.keys() - named.keys())),
        placed=tuple(_place(one, joined[one.article]) for one in fresh),
        joined={part: other for part, other in joined.items() if part in labels and part != other},
    )


def _weighed(one: Placed) -> Weighed:
    """The article's weighed terms, as they were when they were put down."""
    weights = np.frombuffer(one.weights, "<f8").tolist()
    forms = one.forms.split("\n") if weights else []
    return Weighed(one.article, dict(zip(forms, weights, strict=True)), one.day)


def _place(one: Weighed, part: str) -> Placed:
    codes = np.array([_code(form) for form in one.terms], dtype="<u8")
    weights = np.array(list(one.terms.values()), dtype="<f8")
    return Placed(one.article, part, one.day, codes.tobytes(), weights.tobytes(), "\n".join(one.terms))


@lru_cache(maxsize=100_000)
def _code(form: str) -> int:
    return int.from_bytes(blake2b(form.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _chunks(standing: Iterable[Standing]) -> Iterator[list[Standing]]:
    rows = iter(standing)
    while chunk := list(islice(rows, _CHUNK)):
        yield chunk


def _reach(
    scan: _Scan,
    parts: Mapping[str, str],
    before: Mapping[str, Sequence[str]],
    homes: Mapping[str, str],
    upset: Collection[str],
) -> set[str]:
    """The standing articles that have to be grouped again."""
    sizes = Counter(parts.values())
    again = {one for story in upset for one in before[story] if one in parts}
    whole = {parts[one] for one in again if sizes[parts[one]] <= _WHOLE}
    for alike in scan.found:
        for rank, (_, article) in enumerate(sorted(alike, key=lambda item: (-item[0], item[1]))):
            if sizes[parts[article]] <= _WHOLE:
                whole.add(parts[article])
            elif rank < _NEAREST:
                again.update(one for one in before[homes[article]] if one in parts)
    again.update(article for article, part in parts.items() if part in whole)
    return again


def _join_parts(groups: Sequence[Group], parts: Mapping[str, str]) -> dict[str, str]:
    """Old part, or article that came, to the part that it now belongs to."""
    home: dict[str, str] = {}

    def root(one: str) -> str:
        while home.setdefault(one, one) != one:
            home[one] = home[home[one]]
            one = home[one]
        return one

    for group in groups:
        for label in (group.part, *group.articles):
            low, high = sorted((root(parts.get(label, label)), root(parts.get(group.part, group.part))))
            home[high] = low
    return {one: root(one) for one in list(home)}


@dataclass(frozen=True, slots=True)
class _Scan:
    """The terms of the pages that came, laid out so that standing ones are held against all at once."""

    days: NDArray[np.float64]
    #: Codes of all terms, sorted; of each, which pages have it and how heavy, from `starts` on.
    codes: NDArray[np.uint64]
    starts: NDArray[np.int64]
    pages: NDArray[np.int64]
    weights: NDArray[np.float64]
    #: For each page that came: likeness and id of the standing ones that it is alike to.
    found: list[list[tuple[float, str]]]

    @classmethod
    def of(cls, fresh: Sequence[Weighed]) -> _Scan:
        codes = np.array([_code(form) for one in fresh for form in one.terms], dtype=np.uint64)
        order = np.argsort(codes, kind="stable")
        pages = np.repeat(np.arange(len(fresh)), [len(one.terms) for one in fresh])[order]
        weights = np.array([weight for one in fresh for weight in one.terms.values()], dtype=np.float64)
        different, starts = np.unique(codes[order], return_index=True)
        days = np.array([math.nan if one.day is None else one.day for one in fresh])
        return cls(days, different, np.append(starts, len(order)), pages, weights[order], [[] for _ in fresh])

    def read(self, chunk: Sequence[Standing]) -> None:
        """Notes which of the chunk each page that came is alike to."""
        step = max(1, _CELLS // max(1, len(self.days)))
        for start in range(0, len(chunk) if len(self.codes) else 0, step):
            self._read(chunk[start : start + step])

    def _read(self, chunk: Sequence[Standing]) -> None:
        codes = np.frombuffer(b"".join(one.codes for one in chunk), "<u8")
        own = np.frombuffer(b"".join(one.weights for one in chunk), "<f8")
        rows = np.repeat(np.arange(len(chunk)), [len(one.codes) // 8 for one in chunk])
        at = np.minimum(np.searchsorted(self.codes, codes), len(self.codes) - 1)
        hit = self.codes[at] == codes
        at, own, rows = at[hit], own[hit], rows[hit]
        lengths = self.starts[at + 1] - self.starts[at]
        ends = np.cumsum(lengths)
        steps = np.arange(int(lengths.sum())) + np.repeat(self.starts[at] - (ends - lengths), lengths)
        cells = np.repeat(rows, lengths) * len(self.days) + self.pages[steps]
        sums = np.bincount(
            cells, self.weights[steps] * np.repeat(own, lengths), len(chunk) * len(self.days)
        ).reshape(len(chunk), len(self.days))
        strong, pages = np.nonzero(sums >= ALIKE - _SLACK)
        known = np.array([math.nan if one.day is None else one.day for one in chunk])
        gaps = np.nan_to_num(np.abs(known[strong] - self.days[pages]))
        likeness = sums[strong, pages] * fading(gaps)
        kept = (likeness >= ALIKE - _SLACK) & (gaps <= WINDOW_DAYS)
        for row, page, value in zip(strong[kept], pages[kept], likeness[kept].tolist(), strict=True):
            self.found[page].append((value, chunk[row].article))
