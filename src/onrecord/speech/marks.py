"""A line of text -> its quotation marks, each with what opening, closing or neither costs it there.

A mark's shape and the characters beside it both say what it does; where they disagree (a mark turned
the wrong way, a mark glued to the wrong word, inches) the costs let the line's other marks decide.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

__all__ = ["DOUBLE", "NEVER", "SINGLE", "Mark", "line_marks"]

RUN: Final = re.compile("[\"“”„‟«»＂″❝❞'‘’‚‛`´‹›＇]+")
#: Signs that open by their shape, and that close by it; the other signs are straight.
OPENERS: Final = frozenset("“„‟«❝‘‚‛‹")
CLOSERS: Final = frozenset("”»❞’›")
DOUBLE: Final = frozenset('"“”„‟«»＂″❝❞')
SINGLE: Final = frozenset("'‘’‚‛`´‹›＇")
#: Low signs, which no typist writes for a closing one.
LOW: Final = frozenset("„‚")
#: Signs that two of a kind make a double mark.
TWINS: Final = frozenset("'`’‘")
#: What may stand before a mark that opens.
BEFORE_OPEN: Final = frozenset("([{<—–-/:;,…=>")
#: What no quotation begins with.
NOT_FIRST: Final = frozenset(",.;:!?)]}")
#: What, beside a letter, the words in a single mark may begin with.
FIRST: Final = frozenset('"“«…[($£€@#')
#: What ends what somebody said, inside its closing mark.
SAID_END: Final = frozenset(",.?!…—–")
#: After these a new quotation is expected.
BOUNDARY: Final = frozenset(',.:;?!—–-([{"“”…')
#: Two digits after an apostrophe: a year.
YEAR: Final = re.compile(r"\d\ds?(?!\w)")
#: Feet and inches before the mark of the inches.
FEET: Final = re.compile(r"\d['’′]\s?\d{1,2}\Z")
#: The word after a mark.
WORD: Final = re.compile(r"\w{1,8}(?![\w-])")

# Costs, in an order of likeness rather than measured: a line is read in the cheapest way, and each
# follows from a row of tests/speech/test_quotes_table.py.
#: Neither the shape nor the place says it.
UNSURE: Final = 1
#: A curved mark that does what its place but not what its shape says.
TURNED: Final = 3
#: A curved mark of the other shape with a space on both sides.
LOOSE: Final = 4
#: A mark that does what its place speaks against.
AGAINST: Final = 6
#: A closing mark that closes nothing, and one behind a digit: inches.
SKIP: Final = 6
SKIP_INCHES: Final = 2
#: A mark that must open something and does not.
SKIP_OPENER: Final = 20
NEVER: Final = 1000


@dataclass(slots=True)
class Mark:
    """A quotation mark: where it stands, and what it costs to read it in each way."""

    at: int
    end: int
    #: " for straight ones, else the sign's family.
    family: str
    double: bool
    opens: int
    closes: int
    skips: int


@cache
def _elisions() -> frozenset[str]:
    """Words that are written with an apostrophe before them ('em, 'til)."""
    text = resources.files("onrecord").joinpath("data", "elisions.tsv").read_text("utf-8")
    return frozenset(line.split("\t")[0] for line in text.splitlines()[1:])


def line_marks(text: str, start: int, end: int) -> list[Mark]:
    """The marks of `text[start:end]`, one line, in text order."""
    marks: list[Mark] = []
    for match in RUN.finditer(text, start, end):
        marks += _run_marks(text, match.start(), match.end(), start, end)
    return marks


def _neighbours(text: str, start: int, end: int, line: int, stop: int) -> tuple[str, str]:
    """The characters beside a run of marks; invisible ones do not count, an edge is a space."""
    before = start - 1
    while before >= line and unicodedata.category(text[before]) == "Cf":
        before -= 1
    after = end
    while after < stop and unicodedata.category(text[after]) == "Cf":
        after += 1
    dots = text.startswith("...", after)
    return (
        text[before] if before >= line else "\n",
        "…" if dots else text[after] if after < stop else "\n",
    )


def _run_marks(text: str, start: int, end: int, line: int, stop: int) -> list[Mark]:
    """The marks of a run such as `'"`; two single straight signs are one double mark."""
    before, after = _neighbours(text, start, end, line, stop)
    marks = []
    at = start
    while at < end:
        sign = text[at]
        twin = at + 1 < end and sign in TWINS and text[at + 1] == sign
        # Of three, the inner mark is single: it stands last where they open and first where they close.
        third = twin and at + 2 < end and text[at + 2] == sign
        if third and not before.isspace() and not text.startswith(sign, at + 3):
            twin = False
        double = twin or sign in DOUBLE
        size = 2 if twin else 1
        mark: Mark | None
        if double:
            mark = _double(text, at, at + size, before, after)
            if mark.closes == NEVER and sign not in LOW and _said_before(text, at, line):
                mark.closes = AGAINST  # Glued to the wrong word: “It is late, “he said.
        else:
            mark = _single(text, at, (before, after), line, stop)
        if mark is not None:
            marks.append(mark)
        at += size
    return marks


def _said_before(text: str, at: int, line: int) -> bool:
    """Whether a space and before it what ends speech stand before `at`."""
    return at - 2 >= line and text[at - 1].isspace() and text[at - 2] in SAID_END


def _place(before: str, after: str) -> tuple[bool, bool]:
    """Whether the characters beside a mark let it open, and let it close."""
    space_before = before.isspace() or before in BEFORE_OPEN
    opens = space_before and not after.isspace() and after not in NOT_FIRST
    return opens, not before.isspace() and not after.isalnum()


def _double(text: str, at: int, end: int, before: str, after: str) -> Mark:
    sign = text[at]
    opens, closes = _place(before, after)
    family = "”" if sign in "“”„‟❝❞" else "»" if sign in "«»" else '"'
    skip = SKIP
    if sign in OPENERS and end - at == 1:
        to_open = NEVER if after == "\n" else UNSURE if closes and not opens else 0
        to_close = TURNED if closes and not opens else LOOSE if not opens and not after.isalnum() else NEVER
        to_close = NEVER if sign in LOW else to_close
        skip = SKIP_OPENER if to_close == NEVER else SKIP
    elif sign in CLOSERS and end - at == 1:
        to_close = UNSURE if opens and not closes else 0
        to_open = TURNED if opens and not closes else LOOSE if before == "\n" and not closes else NEVER
    else:
        neither = not opens and not closes
        to_open = 0 if opens else UNSURE + (after in NOT_FIRST) if neither else AGAINST
        to_close = 0 if closes else UNSURE if neither else AGAINST
        skip = SKIP_OPENER if opens and not closes else SKIP
    if before.isdecimal() and closes and not opens:
        skip, to_open = SKIP_INCHES, NEVER
        if FEET.search(text, max(0, at - 6), at):
            skip, to_close = 0, AGAINST
    return Mark(at, end, family, True, to_open, to_close, skip)


def _single(text: str, at: int, beside: tuple[str, str], line: int, stop: int) -> Mark | None:
    """A single mark; None for an apostrophe inside a word."""
    before, after = beside
    sign = text[at]
    if before.isalnum() and after.isalnum():
        return None
    place, closes = _place(before, after)
    opens, skips = NEVER, 0
    if sign == "`" and after.isalnum():
        opens = 0
    elif place and (after.isalnum() or after in FIRST) and not YEAR.match(text, at + 1):
        opens, skips = _opener_costs(text, at, line, stop)
        # One that closes by its shape opens only before a capital, as in ’Yes,’ he said.
        if sign in CLOSERS:
            opens = TURNED if opens == 0 and after.isupper() else NEVER
    to_close = _closer_cost(text, at, after, stop) if closes and sign not in LOW and opens == NEVER else NEVER
    if opens == NEVER and to_close == NEVER:
        return None
    return Mark(at, at + 1, "'", False, opens, to_close, skips)


def _opener_costs(text: str, at: int, line: int, stop: int) -> tuple[int, int]:
    """What opening costs (0 where a quotation is expected, TURNED before 'em), and what not opening does."""
    word = WORD.match(text, at + 1, stop)
    if word is not None and word.group().lower() in _elisions():
        return TURNED, 0
    before = at - 1
    while before >= line and at - before < 4 and text[before].isspace():
        before -= 1
    if before >= line and text[before] not in BOUNDARY:
        return UNSURE, 0
    capital = text[at + 1 : at + 2].isupper()
    wide = before < line or text[before] == ":"
    return 0, (SKIP_OPENER if wide else SKIP) if capital else 0


def _closer_cost(text: str, at: int, after: str, stop: int) -> int:
    """0 behind what ends speech, UNSURE behind a word, TURNED behind workers' and goin'."""
    before = text[at - 1].lower() if at else " "
    if before in SAID_END:
        return 0
    follows = text[at + 2 : at + 3] if at + 2 < stop else ""
    elided = before == "n" and text[at - 2 : at - 1].lower() == "i"
    goes_on = after.isspace() and follows.isalnum()
    if before.isdecimal() or ((before == "s" or elided) and goes_on):
        return TURNED
    return UNSURE if after.isspace() else 0
