"""models/*.tsv -> the linear models and counts that weigh cues, contents and statements.

Loaded once and kept. A model is a sum of named features' weights and a logistic curve.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from math import exp, log
from typing import Final

__all__ = ["Counts", "Model", "load_counts", "load_fusion", "load_models", "read_counts", "read_models"]

#: Weight of the rate of the wider group when a narrower one is rarely seen (add-m smoothing).
PRIOR: Final = 4.0


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model over named features."""

    weights: Mapping[str, float]

    def score(self, features: Mapping[str, float]) -> float:
        """Probability, 0 to 1, of features given as name to value."""
        weights = self.weights
        total = weights.get("", 0.0)
        for name, value in features.items():
            weight = weights.get(name)
            if weight is not None:
                total += weight * value
        return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, total))))


@dataclass(frozen=True, slots=True)
class Counts:
    """How often words were a cue, or a cue's dependents its content, in PolNeAR train."""

    #: Key to (hits, times seen): "say/V", "say/V|ccomp", "say/V>dobj".
    table: Mapping[str, tuple[int, int]]

    def rate(self, key: str, prior: float) -> float:
        """Share of hits of `key`, drawn towards `prior` when rarely seen."""
        hits, seen = self.table.get(key, (0, 0))
        return (hits + PRIOR * prior) / (seen + PRIOR)


def log_odds(rate: float) -> float:
    """Log-odds of a rate, kept within -5 and 5."""
    return log(max(0.0067, min(0.9933, rate)) / (1 - max(0.0067, min(0.9933, rate))))


def _packaged(name: str) -> Traversable:
    return resources.files("onrecord").joinpath("models", name)


def _rows(table: Traversable) -> list[list[str]]:
    return [line.split("\t") for line in table.read_text("utf-8").splitlines()[1:] if line]


def read_counts(table: Traversable) -> Counts:
    """Counts from a table of key, hits, times seen."""
    return Counts({key: (int(hits), int(seen)) for key, hits, seen in _rows(table)})


def read_models(table: Traversable) -> Mapping[str, Model]:
    """Models by name from a table of model, feature, weight."""
    weights: dict[str, dict[str, float]] = {}
    for model, feature, weight in _rows(table):
        weights.setdefault(model, {})[feature] = float(weight)
    return {name: Model(found) for name, found in weights.items()}


@cache
def load_counts() -> Counts:
    """The packaged counts (models/cues.tsv)."""
    return read_counts(_packaged("cues.tsv"))


@cache
def load_models() -> Mapping[str, Model]:
    """The packaged models of the parse's reader (models/speech.tsv) by name: cue, piece, statement."""
    return read_models(_packaged("speech.tsv"))


@cache
def load_fusion() -> Mapping[str, Model]:
    """The packaged models that join both readers (models/fusion.tsv) by name: content, source, joint."""
    return read_models(_packaged("fusion.tsv"))
