"""Values of the record -> what a reader sees of them, in reports, cards and on the page: days, slots."""

from __future__ import annotations

from datetime import date
from typing import Final

__all__ = ["AHEAD", "FACTUAL", "SLOTS", "day", "days"]

_MONTHS: Final = "January February March April May June July August September October November December"
#: What a disagreement's slot is called.
SLOTS: Final = {
    "number": "how many",
    "date": "when",
    "place": "where",
    "actor": "who",
    "happened": "whether it happened",
    "name": "which name",
}
#: Statuses of what has happened or is going on: what formats without a status hold.
FACTUAL: Final = ("happened", "ongoing")
#: Statuses of what lies ahead, in what the page says.
AHEAD: Final = ("planned", "possible", "conditional", "requested")


def day(value: date | str | None) -> str:
    """A day as it is read aloud: "10 March 2026"; "?" where there is none."""
    if value is None:
        return "?"
    moment = date.fromisoformat(value) if isinstance(value, str) else value
    return f"{moment.day} {_MONTHS.split()[moment.month - 1]} {moment.year}"


def days(first: date | str | None, last: date | str | None) -> str:
    """An interval of days, what both have in common said once: "9 to 11 March 2026"."""
    if first is None and last is None:
        return "undated"
    one, other = day(first), day(last)
    if one == other:
        return one
    if last is None:
        return f"{one} or later"
    if first is None:
        return f"{other} or earlier"
    left, right = one.split(" "), other.split(" ")
    if left[1:] == right[1:]:
        one = left[0]
    elif left[2] == right[2]:
        one = " ".join(left[:2])
    return f"{one} to {other}"
