"""Words that match a pattern for dates and times of day -> senses."""

from __future__ import annotations

from onrecord.mark.moments.senses import Sense
from onrecord.mark.moments.words import DAY_MONTH_YEAR, Words, codes_of, near

#: Days of each month in a leap year: what a day number may be before the year is known.
LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
#: Two-digit years up to this one are read as 20xx, later ones as 19xx ("'82", "7/8/07").
PIVOT_YEAR = 30
#: Nouns behind a four-digit number that make it a count; plurals in -s are told without the list.
COUNTED = frozenset("people men women children troops personnel cattle sheep percent per barrels".split())
#: Words before a four-digit number that make it no year.
NOT_BEFORE_YEAR = frozenset(
    "flight route room page no number highway section model about nearly over than".split()
)


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
        elif name in ("YY", "NUM2"):
            if name == "NUM2" and counts(words, last):
                return []
            sense.year, sense.short = whole_year(words.number(place)), True
        elif name in ("INT", "ORDN", "ORD", "SECOND"):
            sense.day = words.number(place)
        elif name == "ERA" and sense.year:
            sense.year = -sense.year
    if not sound(sense) or not (sense.day or supported_month(words, sense)):
        return []
    named = last - first == 1 and (given_name(words, first) or behind_title(words, first))
    return [] if named else [sense]


def hyphened(words: Words, first: int, last: int) -> list[Sense]:
    """A date joined by hyphens: "1-Sep-1939", "1-Sep-39"."""
    senses = calendar(words, first, first + 3)
    number = words.number(last - 1)
    for sense in senses:
        sense.last, sense.year = last, number if number > 99 else whole_year(number)
    return senses


def sound(sense: Sense) -> bool:
    """Whether the day fits the month."""
    return sense.day is None or sense.month is None or 1 <= sense.day <= LONGEST[sense.month - 1]


def supported_month(words: Words, sense: Sense) -> bool:
    """Whether an abbreviated month without a day is one: a full stop, a year or a cue stands by."""
    if sense.year is not None or "MABBR" not in codes_of(words, sense.first, sense.last):
        return True
    return near(words, sense.first - 1) in MONTH_CUES


#: Months that are first names too.
GIVEN_NAMES = frozenset(["april", "june"])


#: Titles behind which a weekday or a month is a surname: "Mr. Friday".
TITLES = frozenset("mr mrs ms dr miss sir madam senator sen judge professor prof".split())


def behind_title(words: Words, place: int) -> bool:
    """Whether a title stands before the word at `place`, with its full stop or without."""
    before = place - 1 - (near(words, place - 1) == "DOT")
    return before >= 0 and words.keys[before] in TITLES


def given_name(words: Words, place: int) -> bool:
    """Whether "April" or "June" at `place` is a person's: a name follows and no word asks for a time."""
    if words.keys[place] not in GIVEN_NAMES or near(words, place - 1) in (*MONTH_CUES, "ON", "THE"):
        return False
    after = words.text[words.starts[place + 1] : words.ends[place + 1]] if place + 1 < len(words.keys) else ""
    return near(words, place + 1) == "OTHER" and after[:1].isupper() and after[1:].islower()


#: Classes before a bare "May", "March" or "Mar" that make it the month.
MONTH_CUES = frozenset(
    "IN SINCE UNTIL BY FROM PREP BEFORE AFTER EARLY LATE MID LAST NEXT THIS PREV EVERY OF TO OVER ITS".split()
)


def doubtful_month(words: Words, first: int, last: int) -> list[Sense]:
    """A bare "May" or "March": the month only behind a word that asks for a time."""
    before, after = near(words, first - 1), near(words, last)
    if march_of_noun(words, first):
        return [Sense("month", "DATE", first, last, month=3)]
    hyphened = before == "HYPH" and near(words, first - 2) in ("MID", "MONTH")
    if (before not in MONTH_CUES or after == "YEAR") and not hyphened:
        return []
    if before in ("OF", "TO", "BY", "PREP", "AFTER", "FROM") and names_someone(words, last):
        return []
    return [Sense("month", "DATE", first, last, month=words.number(first), weak=before == "HYPH")]


def march_of_noun(words: Words, place: int) -> bool:
    """Whether "March" at `place` stands before a noun or "'s" and behind "the" or "'s": "the March vote"."""
    if near(words, place) != "MARCH" or place + 1 >= len(words.keys):
        return False
    after = words.keys[place + 1]
    if near(words, place + 1) == "APOS" and words.keys[place + 2 : place + 3] == ["s"]:
        return place > 0 and near(words, place - 1) not in ENDINGS
    noun = near(words, place + 1) == "OTHER" and words.text[words.starts[place + 1]].islower()
    owned = near(words, place - 1) == "THE" or words.keys[place - 2 : place] in (["'", "s"], ["’", "s"])
    return owned and noun and after not in AUXILIARIES and not after.endswith("ed")


#: Classes that end a sentence, behind which a capital says nothing.
ENDINGS = frozenset(["DOT", "STOP", "BARRIER"])
#: Verbs that make what stands before them a march and no month.
AUXILIARIES = frozenset("was were is are has had will would drew went took began".split())


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
    """A date as in ISO 8601, or with slashes for its hyphens, with or without its time."""
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
    parts = (
        [match[1], match[3], match[4]]
        if match
        else [words.keys[place] for place in (first, first + 2, first + 4)]
    )
    if not match and len(parts[2]) == 2 and not dated_by_hyphens(words, first, last):
        return []
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
        if american != european:
            sense.rule = "numeric-date/month-first" if american else "numeric-date/day-first"
    return [sense]


