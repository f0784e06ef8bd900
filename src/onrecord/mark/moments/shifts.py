"""Words that match a pattern counted from another time ("last week", "three days later") -> senses."""

from __future__ import annotations

from onrecord.mark.moments import periods
from onrecord.mark.moments.lengths import length_value, read_amount, read_bound, read_count
from onrecord.mark.moments.senses import Base, Sense
from onrecord.mark.moments.words import Words, codes_of, near

#: Classes behind "the day before" that leave it without what it is before.
CLAUSE_ENDS = frozenset(["COMMA", "DOT", "STOP", "BARRIER", "CLOSE", "AND", ""])
#: Words that are counted from the last date told; the others from the day of speaking.
TOLD = frozenset("PREV FOLLOWING THAT SAME EARLIER LATER".split())
TURNS = frozenset("LAST LATEST PREV NEXT FOLLOWING THIS THAT SAME PASTW REFADJ RECENT".split())


def turn_of(words: Words, first: int, last: int) -> tuple[int, Base, str] | None:
    """-1, 0 or 1, what it is counted from, and the class of the word that says so."""
    the = near(words, first) == "THE"
    for place, name in enumerate(codes_of(words, first, last), first):
        if name not in TURNS:
            continue
        told: Base = (
            "told" if name in TOLD or (name == "NEXT" and the and words.keys[place] == "next") else "spoken"
        )
        return -1 if name == "RECENT" else words.number(place), told, name
    return None


#: Words behind a capital "Today" or "Tonight" that make it a programme.
SHOWS = [["show"], ["program"], ["programme"]]


def today(words: Words, first: int, last: int) -> list[Sense]:
    """ "today", "yesterday morning", "tonight", "earlier today"."""
    names = codes_of(words, first, last)
    if words.keys[first - 1 : first] == ["usa"] or words.keys[last : last + 1] in SHOWS:
        return []
    sense = Sense("today", "DATE", first, last, unit="D", base="spoken")
    for place, name in enumerate(names, first):
        if name == "TODAY":
            sense.count = words.number(place)
        elif name == "TONIGHT":
            sense.count, sense.type, sense.part = 0, "TIME", "NI"
        elif name == "PART":
            sense.type, sense.part = "TIME", words.value(place)
        elif name in ("EARLY", "LATE"):
            sense.mod = words.value(place)
    return [sense]


def turn_unit(words: Words, first: int, last: int) -> list[Sense]:
    """ "last week", "the following year", "that month", "earlier this week", "later that day"."""
    found = turn_of(words, first, last)
    if found is None:
        return []
    count, base, name = found
    unit = words.value(last - 1) or "PERIOD"
    names = codes_of(words, first, last)
    if (
        (name == "LAST" and unit in ("TM", "TS"))
        or (unit == "PERIOD" and name != "SAME")
        or (near(words, last) == "HYPH" and words.glued(last))
    ):
        return []
    sense = Sense("turn-unit", "DATE", first, last, unit=unit, count=count, base=base, turn=count)
    sense.fiscal = "FISCAL" in names
    the_last = name == "LAST" and "THE" in names and "EARLIER" not in names
    if the_last and (near(words, last) == "OF" or unit == "D"):
        return []
    if unit.startswith("T"):
        sense.type, sense.value = "DURATION", length_value(1, unit)
    elif name == "PASTW":
        if near(words, first) == "PASTW":
            sense.rule = "turn-unit/spun"
            sense.reading = f"last {words.keys[last - 1]}"
            if near(words, first - 1) not in ("UNTIL", "SINCE", "IN", "FROM", "BY") and unit == "D":
                return []
        else:
            sense.type, sense.value = "DURATION", length_value(1, unit)
    elif name == "NEXT" and "THE" in names and unit in ("DE", "CE"):
        sense.base = "told"
    if unit == "PERIOD":
        sense.unit, sense.count = None, None
        sense.rule, sense.turn = "same-period", 0
    return [sense]


def this_past(words: Words, first: int, last: int) -> list[Sense]:
    """ "this past week": the one before."""
    return [
        Sense("turn-unit", "DATE", first, last, unit=words.value(last - 1), count=-1, base="spoken", turn=-1)
    ]


