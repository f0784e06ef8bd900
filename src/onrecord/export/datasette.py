"""The record file -> metadata with which Datasette shows it well: titles, labels, facets, ready queries.

The record file is SQLite and opens in Datasette as it is: `datasette onrecord.db -m metadata.json`.
"""

from __future__ import annotations

import json
from typing import Any, BinaryIO, Final

from onrecord.store import RecordFile

__all__ = ["datasette_metadata", "write_datasette"]

#: What each view and the tables that people open first hold.
_ABOUT: Final = {
    "pages": "Which pages are there, when they were published, how many statements and events they hold.",
    "who_said_what": "Every statement: speaker, the words that name them, cue, content, stance, page.",
    "who_did_what": "Every event: type, status, actors, recipients, trigger, according to whom, when.",
    "stories": "Pages on one happening, with the number of outlets, origins and disagreements.",
    "story_members": "The pages of each story.",
    "where_accounts_differ": "A row for each account of what accounts differ on: a figure, a date, a name.",
    "timeline": "What each story tells of, by day; planned and denied events bear their status.",
    "problems": "What failed, at which stage, and what to do.",
    "quarantine": "Passages that are kept but not read, with the reason.",
    "correction": "What analysts said of lines, in order; only ever added to, an undo is a further row.",
    "article": "The text that every offset points into (half-open Unicode code points).",
}
_FACETS: Final = {
    "pages": ("state",),
    "who_said_what": ("kind", "stance"),
    "who_did_what": ("type", "status"),
    "where_accounts_differ": ("slot", "kind"),
    "timeline": ("status",),
    "problems": ("stage", "code"),
    "quarantine": ("kind",),
    "actor": ("kind", "country", "sector"),
    "event": ("type", "status"),
    "statement": ("kind", "stance"),
    "correction": ("verdict", "kind", "by"),
}
_SORTED: Final = {"timeline": "earliest", "pages": "page", "where_accounts_differ": "story"}
#: The column by which a row is called where another table points at it.
_LABELS: Final = {
    "page": "source",
    "article": "title",
    "actor": "name",
    "moment": "words",
    "place": "name",
    "statement": "source_words",
    "event": "trigger_words",
    "story": "title",
}
_QUERIES: Final = {
    "find": (
        "Pages that hold words",
        "SELECT article.page, article.title, snippet(article_words, 1, '[', ']', '…', 28) AS words"
        " FROM article_words JOIN article ON article.number = article_words.rowid"
        " WHERE article_words MATCH '\"' || replace(:words, '\"', '\"\"') || '\"' ORDER BY rank LIMIT 50",
    ),
    "who_is_quoted": (
        "Speakers by the number of pages that quote them",
        "SELECT speaker, count(DISTINCT page) AS pages, count(*) AS statements FROM who_said_what"
        " WHERE speaker IS NOT NULL GROUP BY speaker ORDER BY pages DESC, statements DESC, speaker",
    ),
    "passed_on": (
        "Statements that came through others",
        "SELECT speaker, content, via, title, page FROM who_said_what WHERE via IS NOT NULL ORDER BY page",
    ),
    "said_by": (
        "What one speaker said",
        "SELECT speaker, content, stance, told_words, via, title, published, page FROM who_said_what"
        " WHERE speaker LIKE '%' || :name || '%' ORDER BY published, page",
    ),
}


def write_datasette(file: RecordFile, out: BinaryIO) -> None:
    """Writes the metadata for this record file."""
    out.write(json.dumps(datasette_metadata(file.path.stem), ensure_ascii=False, indent=1).encode() + b"\n")


def datasette_metadata(database: str) -> dict[str, Any]:
    """The metadata, as Datasette takes it, of a record file that is called `database`."""
    tables: dict[str, dict[str, Any]] = {}
    for key, values in (
        ("description", _ABOUT),
        ("facets", _FACETS),
        ("sort", _SORTED),
        ("label_column", _LABELS),
    ):
        for table, value in values.items():
            tables.setdefault(table, {})[key] = value
    for table in ("meta", "ledger", "sighting", "visit", "story_page"):
        tables[table] = {"hidden": True}
    queries = {name: {"title": title, "sql": sql} for name, (title, sql) in _QUERIES.items()}
    return {
        "title": "onrecord: who did what to whom, according to whom",
        "description": "News pages as a record that can be checked. Words of pages are third-party text.",
        "databases": {database: {"tables": tables, "queries": queries}},
    }
