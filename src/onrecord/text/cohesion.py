"""The lines of an article -> numbers that say how each hangs together with the others.

Three views: the words, weighted by how rare they are in news; what they mean, by small word vectors; the
names. In each, a line is held against the others, its neighbours left out and left in, and against
headline and lead; and there is the shape of the line itself. The measures are those of text segmentation
and sentence-intrusion detection (Shen et al., TACL 2021, for the task).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["FIRST", "SECOND", "Background", "Lines", "measure", "read_lines", "remeasure"]

Matrix = NDArray[np.float32]
WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[.!?]")
ENDED: Final = re.compile(r"[.!?…:][\"'”’)\]]{0,3}$")
DAY: Final = re.compile(r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday)\b")
DATELINE: Final = re.compile(r"^[A-Z][A-Za-z.,' ]{2,40}(?:\([A-Za-z ]{2,20}\) )?\s?(?:-{1,2}|–|—) ?[A-Z]")
DIGITS: Final = re.compile(r"\d+")
QUOTES: Final = '"“”'
#: Words with which a line goes on from the one before it.
GOES_ON: Final = frozenset(
    "he she it they his her its their this that these those but and still however meanwhile yet also "
    "instead there then so such both another other".split()
)
PERSONS: Final = frozenset("i we you my our your me us".split())
#: Lines on either side that are left out where a line is held against the rest.
BESIDE: Final = 2
#: Lines that count as the lead beside the headline.
LEAD: Final = 2
#: Least rarity of a word that tells what a line is about: it stands in one of 20 lines or fewer.
TELLING: Final = 3.0
#: Share of words with a capital from which a line is written as titles are.
TITLED: Final = 0.6


@dataclass(frozen=True, slots=True)
class Background:
    """What is known of words before any article is read."""

    #: Stem to its place in the other two.
    places: dict[str, int]
    #: How rare each is: ln(lines / lines that have it).
    rare: Matrix
    #: Whether it is mostly written with a capital.
    named: NDArray[np.bool_]
    #: A vector for each, zeros where none is known: (stems, dimensions).
    vectors: Matrix
    #: How rare a word is that is not in the table.
    unknown: float


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of an article in three views; row 0 is the headline."""

    #: (lines, stems) weights, rows of length 1, and 0/1 with the stems' rarity.
    words: Matrix
    rarity: Matrix
    #: (lines, dimensions), rows of length 1.
    means: Matrix
    #: For each line the numbers of its telling words among those of the article.
    telling: list[NDArray[np.int64]]
    #: (telling words, lines): how near the nearest word of a line is in meaning, 1 for the word itself.
    near: Matrix
    near_rarity: Matrix
    #: (lines, names) weights, rows of length 1, and the names' rarity.
    names: Matrix
    name_rarity: Matrix
    #: (lines, shapes): see SHAPES.
    shapes: Matrix


SHAPES: Final = (
    "words", "relative words", "place", "from end", "lines", "capitals", "ended", "quote", "opens quote",
    "goes on", "day", "dateline", "digits", "persons", "dots", "full names", "bare names", "new full names",
    "new bare names", "question", "said", "colon",
)  # fmt: skip
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


def stem(word: str) -> str:
    """A word in lower case without the endings that English adds most."""
    word = word.lower().replace("’", "'")
    word = word.removesuffix("'s").rstrip("'")
    if len(word) > 4:
        for ending in ("ing", "ed", "es", "ly", "s"):
            if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
                return word[: -len(ending)]
    return word


def name_runs(
    words: Sequence[str], known: frozenset[str] | set[str], background: Background
) -> list[list[str]]:
    """Runs of names in a line: words with a capital that do not owe it to their place."""
    letters = [word for word in words if word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in letters)
    titled = capitals > TITLED * len(letters)
    runs: list[list[str]] = []
    run: list[str] = []
    opening = True
    for word in words:
        owed = opening or titled
        opening = not word[0].isalpha()
        if not opening and word[0].isupper() and (not owed or is_name(word, known, background)):
            run.append(stem(word))
        elif run:
            runs.append(run)
            run = []
    if run:
        runs.append(run)
    return runs


def is_name(word: str, known: frozenset[str] | set[str], background: Background) -> bool:
    """Whether a word at the start of a sentence or in a title is a name elsewhere in the article or in news."""
    short = stem(word)
    if short in known:
        return True
    place = background.places.get(short)
    return len(word) > 2 if place is None else bool(background.named[place])


