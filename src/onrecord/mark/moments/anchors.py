"""Senses in text order -> TIMEX3 values: what each relative expression hangs from, in three registers.

News hangs from the day of publication, with the direction from tense; narrative from the last date that
was told; undated text keeps what is relative relative, as an offset from the unknown day. No clock is read.
"""

from __future__ import annotations

import re
from datetime import date

from onrecord.mark.moments import days, edits, values, years
from onrecord.mark.moments.senses import Sense
from onrecord.mark.moments.tense import ENDS, Tense, in_brackets
from onrecord.mark.moments.told import PLAIN, Told, Value, keep_grain
from onrecord.mark.moments.words import Words, near

#: A numeric date is read the way that lies this many times closer to the day of publication.
CLOSER = 3
#: Words further apart than this are in two sentences, so that text without a full stop takes linear time.
LONGEST_SENTENCE = 80


class Anchor:
    """Resolves the senses of one text, first to last."""

    def __init__(
        self,
        words: Words,
        tense: Tense,
        *,
        published: date | None,
        narrative: bool,
        day_first: bool | None = None,
        changed: date | None = None,
    ) -> None:
        """`day_first`: how the text writes numeric dates; `changed`: when it was changed; None if unknown."""
        self.words = words
        self.tense = tense
        self.published = published
        self.narrative = narrative
        self.day_first = day_first
        self.changed = changed
        self.told: Told | None = None
        #: The last date told that names a day, unless a week or the like was told since.
        self.told_day: Told | None = None
        self.number = 0
        #: Place behind the last weekday, and its day: where "Monday through Friday" goes on.
        self.range_from: tuple[int, date] | None = None
        #: Place among the senses of the last time without a year, in a text without a date.
        self.open: int | None = None

    def resolve(self, sense: Sense) -> Value | None:
        """The value of the next sense; None if it is no time in this register."""
        found = self.find(sense)
        if found is not None:
            if sense.type in ("DATE", "TIME"):
                self.remember(sense, found)
                if self.published is None and "X" in found.value:
                    self.open = self.number
            self.number += 1
        return found

    def find(self, sense: Sense) -> Value | None:
        """The value with its time of day."""
        if sense.value is not None:
            return self.whole(sense)
        found = self.dated(sense)
        if found is None:
            return None
        if sense.step is not None:
            found = self.stepped(sense, found)
        time = sense.clock or sense.part
        if time:
            found.value = f"{values.day_shape(found.value)}T{time}"
        return found

    def stepped(self, sense: Sense, found: Value) -> Value:
        """The value of "two weeks from today", where `found` is today's."""
        count, unit = values.whole_units(*sense.step) if sense.step else (0, "D")
        value = values.step_from(found.value, count, unit)
        if value is not None:
            return Value(value, found.anchor)
        offset = values.offset_text(count, unit) if found.offset == "P0D" else None
        return Value(re.sub(r"\d", "X", found.value), found.anchor, offset, how="open")

    def whole(self, sense: Sense) -> Value | None:
        """A value that the words give; "former" is a time in narratives only (TIDES, not TempEval)."""
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
        if sense.rule in ("year-era", "same-period", "the-quarter") or sense.rule.endswith("-time"):
            return self.as_told(sense)
        if sense.unit is not None and not sense.yearless:
            return self.shifted(sense) if sense.weekday is None else self.weekday_of_week(sense)
        if sense.year is not None or sense.unit is not None:
            return self.in_year(sense)
        return self.partial(sense)

    def partial(self, sense: Sense) -> Value | None:
        """The value of a date that leaves out its year, its month or its day."""
        if sense.yearless:
            return self.without_year(sense)
        if sense.weekday is not None:
            return self.weekday(sense)
        if sense.day is not None:
            return self.day_of_month(sense)
        return self.time_only(sense)

    def as_told(self, sense: Sense) -> Value | None:
        """The value of what only points at the last date told."""
        if sense.rule == "same-period":
            return self.same_period(sense)
        if sense.rule == "the-quarter":
            told = self.told
            known = told is not None and "-Q" in told.value
            return Value(told.value, told.number) if told and known else Value("XXXX-QX")
        if sense.rule != "year-era":
            return self.that_time(sense)
        if self.told is None or self.told.year > 0 or sense.year is None:
            return None
        return Value(values.year_text(-sense.year), self.told.number, how="era")

    def base(self, sense: Sense) -> tuple[int, int | None, int | None, str | int] | None:
        """Year, month, day and name of what the sense is counted from; None if it is unknown."""
        told = self.told
        fine = sense.unit in ("D", "W", "WE") or sense.weekday is not None
        if fine and not self.narrative and told is not None and told.day is None:
            told = self.told_day
        monthly = sense.unit in ("M", "Q") and not self.narrative
        if monthly and told is not None and told.month is None and self.published is not None:
            told = None  # a year has no "end of the month"
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
        if self.told is None or first - self.told.first > LONGEST_SENTENCE:
            return False
        return not any(near(self.words, place) in ENDS for place in range(self.told.first, first))

    def remember(self, sense: Sense, found: Value) -> None:
        """Makes a date that names its year the one that was told last."""
        match = PLAIN.match(found.value)
        if match is None or sense.fiscal or near(self.words, sense.first - 1) == "SINCE":
            return
        if self.narrative and in_brackets(self.words, sense.first):
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
            if day:
                self.told_day = self.told

    def shifted(self, sense: Sense) -> Value | None:
        """The value of "last week", "two years ago", "the following day"."""
        unit = sense.unit or "D"
        if self.narrative and sense.rule == "today":
            return Value("XXXX-XX-XX") if sense.count or sense.part else Value("PRESENT_REF")
        if sense.count is None:
            return Value("PAST_REF" if (sense.turn or -1) < 0 else "FUTURE_REF", how="open")
        count, unit = values.whole_units(sense.count, unit)
        base = self.base(sense)
        if sense.base == "told" and self.is_open():  # "on Friday ... later in the day"
            return Value(values.relative_value(unit, sense.fiscal), self.open, how="told")
        if base is None:
            return Value(values.relative_value(unit, sense.fiscal), None, values.offset_text(count, unit))
        if unit == "WE" and base[3] == "published":
            count += self.weekend_step(sense)
        value = values.shift(base[0], base[1], base[2], count, unit)
        if (
            sense.rule == "counted"
            and unit == "Y"
            and base[3] != "published"
            and self.same_sentence(sense.first)
        ):
            value = keep_grain(self.told, count) or value
        if value is None:
            return Value(values.relative_value(unit, sense.fiscal), base[3])
        return Value(f"FY{value}" if sense.fiscal and unit == "Y" else value, base[3])

    def is_open(self) -> bool:
        """Whether the time told last, in a text without a date, has no year."""
        if self.open is None or self.narrative:
            return False
        return self.told is None or self.told.number < self.open

    def weekend_step(self, sense: Sense) -> int:
        """-1 if "the weekend" is the one before: told of as past before the next has come."""
        if self.published is None or self.published.isoweekday() > 5 or sense.count:
            return 0
        way = self.tense.direction(sense)
        if sense.rule == "the-weekend":
            return 0 if way > 0 else -1
        return -1 if way < 0 and self.published.isoweekday() < 3 else 0

    def same_period(self, sense: Sense) -> Value | None:
        """ "the same period last year": the last date told, a year away; alone, that date itself."""
        if self.told is None:
            return Value("XXXX")
        if sense.unit == "Y" and sense.count is not None:
            value = keep_grain(self.told, int(sense.count)) or values.year_text(
                self.told.year + int(sense.count) or 1
            )
            return Value(value, self.told.number)
        return Value(self.told.value, self.told.number)

    def that_time(self, sense: Sense) -> Value | None:
        """ "at that time": the last date told; "at the time": the past; "the same time" only in a story."""
        if sense.rule == "the-time":
            return Value("PAST_REF")
        if sense.rule == "this-time":
            return Value("PRESENT_REF")
        if sense.rule == "same-time" and not self.narrative:
            return None
        return Value(self.told.value, self.told.number) if self.told is not None else Value("XXXX-XX-XX")

    def in_year(self, sense: Sense) -> Value | None:
        """A date whose year is named, or said to be this, the last or the next one."""
        anchor: str | int | None = None
        year = sense.year
        if year is not None and sense.short and self.narrative and self.told is not None:
            year += 100 * round((self.told.year - year) / 100)
        if year is None:
            base = self.base(sense)
            if base is None:
                return Value(
                    values.inner_value("XXXX", sense), None, values.offset_text(int(sense.count or 0), "Y")
                )
            year, anchor = base[0] + int(sense.count or 0), base[3]
        if sense.holiday is not None:
            day = days.holiday_day(sense.holiday, year) if year > 0 else None
            return Value(day.isoformat() if day else values.year_text(year), anchor)
        if sense.day and sense.month and year > 0 and days.day_of(year, sense.month, sense.day) is None:
            return Value(f"{values.year_text(year)}-{sense.month:02d}", anchor, how="no-such-day")
        return Value(values.inner_value(values.year_text(year), sense), anchor)

    def without_year(self, sense: Sense) -> Value | None:
        """A month, a day of a month, a season, a quarter or a holiday without its year."""
        base = self.base(sense)
        if base is None:
            return Value(values.inner_value("XXXX", sense))
        if self.narrative and base[3] != "published":
            year = years.story_year(sense, base[0], base[1])
        else:
            year = years.news_year(sense, base[0], base[1], base[2], self.tense)
        sense.year = year
        found = self.in_year(sense) if year else Value(values.inner_value("XXXX", sense))
        sense.year = None
        if found is not None:
            found.anchor = base[3]
        return found

    def weekday(self, sense: Sense) -> Value:
        """A weekday beside the day that it is counted from."""
        base = self.base_day(sense)
        if base is None or sense.weekday is None:
            return Value(f"XXXX-WXX-{sense.weekday}")
        day, anchor = base
        if sense.day is not None:
            return self.weekday_and_day(sense, day, anchor)
        back = (day.isoweekday() - sense.weekday) % 7
        ahead = (sense.weekday - day.isoweekday()) % 7
        how = ""
        if self.range_from is not None and self.range_from[0] == sense.first - 1 and self.ranges(sense):
            day, back = self.range_from[1], 0
            ahead = (sense.weekday - day.isoweekday()) % 7
            found, how = days.add_days(day, ahead), "range"
            return Value(found.isoformat() if found else f"XXXX-WXX-{sense.weekday}", anchor, how=how)
        if sense.turn is None:
            way = 1 if self.narrative and anchor != "published" else self.tense.direction(sense)
            step, how = (ahead, "future") if way > 0 else (-back, "past")
            since = edits.weekday_since(sense.weekday, day, self.changed)
            if way < 0 and anchor == "published" and since is not None:
                return Value(since.isoformat(), anchor, how="past/modified")
        elif sense.turn < 0:
            step = -(back or 7)
        elif sense.turn > 0:
            step = ahead or 7
        else:
            step = sense.weekday - day.isoweekday()
        found = days.add_days(day, step)
        self.range_from = (sense.last, found) if found else None
        return Value(found.isoformat() if found else f"XXXX-WXX-{sense.weekday}", anchor, how=how)

    def ranges(self, sense: Sense) -> bool:
        """Whether the word before ends a range: "Monday through Friday"."""
        return near(self.words, sense.first - 1) in ("TO", "HYPH", "DASH", "UNTIL") and not sense.turn

    def weekday_and_day(self, sense: Sense, base: date, anchor: str | int) -> Value:
        """ "Friday the 13th": the nearest such day on the side that the tense calls for."""
        way = self.tense.direction(sense) or -1
        day = days.weekday_on(base, sense.weekday or 1, sense.day or 1, way)
        value = day.isoformat() if day is not None else f"XXXX-XX-{sense.day:02d}"
        return Value(value, anchor, how="future" if way > 0 else "past")

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
            return Value(f"{values.year_text(told.year)}-{told.month:02d}-{day:02d}", told.number)
        if self.published is None or self.narrative:
            return Value(f"XXXX-XX-{day:02d}")
        base = self.published
        step = 0 if day <= base.day or self.tense.direction(sense) > 0 else -1
        year, month = days.add_months(base.year, base.month, step)
        return Value(f"{year:04d}-{month:02d}-{day:02d}", "published")

    def time_only(self, sense: Sense) -> Value:
        """A time of a day that the sentence or the register names."""
        told = self.told
        if (
            told is not None
            and (self.narrative or self.same_sentence(sense.first))
            and told.month is not None
        ):
            day = f"{told.day:02d}" if told.day else "XX"
            return Value(f"{values.year_text(told.year)}-{told.month:02d}-{day}", told.number)
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
        if self.day_first is not None and len(options) == 2:
            return Value(options[self.day_first].isoformat(), how="as-elsewhere")
        if self.published is not None and len(options) == 2:
            gaps = sorted((abs((option - self.published).days), option) for option in options)
            if gaps[0][0] * CLOSER < gaps[1][0]:
                return Value(gaps[0][1].isoformat(), "published", how="nearest")
        return Value(
            f"{values.year_text(sense.year or 0)}-XX-XX", how="ambiguous", days=days.span_of(options)
        )

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
