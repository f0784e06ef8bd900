"""Documents held back from both readers -> src/onrecord/models/fusion.tsv: how far to trust which.

    python -m training.cues --held build              # the parse's models, and those without fold 0
    python -m training.fusion --parse-models build

Every tenth document of PolNeAR train (84; all in fold 0 of `training.cues`) was seen by neither
reader. The threshold printed as best is `reading.LEAST_JOINT`; halves of the documents are fitted on
each other for it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from bench.shared import ROOT, load_scorer
from onrecord.speech.attribution import weighed
from onrecord.speech.content import runs
from onrecord.speech.fusion import Choice, Proposal, choose, joint_features, overlap, proposals
from onrecord.speech.quotes import find_quotes
from onrecord.speech.tagger import load_tagger, tag
from onrecord.speech.tree import Tree
from onrecord.speech.weights import Model, read_counts, read_models
from training.cues import Text, Words, fit, read_texts
from training.tagger_data import held_back

__all__ = ["fit_models"]

Features = dict[str, float]
THRESHOLDS: Final = (0.3, 0.34, 0.38, 0.42, 0.46, 0.5)


@dataclass
class Case:
    """A cue with its proposals, and which of them are right."""

    tree: Tree
    proposal: Proposal
    #: Whether the cue stands in an annotated content: nested attributions are not annotated.
    inner: bool
    #: Per content: the sources of the annotated attributions that say the same.
    said: list[list[set[int]]]
    #: Per source: its words.
    names: list[set[int]]
    #: Annotated contents' and sources' words of the attribution with this cue; None if none has it.
    gold: tuple[set[int], set[int]] | None
    words: Words

    def named(self, number: int, whose: set[int]) -> bool:
        """Whether a proposed source names `whose`, as the scorer asks."""
        mine = self.names[number]
        return mine == whose or any(self.words.lower[word] not in self.words.stop for word in mine & whose)


def cases(text: Text, models: Mapping[str, Model], counts: Any, scorer: ModuleType) -> list[Case]:
    """The cues of a document."""
    tree = text.tree
    words = Words(tree.text, scorer)
    tagged = tag(tree.text, [(0, len(tree.text))], find_quotes(tree.text), *load_tagger())
    gold = [tuple(words.inside(one[role]) for role in ("cue", "content", "source")) for one in text.raw]
    gold = [one for one in gold if one[1]]
    inner = {word for _, content, _ in gold for word in content}
    found = []
    for proposal in proposals(tree, tagged, weighed(tree, counts, models)):
        cue = words.inside(spans(tree, proposal.cue))
        mine = next(((content, source) for theirs, content, source in gold if theirs & cue), None)
        said = []
        for choice in proposal.contents:
            content = frozenset(words.inside(spans(tree, choice.tokens)))
            said.append(
                [
                    whose
                    for _, theirs, whose in gold
                    if content & theirs and overlap(content, frozenset(theirs)) >= 0.5
                ]
            )
        names = [words.inside(spans(tree, choice.tokens)) for choice in proposal.sources]
        found.append(Case(tree, proposal, bool(cue) and cue <= inner, said, names, mine, words))
    return found


def spans(tree: Tree, tokens: Any) -> list[tuple[int, int]]:
    """Offsets of runs of tokens."""
    return [(tree.at[first], tree.until[last]) for first, last in runs(tokens)]


def fit_models(found: Sequence[Case]) -> dict[str, Model]:
    """The three models: content and source from annotated cues, joint from all that are not inside others."""
    contents: tuple[list[Features], list[bool]] = ([], [])
    sources: tuple[list[Features], list[bool]] = ([], [])
    for case in found:
        if case.gold is None:
            continue
        for choice, said in zip(case.proposal.contents, case.said, strict=True):
            contents[0].append(choice.features)
            contents[1].append(case.gold[1] in said)
        for number, choice in enumerate(case.proposal.sources):
            sources[0].append(choice.features)
            sources[1].append(case.named(number, case.gold[1]))
    models = {"content": fit(*contents), "source": fit(*sources)}
    joint: tuple[list[Features], list[bool]] = ([], [])
    for case in found:
        content, source = weigh(case, models)
        right = any(case.named(source, whose) for whose in case.said[content])
        if right or not case.inner:
            choices = case.proposal.contents[content], case.proposal.sources[source]
            joint[0].append(joint_features(case.tree, case.proposal, *choices))
            joint[1].append(right)
    return {**models, "joint": fit(*joint)}


def weigh(case: Case, models: Mapping[str, Model]) -> tuple[int, int]:
    """The numbers of the content and the source that the models choose."""

    def best(choices: Sequence[Choice], model: Model) -> int:
        for one in choices:
            one.score = model.score(one.features)
        return max(range(len(choices)), key=lambda number: choices[number].score)

    return best(case.proposal.contents, models["content"]), best(case.proposal.sources, models["source"])


def outermost(found: Sequence[Case], models: Mapping[str, Model], least: float) -> list[dict[str, Any]]:
    """What would be read of a document, in the scorer's shape."""
    rows: list[tuple[float, Case, frozenset[int], frozenset[int]]] = []
    for case in found:
        content, source, score = choose(case.tree, case.proposal, models)
        if score >= least:
            said = content.tokens - case.proposal.cue - source.tokens
            rows.append((score, case, said, source.tokens))
    rows.sort(key=lambda row: -row[0])
    kept: list[tuple[float, Case, frozenset[int], frozenset[int]]] = []
    for row in rows:
        if row[2] and not any(overlap(row[2], other[2]) >= 0.5 for other in kept):
            kept.append(row)
    return [
        {
            "source": spans(case.tree, source),
            "cue": spans(case.tree, case.proposal.cue),
            "content": spans(case.tree, content),
        }
        for _, case, content, source in kept
        if not any(case.proposal.cue <= other[2] for other in kept if other[1] is not case)
    ]


