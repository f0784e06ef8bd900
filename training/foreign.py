"""Articles with spliced passages -> src/onrecord/models/foreign.npz: word table, trees, levels.

    python -m training.foreign [--rounds 6] [--seed 1]

Needs the data folder, scikit-learn and what `training.word_vectors` needs. Word counts and trees come from
the train split of `bench.splice_texts` alone, the Local-Global Lexicon left out: it comes from a GPL-3
repository. The levels are those with the best F1 on articles that the trees were not fitted on (five folds by
host) among those that lose at most LOST of the articles' own paragraphs and touch TOUCHED of clean articles.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise, product
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from bench.shared import ROOT
from bench.splice_build import Spliced, build
from bench.splice_texts import Text, read_texts
from onrecord.text.cohesion import measure, remeasure
from onrecord.text.foreign import LARGEST_SHARE, Levels, background_from, find_runs
from onrecord.text.views import WORD, Matrix, read_lines, stem
from training.word_vectors import encoder_words, word_vectors

MODEL: Final = ROOT / "src" / "onrecord" / "models" / "foreign.npz"
SIZE: Final = 64
#: Fewest lines of the train split that a stem stands in to be in the table by itself.
FEWEST: Final = 3
#: Share of mid-sentence places with a capital from which a stem is a name.
NAMED: Final = 0.6
FOLDS: Final = 5
#: Largest share of own paragraphs that may be lost on train, out of fold, and of clean articles touched.
LOST: Final = 0.003
TOUCHED: Final = 0.03
#: Levels that are tried.
SEEDS: Final = (0.8, 0.85, 0.88, 0.9)
BESIDES: Final = (0.5, 0.6, 0.7, 0.75)
ALONES: Final = (0.88, 0.9, 0.92, 0.94)
FIRST_TREES: Final[dict[str, Any]] = {
    "max_iter": 250, "learning_rate": 0.06, "max_leaf_nodes": 15, "l2_regularization": 5.0,
    "min_samples_leaf": 40, "max_depth": 7, "random_state": 0,
}  # fmt: skip
SECOND_TREES: Final[dict[str, Any]] = FIRST_TREES


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=6, help="how often articles are built anew")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(argv)
    texts = [text for text in read_texts() if text.split == "train" and not text.id.startswith("lgl/")]
    table = word_table(texts)
    background = background_from(table)
    built = [
        article
        for number in range(chosen.rounds)
        for article in build(texts, variants=1, seed=chosen.seed + number)
    ]
    print(f"{len(texts)} texts, {len(background.places)} stems, {len(built)} built articles")
    views = [read_lines(one.title, [line.words for line in one.lines], background) for one in built]
    columns = [measure(view) for view in views]
    labels = np.concatenate([[line.foreign for line in one.lines] for one in built])
    folds = np.concatenate([[fold_of(one)] * len(one.lines) for one in built])
    doubt, first = fit(np.concatenate(columns), labels, folds, FIRST_TREES)
    ends = np.cumsum([len(one.lines) for one in built])
    rows = [
        np.concatenate([column, remeasure(view, part)], 1)
        for column, view, part in zip(columns, views, np.split(doubt, ends[:-1]), strict=True)
    ]
    final, second = fit(np.concatenate(rows), labels, folds, SECOND_TREES)
    levels = levels_of(final, labels, built)
    arrays = {**table, **trees(first, "first"), **trees(second, "second"), "levels": np.float32(levels)}
    np.savez_compressed(MODEL, **arrays)
    print(f"{MODEL.relative_to(ROOT)}: {MODEL.stat().st_size} bytes")


def fold_of(one: Spliced) -> int:
    """The fold of a built article's host."""
    return int(hashlib.sha256(one.id.partition("#")[0].encode()).hexdigest(), 16) % FOLDS


