"""The record file -> flat tables in any form, each record and each story loaded once for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO, Protocol

import msgspec

from onrecord.export.columns import CORRECTIONS, STORY_TABLES, Row, table_columns
from onrecord.export.corrected import correction_rows
from onrecord.export.rows import RECORD_ROWS
from onrecord.export.story_rows import STORY_ROWS, Told
from onrecord.records import Record
from onrecord.store import RecordFile, heads, load_corrections, load_records, load_story, stories, voices

__all__ = ["JsonTable", "TableWriter", "file_rows", "record_rows", "told_stories", "write_tables"]


class TableWriter(Protocol):
    """What takes the rows of one table."""

    def write(self, row: Row) -> None:
        """Takes one row, a cell for each column of the table."""

    def close(self) -> None:
        """Ends the table."""


class JsonTable:
    """A table as JSON lines, an object a row; `out` takes bytes."""

    def __init__(self, table: str, out: BinaryIO) -> None:
        self._names = [column.name for column in table_columns(table)]
        self._out = out

    def write(self, row: Row) -> None:
        """Writes one row, its cells in the table's order."""
        self._out.write(msgspec.json.encode({name: row[name] for name in self._names}) + b"\n")

    def close(self) -> None:
        """Nothing is left to write."""


def write_tables(file: RecordFile, tables: Mapping[str, TableWriter]) -> None:
    """Writes each of `tables`, by name, to its writer and closes it."""
    of_records = {name: writer for name, writer in tables.items() if name in RECORD_ROWS}
    of_stories = {name: writer for name, writer in tables.items() if name in STORY_ROWS}
    for record in load_records(file) if of_records else ():
        for name, writer in of_records.items():
            for row in RECORD_ROWS[name](record):
                writer.write(row)
    for told in told_stories(file) if of_stories else ():
        for name, writer in of_stories.items():
            for row in STORY_ROWS[name](told):
                writer.write(row)
    if CORRECTIONS in tables:
        for row in file_rows(file, CORRECTIONS):
            tables[CORRECTIONS].write(row)
    for writer in tables.values():
        writer.close()


def told_stories(file: RecordFile) -> Iterator[Told]:
    """Every story of the file, the latest first, with what its rows name."""
    known = heads(file)
    for one in stories(file):
        yield Told(load_story(file, one.story), known, voices(file, one.story))


def file_rows(file: RecordFile, table: str) -> Iterator[Row]:
    """The rows of one table; KeyError for a table that there is not."""
    if table in STORY_TABLES:
        for told in told_stories(file):
            yield from STORY_ROWS[table](told)
    elif table == CORRECTIONS:
        yield from correction_rows(load_corrections(file))
    else:
        yield from record_rows(load_records(file), table)


def record_rows(records: Iterable[Record], table: str) -> Iterator[Row]:
    """The rows of one table that is made of records; KeyError for another."""
    if table not in RECORD_ROWS:
        raise KeyError(f"{table!r} is no table of a record; there are {', '.join(RECORD_ROWS)}")
    for record in records:
        yield from RECORD_ROWS[table](record)
