"""Calendar arithmetic on plain numbers, and TIMEX3 values <-> the days that they cover.

Years run from 1 to 9999; what would leave them is None. Years BC are negative and have no days here, for
`datetime.date` knows none. Weeks are ISO 8601 weeks.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

LAST_YEAR = 9999
#: First month and number of months of each season in the northern hemisphere, as TIMEX3 leaves them open.
SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11)}
#: Months of the season's middle, to tell whether a season lies before or behind a month.
SEASON_MONTH = {"WI": 1, "SP": 4, "SU": 7, "FA": 10}


def day_of(year: int, month: int, day: int) -> date | None:
    """The day; None if there is none."""
    if not 1 <= year <= LAST_YEAR or not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def add_days(day: date, count: int) -> date | None:
    """The day `count` days later; None outside the years 1 to 9999."""
    place = day.toordinal() + count
    return date.fromordinal(place) if 1 <= place <= date.max.toordinal() else None


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """Year and month `count` months later."""
    months = year * 12 + month - 1 + count
    return months // 12, months % 12 + 1


def week_value(day: date) -> str:
    """The ISO week that holds the day, as a TIMEX3 value."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def easter(year: int) -> date | None:
    """Easter Sunday in the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8)."""
    if not 1583 <= year <= LAST_YEAR:
        return None
    gold, century, rest = year % 19, year // 100, year % 100
    leap, part = divmod(century, 4)
    moon = (19 * gold + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    four, last = divmod(rest, 4)
    week = (32 + 2 * part + 2 * four - moon - last) % 7
    shift = (gold + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def holiday_day(rule: str, year: int) -> date | None:
    """The day of a holiday in a year: "12-25", "easter-2", "11-4#4" (fourth Thursday of November)."""
    if rule.startswith("easter"):
        sunday = easter(year)
        return add_days(sunday, int(rule[6:])) if sunday else None
    month = int(rule[:2])
    if "#" not in rule:
        return day_of(year, month, int(rule[3:]))
    if not 1 <= year <= LAST_YEAR:
        return None
    weekday, _, which = rule[3:].partition("#")
    if which == "e":
        monday = nth_weekday(year, month, 1, 1)
        return add_days(monday, 1)
    if which == "t":
        return add_days(
            nth_weekday(year, month, 4, 4), int(weekday) - 4 if int(weekday) > 4 else int(weekday) + 3
        )
    return nth_weekday(year, month, int(weekday), int(which))


def nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    """The `which`-th ISO weekday of a month, from its end if negative."""
    if which < 0:
        last = date(year, month, monthrange(year, month)[1])
        return date.fromordinal(last.toordinal() - (last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return date(year, month, 1 + (weekday - first.isoweekday()) % 7 + 7 * (which - 1))


#: Months within which every weekday falls on every day of a month up to the 28th.
MONTHS_AWAY = 30


def weekday_on(base: date, weekday: int, number: int, way: int) -> date | None:
    """The nearest day at or after (`way` 1) or at or before (-1) `base` that is "Friday the 13th"."""
    for months in range(MONTHS_AWAY):
        year, month = add_months(base.year, base.month, way * months)
        day = day_of(year, month, number)
        if day is not None and day.isoweekday() == weekday and (day - base).days * way >= 0:
            return day
    return None


DATE_VALUE = re.compile(
    r"(?:FY)?(?P<year>\d{1,4})"
    r"(?:-(?:W(?P<week>\d\d)(?P<end>-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)"
    r"|(?P<month>\d\d)(?:-(?P<day>\d\d|XX))?))?(?:T.*)?$"
)


def interval(value: str) -> tuple[date, date] | None:
    """First and last day that a TIMEX3 date or time covers; None if the value does not say.

    A fiscal year covers its calendar year and the one before, a winter both of the winters of its year.

    >>> interval("2009-Q1")
    (datetime.date(2009, 1, 1), datetime.date(2009, 3, 31))
    """
    match = DATE_VALUE.match(value)
    if match is None:
        return None
    digits = match["year"]
    if len(digits) < 4:
        return None if "-" in value or "T" in value or len(digits) == 1 else span_of_years(digits)
    year = int(digits)
    if not 1 <= year <= LAST_YEAR:
        return None
    if match["week"]:
        return week_days(year, int(match["week"]), bool(match["end"]))
    first, count = 1, 12
    if match["quarter"]:
        first, count = 3 * int(match["quarter"]) - 2, 3
    elif match["half"]:
        first, count = 6 * int(match["half"]) - 5, 6
    elif match["season"] == "WI":
        return clip(year - 1, 12, year + 1, 2)
    elif match["season"]:
        first, count = SEASONS[match["season"]][0], 3
    elif match["month"]:
        first, count = int(match["month"]), 1
    if match["day"] and match["day"] != "XX":
        day = day_of(year, first, int(match["day"]))
        return (day, day) if day else None
    if not 1 <= first <= 12:
        return None
    return clip(year - value.startswith("FY"), first, year, first + count - 1)


def span_of_years(digits: str) -> tuple[date, date] | None:
    """The days of a decade ("199") or a century ("19")."""
    size = 10 ** (4 - len(digits))
    return clip(int(digits) * size, 1, int(digits) * size + size - 1, 12)


def clip(year: int, month: int, last_year: int, last_month: int) -> tuple[date, date]:
    """From the first day of a month to the last of another, kept inside the years 1 to 9999."""
    start = date(year, month, 1) if year >= 1 else date.min
    if last_year > LAST_YEAR:
        return start, date.max
    return start, date(last_year, last_month, monthrange(max(last_year, 1), last_month)[1])


def week_days(year: int, week: int, end: bool) -> tuple[date, date] | None:
    """Monday to Sunday of an ISO week, or its Saturday and Sunday; None if the year has no such week."""
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    sunday = add_days(monday, 6) or date.max
    return (sunday - timedelta(days=1) if end else monday), sunday


def span_of(options: list[date]) -> tuple[date, date] | None:
    """From the first to the last of some days; None if there are none."""
    return (min(options), max(options)) if options else None
