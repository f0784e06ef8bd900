"""How a record, a story and a record file show themselves in a notebook, and become data frames.

The records take these classes as bases, so that what they hold stays apart from how it is shown; the
formats themselves are in `export`, which is imported when it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

__all__ = ["FileFace", "RecordFace", "StoryFace"]


class _Frames:
    """Tables as data frames; docs/formats.md lists them with their columns."""

    __slots__ = ()

    def to_arrow(self, table: str = "events") -> pa.Table:
        """A flat table as Arrow; OnrecordError "no-library" without `onrecord[parquet]`.

        KeyError for a name that is no table of it.
        """
        from onrecord.export.frames import arrow_frame

        return arrow_frame(self, table)

    def to_polars(self, table: str = "events") -> pl.DataFrame:
        """A flat table in Polars, as `to_arrow`; needs `onrecord[polars]`."""
        from onrecord.export.frames import polars_frame

        return polars_frame(self, table)

    def to_pandas(self, table: str = "events") -> pd.DataFrame:
        """A flat table in pandas with Arrow's types, so that codes stay text and whole numbers whole.

        As `to_arrow`; needs `onrecord[pandas]`.
        """
        from onrecord.export.frames import pandas_frame

        return pandas_frame(self, table)


class _Card:
    """A card for a notebook: HTML without script, everything that came from a page escaped."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        from onrecord.export.cards import card_html

        return card_html(self)


class RecordFace(_Frames, _Card):
    """What `records.Record` is shown as."""

    __slots__ = ()


class StoryFace(_Card):
    """What `records.Story` is shown as."""

    __slots__ = ()


class FileFace(_Frames, _Card):
    """What `store.RecordFile` is shown as."""

    __slots__ = ()
