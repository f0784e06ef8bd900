"""Words that match a pattern for dates and times of day -> senses."""

from __future__ import annotations

import re

from onrecord.mark.moments.lexicon import codes
from onrecord.mark.moments.senses import Sense
from onrecord.mark.moments.words import CLOCK, DAY_MONTH_YEAR, Words

#: Days of each month in a leap year: what a day number may be before the year is known.
LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
#: Two-digit years up to this one are read as 20xx, later ones as 19xx ("'82", "7/8/07").
PIVOT_YEAR = 30
#: Nouns behind a four-digit number that make it a count; plurals in -s are told without the list.
COUNTED = frozenset("people men women children troops personnel cattle sheep percent per barrels".split())
#: Words before a four-digit number that make it no year.
NOT_BEFORE_YEAR = frozenset("flight route room page no number highway section model about nearly over than".split())


def codes_of(words: Words, first: int, last: int) -> list[str]:
    """The class names of the words from `first` to `last`."""
    names = class_names()
    return [names[mark] for mark in words.code[first:last]]


def class_names() -> dict[str, str]:
    """Code character -> class name."""
    if not CLASS_NAMES:
        CLASS_NAMES.update({mark: name for name, mark in codes().items()})
    return CLASS_NAMES


CLASS_NAMES: dict[str, str] = {}


def near(words: Words, place: int) -> str:
    """The class name of the word at `place`; "" outside the text."""
    return class_names()[words.code[place]] if 0 <= place < len(words.code) else ""


def calendar(words: Words, first: int, last: int) -> list[Sense]:
    """A date that names its parts: weekday, day, month, year, in any order."""
    sense = Sense("date", "DATE", first, last)
    for place, name in enumerate(codes_of(words, first, last), first):
        if name in ("MONTH", "MAY", "MARCH", "MABBR"):
            sense.month = words.number(place)
        elif name in ("WDAY", "WABBR"):
            sense.weekday = words.number(place)
        elif name == "YEAR":
            sense.year = words.number(place)
        elif name == "YY":
            sense.year = whole_year(words.number(place))
        elif name in ("INT", "ORDN", "ORD", "SECOND"):
            sense.day = words.number(place)
        elif name == "ERA" and sense.year:
            sense.year = -sense.year
    return [sense] if sound(sense) and (sense.day or supported_month(words, sense)) else []


def sound(sense: Sense) -> bool:
    """Whether the day fits the month."""
    return sense.day is None or sense.month is None or 1 <= sense.day <= LONGEST[sense.month - 1]


def supported_month(words: Words, sense: Sense) -> bool:
    """Whether an abbreviated month without a day is one: a full stop, a year or a cue stands by."""
    if sense.year is not None or "MABBR" not in codes_of(words, sense.first, sense.last):
        return True
    return near(words, sense.first - 1) in MONTH_CUES


#: Classes before a bare "May", "March" or "Mar" that make it the month.
MONTH_CUES = frozenset(
    "IN SINCE UNTIL BY FROM PREP BEFORE AFTER EARLY LATE MID LAST NEXT THIS PREV EVERY OF TO OVER".split()
)


def doubtful_month(words: Words, first: int, last: int) -> list[Sense]:
    """A bare "May" or "March": the month only behind a word that asks for a time."""
    before, after = near(words, first - 1), near(words, last)
    if before not in MONTH_CUES or after == "YEAR":
        if not (before == "HYPH" and near(words, first - 2) in ("MID", "MONTH")):
            return []
    if before in ("OF", "TO", "BY", "PREP", "AFTER", "FROM") and names_someone(words, last):
        return []
    return [Sense("month", "DATE", first, last, month=words.number(first), weak=before == "HYPH")]


