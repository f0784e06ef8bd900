"""How well passages of other stories are found in flat text: paragraph F1 on spliced articles.

    python -m bench.splices [--split test] [--variants 3] [--threshold T]

Articles are built by `bench.splice_build` (seed 7) from the texts of one split, whose outlets and events
no other split has. Every line of a built article is one unit, headlines of teasers included. Printed: F1
by kind, the share of the articles' own lines that are lost, the share of clean articles that are touched,
and the same for TF-IDF with the three most similar lines, whose threshold is set on this very split.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.splice_build import KINDS, Spliced, build
from bench.splice_texts import read_texts
from onrecord.text.cohesion import FIRST, measure
from onrecord.text.drafts import Draft
from onrecord.text.foreign import load_model, mark_foreign
from onrecord.text.views import read_lines

SEED: Final = 7
BOOTSTRAPS: Final = 500
Found = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Counts:
    """What was found in one article."""

    kind: str
    hits: int
    false: int
    missed: int
    own: int


def f1(rows: Sequence[Counts]) -> tuple[float, float, float]:
    """F1, precision and recall over lines."""
    hits = sum(row.hits for row in rows)
    found = hits + sum(row.false for row in rows)
    there = hits + sum(row.missed for row in rows)
    both = found + there
    return 2 * hits / both if both else 0.0, hits / found if found else 0.0, hits / there if there else 0.0


def by_onrecord(article: Spliced) -> Found:
    """Lines that the package quarantines as foreign."""
    drafts = [Draft(line.words, "\n\n", "body", "a line", 1.0) for line in article.lines]
    mark_foreign(drafts, headline=article.title)
    return np.array([draft.kind == "foreign" for draft in drafts])


def by_words(article: Spliced) -> NDArray[np.float32]:
    """The baseline: one minus the mean similarity to the three most similar lines."""
    views = read_lines(article.title, [line.words for line in article.lines], load_model().background)
    return np.asarray(1 - measure(views)[:, FIRST.index("word top3")])


@dataclass(frozen=True, slots=True)
class Above:
    """Finds the lines whose score is high enough."""

    scores: dict[str, NDArray[np.float32]]
    limit: float

    def __call__(self, article: Spliced) -> Found:
        """Whether each line of an article is found."""
        return self.scores[article.id] >= self.limit


def compare(articles: Sequence[Spliced], find: Callable[[Spliced], Found]) -> list[Counts]:
    """The counts of each article."""
    rows = []
    for article in articles:
        gold = np.array([line.foreign for line in article.lines])
        found = find(article)
        rows.append(
            Counts(
                article.kind,
                int((found & gold).sum()),
                int((found & ~gold).sum()),
                int((~found & gold).sum()),
                int((~gold).sum()),
            )
        )
    return rows


def report(name: str, rows: Sequence[Counts]) -> None:
    """Prints the scores of one finder."""
    value, precision, recall = f1(rows)
    chance = random.Random(1)
    values = sorted(f1(chance.choices(rows, k=len(rows)))[0] for _ in range(BOOTSTRAPS))
    low, high = values[BOOTSTRAPS // 40], values[-BOOTSTRAPS // 40]
    clean = [row for row in rows if row.kind == "clean"]
    touched = sum(row.false > 0 for row in clean)
    lost = sum(row.false for row in rows) / sum(row.own for row in rows)
    print(
        f"{name:28} F1 {value:.3f} [{low:.3f}, {high:.3f}]  precision {precision:.3f}  recall {recall:.3f}"
        f"  own lines lost {lost:.2%}  clean articles touched {touched} of {len(clean)}"
    )
    for kind in KINDS:
        value, precision, recall = f1([row for row in rows if row.kind == kind])
        print(f"    {kind:16} F1 {value:.3f}  precision {precision:.3f}  recall {recall:.3f}")


def best_baseline(articles: Sequence[Spliced]) -> list[Counts]:
    """The baseline at the threshold that suits these articles best."""
    scores = {article.id: by_words(article) for article in articles}
    limits = np.quantile(np.concatenate(list(scores.values())), np.linspace(0.7, 0.999, 40))
    tries = [compare(articles, Above(scores, float(limit))) for limit in limits]
    return max(tries, key=lambda rows: f1(rows)[0])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--split", choices=("train", "dev", "test"), default="test")
    parser.add_argument("--variants", type=int, default=3, help="built articles of each host")
    chosen = parser.parse_args()
    texts = [text for text in read_texts() if text.split == chosen.split]
    articles = build(texts, variants=chosen.variants, seed=SEED)
    lines = sum(len(article.lines) for article in articles)
    foreign = sum(line.foreign for article in articles for line in article.lines)
    print(f"{chosen.split}: {len(articles)} articles, {lines} lines, {foreign} of them from other articles")
    load_model()
    start = time.process_time()
    rows = compare(articles, by_onrecord)
    seconds = time.process_time() - start
    report("onrecord", rows)
    words = sum(len(line.words.split()) for article in articles for line in article.lines)
    print(
        f"    {1000 * seconds / len(articles):.1f} ms an article, {words / seconds:,.0f} words per CPU-second"
    )
    report("TF-IDF, three most similar", best_baseline(articles))


if __name__ == "__main__":
    main()
