"""Senses in text order -> TIMEX3 values: what each relative expression hangs from, in three registers.

News hangs from the day of publication, with the direction from tense; narrative from the last date that
was told; undated text keeps what is relative relative, as an offset from the unknown day. No clock is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from onrecord.mark.moments import days
from onrecord.mark.moments.dates import near
from onrecord.mark.moments.senses import Sense
from onrecord.mark.moments.tense import ENDS, Tense
from onrecord.mark.moments.words import Words

#: What a step back in time costs beside a step forward when a story leaves out the year of a month:
#: chosen on WikiWars train among 1, 1.5, 2 and 3.
BACKWARD_COST = 1.5
#: A numeric date is read the way that lies this many times closer to the day of publication.
CLOSER = 3
#: TIMEX3 values that name a year, a month or a day.
PLAIN = re.compile(r"(BC)?(\d{4})(?:-(\d\d|Q\d|H\d|W\d\d|SP|SU|FA|WI|XX))?(?:-(\d\d))?")


@dataclass(slots=True)
class Told:
    """The date that was told last."""

    year: int
    month: int | None
    day: int | None
    #: Its TIMEX3 value.
    value: str
    #: Its place among the senses, and the place of its first word.
    number: int
    first: int


@dataclass(slots=True)
class Value:
    """The value of a sense and what it hangs from."""

    value: str
    #: "published", the place of another sense in the list, or None.
    anchor: str | int | None = None
    offset: str | None = None
    #: Added to the name of the rule.
    how: str = ""


def year_text(year: int) -> str:
    """A year as in TIMEX3; years BC with their sign as letters."""
    return f"{year:04d}" if year > 0 else f"BC{-year:04d}"


class Anchor:
    """Resolves the senses of one text, first to last."""

    def __init__(self, words: Words, tense: Tense, *, published: date | None, narrative: bool) -> None:
        self.words = words
        self.tense = tense
        self.published = published
        self.narrative = narrative
        self.told: Told | None = None
        self.number = 0

    def resolve(self, sense: Sense) -> Value | None:
        """The value of the next sense; None if it is no time in this register."""
        found = self.find(sense)
        if found is not None:
            if sense.type in ("DATE", "TIME"):
                self.remember(sense, found)
            self.number += 1
        return found

    def find(self, sense: Sense) -> Value | None:
        """The value with its time of day."""
        if sense.value is not None:
            return self.whole(sense)
        found = self.dated(sense)
        if found is None:
            return None
        time = sense.clock or sense.part
        if time:
            found.value = f"{day_shape(found.value)}T{time}"
        return found

    def whole(self, sense: Sense) -> Value | None:
        """A value that the words give complete; "former" is a time in narratives only (TIDES, not TempEval)."""
        if sense.rule == "former" and not self.narrative:
            return None
        return Value(sense.value or "")

    def dated(self, sense: Sense) -> Value | None:
        """The value without its time of day."""
        if sense.either is not None:
            return self.numeric(sense)
        if sense.ordinal_unit is not None:
            return self.nth_of(sense)
        if sense.decade is not None:
            return Value(f"{sense.decade:03d}")
        if sense.century is not None:
            return Value(f"{sense.century:02d}")
        if sense.rule == "year-era":
            if self.told is None or self.told.year > 0 or sense.year is None:
                return None
            return Value(year_text(-sense.year), self.told.number, how="era")
        if sense.rule == "that-time":
            return self.that_time()
        if sense.rule == "same-period":
            return self.same_period(sense)
        if sense.unit is not None and not sense.yearless and sense.weekday is None:
            return self.shifted(sense)
        if sense.unit == "W" and sense.weekday is not None:
            return self.weekday_of_week(sense)
        if sense.year is not None or (sense.unit == "Y" and sense.yearless):
            return self.in_year(sense)
        if sense.yearless:
            return self.without_year(sense)
        if sense.weekday is not None:
            return self.weekday(sense)
        if sense.day is not None:
            return self.day_of_month(sense)
        return self.time_only(sense)

    # What an expression hangs from.

    def base(self, sense: Sense) -> tuple[int, int | None, int | None, str | int] | None:
        """Year, month, day and name of what the sense is counted from; None if it is unknown."""
        told = self.told
        if told is not None and (sense.base == "told" or self.narrative):
            return told.year, told.month, told.day, told.number
        if self.published is not None:
            return self.published.year, self.published.month, self.published.day, "published"
        return None

    def base_day(self, sense: Sense) -> tuple[date, str | int] | None:
        """The day that the sense is counted from; None if it is not known to the day."""
        base = self.base(sense)
        if base is None or base[1] is None or base[2] is None:
            return None
        day = days.day_of(base[0], base[1], base[2])
        return (day, base[3]) if day else None

    def same_sentence(self, first: int) -> bool:
        """Whether the last date told stands in the sentence of the word at `first`."""
        if self.told is None:
            return False
        return not any(near(self.words, place) in ENDS for place in range(self.told.first, first))

    def remember(self, sense: Sense, found: Value) -> None:
        """Makes a date that names its year the one that was told last."""
        match = PLAIN.match(found.value)
        if match is None or sense.fiscal or near(self.words, sense.first - 1) == "SINCE" and not self.narrative:
            return
        year = -int(match[2]) if match[1] else int(match[2])
        month, day = match[3], match[4]
        number = int(month) if month and month.isdecimal() else None
        if month and month[0] == "Q":
            number = int(month[1]) * 3
        if month and month[0] == "W" and not match[1]:
            covered = days.interval(found.value)
            if covered is not None:
                number = covered[0].month
        if year:
            self.told = Told(year, number, int(day) if day else None, found.value, self.number, sense.first)

    # Shifts.

    def shifted(self, sense: Sense) -> Value | None:
        """The value of "last week", "two years ago", "the following day"."""
        unit = sense.unit or "D"
        if sense.count is None:
            return Value("PAST_REF" if (sense.turn or -1) < 0 else "FUTURE_REF", how="open")
        count, unit = whole_units(sense.count, unit)
        base = self.base(sense)
        if base is None:
            return Value(relative_value(unit, sense.fiscal), None, offset_text(count, unit))
        value = shift(base[0], base[1], base[2], count, unit)
        if sense.rule == "counted" and unit == "Y" and base[3] != "published" and self.same_sentence(sense.first):
            value = self.keep_grain(count) or value
        if value is None:
            return Value(relative_value(unit, sense.fiscal), base[3])
        return Value(f"FY{value}" if sense.fiscal and unit == "Y" else value, base[3])

    def keep_grain(self, count: int) -> str | None:
        """The last date told, so many years away: "a year earlier" beside "the third quarter"."""
        if self.told is None or len(self.told.value) < 6 or self.told.value[4:6] == "-W":
            return None
        match = PLAIN.match(self.told.value)
        year = self.told.year + count
        if match is None or match[4] or not match[3] or not 1 <= year <= days.LAST_YEAR:
            return None
        return f"{year_text(year)}-{match[3]}"

    def same_period(self, sense: Sense) -> Value | None:
        """ "the same period last year": the last date told, a year away; alone, that date itself."""
        if self.told is None:
            return Value("XXXX")
        if sense.unit == "Y" and sense.count is not None:
            value = self.keep_grain(int(sense.count)) or year_text(self.told.year + int(sense.count) or 1)
            return Value(value, self.told.number)
        return Value(self.told.value, self.told.number)

    def that_time(self) -> Value | None:
        """ "at that time": the last date told; in news without one, nothing that can be told."""
        if self.told is not None:
            return Value(self.told.value, self.told.number)
        return Value("XXXX-XX-XX") if not self.narrative else Value("PAST_REF")

    # Partial dates.

    def in_year(self, sense: Sense) -> Value | None:
        """A date whose year is named, or said to be this, the last or the next one."""
        anchor: str | int | None = None
        year = sense.year
        if year is None:
            base = self.base(sense)
            if base is None:
                return Value(inner_value("XXXX", sense), None, offset_text(int(sense.count or 0), "Y"))
            year, anchor = base[0] + int(sense.count or 0), base[3]
        if sense.holiday is not None:
            day = days.holiday_day(sense.holiday, year)
            return Value(day.isoformat() if day else year_text(year), anchor)
        if sense.day and sense.month and year > 0 and days.day_of(year, sense.month, sense.day) is None:
            return Value(f"{year_text(year)}-{sense.month:02d}", anchor, how="no-such-day")
        return Value(inner_value(year_text(year), sense), anchor)

    def without_year(self, sense: Sense) -> Value | None:
        """A month, a day of a month, a season, a quarter or a holiday without its year."""
        base = self.base(sense)
        if base is None:
            return Value(inner_value("XXXX", sense))
        if self.narrative and base[3] != "published":
            year = self.story_year(sense, base[0], base[1])
        else:
            year = self.news_year(sense, base)
        sense.year = year
        found = self.in_year(sense) if year else Value(inner_value("XXXX", sense))
        sense.year = None
        if found is not None:
            found.anchor = base[3]
        return found

    def story_year(self, sense: Sense, year: int, month: int | None) -> int:
        """The year that puts the sense next to the last date told, forward rather than back."""
        if sense.turn and sense.turn > 0 and sense.base == "told":
            return year + (month is not None and month_of(sense) <= month)
        if sense.turn is not None and sense.turn < 0:
            return year - (month is None or month_of(sense) >= month)
        if month is None or sense.turn == 0:
            return year
        gaps = {option: 12 * (option - year) + month_of(sense) - month for option in (year, year + 1, year - 1)}
        best = min(gaps, key=lambda option: gaps[option] if gaps[option] >= 0 else -gaps[option] * BACKWARD_COST)
        return best or year

    def news_year(self, sense: Sense, base: tuple[int, int | None, int | None, str | int]) -> int:
        """The year that the day of publication, the words and the tense call for."""
        year, month, day, _ = base
        at = 32 * (month or 6) + (day or 0)
        places = {option: 384 * (option - year) + place_in_year(sense, option) for option in (year, year - 1, year + 1)}
        if sense.month is not None and sense.day is None or sense.holiday is None and sense.day is None:
            at = 32 * (month or 6)
            if sense.quarter or sense.half:
                at += 32 * (0 if sense.turn is not None else -1)
        gaps = {option: place - at for option, place in places.items()}
        if sense.turn is not None and sense.turn < 0:
            return max((option for option in gaps if gaps[option] < 0), default=year - 1)
        if sense.turn is not None and sense.turn > 0:
            return min((option for option in gaps if gaps[option] > 0), default=year + 1)
        if sense.turn == 0:
            return year
        way = self.tense.direction(sense)
        if way < 0:
            return max((option for option in gaps if gaps[option] <= 0), default=year)
        if way > 0:
            return min((option for option in gaps if gaps[option] >= 0), default=year)
        return min(gaps, key=lambda option: abs(gaps[option]))

    def weekday(self, sense: Sense) -> Value:
        """A weekday beside the day that it is counted from."""
        base = self.base_day(sense)
        if base is None or sense.weekday is None:
            return Value(f"XXXX-WXX-{sense.weekday}")
        day, anchor = base
        back = (day.isoweekday() - sense.weekday) % 7
        ahead = (sense.weekday - day.isoweekday()) % 7
        how = ""
        if sense.turn is None:
            way = 1 if self.narrative and anchor != "published" else self.tense.direction(sense)
            step, how = (ahead, "future") if way > 0 else (-back, "past")
        elif sense.turn < 0:
            step = -(back or 7)
        elif sense.turn > 0:
            step = ahead or 7
        else:
            step = sense.weekday - day.isoweekday()
        found = days.add_days(day, step)
        return Value(found.isoformat() if found else f"XXXX-WXX-{sense.weekday}", anchor, how=how)

    def weekday_of_week(self, sense: Sense) -> Value:
        """ "Thursday last week"."""
        base = self.base_day(sense)
        if base is None or sense.weekday is None or sense.count is None:
            return Value(f"XXXX-WXX-{sense.weekday}")
        step = sense.weekday - base[0].isoweekday() + 7 * int(sense.count)
        found = days.add_days(base[0], step)
        return Value(found.isoformat() if found else f"XXXX-WXX-{sense.weekday}", base[1])

    def day_of_month(self, sense: Sense) -> Value:
        """ "the 17th", in the month that is being told of."""
        day = sense.day or 1
        told = self.told
        if told is not None and told.month is not None:
            return Value(f"{year_text(told.year)}-{told.month:02d}-{day:02d}", told.number)
        if self.published is None or self.narrative:
            return Value(f"XXXX-XX-{day:02d}")
        base = self.published
        step = 0 if day <= base.day or self.tense.direction(sense) > 0 else -1
        year, month = days.add_months(base.year, base.month, step)
        return Value(f"{year:04d}-{month:02d}-{day:02d}", "published")

    def time_only(self, sense: Sense) -> Value:
        """A time of a day that the sentence or the register names."""
        told = self.told
        if told is not None and (self.narrative or self.same_sentence(sense.first)) and told.month is not None:
            day = f"{told.day:02d}" if told.day else "XX"
            return Value(f"{year_text(told.year)}-{told.month:02d}-{day}", told.number)
        if self.published is not None and not self.narrative:
            return Value(self.published.isoformat(), "published")
        return Value("XXXX-XX-XX")

    def numeric(self, sense: Sense) -> Value:
        """A numeric date with two readings: the one much closer to publication, else neither."""
        options = []
        for month, day in sense.either or ():
            found = days.day_of(sense.year or 0, month, day)
            if found is not None:
                options.append(found)
        if self.published is not None and len(options) == 2:
            gaps = sorted((abs((option - self.published).days), option) for option in options)
            if gaps[0][0] * CLOSER < gaps[1][0]:
                return Value(gaps[0][1].isoformat(), "published", how="nearest")
        return Value(f"{year_text(sense.year or 0)}-XX-XX", how="ambiguous")

    def nth_of(self, sense: Sense) -> Value | None:
        """ "the first week of May": a week or a day of the month, counted from its start or its end."""
        unit, place = sense.ordinal_unit, sense.ordinal_place or 1
        sense.ordinal_unit = None
        whole = self.dated(sense)
        sense.ordinal_unit = unit
        covered = days.interval(whole.value) if whole else None
        if whole is None or covered is None or covered[0].day != 1:
            return whole
        start, end = covered
        if unit == "D":
            day = days.add_days(start, place - 1) if place > 0 else end
            whole.value = day.isoformat() if day and start <= day <= end else whole.value
        else:
            day = days.add_days(start, 7 * (place - 1)) if place > 0 else end
            whole.value = days.week_value(day) if day else whole.value
            whole.value += "-WE" if unit == "WE" else ""
        return whole


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
    shapes = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX"}
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
