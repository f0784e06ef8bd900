"""Events of Wikinews judged by hand: the share of which all is right, and what is wrong with the others.

    python -m bench.audit [--again]

The judgements, bench/data/audit.jsonl, were made by reading the events that `bench.audit_draw` drew
(bench/data/README.md). With --again the articles are read anew, and it is told how many of the judged
events are still read the same: after a change the share says only as much as that.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any, Final

from bench.audit_draw import SETS, row_of
from bench.wikinews import read_wikinews
from onrecord import read_text

JUDGED: Final = Path(__file__).parent / "data" / "audit.jsonl"
SLOTS: Final = ("type", "actor", "recipient", "status", "voice")


def load() -> list[dict[str, Any]]:
    """The judged events."""
    return [json.loads(line) for line in JUDGED.read_text("utf-8").splitlines()]


def again(rows: list[dict[str, Any]]) -> set[str]:
    """Which of the judged events are read today, as `key` writes them."""
    texts, found = read_wikinews(), set[str]()
    for doc in sorted({row["doc"] for row in rows}):
        record = read_text(texts[doc])
        found |= {key(row_of(doc, record, event)) for event in record.events}
    return found


def key(row: dict[str, Any]) -> str:
    """What is judged of an event, without set and judgement."""
    return json.dumps({name: value for name, value in row.items() if name not in {"set", "wrong"}})


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--again", action="store_true", help="read the articles anew")
    rows = load()
    read = again(rows) if options.parse_args().again else None
    for name in SETS:
        group = [row for row in rows if row["set"] == name]
        right = sum(not row["wrong"] for row in group)
        wrong = Counter(slot for row in group for slot in row["wrong"])
        line = f"{name}: {len(group)} events of {len({row['doc'] for row in group})} articles, "
        line += f"all right {100 * right / max(1, len(group)):.0f}%; wrong: "
        line += ", ".join(f"{slot} {wrong[slot]}" for slot in SLOTS)
        if read is not None:
            line += f"; read the same today: {sum(key(row) in read for row in group)}"
        print(line)


if __name__ == "__main__":
    main()
