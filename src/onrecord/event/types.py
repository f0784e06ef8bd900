"""Named features -> a probability for each event type, by a linear model in NumPy.

The model is one-against-rest linear over views of tf-idf or counted features, trained by
training/event_types.py and shipped as `models/event_types.npz` (card beside it). Scores become
probabilities by a softmax at a temperature fitted on held-out folds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from onrecord.event.features import Views

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One view of the model: its features and how they are weighed."""

    name: str
    #: Factor on the whole view.
    scale: float
    #: Whether counts are turned into log-counts times idf and set to length one.
    normal: bool
    #: Feature -> row.
    rows: dict[str, int]
    #: Inverse document frequency per row; ones if not `normal`.
    idf: Floats
    #: Rows x labels.
    weights: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeModel:
    """A linear model over views."""

    labels: tuple[str, ...]
    views: tuple[View, ...]
    bias: Floats
    #: Factor on the scores before the softmax.
    sharpness: float

    def probabilities(self, features: Views) -> dict[str, float]:
        """The probability of each label, summing to one."""
        scores = self.scores(features) * self.sharpness
        powers = np.exp(scores - scores.max())
        shares = (powers / powers.sum()).tolist()
        return dict(zip(self.labels, shares, strict=True))

    def scores(self, features: Views) -> Floats:
        """The model's score of each label, in the order of `labels`."""
        total = self.bias.copy()
        for view in self.views:
            rows, counts = rows_of(features.get(view.name, {}), view.rows)
            if not rows:
                continue
            values = np.array(counts, dtype=np.float32)
            if view.normal:
                values = (1 + np.log(values)) * view.idf[rows]
                values /= np.sqrt(values @ values)
            total += (values * view.scale) @ view.weights[rows]
        return total


def rows_of(found: dict[str, float], known: dict[str, int]) -> tuple[list[int], list[float]]:
    """Rows and counts of the features that the model knows."""
    rows, counts = [], []
    for name, count in found.items():
        row = known.get(name)
        if row is not None:
            rows.append(row)
            counts.append(count)
    return rows, counts


def save_model(model: TypeModel, file: IO[bytes]) -> None:
    """Writes the model as a compressed npz: weights as float16, feature names as lines of UTF-8."""
    arrays: dict[str, Any] = {
        "labels": to_bytes(model.labels),
        "bias": model.bias.astype(np.float32),
        "sharpness": np.float32(model.sharpness),
        "views": to_bytes([view.name for view in model.views]),
    }
    for view in model.views:
        arrays[f"{view.name}.names"] = to_bytes(sorted(view.rows, key=view.rows.__getitem__))
        arrays[f"{view.name}.idf"] = view.idf.astype(np.float32)
        arrays[f"{view.name}.weights"] = view.weights.astype(np.float16)
        arrays[f"{view.name}.how"] = np.array([view.scale, float(view.normal)], dtype=np.float32)
    np.savez_compressed(file, **arrays)


def read_model(file: IO[bytes]) -> TypeModel:
    """The model that `save_model` wrote."""
    with np.load(file, allow_pickle=False) as arrays:
        views = []
        for name in from_bytes(arrays["views"]):
            scale, normal = arrays[f"{name}.how"].tolist()
            rows = {word: row for row, word in enumerate(from_bytes(arrays[f"{name}.names"]))}
            weights = arrays[f"{name}.weights"].astype(np.float32)
            idf = arrays[f"{name}.idf"]
            views.append(
                View(name=name, scale=scale, normal=bool(normal), rows=rows, idf=idf, weights=weights)
            )
        return TypeModel(
            labels=tuple(from_bytes(arrays["labels"])),
            views=tuple(views),
            bias=arrays["bias"],
            sharpness=float(arrays["sharpness"]),
        )


def to_bytes(words: Sequence[str]) -> NDArray[np.uint8]:
    """Words as one array of bytes, a line each; a line break inside a word becomes a blank."""
    text = "\n".join(word.replace("\n", " ") for word in words)
    return np.frombuffer(text.encode("utf-8", "replace"), dtype=np.uint8)


def from_bytes(array: NDArray[np.uint8]) -> list[str]:
    """The words of `to_bytes`."""
    text = array.tobytes().decode("utf-8")
    return text.split("\n") if text else []


@cache
def load_model() -> TypeModel:
    """The packaged model, read once for the process."""
    with resources.files("onrecord.models").joinpath("event_types.npz").open("rb") as file:
        return read_model(file)
