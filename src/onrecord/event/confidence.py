"""What speaks for an event's type -> how likely the type is right, by a small logistic map.

The map (`models/event_types.confidence.tsv`) is fitted by training/event_types.py on frames of
sentences that the type model was not taught, and by models taught one fifth of them: on other text
the type model knows less than on its own kind, and what the lexicon says counts for more.
"""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

#: Types with fewer than 20 training sentences, to which the model gives little of what is theirs.
RARE: Final = frozenset({"PROTEST", "COOPERATE", "MOBILIZE"})
#: Shares nearer to 0 or 1 than this tell no more.
EDGE: Final = 0.003
#: Names of the features, in the order of `Evidence.features`.
FEATURES: Final = ("share", "strong", "weak", "chained", "noun", "rare", "constant")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for the type of one frame."""

    #: Probability of the type by the model.
    share: float
    #: Strength of the lexicon's sense, 1 to 3.
    strength: int
    #: Whether the type comes from a chain through the modality table.
    chained: bool
    #: Whether the predicate is a noun.
    noun: bool
    type: str

    def features(self) -> tuple[float, ...]:
        """The values of `FEATURES`; the share as its log-odds."""
        share = min(max(self.share, EDGE), 1 - EDGE)
        return (
            math.log(share / (1 - share)),
            float(self.strength == 3),
            float(self.strength == 1),
            float(self.chained),
            float(self.noun),
            float(self.type in RARE),
            1.0,
        )


def confidence_of(evidence: Evidence, weights: tuple[float, ...] | None = None) -> float:
    """The probability, 0 to 1, that the type is right; `weights` stand in for the packaged ones."""
    used = load_weights() if weights is None else weights
    total = sum(weight * value for weight, value in zip(used, evidence.features(), strict=True))
    return 1 / (1 + math.exp(-total))


@cache
def load_weights() -> tuple[float, ...]:
    """The packaged weights in the order of `FEATURES`, read once for the process."""
    text = resources.files("onrecord.models").joinpath("event_types.confidence.tsv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    weights = {row["feature"]: float(row["weight"]) for row in rows}
    return tuple(weights[name] for name in FEATURES)
