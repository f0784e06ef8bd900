"""The lines of an article -> numbers that say how each hangs together with the others.

Three views: the words, weighted by how rare they are in news; what they mean, by small word vectors; the
names. In each, a line is held against the others, its neighbours left out and left in, and against
headline and lead; and there is the shape of the line itself. The measures are those of text segmentation
and sentence-intrusion detection (Shen et al., TACL 2021, for the task).
"""

from __future__ import annotations

from math import sqrt
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from onrecord.text.views import SHAPES, Lines, Matrix

__all__ = ["FIRST", "SECOND", "measure", "remeasure"]

#: Lines on either side that are left out where a line is held against the rest.
BESIDE: Final = 2
#: Rarity of a word or name that few articles share.
RARE: Final = 5.0
#: Lines that count as the lead beside the headline.
LEAD: Final = 2
_VIEW: Final = (
    "max", "top3", "mean", "beside", "before", "after", "skip", "centre", "far centre", "title", "lead",
    "centre z", "centre rank", "top3 z", "top3 rank", "far z", "far rank", "title z",
)  # fmt: skip
_COVER: Final = (
    "cover",
    "far cover",
    "lead cover",
    "beside cover",
    "cover z",
    "far cover z",
    "far cover rank",
    "rarest shared",
    "rare shared",
)
_SOFT: Final = ("soft", "far soft", "lead soft", "soft z", "far soft z", "far soft rank")
_BESIDE_SHAPES: Final = ("words", "ended", "capitals", "dateline")
#: Names of the columns of `measure` and of those that `remeasure` adds.
FIRST: Final = (
    *(f"{view} {name}" for view in ("word", "mean", "name") for name in _VIEW),
    *(f"{view} {name}" for view in ("word", "name") for name in _COVER),
    *_SOFT,
    *SHAPES,
    *(f"{side} {name}" for side in ("before", "after") for name in _BESIDE_SHAPES),
)
SECOND: Final = (
    "p", "p before", "p after", "p before 2", "p after 2", "p rank", "p mean", "p most", "p z",
    *(f"{view} {name}" for view in ("word", "mean", "name")
      for name in ("trusted", "trusted z", "doubted", "like doubted before", "like doubted after")),
    "word trusted cover", "word trusted cover z", "name trusted cover", "name trusted cover z",
    "trusted soft", "trusted soft z",
)  # fmt: skip


def measure(lines: Lines) -> Matrix:
    """The columns FIRST for each line after the headline."""
    columns = [*view(lines.words), *view(lines.means), *view(lines.names)]
    columns += cover(lines.words, lines.rarity) + cover(lines.names, lines.name_rarity)
    columns += soft(lines)
    shapes = lines.shapes
    columns += list(shapes.T)
    beside = [SHAPES.index(name) for name in _BESIDE_SHAPES]
    columns += list(shifted(shapes, 1)[:, beside].T) + list(shifted(shapes, -1)[:, beside].T)
    return np.stack(columns, 1).astype(np.float32)


def shifted(rows: Matrix, by: int) -> Matrix:
    """Rows moved down by one (up by -1); zeros come in."""
    moved = np.zeros_like(rows)
    if by > 0:
        moved[by:] = rows[:-by]
    else:
        moved[:by] = rows[-by:]
    return moved


def view(rows: Matrix) -> list[Any]:
    """The columns _VIEW of one view whose first row is the headline."""
    title, body = rows[0], rows[1:]
    many = len(body)
    alike = body @ body.T
    np.fill_diagonal(alike, 0)
    ordered = np.sort(alike, axis=1)[:, ::-1]
    top3 = ordered[:, :3].mean(1)
    before = np.concatenate([alike[:1, 0] * 0, np.diagonal(alike, -1)])
    after = np.concatenate([np.diagonal(alike, 1), alike[:1, 0] * 0])
    skip = np.zeros(many, dtype=np.float32)
    skip[1:-1] = np.diagonal(alike, 2)
    whole = body.sum(0)
    centre = closeness(body, whole - body)
    far = closeness(body, whole - near_sum(body))
    ahead = closeness(body, np.broadcast_to(title, body.shape))
    lead = closeness(body, np.broadcast_to(title + body[:LEAD].sum(0), body.shape) - leading(body))
    return [
        ordered[:, 0], top3, alike.mean(1), np.maximum(before, after), before, after, skip, centre, far,
        ahead, lead, standard(centre), rank(centre), standard(top3), rank(top3), standard(far), rank(far),
        standard(ahead),
    ]  # fmt: skip


def leading(body: Matrix) -> Matrix:
    """Each of the first two lines itself, zeros below: what the lead has to be without."""
    own = np.zeros_like(body)
    own[:LEAD] = body[:LEAD]
    return own


def near_sum(body: Matrix) -> Matrix:
    """For each line the sum of the lines at most BESIDE away, itself included."""
    padded = np.concatenate([np.zeros((1, body.shape[1]), body.dtype), body.cumsum(0)])
    at = np.arange(len(body))
    return np.asarray(padded[np.minimum(at + BESIDE + 1, len(body))] - padded[np.maximum(at - BESIDE, 0)])


