"""The lines of an article -> what each holds: weighted words, their meaning, names, and its shape."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["SHAPES", "WORD", "Background", "Lines", "Matrix", "read_lines", "stem"]

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
    #: The lines that have telling words, by number from 0 for the first line, how many each has, and where
    #: they begin among those of all lines.
    full: NDArray[np.int64]
    sizes: NDArray[np.int64]
    starts: NDArray[np.int64]
    #: (telling words, lines): how near the nearest word of a line is in meaning, 1 for the word itself.
    near: Matrix
    near_rarity: Matrix
    #: (lines, names) weights, rows of length 1, and the names' rarity.
    names: Matrix
    name_rarity: Matrix
    #: (lines, shapes): see SHAPES.
    shapes: Matrix


SHAPES: Final = (
    "words", "relative words", "capitals", "ended", "quote", "opens quote", "goes on", "day", "dateline",
    "digits", "persons", "dots", "question", "said", "colon", "place", "from end", "lines", "full names",
    "bare names", "new full names", "new bare names", "known bare names",
)  # fmt: skip


@lru_cache(maxsize=65_536)
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
    words: Sequence[str], inner: set[str], background: Background, *, titled: bool
) -> list[list[str]]:
    """Runs of names in a line: words with a capital that do not owe it to their place.

    `titled` says that the line is written as titles are.
    """
    runs: list[list[str]] = []
    run: list[str] = []
    opening = True
    for word in words:
        owed = opening or titled
        first = word[0]
        opening = not first.isalpha()
        if first.isupper() and not opening and (not owed or is_name(word, inner, background)):
            run.append(stem(word))
        elif run:
            runs.append(run)
            run = []
    if run:
        runs.append(run)
    return runs


def is_name(word: str, inner: set[str], background: Background) -> bool:
    """Whether a word at the start of a sentence or in a title is a name elsewhere in the article or in news.

    `inner` are the stems with a capital inside sentences of the article.
    """
    short = stem(word)
    if short in inner:
        return True
    place = background.places.get(short)
    return len(word) > 2 if place is None else bool(background.named[place])


def read_lines(title: str, lines: Sequence[str], background: Background) -> Lines:
    """The three views of an article's lines; `title` may be "". Time grows with their length."""
    rows = [WORD.findall(words) for words in (title, *lines)]
    inner = {
        stem(word)
        for row in rows
        for before, word in pairwise(row)
        if word[0].isupper() and before[0].islower()
    }
    spoken = [[word for word in row if word[0].isalpha()] for row in rows]
    capitals = [sum(map(str.isupper, [word[0] for word in row])) for row in spoken]
    runs = [
        name_runs(row, inner, background, titled=high > TITLED * len(own))
        for row, own, high in zip(rows, spoken, capitals, strict=True)
    ]
    stems = [[stem(word) for word in row if len(word) > 1] for row in rows]
    words, rarity, places = weigh(stems, background)
    vectors = np.where(places[:, None] < 0, np.float32(0), background.vectors[places])
    means = unit(((words > 0) * rarity) @ vectors)
    names, name_rarity, _ = weigh([[name for run in line for name in run] for line in runs], background)
    shapes = shapes_of(lines, [*map(len, rows[1:])], spoken[1:], capitals[1:], runs)
    near = weigh_near(words, rarity, unit(vectors))
    return Lines(words, rarity, means, *near, names, name_rarity, shapes)


def weigh(stems: Sequence[Sequence[str]], background: Background) -> tuple[Matrix, Matrix, NDArray[np.int64]]:
    """TF-IDF rows of length 1 for lists of stems; each column's rarity and place in the table, -1 if none."""
    columns: dict[str, int] = {}
    there = [columns.setdefault(word, len(columns)) for row in stems for word in row]
    many = max(1, len(columns))
    rows = np.repeat(np.arange(len(stems)), [*map(len, stems)])
    cells = rows * many + np.array(there, dtype=np.int64)
    counts = np.bincount(cells, minlength=len(stems) * many).reshape(-1, many).astype(np.float32)
    places = np.array([background.places.get(word, -1) for word in columns] or [-1])
    rarity = np.where(places < 0, np.float32(background.unknown), background.rare[places])
    return unit(np.log1p(counts) * rarity), rarity, places


