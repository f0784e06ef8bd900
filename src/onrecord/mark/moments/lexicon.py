"""The packaged tables of time words -> one code character a word class, and what each word stands for.

Every class of `data/time_words.tsv` gets one character, so that a text becomes a string with a
character a word, and a rule over words becomes a regular expression over that string.
"""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

#: First code point of the private use area: no letter of any text can be taken for a code.
FIRST_CODE = 0xE000

#: Classes that the tables do not name: digits, punctuation and everything else.
OTHER_CLASSES = (
    "OTHER", "BARRIER", "COMMA", "DOT", "HYPH", "DASH", "APOS", "OPEN", "CLOSE", "PLUS", "MONEY",
    "INT", "NUM2", "NUM3", "YEAR", "BIG", "DECIMAL", "CLOCKN", "SLASH", "ISO", "ORDN", "DECADEN", "YY",
    "HOLIDAY", "HALFN", "FALL", "MARCH", "MAY", "WLOW", "STOP", "HOURS",
)  # fmt: skip

#: Names that stand for several classes in a pattern.
GROUPS = {
    "MON": "(?:MONTH|MAY|MARCH|MABBR DOT?)",
    "WD": "(?:WDAY|WABBR DOT?)",
    "NTH": "(?:ORD|SECOND|ORDN)",
    "DAYN": "(?:INT|ORDN|ORD|SECOND)",
    "DIG": "(?:INT|NUM2|NUM3|YEAR|BIG|DECIMAL)",
    "NUMB": "(?:DIG|NWORD(?: HYPH? (?:AND )?NWORD){0,4})",
    "ONE": "(?:UNIT|HUNIT)",
    "MANY": "(?:UNITS|HUNITS|WEEKENDS|PARTS)",
    "ANYUNIT": "(?:UNIT|UNITS|HUNIT|HUNITS|SECOND)",
    "RANGE": "(?:HYPH|DASH|TO|AND|OR|UNTIL)",
    "LINE": "(?:HYPH|DASH)",
    "SEAS": "(?:SEASON|FALL)",
    "TURN": "(?:LAST|PREV|NEXT|FOLLOWING|THIS|THAT|PASTW)",
    "DAYPART": "(?:PART|SUN|NOON|OVERNIGHT)",
    "BOUND": "(?:APPROX|SOME|NO? (?:MORE|LESS) THAN|AT LEAST|JUST? (?:OVER|UNDER))",
    "COUNT": "(?:A? SEVERAL OF?|NUMB(?: AND A HALF NWORD?| ANDHALF)?|INT HALFN|ANOTHER NUMB?|HALVED|HALF A"
    "|A HALF HYPH?|A)",
    "ANDHALF": "(?:HYPH? AND HYPH? NWORD HYPH HALF)",
    "HALVED": "(?:HALF A NWORD|A? HALF HYPH? NWORD)",
    "FILLER": "(?:MORE|FURTHER|CONSEC|QUALIFY|WHOLE|PLUS)",
    "AMOUNT": "(?:BOUND? COUNT FILLER? ANYUNIT(?: AND A HALF)?)",
}


class Word(NamedTuple):
    """One row of the table of time words."""

    code: str
    value: str


@lru_cache(maxsize=1)
def codes() -> dict[str, str]:
    """Class name -> its code character."""
    names = dict.fromkeys((*OTHER_CLASSES, *(row["class"] for row in table("time_words.tsv"))))
    return {name: chr(FIRST_CODE + place) for place, name in enumerate(names)}


@lru_cache(maxsize=1)
def word_table() -> dict[str, Word]:
    """Lower-case word -> its code and value."""
    code = codes()
    return {row["word"]: Word(code[row["class"]], row["value"]) for row in table("time_words.tsv")}


@lru_cache(maxsize=1)
def holiday_table() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First word of a holiday's name -> (all its words and marks, its rule), longest names first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in table("time_holidays.tsv"):
        parts = tuple(re.findall(r"\w+|[^\w\s]", row["name"]))
        found.setdefault(parts[0], []).append((parts, row["rule"]))
    for names in found.values():
        names.sort(key=lambda name: -len(name[0]))
    return found


def table(name: str) -> list[dict[str, str]]:
    """The rows of the packaged table `name`."""
    lines = (files("onrecord.data") / name).read_text("utf-8").splitlines()
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@lru_cache(maxsize=1)
def topics() -> dict[str, int]:
    """Word -> 1 if it is one of finance, -1 if one of sport."""
    return {row["word"]: 1 if row["topic"] == "finance" else -1 for row in table("time_topics.tsv")}


#: How deep groups stand in one another: AMOUNT, COUNT, NUMB, DIG.
DEEPEST_GROUP = 4

NAME = re.compile(r"[A-Z][A-Z0-9]*")


@cache
def expression(pattern: str) -> str:
    """The regular expression over code characters that a pattern over class names stands for.

    >>> expression("MONTH INT") == "[{}][{}]".format(codes()["MONTH"], codes()["INT"])
    True
    """
    for _ in range(DEEPEST_GROUP):
        pattern = NAME.sub(lambda name: GROUPS.get(name[0], name[0]), pattern)
    code = codes()
    return NAME.sub(lambda name: f"[{code[name[0]]}]", pattern).replace(" ", "")
