"""Records as rows: plain dicts (what `wire.plain` gives) go in and rows come out, and back again.

A table's columns are written in a small language, one word a column: `name` is a plain value,
`named?` a flag, `role@` a span in the three columns role_start, role_end and role_words, `@` the
record's own span in start, end and words. `found_at=evidence.where` names a column otherwise than
the field, `text@evidence.span` a span likewise. `terms*` is a list or record that is kept as JSON.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

import msgspec

__all__ = ["ARTICLE", "CORRECTION", "LINES", "PAGE", "PROBLEM", "STORY", "Column", "Table", "every_table"]

Row: TypeAlias = Sequence[Any]
Item: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One value of a record and the SQL column, or three for a span, that hold it."""

    #: SQL names: one, or start, end and words.
    names: tuple[str, ...]
    #: Keys that lead from the record to the value; empty for the record itself.
    path: tuple[str, ...]
    kind: Literal["plain", "flag", "span", "json"]

    @classmethod
    def parse(cls, word: str) -> Column:
        """The column that a word of the small language stands for."""
        if "@" in word:
            prefix, _, path = word.partition("@")
            names = tuple(f"{prefix}_{end}" if prefix else end for end in ("start", "end", "words"))
            return cls(names, tuple((path or prefix or "span").split(".")), "span")
        if word.endswith("?"):
            return cls((word[:-1],), (word[:-1],), "flag")
        if word.endswith("*"):
            return cls((word[:-1],), (word[:-1],), "json")
        name, _, path = word.partition("=")
        return cls((name,), tuple((path or name).split(".")), "plain")

    def values(self, item: Any) -> tuple[Any, ...]:
        """The SQL values of this column for one record."""
        value = item
        for key in self.path:
            value = None if value is None else value[key]
        if self.kind == "span":
            return (None, None, None) if value is None else (value["start"], value["end"], value["words"])
        if self.kind == "json":
            return (None if value is None else msgspec.json.encode(value).decode("utf-8"),)
        return (int(value) if self.kind == "flag" else value,)

    def put(self, item: Item, values: Row) -> None:
        """Puts the value back where `values` took it from."""
        value = values[0]
        if self.kind == "span" and value is not None:
            value = {"start": value, "end": values[1], "words": values[2]}
        elif self.kind == "flag":
            value = bool(value)
        elif self.kind == "json" and value is not None:
            value = msgspec.json.decode(value)
        *way, last = self.path
        for key in way:
            item = item.setdefault(key, {})
        item[last] = value


@dataclass(frozen=True, slots=True)
class Table:
    """A table, the columns of its records and the tables of the lists inside them."""

    name: str
    #: Keys from the parent record to the list (`("published", "evidence")`).
    path: tuple[str, ...]
    #: Column that names the parent ("article"); "" for a table that has none.
    parent: str
    columns: tuple[Column, ...]
    children: tuple[Table, ...] = ()
    #: A column with one fixed value (role 'actor'), where two lists share a table.
    fixed: tuple[str, str] | None = None
    #: Whether the list's items are bare values or spans, held by the one column.
    bare: bool = False

    @property
    def column_names(self) -> tuple[str, ...]:
        """SQL names of the record's own columns, quoted where SQL needs it."""
        return tuple(f'"{name}"' for column in self.columns for name in column.names)

    @property
    def insert(self) -> str:
        """The INSERT for one row: parent, position, the fixed value, then the record's columns."""
        names = [*self.key_names, *self.column_names]
        return f"INSERT INTO {self.name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608 - names are constants

    @property
    def key_names(self) -> tuple[str, ...]:
        """SQL names of what is not the record's own: parent, position and the fixed column."""
        keys = (self.parent, "position") if self.parent else ()
        return (*keys, self.fixed[0]) if self.fixed else keys

    def row(self, item: Any, parent: str | None = None, position: int = 0) -> tuple[Any, ...]:
        """The row of one record, in the order of `insert`."""
        keys: tuple[Any, ...] = (parent, position) if self.parent else ()
        if self.fixed:
            keys = (*keys, self.fixed[1])
        record = {"item": item} if self.bare else item
        own = tuple(value for column in self.columns for value in column.values(record))
        return keys + own

    def item(self, row: Row) -> Any:
        """The record of a row that holds `column_names` in order, without the lists inside it."""
        found: Item = {}
        at = 0
        for column in self.columns:
            column.put(found, row[at : at + len(column.names)])
            at += len(column.names)
        return found["item"] if self.bare else found

    def items_of(self, parent: Item) -> list[Any]:
        """The list inside a parent record that this table holds."""
        value: Any = parent
        for key in self.path:
            value = value[key]
        return list(value)


