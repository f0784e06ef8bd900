"""Swapped words and their readings, and openings that hang in the air."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.shared import plain_article
from onrecord.records import Article, Passage, Span, check_spans
from onrecord.text.seams import mark_seams
from onrecord.text.swaps import find_readings

Read = Callable[..., tuple[Article | None, tuple[Any, ...]]]


def readings(text: str) -> list[tuple[str, str]]:
    article = plain_article(text)
    found = find_readings(text, article.passages)
    check_spans(text, (found,))
    return [(one.span.words, one.reads_as) for one in found]


SWAPPED = [
    ("She led the agency until past year.", [("past", "last")]),
    ("The talks began in past month, he said.", [("past", "last")]),
    ("She flew to Oslo three times a year ago.", [("a year ago", "last year")]),
    ("Russian Federation said on Monday that it would sign.", [("Russian Federation", "Russia")]),
    ("He met USA officials in Geneva.", [("USA", "US")]),
    ("The UN Safety Council will meet.", [("Safety", "Security")]),
    ("The World Well being Organization asked for calm.", [("Well being", "Health")]),
]


@pytest.mark.parametrize(("text", "wanted"), SWAPPED)
def test_swapped_words_read_as_the_usual_ones(text: str, wanted: list[tuple[str, str]]) -> None:
    assert readings(text) == wanted


CLEAN = [
    "In the past year the agency has grown.",
    "Over the past month prices fell.",
    "She walked past Friday Street.",
    "The Russian Federation said that it would sign.",
    "She was crowned Miss USA in May.",
    "Team USA won by a point.",
    "She met him twice a year.",
    "He was born a year ago.",
    "He lives in Gary, IN, with two dogs.",
    "The mayor , it turned out, was asleep.",
    "Overseas visitors spent less.",
    "He won easily in SC, she wrote.",
]


@pytest.mark.parametrize("text", CLEAN)
def test_usual_words_have_no_reading(text: str) -> None:
    assert readings(text) == []


def test_weak_signs_count_where_a_sure_one_is_met() -> None:
    weak = "Bogdan Ilves scored 12 for IN , which lost."
    assert readings(weak) == []
    assert readings(f"{weak}\nShe led it until past year.") == [
        ("IN", "Indiana"),
        (" ,", ","),
        ("past", "last"),
    ]


def test_two_kinds_make_an_article_rewritten(read: Read) -> None:
    words = "The envoy, who served as USA special envoy until past year, said nothing of the talks in Oslo."
    article, _ = read(words, media_type="text/plain")
    assert article is not None
    assert article.rewritten
    assert article.text == words
    one, _ = read("She led the agency until past year, and nothing came of it.", media_type="text/plain")
    assert one is not None
    assert not one.rewritten
    assert len(one.readings) == 1


@given(st.text(st.sampled_from("aINUSA past year,.-\n ago "), max_size=200))
def test_readings_stand_in_order_and_apart(text: str) -> None:
    if text:
        found = find_readings(text, plain_article(text).passages)
        check_spans(text, (found,))
        assert all(one.span.end <= following.span.start for one, following in pairwise(found))


def torn(*lines: str) -> list[bool]:
    return [passage.torn for passage in mark_seams(plain_article("\n".join(lines), headline=True).passages)]


TORN = [
    (("Talks fail", "It said the test went well."), [False, True]),
    (("Talks fail", "He also noted that the talks went well."), [False, True]),
    (("Talks fail", "This comes after a week of talks."), [False, True]),
    (("Talks fail", "It said so.", "He also noted that all is well."), [False, True, True]),
    (("Talks fail", "The ministry spoke.", "It said the test went well."), [False, False, False]),
    (("Talks fail", "Ann Berg said no.", "She also said that she was tired."), [False, False, False]),
    (("Talks fail", "Ann Berg said no.", "This comes after a week of talks."), [False, False, False]),
    (("Talks fail", "Rain fell.", "He said it was late."), [False, False, True]),
    (("Talks fail", "“It said nothing,” said Ann Berg."), [False, False]),
    (("Talks fail", "It rained all day."), [False, False]),
]


@pytest.mark.parametrize(("lines", "wanted"), TORN)
def test_openings_that_nothing_can_hold_are_torn(lines: tuple[str, ...], wanted: list[bool]) -> None:
    assert torn(*lines) == wanted


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("Primary Minister Karin Oddvik said that the wall would be built.", True),
        (
            "The decision of High Minister Oddvik was published on Monday, and Top Minister Oddvik said so.",
            True,
        ),
        ("A top minister said that the wall would be built.", False),
        ("The primary minister of the parish said grace.", False),
        ("A High Minister of the order of Saint Olaf spoke.", False),
    ],
)
def test_an_office_is_told_whoever_holds_it(words: str, read: bool) -> None:
    passage = Passage(span=Span.of(words, 0, len(words)), kind="body", why="", score=1.0)
    found = [reading.reads_as for reading in find_readings(words, (passage,))]
    assert set(found) == ({"Prime"} if read else set())