def dated_by_hyphens(words: Words, first: int, last: int) -> bool:
    """Whether "11-02-89" is a date: no blank inside, and a number that no count of games or points has."""
    glued = all(words.glued(place) for place in range(first + 1, last))
    return glued and (words.number(last - 1) > max(LONGEST) or words.keys[last - 1][0] == "0")


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
    joined = len(words.keys[last - 1]) == 2 and 1700 <= one <= 2100 and not words.glued(first)
    if not one < two < one + 200 or not (joined or plain_year(words, first, last)):
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
    elif (names[0] == "THE" and words.keys[first + 1] != "year") or (
        len(names) == 1 and not plain_year(words, first, last)
    ):
        return []
    return [sense]


#: Words that begin a year in speech, and those behind them that end it.
HUNDREDS = frozenset([17, 18, 19])


def spoken_year(words: Words, first: int, last: int) -> list[Sense]:
    """A year in words: "nineteen ninety-one"; nothing if it counts what follows."""
    numbers = [words.number(at) for at in range(first, last) if near(words, at) == "NWORD"]
    rest = sum(numbers[1:])
    tens = numbers[1] >= 10 and (
        len(numbers) == 2 or (numbers[1] >= 20 and numbers[1] % 10 == 0 < numbers[2] < 10)
    )
    if numbers[0] not in HUNDREDS or not tens or rest > 99 or counts(words, last):
        return []
    return [Sense("year", "DATE", first, last, year=100 * numbers[0] + rest)]


def plain_year(words: Words, first: int, last: int) -> bool:
    """Whether a bare four-digit number reads as a year: nothing is counted by it, no code is made of it."""
    number, before = words.number(first), near(words, first - 1)
    after = words.keys[last] if last < len(words.keys) else ""
    if before in YEAR_CUES and not counts(words, last):
        return True
    if not 1700 <= number <= 2100 or counts(words, last):
        return False
    if before == "HYPH" and (
        near(words, first - 2) in ("MID", "EARLY", "LATE") or words.keys[first - 2] in ("post", "pre")
    ):
        return True
    if (before in ("HYPH", "DECIMAL", "COMMA") and words.glued(first)) or (
        after == "-" and near(words, last + 1) == "INT"
    ):
        return False
    if any(key in STREETS for key in words.keys[last : last + 3]):
        return False
    return first == 0 or words.keys[first - 1] not in NOT_BEFORE_YEAR


#: Words soon behind a four-digit number that make it the number of a house.
STREETS = frozenset("street avenue ave road rd drive blvd boulevard lane".split())


#: Classes that ask for a year behind them.
YEAR_CUES = frozenset("IN SINCE UNTIL BY EARLY LATE MID SEASON MONTH DURING".split())


#: Years of which news tells; counts of a thousand and more are written with a comma or are round.
RECENT = range(1950, 2031)


def recent(number: int) -> bool:
    """Whether a bare number is more likely a year than a count: "in 2015 sales fell", not "2000 troops"."""
    return number in RECENT and number % 100 != 0


def counts(words: Words, place: int) -> bool:
    """Whether the word at `place` is a thing that a number before it counts: "1500 men", "2000 troops"."""
    if place >= len(words.keys):
        return False
    key = words.keys[place]
    if key in COUNTED or near(words, place) in ("UNITS", "HUNITS", "HUNIT", "NWORD"):
        return True
    if place and words.keys[place - 1].isdecimal() and recent(int(words.keys[place - 1][:9])):
        return False
    plural = key.endswith("s") and len(key) > 3 and not key.endswith(("ss", "us", "is", "'s"))
    lower = words.text[words.starts[place]].islower()
    return plural and lower and near(words, place) == "OTHER" and key not in ("was", "has", "does", "its")


def ancient(words: Words, first: int, last: int) -> list[Sense]:
    """Years with fewer than four digits and an era: "490 BC", "264-241 BC"."""
    sign = -1 if near(words, last - 1) == "ERA" else 1
    senses = [Sense("year", "DATE", last - 2, last, year=sign * words.number(last - 2))]
    if last - first == 4:
        number = words.number(first)
        if sign < 0 and number < words.number(last - 2):
            return []
        senses.insert(0, Sense("year-range", "DATE", first, first + 1, year=sign * number))
    return senses if all(sense.year for sense in senses) else []


def short_year(words: Words, first: int, last: int) -> list[Sense]:
    """Three digits behind "in", "by", "until": a year only where the text tells of years BC."""
    if near(words, first - 1) not in ("IN", "BY", "UNTIL", "SINCE", "EARLY", "LATE") or counts(words, last):
        return []
    return [Sense("year-era", "DATE", first, last, year=words.number(first))]


def order_of_days(senses: list[Sense]) -> bool | None:
    """Whether the text writes the day before the month in numeric dates; None if it does both or neither."""
    ways = {sense.rule.partition("/")[2] for sense in senses if sense.rule.startswith("numeric-date/")}
    return "day-first" in ways if len(ways) == 1 else None
