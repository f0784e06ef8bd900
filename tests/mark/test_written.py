"""When an article without a date was written: intervals with evidence, never a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.mark.moments.written import written_between
from onrecord.records import Article, Dating
from onrecord.text.language import Language

#: (text, earliest, latest) of what the text tells.
TOLD: list[tuple[str, date | None, date | None]] = [
    ("The mayor opened the bridge in 2015.", date(2015, 1, 1), None),
    ("The mayor opened the bridge on May 3, 2016.", date(2016, 5, 3), None),
    ("The mayor opened one bridge in 2015. She closed another in March 2017.", date(2017, 3, 1), None),
    ("The mayor has been in office since 2015.", date(2015, 1, 1), None),
    ("The mayor taught from 1998 to 2003.", date(1998, 1, 1), None),
    ("The bridge will open in 2022.", None, date(2022, 12, 31)),
    ("The bridge was closed in 2015 and will open in 2022.", date(2015, 1, 1), date(2022, 12, 31)),
    ("The bridge is scheduled to open in June 2022.", None, date(2022, 6, 30)),
    # What is told as neither, or only as a part of something, bounds nothing.
    ("The contract until 2030 was signed by the mayor.", None, None),
    ("The mayor was elected for a term ending in 2030.", None, None),
    ("The bridge was to open in 2022.", None, None),
    ("The bridge would open in 2022, the mayor said.", None, None),
    ("The bridge was scheduled for 2022.", None, None),
    ("The 2008 games were fine.", None, None),
    ("It rained on Friday.", None, None),
    ("© 2019 The Ledger", None, None),
    ("The mayor opened the bridge in the '80s.", None, None),
    # Bounds that contradict each other bound nothing.
    ("The bridge was closed in 2025. The bridge will open in 2022.", None, None),
    # A year beside its distance, half a year for rounding.
    ("The firm was founded in 1999, ten years ago.", date(2008, 7, 2), date(2010, 7, 2)),
]


@pytest.fixture
def read(language: Language, article_of: Callable[..., Article]) -> Callable[..., Dating]:
    def written(text: str, **rest: Any) -> Dating:
        article = article_of(text)
        return written_between(article, language.parse(article), **rest)

    return written


@pytest.mark.parametrize(("text", "earliest", "latest"), TOLD)
def test_told(text: str, earliest: date | None, latest: date | None, read: Callable[..., Dating]) -> None:
    dating = read(text)
    assert (dating.earliest, dating.latest) == (earliest, latest)
    assert dating.origin == ("text" if earliest or latest else "unknown")
    assert bool(dating.evidence) == (dating.origin == "text")
    for mark in dating.evidence:
        assert mark.span is not None
        assert text[mark.span.start : mark.span.end] == mark.words


def test_the_day_of_retrieval_is_the_latest_in_every_zone(read: Callable[..., Dating]) -> None:
    dating = read("The mayor opened the bridge in 2015.", retrieved=datetime(2020, 3, 1, 23, 0, tzinfo=UTC))
    assert (dating.earliest, dating.latest) == (date(2015, 1, 1), date(2020, 3, 2))
    assert [mark.where for mark in dating.evidence] == ["told as past", "retrieved"]


def test_a_weekday_with_its_day_tells_between_years(read: Callable[..., Dating]) -> None:
    text = "The bridge was closed in 2015 and will open in 2018. The mayor resigned on Friday, April 1."
    dating = read(text)
    assert (dating.earliest, dating.latest) == (date(2016, 4, 1), date(2017, 4, 1))
    assert dating.evidence[-1].where == "the weekday of a day"


def test_without_a_parse_the_text_tells_nothing(article_of: Callable[..., Article]) -> None:
    assert written_between(article_of("The mayor opened the bridge in 2015."), None) == Dating()


PIECES = (
    "in", "2015", "2022", "1", "9999", "May", "3,", "Friday", "will", "opened", "was", "until", ",", ".",
    "ten years ago", "the bridge", "\n", "31 February",
)  # fmt: skip
WORDS = st.sampled_from(PIECES)


@settings(max_examples=60, deadline=None)
@given(words=st.lists(WORDS, min_size=1, max_size=14))
def test_never_raises_and_never_gives_a_day(
    language: Language, article_of: Callable[..., Article], words: list[str]
) -> None:
    article = article_of(" ".join(words) + " x")
    dating = written_between(article, language.parse(article))
    assert dating.day is None
    assert dating.earliest is None or dating.latest is None or dating.earliest < dating.latest