def weigh_near(
    words: Matrix, rarity: Matrix, vectors: Matrix
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], Matrix, Matrix]:
    """The fields `full`, `sizes`, `starts`, `near` and `near_rarity` of Lines."""
    kept = np.flatnonzero(rarity >= TELLING)
    vectors, there = vectors[kept], words[:, kept] > 0
    telling = [np.flatnonzero(row) for row in there]
    alike = vectors @ vectors.T
    np.fill_diagonal(alike, 1)
    near = np.zeros((len(kept), len(words)), dtype=np.float32)
    sizes = np.array([len(own) for own in telling])
    full = np.flatnonzero(sizes)
    if len(full):
        every = np.concatenate([telling[number] for number in full])
        # Rows for columns, which lie apart in memory: nearness is the same both ways.
        near[:, full] = np.maximum.reduceat(alike[every], starts_of(sizes[full]), axis=0).T
    own = np.concatenate([*telling[1:], np.zeros(0, dtype=np.int64)])
    full = np.flatnonzero(sizes[1:])
    sizes = sizes[1:][full]
    return full, sizes, starts_of(sizes), near[own], rarity[kept][own]


def starts_of(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each of some runs begins that stand one behind the other; `sizes` are their lengths."""
    return np.cumsum(sizes) - sizes


def unit(rows: Matrix) -> Matrix:
    """Rows of length 1; rows of zeros stay."""
    size = np.sqrt((rows * rows).sum(1, keepdims=True))
    return np.asarray(rows / np.maximum(size, 1e-9), dtype=np.float32)


def shapes_of(
    lines: Sequence[str],
    sizes: Sequence[int],
    spoken: Sequence[Sequence[str]],
    capitals: Sequence[int],
    runs: Sequence[list[list[str]]],
) -> Matrix:
    """The columns SHAPES of each line; `runs` has the headline's first.

    Of each line `sizes` is the number of its tokens, `spoken` are its words and `capitals` says how many of
    them have a capital.
    """
    usual = max(1.0, sum(sizes) / max(1, len(sizes)))
    seen = Counter(name for line in runs for name in {name for run in line for name in run})
    full = {name for run in runs[0] for name in run}
    found: list[list[float]] = []
    told = zip(lines, spoken, capitals, runs[1:], strict=True)
    for number, (words, row, high, names) in enumerate(told):
        alone = [run for run in names if all(seen[name] == 1 for name in run)]
        bare = [run[0] for run in names if len(run) == 1]
        last = len(lines) - 1
        found.append(
            [
                *shape(words, row, high, usual),
                number / max(1, last),
                last - number + 1,
                last + 1,
                len(names) - len(bare),
                len(bare),
                sum(len(run) > 1 for run in alone),
                sum(len(run) == 1 for run in alone),
                sum(name in full for name in bare),
            ]
        )
        full.update(name for run in names if len(run) > 1 for name in run)
    return np.array(found, dtype=np.float32).reshape(len(lines), len(SHAPES))


def shape(words: str, row: Sequence[str], capitals: int, usual: float) -> list[float]:
    """The first of SHAPES: what a line is like by itself; `row` are its words, `usual` their usual number."""
    count = max(1, len(row))
    lower = [word.lower() for word in row]
    return [
        len(row),
        len(row) / usual,
        capitals / count,
        ENDED.search(words) is not None,
        any(mark in words for mark in QUOTES),
        words[:1] in QUOTES,
        bool(lower) and lower[0] in GOES_ON,
        DAY.search(words) is not None,
        DATELINE.match(words) is not None,
        len(DIGITS.findall(words)) / count,
        sum(map(PERSONS.__contains__, lower)) / count,
        words.rstrip().endswith(("...", "…")),
        "?" in words,
        "said" in lower,
        ":" in words,
    ]
