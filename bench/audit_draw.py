"""Events of Wikinews articles in a fixed random order, to be judged by hand: prints them with their words.

    python -m bench.audit_draw first      # 100 events of 30 articles
    python -m bench.audit_draw last       # 50 events of other articles, judged once at the end
    python -m bench.audit_draw mixed      # 100 events of articles on which nothing was tuned
    python -m bench.audit_draw again      # all of the first set's held-out half, after `mixed` led to changes

Articles of the first two are those of MEANTIME that no other label set holds out, shuffled with `SEED`;
of `mixed` those of MEANTIME and GUM that are held out from eventless.jsonl and not in the first set.
Events are drawn from the articles in turn, so that long ones weigh no more; where 30 articles tell of
fewer than 100, the next articles follow.
"""

from __future__ import annotations

import json
import random
import sys
from hashlib import sha1
from pathlib import Path
from typing import Any, Final

from bench.wikinews import read_wikinews
from onrecord import read_text
from onrecord.records import Event, Record

SEED: Final = 20261123
#: Set -> first article of the shuffled list, articles, events.
SETS: Final = {"first": (0, 30, 100), "last": (60, 30, 50), "mixed": (0, 30, 100), "again": (0, 30, 100)}
FOLDER: Final = Path(__file__).parent / "data"


def articles(name: str) -> list[str]:
    """The ids of the set's articles, those that follow them after."""
    if name == "again":
        return [doc for doc in articles("first") if is_held(doc)]
    if name == "mixed":
        rows = (json.loads(line) for line in (FOLDER / "audit.jsonl").read_text("utf-8").splitlines())
        once = {row["doc"] for row in rows if row["set"] == "last"}
        docs = sorted({doc for doc in read_wikinews() if is_held(doc)} - set(articles("first")))
        random.Random(SEED).shuffle(docs)
        # those that were judged once before, and changed nothing, come last
        return sorted(docs, key=lambda doc: doc in once)
    held = set()
    for file in ("relays.jsonl", "speakers.jsonl"):
        rows = (json.loads(line) for line in (FOLDER / file).read_text("utf-8").splitlines())
        held |= {row["doc"] for row in rows if row["held"]}
    docs = sorted(doc for doc in read_wikinews() if doc.startswith("meantime/") and doc not in held)
    random.Random(SEED).shuffle(docs)
    first, _, _ = SETS[name]
    return docs[first : first + 60] if name == "first" else docs[first:]


def is_held(doc: str) -> bool:
    """Whether eventless.jsonl, and so all tuning on it, leaves the article alone."""
    return int(sha1(doc.encode(), usedforsecurity=False).hexdigest(), 16) % 2 == 0


def draw(name: str) -> list[tuple[str, Record, Event]]:
    """Document, record and event, in the order of drawing."""
    _, few, wanted = SETS[name]
    texts, found = read_wikinews(), list[tuple[str, Record, Event]]()
    chance = random.Random(SEED)
    queue = articles(name)
    while len(found) < wanted and queue:
        records = [(doc, read_text(texts[doc])) for doc in queue[:few]]
        queue, few = queue[few:], 5
        piles = []
        for doc, record in records:
            events = list(record.events)
            chance.shuffle(events)
            piles.append((doc, record, events))
        while any(events for _, _, events in piles):
            found += [(doc, record, events.pop()) for doc, record, events in piles if events]
    return found[:wanted]


def row_of(doc: str, record: Record, event: Event) -> dict[str, Any]:
    """What is judged of an event, as offsets and labels."""
    statement = next((each for each in record.statements if each.id == event.according_to), None)
    source = None if statement is None or statement.source is None else statement.source
    return {
        "doc": doc,
        "trigger": [event.trigger.start, event.trigger.end],
        "type": event.type,
        "actors": [[each.span.start, each.span.end] for each in event.actors],
        "recipients": [[each.span.start, each.span.end] for each in event.recipients],
        "status": event.status,
        "voice": None if statement is None else [source.start, source.end] if source else [],
    }


def shown(number: int, doc: str, record: Record, event: Event) -> str:
    """The event and the words around it, for who judges."""
    assert record.article is not None
    text, row = record.article.text, row_of(doc, record, event)
    low = max(text.rfind("\n", 0, event.trigger.start), event.trigger.start - 260) + 1
    ends = text.find("\n", event.trigger.end)
    high = min(ends if ends >= 0 else len(text), event.trigger.end + 200)
    before, after = text[low : event.trigger.start], text[event.trigger.end : high]
    actors, recipients = ([each.span.words for each in side] for side in (event.actors, event.recipients))
    voice = "page" if row["voice"] is None else repr(text[slice(*row["voice"])] if row["voice"] else "?")
    return (
        f"{number} {event.type} {event.confidence:.2f} {actors} -> {recipients} {event.status} by {voice}\n"
        f"    {before}[[{event.trigger.words}]]{after}"
    )


def main() -> None:
    for number, item in enumerate(draw(sys.argv[1])):
        print(shown(number, *item))


if __name__ == "__main__":
    main()
