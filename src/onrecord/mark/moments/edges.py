"""Words that stand before another expression ("the end of", "the first week of") -> senses."""

from __future__ import annotations

from onrecord.mark.moments.senses import Sense
from onrecord.mark.moments.words import Words, near


def edge(words: Words, first: int, last: int) -> list[Sense]:
    """Words that name the start, the middle or the end of what follows."""
    marks = ("STARTW", "MIDW", "ENDW", "EARLY", "LATE", "MID", "EARLIER", "LATER", "APPROX")
    place = next(at for at in range(first, last) if near(words, at) in marks)
    value = "" if near(words, place) in ("EARLIER", "LATER") else words.value(place)
    return [Sense("edge", "DATE", first, last, edge=value, weak=True)]


def named_unit(words: Words, first: int, last: int) -> list[Sense]:
    """ "the month of" before its name."""
    if words.value(first + 1) not in ("M", "Y"):
        return []
    return [Sense("edge", "DATE", first, last, edge="", weak=True)]


def ordinal_of(words: Words, first: int, last: int) -> list[Sense]:
    """ "the first week of", "the last three months of": a stretch of what follows."""
    unit = next(at for at in range(first, last) if near(words, at) in ("UNIT", "UNITS", "WEEKEND"))
    number = -1 if near(words, first + 1) == "LAST" else words.number(first + 1)
    count: float | None = 1
    if unit > first + 2:
        count = None if near(words, first + 2) == "SEVERAL" else words.number(first + 2)
    elif near(words, unit) == "UNITS":
        count = None
    sense = Sense(
        "nth-of", "DATE", first, last, unit=words.value(unit), count=count, ordinal=number, weak=True
    )
    return [sense]
