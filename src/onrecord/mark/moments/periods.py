"""Words that match a pattern for parts of years (seasons, quarters) and longer periods -> senses."""

from __future__ import annotations

from onrecord.mark.moments.dates import whole_year
from onrecord.mark.moments.lexicon import topics
from onrecord.mark.moments.senses import Sense
from onrecord.mark.moments.words import Words, codes_of, near

#: Classes before "spring" or "fall" that make it the season.
SEASON_CUES = frozenset("IN THE SINCE UNTIL BY EARLY LATE MID LAST NEXT THIS EVERY OF PREP".split())


def decade(words: Words, first: int, last: int) -> list[Sense]:
    """A decade: "the 1990s", "the '60s", "the nineteen-thirties"."""
    last_name = near(words, last - 1)
    number = words.number(last - 1)
    if last_name == "ERA":
        return [Sense("decade", "DATE", first, last, value=f"BC{words.number(last - 2) // 10:03d}")]
    if last_name == "DECADEN":
        if 99 < number < 1000:
            return []
        if number >= 1000:
            return [Sense("decade", "DATE", first, last, decade=number // 10)]
        if near(words, first) != "THE" and near(words, first - 1) not in (
            "MID",
            "EARLY",
            "LATE",
            "AND",
            "APOS",
            "OF",
        ):
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


def season(words: Words, first: int, last: int) -> list[Sense]:
    """A season with or without its year; a bare one only behind a word that asks for a time."""
    place = next(at for at in range(first, last) if near(words, at) in ("SEASON", "FALL"))
    fall = near(words, place) == "FALL"
    sense = Sense("season", "DATE", first, last, season="FA" if fall else words.value(place))
    for at, name in enumerate(codes_of(words, first, last), first):
        if name in ("YEAR", "YY"):
            sense.short = name == "YY"
            sense.year = words.number(at) if name == "YEAR" else whole_year(words.number(at))
        elif name == "ERA" and sense.year:
            sense.year = -sense.year
    if near(words, last - 1) == "OF":
        sense.last = last = last - 1
    if sense.year is None:
        link = near(words, last + 1)
        of_year = near(words, last) == "OF" and link in (
            "YEAR",
            "THAT",
            "THIS",
            "NEXT",
            "LAST",
            "PREV",
            "FOLLOWING",
        )
        if fall and not of_year and (near(words, last) == "OF" or near(words, first - 1) not in SEASON_CUES):
            return []
        if fall and near(words, first) != "THE" and near(words, first - 1) == "THE":
            return []
        spring = words.keys[place].startswith("spring") and words.text[words.starts[place]].islower()
        sense.weak = (
            (fall or spring) and near(words, first) != "THE" and near(words, first - 1) not in SEASON_CUES
        )
        if near(words, first) == "THE" and named_after(words, last):
            sense.first += 1
    return [sense]


def named_after(words: Words, place: int) -> bool:
    """Whether a name goes on at `place`: the season of "the Spring Offensive" has no article of its own."""
    inside = place < len(words.keys) and near(words, place) == "OTHER"
    return inside and words.text[words.starts[place]].isupper()


#: Words to each side within which a quarter or a half is told from those of a match.
TOPIC_REACH = 14


def topic_near(words: Words, first: int, last: int) -> int:
    """Above 0 where the words around are of finance, below 0 where they are of sport."""
    known = topics()
    around = words.keys[max(0, first - TOPIC_REACH) : first] + words.keys[last : last + TOPIC_REACH]
    return sum(known.get(key, 0) for key in around)


def quarter(words: Words, first: int, last: int) -> list[Sense]:
    """A quarter or a half of a year; halves hang on a year, for sport has halves too."""
    names = codes_of(words, first, last)
    year = next((words.number(first + at) for at, name in enumerate(names) if name == "YEAR"), None)
    if names[0] in ("QNUM", "HNUM"):
        number = int(words.keys[first][1])
        sense = Sense("quarter", "DATE", first, last, year=year)
        sense.quarter, sense.half = (number, None) if names[0] == "QNUM" else (None, number)
        sense.weak = year is None and names[0] == "HNUM"
        return [sense]
    place = next(
        at
        for at in range(first, last)
        if names[at - first] in ("NTH", "ORD", "SECOND", "ORDN", "FINAL", "LAST")
    )
    half = names[-1] == "HALF"
    if not half and words.value(last - 1) != "Q":
        return []
    number = words.number(place)
    top = 2 if half else 4
    number = top if names[place - first] == "LAST" or number < 0 else number
    if not 1 <= number <= top or (names[place - first] == "LAST" and near(words, last) != "OF"):
        return []
    topic = topic_near(words, first, last)
    if topic < 0 and year is None:
        return []
    if "YEAR" in names and words.value(last - 1) != "Q":
        return []
    sense = Sense("half" if half else "quarter", "DATE", first, last, weak=half and topic <= 0, year=year)
    sense.quarter, sense.half = (None, number) if half else (number, None)
    return [sense]


def fiscal(words: Words, first: int, last: int) -> list[Sense]:
    """A fiscal year: "fiscal 2009", "FY09", "the financial year"."""
    name = near(words, last - 1)
    if name == "UNIT":
        if words.value(last - 1) != "Y":
            return []
        if "YEAR" in codes_of(words, first, last):
            return [Sense("fiscal-year", "DATE", first, last, year=words.number(last - 3), fiscal=True)]
        return [Sense("fiscal-year", "DATE", first, last, unit="Y", count=0, base="spoken", fiscal=True)]
    number = words.number(last - 1)
    year = number if name == "YEAR" else whole_year(number)
    return [Sense("fiscal-year", "DATE", first, last, year=year, fiscal=True)]


def holiday(words: Words, first: int, last: int) -> list[Sense]:
    """A holiday with a fixed or computable date."""
    place = first if near(words, first) == "HOLIDAY" else first + 1
    year = words.number(last - 1) if near(words, last - 1) == "YEAR" else None
    if words.keys[last : last + 1] in (["island"], ["islands"]):
        return []
    if len(words.holidays[place]) == 10 and words.holidays[place][:4].isdecimal():
        return [Sense("named-day", "DATE", place, place + 1, value=words.holidays[place])]
    return [Sense("holiday", "DATE", place, last, holiday=words.holidays[place], year=year)]
