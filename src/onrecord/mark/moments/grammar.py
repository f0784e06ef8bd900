"""Words -> senses: the rules of the grammar, each a pattern over word classes and a builder.

A pattern is read by `lexicon.expression`. At each place where some pattern can start, the longest match
whose builder accepts it wins; on equal length the rule that stands first.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from onrecord.mark.moments import clocks, dates, edges, lengths, periods, shifts
from onrecord.mark.moments.lexicon import expression
from onrecord.mark.moments.senses import Sense
from onrecord.mark.moments.words import Words

Builder = Callable[[Words, int, int], "list[Sense]"]


class Rule(NamedTuple):
    """A pattern and what is made of its match; the builder gives nothing if it does not accept."""

    name: str
    match: re.Pattern[str]
    build: Builder


#: In this order; each is documented by its builder.
PATTERNS: tuple[tuple[str, Builder], ...] = (
    # Full and partial dates.
    ("ISO", dates.iso),
    ("SLASH|INT HYPH INT HYPH (?:YEAR|NUM2|INT)", dates.numeric),
    ("(?:WD COMMA? THE?)? MON THE? DAYN (?:COMMA? YEAR ERA?| YY)?", dates.calendar),
    ("(?:WD COMMA? THE?)? THE? DAYN (?:OF|HYPH)? MON (?:COMMA? OF? YEAR ERA?| YY|NUM2)?", dates.calendar),
    ("MON DAYN RANGE DAYN (?:COMMA? YEAR)?", dates.month_days),
    ("THE? DAYN RANGE THE? DAYN OF? MON (?:COMMA? YEAR)?", dates.days_month),
    ("DAYN HYPH MON HYPH (?:YEAR|NUM2|INT)", dates.hyphened),
    ("MON (?:COMMA|OF)? (?:YEAR ERA?|YY)", dates.calendar),
    ("MONTH|MABBR DOT?", dates.calendar),
    ("MAY|MARCH", dates.doubtful_month),
    ("YEAR (?:LINE|TO|AND) (?:YEAR|NUM2|INT)", dates.years),
    ("(?:THE UNIT)? YEAR (?:ERA|AD)?|AD (?:YEAR|NUM3|NUM2|INT)", dates.year),
    ("(?:(?:NUM3|NUM2|INT) RANGE)? (?:NUM3|NUM2|INT) (?:ERA|AD)", dates.ancient),
    ("NUM3", dates.short_year),
    ("YY", dates.calendar),
    ("NWORD HYPH? NWORD (?:HYPH? NWORD)?", dates.spoken_year),
    ("THE? DECADEN ERA?|THE DECADEW|THE? NWORD HYPH? DECADEW", periods.decade),
    ("THE? NTH HYPH? UNIT (?:ERA|AD)?", periods.ordinal_unit),
    ("THE? SEAS OF? (?:YEAR ERA?|YY)|THE? SEAS", periods.season),
    ("THE? (?:NTH|FINAL|LAST) HYPH? (?:FISCAL HYPH?)? (?:UNIT|HALF)", periods.quarter),
    ("THE? FISCAL HYPH? (?:NTH|FINAL) HYPH? UNIT|THE? YEAR (?:NTH|FINAL) HYPH? UNIT", periods.quarter),
    ("(?:QNUM|HNUM) YEAR?", periods.quarter),
    (
        "FISCAL UNIT? (?:YEAR|YY)|THE? YEAR FISCAL UNIT|FY (?:YEAR|INT|YY|NUM2)|THE FISCAL UNIT",
        periods.fiscal,
    ),
    ("WD|WDAY PART|WD COMMA? THE? ORDN", clocks.weekday),
    ("WDAYS|WDAY PARTS", lengths.weekdays),
    ("THE? HOLIDAY (?:OF? YEAR)?", periods.holiday),
    ("THE ORDN", clocks.day_only),
    # Times of day.
    ("(?:CLOCKN|DECIMAL|INT|NUM3|YEAR|HOURS) AMPM ZONE?", clocks.clock),
    ("CLOCKN HUNITS? ZONE?|(?:YEAR|HOURS) (?:HUNITS|ZONE)", clocks.clock),
    ("(?:INT|NWORD) OCLOCK", clocks.clock),
    ("(?:HALF|A? UNIT|NUMB HUNITS?|NUMB) (?:PASTW|TO|AFTER) (?:INT|NWORD|NOON)", clocks.clock_beside),
    ("INT? NOON ZONE?", clocks.clock),
    ("THE? PART|SUN|OVERNIGHT", clocks.part),
    # Counted from the day of speaking or from the last date told.
    ("(?:EARLIER|LATER|LATE|EARLY)? (?:TODAY|TONIGHT) PART?", shifts.today),
    (
        "(?:EARLIER|LATER)? THE? VERY? (?:TURN|SAME) (?:THAT|SAME|WHOLE|FISCAL|QUALIFY)?"
        " (?:UNIT|HUNIT|WEEKEND|PERIOD)",
        shifts.turn_unit,
    ),
    ("THE? (?:LATEST|REFADJ|LEAST RECENT) (?:FISCAL|QUALIFY)? UNIT", shifts.turn_unit),
    ("(?:THE? VERY? TURN|THIS (?:NEXT|PASTW)) (?:MON|WD|SEAS|HOLIDAY|WLOW) PART?", shifts.turn_name),
    ("THE? VERY? (?:TURN|SAME) (?:SAME|VERY)? DAYPART", shifts.turn_part),
    (
        "(?:THE|ITS|THIS|THESE)? (?:LAST|LATEST|PREV|NEXT|PASTW|FOLLOWING|ORD|FINAL|THESE) (?:APPROX|SOME)?"
        " (?:A? SEVERAL|NUMB|MORE)? (?:CONSEC|QUALIFY|WHOLE|FISCAL)? (?:UNITS|HUNITS|WEEKENDS)",
        shifts.turn_units,
    ),
    ("(?:AMOUNT|UNITS|HUNITS) (?:AGO|EARLIER|LATER|FROM REF)|AMOUNT BEFORE", shifts.counted),
    ("(?:THE|ITS)? UNIT HYPH (?:EARLIER|AGO) (?:UNIT|PERIOD)?", shifts.year_ago),
    ("AMOUNT (?:FROM (?:WDAY|TODAY)|(?:BEFORE|AFTER) TODAY)", shifts.from_day),
    ("AMOUNT AGO (?:WDAY|TODAY|THIS (?:UNIT|MON|WDAY))", shifts.from_day),
    ("NO? LONG AGO|(?:SOME|A LONG) TIME AGO", shifts.long_ago),
    ("(?:LATER|EARLIER|LATE|EARLY) IN THE UNIT", shifts.later_in),
    ("THE WHOLE? UNIT|THE? WEEKEND", shifts.the_unit),
    ("(?:THIS|THESE) PASTW (?:UNIT|WEEKEND)", shifts.this_past),
    ("THE UNIT (?:PREV|FOLLOWING|BEFORE|AFTER)", shifts.unit_beside),
    ("THE? UNIT (?:BEFORE (?:TODAY|LAST)|AFTER (?:TODAY|NEXT))", shifts.before_today),
    (
        "UNIT (?:APOS OTHER)? HYPH? ENDW YEAR?|ENDW HYPH OF HYPH (?:THE HYPH)? UNIT|ENDW OF UNIT",
        shifts.unit_end,
    ),
    ("MID HYPH UNIT|MIDUNIT", shifts.unit_end),
    # Lengths and repetitions.
    ("AMOUNT (?:OLD|LONG|OF AGE)?", lengths.amount),
    ("BOUND? NUMB HYPH ANYUNIT (?:HYPH (?:OLD|LONG))?|(?:THE|A)? NUMB HYPH ANYUNIT PERIOD", lengths.amount),
    ("THE NUMB FILLER? (?:UNITS|HUNITS)|(?:NUMB HYPH AND HYPH A HYPH)? HALF HYPH ONE", lengths.amount),
    ("MULTI HYPH? ONE|ALL UNIT|THE UNITS|A? UNIT HYPH UNIT (?:HYPH OLD)?", lengths.loose),
    ("(?:NUMB|ONCE)? ONCE A ONE", lengths.rate),
    ("(?:UNITS|UNIT|HUNIT|HUNITS) HYPH (?:LONG|OLD)", lengths.bare_units),
    ("UNITLONG", lengths.frequency),
    ("MANY", lengths.bare_units),
    ("EVERY (?:WHOLE|ALT|SEVERAL|NUMB|NTH)? (?:ANYUNIT|WD|WEEKEND|PART|MON|SEAS|WLOW)", lengths.every),
    ("FREQ", lengths.frequency),
    ("PER (?:UNIT|HUNIT)", lengths.per),
    # The present, the past and the future.
    ("(?:RIGHT|JUST)? REF|FORMER|RECENT|REFADJ|SOON", shifts.reference),
    ("RECENT UNITS|THE? RECENT PASTW|(?:MORE|LEAST|VERY) (?:RECENT|REF)", shifts.reference),
    ("THE? FARW (?:FUTUREW|PASTW)|THE REFADJ TIME|THE (?:FARW|SHORTW|LONG) TERM", shifts.reference),
    ("THE? (?:FUTUREW|PASTW)|AT? THE (?:TIME BEING|MOMENT)", shifts.reference),
    ("(?:THAT|THIS|THE SAME) (?:TIME|DATEW|MOMENT|PERIOD)|THE TIME", shifts.that_time),
    # What stands before another expression.
    ("THE? VERY? (?:STARTW|MIDW|ENDW) OF", edges.edge),
    ("THE? VERY? (?:EARLY|LATE) STAGE OF", edges.edge),
    ("THE UNIT OF", edges.named_unit),
    ("THE? VERY? (?:EARLY|LATE|MID) HYPH? (?:IN|ON)?|(?:EARLIER|LATER) IN|APPROX DOT?", edges.edge),
    ("THE (?:NTH|LAST|FINAL) (?:NUMB|SEVERAL)? (?:UNIT|UNITS|WEEKEND) OF", edges.ordinal_of),
)


@lru_cache(maxsize=1)
def rules() -> tuple[re.Pattern[str], tuple[Rule, ...]]:
    """A pattern that finds where any rule can start, and the rules."""
    made = tuple(
        Rule(build.__name__, re.compile(expression(option)), build)
        for pattern, build in PATTERNS
        for option in options(pattern)
    )
    return re.compile("|".join(f"(?:{rule.match.pattern})" for rule in made)), made


def options(pattern: str) -> list[str]:
    """The alternatives of a pattern, so that the longest of them can win and not the first."""
    found, depth = [""], 0
    for mark in pattern:
        depth += (mark == "(") - (mark == ")")
        if mark == "|" and depth == 0:
            found.append("")
        else:
            found[-1] += mark
    return found


def read_senses(words: Words) -> list[Sense]:
    """The senses of the words, in order, none over another; weak ones included."""
    scan, made = rules()
    code = words.code
    senses: list[Sense] = []
    place = 0
    while (start := scan.search(code, place)) is not None:
        found = best_at(words, start.start(), made)
        if found:
            senses.extend(found)
            place = max(sense.last for sense in found)
        else:
            place = start.start() + 1
    return senses


def best_at(words: Words, place: int, made: tuple[Rule, ...]) -> list[Sense]:
    """What the longest accepted match at `place` says."""
    matches = []
    for order, rule in enumerate(made):
        match = rule.match.match(words.code, place)
        if match is not None:
            matches.append((-match.end(), order, rule))
    for end, _, rule in sorted(matches, key=lambda found: found[:2]):
        found = rule.build(words, place, -end)
        if found:
            return found
    return []
