"""The record file and a name -> what the actors of that name said, did and had done to them.

Actors are resolved inside one article. Here those with the same name are laid together; whether they
are one and the same is for the reader to judge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from onrecord.store import RecordFile
from onrecord.web.listing import like

__all__ = ["Deed", "Known", "Life", "Listed", "Utterance", "list_actors", "live"]

#: Actors on one page of the list, and lines of each kind in the view of one.
PER_PAGE: Final = 100
_MOST_LINES: Final = 300
#: Others in the network, those first that most lines join.
_MOST_OTHERS: Final = 14


@dataclass(frozen=True, slots=True)
class Listed:
    """A name in the list of actors."""

    name: str
    pages: int
    statements: int
    events: int


@dataclass(frozen=True, slots=True)
class Known:
    """What one page makes of the actor."""

    page: str
    title: str | None
    kind: str
    country: str | None
    sector: str | None
    role: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something that they said."""

    id: str
    page: str
    title: str | None
    published: str | None
    words: str
    cue: str | None
    told: str | None
    stance: str


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that they did, or that was done to them."""

    id: str
    page: str
    title: str | None
    #: The event's own day or days; failing that those of the page, and then `by_page`.
    earliest: str | None
    latest: str | None
    by_page: bool
    type: str
    mode: str | None
    status: str
    words: str
    role: str
    #: The others, and those of them who were resolved to an actor.
    others: tuple[str, ...]
    resolved: tuple[str, ...]
    according: str | None


@dataclass(frozen=True, slots=True)
class Life:
    """All of one name; of each kind of line those of the first days."""

    name: str
    #: How many pages have an actor of this name.
    pages: int
    known: tuple[Known, ...]
    said: tuple[Utterance, ...]
    deeds: tuple[Deed, ...]
    #: Whom they did something to, or who did it to them: (other, done to other, done by other).
    others: tuple[tuple[str, int, int], ...]

    def done(self, role: str) -> list[tuple[int, Deed]]:
        """The deeds in which they have this role, each with its number among all, from 1."""
        return [(number, one) for number, one in enumerate(self.deeds, 1) if one.role == role]


def list_actors(
    file: RecordFile, part: str, *, page: int = 1, limit: int = PER_PAGE
) -> tuple[list[Listed], int]:
    """Names that hold `part`, those first that are in most pages, and how many there are."""
    which, values = "FROM actor WHERE named = 1", []
    if part:
        which += " AND name LIKE ? ESCAPE '\\'"
        values.append(like(part))
    ((count,),) = file.rows(f"SELECT count(DISTINCT name) {which}", values)
    query = (
        f"SELECT name, count(DISTINCT article) AS pages {which}"
        " GROUP BY name ORDER BY pages DESC, name LIMIT ? OFFSET ?"
    )
    rows = list(file.rows(query, (*values, limit, (page - 1) * limit)))
    counts = (
        "SELECT (SELECT count(*) FROM actor JOIN statement ON statement.speaker = actor.id WHERE name = ?1),"
        " (SELECT count(DISTINCT event) FROM actor JOIN event_participant AS part ON part.actor = actor.id"
        " WHERE name = ?1)"
    )
    return [Listed(name, pages, *next(file.rows(counts, (name,)))) for name, pages in rows], count


def live(file: RecordFile, name: str) -> Life | None:
    """What is known of a name, in the order of days; None where no page has it."""
    query = (
        "SELECT article.page, article.title, kind, country, sector, role_words, why FROM actor"
        " JOIN article ON article.id = actor.article WHERE name = ?"
        " ORDER BY published_earliest, article.page, actor.position LIMIT ?"
    )
    known = tuple(Known(*row) for row in file.rows(query, (name, _MOST_LINES)))
    if not known:
        return None
    counted = "SELECT count(DISTINCT article) FROM actor WHERE named IN (0, 1) AND name = ?"
    ((pages,),) = file.rows(counted, (name,))
    deeds = tuple(_deeds(file, name))
    joined: dict[str, Counter[str]] = {"actor": Counter(), "recipient": Counter()}
    for deed in deeds:
        joined[deed.role].update(set(deed.resolved) - {name})
    both = joined["actor"] + joined["recipient"]
    order = sorted(both, key=lambda other: (-both[other], other))[:_MOST_OTHERS]
    others = tuple((other, joined["actor"][other], joined["recipient"][other]) for other in order)
    return Life(name, pages, known, tuple(_said(file, name)), deeds, others)


def _said(file: RecordFile, name: str) -> Iterator[Utterance]:
    query = (
        "SELECT statement.id, article.page, article.title,"
        " coalesce(published_earliest, '') || '/' || coalesce(published_latest, ''),"
        " (SELECT group_concat(words, ' … ') FROM statement_content AS piece"
        "   WHERE piece.statement = statement.id),"
        " cue_words, told_words, stance FROM actor JOIN statement ON statement.speaker = actor.id"
        " JOIN article ON article.id = statement.article WHERE actor.name = ?"
        " ORDER BY published_earliest IS NULL, published_earliest, article.id, statement.position LIMIT ?"
    )
    for one, page, title, published, words, *rest in file.rows(query, (name, _MOST_LINES)):
        yield Utterance(one, page, title, published, words or "", *rest)


#: The fields of a Deed in the order of the query's columns, but for those made of several.
_DEED: Final = "id page title earliest latest by_page type mode status words".split()


def _deeds(file: RecordFile, name: str) -> Iterator[Deed]:
    query = (
        "SELECT event.id, article.page, article.title, coalesce(moment.earliest, published_earliest),"
        " coalesce(moment.latest, published_latest), moment.earliest IS NULL AND moment.latest IS NULL,"
        " event.type, mode, status, trigger_words, part.role, coalesce(speaker.name, statement.source_words)"
        " FROM actor JOIN event_participant AS part ON part.actor = actor.id"
        " JOIN event ON event.id = part.event JOIN article ON article.id = event.article"
        " LEFT JOIN moment ON moment.id = event.moment"
        " LEFT JOIN statement ON statement.id = event.according_to"
        " LEFT JOIN actor AS speaker ON speaker.id = statement.speaker WHERE actor.name = ?"
        " ORDER BY 4 IS NULL, 4, article.id, event.position LIMIT ?"
    )
    others = (
        "SELECT actor.name, part.words FROM event_participant AS part"
        " LEFT JOIN actor ON actor.id = part.actor WHERE part.event = ? AND part.role <> ?"
        " ORDER BY part.position"
    )
    rows: list[tuple[Any, ...]] = list(file.rows(query, (name, _MOST_LINES)))
    for row in rows:
        *most, role, according = row
        parties = list(file.rows(others, (row[0], role)))
        names = tuple(actor or words for actor, words in parties)
        resolved = tuple(actor for actor, _ in parties if actor)
        yield Deed(
            **dict(zip(_DEED, most, strict=True)),
            role=role,
            others=names,
            resolved=resolved,
            according=according,
        )
