"""Rows -> CSV that a spreadsheet opens safely, and CSVW metadata that says what each column holds.

Comma-separated UTF-8 with a header, RFC 4180 line ends and quoting. An empty cell is unknown. A text
that a spreadsheet would take for a formula gets a `'` before it (`neutral`, undone by `restored`);
numbers stay numbers. A spreadsheet that splits at another sign than the comma can still meet a formula
inside a cell: the metadata and docs/formats.md say how the file is to be opened.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import date
from typing import Any, BinaryIO, Final

from onrecord.export.columns import CORRECTIONS, Cell, Column, Row, Type, load_tables, table_columns

__all__ = ["METADATA", "CsvTable", "neutral", "restored", "sheet_cell", "write_metadata"]

#: The file beside the sheets that describes them, as CSV on the Web finds it (W3C, "Tabular metadata").
METADATA: Final = "csv-metadata.json"
#: Beginnings that Excel, LibreOffice and Google Sheets take for a formula (OWASP, "CSV Injection").
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: NUL ends a cell in readers written in C; this sign is as long and can be seen.
_NUL: Final = "␀"
#: CSVW's names for the types; lists and pairs are lists of strings.
_DATATYPES: Final[dict[Type, str]] = {
    "integer": "integer",
    "number": "number",
    "flag": "boolean",
    "day": "date",
}
#: Tables whose rows have an id of their own, and the column that holds it.
_KEYS: Final = {
    "pages": "page",
    "statements": "statement",
    "events": "event",
    "actors": "actor",
    "stories": "story",
    "copies": "copy",
    "accounts": "account_id",
    CORRECTIONS: "correction",
}
#: Columns that point at a row of another table; none where the row may have gone since.
_POINTS_AT: Final = {
    "page": "pages",
    "statement": "statements",
    "event": "events",
    "speaker": "actors",
    "relay_actor": "actors",
    "within": "statements",
    "according_to": "statements",
    "story": "stories",
    "copy": "copies",
    "account_id": "accounts",
}


def neutral(text: str) -> str:
    """The text with a `'` before what a spreadsheet would take for a formula.

    >>> neutral("=HYPERLINK(1)"), neutral("'=1"), neutral("a=b")
    ("'=HYPERLINK(1)", "''=1", 'a=b')
    """
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA) else text


def restored(text: str) -> str:
    """The text that `neutral` was given.

    >>> restored("'=HYPERLINK(1)"), restored("''=1"), restored("'tis")
    ('=HYPERLINK(1)', "'=1", "'tis")
    """
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(_FORMULA) else text


def sheet_cell(column: Column, value: Cell) -> str:
    """A cell as it stands in CSV."""
    if value is None:
        return ""
    if column.type in ("integer", "number"):
        return str(value)
    if column.type == "flag":
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if column.type == "spans":
        return column.separator.join(f"{start}:{end}" for start, end in _items(value))
    words = column.separator.join(_items(value)) if column.type == "texts" else str(value)
    return neutral(words.replace("\0", _NUL))


def _items(value: Any) -> Iterable[Any]:
    return tuple(value)


class CsvTable:
    """A table as CSV; `out` takes bytes."""

    def __init__(self, table: str, out: BinaryIO) -> None:
        self._columns = table_columns(table)
        self._text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
        self._writer = csv.writer(self._text, lineterminator="\r\n")
        self._writer.writerow([column.name for column in self._columns])

    def write(self, row: Row) -> None:
        """Writes one row."""
        self._writer.writerow([sheet_cell(column, row[column.name]) for column in self._columns])

    def close(self) -> None:
        """Ends the table; `out` stays open."""
        self._text.detach()


def write_metadata(tables: Iterable[str], out: BinaryIO) -> None:
    """Writes the CSVW description of these tables' sheets: types, separators, keys and what points where."""
    held = [table for table in load_tables() if table in set(tables)]
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": "A record of news pages, by onrecord",
        "dc:description": "Offsets are half-open Unicode code points into the page's text. A text that would "
        "be taken for a formula has a ' before it.",
        "tables": [_described(table, held) for table in held],
    }
    out.write(json.dumps(group, ensure_ascii=False, indent=1).encode() + b"\n")


def _described(table: str, held: list[str]) -> dict[str, Any]:
    columns = table_columns(table)
    schema: dict[str, Any] = {"columns": [_described_column(column) for column in columns]}
    if table in _KEYS:
        schema["primaryKey"] = _KEYS[table]
    links = [
        (column.name, _POINTS_AT[column.name])
        for column in columns
        if _POINTS_AT.get(column.name, table) not in (table, *(set(load_tables()) - set(held)))
        and table != CORRECTIONS  # a correction is kept when its page goes
    ]
    if links:
        schema["foreignKeys"] = [
            {
                "columnReference": name,
                "reference": {"resource": f"{other}.csv", "columnReference": _KEYS[other]},
            }
            for name, other in links
        ]
    return {"url": f"{table}.csv", "tableSchema": schema}


def _described_column(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "datatype": _DATATYPES.get(column.type, "string"),
        "dc:description": column.about,
    }
    if column.separator:
        found["separator"] = column.separator
    return found
