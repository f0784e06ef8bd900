"""The record file -> stories, actors and places as lists: filtered, counted, cut into pages."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Final
from urllib.parse import urlencode

from onrecord.store import Hit, RecordFile, find
from onrecord.store.stories import StoryListing, listings

__all__ = [
    "IN_PLACE",
    "PER_PAGE",
    "Choices",
    "Found",
    "StoryFilter",
    "choices",
    "like",
    "list_stories",
    "search",
]

#: Stories on one page of the list.
PER_PAGE: Final = 40
#: Pages that a search shows, best first.
_MOST_HITS: Final = 60
#: Origins that are offered to choose from, those of most pages first.
_MOST_CHOICES: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFilter:
    """What is asked of the list of stories; an empty string asks nothing."""

    q: str = ""
    #: First and last day, ISO 8601; a story that was published between them, or partly so.
    since: str = ""
    until: str = ""
    #: A place's usual name or its country's code.
    place: str = ""
    #: A part of an actor's name.
    actor: str = ""
    type: str = ""
    status: str = ""
    origin: str = ""
    #: "1": also stories of one page.
    all: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything but the number of pages is asked."""
        return any(getattr(self, one.name) for one in fields(self) if one.name not in ("q", "all"))

    def address(self, **other: object) -> str:
        """The query that asks the same, with `other` parameters."""
        values = {one.name: getattr(self, one.name) for one in fields(self)} | other
        return urlencode({name: value for name, value in values.items() if value})


@dataclass(frozen=True, slots=True)
class Found:
    """A story with the pages of it in which words were found; no story where it is in none yet."""

    story: StoryListing | None
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the record has to filter by."""

    types: tuple[str, ...]
    statuses: tuple[str, ...]
    origins: tuple[str, ...]


def choices(file: RecordFile) -> Choices:
    """The types, statuses and origins that occur."""

    def column(query: str) -> tuple[str, ...]:
        return tuple(str(value) for (value,) in file.rows(query))

    return Choices(
        column(_DISTINCT.format("type")),
        column(_DISTINCT.format("status")),
        column(
            "SELECT name FROM story_origin WHERE kind <> 'page' GROUP BY name"  # noqa: S608 - a constant
            f" ORDER BY count(*) DESC, name LIMIT {_MOST_CHOICES}"
        ),
    )


#: Articles that name a place, by its usual name, their words for it or its country's code; asked thrice.
IN_PLACE: Final = (
    "SELECT article FROM place WHERE name = ? COLLATE NOCASE"
    " UNION ALL SELECT article FROM place WHERE words = ? COLLATE NOCASE"
    " UNION ALL SELECT article FROM place WHERE country = upper(?)"
)
#: The values of a column of `event`, from one to the next in its index: DISTINCT would read all events.
_DISTINCT: Final = (
    "WITH RECURSIVE one(held) AS (SELECT min({0}) FROM event UNION ALL"
    " SELECT (SELECT min({0}) FROM event WHERE {0} > held) FROM one WHERE held IS NOT NULL)"
    " SELECT held FROM one WHERE held IS NOT NULL"
)


def list_stories(
    file: RecordFile, asked: StoryFilter, *, page: int = 1, limit: int = PER_PAGE
) -> tuple[list[StoryListing], int]:
    """One page of the stories that were asked for, the latest first, and how many there are in all."""
    where, values = _where(asked)
    least = 1 if asked.all else 2
    query = (
        "SELECT story.id, count(*) AS pages, count(*) OVER () FROM story"  # noqa: S608 - constants
        f" JOIN story_article ON story_article.story = story.id WHERE {where}"
        " GROUP BY story.id HAVING pages >= ?"
        " ORDER BY latest DESC, pages DESC, story.id LIMIT ? OFFSET ?"
    )
    rows = list(file.rows(query, (*values, least, limit, (page - 1) * limit)))
    if not rows and page > 1:  # past the last
        return [], list_stories(file, asked, limit=1)[1]
    return listings(file, [str(row[0]) for row in rows]), rows[0][2] if rows else 0


def search(file: RecordFile, asked: StoryFilter, *, prefix: bool = True) -> list[Found]:
    """The stories whose pages hold the words, best first, each with those pages."""
    hits = find(file, asked.q, limit=_MOST_HITS, prefix=prefix)
    where, values = _where(asked)
    marks = ", ".join("?" * len(hits))
    query = (
        "SELECT article.page, story.id FROM article"  # noqa: S608 - constants
        " JOIN story_article ON story_article.article = article.id"
        f" JOIN story ON story.id = story_article.story WHERE article.page IN ({marks}) AND {where}"
    )
    homes: dict[str, str] = dict(file.rows(query, (*(hit.page for hit in hits), *values)))
    held: dict[str, list[Hit]] = {}
    for hit in hits:
        if hit.page in homes or not asked.narrows:
            held.setdefault(homes.get(hit.page, ""), []).append(hit)
    known = {one.story: one for one in listings(file, [story for story in held if story])}
    return [Found(known.get(story), tuple(some)) for story, some in held.items()]


def _where(asked: StoryFilter) -> tuple[str, list[Any]]:
    """The conditions on `story` and their values."""
    conditions: list[str] = ["1"]
    values: list[Any] = []

    def add(condition: str, *some: object) -> None:
        conditions.append(condition)
        values.extend(some)

    if asked.since:
        add("story.latest >= ?", asked.since)
    if asked.until:
        add("story.earliest <= ?", asked.until)
    inside = "story.id IN (SELECT story FROM story_article AS one WHERE one.article IN ({0}))"
    if asked.place:
        add(inside.format(IN_PLACE), asked.place, asked.place, asked.place)
    if asked.actor:
        add(inside.format("SELECT article FROM actor WHERE name LIKE ? ESCAPE '\\'"), like(asked.actor))
    event = [(name, value) for name, value in (("type", asked.type), ("status", asked.status)) if value]
    if event:
        both = " AND ".join(f"{name} = ?" for name, _ in event)
        add(inside.format(f"SELECT article FROM event WHERE {both}"), *(value for _, value in event))  # noqa: S608
    if asked.origin:
        add("story.id IN (SELECT story FROM story_origin WHERE name = ? COLLATE NOCASE)", asked.origin)
    return " AND ".join(conditions), values


def like(part: str | None) -> str | None:
    """What LIKE takes for texts that hold `part`, nothing in which is a pattern; None for none."""
    if not part:
        return None
    plain = part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{plain}%"