def names_someone(words: Words, place: int) -> bool:
    """Whether a verb of saying or a possessive follows, as behind a surname: "according to May, who"."""
    if place + 1 >= len(words.keys):
        return False
    if near(words, place) == "APOS" and words.keys[place + 1] == "s":
        return True
    return words.keys[place] in ("said", "says", "told") or words.keys[place : place + 2] == [",", "who"]


def whole_year(number: int) -> int:
    """The year that two digits stand for."""
    return 2000 + number if number <= PIVOT_YEAR else 1900 + number


def iso(words: Words, first: int, last: int) -> list[Sense]:
    """A date as in ISO 8601, with or without its time."""
    key = words.keys[first]
    year, month, day = int(key[:4]), int(key[5:7]), int(key[8:10])
    if not (year and 1 <= month <= 12 and 1 <= day <= LONGEST[month - 1]):
        return []
    sense = Sense("iso-date", "DATE", first, last, year=year, month=month, day=day)
    if len(key) > 10:
        sense.type, sense.clock = "TIME", key[11:16] + key[16:].upper().lstrip("0123456789:.")
    return [sense]


def numeric(words: Words, first: int, last: int) -> list[Sense]:
    """A date in digits: the day if over 12, else both readings, for the anchor to tell apart."""
    match = DAY_MONTH_YEAR.match(words.keys[first])
    parts = [match[1], match[3], match[4]] if match else [words.keys[place] for place in (first, first + 2, first + 4)]
    one, two, year = int(parts[0]), int(parts[1]), int(parts[2])
    year = whole_year(year) if len(parts[2]) == 2 else year
    sense = Sense("numeric-date", "DATE", first, last, year=year)
    american, european = fits(one, two), fits(two, one)
    if not (american or european) or not year:
        return []
    if american and european and one != two:
        sense.either = ((one, two), (two, one))
    else:
        sense.month, sense.day = (one, two) if american else (two, one)
    return [sense]


def fits(month: int, day: int) -> bool:
    """Whether there is such a day in some year."""
    return 1 <= month <= 12 and 1 <= day <= LONGEST[month - 1]


def pair(words: Words, first: int, last: int) -> tuple[int, int]:
    """Where the joining word of a range stands, and where its second part starts."""
    joins = ("HYPH", "DASH", "TO", "AND", "OR", "UNTIL")
    place = next(at for at in range(first + 1, last) if near(words, at) in joins)
    return place, place + 1


def month_days(words: Words, first: int, last: int) -> list[Sense]:
    """A range inside a month, month first ("May 3-5"): two dates."""
    end, start = pair(words, first, last)
    one = calendar(words, first, end)
    two = calendar(words, start, last)
    return borrow(one, two)


def days_month(words: Words, first: int, last: int) -> list[Sense]:
    """A range inside a month, month last ("3-5 May 1916"): two dates."""
    end, start = pair(words, first, last)
    return borrow(calendar(words, first, end), calendar(words, start, last))


def borrow(one: list[Sense], two: list[Sense]) -> list[Sense]:
    """Gives each of two dates the month and year that only the other names; nothing if one is unsound."""
    if not one or not two:
        return []
    left, right = one[0], two[0]
    left.month = right.month = left.month or right.month
    left.year = right.year = left.year or right.year
    left.rule = right.rule = "date-range"
    return [left, right] if sound(left) and sound(right) else []


def years(words: Words, first: int, last: int) -> list[Sense]:
    """Two years joined ("1914-18", "1939 to 1945"): two dates; nothing if the second is no later year."""
    one, join, two = words.number(first), near(words, first + 1), words.number(last - 1)
    if len(words.keys[last - 1]) == 2:
        if join not in ("HYPH", "DASH") or not words.glued(last - 1):
            return []
        two += one - one % 100
    elif len(words.keys[last - 1]) != 4:
        return []
    if not one < two < one + 200 or not plain_year(words, first, last):
        return []
    return [
        Sense("year-range", "DATE", first, first + 1, year=one),
        Sense("year-range", "DATE", last - 1, last, year=two),
    ]


