"""Drafts of an article's passages -> those that belong to another story turned to foreign, with reasons.

Two rounds of gradient-boosted trees over the columns of `cohesion`: the second knows how doubtful the
first found the lines around. Weights, background table and levels are in `models/foreign.npz`, made by
`training/foreign.py`; their card is `models/foreign.md`. A false quarantine costs the article's own words,
so the levels are set for at most three own paragraphs lost in a thousand of the training texts, and three
clean articles touched in a hundred.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from onrecord.text.cohesion import FIRST, SECOND, measure, remeasure
from onrecord.text.drafts import Draft
from onrecord.text.views import Background, Matrix, read_lines

__all__ = [
    "LARGEST_SHARE", "Forest", "Levels", "Model", "background_from", "doubts", "find_runs", "load_model",
    "mark_foreign",
]  # fmt: skip

#: Fewest lines and words of an article in which a line can be told to be of another story.
FEWEST_LINES: Final = 5
FEWEST_WORDS: Final = 120
#: Lines that are held against each other at once; longer articles are judged in parts.
MOST_LINES: Final = 100
#: Share of an article's words above which it cannot be told which story is the page's own.
LARGEST_SHARE: Final = 0.5
#: Least probability for a line that the page's markup puts among the article's own paragraphs: of 34 such
#: lines above the threshold on the 181 pages of article-extraction-benchmark none was foreign, and none of
#: them came above .97.
SURE: Final = 0.985
#: Most words of a line that goes with the foreign passage under it.
HEAD_WORDS: Final = 16


@dataclass(frozen=True, slots=True)
class Forest:
    """Boosted trees: a row of nodes for each tree, node 0 its root; a leaf leads to itself."""

    #: (trees, nodes): column that is asked, value up to which the way goes left, and both ways.
    column: NDArray[np.int16]
    limit: Matrix
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    #: What a leaf adds to the log-odds.
    value: Matrix
    #: Log-odds before the first tree, and the deepest tree's levels.
    base: float
    depth: int

    def chance(self, rows: Matrix) -> Matrix:
        """The probability for each row, 0 to 1."""
        trees, nodes = self.column.shape
        first = np.arange(trees, dtype=np.int64) * nodes
        at = np.broadcast_to(first, (len(rows), trees))
        lines = np.arange(len(rows), dtype=np.int64)[:, None] * rows.shape[1]
        flat = np.ascontiguousarray(rows).ravel()
        column, limit, left, right = (
            part.ravel() for part in (self.column, self.limit, self.left, self.right)
        )
        for _ in range(self.depth):
            goes = flat.take(lines + column.take(at)) <= limit.take(at)
            at = np.where(goes, left.take(at), right.take(at)) + first
        total = self.base + self.value.ravel().take(at).sum(1)
        return np.asarray(1.0 / (1.0 + np.exp(-total)), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Levels:
    """The least probabilities at which lines are quarantined: what stands together needs less."""

    #: Of one line at least in a run of lines.
    seed: float
    #: Of each line of the run.
    beside: float
    #: Of a line that stands by itself, as most of the article's own lines do that are mistaken.
    alone: float


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that `models/foreign.npz` holds."""

    background: Background
    first: Forest
    second: Forest
    levels: Levels


@cache
def load_model() -> Model:
    """The packaged model; read once."""
    with files("onrecord").joinpath("models/foreign.npz").open("rb") as stream:
        data = np.load(stream)
        return unpack({name: data[name] for name in data.files})


def unpack(data: dict[str, Any]) -> Model:
    """The model of the arrays of its file."""
    background = background_from(data)
    forests = [
        Forest(
            column=data[f"{name}_column"],
            limit=data[f"{name}_limit"],
            left=data[f"{name}_left"],
            right=data[f"{name}_right"],
            value=data[f"{name}_value"],
            base=float(data[f"{name}_base"]),
            depth=int(data[f"{name}_depth"]),
        )
        for name in ("first", "second")
    ]
    return Model(background, forests[0], forests[1], Levels(*map(float, data["levels"])))


def background_from(data: dict[str, Any]) -> Background:
    """The word table of the arrays of its file."""
    stems = bytes(data["stems"]).decode("utf-8").split("\n")
    return Background(
        places={stem: place for place, stem in enumerate(stems)},
        rare=data["rare"].astype(np.float32),
        named=np.unpackbits(data["named"])[: len(stems)].astype(bool),
        vectors=data["vectors"].astype(np.float32) / 127,
        unknown=float(data["unknown"]),
    )


def doubts(title: str, lines: Sequence[str], model: Model) -> tuple[Matrix, Matrix]:
    """How likely each line is of another story, and the columns that this rests on."""
    views = read_lines(title, lines, model.background)
    columns = measure(views)
    doubt = model.first.chance(columns)
    columns = np.concatenate([columns, remeasure(views, doubt)], 1)
    return model.second.chance(columns), columns


def find_runs(
    chances: Sequence[float], levels: Levels, among: Sequence[bool] = (), *, opens: bool = True
) -> list[int]:
    """Numbers of the lines that are quarantined; those `among` need SURE, and `opens` spares the first."""
    found: list[int] = []
    run: list[int] = []
    for number, chance in enumerate([*chances, 0.0]):
        sure = number < len(among) and among[number]
        if chance >= (SURE if sure else levels.beside) and not (opens and number == 0):
            run.append(number)
            continue
        best = max((chances[one] for one in run), default=0.0)
        if best >= (levels.seed if len(run) > 1 else levels.alone):
            found += run
        run = []
    return found


def mark_foreign(drafts: list[Draft], *, headline: str) -> None:
    """Turns body drafts that belong to another story to foreign; never the lead, never most of the text."""
    body = [draft for draft in drafts if draft.kind == "body"]
    counts = [len(draft.words.split()) for draft in body]
    if len(body) < FEWEST_LINES or sum(counts) < FEWEST_WORDS:
        return
    model = load_model()
    found: list[tuple[int, float, str]] = []
    for start in range(0, len(body), MOST_LINES):
        part = body[start : start + MOST_LINES]
        if len(part) < FEWEST_LINES:
            continue
        chances, columns = doubts(headline, [draft.words for draft in part], model)
        runs = find_runs(chances.tolist(), model.levels, [draft.among for draft in part], opens=start == 0)
        found += [(start + number, float(chances[number]), explain(columns[number])) for number in runs]
    if sum(counts[number] for number, _, _ in found) > LARGEST_SHARE * sum(counts):
        return
    for number, chance, why in found:
        body[number].turn("foreign", f"reads as a piece of another story: {why}", round(chance, 3))


def explain(row: Matrix) -> str:
    """What speaks against a line, in plain words: the figures that a reader can check."""
    column = {name: float(value) for name, value in zip((*FIRST, *SECOND), row, strict=True)}
    parts = [f"{column['word far cover']:.0%} of its telling words stand elsewhere in the article"]
    new = int(column["new full names"] + column["new bare names"])
    if new:
        parts.append(f"{new} of its names nowhere else" if new > 1 else "a name in it nowhere else")
    if not column["ended"] and column["words"] <= HEAD_WORDS:
        parts.append("it is written as a headline is")
    elif column["dateline"]:
        parts.append("it begins as a lead does")
    if max(column["p before"], column["p after"]) > 0.5:
        parts.append("the line beside it does not belong either")
    return "; ".join(parts)
