"""Reads every text of the development data and counts records, spans and pages that a stage failed on.

    python -m bench.spans [--every 1]

A record refuses to be made with a span whose words do not stand at its offsets, so a wrong span
shows here as a failed page; the spans are counted again from the finished records all the same.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench.shared import ROOT, data_folder
from onrecord.flow import read_bytes, read_text
from onrecord.records import Record, spans_in


def corpora() -> Iterator[tuple[str, str, bytes | str]]:
    """(corpus, name, page) of everything that can be read."""
    data = data_folder()
    for split in ("train", "dev"):
        for path in sorted((data / f"attribution/polnear/{split}/text").glob("*.txt")):
            yield f"PolNeAR {split}", path.name, path.read_bytes()
    for path in sorted((data / "time/meantime").rglob("*.xml")):
        yield "Wikinews (MEANTIME)", path.name, wikinews_text(path)
    for path in sorted((data / "attribution/gum").glob("*.rs4")):
        yield "Wikinews (GUM)", path.name, segments_text(path)
    for line in (data / "time/wikiwars_train.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        yield "WikiWars train", row["doc"], row["text"]
    for path in sorted((data / "pages/article-extraction-benchmark/html").glob("*.html.gz")):
        yield "181 pages", path.name, gzip.decompress(path.read_bytes())
    for path in sorted((data / "pages/seed").glob("*.txt")):
        yield "seed", path.name, path.read_bytes()
    for path in sorted((ROOT / "examples/pages").iterdir()):
        yield "examples", path.name, path.read_bytes()


def wikinews_text(path: Path) -> str:
    """A MEANTIME article's tokens as running text, a line a sentence."""
    sentences: dict[str, list[str]] = {}
    for token in ET.parse(path).getroot().iter("token"):
        sentences.setdefault(token.get("sentence", ""), []).append(token.text or "")
    return "\n".join(" ".join(words) for words in sentences.values())


def segments_text(path: Path) -> str:
    """A GUM article's segments as running text."""
    return " ".join(
        "".join(segment.itertext()).strip() for segment in ET.parse(path).getroot().iter("segment")
    )


def count_wrong(record: Record) -> tuple[int, int]:
    """Spans of a record, and those whose words do not stand at their offsets."""
    if record.article is None:
        return 0, 0
    text = record.article.text
    spans = list(spans_in(record))
    return len(spans), sum(text[span.start : span.end] != span.words for span in spans)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--every", type=int, default=1, help="read every n-th page only")
    every = options.parse_args().every
    counts: dict[str, Counter[str]] = {}
    start = time.process_time()
    for number, (corpus, name, page) in enumerate(corpora()):
        if number % every:
            continue
        record = read_text(page) if isinstance(page, str) else read_bytes(page)
        count = counts.setdefault(corpus, Counter())
        spans, wrong = count_wrong(record)
        count.update(pages=1, spans=spans, wrong=wrong, read=record.article is not None)
        count.update(statements=len(record.statements), events=len(record.events))
        failed = [problem for problem in record.problems if problem.code == "stage-failed"]
        count["failed"] += len(failed)
        for problem in failed:
            print(f"FAILED {corpus} {name}: {problem.stage}: {problem.detail[:200]}")
    columns = ("pages", "read", "failed", "statements", "events", "spans", "wrong")
    print(f"{'corpus':22}" + "".join(f"{column:>12}" for column in columns))
    for corpus, count in counts.items():
        print(f"{corpus:22}" + "".join(f"{count[column]:12,}" for column in columns))
    print(f"{time.process_time() - start:.0f} CPU-seconds")


if __name__ == "__main__":
    main()
