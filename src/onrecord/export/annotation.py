"""Records -> W3C Web Annotations as JSON lines: each statement and event pinned to the words of its page.

Follows the Web Annotation Data Model (W3C Recommendation, 2017): a TextQuoteSelector with the words
before and after, so that a reader can find them in the page itself, and a TextPositionSelector whose
offsets are code points into the text that onrecord took from the page.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Final

from onrecord.export.addresses import page_iri
from onrecord.records import Event, Record, Span, Statement

__all__ = ["page_annotations", "write_annotations"]

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
#: Words before and after a quotation by which it is found again, in characters (Hypothesis uses 32).
AROUND: Final = 32


def write_annotations(records: Iterable[Record], out: BinaryIO) -> int:
    """Writes one annotation a line; returns how many there were."""
    count = 0
    for record in records:
        for one in page_annotations(record):
            out.write(json.dumps(one, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
            count += 1
    return count


def page_annotations(record: Record) -> Iterator[dict[str, Any]]:
    """The annotations of a page: its statements, then its events."""
    if record.article is None:
        return
    names = {actor.id: actor.name for actor in record.actors}
    for statement in record.statements:
        named = [span for span in (statement.source, statement.cue) if span is not None]
        body = _said(statement, names)
        yield _annotation(record, statement.id, "describing", body, [*named, *statement.content])
    for event in record.events:
        body = _told(event, names)
        spans = [event.trigger, *(part.span for part in (*event.actors, *event.recipients))]
        yield _annotation(record, event.id, "classifying", body, spans)


def _annotation(
    record: Record, name: str, motivation: str, body: list[tuple[str, str]], spans: Iterable[Span]
) -> dict[str, Any]:
    assert record.article is not None
    text = record.article.text
    source = page_iri(record)
    return {
        "@context": CONTEXT,
        "id": f"urn:onrecord:{name}",
        "type": "Annotation",
        "motivation": motivation,
        "body": [
            {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}
            for purpose, value in body
        ],
        "target": [
            {"type": "SpecificResource", "source": source, "selector": _selectors(text, span)}
            for span in dict.fromkeys(spans)
        ],
    }


def _selectors(text: str, span: Span) -> list[dict[str, Any]]:
    return [
        {
            "type": "TextQuoteSelector",
            "exact": span.words,
            "prefix": text[max(0, span.start - AROUND) : span.start],
            "suffix": text[span.end : span.end + AROUND],
        },
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
    ]


def _said(statement: Statement, names: dict[str, str]) -> list[tuple[str, str]]:
    """Who speaks, how, and how it was found."""
    who = names.get(statement.speaker or "") or (statement.source.words if statement.source else "unknown")
    tags = [("tagging", f"{statement.kind} statement"), ("tagging", statement.stance)]
    via = [("describing", f"passed on by {relay.span.words}") for relay in statement.via]
    return [*tags, ("identifying", who), *via, *([("describing", statement.why)] if statement.why else [])]


def _told(event: Event, names: dict[str, str]) -> list[tuple[str, str]]:
    """Its type, whether it happened, and who acts on whom."""
    found = [("classifying", event.type if event.mode is None else f"{event.type}/{event.mode}")]
    found.append(("tagging", event.status))
    for role, parts in (("actor", event.actors), ("recipient", event.recipients)):
        found += [("identifying", f"{role}: {names.get(one.actor or '') or one.span.words}") for one in parts]
    return [*found, *([("describing", event.why)] if event.why else [])]
