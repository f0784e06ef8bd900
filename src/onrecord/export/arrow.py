"""Rows -> Arrow: Parquet files, and tables in memory for Polars and pandas.

A list is a list and a day a date; spans are a list of {start, end}. Needs pyarrow, which is an extra.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from onrecord.errors import OnrecordError
from onrecord.export.columns import Column, Row, Type, table_columns

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["ParquetTable", "arrow_table", "load_library"]

#: Rows held in memory before they are written: some megabytes of statements.
_GROUP: Final = 8192
#: A library that is not in the default install to the extra that brings it.
_EXTRAS: Final = {"pyarrow": "parquet", "pyarrow.parquet": "parquet", "polars": "polars", "pandas": "pandas"}


def load_library(name: str) -> Any:
    """An optional library; OnrecordError "no-library" that names the extra where it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise OnrecordError(
            "no-library", f"{name.partition('.')[0]}, in onrecord[{_EXTRAS[name]}]"
        ) from error


def arrow_schema(table: str) -> pa.Schema:
    """The table's schema; each field bears what its column holds."""
    pa = load_library("pyarrow")
    span = pa.struct([("start", pa.int64()), ("end", pa.int64())])
    types: dict[Type, Any] = {
        "integer": pa.int64(),
        "number": pa.float64(),
        "flag": pa.bool_(),
        "day": pa.date32(),
        "texts": pa.list_(pa.string()),
        "spans": pa.list_(span),
    }
    return pa.schema(
        [
            pa.field(column.name, types.get(column.type, pa.string()), metadata={"about": column.about})
            for column in table_columns(table)
        ]
    )


def arrow_table(table: str, rows: Iterable[Row]) -> pa.Table:
    """The rows as one table in memory."""
    pa, schema = load_library("pyarrow"), arrow_schema(table)
    return pa.Table.from_pylist(_items(table_columns(table), rows), schema=schema)


class ParquetTable:
    """A table as Parquet; `out` takes bytes."""

    def __init__(self, table: str, out: BinaryIO) -> None:
        self._table, self._schema = table, arrow_schema(table)
        parquet = load_library("pyarrow.parquet")
        self._writer = parquet.ParquetWriter(out, self._schema, compression="zstd")
        self._rows: list[Row] = []

    def write(self, row: Row) -> None:
        """Writes one row, some thousands at a time."""
        self._rows.append(row)
        if len(self._rows) >= _GROUP:
            self._flush()

    def close(self) -> None:
        """Writes what is left and the footer; `out` stays open."""
        if self._rows:
            self._flush()
        self._writer.close()

    def _flush(self) -> None:
        self._writer.write_table(arrow_table(self._table, self._rows))
        self._rows.clear()


def _items(columns: Iterable[Column], rows: Iterable[Row]) -> list[Row]:
    """The rows with their pairs as Arrow's structs."""
    pairs = [column.name for column in columns if column.type == "spans"]
    return [row | {name: _structs(row[name]) for name in pairs} for row in rows]


def _structs(pairs: Any) -> list[dict[str, int]]:
    return [{"start": start, "end": end} for start, end in pairs]
