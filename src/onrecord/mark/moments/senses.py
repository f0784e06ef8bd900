"""What an expression says before it is anchored: a sense, with the fields of the calendar that it names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.records import TimexType

#: What a relative expression is counted from: the day of speaking, or the last date that was told.
Base = Literal["spoken", "told"]


@dataclass(slots=True)
class Sense:
    """The meaning of one expression; fields that it does not name are None."""

    rule: str
    type: TimexType
    #: Places of its first word and of the word behind its last.
    first: int
    last: int
    #: Complete TIMEX3 value: durations, sets, PRESENT_REF and the like.
    value: str | None = None
    #: Astronomical sign: -490 for 490 BC.
    year: int | None = None
    #: Whether the year was written with two digits, so that its century is a guess.
    short: bool = False
    #: First three digits of the years: 199 for the 1990s; with `year` None.
    decade: int | None = None
    #: First two digits of the years: 18 for the 19th century.
    century: int | None = None
    month: int | None = None
    day: int | None = None
    #: ISO weekday, 1 is Monday.
    weekday: int | None = None
    #: SP, SU, FA, WI.
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    #: "FY" before the year.
    fiscal: bool = False
    #: MO, MI, AF, EV, NI, DT.
    part: str | None = None
    #: "T" and the time with its zone, as in TIMEX3: "16:15Z".
    clock: str | None = None
    #: The rule of a holiday: "12-25", "easter-2", "11-4#4".
    holiday: str | None = None
    #: Calendar unit of a shift (D, W, M, Y, Q, DE, CE, ML, WE, TH, TM, TS).
    unit: str | None = None
    #: Number of units, signed; None if the words leave it open ("a few days ago").
    count: float | None = None
    base: Base | None = None
    #: last -1, this 0, next +1, when the words say so.
    turn: int | None = None
    mod: str | None = None
    #: START, MID, END: "the end of", "early"; holds nothing by itself.
    edge: str | None = None
    #: Position in the next expression: "the first week of", with `unit` and `count`.
    ordinal: int | None = None
    #: The week or day of a month that is meant: "W" or "D" or "WE", and which (-1 is the last).
    ordinal_unit: str | None = None
    ordinal_place: int | None = None
    #: The values of TIMEX3's attributes for repetitions.
    quant: str | None = None
    freq: str | None = None
    #: Number of units and unit from the day that it names: "two weeks from today".
    step: tuple[float, str] | None = None
    #: What was read where the words are not usual English: "last year" for "past year".
    reading: str | None = None
    #: Counts only beside another expression or a cue on its left.
    weak: bool = False
    #: Both readings of a numeric date when nothing tells them apart: (month, day), (day, month).
    either: tuple[tuple[int, int], tuple[int, int]] | None = None

    @property
    def dated(self) -> bool:
        """Whether it names a day or something longer, so that a time of day can be added to it."""
        return (
            self.type in ("DATE", "TIME") and self.value is None and self.clock is None and self.part is None
        )

    @property
    def timed(self) -> bool:
        """Whether it names a time of day only."""
        return (self.clock is not None or self.part is not None) and not self.calendar

    @property
    def calendar(self) -> bool:
        """Whether it names any field from the year to the weekday, or is a shift."""
        named = (self.year, self.decade, self.century, self.month, self.day, self.weekday, self.season)
        return any(part is not None for part in (*named, self.quarter, self.half, self.holiday, self.unit))

    @property
    def yearless(self) -> bool:
        """Whether it names a part of a year but not which year."""
        if self.year is not None or self.decade is not None or self.century is not None or self.value:
            return False
        inner = (self.month, self.season, self.quarter, self.half, self.holiday)
        return any(part is not None for part in inner)
