"""A sentence -> its figures: number with hedges as a range, what is counted, and what is said of it."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from onrecord.story.words import background, stem

__all__ = ["Figure", "find_figures"]

_WORD: Final = re.compile(r"[$£€]?\d+(?:,\d{3})*(?:\.\d+)?|[^\W\d_](?:[\w’'-]*\w)?|[%$£€]")
#: How far "about", "some" and "nearly" reach, as a share of the number.
_ABOUT: Final = 0.15
#: Rounding: a number that ends in zeros stands for this share around it ("400" and "398").
_ROUND: Final = 0.02
#: Words after the number in which the thing counted and what is said of it are looked for.
_AFTER: Final = 7
_BEFORE: Final = 4
#: Nouns for people: "12 people" and "12 passengers" can be the same twelve.
_PEOPLE: Final = frozenset(
    stem(noun)
    for noun in (
        "people person passenger men man women woman children child resident civilian soldier worker other "
        "driver employee staff student victim individual villager migrant protester demonstrator traveler "
        "traveller officer member crew mechanic striker marcher picket hostage migrant patient rescuer"
    ).split()
)
_MONTHS: Final = frozenset(
    "january february march april may june july august september october november december jan feb mar apr "
    "jun jul aug sept sep oct nov dec".split()
)
#: Words between a number and its noun.
_SKIPPED: Final = frozenset("of the a an its their his her more other new young old local".split())
_CLOCK: Final = re.compile(r"\s?(?:[ap]\.?m\b|o['’]clock|GMT)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a sentence."""

    #: Offsets of the number with its hedge, in the text that holds the sentence.
    start: int
    end: int
    #: What it can be, inclusive.
    low: float
    high: float
    #: Stem of what is counted ("people" for all nouns of people); "" where none was found.
    unit: str
    #: What is said of it ("killed", "aboard"); "" where none of the table's words is near.
    state: str

    def clashes(self, other: Figure) -> bool:
        """Whether the two cannot both be right, "at least", "about" and rounding allowed for."""
        return self.high < other.low or other.high < self.low

    @property
    def value(self) -> str:
        """The range in a form that can be compared: "14", "12..", "10..14"."""
        low, high = (_plain(end) for end in (self.low, self.high))
        if low == high:
            return low
        return f"{'' if self.low <= 0 else low}..{'' if math.isinf(self.high) else high}"


def _plain(number: float) -> str:
    if math.isinf(number):
        return ""
    return str(round(number)) if abs(number - round(number)) < 1e-6 or number >= 100 else f"{number:.4g}"


@dataclass(frozen=True, slots=True)
class _Row:
    kind: str
    low: float
    high: float


@lru_cache(maxsize=1)
def _numbers() -> dict[tuple[str, ...], _Row]:
    """Words of numerals and hedges (story_numbers.tsv)."""
    return {
        tuple(row["words"].split()): _Row(row["kind"], float(row["low"]), float(row["high"]))
        for row in _table("story_numbers.tsv")
    }


@lru_cache(maxsize=1)
def _openers() -> frozenset[str]:
    """Words that a number in words begins with."""
    return frozenset({words[0].partition("-")[0] for words in _numbers()} | {"a", "an"})


@lru_cache(maxsize=1)
def _states() -> dict[str, str]:
    """Stem to what it says of those counted (story_states.tsv)."""
    return {row["stem"]: row["state"] for row in _table("story_states.tsv")}


def _table(name: str) -> list[dict[str, str]]:
    lines = (files("onrecord.data") / name).read_text("utf-8").splitlines()
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def find_figures(text: str, start: int, end: int) -> Iterator[Figure]:
    """The figures of the sentence `text[start:end]`; years, days of a month, ages and clocks are none."""
    found = list(_WORD.finditer(text, start, end))
    words = [one[0] for one in found]
    lower = [word.lower() for word in words]
    at = 0
    while at < len(words):
        number = _number(lower, at)
        if number is None:
            at += 1
            continue
        low, high, after = number
        if not _is_count(text, words, found, (at, after)):
            at = after
            continue
        low, high, first = _hedged(lower, at, low, high)
        unit = _unit(lower, after, words[at], text[found[after - 1].end() : found[after - 1].end() + 1])
        yield Figure(
            found[first].start(), found[after - 1].end(), low, high, unit, _state(words, first, after)
        )
        at = after


