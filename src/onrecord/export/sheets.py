"""Records -> CSV for spreadsheets: one flat row a statement, an event or a page.

Comma-separated UTF-8 with a header, RFC 4180 line ends and quoting. Every span has its offsets and
its words; a cell for several spans holds offsets as `12:40 55:90` and words joined by ` … `. An empty
cell is unknown. A text cell that a spreadsheet would take for a formula gets a `'` before it
(`neutral`); numbers stay numbers.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TextIO, TypeAlias

from onrecord.records import Actor, Dating, Event, Moment, Participant, Place, Record, Span, Statement

__all__ = ["TABLES", "neutral", "write_sheet"]

Cell: TypeAlias = str | int | float | None
Row: TypeAlias = dict[str, Cell]

#: Beginnings that Excel, LibreOffice and Google Sheets take for a formula (OWASP, "CSV Injection").
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutral(cell: Cell) -> Cell:
    """The cell with a `'` before a text that a spreadsheet would take for a formula.

    >>> neutral("=HYPERLINK(1)"), neutral(-1.5), neutral("a=b")
    ("'=HYPERLINK(1)", -1.5, 'a=b')
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def write_sheet(table: str, records: Iterable[Record], out: TextIO) -> int:
    """Writes one of `TABLES` as CSV; returns the number of rows. KeyError for another name.

    `out` must have been opened with `newline=""`.
    """
    columns, rows_of = TABLES[table]
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    count = 0
    for record in records:
        for row in rows_of(record):
            writer.writerow([neutral(row[name]) for name in columns])
            count += 1
    return count


def statement_rows(record: Record) -> Iterator[Row]:
    """A row for each statement, in text order."""
    known = _Known(record)
    for statement in record.statements:
        yield {
            "statement": statement.id,
            **known.page,
            **_actor("speaker", known.actors.get(statement.speaker or "")),
            **_span("source", statement.source),
            **_span("cue", statement.cue),
            **_spans("content", statement.content),
            "kind": statement.kind,
            "stance": statement.stance,
            "carried": int(statement.carried),
            **_span("told", statement.told),
            **_spans("via", [relay.span for relay in statement.via]),
            **_moment(known.moments.get(statement.moment or "")),
            "within": statement.within,
            "confidence": statement.confidence,
            "why": statement.why,
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
            "contexts": " ".join(event.contexts) or None,
            "quad": event.quad,
            "cameo": event.cameo,
            "status": event.status,
            "polarity": event.polarity,
            "certainty": event.certainty,
            "tense": event.tense,
            **known.participants("actor", event.actors),
            **known.participants("recipient", event.recipients),
            **_span("trigger", event.trigger),
            **_moment(known.moments.get(event.moment or "")),
            **_place(known.places.get(event.place or "")),
            **known.according_to(event),
            "confidence": event.confidence,
            "why": event.why,
        }


def page_rows(record: Record) -> Iterator[Row]:
    """One row."""
    yield {
        **_Known(record).page,
        "page_sha256": record.page.sha256,
        "page_bytes": record.page.bytes,
        "state": "problem" if record.article is None else "stored",
        "statements": len(record.statements),
        "events": len(record.events),
        "problems": len(record.problems),
    }