def closeness(rows: Matrix, others: Matrix) -> Matrix:
    """Cosine of each row of length 1 and the row beside it."""
    size = np.sqrt((others * others).sum(1))
    return np.asarray((rows * others).sum(1) / np.maximum(size, 1e-6))


def standard(values: Matrix) -> Matrix:
    """Distance from the article's mean in its own deviations."""
    apart = values - values.sum() / len(values)
    return np.asarray(apart / (sqrt(float(apart @ apart) / len(values)) + 1e-6), dtype=np.float32)


def rank(values: Matrix) -> Matrix:
    """Share of the article's lines with a smaller value, 0 to 1."""
    order = values.argsort(kind="stable").argsort(kind="stable")
    return np.asarray(order / max(1, len(values) - 1), dtype=np.float32)


def cover(rows: Matrix, rarity: Matrix) -> list[Any]:
    """The columns _COVER: how much of a line's weight stands elsewhere in the article."""
    there = (rows[1:] > 0).astype(np.float32)
    total = np.maximum(there @ rarity, 1e-6)
    everywhere = there.sum(0)
    near = near_sum(there)
    title = rows[0] > 0
    first = title + there[:LEAD].sum(0) - leading(there)
    shares = [
        ((there * (others > 0.5)) @ rarity) / total
        for others in (everywhere - there + title, everywhere - near + title, first, near - there)
    ]
    shared = there * (everywhere - near + title > 0.5) * rarity
    rare = (shared > RARE).sum(1)
    return [*shares, standard(shares[0]), standard(shares[1]), rank(shares[1]), shared.max(1), rare]


def soft(lines: Lines) -> list[Any]:
    """The columns _SOFT: as `cover`, but a word counts by the word elsewhere that is nearest in meaning."""
    many = len(lines.words) - 1
    at = np.arange(many)
    apart = np.abs(at[:, None] - at[None, :])
    title = np.ones((many, 1), dtype=bool)
    first = (apart > 0) & (at < LEAD)[None, :]
    shares = [
        nearest(lines, np.concatenate([title, others], 1)) for others in (apart > 0, apart > BESIDE, first)
    ]
    return [*shares, standard(shares[0]), standard(shares[1]), rank(shares[1])]


def nearest(lines: Lines, others: NDArray[np.bool_]) -> Matrix:
    """For each line the mean nearness of its telling words to the nearest word of the lines in `others`.

    `others` is (lines, headline and lines); the mean is weighted by rarity.
    """
    found = np.zeros(len(others), dtype=np.float32)
    full, weights, starts = lines.full, lines.near_rarity, lines.starts
    if len(full):
        best = np.where(others[np.repeat(full, lines.sizes)], lines.near, np.float32(0)).max(1)
        best = np.maximum(best, 0)
        found[full] = np.add.reduceat(best * weights, starts) / np.add.reduceat(weights, starts)
    return found


def remeasure(lines: Lines, doubt: Matrix) -> Matrix:
    """The columns SECOND, given how foreign each line was found to be at first (0 to 1)."""
    trust = (1.0 - doubt).astype(np.float32)
    around = [shifted(doubt[:, None], by)[:, 0] for by in (1, -1, 2, -2)]
    most = np.full(len(doubt), doubt.max())
    columns: list[Any] = [
        doubt, *around, rank(doubt), np.full(len(doubt), doubt.mean()), most, standard(doubt),
    ]  # fmt: skip
    for rows in (lines.words, lines.means, lines.names):
        body = rows[1:]
        trusted = (body * trust[:, None]).sum(0) + rows[0] - body * trust[:, None]
        doubted = (body * doubt[:, None]).sum(0) - body * doubt[:, None]
        near = closeness(body, trusted)
        alike = (body[1:] * body[:-1]).sum(1) if len(body) > 1 else body[:0, 0]
        zero = np.zeros(1, dtype=np.float32)
        columns += [near, standard(near), closeness(body, doubted)]
        columns += [np.concatenate([zero, alike]) * around[0], np.concatenate([alike, zero]) * around[1]]
    for rows, rarity in ((lines.words, lines.rarity), (lines.names, lines.name_rarity)):
        there = (rows[1:] > 0).astype(np.float32)
        sure = there * (trust > 0.5)[:, None].astype(np.float32)
        others = sure.sum(0) - sure + (rows[0] > 0)
        share = ((there * (others > 0.5)) @ rarity) / np.maximum(there @ rarity, 1e-6)
        columns += [share, standard(share)]
    sure = np.repeat((trust > 0.5)[None, :], len(trust), 0)
    np.fill_diagonal(sure, False)
    share = nearest(lines, np.concatenate([np.ones((len(trust), 1), dtype=bool), sure], 1))
    columns += [share, standard(share)]
    return np.stack(columns, 1).astype(np.float32)
