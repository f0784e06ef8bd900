"""Records -> FollowTheMoney entities as JSON lines, for Aleph and its kin (model of followthemoney 3.8).

A page is an Article; an actor that it names is a Person, Organization, PublicBody or LegalEntity, with a
Mention for each name it is called by; a statement is a Note on who made it; an event is an Event. An actor
is resolved inside one page, so the same person on two pages is two entities: joining them is for Aleph's
cross-referencing. FollowTheMoney has no word for what was unsaid, denied or planned: a Note is what was
said, an Event what happened or is going on, and its summary says according to whom.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Any, BinaryIO, Final

from onrecord.export.addresses import web_address
from onrecord.export.rows import credited
from onrecord.export.terms import FACTUAL
from onrecord.records import Actor, Event, Moment, Place, Record, Statement, make_id

__all__ = ["record_entities", "write_entities"]

#: PLOVER sectors of bodies that belong to a state.
_PUBLIC: Final = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
#: FollowTheMoney writes languages as ISO 639-3; onrecord reads English only.
_LANGUAGES: Final = {"en": "eng"}
#: What FollowTheMoney strips: controls but for the tab and line ends, joiners, a byte order mark.
_UNSAFE: Final = re.compile(
    "^\ufeff+|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200d\ud800-\udfff]"
)
_QUOTED: Final = re.compile(r"^[\"'](.*)[\"']$")


def write_entities(records: Iterable[Record], out: BinaryIO) -> int:
    """Writes one entity a line; returns how many there were."""
    count = 0
    for record in records:
        for one in record_entities(record):
            out.write(json.dumps(one, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
            count += 1
    return count


def record_entities(record: Record) -> Iterator[dict[str, Any]]:
    """The entities of a page: the Article, who it names, what they said, what happened."""
    article = record.article
    if article is None:
        return
    day = article.published.day
    yield _entity(
        article.id,
        "Article",
        title=article.title,
        fileName=record.page.source,
        mimeType=record.page.media_type,
        author=credited(record, "byline"),
        publisher=_outlet(record),
        publishedAt=day.isoformat() if day else None,
        sourceUrl=web_address(record.page.url),
        language=_LANGUAGES.get(article.language),
        bodyText=article.text,
    )
    named = {actor.id: actor for actor in record.actors if actor.named and _line(actor.name)}
    called: dict[str, set[str]] = defaultdict(set)
    for mention in record.mentions:
        if mention.actor in named and mention.kind == "name":
            called[mention.actor].add(_line(mention.span.words))
    for actor in named.values():
        yield _actor(actor, record)
        yield from _mentions(actor, called[actor.id] - {""}, article.id)
    voices = {actor.id: actor.name for actor in record.actors}
    for statement in record.statements:
        if statement.stance != "unsaid":
            yield _note(statement, voices.get(statement.speaker or ""), named, record)
    moments = {moment.id: moment for moment in record.moments}
    places = {place.id: place for place in record.places}
    statements = {statement.id: statement for statement in record.statements}
    for event in record.events:
        if event.status in FACTUAL:
            time = _times(moments.get(event.moment or ""), event, record)
            said = statements.get(event.according_to or "")
            yield _event(event, record, (named, places.get(event.place or ""), said, time))


def _entity(name: str, schema: str, /, **properties: Any) -> dict[str, Any]:
    """An entity; a property that is unknown is left out, each value is text and stands once."""
    kept: dict[str, list[str]] = {}
    for key, value in properties.items():
        values = [value] if isinstance(value, str) or value is None else value
        texts = list(dict.fromkeys(text for text in (_clean(one) for one in values if one) if text))
        if texts:
            kept[key] = texts
    return {"id": name, "schema": schema, "properties": kept}


def _clean(text: str) -> str:
    """Text as FollowTheMoney keeps it; an offset into the page's text need not hold in it."""
    return _UNSAFE.sub("", unicodedata.normalize("NFC", text)).strip()


