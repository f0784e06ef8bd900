"""Values of the record -> the words that a reader sees: filters and terms of the templates."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from onrecord.export.addresses import web_address
from onrecord.export.terms import AHEAD, SLOTS, day, days
from onrecord.export.visible import shorten, visible

__all__ = ["FILTERS", "TERMS"]

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
    "days": days,
    "plural": plural,
}
