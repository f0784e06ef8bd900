"""A record or a record file -> one of its flat tables in memory: Arrow, Polars, pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord.export.arrow import arrow_table, load_library
from onrecord.export.tables import file_rows, record_rows
from onrecord.records import Record

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

__all__ = ["arrow_frame", "pandas_frame", "polars_frame"]


def arrow_frame(held: Any, table: str) -> pa.Table:
    """A table of a Record or RecordFile as Arrow; KeyError for a name that is no table of it."""
    rows = record_rows([held], table) if isinstance(held, Record) else file_rows(held, table)
    return arrow_table(table, rows)


def polars_frame(held: Any, table: str) -> pl.DataFrame:
    """A table of a Record or RecordFile in Polars."""
    frame: pl.DataFrame = load_library("polars").from_arrow(arrow_frame(held, table))
    return frame


def pandas_frame(held: Any, table: str) -> pd.DataFrame:
    """A table of a Record or RecordFile in pandas, its columns of Arrow's types."""
    return arrow_frame(held, table).to_pandas(types_mapper=load_library("pandas").ArrowDtype)
