"""Records -> POLECAT's table of events, its 40 columns in their order, and a table of the evidence beside it.

Tab-separated UTF-8; tabs and line ends in values become spaces, so that a row is a line of 40 fields for
every reader. A value with a quotation mark is quoted and its marks doubled, since most readers take one for
the beginning of a quoted field; a text that a spreadsheet would take for a formula gets a `'`. Empty is
unknown.

POLECAT has no column for whether an event happened or who says so, so the first table holds what happened
or is going on; the second holds all events with their status, words and speakers. Rows of both have the
same Event ID.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, TextIO

from onrecord.export.rows import credited
from onrecord.export.sheets import neutral
from onrecord.export.terms import FACTUAL
from onrecord.records import Actor, Event, Moment, Participant, Place, Record, Span

__all__ = ["COLUMNS", "EVIDENCE", "write_evidence", "write_polecat"]

#: The header of POLECAT (doi:10.7910/DVN/AJGVIT), in its order.
COLUMNS: Final = tuple(
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|"
    "Actor COW|Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|"
    "Recipient Name|Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|"
    "Recipient Title|Recipient Name Raw|Wikipedia Recipient ID|Placename|City|District|Province|"
    "Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|Publication Date|"
    "Story People|Story Organizations|Story Locations|Language|Version".split("|")
)
#: The columns of the evidence, by Event ID; offsets are code points into the page's text.
EVIDENCE: Final = tuple(
    "Event ID|Status|Polarity|Certainty|Tense|Trigger Start|Trigger End|Trigger|According To|"
    "According To Start|According To End|Said|Passed On By|Page URL|Page Source|Page SHA256|"
    "Confidence|Why".split("|")
)
#: Between several names in one cell.
JOIN: Final = "; "
BREAKS: Final = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
VERSION: Final = "onrecord 0.1 (PLOVER)"


def write_polecat(records: Iterable[Record], out: TextIO) -> int:
    """Writes the table of events; returns the number of its rows. `out` is opened with `newline=""`."""
    return _write(COLUMNS, (row for record in records for row in polecat_rows(record)), out)


def write_evidence(records: Iterable[Record], out: TextIO) -> int:
    """Writes the table of the evidence; returns the number of its rows."""
    return _write(EVIDENCE, (row for record in records for row in evidence_rows(record)), out)


def _write(columns: tuple[str, ...], rows: Iterable[dict[str, object]], out: TextIO) -> int:
    out.write("\t".join(columns) + "\n")
    count = 0
    for row in rows:
        out.write("\t".join(_cell(row.get(name)) for name in columns) + "\n")
        count += 1
    return count


def _cell(value: object) -> str:
    if value is None or not isinstance(value, str):
        return "" if value is None else str(value)
    flat = neutral(BREAKS.sub(" ", value))
    return '"' + flat.replace('"', '""') + '"' if '"' in flat else flat


def polecat_rows(record: Record) -> Iterator[dict[str, object]]:
    """A row for each event that happened or is going on, in text order."""
    if record.article is None:
        return
    actors = {actor.id: actor for actor in record.actors}
    places = {place.id: place for place in record.places}
    moments = {moment.id: moment for moment in record.moments}
    story = _story(record)
    for event in record.events:
        if event.status in FACTUAL:
            yield {
                "Event ID": event.id,
                "Event Date": _day(event, moments.get(event.moment or ""), record),
                "Event Type": event.type,
                "Event Mode": event.mode,
                "Quad Code": event.quad,
                "Contexts": JOIN.join(event.contexts),
                **_side("Actor", event.actors, actors),
                **_side("Recipient", event.recipients, actors),
                **_where(places.get(event.place or "")),
                **story,
            }


def evidence_rows(record: Record) -> Iterator[dict[str, object]]:
    """A row for each event, whatever its status, in text order."""
    actors = {actor.id: actor for actor in record.actors}
    statements = {statement.id: statement for statement in record.statements}
    for event in record.events:
        said = statements.get(event.according_to or "")
        speaker = actors.get(said.speaker or "") if said else None
        yield {
            "Event ID": event.id,
            "Status": event.status,
            "Polarity": event.polarity,
            "Certainty": event.certainty,
            "Tense": event.tense,
            **_offsets("Trigger", event.trigger),
            "Trigger": event.trigger.words,
            "According To": speaker.name if speaker else said.source.words if said and said.source else None,
            **_offsets("According To", said.source if said else None),
            "Said": " … ".join(span.words for span in said.content) if said else None,
            "Passed On By": JOIN.join(relay.span.words for relay in said.via) if said else None,
            "Page URL": record.page.url,
            "Page Source": record.page.source,
            "Page SHA256": record.page.sha256,
            "Confidence": event.confidence,
            "Why": event.why,
        }


def _offsets(name: str, span: Span | None) -> dict[str, object]:
    return {f"{name} Start": span.start if span else None, f"{name} End": span.end if span else None}


def _day(event: Event, moment: Moment | None, record: Record) -> str | None:
    """The day of an event, if its time is a day: that of publication only where it has the article's."""
    day = moment.earliest if moment and moment.earliest == moment.latest else None
    if event.moment_from == "article" and record.article is not None:
        day = record.article.published.day
    return day.isoformat() if day else None


def _side(role: str, parts: Iterable[Participant], actors: dict[str, Actor]) -> dict[str, object]:
    """The columns of an event's actors or recipients."""
    parts = tuple(parts)
    known = [actors.get(part.actor or "") for part in parts]
    names = [one.name if one else part.span.words for part, one in zip(parts, known, strict=True)]
    sectors = list(dict.fromkeys(one.sector for one in known if one and one.sector))
    countries = list(dict.fromkeys(one.country for one in known if one and one.country))
    return {
        f"{role} Name": JOIN.join(names),
        f"{role} Country": JOIN.join(countries),
        f"Primary {role} Sector": sectors[0] if sectors else None,
        f"{role} Sectors": JOIN.join(sectors),
        f"{role} Title": JOIN.join(one.role.words for one in known if one and one.role),
        f"{role} Name Raw": JOIN.join(part.span.words for part in parts),
    }


def _where(place: Place | None) -> dict[str, object]:
    if place is None:
        return {}
    return {
        "Placename": place.name,
        "City": place.name if place.precision == "city" else None,
        "Province": place.name if place.precision == "region" else None,
        "Country": place.country,
        "Latitude": place.latitude,
        "Longitude": place.longitude,
        "GeoNames ID": place.geonames,
        "Raw Placename": place.span.words,
        "Feature Type": place.precision,
    }


def _story(record: Record) -> dict[str, object]:
    """The columns that are the same for all events of a page."""
    if record.article is None:
        return {}
    names: dict[str, list[str]] = {"person": [], "organization": []}
    for actor in record.actors:
        if actor.named and actor.kind in names:
            names[actor.kind].append(actor.name)
    day = record.article.published.day
    return {
        "Source": next(iter(credited(record, "outlet")), record.page.url),
        "Publication Date": day.isoformat() if day else None,
        "Story People": JOIN.join(dict.fromkeys(names["person"])),
        "Story Organizations": JOIN.join(dict.fromkeys(names["organization"])),
        "Story Locations": JOIN.join(dict.fromkeys(place.name for place in record.places)),
        "Language": record.article.language,
        "Version": VERSION,
    }
