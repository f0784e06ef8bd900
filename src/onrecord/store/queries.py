"""The record file -> records, lists of pages, places where words stand, and problems.

Everything comes in an order that depends on the content alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from onrecord.errors import OnrecordError, RecordFileError
from onrecord.records import READ_KINDS, Problem, Record
from onrecord.store.record_file import RecordFile
from onrecord.store.tables import ARTICLE, LINES, PAGE, PROBLEM, Table
from onrecord.wire import from_plain

__all__ = [
    "Hit",
    "Listing",
    "find",
    "find_pages",
    "items_of",
    "load_plain",
    "load_record",
    "load_records",
    "pages",
    "problems",
]

#: What `snippet()` puts around words that were found; a page's own text has been rid of most controls.
_OPEN: Final = "\x02"
_CLOSE: Final = "\x03"
#: Words of text in a snippet; FTS5 allows at most 64.
_SNIPPET_WORDS: Final = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page in a list of pages."""

    #: `Page.id`.
    page: str
    #: None if it has no headline, or no article.
    title: str | None
    source: str
    url: str | None
    #: A day, an ISO 8601 interval of days, or None if unknown.
    published: str | None
    #: "stored" or "problem".
    state: str
    #: How many it holds.
    statements: int
    events: int
    problems: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A page in which words were found."""

    page: str
    title: str | None
    source: str
    published: str | None
    #: Text around the words, in pieces: (words, whether they are what was looked for).
    snippet: tuple[tuple[str, bool], ...]
    #: Kinds of the quarantined passages that hold the words, where no passage that is read holds one of
    #: them; empty otherwise.
    quarantined: tuple[str, ...] = ()


def pages(file: RecordFile) -> Iterator[Listing]:
    """Every page, sorted by source and id."""
    query = (
        "SELECT page, title, source, url, published, state, statements, events, problems"
        " FROM pages ORDER BY source, page"
    )
    names = ("page", "title", "source", "url", "published", "state", "statements", "events", "problems")
    for row in file.rows(query):
        yield Listing(**dict(zip(names, row, strict=True)))


def find_pages(file: RecordFile, wanted: str) -> tuple[str, ...]:
    """Ids of the pages that `wanted` names: an id of page or article or its beginning, a source, a URL.

    Several where one source held different pages over time. OnrecordError "unknown-page" where none
    or, for the beginning of an id, more than one fits.
    """
    text = wanted.encode("utf-8", "backslashreplace").decode("utf-8")
    exact = (
        "SELECT id FROM page WHERE id = ?1 OR url = ?1"
        " OR id IN (SELECT page FROM sighting WHERE source = ?1)"
        " OR id IN (SELECT page FROM article WHERE id = ?1) ORDER BY id"
    )
    found = tuple(str(page) for (page,) in file.rows(exact, (text,)))
    if found:
        return found
    beginning = (
        "SELECT id FROM page WHERE substr(id, 1, ?2) = ?1 OR substr(id, 6, ?2) = ?1 ORDER BY id LIMIT 2"
    )
    found = tuple(str(page) for (page,) in file.rows(beginning, (text, len(text)))) if text else ()
    if len(found) == 1:
        return found
    raise OnrecordError("unknown-page", f"{wanted} begins several ids" if found else wanted)


def load_record(file: RecordFile, page: str) -> Record:
    """The whole record of the page with this id, as it was stored.

    OnrecordError "unknown-page" where there is none; RecordFileError "damaged" where its rows do not
    make a record, a span that does not stand at its offsets included.
    """
    try:
        return from_plain(load_plain(file, page), Record)
    except ValueError as error:
        raise RecordFileError("damaged", f"{file.path}, {page}: {error}") from error


def load_plain(file: RecordFile, page: str) -> dict[str, Any]:
    """The rows of a page put together as `wire.plain` gives a record, nothing in them checked.

    OnrecordError "unknown-page" where there is no such page.
    """
    item: dict[str, Any] = {}
    for item["page"] in items_of(file, PAGE, "id", page):
        break
    else:
        raise OnrecordError("unknown-page", page)
    item["problems"] = items_of(file, PROBLEM, "entry", page)
    for article in items_of(file, ARTICLE, "page", page):
        item["article"] = article
        for table in LINES:
            item[table.path[0]] = items_of(file, table, "article", article["id"])
    return item


def load_records(file: RecordFile) -> Iterator[Record]:
    """The record of every page, sorted by page id, one in memory at a time."""
    for page in [str(page) for (page,) in file.rows("SELECT id FROM page ORDER BY id")]:
        yield load_record(file, page)


def find(file: RecordFile, words: str, *, limit: int = 20, prefix: bool = False) -> list[Hit]:
    """Pages whose title or text holds all of `words`, best first (BM25), at most `limit`.

    Words in double quotes must stand together; `prefix` takes the last word for the beginning of one.
    Any string will do: nothing in it is taken for the syntax of FTS5. No words give no pages.
    """
    # The best are chosen first: marking the words of every page that holds them would take seconds.
    query = (
        "WITH best AS MATERIALIZED (SELECT article_words.rowid AS number, bm25(article_words) AS score"
        " FROM article_words JOIN article ON article.number = article_words.rowid"
        " WHERE article_words MATCH ?4 ORDER BY score, article.page LIMIT ?5)"
        " SELECT article.page, snippet(article_words, 1, ?1, ?2, '…', ?3), article.id,"
        " highlight(article_words, 1, ?1, ?2), instr(highlight(article_words, 0, ?1, ?2), ?1)"
        # One walk through those that match: to ask for the rows one by one begins the search anew for each.
        " FROM article_words CROSS JOIN best ON best.number = +article_words.rowid"
        " CROSS JOIN article ON article.number = best.number"
        " WHERE article_words MATCH ?4 ORDER BY best.score, article.page"
    )
    asked = _match(words, prefix=prefix)
    if not asked:
        return []
    found = list(file.rows(query, (_OPEN, _CLOSE, _SNIPPET_WORDS, asked, limit)))
    hits = []
    for page, snippet, article, marked, in_title in found:
        kinds = () if in_title else _quarantined(file, article, marked)
        known = "SELECT page, title, source, published FROM pages WHERE page = ?"
        for row in file.rows(known, (page,)):
            hits.append(
                Hit(
                    page=row[0],
                    title=row[1],
                    source=row[2],
                    published=row[3],
                    snippet=_cut(snippet),
                    quarantined=kinds,
                )
            )
    return hits


def _quarantined(file: RecordFile, article: str, marked: str) -> tuple[str, ...]:
    """Kinds of the passages that hold every mark of `marked`, in order; empty if one of them is read."""
    query = 'SELECT start, "end", kind FROM passage WHERE article = ? ORDER BY position'
    passages = list(file.rows(query, (article,)))
    starts = [start for start, _, _ in passages]
    kinds: list[str] = []
    offset = 0
    for number, piece in enumerate(marked.split(_OPEN)):
        if number:
            place = bisect_right(starts, offset) - 1
            kinds.append(passages[place][2] if place >= 0 else "body")
        offset += len(piece) - piece.count(_CLOSE)
    return () if READ_KINDS.intersection(kinds) else tuple(dict.fromkeys(kinds))


def problems(file: RecordFile) -> Iterator[Problem]:
    """Every problem remembered, sorted by source, page and what it is."""
    names = ", ".join(PROBLEM.column_names)
    order = "source, page, entry, position"
    for row in file.rows(f"SELECT {names} FROM problem ORDER BY {order}"):  # noqa: S608 - constants
        yield from_plain(PROBLEM.item(row), Problem)


def items_of(file: RecordFile, table: Table, key: str, value: str) -> list[dict[str, Any]]:
    """The records of `table` whose column `key` holds `value`, with the lists inside them."""
    names = ", ".join(table.column_names)
    order = " ORDER BY position" if table.parent else ""
    query = f"SELECT {names} FROM {table.name} WHERE {key} = ?{order}"  # noqa: S608 - constants
    items = [table.item(row) for row in file.rows(query, (value,))]
    if items:
        for child in table.children:
            lists = _lists(file, table, child, key, value)
            for item in items:
                _put(item, child.path, lists.get(item["id"], []))
    return items


def _lists(file: RecordFile, table: Table, child: Table, key: str, value: str) -> dict[str, list[Any]]:
    """The lists that `child` holds for records of `table` whose `key` holds `value`, by their id."""
    names = ", ".join(f"child.{name}" for name in (child.parent, *child.column_names))
    only = f" AND child.{child.fixed[0]} = '{child.fixed[1]}'" if child.fixed else ""
    if child.children:  # records with lists of their own, as a story's copies
        ids = [str(one) for (one,) in file.rows(f"SELECT id FROM {table.name} WHERE {key} = ?", (value,))]  # noqa: S608
        return {one: items_of(file, child, child.parent, one) for one in ids}
    query = (
        f"SELECT {names} FROM {child.name} AS child JOIN {table.name} AS parent"  # noqa: S608 - constants
        f" ON parent.id = child.{child.parent} WHERE parent.{key} = ?{only} ORDER BY child.position"
    )
    lists: dict[str, list[Any]] = {}
    for parent, *row in file.rows(query, (value,)):
        lists.setdefault(parent, []).append(child.item(row))
    return lists


def _put(item: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    *way, last = path
    for step in way:
        item = item[step]
    item[last] = value


def _match(words: str, *, prefix: bool = False) -> str:
    """An FTS5 query for all words of `words`, each quoted; "" where there are none."""
    clean = words.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
    asked = []
    for number, piece in enumerate(clean.split('"')):
        # Between an opening and a closing quotation mark stands a phrase.
        for term in [piece] if number % 2 else piece.split():
            if re.search(r"\w", term):
                asked.append(f'"{term}"')
    return " ".join(asked) + ("*" if asked and prefix else "")


def _cut(snippet: str) -> tuple[tuple[str, bool], ...]:
    pieces = []
    for before in re.split(f"({_OPEN}[^{_CLOSE}]*{_CLOSE})", snippet):
        found = before.startswith(_OPEN) and before.endswith(_CLOSE)
        text = before.strip(_OPEN + _CLOSE) if found else before
        if text:
            pieces.append((text, found))
    return tuple(pieces)
