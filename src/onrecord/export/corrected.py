"""Corrections -> rows of the flat table of that name in columns.tsv, in the order of the log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from onrecord.export.columns import Row
from onrecord.records import Correction
from onrecord.store.corrections import words_of
from onrecord.wire import plain

__all__ = ["correction_rows"]


def correction_rows(corrections: Iterable[Correction]) -> Iterator[Row]:
    """A row for each; what has no form of its own stands as its JSON."""
    for one in corrections:
        yield {
            "correction": one.id,
            **{name: getattr(one, name) for name in ("line", "kind", "page", "verdict", "field", "undoes")},
            "words": words_of(one) or None,
            "value": _json(one.value) if one.verdict == "edit" else None,
            "was": None if one.was is None else _json(one.was),
            "by": one.by,
            "at": plain(one)["at"],
            "note": one.note,
            "state": one.state,
            "reading": one.reading,
        }


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()
