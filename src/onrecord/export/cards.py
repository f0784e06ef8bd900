"""A record, a story or a record file -> a card of HTML for a notebook: what it is, and its first lines."""

from __future__ import annotations

from itertools import islice
from typing import Any, Final

from onrecord.export.html import render, voice
from onrecord.records import Event, Record, Story
from onrecord.store import RecordFile, stale, stories

__all__ = ["card_html"]

#: Lines of a kind on a card; the tables hold all.
_MOST: Final = 8


def card_html(held: Any) -> str:
    """The card of a Record, Story or RecordFile."""
    if isinstance(held, Record):
        return render("cards.html", kind="record", most=_MOST, record=held, names=_Names(held))
    if isinstance(held, Story):
        accounts = {account.id: account for account in held.accounts}
        return render("cards.html", kind="story", most=_MOST, story=held, accounts=accounts)
    return _file_card(held)


def _file_card(file: RecordFile) -> str:
    tables = ("page", "statement", "event", "story", "problem")
    query = "SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in tables)  # noqa: S608 - constants
    ((*counts,),) = file.rows(query)
    first = list(islice(stories(file, least=2), _MOST))
    return render(
        "cards.html",
        kind="file",
        name=file.path.name,
        counts=dict(zip(tables, counts, strict=True)),
        stories=first,
        stale=stale(file),
    )


class _Names:
    """Names for what lines of a record point at."""

    def __init__(self, record: Record) -> None:
        self._names = {actor.id: actor.name for actor in record.actors}
        self._statements = {statement.id: statement for statement in record.statements}

    def voice(self, statement: str | None) -> str:
        """Who made a statement; "" for None."""
        found = self._statements.get(statement or "")
        return voice(found, self._names) if found else ""

    def side(self, event: Event, role: str) -> str:
        """Who acts, or on whom, in an event."""
        parts = event.actors if role == "actor" else event.recipients
        return "; ".join(self._names.get(part.actor or "") or part.span.words for part in parts)
