"""A record -> the rows of its margin: what was said and done, by reading order, and what stayed open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.records import Actor, Event, Mention, Moment, Place, Record, Span, Statement
from onrecord.web.lighting import keys_of

__all__ = ["Margin", "Party", "Row", "margin"]

#: Below this confidence a row says that it is unsure.
UNSURE = 0.5


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in a row: the name that was resolved, and the page's words where they are others."""

    name: str
    words: str | None = None
    #: Key of the actor; None if it could not be told who is meant.
    key: str | None = None
    #: Role, country: what the page says of them.
    about: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A statement or an event."""

    key: str
    id: str
    #: "said" or "did".
    look: str
    start: int
    line: Statement | Event
    #: The speaker or the actors.
    who: tuple[Party, ...]
    #: Recipients of an event.
    whom: tuple[Party, ...] = ()
    #: Who passed it on, nearest to the page first, each with the words that say so.
    via: tuple[tuple[Party, str | None], ...] = ()
    moment: Moment | None = None
    place: Place | None = None
    #: For an event the statement that it stands in, for a statement the one around it.
    inside: str | None = None
    according: Party | None = None

    @property
    def unsure(self) -> bool:
        """Whether the reading has a low confidence."""
        return self.line.confidence < UNSURE


@dataclass(frozen=True, slots=True)
class Margin:
    """All rows of a page."""

    rows: tuple[Row, ...]
    #: Actors with what is known of them and how often they are mentioned.
    actors: tuple[tuple[str, Actor, int], ...]
    moments: tuple[tuple[str, Moment], ...]
    places: tuple[tuple[str, Place], ...]
    #: Mentions that point at nobody: first span, times, why.
    loose: tuple[tuple[Mention, int], ...]
    #: Moments without a date, with the reason.
    undated: tuple[tuple[str, Moment, str], ...]

    @property
    def said(self) -> int:
        """How many statements."""
        return sum(row.look == "said" for row in self.rows)

    @property
    def did(self) -> int:
        """How many events."""
        return len(self.rows) - self.said


class _Names:
    """What a record's lines point at, by id."""

    def __init__(self, record: Record) -> None:
        self.keys = keys_of(record)
        self.actors = {one.id: one for one in record.actors}
        self.moments = {one.id: one for one in record.moments}
        self.places = {one.id: one for one in record.places}
        self.statements = {one.id: one for one in record.statements}

    def party(self, actor: str | None, span: Span | None) -> Party | None:
        found = self.actors.get(actor or "")
        if found is None:
            return Party(span.words) if span is not None else None
        other = span.words if span is not None and not _same(found.name, span.words) else None
        about = [] if found.named else ["unnamed"]
        if found.role is not None and found.role.words.casefold() not in found.name.casefold():
            about.append(found.role.words)
        if found.country is not None:
            about.append(found.country)
        return Party(found.name, other, self.keys[found.id], ", ".join(about))

    def speaker(self, statement: Statement) -> Party | None:
        return self.party(statement.speaker, statement.source)


def margin(record: Record) -> Margin:
    """The rows of a record."""
    names = _Names(record)
    rows = [_said(one, names) for one in record.statements] + [_did(one, names) for one in record.events]
    rows.sort(key=lambda row: (row.start, row.look != "said", row.key))
    mentions = Counter(mention.actor for mention in record.mentions)
    moments = tuple((names.keys[one.id], one) for one in record.moments)
    return Margin(
        rows=tuple(rows),
        actors=tuple((names.keys[one.id], one, mentions[one.id]) for one in record.actors),
        moments=moments,
        places=tuple((names.keys[one.id], one) for one in record.places),
        loose=tuple(_loose(record.mentions)),
        undated=tuple((key, one, _why_undated(one)) for key, one in moments if _is_undated(one)),
    )


def _said(statement: Statement, names: _Names) -> Row:
    speaker = names.speaker(statement)
    via = [(names.party(relay.actor, relay.span), relay.cue) for relay in statement.via]
    spans = [*statement.content, *(one for one in (statement.source, statement.cue) if one)]
    return Row(
        key=names.keys[statement.id],
        id=statement.id,
        look="said",
        start=min(span.start for span in spans),
        line=statement,
        who=(speaker,) if speaker else (),
        via=tuple((party, cue.words if cue else None) for party, cue in via if party),
        moment=names.moments.get(statement.moment or ""),
        inside=names.keys.get(statement.within or ""),
    )


def _did(event: Event, names: _Names) -> Row:
    told = names.statements.get(event.according_to or "")
    return Row(
        key=names.keys[event.id],
        id=event.id,
        look="did",
        start=event.trigger.start,
        line=event,
        who=tuple(filter(None, (names.party(one.actor, one.span) for one in event.actors))),
        whom=tuple(filter(None, (names.party(one.actor, one.span) for one in event.recipients))),
        moment=names.moments.get(event.moment or ""),
        place=names.places.get(event.place or ""),
        inside=names.keys[told.id] if told else None,
        according=names.speaker(told) if told else None,
    )


def _loose(mentions: Iterable[Mention]) -> Iterator[tuple[Mention, int]]:
    """Mentions that were not resolved, those with the same words and reason together."""
    first: dict[tuple[str, str], Mention] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for mention in mentions:
        if mention.actor is None:
            key = (mention.span.words, mention.why)
            first.setdefault(key, mention)
            counts[key] += 1
    for key, mention in first.items():
        yield mention, counts[key]


def _is_undated(moment: Moment) -> bool:
    return moment.type in {"DATE", "TIME"} and moment.earliest is None and not moment.value.endswith("_REF")


def _why_undated(moment: Moment) -> str:
    if moment.offset is not None:
        return f"{moment.offset} from the unknown day of publication"
    return "no date to hang it from"


def _same(name: str, words: str) -> bool:
    """Whether the page's words are the name, but for an article, a possessive and case."""

    def bare(text: str) -> str:
        parts = text.casefold().removesuffix("'s").removesuffix("’s").split()
        return " ".join(parts[1:] if parts[:1] in (["the"], ["a"], ["an"]) else parts)

    return bare(name) == bare(words)