def read_lines(title: str, lines: Sequence[str], background: Background) -> Lines:
    """The three views of an article's lines; `title` may be "". Time grows with their length."""
    rows = [WORD.findall(words) for words in (title, *lines)]
    inner = {
        stem(word)
        for row in rows
        for before, word in zip(row, row[1:], strict=False)
        if word[0].isupper() and before[0].islower()
    }
    runs = [name_runs(row, inner, background) for row in rows]
    stems = [[stem(word) for word in row if len(word) > 1] for row in rows]
    words, rarity, places = weigh(stems, background)
    vectors = np.where(places[:, None] < 0, np.float32(0), background.vectors[places])
    means = unit(((words > 0) * rarity) @ vectors)
    names, name_rarity, _ = weigh([[name for run in line for name in run] for line in runs], background)
    shapes = np.array(
        [shape(number, (title, *lines), rows, runs) for number in range(1, len(rows))], dtype=np.float32
    ).reshape(len(lines), len(SHAPES))
    near = weigh_near(words, rarity, unit(vectors))
    return Lines(words, rarity, means, *near, names, name_rarity, shapes)


def weigh(stems: Sequence[Sequence[str]], background: Background) -> tuple[Matrix, Matrix, NDArray[np.int64]]:
    """TF-IDF rows of length 1 for lists of stems; each column's rarity and place in the table, -1 if none."""
    columns: dict[str, int] = {}
    for row in stems:
        for word in row:
            columns.setdefault(word, len(columns))
    counts = np.zeros((len(stems), max(1, len(columns))), dtype=np.float32)
    for number, row in enumerate(stems):
        for word in row:
            counts[number, columns[word]] += 1
    places = np.array([background.places.get(word, -1) for word in columns] or [-1])
    rarity = np.where(places < 0, np.float32(background.unknown), background.rare[places])
    return unit(np.log1p(counts) * rarity), rarity, places


def weigh_near(
    words: Matrix, rarity: Matrix, vectors: Matrix
) -> tuple[list[NDArray[np.int64]], Matrix, Matrix]:
    """The fields `telling`, `near` and `near_rarity` of Lines."""
    kept = np.flatnonzero(rarity >= TELLING)
    vectors, there = vectors[kept], words[:, kept] > 0
    telling = [np.flatnonzero(row) for row in there]
    alike = vectors @ vectors.T
    np.fill_diagonal(alike, 1)
    near = np.zeros((len(kept), len(words)), dtype=np.float32)
    full = [number for number, own in enumerate(telling) if len(own)]
    if full:
        every = np.concatenate([telling[number] for number in full])
        starts = np.cumsum([0, *(len(telling[number]) for number in full[:-1])])
        near[:, full] = np.maximum.reduceat(alike[:, every], starts, axis=1)
    return telling, near, rarity[kept]


def unit(rows: Matrix) -> Matrix:
    """Rows of length 1; rows of zeros stay."""
    size = np.sqrt((rows * rows).sum(1, keepdims=True))
    return np.asarray(rows / np.maximum(size, 1e-9), dtype=np.float32)


def shape(
    number: int, lines: Sequence[str], rows: Sequence[Sequence[str]], runs: Sequence[Sequence[Sequence[str]]]
) -> list[float]:
    """The row of SHAPES of one line."""
    words, row = lines[number], [word for word in rows[number] if word[0].isalpha()]
    count, many = max(1, len(row)), len(lines) - 1
    usual = sum(len(other) for other in rows[1:]) / max(1, many)
    elsewhere = {name for other, found in enumerate(runs) if other != number for run in found for name in run}
    full = [run for run in runs[number] if len(run) > 1]
    bare = [run for run in runs[number] if len(run) == 1]
    lower = [word.lower() for word in row]
    return [
        len(row),
        len(row) / max(1.0, usual),
        (number - 1) / max(1, many - 1),
        many - number,
        many,
        sum(word[0].isupper() for word in row) / count,
        ENDED.search(words) is not None,
        sum(mark in words for mark in QUOTES) > 0,
        words[:1] in QUOTES,
        bool(lower) and lower[0] in GOES_ON,
        DAY.search(words) is not None,
        DATELINE.match(words) is not None,
        len(DIGITS.findall(words)) / count,
        sum(word in PERSONS for word in lower) / count,
        words.rstrip().endswith(("...", "…")),
        len(full),
        len(bare),
        sum(elsewhere.isdisjoint(run) for run in full),
        sum(elsewhere.isdisjoint(run) for run in bare),
        "?" in words,
        "said" in lower,
        ":" in words,
    ]


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
        ordered[:, 0], top3, alike.mean(1), np.maximum(before, after), before, after, skip, centre, far, ahead,
        lead, standard(centre), rank(centre), standard(top3), rank(top3), standard(far), rank(far),
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
    return np.asarray((values - values.mean()) / (values.std() + 1e-6))


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
    return [*shares, standard(shares[0]), standard(shares[1]), rank(shares[1])]


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
    for number, (row, own) in enumerate(zip(others, lines.telling[1:], strict=True)):
        if len(own) and row.any():
            best = np.maximum(lines.near[own][:, row].max(1), 0)
            weights = lines.near_rarity[own]
            found[number] = best @ weights / weights.sum()
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
