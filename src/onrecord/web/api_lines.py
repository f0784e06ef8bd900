"""The record file and a filter -> statements, events, moments or places of all pages, cut into pages.

Each comes whole, with the page that it stands on and what it points at. The order depends on the content
alone: pages by day of publication, the latest first and undated ones last, then in text order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from onrecord.records import Actor, Event, Moment, Place, Statement
from onrecord.store import RecordFile
from onrecord.store.queries import items_of
from onrecord.store.tables import LINES, Table
from onrecord.web.listing import IN_PLACE, like
from onrecord.wire import from_plain

__all__ = [
    "DatedLine",
    "EventLine",
    "LineFilter",
    "PageHead",
    "PlaceLine",
    "StatementLine",
    "events",
    "moments",
    "page_heads",
    "places",
    "statements",
]

T = TypeVar("T")
_TABLES: Final = {table.name: table for table in LINES}


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFilter:
    """What is asked of lines; None asks nothing. What a kind of line does not have is left aside."""

    #: `Page.id`.
    page: str | None = None
    #: `Story.id`.
    story: str | None = None
    #: First and last day, ISO 8601. Of an event the day that it is told for, of a moment its own; else
    #: that of the page. What may lie between them counts.
    since: str | None = None
    until: str | None = None
    #: A part of an actor's name: the speaker, or who acts in an event or has it done to them.
    actor: str | None = None
    #: A place's name or its country's code.
    place: str | None = None
    #: A PLOVER type, or the TIMEX3 type of a moment.
    type: str | None = None
    status: str | None = None
    stance: str | None = None
    #: A part of the name of an outlet or agency that the page credits, or of its host.
    outlet: str | None = None
    #: The name of an origin in a story of the page.
    origin: str | None = None
    #: Words that stand in the line itself.
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHead:
    """The page that a line stands on."""

    id: str
    article: str
    title: str | None
    source: str
    url: str | None
    #: First and last day of publication; None if unknown.
    earliest: str | None
    latest: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """A statement with what it points at."""

    statement: Statement
    page: PageHead
    speaker: Actor | None
    moment: Moment | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """An event with what it points at."""

    event: Event
    page: PageHead
    #: Those of its actors and recipients who were resolved.
    actors: tuple[Actor, ...]
    moment: Moment | None
    place: Place | None
    #: The statement that it stands in, and who speaks there.
    according_to: Statement | None
    speaker: Actor | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedLine:
    """A time expression and its page."""

    moment: Moment
    page: PageHead


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """A place and its page."""

    place: Place
    page: PageHead


#: A kind of line: the column of its words, who takes part, and its day, first and last.
_PUBLISHED: Final = ("article.published_earliest", "article.published_latest")
_WORDS: Final = {
    "statement": "line.id IN (SELECT statement FROM statement_content WHERE words LIKE ? ESCAPE '\\')",
    "event": "line.trigger_words LIKE ? ESCAPE '\\'",
    "moment": "line.words LIKE ? ESCAPE '\\'",
    "place": "line.words LIKE ? ESCAPE '\\'",
}
_PARTIES: Final = {
    "statement": "line.speaker IN (SELECT id FROM actor WHERE name LIKE ? ESCAPE '\\')",
    "event": "line.id IN (SELECT event FROM event_participant"
    " WHERE actor IN (SELECT id FROM actor WHERE name LIKE ? ESCAPE '\\')"
    " UNION ALL SELECT event FROM event_participant WHERE actor IS NULL AND words LIKE ? ESCAPE '\\')",
}
_PLACES: Final = {
    "event": "EXISTS (SELECT 1 FROM place WHERE place.id = line.place"
    " AND (name = ? COLLATE NOCASE OR words = ? COLLATE NOCASE OR country = upper(?)))",
    "place": "(line.name = ? COLLATE NOCASE OR line.words = ? COLLATE NOCASE OR line.country = upper(?))",
}
_OF_EVENT: Final = "(SELECT {0} FROM moment WHERE moment.id = line.moment)"
#: An event that no moment dates has the page's day only where it is told for that day.
_BY_PAGE: Final = "CASE WHEN line.moment_from = 'article' THEN article.published_{0} END"
_DAYS: Final = {
    "event": tuple(
        f"coalesce({_OF_EVENT.format(one)}, {_BY_PAGE.format(one)})" for one in ("earliest", "latest")
    ),
    "moment": ("line.earliest", "line.latest"),
}
_COLUMNS: Final = {"type": ("event", "moment"), "status": ("event",), "stance": ("statement",)}


def statements(
    file: RecordFile, asked: LineFilter, *, page: int, limit: int
) -> tuple[list[StatementLine], bool]:
    """Statements, and whether there are more."""
    found, more = _lines(file, "statement", asked, page, limit)
    made = [from_plain(item, Statement) for _, item in found]
    return [
        StatementLine(
            statement=one,
            page=head,
            speaker=_one(file, "actor", one.speaker, Actor),
            moment=_one(file, "moment", one.moment, Moment),
        )
        for one, (head, _) in zip(made, found, strict=True)
    ], more


def events(file: RecordFile, asked: LineFilter, *, page: int, limit: int) -> tuple[list[EventLine], bool]:
    """Events, and whether there are more."""
    found, more = _lines(file, "event", asked, page, limit)
    return [_event(file, from_plain(item, Event), head) for head, item in found], more


def moments(file: RecordFile, asked: LineFilter, *, page: int, limit: int) -> tuple[list[DatedLine], bool]:
    """Time expressions, and whether there are more."""
    found, more = _lines(file, "moment", asked, page, limit)
    return [DatedLine(moment=from_plain(item, Moment), page=head) for head, item in found], more


def places(file: RecordFile, asked: LineFilter, *, page: int, limit: int) -> tuple[list[PlaceLine], bool]:
    """Places, and whether there are more."""
    found, more = _lines(file, "place", asked, page, limit)
    return [PlaceLine(place=from_plain(item, Place), page=head) for head, item in found], more


def page_heads(file: RecordFile, asked: LineFilter, *, page: int, limit: int) -> tuple[list[PageHead], bool]:
    """Pages that have an article, and whether there are more."""
    return _found(file, None, asked, page, limit)


def _event(file: RecordFile, event: Event, head: PageHead) -> EventLine:
    parties = dict.fromkeys(part.actor for part in (*event.actors, *event.recipients) if part.actor)
    statement = _one(file, "statement", event.according_to, Statement)
    found = (_one(file, "actor", actor, Actor) for actor in parties)
    return EventLine(
        event=event,
        page=head,
        actors=tuple(actor for actor in found if actor),
        moment=_one(file, "moment", event.moment, Moment),
        place=_one(file, "place", event.place, Place),
        according_to=statement,
        speaker=_one(file, "actor", statement.speaker if statement else None, Actor),
    )


def _one(file: RecordFile, kind: str, wanted: str | None, type_: type[T]) -> T | None:
    items = items_of(file, _TABLES[kind], "id", wanted) if wanted else []
    return from_plain(items[0], type_) if items else None


def _lines(
    file: RecordFile, kind: str, asked: LineFilter, page: int, limit: int
) -> tuple[list[tuple[PageHead, dict[str, Any]]], bool]:
    table: Table = _TABLES[kind]
    where, values = _where(kind, asked)
    # From page to page in their order until there are enough, unless few lines of all are what is asked for.
    join = "JOIN" if asked.actor or asked.words or (asked.type and kind == "event") else "CROSS JOIN"
    query = (
        f"SELECT line.id, {_HEAD} FROM article {join} page ON page.id = article.page"  # noqa: S608 - constants
        f" {join} {kind} AS line ON line.article = article.id WHERE {where}"
        " ORDER BY article.published_latest DESC, article.id, line.position LIMIT ? OFFSET ?"
    )
    rows = list(file.rows(query, (*values, limit + 1, (page - 1) * limit)))
    found = [(_head(row[1:]), items_of(file, table, "id", row[0])[0]) for row in rows[:limit]]
    return found, len(rows) > limit


def _found(
    file: RecordFile, kind: None, asked: LineFilter, page: int, limit: int
) -> tuple[list[PageHead], bool]:
    where, values = _where(kind, asked)
    query = (
        f"SELECT {_HEAD} FROM article JOIN page ON page.id = article.page WHERE {where}"  # noqa: S608
        " ORDER BY article.published_latest DESC, article.id LIMIT ? OFFSET ?"
    )
    rows = list(file.rows(query, (*values, limit + 1, (page - 1) * limit)))
    return [_head(row) for row in rows[:limit]], len(rows) > limit


_HEAD: Final = (
    "article.page, article.id, article.title, page.source, page.url, published_earliest, published_latest"
)


def _head(row: Iterable[Any]) -> PageHead:
    names = ("id", "article", "title", "source", "url", "earliest", "latest")
    return PageHead(**dict(zip(names, row, strict=True)))


def _where(kind: str | None, asked: LineFilter) -> tuple[str, list[Any]]:
    """The conditions on `article`, `page` and `line`, and their values."""
    conditions, values = ["1"], []

    def add(condition: str | None, value: str | None) -> None:
        if condition and value:
            conditions.append(condition)
            values.extend([value] * condition.count("?"))

    first, last = _DAYS.get(kind or "", _PUBLISHED)
    add("article.page = ?", asked.page)
    add("article.id IN (SELECT article FROM story_article WHERE story = ?)", asked.story)
    add(f"{last} >= ?", asked.since)
    add(f"{first} <= ?", asked.until)
    add(_PARTIES.get(kind or ""), like(asked.actor))
    if kind in _PLACES:  # a plus keeps SQLite from leaving the order of pages for an index
        add(f"+article.id IN ({IN_PLACE})", asked.place)
        add(_PLACES[kind], asked.place)
    add(_WORDS.get(kind or ""), like(asked.words))
    for name, kinds in _COLUMNS.items():
        plus = "+" if name == "status" else ""
        add(f"{plus}line.{name} = ?" if kind in kinds else None, getattr(asked, name))
    add(
        "(page.url LIKE ? ESCAPE '\\' OR EXISTS (SELECT 1 FROM credit WHERE credit.article = article.id"
        " AND credit.kind IN ('outlet', 'agency') AND credit.chosen = 1 AND credit.name LIKE ? ESCAPE '\\'))",
        like(asked.outlet),
    )
    add(
        "article.id IN (SELECT value FROM story_origin, json_each(story_origin.articles)"
        " WHERE story_origin.name = ? COLLATE NOCASE)",
        asked.origin,
    )
    return " AND ".join(conditions), values
