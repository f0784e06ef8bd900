"""Where an event is: what hangs from it, else its sentence's only place, else none with a reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.event import find_events
from onrecord.event.places import FINENESS, finest
from onrecord.mark.marks import find_marks
from onrecord.records import Article, Place, Span
from onrecord.text.language import Language


@pytest.mark.parametrize(
    ("text", "trigger", "name", "reason"),
    [
        ("Rebels attacked a convoy in Donetsk on Friday.", "attacked", "Donetsk", "from the parse"),
        ("Rebels attacked soldiers in Donetsk, Ukraine.", "attacked", "Donetsk", "from the parse"),
        ("Police arrested a reporter at Camp David.", "arrested", "Camp David", "from the parse"),
        ("In Oslo, the police arrested a reporter.", "arrested", "Oslo", "from the parse"),
        ("Police arrested a reporter on Friday.", "arrested", None, "the words give no place"),
        (
            "As trams stopped in Oslo, police arrested a reporter.",
            "arrested",
            "Oslo",
            "the only place that its sentence names",
        ),
        (
            "As trams stopped in Oslo and trains stood in Bergen, police arrested a reporter.",
            "arrested",
            None,
            "names several",
        ),
    ],
)
def test_an_event_has_its_place_or_a_reason(
    language: Language,
    article_of: Callable[..., Article],
    text: str,
    trigger: str,
    name: str | None,
    reason: str,
) -> None:
    article = article_of(text)
    doc = language.parse(article)
    marks = find_marks(article, doc)
    places = {place.id: place.name for place in marks.places}
    events = [each for each in find_events(article, doc, marks, ()) if trigger in each.trigger.words]
    assert events
    assert places.get(events[0].place or "") == name
    assert reason in events[0].why


def test_a_dateline_is_no_place_of_an_event(language: Language, article_of: Callable[..., Article]) -> None:
    article = article_of("OSLO (AP) -- Police arrested a reporter on Friday.")
    doc = language.parse(article)
    marks = find_marks(article, doc)
    assert [place.span.words for place in marks.places] == ["OSLO"]
    (event,) = find_events(article, doc, marks, ())
    assert event.place is None


def test_the_finest_place_is_taken() -> None:
    places = [
        Place(id=f"place-{each}", span=Span(start=0, end=1, words="X"), name=each, precision=each)
        for each in reversed(FINENESS)
    ]
    assert finest(places).precision == "site"
