"""Records -> JSON lines: one object a page, exactly as `onrecord read --format jsonl` writes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from onrecord.records import Record
from onrecord.wire import to_json

__all__ = ["write_jsonl"]


def write_jsonl(records: Iterable[Record], out: BinaryIO) -> int:
    """Writes each record as one line of UTF-8 JSON; returns how many there were."""
    count = 0
    for record in records:
        out.write(to_json(record) + b"\n")
        count += 1
    return count