def word_table(texts: Sequence[Text]) -> dict[str, Any]:
    """The arrays of the word table: stems, rarity, which are names, vectors."""
    lines = [WORD.findall(line) for text in texts for line in (text.title, *text.paragraphs)]
    seen = Counter(word for line in lines for word in {stem(part) for part in line if len(part) > 1})
    inner: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for line in lines:
        for before, word in pairwise(line):
            if before[0].islower() and word[0].isalpha():
                inner[stem(word)] += 1
                capital[stem(word)] += word[0].isupper()
    of_news = {word.lower() for line in lines for word in line if word.isascii() and word.isalpha()}
    words = sorted({*encoder_words(), *(word for word in of_news if seen[stem(word)] > 1 and len(word) > 2)})
    vectors: defaultdict[str, list[NDArray[np.float32]]] = defaultdict(list)
    for word, vector in zip(words, word_vectors(words, SIZE), strict=True):
        vectors[stem(word)].append(vector)
    stems = sorted({*vectors, *(word for word, count in seen.items() if count >= FEWEST)})
    means = np.array([np.mean(vectors[word], 0) if word in vectors else np.zeros(SIZE) for word in stems])
    return {
        "stems": np.frombuffer("\n".join(stems).encode(), dtype=np.uint8),
        "rare": np.array([math.log(len(lines) / max(1, seen[word])) for word in stems], dtype=np.float16),
        "named": np.packbits([capital[word] > NAMED * inner[word] > 0 for word in stems]),
        "vectors": np.round(means / np.abs(means).max() * 127).astype(np.int8),
        "unknown": np.float32(math.log(len(lines))),
    }


def fit(
    columns: Matrix, labels: NDArray[np.bool_], folds: NDArray[np.int64], setting: dict[str, Any]
) -> tuple[Matrix, HistGradientBoostingClassifier]:
    """Out-of-fold probabilities, and trees fitted on everything."""
    chances = np.zeros(len(labels), dtype=np.float32)
    for fold in range(FOLDS):
        here = folds == fold
        model = HistGradientBoostingClassifier(**setting).fit(columns[~here], labels[~here])
        chances[here] = model.predict_proba(columns[here])[:, 1]
    return chances, HistGradientBoostingClassifier(**setting).fit(columns, labels)


def levels_of(chances: Matrix, labels: NDArray[np.bool_], built: Sequence[Spliced]) -> tuple[float, ...]:
    """The levels with the best F1 that lose and touch little enough; SystemExit where there are none."""
    best: tuple[float, tuple[float, ...]] = (0.0, ())
    cuts = np.cumsum([len(one.lines) for one in built])[:-1]
    articles = [part.tolist() for part in np.split(chances, cuts)]
    for seed, beside, alone in product(SEEDS, BESIDES, ALONES):
        found = np.zeros(len(labels), dtype=bool)
        start = touched = 0
        for one, part in zip(built, articles, strict=True):
            lines = find_runs(part, Levels(seed, beside, alone))
            sizes = [len(line.words.split()) for line in one.lines]
            if sum(sizes[number] for number in lines) <= LARGEST_SHARE * sum(sizes):
                found[[start + number for number in lines]] = True
                touched += one.kind == "clean" and bool(lines)
            start += len(part)
        lost = (found & ~labels).sum() / (~labels).sum()
        touched_share = touched / sum(one.kind == "clean" for one in built)
        f1 = 2 * (found & labels).sum() / (found.sum() + labels.sum())
        if alone >= seed and lost <= LOST and touched_share <= TOUCHED and f1 > best[0]:
            best = (float(f1), (seed, beside, alone))
            print(
                f"levels {best[1]}: F1 {f1:.4f}, lost {lost:.3%}, clean articles touched {touched_share:.2%}"
            )
    if not best[1]:
        raise SystemExit("no levels lose and touch little enough")
    return best[1]


def trees(model: HistGradientBoostingClassifier, name: str) -> dict[str, Any]:
    """The arrays of a forest, as `onrecord.text.foreign.Forest` has them."""
    grown = [one[0].nodes for one in model._predictors]
    shape = (len(grown), max(len(nodes) for nodes in grown))
    column, left, right = (np.zeros(shape, dtype=np.int16) for _ in range(3))
    limit, value = (np.zeros(shape, dtype=np.float32) for _ in range(2))
    for number, nodes in enumerate(grown):
        for place, node in enumerate(nodes):
            leaf = bool(node["is_leaf"])
            column[number, place] = 0 if leaf else node["feature_idx"]
            limit[number, place] = 0 if leaf else node["num_threshold"]
            left[number, place] = place if leaf else node["left"]
            right[number, place] = place if leaf else node["right"]
            value[number, place] = node["value"] if leaf else 0
    depth = max(int(nodes["depth"].max()) for nodes in grown)
    arrays = {"column": column, "limit": limit, "left": left, "right": right, "value": value}
    arrays |= {"base": np.float32(model._baseline_prediction.item()), "depth": np.int16(depth)}
    return {f"{name}_{key}": array for key, array in arrays.items()}


if __name__ == "__main__":
    main(sys.argv[1:])
