"""Values of the record -> the words that a reader sees: filters and terms of the templates."""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec

from onrecord.export.visible import shorten, visible

__all__ = ["FILTERS", "TERMS", "days"]

_MONTHS: Final = "January February March April May June July August September October November December"
_QUOTES: Final = frozenset('"“”„‟«»')
#: What a statement is where it is no plain "says".
STANCES: Final = {
    "denies": "denial",
    "declines": "not said: refused or unanswered",
    "unsaid": "not said: expected or asked for",
    "asks": "question or request",
    "promises": "promise",
    "warns": "warning",
}
#: Stances of what was not said, or was said not to be so.
NOT_SAID: Final = ("denies", "declines", "unsaid")
#: What a disagreement's slot is called.
SLOTS: Final = {
    "number": "how many",
    "date": "when",
    "place": "where",
    "actor": "who",
    "happened": "whether it happened",
    "name": "which name",
}
#: Statuses of what has not happened: shown dashed.
AHEAD: Final = ("planned", "possible", "conditional", "requested")
STATUSES: Final = ("happened", "ongoing", *AHEAD, "denied", "negated")


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


def interval(value: str | None) -> str:
    """An interval as the record file's views write it ("2026-03-10/.."), in words."""
    if not value:
        return "undated"
    first, _, last = value.partition("/")
    both = [None if one == ".." else one for one in (first, last or first)]
    return days(*both)


def plural(count: int, word: str, words: str = "") -> str:
    """A count with its noun."""
    return f"{count:,} {word if count == 1 else words or word + 's'}"


def web_address(value: str | None) -> str | None:
    """An address that may be a link: http or https, with a host; None for any other."""
    try:
        parts = urlsplit(value or "")
        return value if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def json(value: Any) -> str:
    """A value of the record as its JSON, words without quotation marks around them."""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


FILTERS: Final[dict[str, Any]] = {
    "day": day,
    "interval": interval,
    "json": json,
    "lines": lambda text: visible(text, lines=True),
    "plural": plural,
    "shorten": lambda text, most=160: shorten(visible(text), most),
    "visible": visible,
    "web_address": web_address,
}
TERMS: Final[dict[str, Any]] = {
    "AHEAD": AHEAD,
    "NOT_SAID": NOT_SAID,
    "SLOTS": SLOTS,
    "STANCES": STANCES,
    "STATUSES": STATUSES,
    "days": days,
    "plural": plural,
}
