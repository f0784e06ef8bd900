"""Place names of one text -> how likely each of the places is that they can mean.

Every candidate has a score, linear in a few features of the place (people, how well known, what kind)
and of the text (what the words say it lies in, what else the text names near it, in its region, in
its country); a name's shares are the softmax of its candidates' scores. What else the text names is
weighed by its own shares, so the scores are computed anew a few times, the first time without context.
Weights: models/places.tsv (training/places_ranker.py, card in models/places.md).
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from onrecord.mark.gazetteer import KINDS
from onrecord.mark.toponyms import Candidate, Toponym

__all__ = ["FEATURES", "Board", "Weights", "load_weights", "shares_of"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: Features in the order of their columns; those from "near" on depend on the text.
FEATURES: Final = (
    "people",
    "own-name",
    "other-names",
    *(f"kind-{kind}" for kind in KINDS if kind != "city"),
    "sort-said",
    "near",
    "near-log",
    "near-any",
    "in-county",
    "in-county-any",
    "in-region-any",
    "in-region",
    "in-region-log",
    "in-country",
    "in-country-log",
    "region-named",
    "country-named",
    "holds-others",
)
#: Columns that the first round leaves out: they weigh what else the text names.
CONTEXT: Final = FEATURES.index("near")
#: Distance over which nearness falls to a third, in km: a day's drive there and back.
NEAR_KM: Final = 90.0
#: Rounds with context; more change no decision on LGL.
ROUNDS: Final = 3
#: How much flatter than the first round's the shares are by which "near-any" and the like weigh what
#: the other names may mean: two small towns that lie side by side speak for each other.
FLAT: Final = 0.35
#: Least share of a candidate that others are measured from: the rest only costs time.
ANCHOR: Final = 0.03
EARTH_KM: Final = 6371.0
#: Cosine of the angle beyond which nothing is near: 400 km, where nearness is about a hundredth.
FAR_COSINE: Final = float(np.cos(400.0 / EARTH_KM))

Weights = tuple[Floats, Floats]


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The packaged weights of the first round and of the rounds with context, a column a feature."""
    lines = (files("onrecord.models") / "places.tsv").read_text("utf-8").splitlines()
    rows = {row["feature"]: row for row in csv.DictReader(lines, delimiter="\t")}
    first = np.array([float(rows[name]["first"]) for name in FEATURES])
    return first, np.array([float(rows[name]["context"]) for name in FEATURES])