def year(words: Words, first: int, last: int) -> list[Sense]:
    """A year that stands alone, with or without its era."""
    names = codes_of(words, first, last)
    if names[0] == "AD":
        return [Sense("year", "DATE", first, last, year=words.number(last - 1))]
    place = next(at for at in range(first, last) if near(words, at) == "YEAR")
    sense = Sense("year", "DATE", first, last, year=words.number(place))
    if names[-1] == "ERA":
        sense.year = -words.number(place)
    elif names[0] == "THE" and words.keys[first + 1] != "year":
        return []
    elif len(names) == 1 and not plain_year(words, first, last):
        return []
    return [sense]


def plain_year(words: Words, first: int, last: int) -> bool:
    """Whether a bare four-digit number reads as a year: nothing is counted by it, no code is made of it."""
    number, before = words.number(first), near(words, first - 1)
    after = words.keys[last] if last < len(words.keys) else ""
    if before in YEAR_CUES and not counts(words, last):
        return True
    if not 1700 <= number <= 2100 or counts(words, last):
        return False
    if before in ("HYPH", "DECIMAL", "COMMA") and words.glued(first) or after == "-" and near(words, last + 1) == "INT":
        return False
    return first == 0 or words.keys[first - 1] not in NOT_BEFORE_YEAR


#: Classes that ask for a year behind them.
YEAR_CUES = frozenset("IN SINCE UNTIL BY EARLY LATE MID SEASON MONTH DURING".split())


def counts(words: Words, place: int) -> bool:
    """Whether the word at `place` is a thing that a number before it counts: "1500 men", "2000 troops"."""
    if place >= len(words.keys):
        return False
    key = words.keys[place]
    if key in COUNTED or near(words, place) in ("UNITS", "HUNITS", "HUNIT", "NWORD"):
        return True
    plural = key.endswith("s") and len(key) > 3 and not key.endswith(("ss", "us", "is", "'s"))
    lower = words.text[words.starts[place]].islower()
    return plural and lower and near(words, place) == "OTHER" and key not in ("was", "has", "does", "its")


def ancient(words: Words, first: int, last: int) -> list[Sense]:
    """Years with fewer than four digits and an era: "490 BC", "264-241 BC"."""
    sign = -1 if near(words, last - 1) == "ERA" else 1
    senses = [Sense("year", "DATE", last - 2, last, year=sign * words.number(last - 2))]
    if last - first == 4:
        senses.insert(0, Sense("year-range", "DATE", first, first + 1, year=sign * words.number(first)))
    return senses if all(sense.year for sense in senses) else []


def short_year(words: Words, first: int, last: int) -> list[Sense]:
    """Three digits behind "in", "by", "until": a year only where the text tells of years BC."""
    if near(words, first - 1) not in ("IN", "BY", "UNTIL", "SINCE", "EARLY", "LATE") or counts(words, last):
        return []
    return [Sense("year-era", "DATE", first, last, year=words.number(first), weak=True)]