def turn_name(words: Words, first: int, last: int) -> list[Sense]:
    """ "last Friday", "next May", "the following Monday", "that summer", "this Christmas"."""
    doubled = near(words, first) == "THIS" and near(words, first + 1) in ("NEXT", "PASTW")
    found = turn_of(words, first + doubled, last)
    if found is None:
        return []
    count, base, name = found
    sense = Sense("turn-name", "DATE", first, last, turn=count, base=base)
    for place, word in enumerate(codes_of(words, first, last), first):
        if word in ("MONTH", "MAY", "MARCH", "MABBR"):
            sense.month = words.number(place)
        elif word in ("WDAY", "WABBR", "WLOW"):
            sense.weekday = words.number(place)
        elif word in ("SEASON", "FALL"):
            sense.season = words.value(place) or "FA"
        elif word == "HOLIDAY":
            sense.holiday = words.holidays[place]
            if sense.holiday[:4].isdecimal():
                return []
        elif word == "PART":
            sense.type, sense.part = "TIME", words.value(place)
    if near(words, first) == "PASTW":
        sense.reading = f"last {words.text[words.starts[first + 1] : words.ends[last - 1]]}"
    if near(words, last) == "YEAR":
        sense.year, sense.last = words.number(last), last + 1
    return [] if name in ("THAT", "PASTW") and sense.month and near(words, first) == "PASTW" else [sense]


def turn_part(words: Words, first: int, last: int) -> list[Sense]:
    """ "this morning", "last night", "that afternoon", "the next morning"."""
    found = turn_of(words, first, last)
    if found is None or found[2] == "PASTW":
        return []
    count, base, name = found
    word = near(words, last - 1)
    sense = Sense("turn-part", "TIME", first, last, unit="D", count=count, base=base)
    if word == "NOON":
        sense.clock = words.value(last - 1)
    else:
        sense.part = words.value(last - 1)
    if name == "THIS":
        sense.base = "spoken"
    return [sense]


def turn_units(words: Words, first: int, last: int) -> list[Sense]:
    """Several units before or after: "the past five days", "the next four years", "the last months"."""
    names = codes_of(words, first, last)
    turn = next(
        name
        for name in names
        if name in ("LAST", "LATEST", "PREV", "NEXT", "PASTW", "FOLLOWING", "ORD", "FINAL", "THESE")
    )
    start = first + names.index(turn) + 1
    count, _ = read_count(words, start, last - 1)
    if turn == "THESE" and names[0] != "THESE":
        return []
    if turn in ("ORD", "FINAL") and (names[0] != "THE" or not count):
        return []
    if near(words, last - 1) == "WEEKENDS":
        return []
    if turn == "THESE" and not count and words.value(last - 1) == "D":
        return [Sense("reference", "DATE", first, last, value="PRESENT_REF")]
    sense = Sense("turn-units", "DURATION", first, last)
    sense.value = length_value(count or None, words.value(last - 1))
    sense.mod = read_bound(names, words, first)
    if turn in ("LAST", "LATEST", "PASTW", "NEXT") and count:
        sense.unit, sense.count, sense.base = (
            words.value(last - 1),
            -count if turn != "NEXT" else count,
            "spoken",
        )
    return [sense]


def counted(words: Words, first: int, last: int) -> list[Sense]:
    """ "two weeks ago", "a year earlier", "three days later", "months from now"."""
    names = codes_of(words, first, last)
    way = next(
        place
        for place in range(last - 1, first, -1)
        if names[place - first] in ("AGO", "EARLIER", "LATER", "FROM", "BEFORE")
    )
    name = names[way - first]
    if name == "BEFORE" and near(words, last) not in CLAUSE_ENDS:
        return []
    if names[0] in ("UNITS", "HUNITS"):
        count, unit, mod = None, words.value(first), None
    else:
        found = read_amount(words, first, way)
        if found is None:
            return []
        count, unit, mod = found.count, found.unit, found.mod
    sign = -1 if name in ("AGO", "EARLIER", "BEFORE") else 1
    sense = Sense("counted", "DATE", first, last, unit=unit, mod=mod, turn=sign)
    sense.count = None if count is None else sign * count
    sense.base = "spoken" if name in ("AGO", "FROM") else "told"
    return [sense]


