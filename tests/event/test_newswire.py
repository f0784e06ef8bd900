"""Sentences as newswire has them, every type and status in many forms, and counter-examples for each rule.

The tables say what is right. Rows that the reader does not get right yet are listed in known_failures.tsv
with what it reads instead; each is expected to fail, and a row that no longer does must leave the list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from onrecord.event import find_events, load_codebook
from onrecord.mark.marks import find_marks
from onrecord.records import Article, Event, Participant
from onrecord.text.language import Language

HERE = Path(__file__).parent
#: Largest share of the rows that may stand in the list of known failures.
MOST_FAILURES = 0.18


@dataclass(frozen=True, slots=True)
class Row:
    """What is right of a sentence; several participants stand between "+"."""

    text: str
    type: str
    mode: str
    actors: str
    recipients: str
    trigger: str
    status: str
    form: str


def rows(name: str) -> list[list[str]]:
    """The rows of a table, without its header."""
    return [line.split("\t") for line in (HERE / name).read_text("utf-8").splitlines()[1:] if line]


ROWS = [Row(*row) for row in rows("newswire.tsv")]
COUNTER = rows("counter.tsv")
FAILING = dict(rows("known_failures.tsv"))


def marked(text: str, *values: object) -> object:
    """A case, expected to fail if its sentence is a known failure."""
    failing = [pytest.mark.xfail(strict=True, reason=FAILING[text])] if text in FAILING else []
    return pytest.param(*values, marks=failing, id=text[:50])


@pytest.fixture(scope="module")
def events_of(language: Language, article_of: Callable[..., Article]) -> Callable[[str], tuple[Event, ...]]:
    def find(text: str) -> tuple[Event, ...]:
        article = article_of(text)
        doc = language.parse(article)
        return find_events(article, doc, find_marks(article, doc), ())

    return find


def told(events: tuple[Event, ...]) -> str:
    """What was read, in one line."""
    return "; ".join(
        f"{event.type}/{event.mode} [{event.trigger.words}] {[one.span.words for one in event.actors]} -> "
        f"{[one.span.words for one in event.recipients]} {event.status}"
        for event in events
    )


def core(words: str) -> set[str]:
    """The words of a phrase that tell it from others."""
    return set(words.lower().replace("'s", "").split()) - {"the", "a", "an", "of", "and", "two", "his", "its"}


def named(participants: tuple[Participant, ...], wanted: str) -> bool:
    """Whether the participants are those wanted: as many, and each shares a telling word with one."""
    given = [core(one.span.words) for one in participants]
    names = [core(name) for name in wanted.split("+") if name]
    return len(given) == len(names) and all(any(name & words for words in given) for name in names)


def wrong_of(row: Row, events: tuple[Event, ...]) -> str:
    """What is wrong of the nearest event; "" if all of one is right."""
    typed = [event for event in events if event.type == row.type]
    if not typed:
        return "type"
    trigger = core(row.trigger)
    met = [event for event in typed if trigger & core(event.trigger.words)]
    faults = []
    for event in met:
        faults.append(
            " ".join(
                name
                for name, right in (
                    ("actor", named(event.actors, row.actors)),
                    ("recipient", named(event.recipients, row.recipients)),
                    ("status", event.status == row.status),
                    ("mode", row.mode == "?" or (event.mode or "-") == row.mode),
                )
                if not right
            )
        )
    return min(faults, key=len) if faults else "trigger"


@pytest.mark.parametrize("row", [marked(row.text, row) for row in ROWS])
def test_all_of_an_event_is_right(events_of: Callable[[str], tuple[Event, ...]], row: Row) -> None:
    events = events_of(row.text)
    assert wrong_of(row, events) == "", told(events)


@pytest.mark.parametrize(("text", "types", "rule"), [marked(row[0], *row) for row in COUNTER])
def test_a_counter_example_makes_no_such_event(
    events_of: Callable[[str], tuple[Event, ...]], text: str, types: str, rule: str
) -> None:
    events = [event for event in events_of(text) if types in {"*", event.type}]
    assert not events, f"{rule}: {told(tuple(events))}"


def test_the_tables_cover_every_type_mode_and_status() -> None:
    book = load_codebook()
    assert {row.type for row in ROWS} == set(book.types)
    assert {row.status for row in ROWS} == {
        "happened", "ongoing", "planned", "possible", "conditional", "requested", "denied", "negated"
    }  # fmt: skip
    shown = {(row.type, row.mode) for row in ROWS} | {("SANCTION", "convict")}
    assert {(name, mode) for name, each in book.types.items() for mode in each.modes} <= shown
    assert len(ROWS) + len(COUNTER) >= 300


def test_known_failures_are_few_and_in_the_tables() -> None:
    texts = {row.text for row in ROWS} | {row[0] for row in COUNTER}
    assert len(texts) == len(ROWS) + len(COUNTER)
    assert set(FAILING) <= texts
    assert len(FAILING) <= MOST_FAILURES * len(texts)