class Board:
    """All candidates of all names of a text, side by side as columns of numbers."""

    def __init__(self, names: Sequence[Toponym]) -> None:
        self.names = names
        self.flat = [each for name in names for each in name.candidates]
        counts = [len(name.candidates) for name in names]
        self.owner: Ints = np.repeat(np.arange(len(names)), counts)
        self.starts: Ints = np.concatenate(([0], np.cumsum(counts)[:-1])).astype(np.int64)
        #: A name that stands often says more, but not in proportion.
        self.weight: Floats = np.array([1.0 + np.log(max(1, len(name.spans))) for name in names])
        self.rows: Ints = np.array([each.entry.row for each in self.flat], dtype=np.int64)
        radians = np.radians([(each.entry.latitude, each.entry.longitude) for each in self.flat])
        self.points = _unit(radians) if self.flat else np.zeros((0, 3))
        self.holders = np.array([_holders(each) for each in self.flat], dtype=np.int64).reshape(-1, 3)
        self.small = np.array(
            [each.entry.kind in ("city", "capital", "county", "site") for each in self.flat]
        )
        self.still = self._still() if self.flat else np.zeros((0, len(FEATURES)))

    def _still(self) -> Floats:
        """The columns that no other name changes."""
        table = np.zeros((len(self.flat), len(FEATURES)))
        at = {name: column for column, name in enumerate(FEATURES)}
        people = np.log10(np.array([each.entry.population for each in self.flat], dtype=float) + 1)
        table[:, at["people"]] = people
        table[:, at["own-name"]] = [each.own for each in self.flat]
        table[:, at["other-names"]] = np.log1p([each.entry.others for each in self.flat])
        for number, each in enumerate(self.flat):
            name = self.names[self.owner[number]]
            if each.entry.kind != "city":
                table[number, at[f"kind-{each.entry.kind}"]] = 1
            table[number, at["sort-said"]] = each.entry.kind in name.sorts
        return table

    def softmax(self, scores: Floats) -> Floats:
        """Shares of the candidates of each name."""
        top = np.maximum.reduceat(scores, self.starts)
        grown = np.exp(scores - top[self.owner])
        return np.asarray(grown / np.add.reduceat(grown, self.starts)[self.owner])

    def any_columns(self, first: Floats) -> None:
        """Fills the columns that weigh what the other names may mean, from the first round's weights."""
        at = {name: column for column, name in enumerate(FEATURES)}
        mass = self.softmax(FLAT * (self.still @ first)) * self.weight[self.owner]
        self.still[:, at["near-any"]] = np.log1p(self._near(mass, least=0.0))
        self.still[:, at["in-county-any"]] = np.log1p(self._inside(self.holders[:, 0], mass))
        self.still[:, at["in-region-any"]] = np.log1p(self._inside(self.holders[:, 1], mass))

    def features(self, shares: Floats) -> Floats:
        """All columns, where the other names mean what `shares` says."""
        table = self.still.copy()
        at = {name: column for column, name in enumerate(FEATURES)}
        mass = shares * self.weight[self.owner]
        total = np.maximum(self.weight.sum() - self.weight, 1e-9)[self.owner]
        near = self._near(mass)
        table[:, at["near"]], table[:, at["near-log"]] = near / total, np.log1p(near)
        county = self._inside(self.holders[:, 0], mass)
        region = self._inside(self.holders[:, 1], mass)
        country = self._inside(self.holders[:, 2], mass)
        table[:, at["in-county"]] = np.log1p(county)
        table[:, at["in-region"]], table[:, at["in-region-log"]] = region / total, np.log1p(region)
        table[:, at["in-country"]], table[:, at["in-country-log"]] = country / total, np.log1p(country)
        table[:, at["region-named"]] = np.minimum(self._meant(self.holders[:, 1], mass), 1)
        table[:, at["country-named"]] = np.minimum(self._meant(self.holders[:, 2], mass), 1)
        holds = sum(self._count(self.rows, self.holders[:, level], mass) for level in range(3))
        table[:, at["holds-others"]] = np.log1p(np.maximum(holds - self._own(mass), 0))
        return table

    def _near(self, mass: Floats, *, least: float = ANCHOR) -> Floats:
        """For each candidate, how much of the other names lies near it."""
        anchors = np.flatnonzero((mass > least) & self.small)
        cosines = self.points @ self.points[anchors].T
        ones, others = np.nonzero(cosines > FAR_COSINE)
        apart = self.owner[ones] != self.owner[anchors[others]]
        ones, others = ones[apart], others[apart]
        close = np.exp(-EARTH_KM / NEAR_KM * np.arccos(np.minimum(cosines[ones, others], 1.0)))
        return _sums(ones, close * mass[anchors[others]], len(self.flat))

    def _inside(self, holders: Ints, mass: Floats) -> Floats:
        """For each candidate, the mass of other names' candidates in the same holder."""
        whole = self._count(holders, holders, mass)
        keys = self.owner * (2**32) + np.maximum(holders, 0)
        values, places = np.unique(keys, return_inverse=True)
        same = _sums(places, mass, len(values))[places]
        return np.where(holders >= 0, np.maximum(whole - same, 0), 0.0)

    def _meant(self, holders: Ints, mass: Floats) -> Floats:
        """For each candidate, the mass of its holder as a name of the text."""
        return np.where(holders >= 0, self._count(holders, self.rows, mass), 0.0)

    def _count(self, wanted: Ints, held: Ints, mass: Floats) -> Floats:
        """For each row in `wanted`, the mass of all candidates whose `held` is that row."""
        values, places = np.unique(held, return_inverse=True)
        sums = _sums(places, mass, len(values))
        spots = np.minimum(np.searchsorted(values, wanted), len(values) - 1)
        return np.where((values[spots] == wanted) & (wanted >= 0), sums[spots], 0.0)

    def _own(self, mass: Floats) -> Floats:
        """For each candidate, the mass of its own name's candidates that lie inside it: "New York"."""
        found = np.zeros(len(self.flat))
        for number, start in enumerate(self.starts):
            end = start + len(self.names[number].candidates)
            inside = self.holders[start:end]
            for each in range(start, end):
                found[each] = mass[start:end][(inside == self.rows[each]).any(axis=1)].sum()
        return found


def _sums(places: Ints, mass: Floats, size: int) -> Floats:
    """The mass at each of the places 0 to `size`."""
    return np.asarray(np.bincount(places, weights=mass, minlength=size), dtype=np.float64)


def _unit(radians: Floats) -> Floats:
    """Points on the unit sphere."""
    latitude, longitude = radians[:, 0], radians[:, 1]
    flat = np.cos(latitude)
    return np.stack((flat * np.cos(longitude), flat * np.sin(longitude), np.sin(latitude)), axis=1)


def _holders(candidate: Candidate) -> tuple[int, int, int]:
    """County, region and country that a candidate lies in or is; -1 where there is none."""
    chain = (candidate.entry.row, *candidate.inside)
    kind = candidate.entry.kind
    country = chain[-1] if candidate.entry.country is not None else -1
    if kind == "country":
        return -1, -1, chain[0]
    if kind == "region":
        return -1, chain[0], country
    if kind == "county":
        return chain[0], chain[1] if len(chain) > 2 else -1, country
    return (
        chain[1] if len(chain) > 3 else -1,
        chain[-2] if len(chain) > 2 else -1,
        country,
    )


def shares_of(names: Sequence[Toponym], *, weights: Weights | None = None) -> list[Floats]:
    """For each name the shares of its candidates; they add up to 1."""
    if not names:
        return []
    first, context = weights or load_weights()
    board = Board(names)
    shares = board.softmax(board.still @ first)
    board.any_columns(first)
    for _ in range(ROUNDS):
        shares = board.softmax(board.features(shares) @ context)
    return np.split(shares, board.starts[1:])
