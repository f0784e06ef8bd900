"""A record as plain dicts -> the sha256 of its canonical JSON, which the ledger keeps for `verify`."""

from __future__ import annotations

import hashlib
from typing import Any, Final

import msgspec

from onrecord.records import make_id

__all__ = ["correction_id", "problem_digest", "record_digest"]

#: Whole floats up to here are written as integers, which a double holds exactly (RFC 8785).
_EXACT: Final = 2**53


def record_digest(item: dict[str, Any]) -> str:
    """Hex sha256 of a record (`wire.plain` of it, or its rows put together), its sources left out.

    A page that is met under another name changes its source only, and stays the same record.
    """
    problems = [{**problem, "source": None} for problem in item.get("problems", ())]
    return _digest({**item, "page": {**item["page"], "source": None}, "problems": problems})


def problem_digest(item: dict[str, Any]) -> str:
    """Hex sha256 of a problem with an input that gave no page."""
    return _digest(item)


def correction_id(item: dict[str, Any], *, after: str | None) -> str:
    """The id of a correction (`wire.plain` of it, or its row) that stands in the log after another."""
    said = {name: value for name, value in item.items() if name not in ("id", "state", "reading")}
    return make_id("correction", after, _digest(said))


def _digest(value: Any) -> str:
    return hashlib.sha256(msgspec.json.encode(_canonical(value), order="sorted")).hexdigest()


def _canonical(value: Any) -> Any:
    """The value as it is alike before it is stored and after: no unknowns, -0.0 and 1.0 as integers."""
    if isinstance(value, dict):
        kept = ((key, _canonical(part)) for key, part in value.items())
        return {key: part for key, part in kept if part is not None and part != []}
    if isinstance(value, (list, tuple)):
        return [_canonical(part) for part in value]
    if isinstance(value, float) and value.is_integer() and abs(value) <= _EXACT:
        return int(value)
    return value
