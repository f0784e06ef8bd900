"""Numbers and senses -> TIMEX3 values: the shape of years, months, shifts and offsets."""

from __future__ import annotations

import re

from onrecord.mark.moments import days
from onrecord.mark.moments.senses import Sense


def year_text(year: int) -> str:
    """A year as in TIMEX3; years BC with their sign as letters."""
    return f"{year:04d}" if year > 0 else f"BC{-year:04d}"


def possible(sense: Sense, year: int) -> bool:
    """Whether the year has such a day: 29 February is not in all."""
    if not 1 <= year <= days.LAST_YEAR or sense.month != 2 or sense.day != 29:
        return 0 < abs(year) <= days.LAST_YEAR
    return days.day_of(year, 2, 29) is not None


def month_of(sense: Sense) -> int:
    """The month of the sense, the middle one for seasons, quarters and halves."""
    if sense.month is not None:
        return sense.month
    if sense.season is not None:
        return days.SEASON_MONTH[sense.season]
    if sense.holiday is not None:
        day = days.holiday_day(sense.holiday, 2001)
        return day.month if day else 6
    if sense.quarter is not None:
        return 3 * sense.quarter
    return 6 * (sense.half or 1)


def place_in_year(sense: Sense, year: int) -> int:
    """Where the sense lies in a year, in thirty-seconds of a month."""
    if sense.holiday is not None:
        day = days.holiday_day(sense.holiday, year)
        return 32 * day.month + day.day if day else 0
    return 32 * month_of(sense) + (sense.day or 0)


def inner_value(year: str, sense: Sense) -> str:
    """A year with the part of it that the sense names."""
    if sense.month is not None:
        return f"{year}-{sense.month:02d}" + (f"-{sense.day:02d}" if sense.day is not None else "")
    if sense.season is not None:
        return f"{year}-{sense.season}"
    if sense.quarter is not None:
        return f"{year}-Q{sense.quarter}"
    if sense.half is not None:
        return f"{year}-H{sense.half}"
    if sense.holiday is not None:
        fixed = re.match(r"\d\d-\d\d$", sense.holiday)
        return f"{year}-{sense.holiday}" if fixed else f"{year}-XX-XX"
    return f"FY{year}" if sense.fiscal else year


def whole_units(count: float, unit: str) -> tuple[int, str]:
    """A number of units as a whole number, of smaller units if need be: 1.5 years is 18 months."""
    if unit == "2W":
        count, unit = count * 2, "W"
    if count == int(count):
        return int(count), unit
    smaller = {"Y": (12, "M"), "DE": (10, "Y"), "CE": (100, "Y"), "M": (30, "D"), "W": (7, "D")}.get(unit)
    return (int(count * smaller[0]), smaller[1]) if smaller else (int(count), unit)


def shift(year: int, month: int | None, day: int | None, count: int, unit: str) -> str | None:
    """The TIMEX3 value `count` units after a date, at the unit's grain; None outside the calendar."""
    if unit in ("Y", "DE", "CE", "ML"):
        return shift_years(year, count, unit)
    if unit in ("M", "Q"):
        if month is None:
            return f"{year_text(year)}-XX"
        new, place = days.add_months(year, month, count * (3 if unit == "Q" else 1))
        if not new or new > days.LAST_YEAR or (year > 0) != (new > 0):
            return None
        return f"{year_text(new)}-Q{(place + 2) // 3}" if unit == "Q" else f"{year_text(new)}-{place:02d}"
    start = days.day_of(year, month or 0, day or 0)
    if start is None:
        if unit in ("W", "WE"):
            return f"{year_text(year)}-WXX"
        return f"{year_text(year)}-{month:02d}-XX" if month else f"{year_text(year)}-XX-XX"
    if unit in ("W", "WE"):
        found = days.add_days(start, 7 * count)
        return days.week_value(found) + ("-WE" if unit == "WE" else "") if found else None
    found = days.add_days(start, count if unit == "D" else 0)
    return found.isoformat() if found else None


def step_from(value: str, count: int, unit: str) -> str | None:
    """The TIMEX3 value `count` units after a day, a week, a month or a year, at its own grain.

    >>> step_from("1998-05-12", -1, "Y"), step_from("1998-W20", -2, "Y"), step_from("1998-05", -1, "Y")
    ('1997-05-12', '1996-W20', '1997-05')
    """
    covered = days.interval(value)
    if covered is None or unit not in ("D", "W", "M", "Y", "DE"):
        return None
    start = covered[0]
    if unit in ("D", "W"):
        new = days.add_days(start, count * (7 if unit == "W" else 1))
    else:
        months = count * {"M": 1, "Y": 12, "DE": 120}[unit]
        year, month = days.add_months(start.year, start.month, months)
        new = next(
            (day for day in (days.day_of(year, month, start.day - less) for less in range(4)) if day), None
        )
    if new is None:
        return None
    if "-W" in value:
        return days.week_value(days.add_days(new, 3) or new)
    return new.isoformat() if len(value) > 7 else f"{new:%Y-%m}" if len(value) == 7 else f"{new.year:04d}"


def shift_years(year: int, count: int, unit: str) -> str | None:
    """The year, decade or century `count` units after a year."""
    size = {"Y": 1, "DE": 10, "CE": 100, "ML": 1000}[unit]
    new = year + count * size
    if not new or abs(new) > days.LAST_YEAR or (new > 0) != (year > 0):
        return None
    if unit == "Y":
        return year_text(new)
    return year_text(new)[: -len(str(size)) + 1]


def relative_value(unit: str, fiscal: bool = False) -> str:
    """The TIMEX3 value of a unit of which nothing else is known."""
    shapes = {
        "D": "XXXX-XX-XX",
        "W": "XXXX-WXX",
        "WE": "XXXX-WXX-WE",
        "M": "XXXX-XX",
        "Q": "XXXX-QX",
        "Y": "XXXX",
    }
    shapes.update({"DE": "XXX", "CE": "XX", "ML": "X"})
    return ("FY" if fiscal and unit == "Y" else "") + shapes.get(unit, "XXXX-XX-XX")


def offset_text(count: int, unit: str) -> str | None:
    """A signed ISO 8601 length: "-P1W", "P0D", "P2Y"; decades and longer in years."""
    size = {"DE": 10, "CE": 100, "ML": 1000}.get(unit, 1)
    unit = "Y" if size > 1 else "W" if unit == "WE" else unit
    if unit == "Q":
        count, unit = 3 * count, "M"
    letters = f"T{abs(count)}{unit[1:]}" if unit.startswith("T") else f"{abs(count) * size}{unit}"
    return f"{'-' if count < 0 else ''}P{letters}"


def day_shape(value: str) -> str:
    """A value made as fine as a day, so that a time can follow: "1918-04" becomes "1918-04-XX"."""
    bare = value.removeprefix("BC")
    if re.fullmatch(r"[\dX]{4}", bare):
        return f"{value}-XX-XX"
    if re.fullmatch(r"[\dX]{4}-[\dX]{2}", bare):
        return f"{value}-XX"
    return value
