"""Words of a date -> the days and, with a zone, the instant that they name; nothing is ever guessed.

Years from 1900 to 2100. A numeric date whose day and month could be swapped gives nothing, and a
zone whose letters several countries use gives no instant.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache
from importlib.resources import files
from typing import Final

from onrecord.records import Grain

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100
#: Longest string that is searched for a date, in characters.
MOST_CHARACTERS: Final = 400
MONTHS: Final = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_MONTH: Final = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_CLOCK: Final = (
    r"(?:[T,;\s]{{1,3}}(?:(?:at|-|–|—|\|)\s{{1,2}})?(?P<h{0}>\d{{1,2}})(?:[:.h](?P<n{0}>\d\d)(?::(?P<s{0}>\d\d)(?:[.,]\d{{1,9}})?)?)?"
    r"(?:\s?(?P<p{0}>[ap])\.?m\b\.?)?(?:\s?\(?(?P<z{0}>Z\b|UTC|[A-Z]{{2,4}}\b|(?:GMT|UTC)?\s?[+-]\d\d:?\d\d)\)?)?)?"
)
#: 2025-03-03, 2025/3/3, 2025.03.03, each with or without a clock.
ISO: Final = re.compile(
    r"(?<![\d.])(?P<y>\d{4})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?!\d)" + _CLOCK.format("")
)
#: 20250303, 20250303T101500Z.
COMPACT: Final = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)"
    r"(?:T?(?P<h>[0-2]\d)(?P<n>[0-5]\d)(?P<s>[0-5]\d)?(?P<z>Z|[+-]\d\d:?\d\d)?)?(?!\d)"
)
#: 3 March 2025, Mon, 03 Mar 2025 10:15:00 GMT, 3rd of March, 2025.
DAY_FIRST: Final = re.compile(
    r"(?<![\d.:-])(?P<d>\d{1,2})(?:st|nd|rd|th)?[\s-]{1,2}(?:of\s)?"
    + _MONTH.format("m")
    + r"[\s,-]{1,3}(?P<y>\d{4})(?!\d)"
    + _CLOCK.format(""),
    re.IGNORECASE,
)
#: March 3, 2025 10:15 GMT, Mar. 3rd 2025.
MONTH_FIRST: Final = re.compile(
    r"\b"
    + _MONTH.format("m")
    + r"\s{0,2}(?P<d>\d{1,2})(?:st|nd|rd|th)?(?:,\s{0,2}|\s{1,2})(?P<y>\d{4})(?!\d)"
    + _CLOCK.format(""),
    re.IGNORECASE,
)
#: 12.02.2025 (day first by custom), 25/02/2025, 02/25/2025.
NUMERIC: Final = re.compile(
    r"(?<![\d./-])(?P<a>\d{1,2})(?P<mark>[./-])(?P<b>\d{1,2})(?P=mark)(?P<y>\d{4})(?!\d)" + _CLOCK.format("")
)
MONTH_ONLY: Final = re.compile(r"^\s*(?P<y>\d{4})[-/](?P<m>\d{1,2})/?\s*$")
YEAR_ONLY: Final = re.compile(r"^\s*(?P<y>\d{4})\s*$")
#: What every full date has.
DIGIT: Final = re.compile(r"\d")
FORMS: Final = (ISO, DAY_FIRST, MONTH_FIRST, NUMERIC, COMPACT)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date that some words name, and where in them it stands."""

    earliest: date
    latest: date
    #: Aware; None without a clock time or a zone.
    instant: datetime | None
    grain: Grain
    start: int
    end: int


def find_stamps(words: str) -> Iterator[Stamp]:
    """Full dates in some words, in the order of their forms; never raises."""
    sample = words[:MOST_CHARACTERS]
    if DIGIT.search(sample) is None:
        return
    taken: list[tuple[int, int]] = []
    for form in FORMS:
        for found in form.finditer(sample):
            if any(start < found.end() and found.start() < end for start, end in taken):
                continue
            stamp = _stamp(found)
            if stamp is not None:
                taken.append(found.span())
                yield stamp


def parse_stamp(words: str, *, coarse: bool = False) -> Stamp | None:
    """The first date of a value that is meant as a date; `coarse` also takes a month or a year."""
    stamps = sorted(find_stamps(words), key=lambda stamp: stamp.start)
    if stamps:
        return stamps[0]
    if coarse and (found := MONTH_ONLY.match(words)):
        return _interval(int(found["y"]), int(found["m"]), len(words))
    if coarse and (found := YEAR_ONLY.match(words)):
        year = int(found["y"])
        if FIRST_YEAR <= year <= LAST_YEAR:
            return Stamp(date(year, 1, 1), date(year, 12, 31), None, "year", 0, len(words))
    return None


def _interval(year: int, month: int, length: int) -> Stamp | None:
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    last = calendar.monthrange(year, month)[1]
    return Stamp(date(year, month, 1), date(year, month, last), None, "month", 0, length)


def _stamp(found: re.Match[str]) -> Stamp | None:
    parts = found.groupdict()
    day = _day(parts)
    if day is None:
        return None
    instant = _instant(day, parts)
    grain: Grain = "day"
    if instant is not None:
        grain = "second" if parts.get("s") else "minute"
    return Stamp(day, day, instant, grain, found.start(), found.end())


def _day(parts: dict[str, str | None]) -> date | None:
    """The day; None if there is no such day, or day and month could be swapped."""
    year = int(parts["y"] or 0)
    if "a" in parts:
        first, second = int(parts["a"] or 0), int(parts["b"] or 0)
        if parts["mark"] == "." or first > 12 or first == second:
            day, month = first, second
        elif second > 12:
            day, month = second, first
        else:
            return None
    else:
        name = parts["m"] or ""
        month = int(name) if name.isdigit() else MONTHS[name.lower()]
        day = int(parts["d"] or 0)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _instant(day: date, parts: dict[str, str | None]) -> datetime | None:
    """The aware instant; None without hour, minute or a zone that is known."""
    hour, zone = parts.get("h"), parts.get("z")
    if not hour or not zone or not (parts.get("n") or parts.get("p")):
        return None
    shift = _shift(zone)
    number = int(hour)
    if half := (parts.get("p") or "").lower():
        if not 1 <= number <= 12:
            return None
        number = number % 12 + (12 if half == "p" else 0)
    if shift is None:
        return None
    try:
        return datetime(
            day.year,
            day.month,
            day.day,
            number,
            int(parts.get("n") or 0),
            int(parts.get("s") or 0),
            tzinfo=timezone(shift),
        )
    except ValueError:
        return None


def _shift(zone: str) -> timedelta | None:
    """The offset from UTC; None for letters that name several zones or none."""
    mark = re.search(r"([+-])(\d\d):?(\d\d)$", zone)
    if mark is None:
        minutes = load_zones().get(zone.upper())
        return None if minutes is None else timedelta(minutes=minutes)
    minutes = int(mark[2]) * 60 + int(mark[3])
    if minutes > 14 * 60:
        return None
    return timedelta(minutes=-minutes if mark[1] == "-" else minutes)


@cache
def load_zones() -> dict[str, int]:
    """Zone letters to minutes east of UTC, from `data/zones.tsv`."""
    rows = files("onrecord").joinpath("data/zones.tsv").read_text("utf-8").splitlines()[1:]
    return {row.split("\t")[0]: int(row.split("\t")[1]) for row in rows}
