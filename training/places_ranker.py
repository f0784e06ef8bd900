"""Labelled place names -> src/onrecord/models/places.tsv: the weights of mark/resolving.py.

`python training/places_ranker.py` (a minute). Data: two thirds of LGL (articles whose
`int(sha1(docid), 16) % 3` is not 0) and the labelled Wikinews names that are not held
(bench/data/places.jsonl), which count WORLD times as much a name, so that local news does not drown
the news of the world. To these come SCATTERED made texts that name a few well-known cities and countries
far apart, drawn by population and seeded: "Geneva" beside "Washington" and "Brussels" is not in Illinois,
which neither set shows often enough. Conditional logit with a quadratic penalty; where several
candidates are right (a town and its county), their shares are added. Names without a right one are left out.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from bench.places import Gold, Labelled, kilometres, read_lgl, read_world  # noqa: E402
from onrecord.mark.gazetteer import load_gazetteer  # noqa: E402
from onrecord.mark.resolving import CONTEXT, FEATURES, Board  # noqa: E402
from onrecord.mark.toponyms import gather  # noqa: E402

OUT = ROOT / "src/onrecord/models/places.tsv"
#: How much a name of the world set counts beside one of LGL.
WORLD = 5.0
#: Penalty on the square of a weight; chosen by 5 folds over both sets from 1 and 3.
PENALTY = 1.0
#: Made texts of well-known places far apart, and what a name in them counts.
SCATTERED = 400
MADE = 1.0
#: How many other names GeoNames gives a city that is known all over the world.
KNOWN = 30
#: A candidate this near to the labelled point is right, in km.
RIGHT_KM = 161.0
ROUNDS = 3


class Example:
    """One text: its board, which candidates are right, and what its names count."""

    def __init__(self, text: Labelled, weight: float) -> None:
        table = load_gazetteer()
        spans = [(each.start, each.end) for each in text.names]
        names, owners = gather(text.text, spans, table)
        self.board = Board(names)
        self.right = np.zeros(len(self.board.flat), dtype=bool)
        marked = set()
        for owner, gold in zip(owners, text.names, strict=True):
            if owner is None or id(owner) in marked:
                continue
            marked.add(id(owner))
            start = self.board.starts[next(n for n, name in enumerate(names) if name is owner)]
            exact = [
                at
                for at, each in enumerate(owner.candidates)
                if each.entry.geonames and each.entry.geonames == gold.geonames
            ]
            close = [
                at
                for at, each in enumerate(owner.candidates)
                if gold.latitude is not None
                and kilometres(each.entry.latitude, each.entry.longitude, gold.latitude, gold.longitude)
                <= RIGHT_KM
            ]
            self.right[start + np.array(exact or close, dtype=int)] = True
        counts = np.array([len(name.spans) for name in names], dtype=float)
        usable = np.logical_or.reduceat(self.right, self.board.starts) if names else np.zeros(0, bool)
        self.weight = weight * np.sqrt(counts) * usable


def scattered(number: int, seed: int = 0) -> list[Labelled]:
    """Made texts: two to six names, each the best known place of that name, drawn by people."""
    table = load_gazetteer()
    entries = [table.entry(row) for row in range(table.size)]
    cities = [each for each in entries if each.kind in ("city", "capital") and each.others >= KNOWN]
    cities = [each for each in cities if each.population >= 50_000]
    lands = [each for each in entries if each.kind == "country" and each.population >= 1_000_000]
    people = np.sqrt([each.population for each in cities])
    draw = np.random.default_rng(seed)
    texts = []
    for at in range(number):
        chosen = draw.choice(len(cities), size=draw.integers(1, 5), replace=False, p=people / people.sum())
        picked = [cities[each] for each in chosen]
        picked += [lands[each] for each in draw.choice(len(lands), size=draw.integers(0, 3), replace=False)]
        text, names = "", []
        for each in picked:
            start = len(text)
            text += f"{each.name}. "
            names.append(
                Gold(start, len(text) - 2, each.latitude, each.longitude, each.country, each.geonames)
            )
        texts.append(Labelled(f"made-{at}", text, tuple(names)))
    return texts


def loss(weights: np.ndarray, tables: list[np.ndarray], examples: list[Example]) -> tuple[float, np.ndarray]:
    total, slope = PENALTY * float(weights @ weights) / 2, PENALTY * weights
    for table, one in zip(tables, examples, strict=True):
        board = one.board
        shares = board.softmax(table @ weights)
        hit = np.add.reduceat(np.where(one.right, shares, 0.0), board.starts)
        good = one.weight > 0
        total -= float((one.weight[good] * np.log(np.maximum(hit[good], 1e-12))).sum())
        spread = np.where(one.right, shares / np.maximum(hit, 1e-12)[board.owner], 0.0) - shares
        slope = slope - table.T @ (spread * one.weight[board.owner])
    return total, slope


def fit(examples: list[Example]) -> tuple[np.ndarray, np.ndarray]:
    """The weights of the first round and of the rounds with context."""
    examples = [one for one in examples if one.weight.any()]
    for one in examples:
        one.board.still[:, CONTEXT:] = 0.0  # from an earlier fit
    still = [one.board.still.copy() for one in examples]
    mask = np.arange(len(FEATURES)) < CONTEXT
    first = (
        minimize(
            lambda w: loss(w * mask, still, examples), np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B"
        ).x
        * mask
    )
    context = first
    shares = [one.board.softmax(table @ first) for one, table in zip(examples, still, strict=True)]
    for one in examples:
        one.board.any_columns(first)
    for _ in range(ROUNDS):
        tables = [one.board.features(share) for one, share in zip(examples, shares, strict=True)]
        found = context
        context = minimize(
            lambda w, tables=tables: loss(w, tables, examples), found, jac=True, method="L-BFGS-B"
        ).x
        shares = [one.board.softmax(table @ context) for one, table in zip(examples, tables, strict=True)]
    return first, context


def write(first: np.ndarray, context: np.ndarray) -> None:
    lines = ["feature\tfirst\tcontext"]
    lines += [f"{name}\t{a:.4f}\t{b:.4f}" for name, a, b in zip(FEATURES, first, context, strict=True)]
    OUT.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    examples = [Example(text, 1.0) for text in read_lgl(held=False)]
    examples += [Example(text, WORLD) for text in read_world(held=False)]
    examples += [Example(text, MADE) for text in scattered(SCATTERED)]
    write(*fit(examples))
    print(OUT.read_text("utf-8"))


if __name__ == "__main__":
    main()
