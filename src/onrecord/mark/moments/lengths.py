"""Words that match a pattern for lengths and repetitions (DURATION, SET) -> senses."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.mark.moments.senses import Sense
from onrecord.mark.moments.words import Words, codes_of, near

#: Larger counts of units are no lengths of time that news tells of, and would only overflow.
MOST_UNITS = 99_999


@dataclass(slots=True)
class Amount:
    """A number of units: "more than two and a half years"."""

    #: None if the words leave it open ("a few").
    count: float | None
    unit: str
    mod: str | None
    #: Whether the number is only "a" or "an".
    article: bool


def read_amount(words: Words, first: int, last: int) -> Amount | None:
    """The amount in the words from `first` to `last`; None if there is no unit or the number is too large."""
    names = codes_of(words, first, last)
    units = ("UNIT", "UNITS", "HUNIT", "HUNITS", "SECOND")
    at = next((place for place in range(last - 1, first - 1, -1) if names[place - first] in units), None)
    if at is None:
        return None
    unit = "TS" if names[at - first] == "SECOND" else words.value(at)
    count, article = read_count(words, first, at)
    if "HALF" in names:
        count = read_half(words, first, first + names.index("HALF"), at)
    if "HALFN" in names and count is not None:
        count += 0.5
    mod = read_bound(names, words, first)
    if count is not None and not 0 < count <= MOST_UNITS:
        return None
    return Amount(count, unit, mod, article)


def read_half(words: Words, first: int, half: int, unit: int) -> float:
    """The number of units where the word at `half` is "half" and the one at `unit` the unit.

    Half a unit ("nearly half an hour") or half a number of them ("half a dozen hours"), with the number
    that "and" adds it to ("two and a half years", "a year and a half").
    """
    times = read_count(words, half + 1, unit)[0] or 1 if half < unit else 1
    whole = 0.0
    start = half - 2 if words.keys[half - 2 : half] == ["one", "-"] else half
    if "AND" in codes_of(words, first, half):
        whole = read_count(words, first, min(start, unit))[0] or 0
    return (whole + 0.5) * times


def read_count(words: Words, first: int, last: int) -> tuple[float | None, bool]:
    """The number in the words, None if it is left open, and whether it is only an article."""
    total, current, seen, article, open_count = 0.0, 0.0, False, False, False
    for place, name in enumerate(codes_of(words, first, last), first):
        if name in ("SEVERAL", "PLUS") or (name == "SOME" and place + 1 == last):
            open_count = True
        elif name in ("A", "ANOTHER") and not seen:
            article, current = True, 1.0
        elif name == "DECIMAL":
            current, seen = float(words.keys[place]), True
        elif name in ("INT", "NUM2", "NUM3", "YEAR", "BIG"):
            current, seen = float(words.number(place)), True
        elif name == "NWORD":
            number = words.number(place)
            if number >= 100:
                current = (current or 1) * number
                if number >= 1000:
                    total, current = total + current, 0.0
            else:
                current = number * (current if seen and number == 12 else 1) + (
                    current if seen and number != 12 else 0
                )
            seen = True
    if open_count:
        return None, False
    return total + current, article and not seen


def read_bound(names: list[str], words: Words, first: int) -> str | None:
    """The TIMEX3 mod that the words before the number give."""
    for place, name in enumerate(names, first):
        if name in ("MORE", "OVER", "LESS", "UNDER", "LEAST", "APPROX"):
            if name in ("MORE", "LESS") and near(words, place + 1) != "THAN":
                continue
            if name in ("MORE", "LESS") and near(words, place - 1) == "NO" and place > first:
                return "EQUAL_OR_LESS" if name == "MORE" else "EQUAL_OR_MORE"
            return words.value(place)
        if name == "SOME" and len(names) > 2:
            return "APPROX"
        if name == "THAN" or name in ("UNIT", "UNITS"):
            break
    return None


def length_value(count: float | None, unit: str) -> str:
    """The TIMEX3 value of a length: "P2W", "PT30M", "PXY", "P2.5Y"."""
    time = unit.startswith("T")
    letters = unit[1:] if time else unit
    if unit == "2W":
        letters, count = "W", None if count is None else count * 2
    number = "X" if count is None else f"{count:g}" if count < 1e5 else str(int(count))
    return f"P{'T' if time else ''}{number}{letters}"


def amount(words: Words, first: int, last: int) -> list[Sense]:
    """A length with its number: "two weeks", "10-day", "24-year-old", "15 a year" (a repetition)."""
    found = read_amount(words, first, last)
    if found is None:
        return []
    after = near(words, last)
    if found.unit == "Q" and not quarters(words, first, last, found):
        return []
    if codes_of(words, first, last)[:-1] == ["A", "HALF", "HYPH"]:
        found.article, first = False, first + 1  # the article of what follows: "a half-hour talk"
    if found.article:
        return article_amount(words, first, last, found)
    if (
        after == "HYPH"
        and words.glued(last)
        and near(words, last - 1) in ("UNIT", "HUNIT")
        and near(words, last - 2) != "HYPH"
    ):
        return []
    if near(words, first) == "THE" and words.text[words.starts[last - 1]].isupper():
        first += 1  # a name: "the Seven Years' War"
    sense = Sense("length", "DURATION", first, last, mod=found.mod)
    sense.value = length_value(found.count, found.unit)
    if near(words, last - 1) in ("UNIT", "HUNIT", "SECOND") and near(words, last - 2) in ("YEAR", "BIG"):
        return []
    return [sense]


def quarters(words: Words, first: int, last: int, found: Amount) -> bool:
    """Whether quarters are those of a year and no fractions: "two consecutive quarters" and the like."""
    if "CONSEC" in codes_of(words, first, last):
        return True
    return (
        not found.article and near(words, first - 1) in ("PREP", "IN", "OVER") and near(words, last) != "OF"
    )


def article_amount(words: Words, first: int, last: int, found: Amount) -> list[Sense]:
    """ "a year": a repetition behind a number or "once", else a length; "a second" is neither."""
    before = near(words, first - 1)
    name = near(words, last - 1)
    stops = ("DOT", "COMMA", "STOP", "BARRIER", "AFTER", "BEFORE", "")
    if (name == "SECOND" and near(words, last) not in stops) or (
        near(words, last) == "HYPH" and words.glued(last)
    ):
        return []
    value = length_value(found.count, found.unit)
    plain = last - first == 2 and near(words, first) == "A"
    if plain and before in (
        "ONCE",
        "INT",
        "NUM2",
        "NUM3",
        "BIG",
        "DECIMAL",
        "YEAR",
        "NWORD",
        "UNITS",
        "HUNITS",
    ):
        return [Sense("rate", "SET", first, last, value=value)]
    if plain and (
        counted_before(words, first) or words.keys[first - 1 : first] in (["million"], ["billion"])
    ):
        return [Sense("rate", "SET", first, last, value=value)]
    return [Sense("length", "DURATION", first, last, value=value, mod=found.mod)]


#: Classes of numbers.
NUMBERS = frozenset("INT NUM2 NUM3 YEAR BIG DECIMAL NWORD".split())
#: How many words may stand between a number and "a day": "40,000 barrels of oil a day".
RATE_REACH = 4


def counted_before(words: Words, place: int) -> bool:
    """Whether things are counted right before "a day" at `place`: "40,000 barrels a day", "$5 a month"."""
    if near(words, place - 1) not in ("OTHER", "MONEY") and near(words, place - 2) != "MONEY":
        return False
    if near(words, place - 1) == "OTHER" and not words.keys[place - 1].endswith(
        ("s", "cent", "people", "oil")
    ):
        return False
    for at in range(place - 1, max(-1, place - 2 - RATE_REACH), -1):
        name = near(words, at)
        if name in NUMBERS or name == "MONEY":
            return True
        if name not in ("OTHER", "OF"):
            return False
    return False


def rate(words: Words, first: int, last: int) -> list[Sense]:
    """ "twice a week", "three times a day": a repetition with its frequency (TimeML 1.2.1, SET)."""
    times = words.keys[last - 3] == "times"
    if times != (last - first == 4) or near(words, last) in ("AGO", "EARLIER", "LATER", "BEFORE", "AFTER"):
        return []
    count = read_count(words, first, last - 3)[0] if times else TIMES.get(words.keys[first])
    if not count:
        return []
    sense = Sense("rate", "SET", first, last, value=length_value(1, words.value(last - 1)))
    sense.freq = f"{count:g}X"
    return [sense]


#: Adverbs of frequency and their numbers.
TIMES = {"once": 1, "twice": 2, "thrice": 3}


#: Years of a quarter-century.
QUARTER_CENTURY = 25


def loose(words: Words, first: int, last: int) -> list[Sense]:
    """Lengths without a number: "multi-year", "all week", "quarter-century", "the years" behind "over"."""
    name, unit = near(words, first), words.value(last - 1)
    if "HYPH" in codes_of(words, first, last) and name != "MULTI":
        place = first + (name == "A")
        if (words.value(place), words.value(place + 2)) != ("Q", "CE"):
            return []
        return [Sense("length", "DURATION", place, last, value=length_value(QUARTER_CENTURY, "Y"))]
    if name == "MULTI":
        return [Sense("length-open", "DURATION", first, last, value=length_value(None, unit))]
    if name == "ALL":
        if unit not in ("D", "W", "M", "Y") or near(words, last) == "HYPH":
            return []
        return [Sense("length", "DURATION", first, last, value=length_value(1, unit))]
    if near(words, first - 1) not in ("OVER", "IN", "PREP") or unit == "Q":
        return []
    if near(words, last) in ("OF", "APOS", "YEAR"):
        return []
    return [Sense("length-open", "DURATION", first, last, value=length_value(None, unit))]


#: Classes before bare units that make them a length.
LENGTH_CUES = frozenset("PREP IN OVER AFTER BEFORE JUST SINCE UNDER FROM TO".split())


#: Words before bare units that make them a length, where no class does: "it took months".
LASTING = [[word] for word in "last lasts lasted take takes took taken spend spent wait waited".split()]


def bare_units(words: Words, first: int, last: int) -> list[Sense]:
    """Units without a number: "for months", "within hours", "decades-long"."""
    name = near(words, first)
    if name in ("PARTS", "WEEKENDS"):
        if name == "PARTS" and near(words, first - 1) not in ("ON", "IN", "AT", "PREP", "THE"):
            return []
        value = "XXXX-WXX-WE" if name == "WEEKENDS" else f"XXXX-XX-XXT{words.value(first)}"
        return [Sense("repeated", "SET", first, last, value=value)]
    unit = words.value(first)
    if last - first == 3:
        count = 1 if name in ("UNIT", "HUNIT") else None
        return [Sense("length-long", "DURATION", first, last, value=length_value(count, unit))]
    before, after = near(words, first - 1), near(words, last)
    if unit == "Q" and (before != "PREP" or after == "OF"):
        return []
    cue = (
        before in LENGTH_CUES
        or after in ("AGO", "AFTER", "BEFORE")
        or words.keys[first - 1 : first] in LASTING
        or (after == "OF" and before not in ("THE", "OF"))
    )
    return [Sense("length-open", "DURATION", first, last, value=length_value(None, unit), weak=not cue)]


def frequency(words: Words, first: int, last: int) -> list[Sense]:
    """One word for a repetition ("daily", "annual") or a length ("yearlong")."""
    name, value = near(words, first), words.value(first)
    if near(words, first + 1) == "HYPH" and words.glued(first + 2 if first + 2 < len(words.keys) else first):
        return []
    if name == "FREQ" and named_paper(words, first):
        return []
    return [Sense("frequency", "SET" if name == "FREQ" else "DURATION", first, last, value=value)]


def named_paper(words: Words, place: int) -> bool:
    """Whether "Daily" or "Weekly" stands in a name such as "the Daily Mail"."""
    starts, text = words.starts, words.text
    if text[starts[place]].islower():
        return False
    beside = [at for at in (place - 1, place + 1) if 0 <= at < len(starts)]
    return any(text[starts[at]].isupper() and near(words, at) == "OTHER" for at in beside)


def weekdays(words: Words, first: int, last: int) -> list[Sense]:
    """Weekdays that come back: "Mondays", "Friday nights"."""
    value = f"XXXX-WXX-{words.number(first)}"
    if near(words, last - 1) == "PARTS":
        value += f"T{words.value(last - 1)}"
    return [Sense("weekdays", "SET", first, last, value=value)]


def every(words: Words, first: int, last: int) -> list[Sense]:
    """ "every Monday", "every two weeks", "each year", "every other day"."""
    name = near(words, last - 1)
    if name == "DOT":
        name = near(words, last - 2)
    place = last - 1 if near(words, last - 1) != "DOT" else last - 2
    number = words.number(place)
    if name in ("WDAY", "WABBR", "WLOW"):
        value = f"XXXX-WXX-{number}"
    elif name in ("MONTH", "MAY", "MARCH", "MABBR"):
        value = f"XXXX-{number:02d}"
    elif name in ("SEASON", "FALL"):
        value = f"XXXX-{words.value(place) or 'FA'}"
    elif name == "WEEKEND":
        value = "XXXX-WXX-WE"
    elif name == "PART":
        value = f"XXXX-XX-XXT{words.value(place)}"
    else:
        count, _ = read_count(words, first + 1, place)
        count = 2 if near(words, first + 1) == "ALT" else count
        value = length_value(1 if count == 0 else count, "TS" if name == "SECOND" else words.value(place))
    sense = Sense("every", "SET", first, last, value=value)
    sense.quant = "EACH" if words.keys[first] == "each" else "EVERY"
    return [sense]


def per(words: Words, first: int, last: int) -> list[Sense]:
    """ "per month": the unit alone is the expression."""
    return [Sense("rate", "SET", first, last, value=length_value(1, words.value(last - 1)))]
