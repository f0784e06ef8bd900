"""Senses that stand side by side -> the senses of whole expressions ("the morning of" + "April 18")."""

from __future__ import annotations

from onrecord.mark.moments.senses import Sense
from onrecord.mark.moments.words import Words, near

#: Class names of the words that may stand between two parts of one expression.
JOINTS = frozenset(
    [
        (),
        ("COMMA",),
        ("OF",),
        ("ON",),
        ("AT",),
        ("IN",),
        ("OF", "THE"),
        ("COMMA", "ON"),
        ("COMMA", "AT"),
        ("HYPH",),
        ("APOS", "OTHER"),
    ]
)
#: Those of a possessive: "last year's third quarter".
OWN = ("APOS", "OTHER")
#: Those between a time of day and its day, and between a day and its time.
TIME_DAY = frozenset([(), ("OF",), ("ON",), ("COMMA",), ("IN",)])
DAY_TIME = frozenset([(), ("AT",), ("COMMA",), ("COMMA", "AT"), ("IN",)])
#: Those between a part of a year and its year.
PART_YEAR = frozenset([(), ("OF",), ("OF", "THE"), ("IN",), ("COMMA",)])
#: Class names of the words between the ends of a range.
RANGE_WORDS = frozenset([("AND",), ("TO",), ("OR",), ("HYPH",), ("DASH",), ("UNTIL",), ("COMMA",)])


def join_senses(words: Words, senses: list[Sense]) -> list[Sense]:
    """The senses with neighbours that belong together made one; weak ones left alone are dropped."""
    joined: list[Sense] = []
    for sense in reversed(senses):
        if joined:
            borrow_year(words, sense, joined[-1])
            whole = join(words, sense, joined[-1])
            if whole is not None:
                joined[-1] = whole
                continue
        joined.append(sense)
    joined.reverse()
    joined = [counted_alone(sense) for sense in joined]
    return [sense for sense in joined if not sense.weak and sense.edge is None and sense.ordinal is None]


def counted_alone(sense: Sense) -> Sense:
    """ "the first 100 days" + "of" something that is no time: a length."""
    if sense.rule != "nth-of" or sense.ordinal is None or sense.count is None or sense.count <= 1:
        return sense
    if sense.unit not in ("D", "W", "M", "Y"):
        return sense
    value = f"P{sense.count:g}{sense.unit}"
    return Sense("turn-units", "DURATION", sense.first, sense.last - 1, value=value)


def between(words: Words, left: Sense, right: Sense) -> tuple[str, ...] | None:
    """The classes of the words between two senses; None if there are more than two."""
    if not 0 <= right.first - left.last <= 2:
        return None
    return tuple(near(words, place) for place in range(left.last, right.first))


def borrow_year(words: Words, left: Sense, right: Sense) -> None:
    """Gives "March" in "between March and May 1943" the year of its partner."""
    if not left.yearless or right.year is None or right.yearless or left.turn is not None:
        return
    if between(words, left, right) in RANGE_WORDS and not (right.month is None and right.season is None):
        later = right.month is not None and left.month is not None and left.month > right.month
        left.year = right.year - 1 if later and right.year > 1 else right.year


def join(words: Words, left: Sense, right: Sense) -> Sense | None:
    """One sense for both; None if they are two expressions."""
    middle = between(words, left, right)
    if middle is None or middle not in JOINTS:
        return None
    if middle == OWN and words.keys[left.last + 1] != "s":
        return None
    if left.edge is not None:
        bare_year = near(words, left.first) == "THE" and near(words, left.last - 1) not in ("OF", "IN", "ON")
        whole = join_edge(left, right) if middle == () else None
        if whole and bare_year and (right.year or right.month) and right.decade is None and not right.season:
            whole.first += 1  # "the late 1996 vote": the article is the vote's
        return whole
    if left.ordinal is not None:
        return join_ordinal(left, right) if middle == () else None
    if middle == OWN:
        return join_own(left, right)
    for way in (join_time, join_weekday, join_period, join_year):
        whole = way(left, right, middle)
        if whole is not None:
            return whole
    return None


def join_time(left: Sense, right: Sense, middle: tuple[str, ...]) -> Sense | None:
    """A time of day with its day: "the morning of" + "April 18", "Friday" + "at 8 pm", "7pm" + "tonight"."""
    if left.timed and right.calendar and right.type in ("DATE", "TIME") and right.clock is None:
        if right.part is not None:
            return add_time(left, right, right) if left.clock and middle in ((), ("ON",)) else None
        fits = right.dated and right.unit in (None, "D")
        return add_time(left, right, right) if fits and middle in TIME_DAY else None
    if right.timed and left.dated and middle in DAY_TIME and day_like(left):
        return add_time(right, left, left)
    if left.timed and right.timed and left.clock and right.part and middle in ((), ("IN",), ("ON",)):
        left.last = right.last
        return left
    return None