def year_ago(words: Words, first: int, last: int) -> list[Sense]:
    """ "the year-earlier quarter", "year-ago": the last date told, a year before, as "a year earlier" is."""
    place = next(at for at in range(first, last) if near(words, at) == "UNIT")
    if words.value(place) not in ("W", "M", "Q", "Y"):
        return []
    if last == place + 3:  # what it stands before is no time: "the year-earlier profit"
        first = place
    return [Sense("counted", "DATE", first, last, unit=words.value(place), count=-1, base="told", turn=-1)]


def from_day(words: Words, first: int, last: int) -> list[Sense]:
    """ "two weeks from Friday", "a year ago today", "two years ago this week": so far from a named time."""
    marks = ("AGO", "FROM", "BEFORE", "AFTER")
    way = next(place for place in range(last - 1, first, -1) if near(words, place) in marks)
    found = read_amount(words, first, way)
    if found is None or found.count is None:
        return []
    sign = -1 if near(words, way) in ("AGO", "BEFORE") else 1
    start = way + 1
    if near(words, start) == "WDAY":
        sense = Sense("from-day", "DATE", first, last, weekday=words.number(start), turn=sign)
    elif near(words, start) == "TODAY":
        sense = Sense("from-day", "DATE", first, last, unit="D", count=words.number(start), base="spoken")
    else:
        build = turn_unit if near(words, last - 1) == "UNIT" else turn_name
        senses = build(words, start, last)
        if not senses or senses[0].type != "DATE":
            return []
        sense = senses[0]
        sense.rule, sense.first = "from-day", first
    sense.step, sense.mod = (sign * found.count, found.unit), found.mod
    return [sense]


def long_ago(words: Words, first: int, last: int) -> list[Sense]:
    """ "long ago", "some time ago": the past."""
    if near(words, first) == "NO" and words.keys[first] != "not":
        return []
    return [Sense("reference", "DATE", first, last, value="PAST_REF")]


def later_in(words: Words, first: int, last: int) -> list[Sense]:
    """ "later in the year", "late in the day"."""
    return [Sense("turn-unit", "DATE", first, last, unit=words.value(last - 1), count=0, base="told", turn=0)]


#: Verbs before "the day": "to end the day", "finished the week".
ENDING = frozenset(
    "end ended ending finish finished finishing close closed start started began begin".split()
)


def the_unit(words: Words, first: int, last: int) -> list[Sense]:
    """ "the day", "the year", "the entire year", "the weekend": the one that is being told of."""
    unit = words.value(last - 1)
    if near(words, last) == "HYPH" and words.glued(last):
        return []
    if near(words, last - 1) == "WEEKEND":
        return [Sense("the-weekend", "DATE", first, last, unit="WE", count=0, base="spoken")]
    if unit == "Q":
        return the_quarter(words, first, last)
    if unit not in ("D", "W", "M", "Y", "DE", "CE"):
        return []
    if periods.named_after(words, last):
        return []
    before = near(words, first - 1)
    cue = (
        before in ("PREP",)
        or words.keys[first - 1 : first] == ["of"]
        or words.keys[first - 1 : first] in [[e] for e in ENDING]
        or words.keys[last : last + 1] in (["ended"], ["ending"])
    )
    sense = Sense("the-unit", "DATE", first, last, unit=unit, count=0, base="told")
    sense.weak = not cue or (
        near(words, last) in ("OF", "HYPH", "THAT", "AFTER", "BEFORE", "OTHER")
        and before != "PREP"
        and not cue
    )
    return [sense]


def the_quarter(words: Words, first: int, last: int) -> list[Sense]:
    """ "in the quarter": the quarter that was told last."""
    asked = near(words, first - 1) in ("IN", "PREP") or words.keys[first - 1 : first] == ["of"]
    if not asked or near(words, last) in ("OF", "HYPH", "APOS") or periods.named_after(words, last):
        return []
    return [Sense("the-quarter", "DATE", first, last, unit="Q", count=0, base="told")]


