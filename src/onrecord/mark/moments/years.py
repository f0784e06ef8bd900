"""A date without its year and what it hangs from -> the year: next to the story's, or as tense calls for."""

from __future__ import annotations

from onrecord.mark.moments.days import SEASONS
from onrecord.mark.moments.senses import Sense
from onrecord.mark.moments.tense import Tense
from onrecord.mark.moments.values import month_of, place_in_year, possible

#: What a step back in time costs beside a step forward when a story leaves out the year of a month:
#: chosen on WikiWars train among 0.8, 1, 1.25, 1.5 and 2 (value F1 86.2 to 86.8).
BACKWARD_COST = 1.25
#: A quarter or a half that ended further back than this, in thirty-seconds of a month, is the one ahead if
#: that is nearer: plans "for the fourth quarter" in a page of August (seen in MEANTIME).
FAR = 6 * 32


def story_year(sense: Sense, year: int, month: int | None) -> int:
    """The year that puts the sense next to the last date told, forward rather than back."""
    if sense.turn and sense.turn > 0 and sense.base == "told":
        return year + (month is not None and month_of(sense) <= month)
    if sense.turn is not None and sense.turn < 0:
        return year - (month is None or month_of(sense) >= month)
    if month is None or sense.turn == 0:
        return year
    best, least = year, float("inf")
    for option in (year, year + 1, year - 1):
        gap = 12 * (option - year) + month_of(sense) - month
        cost = gap if gap >= 0 else -gap * BACKWARD_COST
        if cost < least and possible(sense, option):
            best, least = option, cost
    return best or year


def news_year(sense: Sense, year: int, month: int | None, day: int | None, tense: Tense) -> int:
    """The year that the day of publication, the words and the tense call for."""
    if sense.season in SEASONS and sense.turn and month:
        start, end = SEASONS[sense.season]
        if start <= month <= end:  # in May, "last spring" is not the one that is not over
            return year + sense.turn
    at = 32 * (month or 6) + (day or 0)
    around = [option for option in (year, year - 1, year + 1) if possible(sense, option)] or [year]
    places = {option: 384 * (option - year) + place_in_year(sense, option) for option in around}
    if (sense.month is not None and sense.day is None) or (sense.holiday is None and sense.day is None):
        at = 32 * (month or 6)
        if sense.quarter or sense.half:
            at += 32 * (0 if sense.turn is not None else -1)
    gaps = {option: place - at for option, place in places.items()}
    return pick_year(sense, year, gaps, tense)


def pick_year(sense: Sense, year: int, gaps: dict[int, int], tense: Tense) -> int:
    """The year whose distance from publication fits "last", "next" or the tense."""
    nearest = min(gaps, key=lambda option: abs(gaps[option]))
    if sense.turn == 0:
        return year
    if sense.turn is not None:
        fitting = [option for option in gaps if gaps[option] * sense.turn > 0]
        return min(fitting, key=lambda option: abs(gaps[option]), default=year + sense.turn)
    said = tense.direction(sense)
    way = said
    if way == 0 and (sense.quarter is not None or sense.half is not None):
        way = -1
    fitting = [option for option in gaps if gaps[option] * way >= 0]
    chosen = min(fitting, key=lambda option: abs(gaps[option]), default=nearest)
    doubtful = not said and (sense.quarter is not None or sense.half is not None)
    return nearest if doubtful and gaps[chosen] < -FAR else chosen