def join_own(left: Sense, right: Sense) -> Sense | None:
    """ "last year" + "'s" + "third quarter": one expression, for TIMEX3 has none inside another."""
    year = left.unit == "Y" and left.type == "DATE" and left.count is not None and abs(left.count) <= 1
    if not year or left.value is not None or not right.yearless or right.turn is not None:
        return None
    right.unit, right.count, right.base, right.fiscal = "Y", left.count, left.base, left.fiscal
    right.first, right.weak = left.first, False
    return right


def join_weekday(left: Sense, right: Sense, middle: tuple[str, ...]) -> Sense | None:
    """A weekday with its date or its week: "Friday" + "May 3", "Thursday" + "last week"."""
    if not is_weekday(left) or right.value is not None:
        return None
    dated = right.day is not None and right.month is not None and middle in ((), ("COMMA",))
    if not dated and not (right.unit == "W" and middle in ((), ("OF",))):
        return None
    right.weekday, right.first = left.weekday, left.first
    return right


def join_period(left: Sense, right: Sense, middle: tuple[str, ...]) -> Sense | None:
    """ "the same period" + "last year": the last date told, a year away."""
    same = left.turn == 0 and left.base == "told" and left.rule in ("same-period", "turn-unit")
    if not same or left.unit not in (None, "M", "Q") or middle not in ((), ("OF",)):
        return None
    if right.unit != "Y" or right.value is not None or right.count is None:
        return None
    right.rule, right.first, right.base = "same-period", left.first, "told"
    return right


def is_weekday(sense: Sense) -> bool:
    """Whether it names a weekday and nothing else."""
    return sense.weekday is not None and sense.month is None and sense.turn is None and sense.part is None


def day_like(sense: Sense) -> bool:
    """Whether it names a day, so that a time of day can follow."""
    if sense.either is not None:
        return True
    return (
        sense.day is not None or sense.weekday is not None or sense.unit == "D" or sense.holiday is not None
    )


def join_edge(left: Sense, right: Sense) -> Sense | None:
    """ "the end of" + "2009": the value of the second, with a mod."""
    if left.edge == "" and left.rule == "edge" and not (right.month or right.year or right.season):
        return None
    if (
        right.edge is not None
        or (left.edge == "APPROX" and not right.month and not right.year)
        or right.type in ("DURATION", "SET")
        or right.clock
        or (right.value and not right.value[0].isdigit())
    ):
        return None
    if right.timed and left.edge == "END" and right.part is None:
        return None
    right.mod = right.mod or left.edge or None
    right.first, right.weak = left.first, False
    return right


def join_ordinal(left: Sense, right: Sense) -> Sense | None:
    """ "the first week of" + "May 1940": a stretch of the second, counted from its start or its end."""
    if right.value is not None or right.type != "DATE" or right.edge or right.ordinal is not None:
        return None
    if (
        left.unit in ("D", "W", "WE")
        and left.count == 1
        and (right.month or right.unit == "M")
        and right.day is None
    ):
        right.ordinal_unit = left.unit
        right.ordinal_place = left.ordinal
        right.first, right.weak, right.rule = left.first, False, "nth-of"
        return right
    if left.unit in ("Q",) and left.count == 1 and left.ordinal is not None:
        right.quarter = 4 if left.ordinal < 0 else min(left.ordinal, 4)
        right.first, right.weak, right.rule = left.first, False, "nth-of"
        return right
    if left.count != 1 and left.unit in ("D", "W", "M", "Y"):
        length = "X" if left.count is None else f"{left.count:g}"
        return Sense("nth-of", "DURATION", left.first, right.last, value=f"P{length}{left.unit}")
    return None


def join_year(left: Sense, right: Sense, middle: tuple[str, ...]) -> Sense | None:
    """ "July 25" + "of" + "that year", "the third quarter" + "of" + "2009"."""
    if not left.yearless or middle not in PART_YEAR:
        return None
    if right.type != "DATE" or right.value is not None or right.mod or right.part:
        return None
    alone = right.month is None and right.season is None and right.day is None and right.weekday is None
    if (
        right.year is not None
        and alone
        and right.quarter is None
        and right.decade is None
        and right.half is None
    ):
        if middle == ("COMMA",) and left.day is None and left.season is None:
            return None
        left.year, left.fiscal = right.year, right.fiscal
    elif right.unit == "Y" and right.count is not None and abs(right.count) <= 1:
        if middle == ("COMMA",) or (left.holiday and middle == ("IN",)):
            return None
        left.unit, left.count, left.base, left.fiscal = "Y", right.count, right.base, right.fiscal
    else:
        return None
    left.last, left.weak = right.last, False
    return left


def add_time(time: Sense, day: Sense, kept: Sense) -> Sense:
    """A day with a time of day."""
    kept.clock, kept.part = time.clock, None if time.clock else time.part
    kept.mod = kept.mod or time.mod
    kept.type, kept.weak = "TIME", False
    kept.first, kept.last = min(time.first, day.first), max(time.last, day.last)
    kept.rule = f"{kept.rule}+time"
    return kept
