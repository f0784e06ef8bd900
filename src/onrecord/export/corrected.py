"""Corrections -> CSV: a row for each, in the order of the log; what is no plain text stands as its JSON."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import Any, Final, TextIO

import msgspec

from onrecord.export.sheets import neutral
from onrecord.records import Correction
from onrecord.wire import plain

__all__ = ["COLUMNS", "write_corrections"]

COLUMNS: Final = tuple("id line kind page verdict field value was undoes by at note state reading".split())


def write_corrections(corrections: Iterable[Correction], out: TextIO) -> int:
    """Writes a header and the rows, cells that a spreadsheet would obey made harmless; returns how many.

    `out` must have been opened with `newline=""`.
    """
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    count = 0
    for one in corrections:
        item = plain(one)
        writer.writerow([_cell(item[name]) for name in COLUMNS])
        count += 1
    return count


def _cell(value: Any) -> Any:
    if value is None:
        return None
    return neutral(value if isinstance(value, str) else msgspec.json.encode(value).decode())