def unit_beside(words: Words, first: int, last: int) -> list[Sense]:
    """ "the year previous", "the day following", "the day before" at the end of a clause."""
    name, after = near(words, last - 1), near(words, last)
    if name in ("BEFORE", "AFTER") and after not in CLAUSE_ENDS:
        return []
    unit, count = words.value(first + 1), words.number(last - 1)
    return [Sense("unit-beside", "DATE", first, last, unit=unit, count=count, base="told", turn=count)]


def before_today(words: Words, first: int, last: int) -> list[Sense]:
    """ "the day before yesterday", "the day after tomorrow", "the week before last"."""
    count = words.number(last - 2) + words.number(last - 1)
    return [
        Sense("before-today", "DATE", first, last, unit=words.value(last - 3), count=count, base="spoken")
    ]


def unit_end(words: Words, first: int, last: int) -> list[Sense]:
    """ "year-end", "month's end", "end-of-year", "mid-year"."""
    place = next(at for at in range(first, last) if near(words, at) in ("UNIT", "MIDUNIT"))
    unit = words.value(place)
    if near(words, first) in ("MID", "MIDUNIT"):
        if unit not in ("W", "M", "Y") or (near(words, last) == "HYPH" and words.glued(last)):
            return []
        return [Sense("unit-end", "DATE", first, last, unit=unit, count=0, base="spoken", mod="MID", turn=0)]
    if unit not in ("D", "W", "M", "Y", "Q") or (
        near(words, first) == "UNIT" and near(words, first + 1) == "ENDW" and unit != "Y"
    ):
        return []
    if near(words, last - 1) == "YEAR":
        return [Sense("unit-end", "DATE", first, last, year=words.number(last - 1), mod="END")]
    return [Sense("unit-end", "DATE", first, last, unit=unit, count=0, base="spoken", mod="END", turn=0)]


def reference(words: Words, first: int, last: int) -> list[Sense]:
    """The present, the past, the future, said without a date."""
    names = codes_of(words, first, last)
    if names[0] == "AT":
        first, names = first + 1, names[1:]
    degree = names[0] in ("MORE", "LEAST", "VERY")
    skip = degree or names[0] in ("THE", "RIGHT", "JUST")
    value = "PRESENT_REF" if names[-1] in ("BEING", "MOMENT") else words.value(last - 1 if skip else first)
    if words.keys[first - 1 : first] == words.keys[last : last + 1] == ["as"]:
        return []  # "as recently as last month"
    if degree and (value != "PAST_REF" or words.keys[first] == "least"):
        return []
    if names[-1] in ("TIME", "TERM"):
        value = "PRESENT_REF" if names[-1] == "TIME" else "FUTURE_REF"
    sense = Sense("reference", "DATE", first, last, value=value)
    if names[-1] == "FUTUREW":
        sense.value = "FUTURE_REF"
    if names[-1] == "PASTW":
        sense.value = "PAST_REF"
        if names[0] == "PASTW":
            before = near(words, first - 1)
            sense.weak = before not in ("ITS", "IN", "RECENT")
    if names[-1] == "UNITS":
        sense.value = length_value(None, words.value(last - 1))
        sense.type = "DURATION"
    if names[0] == "SOON":
        sense.weak = True
    if names[0] == "FORMER":
        sense.rule = "former"
    if names == ["REFADJ"] and words.keys[first] == "present":
        sense.weak = near(words, first - 1) not in ("THE", "AT")
    return [sense]


def that_time(words: Words, first: int, last: int) -> list[Sense]:
    """ "at that time", "this date", "the same time": the time that is being told of."""
    before = near(words, first - 1)
    word = near(words, last - 1)
    names = codes_of(words, first, last)
    rule = "same-time" if "SAME" in names else "this-time" if names[0] == "THIS" else "that-time"
    sense = Sense(
        "the-time" if names[0] == "THE" and rule == "that-time" else rule, "DATE", first, last, base="told"
    )
    if names[0] == "THE" and "SAME" not in names:
        sense.weak = before != "AT" or near(words, last) == "OF"
    elif word == "TIME":
        sense.weak = before not in ("AT", "BY", "SINCE", "UNTIL", "PREP")
    elif word in ("MOMENT", "PERIOD"):
        sense.weak = before not in ("AT", "PREP")
    return [sense]
