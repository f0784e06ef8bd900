"""When an event was: the moment that it hangs from, and which rung gave it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from onrecord.event import find_events, load_codebook
from onrecord.event.times import Times
from onrecord.event.tree import Tree
from onrecord.mark.marks import find_marks
from onrecord.mark.moments import find_moments
from onrecord.records import Article, Status
from onrecord.text.language import Language

#: A Thursday.
DAY = date(2019, 4, 18)

#: (text, trigger, words of its moment, rung), published on DAY.
TIMES = [
    ("Rebels attacked the army on Monday.", "attacked", "Monday", "parse"),
    ("On Monday, rebels attacked the army and seized a village.", "seized", "Monday", "parse"),
    ("Rebels attacked the army.", "attacked", None, "article"),
    ("The minister condemned Monday's attack on the army.", "condemned", None, "article"),
    ("The minister said on Monday that rebels had attacked the army.", "attacked", None, "article"),
    ("The minister said rebels had attacked the army on Monday.", "attacked", "Monday", "parse"),
    ("Rebels attacked the army for three weeks.", "attacked", None, "article"),
]


def time_of(
    text: str, trigger: str, status: Status, language: Language, article_of: Callable[..., Article]
) -> tuple[str | None, str | None]:
    """The words of the moment of the predicate `trigger`, and the rung."""
    article = article_of(text, published=DAY)
    doc = language.parse(article)
    tree = Tree(doc)
    moments = find_moments(article, doc)
    times = Times(tree, moments, load_codebook().words["report"])
    name, rung = times.of([tree.low.index(trigger)], status)
    return {moment.id: moment.span.words for moment in moments}.get(name or ""), rung


@pytest.mark.parametrize(("text", "trigger", "words", "rung"), TIMES)
def test_time(
    text: str,
    trigger: str,
    words: str | None,
    rung: str,
    language: Language,
    article_of: Callable[..., Article],
) -> None:
    assert time_of(text, trigger, "happened", language, article_of) == (words, rung)


def test_a_plan_has_no_time_of_the_article(language: Language, article_of: Callable[..., Article]) -> None:
    text = "The minister will meet the rebels."
    assert time_of(text, "meet", "planned", language, article_of) == (None, None)


def test_an_event_holds_its_time(language: Language, article_of: Callable[..., Article]) -> None:
    article = article_of("Rebels attacked the camp near Ayla on Monday, the army said.", published=DAY)
    doc = language.parse(article)
    marks = find_marks(article, doc)
    (event,) = find_events(article, doc, marks, ())
    assert (event.moment, event.moment_from) == (marks.moments[0].id, "parse")
