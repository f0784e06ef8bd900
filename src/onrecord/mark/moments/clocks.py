"""Words that match a pattern for weekdays, lone days and times of day -> senses."""

from __future__ import annotations

import re

from onrecord.mark.moments import lengths
from onrecord.mark.moments.dates import behind_title
from onrecord.mark.moments.senses import Sense
from onrecord.mark.moments.words import CLOCK, Words, codes_of, near

#: Second words of newspapers that are named after a weekday: "the Sunday Times".
PAPERS = [[word] for word in "times telegraph mirror mail herald express independent tribune".split()]


def weekday(words: Words, first: int, last: int) -> list[Sense]:
    """A weekday, with a part of the day ("Friday morning") or a day of the month ("Friday the 13th")."""
    sense = Sense("weekday", "DATE", first, last, weekday=words.number(first))
    for place, name in enumerate(codes_of(words, first, last), first):
        if name == "PART":
            sense.type, sense.part = "TIME", words.value(place)
        elif name == "ORDN":
            sense.day = words.number(place)
    if sense.part is None and sense.day is None and words.keys[last : last + 1] in PAPERS:
        return []
    if behind_title(words, first):
        return []
    if near(words, first) == "WABBR" and near(words, first + 1) != "DOT":
        cue = near(words, first - 1) in (
            "ON",
            "LAST",
            "NEXT",
            "THIS",
            "UNTIL",
            "BY",
            "FROM",
            "SINCE",
            "EVERY",
        )
        sense.weak = not cue
        named = (
            last < len(words.keys)
            and words.text[words.starts[last]].isupper()
            and near(words, last) == "OTHER"
        )
        if named and sense.weak:
            return []
    return [sense]


def day_only(words: Words, first: int, last: int) -> list[Sense]:
    """A day of a month that is named elsewhere ("on the 17th"); nothing if it counts what follows."""
    before = near(words, first - 1)
    after = near(words, last)
    if before not in ("ON", "BY", "UNTIL", "SINCE", "FROM", "TO") or words.number(last - 1) > 31:
        return []
    end = last >= len(words.keys) or after in (
        "COMMA",
        "DOT",
        "BARRIER",
        "STOP",
        "CLOSE",
        "AND",
        "TO",
        "IN",
        "DASH",
    )
    return [Sense("day-of-month", "DATE", first, last, day=words.number(last - 1))] if end else []


def clock(words: Words, first: int, last: int) -> list[Sense]:
    """A time on the clock with its zone; nothing if hours or minutes are out of range."""
    names = codes_of(words, first, last)
    if "NOON" in names:
        if names[0] == "INT" and words.number(first) != 12:
            return []
        zone = words.value(last - 1) if names[-1] == "ZONE" else ""
        noon = words.value(first + names.index("NOON"))
        return [Sense("clock", "TIME", first, last, clock=noon + zone)]
    time = hour_minute(words.keys[first], names[0], words.number(first))
    if time is None:
        return []
    hour, minute = time
    if "AMPM" in names:
        if not 1 <= hour <= 12:
            return []
        late = words.value(first + names.index("AMPM")) == "pm"
        hour = hour % 12 + 12 * late
    zone = words.value(last - 1) if names[-1] == "ZONE" else ""
    if names == ["CLOCKN"] and score_like(words, first):
        return []
    return [Sense("clock", "TIME", first, last, clock=f"{hour:02d}:{minute:02d}{zone}")]


def score_like(words: Words, place: int) -> bool:
    """Whether a bare "2:1" or "3:45" is a score, a ratio or a race time and not a time of day."""
    return not re.fullmatch(r"\d\d:\d\d(?::\d\d)?", words.keys[place]) and near(words, place - 1) not in (
        "AT",
        "BY",
        "UNTIL",
    )


def hour_minute(key: str, name: str, number: int) -> tuple[int, int] | None:
    """Hours and minutes of "6", "6:40", "6.40", "0800" or "530"; None if there is no such time."""
    match = CLOCK.match(key.replace(".", ":"))
    if match:
        hour, minute = int(match[1]), int(match[2])
    elif name in ("HOURS", "YEAR", "NUM3"):
        hour, minute = divmod(number, 100)
    else:
        hour, minute = number, 0
    return (hour % 24, minute) if hour <= 24 and minute < 60 else None


#: Minutes that a number alone can stand for ("twenty past six").
FIVES = (5, 10, 20, 25)


def clock_beside(words: Words, first: int, last: int) -> list[Sense]:
    """A time by its distance from a full hour: "half past five", "ten minutes to three" (TimeML 1.2.1)."""
    way = last - 2
    unit, hour = near(words, way - 1), words.number(last - 1)
    if near(words, last - 1) == "NOON":
        hour = int(words.value(last - 1)[:2])
    minutes = {"HALF": 30, "UNIT": 15}.get(unit) or lengths.read_count(words, first, way)[0] or 0
    alone = unit not in ("HALF", "UNIT", "HUNIT", "HUNITS")
    if unit in ("UNIT", "HUNIT", "HUNITS") and words.value(way - 1) not in ("Q", "TM"):
        return []
    if alone and not (
        minutes in FIVES and near(words, first - 1) in ("AT", "BY", "UNTIL", "SINCE", "APPROX")
    ):
        return []
    if not 0 < hour <= 12 or not 0 < minutes < 60 or near(words, first - 1) == "FROM":
        return []
    if (alone or unit == "HALF") and near(words, way) != "PASTW":
        return []
    if near(words, last) in ("UNITS", "HUNITS", "UNIT", "HUNIT", "NWORD", "HYPH"):
        return []
    time = 60 * hour + int(minutes) * (-1 if near(words, way) == "TO" else 1)
    return [Sense("clock", "TIME", first, last, clock=f"{time // 60:02d}:{time % 60:02d}")]


def part(words: Words, first: int, last: int) -> list[Sense]:
    """A part of a day that is named elsewhere."""
    name, before = near(words, last - 1), near(words, first - 1)
    cue = (
        near(words, first) == "THE" and before in ("IN", "DURING", "BY", "PREP", "ON", "FOR", "OF")
    ) or before in ("AT", "BY", "UNTIL")
    sense = Sense("part-of-day", "TIME", first, last, part=words.value(last - 1))
    sense.weak = not cue and name != "OVERNIGHT"
    return [sense]
