"""Moments in news: a table of expressions with span, type and value, and adversarial non-dates."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.mark.moments import Timex, find_timexes

#: A Thursday.
DAY = date(2019, 4, 18)

# (text, words, type, value), all published on DAY; words and value joined by " | " where there are several.
NEWS: list[tuple[str, str, str, str]] = [
    # Full dates in every order.
    ("It was signed on September 1, 1939.", "September 1, 1939", "DATE", "1939-09-01"),
    ("It was signed on September 1 1939.", "September 1 1939", "DATE", "1939-09-01"),
    ("It was signed on 1 September 1939.", "1 September 1939", "DATE", "1939-09-01"),
    ("It was signed on 1st September, 1939.", "1st September, 1939", "DATE", "1939-09-01"),
    ("It was signed on the 1st of September 1939.", "the 1st of September 1939", "DATE", "1939-09-01"),
    ("It was signed on the first of May, 1707.", "the first of May, 1707", "DATE", "1707-05-01"),
    ("It was signed on Sept. 1, 1939.", "Sept. 1, 1939", "DATE", "1939-09-01"),
    ("It was signed on Friday, September 1, 1939.", "Friday, September 1, 1939", "DATE", "1939-09-01"),
    ("It was signed on Friday 1 September 1939.", "Friday 1 September 1939", "DATE", "1939-09-01"),
    ("It was signed on 1-Sep-1939.", "1-Sep-1939", "DATE", "1939-09-01"),
    ("Updated 2019-03-02.", "2019-03-02", "DATE", "2019-03-02"),
    ("Updated 2019-03-02T14:30:00Z.", "2019-03-02T14:30:00Z", "TIME", "2019-03-02T14:30Z"),
    ("The March 3 , 2015 ruling", "March 3 , 2015", "DATE", "2015-03-03"),
    ("He died on 12 May 1945 in Paris.", "12 May 1945", "DATE", "1945-05-12"),
    # Numeric dates: unambiguous, by nearness to publication, or honestly open.
    ("Filed 25/12/2018.", "25/12/2018", "DATE", "2018-12-25"),
    ("Filed 12/25/2018.", "12/25/2018", "DATE", "2018-12-25"),
    ("Filed 25.12.2018 in Bonn.", "25.12.2018", "DATE", "2018-12-25"),
    ("Filed 4/5/2010.", "4/5/2010", "DATE", "2010-XX-XX"),
    ("Filed 4/17/19.", "4/17/19", "DATE", "2019-04-17"),
    ("Filed 5/5/2010.", "5/5/2010", "DATE", "2010-05-05"),
    # Partial dates with a year.
    ("in April 1997", "April 1997", "DATE", "1997-04"),
    ("in April of 1997", "April of 1997", "DATE", "1997-04"),
    ("in Jan. 2001", "Jan. 2001", "DATE", "2001-01"),
    ("in 1939 he", "1939", "DATE", "1939"),
    ("the 2008 Olympics", "2008", "DATE", "2008"),
    ("in the year 1955", "the year 1955", "DATE", "1955"),
    ("since '82", "'82", "DATE", "1982"),
    ("in 490 BC", "490 BC", "DATE", "BC0490"),
    ("around 500 B.C. Athens", "around 500 B.C.", "DATE", "BC0500"),
    ("in 264-241 BC", "264 | 241 BC", "DATE", "BC0264 | BC0241"),
    ("in AD 70 the", "AD 70", "DATE", "0070"),
    ("the war of 1914-18 began", "1914 | 18", "DATE", "1914 | 1918"),
    ("from 2009 to 2011", "2009 | 2011", "DATE", "2009 | 2011"),
    ("in the 1990s", "the 1990s", "DATE", "199"),
    ("in the '60s", "the '60s", "DATE", "196"),
    ("in the nineties", "the nineties", "DATE", "199"),
    ("in the late 1930s", "the late 1930s", "DATE", "193"),
    ("in the mid-1980s", "the mid-1980s", "DATE", "198"),
    ("in the 19th century", "the 19th century", "DATE", "18"),
    ("in the twentieth century", "the twentieth century", "DATE", "19"),
    ("in the 5th century BC", "the 5th century BC", "DATE", "BC04"),
    # Seasons, quarters, halves, fiscal years.
    ("in the spring of 1945", "the spring of 1945", "DATE", "1945-SP"),
    ("in winter 2010", "winter 2010", "DATE", "2010-WI"),
    ("last summer they met", "last summer", "DATE", "2018-SU"),
    ("this fall it will open", "this fall", "DATE", "2019-FA"),
    ("in the first quarter of 2009", "the first quarter of 2009", "DATE", "2009-Q1"),
    ("in Q3 2008", "Q3 2008", "DATE", "2008-Q3"),
    ("profit rose in the fourth quarter", "the fourth quarter", "DATE", "2018-Q4"),
    ("third-quarter results were poor", "third-quarter", "DATE", "2018-Q3"),
    ("in the second half of 2015", "the second half of 2015", "DATE", "2015-H2"),
    ("in fiscal 2009", "fiscal 2009", "DATE", "FY2009"),
    ("in fiscal year 2009", "fiscal year 2009", "DATE", "FY2009"),
    ("in FY09", "FY09", "DATE", "FY2009"),
    # Months and days without a year: the tense and nearness decide.
    ("They met on February 29, and left.", "February 29", "DATE", "2020-02-29"),
    ("He was arrested on March 3.", "March 3", "DATE", "2019-03-03"),
    ("He was arrested on December 3.", "December 3", "DATE", "2018-12-03"),
    ("The trial will begin on December 3.", "December 3", "DATE", "2019-12-03"),
    ("The trial will begin in May.", "May", "DATE", "2019-05"),
    ("It fell sharply in October.", "October", "DATE", "2018-10"),
    ("It will be ready by March.", "March", "DATE", "2020-03"),
    ("It happened last September.", "last September", "DATE", "2018-09"),
    ("It happens next May.", "next May", "DATE", "2019-05"),
    ("This March they won", "This March", "DATE", "2019-03"),
    ("Police raided it on May 3-5, 2016.", "May 3 | 5, 2016", "DATE", "2016-05-03 | 2016-05-05"),
    ("from 3 to 5 May 2016", "3 | 5 May 2016", "DATE", "2016-05-03 | 2016-05-05"),
    ("between March and May 1943", "March | May 1943", "DATE", "1943-03 | 1943-05"),
    ("between November and May 1943", "November | May 1943", "DATE", "1942-11 | 1943-05"),
    ("Police raided it between 3 and 5 May.", "3 | 5 May", "DATE", "2018-05-03 | 2018-05-05"),
    ("It joined the May Day march.", "May Day", "DATE", "2018-05-01"),
    # Weekdays.
    ("He spoke on Thursday.", "Thursday", "DATE", "2019-04-18"),
    ("He spoke on Friday.", "Friday", "DATE", "2019-04-12"),
    ("He will speak on Friday.", "Friday", "DATE", "2019-04-19"),
    ("He said Wednesday that", "Wednesday", "DATE", "2019-04-17"),
    ("closed until Monday", "Monday", "DATE", "2019-04-22"),
    ("no ferry since Monday", "Monday", "DATE", "2019-04-15"),
    ("He left last Thursday.", "last Thursday", "DATE", "2019-04-11"),
    ("He leaves next Monday.", "next Monday", "DATE", "2019-04-22"),
    ("He left Thursday last week.", "Thursday last week", "DATE", "2019-04-11"),
    ("He left on Monday of this week.", "Monday of this week", "DATE", "2019-04-15"),
    ("Monday , authorities said it was closed.", "Monday", "DATE", "2019-04-15"),
    ("The strike began on Sat., union leaders said.", "Sat.", "DATE", "2019-04-13"),
    # Shifts from the day of publication.
    ("It rained today.", "today", "DATE", "2019-04-18"),
    ("It rained yesterday.", "yesterday", "DATE", "2019-04-17"),
    ("It rains tomorrow.", "tomorrow", "DATE", "2019-04-19"),
    ("It began the day before yesterday.", "the day before yesterday", "DATE", "2019-04-16"),
    ("It opens the day after tomorrow.", "the day after tomorrow", "DATE", "2019-04-20"),
    ("He resigned earlier today.", "earlier today", "DATE", "2019-04-18"),
    ("He resigned last week.", "last week", "DATE", "2019-W15"),
    ("He resigned earlier this week.", "earlier this week", "DATE", "2019-W16"),
    ("He resigns next week.", "next week", "DATE", "2019-W17"),
    ("It came down this past week.", "this past week", "DATE", "2019-W15"),
    ("They meet this month.", "this month", "DATE", "2019-04"),
    ("He resigned last month.", "last month", "DATE", "2019-03"),
    ("He resigns next month.", "next month", "DATE", "2019-05"),
    ("by the end of next month", "the end of next month", "DATE", "2019-05"),
    ("He resigned last year.", "last year", "DATE", "2018"),
    ("He served until past year.", "past year", "DATE", "2018"),
    ("later this year it", "later this year", "DATE", "2019"),
    ("an end-of-year party", "end-of-year", "DATE", "2019"),
    ("by year-end it", "year-end", "DATE", "2019"),
    ("two weeks ago", "two weeks ago", "DATE", "2019-W14"),
    ("three days ago", "three days ago", "DATE", "2019-04-15"),
    ("a year ago", "a year ago", "DATE", "2018"),
    ("two months ago", "two months ago", "DATE", "2019-02"),
    ("a decade ago", "a decade ago", "DATE", "200"),
    ("some ten years ago", "some ten years ago", "DATE", "2009"),
    ("months ago", "months ago", "DATE", "PAST_REF"),
    ("a few days ago", "a few days ago", "DATE", "PAST_REF"),
    ("five years from now", "five years from now", "DATE", "2024"),
    ("last quarter", "last quarter", "DATE", "2019-Q1"),
    ("It shut last weekend.", "last weekend", "DATE", "2019-W15-WE"),
    ("It was shut since the weekend.", "the weekend", "DATE", "2019-W15-WE"),
    ("It will shut at the weekend.", "the weekend", "DATE", "2019-W16-WE"),
    # Shifts from the last date told.
    (
        "It fell on May 3, 2016. Two days later",
        "May 3, 2016 | Two days later",
        "DATE",
        "2016-05-03 | 2016-05-05",
    ),
    ("In 1999 it fell. The following year", "1999 | The following year", "DATE", "1999 | 2000"),
    ("It fell in May 2016. The previous month", "May 2016 | The previous month", "DATE", "2016-05 | 2016-04"),
    ("In 1999 it rose. A year earlier", "1999 | A year earlier", "DATE", "1999 | 1998"),
    ("On May 3, 2016, and the next day", "May 3, 2016 | the next day", "DATE", "2016-05-03 | 2016-05-04"),
    ("On May 3, 2016. On the same day", "May 3, 2016 | the same day", "DATE", "2016-05-03 | 2016-05-03"),
    ("In July 1794. Later that year", "July 1794 | Later that year", "DATE", "1794-07 | 1794"),
    ("In 1871 it met. On July 9 of that year", "1871 | July 9 of that year", "DATE", "1871 | 1871-07-09"),
    (
        "In the third quarter of 2009 it lost more, compared with a year earlier.",
        "the third quarter of 2009 | a year earlier",
        "DATE",
        "2009-Q3 | 2008-Q3",
    ),
    (
        "Sales rose in February 2010 from the same period last year",
        "February 2010 | the same period last year",
        "DATE",
        "2010-02 | 2009-02",
    ),
    # Holidays.
    ("He will speak on Christmas Day.", "Christmas Day", "DATE", "2019-12-25"),
    ("He spoke on Christmas Day.", "Christmas Day", "DATE", "2018-12-25"),
    ("on New Year's Eve 1999", "New Year's Eve 1999", "DATE", "1999-12-31"),
    ("on Good Friday", "Good Friday", "DATE", "2019-04-19"),
    ("on Easter Monday 2016", "Easter Monday 2016", "DATE", "2016-03-28"),
    ("last Thanksgiving", "last Thanksgiving", "DATE", "2018-11-22"),
    ("on Labor Day 2001", "Labor Day 2001", "DATE", "2001-09-03"),
    ("on Memorial Day 2001", "Memorial Day 2001", "DATE", "2001-05-28"),
    ("on D-Day", "D-Day", "DATE", "1944-06-06"),
    ("since Black Monday", "Black Monday", "DATE", "1987-10-19"),
    # Times of day.
    ("at 8:30 p.m. EST on May 3, 2016", "8:30 p.m. EST on May 3, 2016", "TIME", "2016-05-03T20:30-05:00"),
    ("at 0800 UTC", "0800 UTC", "TIME", "2019-04-18T08:00Z"),
    ("at 16:15 GMT", "16:15 GMT", "TIME", "2019-04-18T16:15Z"),
    ("at 8pm", "8pm", "TIME", "2019-04-18T20:00"),
    ("at 12 a.m. sharp", "12 a.m.", "TIME", "2019-04-18T00:00"),
    ("at 5 o'clock", "5 o'clock", "TIME", "2019-04-18T05:00"),
    ("He rang on Monday at noon.", "Monday at noon", "TIME", "2019-04-15T12:00"),
    ("planned for tomorrow at noon", "tomorrow at noon", "TIME", "2019-04-19T12:00"),
    ("He rang on Monday morning.", "Monday morning", "TIME", "2019-04-15TMO"),
    ("He rang this morning.", "this morning", "TIME", "2019-04-18TMO"),
    ("He rang last night.", "last night", "TIME", "2019-04-17TNI"),
    ("He rang yesterday evening.", "yesterday evening", "TIME", "2019-04-17TEV"),
    ("tonight it", "tonight", "TIME", "2019-04-18TNI"),
    ("on the morning of May 4, 1886", "the morning of May 4, 1886", "TIME", "1886-05-04TMO"),
    ("the night of 5 May 2016", "the night of 5 May 2016", "TIME", "2016-05-05TNI"),
    # Lengths.
    ("for two weeks", "two weeks", "DURATION", "P2W"),
    ("a fortnight passed", "a fortnight", "DURATION", "P2W"),
    ("for 30 minutes", "30 minutes", "DURATION", "PT30M"),
    ("for half an hour", "half an hour", "DURATION", "PT0.5H"),
    ("for nearly half an hour", "nearly half an hour", "DURATION", "PT0.5H"),
    ("for more than half a century", "more than half a century", "DURATION", "P0.5CE"),
    ("for half a dozen hours", "half a dozen hours", "DURATION", "PT6H"),
    ("for a half-dozen weeks", "a half-dozen weeks", "DURATION", "P6W"),
    ("for a dozen hours", "dozen hours", "DURATION", "PT12H"),
    ("half a dozen years ago", "half a dozen years ago", "DATE", "2013"),
    ("for nearly two and a half years", "nearly two and a half years", "DURATION", "P2.5Y"),
    ("for two and a half thousand years", "two and a half thousand years", "DURATION", "P2500Y"),
    ("for about a year and a half", "about a year and a half", "DURATION", "P1.5Y"),
    ("for two and a half years", "two and a half years", "DURATION", "P2.5Y"),
    ("for a year and a half", "a year and a half", "DURATION", "P1.5Y"),
    ("for more than three years", "more than three years", "DURATION", "P3Y"),
    ("for twenty-five years", "twenty-five years", "DURATION", "P25Y"),
    ("for one hundred days", "one hundred days", "DURATION", "P100D"),
    ("for months", "months", "DURATION", "PXM"),
    ("just hours after it", "hours", "DURATION", "PTXH"),
    ("for several years", "several years", "DURATION", "PXY"),
    ("for a few days", "a few days", "DURATION", "PXD"),
    ("over two decades", "over two decades", "DURATION", "P2DE"),
    ("a 10-day visit", "10-day", "DURATION", "P10D"),
    ("a 24-year-old man", "24-year-old", "DURATION", "P24Y"),
    ("who were 18 years old", "18 years old", "DURATION", "P18Y"),
    ("a decades-long dispute", "decades-long", "DURATION", "PXDE"),
    ("a month-long siege", "month-long", "DURATION", "P1M"),
    ("in the past five years", "the past five years", "DURATION", "P5Y"),
    ("over the next six months", "the next six months", "DURATION", "P6M"),
    ("the last few weeks", "the last few weeks", "DURATION", "PXW"),
    ("over the past year", "the past year", "DURATION", "P1Y"),
    ("six straight days of losses", "six straight days", "DURATION", "P6D"),
    ("two consecutive quarters", "two consecutive quarters", "DURATION", "P2Q"),
    # Repetitions.
    ("every Monday it", "every Monday", "SET", "XXXX-WXX-1"),
    ("on Mondays it", "Mondays", "SET", "XXXX-WXX-1"),
    ("every two weeks", "every two weeks", "SET", "P2W"),
    ("every other day", "every other day", "SET", "P2D"),
    ("each year it", "each year", "SET", "P1Y"),
    ("a daily flight", "daily", "SET", "P1D"),
    ("its annual meeting", "annual", "SET", "P1Y"),
    ("60 hours a week", "60 hours | a week", "SET", "PT60H | P1W"),
    ("15 a year", "a year", "SET", "P1Y"),
    ("twice a week", "twice a week", "SET", "P1W"),
    # The present, the past and the future.
    ("It is now open.", "now", "DATE", "PRESENT_REF"),
    ("It is currently open.", "currently", "DATE", "PRESENT_REF"),
    ("It was recently opened.", "recently", "DATE", "PAST_REF"),
    ("in the future", "the future", "DATE", "FUTURE_REF"),
    ("in the past", "the past", "DATE", "PAST_REF"),
    ("for the time being", "the time being", "DATE", "PRESENT_REF"),
    ("The mayor, at the time, refused", "the time", "DATE", "PAST_REF"),
    # Words that stand before another expression.
    ("at the end of 1914", "the end of 1914", "DATE", "1914"),
    ("in early May 2016", "early May 2016", "DATE", "2016-05"),
    ("early in 1914", "early in 1914", "DATE", "1914"),
    ("in mid-2011", "mid-2011", "DATE", "2011"),
    ("in the first week of May 1940", "the first week of May 1940", "DATE", "1940-W18"),
    ("the first three months of 1918", "the first three months of 1918", "DURATION", "P3M"),
    ("circa 1450 BC", "circa 1450 BC", "DATE", "BC1450"),
    ("in the month of April 2001", "the month of April 2001", "DATE", "2001-04"),
]

NOT_TIMES = [
    "Mr May said it would.",
    "May I ask?",
    "It may rain.",
    "Theresa May resigned, according to May, who left.",
    "They march on Washington.",
    "March on Washington, they cried.",
    "a second-half goal sank the visitors",
    "in the second half the keeper",
    "Mon ami sat down.",
    "He sat in the sun.",
    "The Sun said so.",
    "It was the second attempt.",
    "a last-minute deal",
    "at the last minute",
    "1500 men marched",
    "2000 people came",
    "$2000 was paid",
    "2,019 votes",
    "Boeing 747 and F-16",
    "Airbus A330-300E",
    "Covid-19 spread",
    "99 percent",
    "won 3:2 in extra play",
    "a 15 per cent fall in prices",
    "the fall of Saigon",
    "It fell by 12.5 points.",
    "flight 1999 to Rome",
    "three-quarters of them",
    "a quarter of them",
    "the 14th Army advanced",
    "chapter 12, verse 5",
    "100M users",
    "We are here.",
    "pages 10-12",
    "ratio of 1:3",
    "the Daily Mail wrote",
    "call 555-1234",
    "version 10.2.1",
    "IP 192.168.10.12",
    "He came second.",
    "told USA Today in an interview",
    "the fate of Easter Island",
]


def shown(text: str, found: tuple[Timex, ...]) -> tuple[str, str, str]:
    """Words, type of the last and values of what was found, as in the table."""
    words = " | ".join(text[timex.start : timex.end] for timex in found)
    values = " | ".join(timex.value for timex in found)
    return words, found[-1].type if found else "", values


def test_table_is_large() -> None:
    assert len(NEWS) >= 150
    assert len({text for text, *_ in NEWS}) == len(NEWS)


@pytest.mark.parametrize(("text", "words", "kind", "value"), NEWS)
def test_news(text: str, words: str, kind: str, value: str) -> None:
    found = find_timexes(text, published=DAY, narrative=False)
    assert shown(text, found) == (words, kind, value)


@pytest.mark.parametrize("text", NOT_TIMES)
def test_not_times(text: str) -> None:
    found = find_timexes(text, published=DAY, narrative=False)
    assert [text[timex.start : timex.end] for timex in found] == []


MODS = [
    ("at the end of 1914", "END"),
    ("early 1914", "START"),
    ("in the mid-1980s", "MID"),
    ("about three weeks", "APPROX"),
    ("more than three weeks", "MORE_THAN"),
    ("less than three weeks", "LESS_THAN"),
    ("at least three weeks", "EQUAL_OR_MORE"),
    ("circa 1450 BC", "APPROX"),
    ("three weeks", None),
]


@pytest.mark.parametrize(("text", "mod"), MODS)
def test_mods(text: str, mod: str | None) -> None:
    assert [timex.mod for timex in find_timexes(text, published=DAY)] == [mod]
