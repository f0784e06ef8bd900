"""Moments and what they hang from: undated pages, stories, articles, and the days that values cover."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from onrecord.mark.moments import find_moments, find_timexes
from onrecord.mark.moments.days import easter, holiday_day, interval
from onrecord.mark.moments.lexicon import holiday_table, word_table
from onrecord.records import Article, Evidence
from onrecord.text.language import Language

#: A Thursday.
DAY = date(2019, 4, 18)

UNDATED = [
    ("It rained last week.", "XXXX-WXX", "-P1W"),
    ("It rained yesterday.", "XXXX-XX-XX", "-P1D"),
    ("It rains today.", "XXXX-XX-XX", "P0D"),
    ("It rains next month.", "XXXX-XX", "P1M"),
    ("They meet this month.", "XXXX-XX", "P0M"),
    ("until past year", "XXXX", "-P1Y"),
    ("two years ago", "XXXX", "-P2Y"),
    ("a decade ago", "XXX", "-P10Y"),
    ("He spoke on Thursday.", "XXXX-WXX-4", None),
    ("on Sunday night", "XXXX-WXX-7TNI", None),
    ("on May 3", "XXXX-05-03", None),
    ("in May", "XXXX-05", None),
    ("at Christmas", "XXXX-12-25", None),
    ("at noon", "XXXX-XX-XXT12:00", None),
    ("a year and a half ago", "XXXX-XX", "-P18M"),
]


@pytest.mark.parametrize(("text", "value", "offset"), UNDATED)
def test_undated_stays_relative(text: str, value: str, offset: str | None) -> None:
    (timex,) = find_timexes(text, published=None)
    assert (timex.value, timex.offset, timex.anchor) == (value, offset, None)
    assert timex.earliest is None
    assert timex.latest is None


def test_undated_hangs_from_its_own_dates() -> None:
    text = "It opened on May 3, 2016. Two days later it shut."
    first, second = find_timexes(text, published=None)
    assert (first.value, first.anchor) == ("2016-05-03", None)
    assert (second.value, second.anchor, second.offset) == ("2016-05-05", 0, None)


def test_undated_what_is_counted_from_another_time_hangs_from_it() -> None:
    friday, later = find_timexes("He spoke on Friday. Later in the day he left.", published=None)
    assert (friday.value, friday.anchor, friday.offset) == ("XXXX-WXX-5", None, None)
    assert (later.value, later.anchor, later.offset) == ("XXXX-XX-XX", 0, None)
    yesterday, after = find_timexes("He spoke yesterday. The next day he left.", published=None)
    assert (yesterday.offset, after.anchor, after.offset) == ("-P1D", 0, None)
    (alone,) = find_timexes("Later in the day he left.", published=None)
    assert (alone.anchor, alone.offset) == (None, "P0D")


STORY = [
    ("In November 1939 they met. In March they signed.", "1939-11 | 1940-03"),
    ("On 10 May 1940 it began. In June it ended.", "1940-05-10 | 1940-06"),
    ("In 1940, in August, he left.", "1940 | 1940-08"),
    ("In 1942 he left. Two years later he was back.", "1942 | 1944"),
    ("In 490 BC they came. In 480 they came again.", "BC0490 | BC0480"),
    ("On 10 May 1940 it began. The next morning it rained.", "1940-05-10 | 1940-05-11TMO"),
    ("In September 1939 it began. The former king fled.", "1939-09 | PAST_REF"),
    ("On 3 July 1863 (the war had begun in 1861) it rained. The next day", "1863-07-03 | 1861 | 1863-07-04"),
    ("In 1899 it began. In the fall of '99 it ended.", "1899 | 1899-FA"),
]


@pytest.mark.parametrize(("text", "values"), STORY)
def test_narrative(text: str, values: str) -> None:
    found = find_timexes(text, published=date(2009, 12, 19), narrative=True)
    assert " | ".join(timex.value for timex in found) == values


def test_register_is_told_from_the_text() -> None:
    story = (
        "In September 1939 it began. In May 1940 France fell. In June 1941 he turned east. In 1942 he "
        "lost. On 2 February 1943 they surrendered. On 6 June 1944 others landed. In 1945 he fell. By April "
        "all was lost."
    )
    assert find_timexes(story, published=date(2009, 12, 19))[-1].value == "1945-04"
    news = "The firm said on Monday that it lost money in 2008. By February it had recovered."
    assert find_timexes(news, published=DAY)[-1].value == "2019-02"


INTERVALS = [
    ("2009-Q1", date(2009, 1, 1), date(2009, 3, 31)),
    ("2009-H2", date(2009, 7, 1), date(2009, 12, 31)),
    ("2019-W15", date(2019, 4, 8), date(2019, 4, 14)),
    ("2019-W15-WE", date(2019, 4, 13), date(2019, 4, 14)),
    ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
    ("2019-04-17TMO", date(2019, 4, 17), date(2019, 4, 17)),
    ("199", date(1990, 1, 1), date(1999, 12, 31)),
    ("18", date(1800, 1, 1), date(1899, 12, 31)),
    ("1942-SU", date(1942, 6, 1), date(1942, 8, 31)),
    ("1942-WI", date(1941, 12, 1), date(1943, 2, 28)),
    ("FY2009", date(2008, 1, 1), date(2009, 12, 31)),
    ("9999", date(9999, 1, 1), date.max),
    ("0001", date.min, date(1, 12, 31)),
]


@pytest.mark.parametrize(("value", "earliest", "latest"), INTERVALS)
def test_intervals(value: str, earliest: date, latest: date) -> None:
    assert interval(value) == (earliest, latest)


@pytest.mark.parametrize(
    "value", ["XXXX-WXX", "BC0490", "P3D", "PRESENT_REF", "2019-W60", "2019-02-30", "0000", ""]
)
def test_no_interval(value: str) -> None:
    assert interval(value) is None


def test_open_numeric_date_covers_both_readings() -> None:
    (timex,) = find_timexes("Filed 4/5/2010.", published=DAY)
    assert (timex.earliest, timex.latest) == (date(2010, 4, 5), date(2010, 5, 4))


def test_another_date_tells_the_order_of_days_and_months() -> None:
    found = find_timexes("Filed 4/5/2010, heard 25/6/2010.", published=DAY)
    assert [timex.value for timex in found] == ["2010-05-04", "2010-06-25"]


EASTERS = [(1961, 4, 2), (2000, 4, 23), (2008, 3, 23), (2019, 4, 21), (2038, 4, 25)]


@pytest.mark.parametrize(("year", "month", "day"), EASTERS)
def test_easter(year: int, month: int, day: int) -> None:
    assert easter(year) == date(year, month, day)


def test_election_day_is_the_tuesday_after_the_first_monday() -> None:
    assert holiday_day("11-2#e", 2016) == date(2016, 11, 8)
    assert holiday_day("11-2#e", 2011) == date(2011, 11, 8)
    assert holiday_day("11-5#t", 2018) == date(2018, 11, 23)


def test_tables_name_their_sources() -> None:
    assert len(word_table()) > 300
    assert sum(len(names) for names in holiday_table().values()) > 60


# Articles.


def test_moments_of_an_article(article_of: Callable[..., Article]) -> None:
    text = "Siren tested\nIt rang on May 3, 2016. Two days later it rang again."
    first, second = find_moments(article_of(text, published=DAY, headline=True))
    assert (first.span.words, first.value, first.anchor) == ("May 3, 2016", "2016-05-03", None)
    assert (second.span.words, second.value, second.anchor) == ("Two days later", "2016-05-05", first.id)
    assert (second.earliest, second.latest) == (date(2016, 5, 5), date(2016, 5, 5))


def test_published_is_the_anchor_of_news(article_of: Callable[..., Article]) -> None:
    (moment,) = find_moments(article_of("It rained last week.", published=DAY))
    assert (moment.anchor, moment.offset, moment.rule) == ("published", None, "turn-unit")


def test_a_parse_gives_the_direction(article_of: Callable[..., Article], language: Language) -> None:
    article = article_of(
        "The court is to hear the case on Friday. It heard another on Monday.", published=DAY
    )
    values = [moment.value for moment in find_moments(article, language.parse(article))]
    assert values == ["2019-04-19", "2019-04-15"]


def test_quarantined_passages_are_not_read(article_of: Callable[..., Article]) -> None:
    article = article_of("It rained yesterday.\nIt rains today.\n", published=DAY)
    hidden = replace(article.passages[0], kind="foreign")
    article = replace(article, passages=(hidden, *article.passages[1:]))
    assert [moment.span.words for moment in find_moments(article)] == ["today"]


# Direction: what lies ahead, with the parse and without it. Published on a Wednesday.

WEDNESDAY = date(2025, 2, 12)
DIRECTIONS = [
    ("The inspectors are expected on Thursday.", "2025-02-13"),
    ("The inspectors are expected to arrive on Thursday.", "2025-02-13"),
    ("The bonds are due on Monday.", "2025-02-17"),
    ("The hearing is scheduled for Saturday.", "2025-02-15"),
    ("A hearing has been scheduled for Saturday.", "2025-02-15"),
    ("A march is planned for Friday.", "2025-02-14"),
    ("A vote scheduled for Friday could fail.", "2025-02-14"),
    ("A meeting planned for Friday was called off.", "2025-02-14"),
    ("The report, expected on Friday, is long.", "2025-02-14"),
    ("The talks are set to resume on Friday.", "2025-02-14"),
    ("The trial is set for Friday.", "2025-02-14"),
    ("The vote is to be held on Friday.", "2025-02-14"),
    ("Rain is forecast for Friday.", "2025-02-14"),
    ("She is likely to resign on Friday.", "2025-02-14"),
    ("He plans a rally on Friday.", "2025-02-14"),
    ("He is due to leave on Jan. 31.", "2026-01-31"),
    ("The guard was killed on Friday.", "2025-02-07"),
    ("The man killed on Friday was a guard.", "2025-02-07"),
    ("The measures announced on Friday are strict.", "2025-02-07"),
    ("He was held on Friday.", "2025-02-07"),
    ("Shares rose more than expected on Friday.", "2025-02-07"),
    ("He left as planned on Friday.", "2025-02-07"),
    ("Flights were cancelled due to fog on Friday.", "2025-02-07"),
]


@pytest.mark.parametrize(("text", "value"), DIRECTIONS)
def test_direction(text: str, value: str, article_of: Callable[..., Article], language: Language) -> None:
    article = article_of(text, published=WEDNESDAY)
    (parsed,) = find_moments(article, language.parse(article))
    assert parsed.value == value
    (guessed,) = find_moments(article)
    assert guessed.value == value


PARSED_DIRECTIONS = [
    ("The shop is closed on Friday.", "2025-02-14"),
    ("The vote is being held in Rome on Friday.", "2025-02-14"),
    ("The delay is due to a strike on Friday.", "2025-02-07"),
    ("He is accused of killing a man on Friday.", "2025-02-07"),
    ("He is accused of an attack on Friday.", "2025-02-07"),
    ("They are believed to have left on Friday.", "2025-02-07"),
    ("The firm is owned by a man who died on Friday.", "2025-02-07"),
    ("The report was expected on Monday.", "2025-02-10"),
    ("The report was due on Monday.", "2025-02-10"),
]


@pytest.mark.parametrize(("text", "value"), PARSED_DIRECTIONS)
def test_direction_from_the_parse(
    text: str, value: str, article_of: Callable[..., Article], language: Language
) -> None:
    article = article_of(text, published=WEDNESDAY)
    assert [moment.value for moment in find_moments(article, language.parse(article))] == [value]


# Articles that were changed after they were published. Published on Monday, 10 February 2025.


def changed_article(article: Article, *words: str, where: str = "modified: JSON-LD dateModified") -> Article:
    """The article with evidence for changes at the end of its dating."""
    marks = tuple(Evidence(words=each, where=where) for each in words)
    published = replace(article.published, evidence=(*article.published.evidence, *marks))
    return replace(article, published=published)


CHANGES = [
    # The weekday lies between publication and the change, or on the day of the change.
    (
        "Police said on Tuesday that all is well.",
        "2025-02-12T09:30:00Z",
        "2025-02-11",
        "weekday/past/modified",
    ),
    ("Police said on Wednesday that all is well.", "12 February 2025", "2025-02-12", "weekday/past/modified"),
    # It lies before both, or on the day of publication.
    ("Police said on Friday that all is well.", "2025-02-12", "2025-02-07", "weekday/past"),
    ("Police said on Monday that all is well.", "2025-02-12", "2025-02-10", "weekday/past"),
    # The change came too late, on the same day or before; or the words name no day.
    ("Police said on Tuesday that all is well.", "2025-02-13", "2025-02-11", "weekday/past/modified"),
    ("Police said on Tuesday that all is well.", "2025-02-14", "2025-02-04", "weekday/past"),
    ("Police said on Tuesday that all is well.", "2025-02-10T23:00:00Z", "2025-02-04", "weekday/past"),
    ("Police said on Tuesday that all is well.", "2025-02-08", "2025-02-04", "weekday/past"),
    ("Police said on Tuesday that all is well.", "February 2025", "2025-02-04", "weekday/past"),
    ("Police said on Tuesday that all is well.", "yesterday", "2025-02-04", "weekday/past"),
    # What lies ahead, and what the words date themselves, keep to the day of publication.
    ("The trial will start on Tuesday.", "2025-02-12", "2025-02-11", "weekday/future"),
    ("Police said last Tuesday that all is well.", "2025-02-12", "2025-02-04", "turn-name"),
]


@pytest.mark.parametrize(("text", "changed", "value", "rule"), CHANGES)
def test_change(text: str, changed: str, value: str, rule: str, article_of: Callable[..., Article]) -> None:
    article = changed_article(article_of(text, published=date(2025, 2, 10)), changed)
    (moment,) = find_moments(article)
    assert (moment.value, moment.rule, moment.anchor) == (value, rule, "published")


def test_the_last_change_counts_and_only_changes_do(article_of: Callable[..., Article]) -> None:
    article = article_of("Police said on Thursday that all is well.", published=date(2025, 2, 10))
    twice = changed_article(article, "2025-02-13", "2025-02-11")
    assert [moment.value for moment in find_moments(twice)] == ["2025-02-13"]
    other = changed_article(article, "2025-02-13", where="meta[name=date]")
    assert [moment.value for moment in find_moments(other)] == ["2025-02-06"]


def test_an_undated_page_is_not_dated_by_its_change(article_of: Callable[..., Article]) -> None:
    article = changed_article(article_of("Police said on Tuesday that all is well."), "2025-02-12")
    (moment,) = find_moments(article)
    assert (moment.value, moment.anchor) == ("XXXX-WXX-2", None)