def _table(name: str, path: str, parent: str, columns: str, *children: Table, **more: Any) -> Table:
    parsed = tuple(Column.parse(word) for word in columns.split())
    return Table(name, tuple(path.split(".")) if path else (), parent, parsed, children, **more)


def _bare(name: str, path: str, parent: str, column: Column) -> Table:
    return Table(name, (path,), parent, (column,), bare=True)


PAGE: Final = _table("page", "", "", "id source url sha256 bytes media_type given retrieved")

ARTICLE: Final = _table(
    "article",
    "",
    "",
    "id page title text language published_earliest=published.earliest published_latest=published.latest "
    "published_instant=published.instant published_grain=published.grain published_origin=published.origin",
    _table("dating_evidence", "published.evidence", "article", "words found_at=where text@span"),
    _table("passage", "passages", "article", "@ kind why score path torn?"),
    _table("reading", "readings", "article", "@ reads_as kind why"),
    _table(
        "credit",
        "credits",
        "article",
        "kind name evidence=evidence.words found_at=evidence.where text@evidence.span chosen? why",
    ),
    _table(
        "label",
        "labels",
        "article",
        "kind value evidence=evidence.words found_at=evidence.where text@evidence.span chosen? why",
    ),
)

_CONTENT = Column(("start", "end", "words"), ("item",), "span")
_CONTEXT = Column(("context",), ("item",), "plain")

#: The tables of a record's lines, in the order of the record's fields.
LINES: Final = (
    _table("actor", "actors", "article", "id name kind named? country sector role@ why"),
    _table("mention", "mentions", "article", "id @ head kind actor why"),
    _table(
        "moment",
        "moments",
        "article",
        "id @ type value mod quant freq earliest latest anchor offset reading rule",
    ),
    _table("place", "places", "article", "id @ name country latitude longitude geonames precision why"),
    _table(
        "statement",
        "statements",
        "article",
        "id source@ cue@ kind speaker carried? told@ stance moment within confidence why",
        _bare("statement_content", "content", "statement", _CONTENT),
        _table("statement_via", "via", "statement", "@ actor cue@"),
    ),
    _table(
        "event",
        "events",
        "article",
        "id type mode quad cameo trigger@ moment moment_from place polarity certainty tense status "
        "according_to confidence why",
        _bare("event_context", "contexts", "event", _CONTEXT),
        _bare("event_also", "also", "event", _CONTENT),
        _table("event_participant", "actors", "event", "@ actor", fixed=("role", "actor")),
        _table("event_participant", "recipients", "event", "@ actor", fixed=("role", "recipient")),
    ),
)

_NAME = Column(("name",), ("item",), "plain")
_ARTICLE = Column(("article",), ("item",), "plain")
_FAMILY = Column(("articles",), ("item",), "json")

#: A story, and in `STORY.children` the tables of what is in it.
STORY: Final = _table(
    "story",
    "",
    "",
    "id title earliest latest",
    _bare("story_article", "articles", "story", _ARTICLE),
    _table("story_link", "links", "story", "article other score terms*"),
    _table(
        "story_copy",
        "copies",
        "story",
        "id original article kind directed? original_share article_share why",
        _table("story_passage", "passages", "copy", "@ other@ quotation?"),
    ),
    _bare("story_family", "families", "story", _FAMILY),
    _bare("story_outlet", "outlets", "story", _NAME),
    _table("story_origin", "origins", "story", "name kind articles* why evidence*"),
    _table("story_account", "accounts", "story", "id matter article event @ according_to origin why"),
    _table(
        "story_disagreement",
        "disagreements",
        "story",
        "id slot kind matter why",
        _table("story_cell", "cells", "disagreement", "account value @"),
    ),
    _table("story_entry", "timeline", "story", "earliest latest status article event @ origins*"),
    _table("story_guess", "guesses", "story", "article dating* why"),
)

#: The log of corrections; its rows stand in the order of `number`.
CORRECTION: Final = _table(
    "correction", "", "", "id line kind page verdict field value* was* undoes by at note"
)

PROBLEM: Final = _table("problem", "problems", "entry", "page source stage code detail advice")


def every_table() -> Iterator[Table]:
    """Every table that holds records, parents before the lists inside them."""
    for table in (PAGE, ARTICLE, *LINES, PROBLEM, STORY, CORRECTION):
        yield from _with_children(table)


def _with_children(table: Table) -> Iterator[Table]:
    yield table
    for child in table.children:
        yield from _with_children(child)