def decade(words: Words, first: int, last: int) -> list[Sense]:
    """A decade: "the 1990s", "the '60s", "the nineteen-thirties"."""
    last_name = near(words, last - 1)
    number = words.number(last - 1)
    if last_name == "DECADEN":
        if number >= 1000:
            return [Sense("decade", "DATE", first, last, decade=number // 10)]
        if near(words, first) != "THE" and near(words, first - 1) not in ("MID", "EARLY", "LATE", "AND", "APOS", "OF"):
            return []
        return [Sense("decade", "DATE", first, last, decade=whole_year(number) // 10)]
    hundred = next((words.number(at) for at in range(first, last) if near(words, at) == "NWORD"), 19)
    if hundred not in range(15, 21):
        return []
    return [Sense("decade", "DATE", first, last, decade=hundred * 10 + number)]


def ordinal_unit(words: Words, first: int, last: int) -> list[Sense]:
    """A century or a millennium by its number; other units are left to other rules."""
    place = next(at for at in range(first, last) if near(words, at) == "UNIT")
    if words.value(place) != "CE":
        return []
    number = words.number(place - 1 if near(words, place - 1) != "HYPH" else place - 2)
    if near(words, last - 1) == "ERA":
        return [Sense("century", "DATE", first, last, value=f"BC{number - 1:02d}")]
    return [Sense("century", "DATE", first, last, century=number - 1)]


#: Classes before "spring" or "fall" that make it the season.
SEASON_CUES = frozenset("IN THE SINCE UNTIL BY EARLY LATE MID LAST NEXT THIS EVERY OF PREP".split())


def season(words: Words, first: int, last: int) -> list[Sense]:
    """A season with or without its year; a bare one only behind a word that asks for a time."""
    place = next(at for at in range(first, last) if near(words, at) in ("SEASON", "FALL"))
    fall = near(words, place) == "FALL"
    sense = Sense("season", "DATE", first, last, season="FA" if fall else words.value(place))
    for at, name in enumerate(codes_of(words, first, last), first):
        if name in ("YEAR", "YY"):
            sense.year = words.number(at) if name == "YEAR" else whole_year(words.number(at))
        elif name == "ERA" and sense.year:
            sense.year = -sense.year
    if near(words, last - 1) == "OF":
        sense.last = last = last - 1
    if sense.year is None:
        of_year = near(words, last) == "OF" and near(words, last + 1) in ("YEAR", "THAT", "THIS", "NEXT", "LAST", "THE")
        if fall and not of_year and (near(words, last) == "OF" or near(words, first - 1) not in SEASON_CUES):
            return []
        if fall and near(words, first) != "THE" and near(words, first - 1) == "THE":
            return []
        sense.weak = near(words, first) != "THE" and near(words, first - 1) not in SEASON_CUES
    return [sense]


def quarter(words: Words, first: int, last: int) -> list[Sense]:
    """A quarter or a half of a year; halves hang on a year, for sport has halves too."""
    names = codes_of(words, first, last)
    year = words.number(last - 1) if names[-1] == "YEAR" else None
    if names[0] in ("QNUM", "HNUM"):
        number = words.number(first) if False else int(words.keys[first][1])
        sense = Sense("quarter", "DATE", first, last, year=year)
        sense.quarter, sense.half = (number, None) if names[0] == "QNUM" else (None, number)
        sense.weak = year is None and names[0] == "HNUM"
        return [sense]
    place = next(at for at in range(first, last) if names[at - first] in ("NTH", "ORD", "SECOND", "ORDN", "FINAL", "LAST"))
    half = names[-1] == "HALF"
    if not half and words.value(last - 1) != "Q":
        return []
    number = words.number(place)
    top = 2 if half else 4
    number = top if names[place - first] == "LAST" or number < 0 else number
    if not 1 <= number <= top or names[place - first] == "LAST" and near(words, last) != "OF":
        return []
    sense = Sense("half" if half else "quarter", "DATE", first, last, weak=half)
    sense.quarter, sense.half = (None, number) if half else (number, None)
    return [sense]


def fiscal(words: Words, first: int, last: int) -> list[Sense]:
    """A fiscal year: "fiscal 2009", "FY09", "the financial year"."""
    name = near(words, last - 1)
    if name == "UNIT":
        if words.value(last - 1) != "Y":
            return []
        return [Sense("fiscal-year", "DATE", first, last, unit="Y", count=0, base="spoken", fiscal=True)]
    number = words.number(last - 1)
    year = number if name == "YEAR" else whole_year(number)
    return [Sense("fiscal-year", "DATE", first, last, year=year, fiscal=True)]


def weekday(words: Words, first: int, last: int) -> list[Sense]:
    """A weekday, with a part of the day ("Friday morning") or a day of the month ("Friday the 13th")."""
    sense = Sense("weekday", "DATE", first, last, weekday=words.number(first))
    for place, name in enumerate(codes_of(words, first, last), first):
        if name == "PART":
            sense.type, sense.part = "TIME", words.value(place)
        elif name == "ORDN":
            sense.day = words.number(place)
    if near(words, first) == "WABBR" and near(words, first + 1) != "DOT":
        cue = near(words, first - 1) in ("ON", "LAST", "NEXT", "THIS", "UNTIL", "BY", "FROM", "SINCE", "EVERY")
        sense.weak = not cue
        named = last < len(words.keys) and words.text[words.starts[last]].isupper() and near(words, last) == "OTHER"
        if named and sense.weak:
            return []
    return [sense]


def holiday(words: Words, first: int, last: int) -> list[Sense]:
    """A holiday with a fixed or computable date."""
    place = first if near(words, first) == "HOLIDAY" else first + 1
    year = words.number(last - 1) if near(words, last - 1) == "YEAR" else None
    return [Sense("holiday", "DATE", first, last, holiday=words.holidays[place], year=year)]


def day_only(words: Words, first: int, last: int) -> list[Sense]:
    """A day of a month that is named elsewhere ("on the 17th"); nothing if it counts what follows."""
    before = near(words, first - 1)
    after = near(words, last)
    if before not in ("ON", "BY", "UNTIL", "SINCE", "FROM", "TO") or words.number(last - 1) > 31:
        return []
    end = last >= len(words.keys) or after in ("COMMA", "DOT", "BARRIER", "STOP", "CLOSE", "AND", "TO", "IN", "DASH")
    return [Sense("day-of-month", "DATE", first, last, day=words.number(last - 1))] if end else []


def clock(words: Words, first: int, last: int) -> list[Sense]:
    """A time on the clock with its zone; nothing if hours or minutes are out of range."""
    names = codes_of(words, first, last)
    if names[0] == "NOON":
        return [Sense("clock", "TIME", first, last, clock=words.value(first))]
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
    return not re.fullmatch(r"\d\d:\d\d", words.keys[place]) and near(words, place - 1) not in ("AT", "BY", "UNTIL")


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


#: Classes before a bare part of the day that make it a time.
PART_CUES = frozenset("AT BY THE UNTIL SINCE TIME PREP EARLY LATE".split())


def part(words: Words, first: int, last: int) -> list[Sense]:
    """A part of a day that is named elsewhere."""
    name, before = near(words, last - 1), near(words, first - 1)
    cue = near(words, first) == "THE" and before in ("IN", "DURING", "BY", "PREP", "ON", "FOR", "OF") or before in ("AT", "BY", "UNTIL")
    sense = Sense("part-of-day", "TIME", first, last, part=words.value(last - 1))
    sense.weak = not cue and name != "OVERNIGHT"
    return [sense]


def edge(words: Words, first: int, last: int) -> list[Sense]:
    """Words that name the start, the middle or the end of what follows."""
    marks = ("STARTW", "MIDW", "ENDW", "EARLY", "LATE", "MID")
    place = next(at for at in range(first, last) if near(words, at) in marks)
    return [Sense("edge", "DATE", first, last, edge=words.value(place), weak=True)]


def ordinal_of(words: Words, first: int, last: int) -> list[Sense]:
    """ "the first week of", "the last three months of": a stretch of what follows."""
    unit = next(at for at in range(first, last) if near(words, at) in ("UNIT", "UNITS", "WEEKEND"))
    number = -1 if near(words, first + 1) == "LAST" else words.number(first + 1)
    count: float | None = 1
    if unit > first + 2:
        count = None if near(words, first + 2) == "SEVERAL" else words.number(first + 2)
    elif near(words, unit) == "UNITS":
        count = None
    sense = Sense("nth-of", "DATE", first, last, unit=words.value(unit), count=count, ordinal=number, weak=True)
    return [sense]
