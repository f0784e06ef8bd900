"""Records -> rows of the flat tables in columns.tsv that are made of one page each.

Cells are Python values: dates are dates, a list is a tuple, None is unknown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from onrecord.export.columns import Row
from onrecord.records import Actor, CreditKind, Dating, Event, Moment, Participant, Place, Record, Span
from onrecord.wire import without_surrogates

__all__ = ["RECORD_ROWS", "credited", "pieces_cells", "span_cells"]


def page_rows(record: Record) -> Iterator[Row]:
    """One row."""
    yield {
        **_Known(record).page,
        "page_sha256": record.page.sha256,
        "page_bytes": record.page.bytes,
        "outlets": credited(record, "outlet"),
        "agencies": credited(record, "agency"),
        "bylines": credited(record, "byline"),
        "language": record.article.language if record.article else None,
        "state": "problem" if record.article is None else "stored",
        "statements": len(record.statements),
        "events": len(record.events),
        "problems": len(record.problems),
    }


def statement_rows(record: Record) -> Iterator[Row]:
    """A row for each statement, in text order."""
    known = _Known(record)
    for statement in record.statements:
        speaker = known.actors.get(statement.speaker or "")
        yield {
            "statement": statement.id,
            **known.page,
            "speaker": speaker.id if speaker else None,
            "speaker_name": speaker.name if speaker else None,
            "speaker_kind": speaker.kind if speaker else None,
            "speaker_country": speaker.country if speaker else None,
            "speaker_sector": speaker.sector if speaker else None,
            **span_cells("source", statement.source),
            **span_cells("cue", statement.cue),
            **pieces_cells("content", statement.content),
            "kind": statement.kind,
            "stance": statement.stance,
            "carried": statement.carried,
            **span_cells("told", statement.told),
            **pieces_cells("via", [relay.span for relay in statement.via]),
            **_moment(known.moments.get(statement.moment or "")),
            "within": statement.within,
            "confidence": statement.confidence,
            "why": statement.why,
        }


def relay_rows(record: Record) -> Iterator[Row]:
    """A row for each hop of each statement."""
    known = _Known(record)
    for statement in record.statements:
        for position, relay in enumerate(statement.via):
            actor = known.actors.get(relay.actor or "")
            yield {
                "statement": statement.id,
                "position": position,
                "page": record.page.id,
                **span_cells("relay", relay.span),
                "relay_actor": relay.actor,
                "relay_name": actor.name if actor else None,
                **span_cells("cue", relay.cue),
            }


def event_rows(record: Record) -> Iterator[Row]:
    """A row for each event, in text order."""
    known = _Known(record)
    for event in record.events:
        yield {
            "event": event.id,
            **known.page,
            "type": event.type,
            "mode": event.mode,
            "contexts": event.contexts,
            "quad": event.quad,
            "cameo": event.cameo,
            "status": event.status,
            "polarity": event.polarity,
            "certainty": event.certainty,
            "tense": event.tense,
            **known.participants("actor", event.actors),
            **known.participants("recipient", event.recipients),
            **span_cells("trigger", event.trigger),
            **pieces_cells("also", event.also),
            "moment_from": event.moment_from,
            **_moment(known.moments.get(event.moment or "")),
            **_place(known.places.get(event.place or "")),
            **known.according_to(event),
            "confidence": event.confidence,
            "why": event.why,
        }


def participant_rows(record: Record) -> Iterator[Row]:
    """A row for each actor and recipient of each event."""
    known = _Known(record)
    for event in record.events:
        for role, parts in (("actor", event.actors), ("recipient", event.recipients)):
            for position, part in enumerate(parts):
                actor = known.actors.get(part.actor or "")
                yield {
                    "event": event.id,
                    "role": role,
                    "position": position,
                    "page": record.page.id,
                    **span_cells("participant", part.span),
                    "actor": part.actor,
                    "name": actor.name if actor else part.span.words,
                    "kind": actor.kind if actor else None,
                    "country": actor.country if actor else None,
                    "sector": actor.sector if actor else None,
                }


def actor_rows(record: Record) -> Iterator[Row]:
    """A row for each actor."""
    counts = Counter(mention.actor for mention in record.mentions)
    for actor in record.actors:
        yield {
            "actor": actor.id,
            "page": record.page.id,
            "name": actor.name,
            "kind": actor.kind,
            "named": actor.named,
            "country": actor.country,
            "sector": actor.sector,
            **span_cells("role", actor.role),
            "mentions": counts[actor.id],
            "why": actor.why,
        }


def problem_rows(record: Record) -> Iterator[Row]:
    """A row for each problem that the page gave."""
    for problem in without_surrogates(record.problems):
        yield {
            "page": record.page.id,
            "page_source": problem.source,
            "stage": problem.stage,
            "code": problem.code,
            "detail": problem.detail,
            "advice": problem.advice,
        }


class _Known:
    """What lines of one record point at, by id, and the columns that name its page."""

    def __init__(self, record: Record) -> None:
        self.actors: dict[str, Actor] = {actor.id: actor for actor in record.actors}
        self.moments = {moment.id: moment for moment in record.moments}
        self.places = {place.id: place for place in record.places}
        self.statements = {statement.id: statement for statement in record.statements}
        dating = record.article.published if record.article else Dating()
        self.page: Row = {
            "page": record.page.id,
            "page_source": without_surrogates(record.page.source),
            "page_url": record.page.url,
            "page_title": record.article.title if record.article else None,
            "published_earliest": dating.earliest,
            "published_latest": dating.latest,
            "published_origin": dating.origin,
        }

    def participants(self, role: str, parts: Iterable[Participant]) -> Row:
        """Names, countries and spans of an event's actors or recipients."""
        parts = tuple(parts)
        found = [self.actors.get(part.actor or "") for part in parts]
        pairs = zip(parts, found, strict=True)
        return {
            f"{role}_names": tuple(one.name if one else part.span.words for part, one in pairs),
            f"{role}_countries": tuple(one.country for one in found if one and one.country),
            f"{role}_sectors": tuple(one.sector for one in found if one and one.sector),
            **pieces_cells(role, [part.span for part in parts]),
        }

    def according_to(self, event: Event) -> Row:
        """The statement in which an event stands: whose it is and the words that say so."""
        statement = self.statements.get(event.according_to or "")
        speaker = self.actors.get(statement.speaker or "") if statement else None
        return {
            "according_to": event.according_to,
            "according_to_speaker": speaker.name if speaker else None,
            **span_cells("according_to_source", statement.source if statement else None),
            **span_cells("according_to_cue", statement.cue if statement else None),
        }