def _number(lower: list[str], at: int) -> tuple[float, float, int] | None:
    """Lowest and highest value of a number that begins at a word, and the word after it."""
    table = _numbers()
    if not (lower[at][0] in "$£€" or lower[at][0].isdecimal() or lower[at].partition("-")[0] in _openers()):
        return None
    for length in (4, 3, 2, 1):
        row = table.get(tuple(lower[at : at + length]))
        if row and row.kind == "loose" and at + length <= len(lower):
            return row.low, row.high, at + length
    if lower[at] in ("a", "an") and at + 1 < len(lower) and lower[at + 1] in ("dozen", "hundred", "thousand"):
        at += 1
    word = lower[at].lstrip("$£€")
    if word[:1].isdecimal():  # "²" is a digit, but no number
        value = float(word.replace(",", ""))
        after = at + 1
    else:
        value, after = 0.0, at
        while after < len(lower):
            parts = [table.get((part,)) for part in lower[after].split("-")]
            if not all(part and part.kind == "number" for part in parts):
                break
            value += sum(part.low for part in parts if part)
            after += 1
    scaled = False
    while (
        after < len(lower)
        and (row := table.get((lower[after],)))
        and (row.kind == "scale" or lower[after] == "dozen")
    ):
        value = (value or 1.0) * row.low
        after += 1
        scaled = True
    if after == at or (not scaled and value == 1 and not lower[at][:1].isdecimal()):
        return None  # "one of them" counts nothing
    return value, value, after


def _is_count(text: str, words: list[str], found: list[re.Match[str]], number: tuple[int, int]) -> bool:
    """Whether a number counts something: it is no year, day, age, clock, score or part of a name."""
    at, after = number
    before = words[at - 1].lower() if at else ""
    following = words[after].lower() if after < len(words) else ""
    word = words[at]
    if before.rstrip(".") in _MONTHS or following.rstrip(".") in _MONTHS:
        return False
    if word.isdecimal() and len(word) == 4 and 1800 <= int(word) <= 2100:
        return False
    if _CLOCK.match(text, found[after - 1].end()):
        return False
    left, right = text[: found[at].start()][-1:], text[found[after - 1].end() :][:1]
    if (left and left in "-–:/.#") or (right and right in ":/–-"):
        return False
    # "Tveit, 41," is an age; "No. 4" and "Flight 93" are names.
    aged = left == " " and text[: found[at].start()].rstrip()[-1:] == "," and right in ",."
    named = at > 0 and words[at - 1][:1].isupper() and at > 1 and word.isdecimal()
    return not aged and not named and before not in ("aged", "age", "no")


def _hedged(lower: list[str], at: int, low: float, high: float) -> tuple[float, float, int]:
    """The range with the hedge before the number, and the hedge's first word."""
    for length in (3, 2, 1):
        if at - length < 0:
            continue
        row = _numbers().get(tuple(lower[at - length : at]))
        kind = row.kind if row else ""
        if kind == "least":
            return low, math.inf, at - length
        if kind == "over":
            return math.nextafter(low, math.inf), math.inf, at - length
        if kind == "most":
            return 0.0, high, at - length
        if kind == "under":
            return 0.0, math.nextafter(high, 0), at - length
        if kind == "about":
            return low * (1 - _ABOUT), high * (1 + _ABOUT), at - length
    if low == high and low >= 100 and low % 100 == 0:
        return low * (1 - _ROUND), high * (1 + _ROUND), at
    return low, high, at


def _unit(lower: list[str], after: int, number: str, next_mark: str) -> str:
    if number[0] in "$£€":
        return number[0]
    if next_mark == "%":
        return "percent"
    for word in lower[after : after + 3]:
        form = stem(word)
        if word == "per":
            return "percent"
        if word in _SKIPPED:
            continue
        if form in _PEOPLE:
            return "people"
        weight = background().weight(form)
        return form if weight > 0 or form in _states() else ""
    return ""


def _state(words: list[str], first: int, after: int) -> str:
    """What is said of those counted: the nearest word of the table, first after the number, then before."""
    for word in [*words[after : after + _AFTER], *reversed(words[max(0, first - _BEFORE) : first])]:
        state = _states().get(stem(word))
        if state and word[0].islower():  # "March" is a month
            return state
    return ""
