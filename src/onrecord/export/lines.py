"""Records and stories -> JSON lines: one whole object a line, as `--format jsonl` prints it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from onrecord.records import Record
from onrecord.store import RecordFile, load_story, stories
from onrecord.wire import to_json

__all__ = ["write_jsonl", "write_stories"]


def write_jsonl(records: Iterable[Record], out: BinaryIO) -> int:
    """Writes each record as one line of UTF-8 JSON; returns how many there were."""
    count = 0
    for record in records:
        out.write(to_json(record) + b"\n")
        count += 1
    return count


def write_stories(file: RecordFile, out: BinaryIO) -> int:
    """Writes each story of the file as one line, the latest first; returns how many there were."""
    count = 0
    for one in stories(file):
        out.write(to_json(load_story(file, one.story)) + b"\n")
        count += 1
    return count
