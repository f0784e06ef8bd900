"""Records <-> JSON: a record goes in and bytes come out, or the other way round, equal both ways.

Keys are the records' field names in their order, dates and instants are ISO 8601, tuples are
arrays, every span is `{"start", "end", "words"}`. The same record always gives the same bytes.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

import msgspec

__all__ = ["from_json", "from_plain", "plain", "to_json", "without_surrogates"]

R = TypeVar("R")


def to_json(record: Any) -> bytes:
    """One line of UTF-8 JSON, without a line end.

    Lone surrogates, which file names may hold and UTF-8 may not, are written as `\\udc80`.

    >>> from onrecord.records import Span
    >>> to_json(Span.of("It rained.", 3, 9))
    b'{"start":3,"end":9,"words":"rained"}'
    """
    try:
        return msgspec.json.encode(record)
    except UnicodeEncodeError:
        return msgspec.json.encode(without_surrogates(record))


def from_json(data: bytes | str, type: type[R]) -> R:
    """The record of class `type` that `data` holds, every field and span checked.

    ValueError naming the field (`$.statements[0].kind`) where the data does not fit the class.
    """
    try:
        return msgspec.json.decode(data, type=type)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from error


def plain(record: Any) -> dict[str, Any]:
    """The record as dicts, lists, strings and numbers: what `to_json` writes, before it is written."""
    return cast("dict[str, Any]", msgspec.to_builtins(record))


def from_plain(value: Any, type: type[R]) -> R:
    """The record of class `type` from what `plain` gives; ValueError where it does not fit."""
    try:
        return msgspec.convert(value, type=type)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error


def without_surrogates(value: Any) -> Any:
    """The record with each lone surrogate in a string outside its spans written as `\\udc80`.

    Spans are left alone: reading strips surrogates from the text, and a span must keep its length.
    """
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, tuple):
        return tuple(without_surrogates(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type) and not hasattr(value, "words"):
        changes = {part.name: without_surrogates(getattr(value, part.name)) for part in fields(value)}
        return replace(value, **changes)
    return value