def show_thresholds(found: Sequence[list[Case]], texts: Sequence[Text], scorer: ModuleType) -> None:
    """Prints who-said-what F1 by threshold, each half of the documents read by the other's models."""
    halves = [fit_models([case for cases in found[half::2] for case in cases]) for half in (1, 0)]
    for least in THRESHOLDS:
        totals = {"wsw": 0, "np": 0, "ng": 0}
        for number, (cases_, text) in enumerate(zip(found, texts, strict=True)):
            counts, _ = scorer.score_doc(
                text.tree.text, text.raw, outermost(cases_, halves[number % 2], least)
            )
            totals = {name: total + counts[name] for name, total in totals.items()}
        print(least, scorer.prf(totals["wsw"], totals["np"], totals["ng"]))


def main(arguments: Sequence[str]) -> None:
    """Fits and writes the models."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--parse-models", type=Path, required=True, help="folder that training.cues wrote")
    parser.add_argument("--parses", type=Path, help="file that keeps the parses")
    parser.add_argument("--out", type=Path, default=ROOT / "src" / "onrecord" / "models" / "fusion.tsv")
    options = parser.parse_args(arguments)
    scorer = load_scorer("attribution")
    texts = [text for number, text in enumerate(read_texts(scorer, options.parses)) if held_back(number)]
    counts = read_counts(options.parse_models / "cues.tsv")
    models = read_models(options.parse_models / "speech.tsv")
    found = [cases(text, models, counts, scorer) for text in texts]
    show_thresholds(found, texts, scorer)
    fitted = fit_models([case for cases_ in found for case in cases_])
    rows = [
        f"{name}\t{feature}\t{weight:g}"
        for name, model in sorted(fitted.items())
        for feature, weight in sorted(model.weights.items())
    ]
    options.out.write_text("\n".join(["model\tfeature\tweight", *rows]) + "\n", "utf-8")
    print(f"{len(texts)} documents", {name: len(model.weights) for name, model in fitted.items()})


if __name__ == "__main__":
    main(sys.argv[1:])
