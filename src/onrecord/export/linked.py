"""Records -> JSON-LD in schema.org's terms: a NewsArticle a line, with its Quotations and Claims.

A rating is the fact-checker's act: there is none, and a Claim can be completed to a ClaimReview by hand.
schema.org has no words for what was denied, asked or left unsaid, so those statements stay out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, BinaryIO, Final

from onrecord.export.addresses import page_iri, web_address
from onrecord.export.rows import credited
from onrecord.records import Actor, Record, Statement

__all__ = ["linked_article", "write_linked"]

CONTEXT: Final = "https://schema.org"
TYPES: Final = {
    "person": "Person",
    "organization": "Organization",
    "country": "Country",
    "group": "Organization",
}
#: Stances that assert their words; the rest deny, ask or leave unsaid.
SAID: Final = frozenset({"says", "promises", "warns"})


def write_linked(records: Iterable[Record], out: BinaryIO) -> int:
    """Writes one NewsArticle a line; returns how many there were."""
    count = 0
    for record in records:
        found = linked_article(record)
        if found is not None:
            out.write(json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
            count += 1
    return count


def linked_article(record: Record) -> dict[str, Any] | None:
    """The page as a NewsArticle; None if it gave no article."""
    article = record.article
    if article is None:
        return None
    actors = {actor.id: actor for actor in record.actors}
    own = page_iri(record)
    bylines = [{"@type": "Person", "name": name} for name in credited(record, "byline")]
    outlet = next(iter(credited(record, "outlet")), None)
    day = article.published.day
    return _known(
        {
            "@context": CONTEXT,
            "@type": "NewsArticle",
            "@id": own,
            "url": web_address(record.page.url),
            "headline": article.title,
            "inLanguage": article.language,
            "datePublished": day.isoformat() if day else None,
            "author": bylines,
            "publisher": {"@type": "Organization", "name": outlet} if outlet else None,
            "hasPart": [_part(one, actors, own) for one in record.statements if one.stance in SAID],
        }
    )


def _part(statement: Statement, actors: dict[str, Actor], page: str) -> dict[str, Any]:
    """A statement: words in quotation marks are a Quotation, all else a Claim that appears on the page."""
    speaker = actors.get(statement.speaker or "")
    who = None
    if speaker is not None:
        who = {"@type": TYPES.get(speaker.kind, "Organization"), "name": speaker.name}
    elif statement.source is not None:
        who = {"@type": "Thing", "name": statement.source.words}
    quoted = statement.kind == "direct"
    return _known(
        {
            "@type": "Quotation" if quoted else "Claim",
            "@id": f"urn:onrecord:{statement.id}",
            "text": " … ".join(span.words for span in statement.content),
            "spokenByCharacter" if quoted else "author": who,
            "isPartOf" if quoted else "appearance": {"@type": "NewsArticle", "@id": page},
        }
    )


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, [])}
