"""Features of a frame and a type that it may have -> how likely it is an event of that type.

A logistic map, `models/event_types.confidence.tsv`, fitted by training/event_confidence.py on frames of
sentences with an event (PLV, each read by a type model that was not taught it) and of sentences
without one (the half of bench/data/eventless.jsonl that is not held out). It is the stage's answer
"no event": a frame of which no type is likely makes none.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from functools import cache
from importlib import resources


def confidence_of(features: Mapping[str, float], weights: Mapping[str, float] | None = None) -> float:
    """The probability, 0 to 1, that the frame tells of an event of the type; unknown features count nothing.

    `weights` stand in for the packaged ones.
    """
    used = load_weights() if weights is None else weights
    total = sum(used.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def load_weights() -> dict[str, float]:
    """The packaged weight of each feature, read once for the process."""
    text = resources.files("onrecord.models").joinpath("event_types.confidence.tsv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {row["feature"]: float(row["weight"]) for row in rows}
