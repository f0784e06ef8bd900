"""The record file -> its stories: a list, one whole, and what they are to be made of.

Everything comes in an order that depends on the content alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, cast

from onrecord.errors import OnrecordError, RecordFileError
from onrecord.records import Article, Record, Story
from onrecord.store.queries import find_pages, items_of, load_record
from onrecord.store.record_file import RecordFile
from onrecord.store.tables import ARTICLE, STORY
from onrecord.wire import from_plain

__all__ = [
    "StoryListing",
    "article_record",
    "articles",
    "find_story",
    "listings",
    "load_story",
    "made_by",
    "members",
    "placed",
    "stale",
    "standing",
    "stories",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryListing:
    """A story in a list of stories."""

    #: `Story.id`.
    story: str
    #: None if no page of it has a headline.
    title: str | None
    #: First and last day of publication; None if no page is dated.
    earliest: str | None
    latest: str | None
    #: How many it has. `outlets` counts those that a page names.
    pages: int
    outlets: int
    origins: int
    disagreements: int


def stories(file: RecordFile, *, least: int = 1) -> Iterator[StoryListing]:
    """Every story of at least `least` pages, the latest first, undated ones last."""
    return _listings(file, "pages >= ? ORDER BY latest IS NULL, latest DESC, pages DESC, story", (least,))


def listings(file: RecordFile, wanted: Sequence[str]) -> list[StoryListing]:
    """The stories with these ids, in their order; those that there are."""
    marks = ", ".join("?" * len(wanted))
    known = {one.story: one for one in _listings(file, f"story IN ({marks})", wanted)}
    return [known[story] for story in wanted if story in known]


def _listings(file: RecordFile, which: str, values: Sequence[Any]) -> Iterator[StoryListing]:
    names = [one.name for one in fields(StoryListing)]
    for row in file.rows(f"SELECT {', '.join(names)} FROM stories WHERE {which}", values):  # noqa: S608
        yield StoryListing(**dict(zip(names, row, strict=True)))


def find_story(file: RecordFile, wanted: str) -> str:
    """The id of the story that `wanted` names: its id or its beginning, or a page of it.

    OnrecordError "unknown-story" where none or, for the beginning of an id, more than one fits.
    """
    text = wanted.encode("utf-8", "backslashreplace").decode("utf-8")
    query = "SELECT id FROM story WHERE substr(id, 1, ?2) = ?1 OR substr(id, 7, ?2) = ?1 ORDER BY id LIMIT 2"
    found = [str(story) for (story,) in file.rows(query, (text, len(text)))] if text else []
    if len(found) == 1 or text in found:
        return found[0]
    if len(found) > 1:
        raise OnrecordError("unknown-story", f"{wanted} begins several ids")
    try:
        page = find_pages(file, wanted)[-1]
    except OnrecordError as error:
        raise OnrecordError("unknown-story", wanted) from error
    query = (
        "SELECT story FROM story_article JOIN article ON article.id = story_article.article WHERE page = ?"
    )
    for (story,) in file.rows(query, (page,)):
        return str(story)
    raise OnrecordError("unknown-story", f"{wanted} is in none yet")


def load_story(file: RecordFile, story: str) -> Story:
    """The story with this id; OnrecordError "unknown-story" where there is none.

    RecordFileError "damaged" where its rows do not make one.
    """
    items = items_of(file, STORY, "id", story)
    if not items:
        raise OnrecordError("unknown-story", story)
    try:
        return from_plain(items[0], Story)
    except ValueError as error:
        raise RecordFileError("damaged", f"{file.path}, {story}: {error}") from error


def members(file: RecordFile) -> dict[str, tuple[str, ...]]:
    """Story id to the ids of its articles, as they were last made."""
    found: dict[str, list[str]] = {}
    for story, article in file.rows("SELECT story, article FROM story_article ORDER BY story, position"):
        found.setdefault(str(story), []).append(str(article))
    return {story: tuple(held) for story, held in found.items()}


def articles(file: RecordFile, *, waiting: bool = False) -> Iterator[Article]:
    """Every article, or those that no story was made of yet, by id, one in memory at a time."""
    query = "SELECT id FROM article ORDER BY id"
    if waiting:
        query = "SELECT id FROM article WHERE id NOT IN (SELECT article FROM story_page) ORDER BY id"
    for article in [str(one) for (one,) in file.rows(query)]:
        item: dict[str, Any] = items_of(file, ARTICLE, "id", article)[0]
        try:
            yield from_plain(item, Article)
        except ValueError as error:
            raise RecordFileError("damaged", f"{file.path}, {article}: {error}") from error


def article_record(file: RecordFile, article: str) -> Record:
    """The whole record of the page with this article; OnrecordError "unknown-page" where there is none."""
    for (page,) in file.rows("SELECT page FROM article WHERE id = ?", (article,)):
        return load_record(file, str(page))
    raise OnrecordError("unknown-page", article)


def standing(file: RecordFile) -> Iterator[tuple[str, str, float | None, bytes, bytes]]:
    """Each article that stands in a story: id, part, day, codes and weights of its terms."""
    query = "SELECT article, part, day, codes, weights FROM story_page ORDER BY article"
    return cast("Iterator[tuple[str, str, float | None, bytes, bytes]]", file.rows(query))


def placed(
    file: RecordFile, wanted: Iterable[str]
) -> Iterator[tuple[str, str, float | None, bytes, bytes, str]]:
    """The rows of these articles, their terms with them, by id."""
    query = "SELECT article, part, day, codes, weights, forms FROM story_page WHERE article = ?"
    for article in sorted(wanted):
        yield from cast(
            "Iterator[tuple[str, str, float | None, bytes, bytes, str]]", file.rows(query, (article,))
        )


def made_by(file: RecordFile) -> str | None:
    """What made the stories (`put_stories`); None before the first."""
    return next((str(value) for (value,) in file.rows("SELECT value FROM meta WHERE name = 'stories'")), None)


def stale(file: RecordFile) -> bool:
    """Whether pages came, went or were read anew since the stories were made."""
    query = (
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM article WHERE id NOT IN (SELECT article FROM story_page))"
        " OR EXISTS (SELECT 1 FROM story_article WHERE article NOT IN (SELECT article FROM story_page))"
    )
    return any(True for _ in file.rows(query))
