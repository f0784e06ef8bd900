"""What find_events and code_event hold to on any text: spans, marks, statements, no crash."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.event import code_event, find_events
from onrecord.records import Actor, Article, Marks, Mention, Moment, Place, Span, Statement, check_spans
from onrecord.text.language import Language

TEXT = "Rebels attacked the camp near Ayla on Monday, the army said."
WORDS = st.sampled_from(
    "Peru the army attacked did not agreed to lift sanctions on , . \" ' “ ” - – If may who by refused "
    "İstanbul "
    "\n \t 10 % cease-fire threatened told that of a said will must he them ’s \U0001f600".split(" ")
)


def span_of(text: str, words: str) -> Span:
    return Span.of(text, text.index(words), text.index(words) + len(words))


def test_marks_give_actors_moment_and_place(language: Language, article_of: Callable[..., Article]) -> None:
    article = article_of(TEXT)
    names = {"Rebels": "actor-1", "the camp": None}
    marks = Marks(
        actors=(Actor(id="actor-1", name="Rebels", kind="group"),),
        mentions=tuple(
            Mention(
                id=f"mention-{i}",
                span=span_of(TEXT, words),
                head=TEXT.index(words.split()[-1]),
                kind="description",
                actor=actor,
            )
            for i, (words, actor) in enumerate(names.items())
        ),
        moments=(
            Moment(id="moment-1", span=span_of(TEXT, "Monday"), type="DATE", value="XXXX-WXX-1", rule="t"),
        ),
        places=(Place(id="place-1", span=span_of(TEXT, "Ayla"), name="Ayla", precision="name"),),
    )
    (event,) = find_events(article, language.parse(article), marks, ())
    assert [(each.span.words, each.actor) for each in event.actors] == [("Rebels", "actor-1")]
    assert [(each.span.words, each.actor) for each in event.recipients] == [("the camp", None)]
    assert (event.moment, event.place) == ("moment-1", "place-1")
    assert event.according_to is None


@pytest.mark.parametrize(
    ("stance", "status"), [("says", "happened"), ("denies", "denied"), ("asks", "requested")]
)
def test_an_event_in_a_statement_is_according_to_it(
    language: Language, article_of: Callable[..., Article], stance: str, status: str
) -> None:
    article = article_of(TEXT)
    content = span_of(TEXT, "Rebels attacked the camp near Ayla on Monday")
    outer = Statement(
        id="statement-1",
        content=(content,),
        kind="indirect",
        stance=stance,
        confidence=1.0,  # type: ignore[arg-type]
    )
    wide = Statement(id="statement-0", content=(span_of(TEXT, TEXT),), kind="indirect", confidence=1.0)
    (event,) = find_events(article, language.parse(article), Marks(), (wide, outer))
    assert event.according_to == "statement-1"
    assert event.status == status


def test_the_cue_of_a_statement_is_in_the_pages_own_voice(
    language: Language, article_of: Callable[..., Article]
) -> None:
    text = "The minister accused the company of fraud."
    article = article_of(text)
    statement = Statement(
        id="statement-1",
        source=span_of(text, "The minister"),
        cue=span_of(text, "accused"),
        content=(span_of(text, "the company of fraud"),),
        kind="indirect",
        confidence=1.0,
    )
    (event,) = find_events(article, language.parse(article), Marks(), (statement,))
    assert (event.type, event.according_to) == ("ACCUSE", None)


def test_reading_twice_gives_the_same_events(language: Language, article_of: Callable[..., Article]) -> None:
    article = article_of("Peru expelled two Chilean diplomats.\nRebels killed three soldiers in Mali.\n")
    doc = language.parse(article)
    first = find_events(article, doc, Marks(), ())
    assert len(first) == 2
    assert first == find_events(article, doc, Marks(), ())
    assert len({event.id for event in first}) == 2


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(WORDS | st.text(max_size=6), min_size=1, max_size=30))
def test_any_text_is_read_without_error_and_every_span_is_exact(
    language: Language, article_of: Callable[..., Article], words: list[str]
) -> None:
    text = " ".join(words) or " "
    article = article_of(text)
    doc = language.parse(article)
    events = find_events(article, doc, Marks(), ())
    check_spans(article.text, events)
    for event in events:
        assert event.actors or event.recipients
    if len(doc):
        coding = code_event(doc, actor=(0, 1), recipient=(len(text) - 1, len(text)))
        assert 0 <= coding.confidence <= 1


def test_a_sentence_is_coded_with_actor_and_recipient_given(language: Language) -> None:
    text = "The rebels released two journalists whom they had held since May."
    doc = language.parse_sentence(text)
    coding = code_event(doc, actor=(0, 10), recipient=(20, 35))
    assert (coding.type, coding.mode, coding.quad) == ("RETREAT", "release", 2)
    coding = code_event(
        language.parse_sentence("Norland lifted the ban on Vessia."), actor=(0, 7), recipient=(26, 32)
    )
    assert (coding.type, coding.quad) == ("CONCEDE", 1)


def test_an_empty_sentence_cannot_be_coded(language: Language) -> None:
    with pytest.raises(ValueError, match="without words"):
        code_event(language.pipeline.make_doc(""), actor=(0, 1), recipient=(0, 1))


@pytest.mark.parametrize(
    "words", ["Peru agreed to ", "attacked and ", "the head of ", "number of ", "He said that "]
)
def test_a_sentence_without_end_is_read_without_error(
    language: Language, article_of: Callable[..., Article], words: str
) -> None:
    article = article_of(words * 300 + "Peru attacked it.")
    check_spans(article.text, find_events(article, language.parse(article), Marks(), ()))
