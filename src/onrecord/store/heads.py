"""The record file -> who and what its stories point at: a head for each article, a name for each voice.

Both are small beside the records themselves, so that tables of stories need not load every page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onrecord.store.record_file import RecordFile

__all__ = ["Head", "heads", "voices"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What names an article: its page and when that was published."""

    #: `Page.id`, `Page.source` and `Page.url`.
    page: str
    source: str
    url: str | None
    #: `Article.title`.
    title: str | None
    #: As in `Article.published`.
    earliest: date | None
    latest: date | None
    origin: str


def heads(file: RecordFile) -> dict[str, Head]:
    """`Article.id` to its head, for every article of the file."""
    query = (
        "SELECT article.id, page.id, page.source, page.url, title, published_earliest, published_latest,"
        " published_origin FROM article JOIN page ON page.id = article.page"
    )
    return {
        article: Head(
            page=page,
            source=source,
            url=url,
            title=title,
            earliest=_day(earliest),
            latest=_day(latest),
            origin=origin,
        )
        for article, page, source, url, title, earliest, latest, origin in file.rows(query)
    }


def voices(file: RecordFile, story: str) -> dict[str, str]:
    """`Statement.id` to who made it, for the statements that accounts of a story stand in.

    The name of the actor, else the words that name the source; a statement that has neither is left out.
    """
    query = (
        "SELECT statement.id, coalesce(actor.name, statement.source_words) FROM story_account"
        " JOIN statement ON statement.id = story_account.according_to"
        " LEFT JOIN actor ON actor.id = statement.speaker WHERE story_account.story = ?"
    )
    return {statement: name for statement, name in file.rows(query, (story,)) if name is not None}


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
