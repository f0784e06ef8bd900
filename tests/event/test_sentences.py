"""Tables of sentences: type, actor, recipient, trigger and status; and sentences that tell of no event."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.event import load_codebook
from onrecord.records import Event

HERE = Path(__file__).parent
#: sentence, type, actor, recipient, words of the trigger, status; "" where the words name nobody
ROWS = [
    tuple(line.split("\t")) for line in (HERE / "sentences.tsv").read_text("utf-8").splitlines()[1:] if line
]
NONE = (HERE / "none.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize(("text", "name", "actor", "recipient", "trigger", "status"), ROWS)
def test_an_event_is_found_with_its_roles_and_status(
    events_of: Callable[[str], tuple[Event, ...]],
    text: str,
    name: str,
    actor: str,
    recipient: str,
    trigger: str,
    status: str,
) -> None:
    events = events_of(text)
    lines = [(event.type, event.trigger.words, event.status) for event in events]
    event = next((each for each in events if each.type == name and trigger in each.trigger.words), None)
    assert event is not None, lines
    assert event.status == status, lines
    actors = [each.span.words for each in event.actors]
    recipients = [each.span.words for each in event.recipients]
    assert actor in actors if actor else not actors, actors
    assert recipient in recipients if recipient else not recipients, recipients
    assert event.quad == load_codebook().quad(name)


@pytest.mark.parametrize("text", NONE)
def test_a_sentence_without_an_event_makes_none(
    events_of: Callable[[str], tuple[Event, ...]], text: str
) -> None:
    assert [(event.type, event.trigger.words) for event in events_of(text)] == []


def test_the_table_covers_every_type_and_status() -> None:
    assert {row[1] for row in ROWS} == set(load_codebook().types)
    assert {row[5] for row in ROWS} == {
        "happened", "ongoing", "planned", "possible", "conditional", "requested", "denied", "negated"
    }  # fmt: skip
    assert len(ROWS) >= 80
    assert len(NONE) >= 20
