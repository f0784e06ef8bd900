"""How much of what stands in the example pages is found: statements, events, furniture, dates.

    python -m bench.examples [--missed]

`examples/pages.toml` lists the clear cases of each page, so this counts what is missed, not what is
found in excess. The pages are ours: a regression gate, no benchmark.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections import Counter
from typing import Any

from bench.shared import ROOT
from onrecord.flow import read_bytes
from onrecord.records import Event, Record, Span, Statement

WORD = re.compile(r"\w+")
#: Share of words that two spans must have in common to count as the same.
SAME = 0.5


def words_of(text: str) -> list[str]:
    return WORD.findall(text.lower())


def overlap(one: str, other: str) -> float:
    """Share of the words of both that they have in common (multiset Jaccard)."""
    a, b = Counter(words_of(one)), Counter(words_of(other))
    union = sum((a | b).values())
    return sum((a & b).values()) / union if union else 0.0


def joined(spans: tuple[Span, ...]) -> str:
    return " ".join(span.words for span in spans)


def says(statement: Statement, row: dict[str, Any]) -> bool:
    """Whether a statement has the row's content and a word of its source."""
    content = overlap(joined(statement.content), " ".join([row["content"], *row.get("more", [])]))
    source = words_of(statement.source.words) if statement.source else []
    return content >= SAME and bool(set(source) & set(words_of(row["source"])))


def tells(event: Event, row: dict[str, Any]) -> bool:
    """Whether an event has a word of the row's trigger and of its actor, and its type."""
    trigger = set(words_of(event.trigger.words)) & set(words_of(row["trigger"]))
    actors = words_of(joined(tuple(one.span for one in event.actors)))
    actor = not row.get("actor") or set(actors) & set(words_of(row["actor"]))
    return bool(trigger and actor and event.type == row["type"])


def check_page(page: dict[str, Any], record: Record) -> tuple[Counter[str], list[str]]:
    """Counts "NAME" and "NAME found" of one page, and a line for each case that was missed."""
    counts: Counter[str] = Counter()
    missed: list[str] = []

    def count(name: str, found: bool, what: str) -> None:
        counts.update({name: 1, f"{name} found": int(found)})
        if not found:
            missed.append(f"{page['file']}: {name}: {what}")

    for row in page.get("statements", []):
        found = any(says(statement, row) for statement in record.statements)
        count("statements", found, f"{row['source']} | {row['content'][:60]}")
    for row in page.get("events", []):
        hits = [event for event in record.events if tells(event, row)]
        what = f"{row.get('actor', '-')} | {row['trigger']} | {row['type']} {row['status']}"
        count("events", bool(hits), what)
        if hits:
            count("statuses", any(event.status == row["status"] for event in hits), what)
    article = record.article
    read = [p.span.words for p in article.passages if p.read] if article else []
    for words in page.get("chrome", []):
        count("furniture", not any(" ".join(words.split()) == " ".join(r.split()) for r in read), words)
    day = article.published.day if article else None
    given = str(page["published"])[:10] if page.get("published") else None
    count("dates", (day.isoformat() if day else None) == given, f"{day} for {given}")
    return counts, missed


def check_examples() -> tuple[Counter[str], list[str]]:
    """The counts over all example pages, and what was missed."""
    totals: Counter[str] = Counter()
    missed: list[str] = []
    folder = ROOT / "examples"
    for page in tomllib.loads((folder / "pages.toml").read_text("utf-8"))["page"]:
        path = folder / page["file"] if "/" in page["file"] else folder / "pages" / page["file"]
        media_type = "text/html" if path.suffix == ".html" else "text/plain"
        counts, lines = check_page(page, read_bytes(path.read_bytes(), media_type=media_type))
        totals += counts
        missed += lines
    return totals, missed


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--missed", action="store_true", help="print every case that was missed")
    totals, missed = check_examples()
    if options.parse_args().missed:
        print("\n".join(missed))
    for name in ("statements", "events", "statuses", "furniture", "dates"):
        print(f"{name:12} {totals[name + ' found']:4} of {totals[name]:4}")


if __name__ == "__main__":
    main()