class _Known:
    """What lines of one record point at, by id, and the columns that name its page."""

    def __init__(self, record: Record) -> None:
        self.actors = {actor.id: actor for actor in record.actors}
        self.moments = {moment.id: moment for moment in record.moments}
        self.places = {place.id: place for place in record.places}
        self.statements = {statement.id: statement for statement in record.statements}
        dating = record.article.published if record.article else Dating()
        self.page: Row = {
            "page": record.page.id,
            "page_source": record.page.source,
            "page_url": record.page.url,
            "page_title": record.article.title if record.article else None,
            "published_earliest": dating.earliest.isoformat() if dating.earliest else None,
            "published_latest": dating.latest.isoformat() if dating.latest else None,
            "published_origin": dating.origin,
        }

    def participants(self, role: str, parts: Iterable[Participant]) -> Row:
        """Names, countries and spans of an event's actors or recipients."""
        parts = tuple(parts)
        found = [self.actors.get(part.actor or "") for part in parts]
        pairs = zip(parts, found, strict=True)
        return {
            f"{role}_names": "; ".join(one.name if one else part.span.words for part, one in pairs) or None,
            f"{role}_countries": " ".join(one.country for one in found if one and one.country) or None,
            f"{role}_sectors": " ".join(one.sector for one in found if one and one.sector) or None,
            **_spans(role, [part.span for part in parts]),
        }

    def according_to(self, event: Event) -> Row:
        """The statement in which an event stands: whose it is and the words that say so."""
        statement: Statement | None = self.statements.get(event.according_to or "")
        speaker = self.actors.get(statement.speaker or "") if statement else None
        return {
            "according_to": event.according_to,
            "according_to_speaker": speaker.name if speaker else None,
            **_span("according_to_source", statement.source if statement else None),
            **_span("according_to_cue", statement.cue if statement else None),
        }


def _span(name: str, span: Span | None) -> Row:
    return {
        f"{name}_start": span.start if span else None,
        f"{name}_end": span.end if span else None,
        f"{name}_words": span.words if span else None,
    }


def _spans(name: str, spans: Iterable[Span]) -> Row:
    spans = tuple(spans)
    return {
        f"{name}_spans": " ".join(f"{span.start}:{span.end}" for span in spans) or None,
        f"{name}_words": " … ".join(span.words for span in spans) or None,
    }


def _actor(name: str, actor: Actor | None) -> Row:
    return {
        name: actor.id if actor else None,
        f"{name}_name": actor.name if actor else None,
        f"{name}_kind": actor.kind if actor else None,
        f"{name}_country": actor.country if actor else None,
        f"{name}_sector": actor.sector if actor else None,
    }


def _moment(moment: Moment | None) -> Row:
    return {
        **_span("moment", moment.span if moment else None),
        "moment_value": moment.value if moment else None,
        "moment_earliest": moment.earliest.isoformat() if moment and moment.earliest else None,
        "moment_latest": moment.latest.isoformat() if moment and moment.latest else None,
    }


def _place(place: Place | None) -> Row:
    return {
        **_span("place", place.span if place else None),
        "place_name": place.name if place else None,
        "place_country": place.country if place else None,
        "place_latitude": place.latitude if place else None,
        "place_longitude": place.longitude if place else None,
        "place_precision": place.precision if place else None,
    }


_PAGE = "page page_source page_url page_title published_earliest published_latest published_origin"
_MOMENT = "moment_start moment_end moment_words moment_value moment_earliest moment_latest"

_STATEMENTS = f"""statement {_PAGE}
speaker speaker_name speaker_kind speaker_country speaker_sector source_start source_end source_words
cue_start cue_end cue_words content_spans content_words kind stance carried told_start told_end told_words
via_spans via_words {_MOMENT} within confidence why"""

_EVENTS = f"""event {_PAGE} type mode contexts quad cameo status polarity certainty tense
actor_names actor_countries actor_sectors actor_spans actor_words
recipient_names recipient_countries recipient_sectors recipient_spans recipient_words
trigger_start trigger_end trigger_words {_MOMENT}
place_start place_end place_words place_name place_country place_latitude place_longitude place_precision
according_to according_to_speaker according_to_source_start according_to_source_end
according_to_source_words according_to_cue_start according_to_cue_end according_to_cue_words
confidence why"""

#: Table name to its columns, in order, and the function that gives a record's rows.
TABLES: Final[dict[str, tuple[tuple[str, ...], Callable[[Record], Iterator[Row]]]]] = {
    "statements": (tuple(_STATEMENTS.split()), statement_rows),
    "events": (tuple(_EVENTS.split()), event_rows),
    "pages": (
        tuple(f"{_PAGE} page_sha256 page_bytes state statements events problems".split()),
        page_rows,
    ),
}
