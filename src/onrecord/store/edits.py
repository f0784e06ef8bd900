"""What an analyst gives for a field -> its value in the form of the JSON: words become spans, names ids."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from onrecord.records import LineKind

__all__ = ["Line", "value_of"]

#: Fields that point at another line of the page, and the kind that they point at.
_POINTERS: Final = {
    "speaker": "actor",
    "actor": "actor",
    "moment": "moment",
    "place": "place",
    "within": "statement",
    "according_to": "statement",
}
_SPANS: Final = frozenset({"span", "source", "cue", "told", "trigger", "role"})
_SPAN_LISTS: Final = frozenset({"content", "also"})
_PARTIES: Final = frozenset({"actors", "recipients"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands in the record file, in the form of the JSON, and what is around it."""

    kind: LineKind
    #: Class of its record.
    type: type[Any]
    item: dict[str, Any]
    #: `Page.id`; None for a line of a story.
    page: str | None = None
    #: The article's text.
    text: str = ""
    #: The lines of its article by kind, in the form of the JSON.
    others: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


def value_of(line: Line, field: str, value: Any) -> Any:
    """The value in the form of the JSON; ValueError where words or a name are not of the page.

    Only what is given as words is changed; whether the rest fits is for the record's class to say.
    """
    if line.page is None or value is None:
        return value
    if line.kind == "article":
        return _dating(value) if field == "published" and isinstance(value, str) else value
    if field in _POINTERS and isinstance(value, str):
        return _pointer(line, _POINTERS[field], value)
    if field in _SPANS and isinstance(value, str):
        return _span(line, value)
    if field in _SPAN_LISTS:
        return _each(value, lambda one: _span(line, one))
    if field in _PARTIES:
        return _each(value, lambda one: _party(line, one))
    if field == "role" and value == "":
        return None
    return value


def _each(value: Any, make: Callable[[str], Any]) -> Any:
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list):
        return items
    return [make(one) if isinstance(one, str) else one for one in items]


def _dating(value: str) -> dict[str, Any]:
    day = date.fromisoformat(value.strip()).isoformat()
    return {
        "earliest": day,
        "latest": day,
        "instant": None,
        "grain": "day",
        "origin": "given",
        "evidence": [{"words": day, "where": "given", "span": None}],
    }


def _pointer(line: Line, kind: str, value: str) -> str:
    """The id of the line of the page that `value` is the id, the name or the words of."""
    wanted = value.strip().casefold()
    found = {
        one["id"]
        for one in line.others.get(kind, ())
        if wanted in (one["id"], *_names(one)) and one["id"] != line.item["id"]
    }
    if len(found) != 1:
        told = f"several lines of kind {kind}" if found else f"no {kind} of this page"
        raise ValueError(f"{value!r} is {told}: give its id")
    return str(found.pop())


def _names(item: dict[str, Any]) -> list[str]:
    named = [item["name"]] if item.get("name") else []
    return [one.casefold() for one in named + ([item["span"]["words"]] if item.get("span") else [])]


def _span(line: Line, words: str) -> dict[str, Any]:
    """The place of the words that is nearest to the line; within longer words only if nowhere else."""
    wanted = words.strip()
    places = [found.start() for found in re.finditer(f"(?={re.escape(wanted)})", line.text)] if wanted else []
    if not places:
        raise ValueError(f"the words {words!r} do not stand on the page")
    whole = [place for place in places if _stands_alone(line.text, place, place + len(wanted))]
    near = min(whole or places, key=lambda place: abs(place - _stand(line.item)))
    return {"start": near, "end": near + len(wanted), "words": wanted}


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit goes on before or after: "he" in "the" does not stand alone."""
    before, after = text[max(0, start - 1) : start + 1], text[end - 1 : end + 1]
    return not (len(before) == 2 and before.isalnum()) and not (len(after) == 2 and after.isalnum())


def _party(line: Line, words: str) -> dict[str, Any]:
    """Somebody who takes part, by the page's words or by the name of one of its actors."""
    try:
        span = _span(line, words)
    except ValueError:
        actor = _pointer(line, "actor", words)
        held = [one for one in line.others.get("mention", ()) if one["actor"] == actor]
        if not held:
            raise
        near = min(held, key=lambda one: abs(one["span"]["start"] - _stand(line.item)))
        return {"span": near["span"], "actor": actor}
    same = [one["actor"] for one in line.others.get("mention", ()) if one["span"] == span]
    return {"span": span, "actor": same[0] if same else None}


def _stand(item: dict[str, Any]) -> int:
    """Where a line stands: the start of its own words."""
    held = item.get("span") or item.get("trigger") or (item.get("content") or [None])[0] or item.get("role")
    return int(held["start"]) if held else 0
