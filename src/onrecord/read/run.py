"""What bounds a run of reading and what was said of all its pages; the items that a run gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from onrecord.read.decode import Said
from onrecord.read.fetch import Fetcher
from onrecord.records import Problem, RawPage

__all__ = ["Item", "Items", "Run", "Unmodified", "item_source", "problem"]


@dataclass(frozen=True, slots=True)
class Unmodified:
    """An address whose server says that nothing has changed since the last visit."""

    source: str


#: What one input gives.
Item: TypeAlias = RawPage | Problem | Unmodified
Items: TypeAlias = Iterator[Item]


@dataclass(frozen=True, slots=True)
class Run:
    """What bounds a run, and what was said of all its pages."""

    #: Largest page and longest JSONL row, in bytes; most entries of a feed or list.
    max_bytes: int
    max_row_bytes: int
    max_entries: int
    #: Said of every page that does not say so itself.
    published: str | None = None
    url: str | None = None
    #: How addresses are fetched; None where the network was not asked for.
    fetcher: Fetcher | None = None

    def said(self, source: str, media_type: str | None = None) -> Said:
        """What is known of a page without words of its own on it."""
        return Said(source, media_type, url=self.url, published=self.published)


def problem(source: str, code: str, detail: str) -> Problem:
    """The problem of an input that gave no page."""
    return Problem.of(source=source, stage="read", code=code, detail=detail)


def item_source(item: Item) -> str:
    """Where an item came from."""
    return item.page.source if isinstance(item, RawPage) else item.source
