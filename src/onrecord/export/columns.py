"""columns.tsv -> the columns of every flat table, the same in CSV, JSON lines, Parquet and data frames."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final, Literal, TypeAlias, cast, get_args

__all__ = ["CORRECTIONS", "STORY_TABLES", "Cell", "Column", "Row", "Type", "load_tables", "table_columns"]

#: id, code and text are strings; day is a date; texts are strings in a list; spans are (start, end) pairs.
Type: TypeAlias = Literal["id", "code", "text", "integer", "number", "flag", "day", "texts", "spans"]
Cell: TypeAlias = object
#: One row of a table: a cell for each of its columns; None is unknown.
Row: TypeAlias = dict[str, Cell]

#: What one word of columns.tsv stands for where it is more than one column: (end of name, type, about).
_PARTS: Final[dict[str, tuple[tuple[str, Type, str], ...]]] = {
    "span": (
        ("_start", "integer", "first code point of {about}, in the page's text"),
        ("_end", "integer", "one past the last code point of {about}"),
        ("_words", "text", "{about}"),
    ),
    "pieces": (
        ("_spans", "spans", "where it stands, in code points of the page's text: {about}"),
        ("_words", "texts", "the words of each piece: {about}"),
    ),
}
#: The table that is made of the log of corrections.
CORRECTIONS: Final = "corrections"
#: Tables that are made of stories; the others but `CORRECTIONS` are made of records.
STORY_TABLES: Final = frozenset(
    "stories members origins copies shared accounts disagreements timeline".split()
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a flat table."""

    name: str
    type: Type
    #: What it holds, in plain words.
    about: str

    @property
    def separator(self) -> str:
        """What stands between the items of a list in a CSV cell; "" for a column that holds no list."""
        if self.type == "spans":
            return " "
        if self.type == "texts":
            return " … " if self.name.endswith("_words") else "; "
        return ""


def table_columns(table: str) -> tuple[Column, ...]:
    """The columns of a table, in order; KeyError for a table that there is not."""
    return load_tables()[table]


@lru_cache(maxsize=1)
def load_tables() -> dict[str, tuple[Column, ...]]:
    """Every table with its columns, those of records first."""
    lines = (files("onrecord.export") / "columns.tsv").read_text("utf-8").splitlines()[1:]
    rows: dict[str, list[tuple[str, str, str]]] = {}
    for line in lines:
        table, name, kind, about = line.split("\t")
        rows.setdefault(table, []).append((name, kind, about))
    return {table: tuple(_columns(rows, table)) for table in rows if not table.startswith("@")}


def _columns(rows: dict[str, list[tuple[str, str, str]]], table: str) -> Iterator[Column]:
    for name, kind, about in rows[table]:
        if kind == "include":
            yield from _columns(rows, name)
        elif kind in _PARTS:
            for end, type_, form in _PARTS[kind]:
                yield Column(name + end, type_, form.format(about=about))
        elif kind in get_args(Type):
            yield Column(name, cast("Type", kind), about)
        else:
            raise ValueError(f"columns.tsv: {table}.{name} has no type {kind!r}")
