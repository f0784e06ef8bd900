"""One event, once: mentions that agree are joined with all their words; those that differ are not."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from onrecord.event import find_events
from onrecord.mark.marks import find_marks
from onrecord.records import Article, Event, Marks, Span, Statement
from onrecord.text.language import Language


@pytest.fixture(scope="module")
def read(language: Language, article_of: Callable[..., Article]) -> Callable[..., tuple[Event, ...]]:
    def find(text: str, *said: tuple[str, str]) -> tuple[Event, ...]:
        article = article_of(text)
        doc = language.parse(article)
        statements = tuple(
            Statement(
                id=f"statement-{i}",
                content=(Span.of(text, text.index(words), text.index(words) + len(words)),),
                kind="indirect",
                speaker=speaker,
                confidence=1.0,
            )
            for i, (words, speaker) in enumerate(said)
        )
        return find_events(article, doc, find_marks(article, doc), statements)

    return find


def test_what_a_deed_led_to_joins_it(read: Callable[..., tuple[Event, ...]]) -> None:
    (event,) = read("Rebels attacked an army post in Norland on Monday, killing two soldiers.")
    assert event.type == "ASSAULT"
    assert [span.words for span in event.also] == ["killing"]
    assert "two soldiers" in [each.span.words for each in event.recipients]


def test_reasons_are_those_of_the_whole_event(read: Callable[..., tuple[Event, ...]]) -> None:
    """What one mention leaves out and another tells is not missing, nor is its place."""
    (event,) = read("Rebels attacked the camp on Monday.\nThe rebels attacked two soldiers in Donetsk.\n")
    assert event.also
    assert "soldiers" in event.recipients[0].span.words
    assert event.place is not None
    assert "place from the parse" in event.why
    assert "no " not in event.why


def test_a_recipient_that_is_left_out_is_missing(read: Callable[..., tuple[Event, ...]]) -> None:
    (event,) = read("Protesters condemned the missile.")
    assert event.recipients == ()
    assert "the words name no recipient" in event.why


def test_a_noun_that_points_back_joins_its_event(read: Callable[..., tuple[Event, ...]]) -> None:
    (event,) = read("Rebels attacked an army post on Monday.\nNobody saw the attack.\n")
    assert [span.words for span in event.also] == ["attack"]


def test_other_recipients_are_another_event(read: Callable[..., tuple[Event, ...]]) -> None:
    events = read("Rebels killed two soldiers in Ayla.\nRebels killed three priests in Bresk.\n")
    assert len(events) == 2
    assert all(not event.also for event in events)


def test_what_two_speakers_say_stays_two_events(read: Callable[..., tuple[Event, ...]]) -> None:
    text = "Rebels attacked the army, a priest said.\nRebels attacked the army, a nurse said.\n"
    one, other = "Rebels attacked the army, a p", "Rebels attacked the army, a n"
    events = read(text, (one, "actor-1"), (other, "actor-2"))
    assert [event.according_to for event in events] == ["statement-0", "statement-1"]
    (event,) = read(text, (one, "actor-1"), (other, "actor-1"))
    assert len(event.also) == 1


def test_what_was_denied_does_not_join_what_happened(read: Callable[..., tuple[Event, ...]]) -> None:
    events = read("Rebels killed the priest.\nThe army denied that rebels killed the priest.\n")
    assert [event.status for event in events if event.type == "ASSAULT"] == ["happened", "denied"]


def test_a_page_of_nothing_but_events_is_read_in_linear_time(
    language: Language, article_of: Callable[..., Article]
) -> None:
    """One sentence again and again, each time told by another speaker, so that none joins an earlier one."""
    piece = "Rebels attacked the army on Monday. The attack was long. "
    parsed = repeated(language.parse(article_of(piece)), 40)

    def seconds(count: int) -> float:
        doc, text = repeated(parsed, count // 40), piece * count
        article = article_of(text)
        statements = [
            Statement(
                id=f"statement-{i}",
                content=(Span.of(text, i * len(piece), (i + 1) * len(piece)),),
                kind="indirect",
                confidence=1.0,
            )
            for i in range(count)
        ]
        begun = time.process_time()
        assert len(find_events(article, doc, Marks(), statements)) == count
        return time.process_time() - begun

    seconds(40)
    assert seconds(2400) < 26 * seconds(200)


def repeated(doc: Doc, count: int) -> Doc:
    """The parse that many times over."""
    found = Doc.from_docs([doc] * count, ensure_whitespace=False)
    assert found is not None
    return found