def _actor(actor: Actor, record: Record) -> dict[str, Any]:
    role = actor.role.words if actor.role else None
    return _entity(
        actor.id,
        _schema(actor),
        name=_line(actor.name),
        country=_country(actor.country),
        position=role if actor.kind == "person" else None,
        sector=actor.sector,
        notes=None if actor.kind == "person" else role,
        publisher=_outlet(record),
        proof=record.article.id if record.article else None,
    )


def _schema(actor: Actor) -> str:
    if actor.kind == "person":
        return "Person"
    if actor.kind == "organization":
        return "PublicBody" if actor.sector in _PUBLIC else "Organization"
    return "LegalEntity"  # a country that acts, a group: the model has nothing closer


def _mentions(actor: Actor, names: set[str], article: str) -> Iterator[dict[str, Any]]:
    for name in sorted(names):
        yield _entity(
            make_id("ftm", article, actor.id, name),
            "Mention",
            document=article,
            name=name,
            resolved=actor.id,
            detectedSchema=_schema(actor),
        )


def _note(
    statement: Statement, speaker: str | None, named: dict[str, Actor], record: Record
) -> dict[str, Any]:
    """A statement: a Note on who made it, or on the page where that is not told or not named."""
    assert record.article is not None
    who = speaker or (statement.source.words if statement.source else "somebody")
    words = " … ".join(span.words for span in statement.content)
    via = "".join(f", passed on by {relay.span.words}" for relay in statement.via)
    title = _line(f"{who} ({statement.stance}{via})")
    return _entity(
        statement.id,
        "Note",
        name=title,
        description=f"{title}: {words}",
        entity=statement.speaker if statement.speaker in named else record.article.id,
        keywords=[statement.kind, statement.stance],
        proof=record.article.id,
        sourceUrl=web_address(record.page.url),
        publisher=_outlet(record),
    )


def _event(
    event: Event,
    record: Record,
    known: tuple[dict[str, Actor], Place | None, Statement | None, dict[str, str]],
) -> dict[str, Any]:
    named, place, said, time = known
    assert record.article is not None
    kind = event.type if event.mode is None else f"{event.type} ({event.mode})"
    parts = [*event.actors, *event.recipients]
    sides = [" and ".join(part.span.words for part in side) for side in (event.actors, event.recipients)]
    what = " ".join(part for part in (sides[0], f"[{event.trigger.words}]", sides[1]) if part)
    source = said.source.words if said and said.source else "a statement" if said else None
    return _entity(
        event.id,
        "Event",
        name=_line(f"{kind}: {what}"),
        summary=f"According to {source}; {event.status}"
        if source
        else f"In the page's own voice; {event.status}",
        description=event.why,
        involved=[part.actor for part in parts if part.actor in named],
        location=place.name if place else None,
        country=_country(place.country) if place else None,
        keywords=[event.type, event.mode or "", *event.contexts],
        recordId=event.id,
        proof=record.article.id,
        sourceUrl=web_address(record.page.url),
        publisher=_outlet(record),
        **time,
    )


def _times(moment: Moment | None, event: Event, record: Record) -> dict[str, str]:
    """The day of an event, or the first and last day that it can have been."""
    assert record.article is not None
    held: Any = moment if moment else record.article.published if event.moment_from == "article" else None
    first, last = (held.earliest, held.latest) if held else (None, None)
    if first and first == last:
        return {"date": first.isoformat()}
    days = {"startDate": first, "endDate": last}
    return {name: day.isoformat() for name, day in days.items() if day}


def _outlet(record: Record) -> str | None:
    return next(iter(credited(record, "outlet")), None)


def _line(text: str) -> str:
    """A name, on one line and without quotation marks around it."""
    return " ".join(_QUOTED.sub(r"\1", _clean(text)).split())


def _country(code: str | None) -> str | None:
    return _codes().get(code or "")


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """ISO 3166-1 alpha-3 to FollowTheMoney's codes."""
    lines = (files("onrecord.export") / "country_codes.tsv").read_text("utf-8").splitlines()[1:]
    return {line.split("\t")[0]: line.split("\t")[1] for line in lines}
