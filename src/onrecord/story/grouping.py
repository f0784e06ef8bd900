"""Pairs of articles that are alike -> groups of one happening: average link, then look-alikes parted."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from onrecord.story.pairs import Pairs, find_pairs

__all__ = ["ALIKE", "group_parts"]

#: Average likeness at which two groups are one story. One setting for all input: .13 to .17 give B-cubed
#: .912 to .934 on Giveme5W1H (full texts) and .945 to .953 on ECB+ (short ones, look-alikes).
ALIKE: Final = 0.15
#: Two blocks of a group part when they are less alike than this share of what their own members are,
#: by the terms that do not stand everywhere in the group: one topic, two happenings. Without
#: it ECB+ has .856, not .945.
_APART: Final = 0.30
#: Fewest articles in a block that parts: of two or three pages it cannot be told.
_BLOCK: Final = 4
#: Most articles that are linked in one go; a larger component is first cut at a higher likeness.
_COMPONENT: Final = 3_000
_STEP: Final = 0.02
#: Largest group that is looked through for blocks; finding them takes the cube of it.
_PARTED: Final = 600


def group_parts(
    terms: Sequence[Mapping[str, float]],
    days: Sequence[float | None],
    *,
    window_days: float = 365.0,
    most: int = 30_000,
) -> tuple[tuple[tuple[int, ...], int], ...]:
    """Groups of articles by their numbers, each with its part; every article stands in exactly one.

    A part is what chains of pairs of likeness ALIKE lead to, under the number of its first article:
    no group depends on an article of another part.

    `days` must be sorted, unknown days last, and ties be put in an order that comes from the content:
    then the groups do not depend on the order of arrival. Average link (UPGMA) over likeness that
    fades with time, as Miranda et al. 2018 and their followers found strongest. Each article looks
    back over `window_days` and at most at the `most` articles before it.
    """
    pairs = find_pairs(terms, days, window_days=window_days, most=most)
    groups: list[tuple[tuple[int, ...], int]] = []
    for part, inner in _components(pairs, np.arange(len(terms)), ALIKE):
        for members, own in _small(inner, part, ALIKE):
            matrix = _matrix(own, members)
            for block in _link(matrix, ALIKE):
                blocks = _part([int(members[place]) for place in block], terms)
                groups += [(group, int(part.min())) for group in blocks]
    return tuple(sorted(groups))


def _small(
    pairs: Pairs, members: NDArray[np.int64], least: float
) -> Iterator[tuple[NDArray[np.int64], Pairs]]:
    """The component, or, if it is too large to be linked in one go, its components at a higher likeness."""
    if len(members) <= _COMPONENT or least + _STEP >= 1:
        yield members, pairs
        return
    for some, inner in _components(pairs, members, least + _STEP):
        yield from _small(inner, some, least + _STEP)


def _components(
    pairs: Pairs, members: NDArray[np.int64], least: float
) -> Iterator[tuple[NDArray[np.int64], Pairs]]:
    """Sets of articles that no pair of at least `least` likeness leads out of, with their pairs."""
    strong = pairs.likeness >= least
    roots = _roots(pairs.first[strong], pairs.second[strong], int(members.max()) + 1 if len(members) else 0)
    own = roots[members]
    order = np.argsort(own, kind="stable")
    inside = roots[pairs.first] == roots[pairs.second]
    homes = roots[pairs.first[inside]]
    by_home = np.argsort(homes, kind="stable")
    homes = homes[by_home]
    firsts, seconds, values = (
        column[inside][by_home] for column in (pairs.first, pairs.second, pairs.likeness)
    )
    for home, begin, count in zip(*np.unique(own[order], return_index=True, return_counts=True), strict=True):
        some = members[order[begin : begin + count]]
        low, high = np.searchsorted(homes, (home, home + 1))
        inner = Pairs(firsts[low:high], seconds[low:high], values[low:high])
        yield some, inner


def _roots(first: NDArray[np.int32], second: NDArray[np.int32], count: int) -> NDArray[np.int64]:
    """The smallest number that pairs lead to from each of `count` numbers.

    Trees are hung under smaller neighbours and made flat, until nothing changes.
    """
    roots = np.arange(count)
    while len(first):
        one, other = roots[first], roots[second]
        apart = one != other
        first, second, one, other = first[apart], second[apart], one[apart], other[apart]
        np.minimum.at(roots, np.maximum(one, other), np.minimum(one, other))
        while not np.array_equal(flat := roots[roots], roots):
            roots = flat
    return roots


def _matrix(pairs: Pairs, members: NDArray[np.int64]) -> NDArray[np.float32]:
    matrix = np.zeros((len(members), len(members)), dtype=np.float32)
    rows, columns = np.searchsorted(members, pairs.first), np.searchsorted(members, pairs.second)
    matrix[rows, columns] = pairs.likeness
    matrix[columns, rows] = pairs.likeness
    return matrix


def _link(matrix: NDArray[np.float32], least: float) -> Iterator[list[int]]:
    """Average-link groups at likeness `least`, by chains of nearest neighbours (the same as greedily).

    The matrix is used up. Equal neighbours: the first in order.
    """
    size = np.ones(len(matrix))
    blocks: dict[int, list[int]] = {place: [place] for place in range(len(matrix))}
    np.fill_diagonal(matrix, -1)
    chain: list[int] = []
    while blocks:
        if not chain:
            chain.append(next(iter(blocks)))
        tip = chain[-1]
        near = int(np.argmax(matrix[tip]))
        if len(chain) > 1 and matrix[tip, chain[-2]] >= matrix[tip, near]:
            near = chain[-2]
        if matrix[tip, near] < least:
            yield sorted(blocks.pop(tip))
            matrix[tip, :] = matrix[:, tip] = -1
            chain = []
        elif len(chain) > 1 and near == chain[-2]:
            _join(matrix, size, blocks, chain.pop(), chain.pop())
        else:
            chain.append(near)


def _join(
    matrix: NDArray[np.float32], size: NDArray[np.float64], blocks: dict[int, list[int]], one: int, other: int
) -> None:
    total = size[one] + size[other]
    row = (matrix[one] * size[one] + matrix[other] * size[other]) / total
    row[[one, other]] = -1
    row[(matrix[one] < 0) | (matrix[other] < 0)] = -1
    matrix[one, :] = matrix[:, one] = row
    matrix[other, :] = matrix[:, other] = -1
    size[one] = total
    blocks[one] += blocks.pop(other)


def _part(members: list[int], terms: Sequence[Mapping[str, float]]) -> list[tuple[int, ...]]:
    """The group in as many blocks as it has happenings."""
    if len(members) < 2 * _BLOCK or len(members) > _PARTED:
        return [tuple(members)]
    own = _own_likeness([terms[one] for one in members])
    blocks = _two(own.copy())
    if min(len(block) for block in blocks) < _BLOCK:
        return [tuple(members)]
    one, other = blocks
    across = float(own[np.ix_(one, other)].mean())
    if across >= _APART * min(_inner(own, one), _inner(own, other)):
        return [tuple(members)]
    return [part for block in blocks for part in _part([members[place] for place in block], terms)]


def _own_likeness(terms: Sequence[Mapping[str, float]]) -> NDArray[np.float32]:
    """Cosines by the terms that tell members of a group apart, weighed by how few members have them."""
    holders = Counter(term for words in terms for term in words)
    numbers = {term: number for number, term in enumerate(sorted(t for t, n in holders.items() if n > 1))}
    table = np.zeros((len(terms), len(numbers)), dtype=np.float32)
    for place, words in enumerate(terms):
        for term, weight in words.items():
            if term in numbers:
                table[place, numbers[term]] = weight * math.log((len(terms) + 1) / holders[term])
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    table /= np.where(lengths > 0, lengths, 1)
    return np.asarray(table @ table.T, dtype=np.float32)


def _two(matrix: NDArray[np.float32]) -> tuple[list[int], list[int]]:
    """The two blocks that average link joins last."""
    size = np.ones(len(matrix))
    blocks: dict[int, list[int]] = {place: [place] for place in range(len(matrix))}
    np.fill_diagonal(matrix, -1)
    while len(blocks) > 2:
        one, other = sorted(divmod(int(np.argmax(matrix)), len(matrix)))
        _join(matrix, size, blocks, one, other)
    first, second = blocks.values()
    return sorted(first), sorted(second)


def _inner(matrix: NDArray[np.float32], block: list[int]) -> float:
    """Mean likeness of different members of a block."""
    part = matrix[np.ix_(block, block)]
    return float((part.sum() - np.trace(part)) / (len(block) * (len(block) - 1)))
