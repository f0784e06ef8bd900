"""What senses were resolved to: a value and what it hangs from, and the date that was told last."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from onrecord.mark.moments import days
from onrecord.mark.moments.values import year_text

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
    #: The days that it covers, where the value does not say.
    days: tuple[date, date] | None = None


def keep_grain(told: Told | None, count: int) -> str | None:
    """The last date told, so many years away: "a year earlier" beside "the third quarter"."""
    if told is None or len(told.value) < 6 or told.value[4:6] == "-W":
        return None
    match = PLAIN.match(told.value)
    year = told.year + count
    if match is None or match[4] or not match[3] or not 1 <= year <= days.LAST_YEAR:
        return None
    return f"{year_text(year)}-{match[3]}"