def span_cells(name: str, span: Span | None) -> Row:
    """The three columns of a span."""
    return {
        f"{name}_start": span.start if span else None,
        f"{name}_end": span.end if span else None,
        f"{name}_words": span.words if span else None,
    }


def pieces_cells(name: str, spans: Iterable[Span]) -> Row:
    """The two columns of a list of spans."""
    spans = tuple(spans)
    return {
        f"{name}_spans": tuple((span.start, span.end) for span in spans),
        f"{name}_words": tuple(span.words for span in spans),
    }


def credited(record: Record, kind: CreditKind) -> tuple[str, ...]:
    """The names that a page credits with `kind`, without the candidates that lost."""
    credits = record.article.credits if record.article else ()
    return tuple(one.name for one in credits if one.kind == kind and one.chosen)


def _moment(moment: Moment | None) -> Row:
    return {
        **span_cells("moment", moment.span if moment else None),
        "moment_value": moment.value if moment else None,
        "moment_earliest": moment.earliest if moment else None,
        "moment_latest": moment.latest if moment else None,
    }


def _place(place: Place | None) -> Row:
    return {
        **span_cells("place", place.span if place else None),
        "place_name": place.name if place else None,
        "place_country": place.country if place else None,
        "place_latitude": place.latitude if place else None,
        "place_longitude": place.longitude if place else None,
        "place_precision": place.precision if place else None,
    }


#: Table name to the function that gives a record's rows.
RECORD_ROWS: Final[dict[str, Callable[[Record], Iterator[Row]]]] = {
    "pages": page_rows,
    "statements": statement_rows,
    "relays": relay_rows,
    "events": event_rows,
    "participants": participant_rows,
    "actors": actor_rows,
    "problems": problem_rows,
}
