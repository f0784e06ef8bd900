"""An RSS or Atom feed -> its entries, each with its link and the page of what it says itself.

feedparser reads the feed; what it passes over in silence (a feed that is cut off, entities, an entry
without words) gives a problem.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

from onrecord.read.addresses import parse_url
from onrecord.read.decode import Said, make_page
from onrecord.read.run import Item, Run, problem
from onrecord.read.sniff import ENTITIES, has_entities
from onrecord.records import Problem, RawPage

__all__ = ["Entry", "read_feed"]

TAG: Final = re.compile(r"<[^<>]{0,2000}>")
#: Faults that feedparser notes and that cost no words.
HARMLESS: Final = frozenset({"CharacterEncodingOverride", "NonXMLContentType"})
EMAIL: Final = re.compile(r"[^\s<>()]{1,100}@[^\s<>()]{1,200}")
BRACKETS: Final = str.maketrans(dict.fromkeys("<>()", " "))
YEARS: Final = range(1900, 2101)


class Entry:
    """An entry of a feed: where it leads, and what it says itself."""

    def __init__(self, source: str, row: Any, outlet: str | None) -> None:
        self.source = source
        self.outlet = outlet
        self.link = parse_url(row.get("link"))
        self.title = _plain(row.get("title"))
        self.author = _author(row.get("author"))
        self.published = _date(row, "published") or _date(row, "updated")
        self.words = _words(row)

    def page(self, run: Run) -> RawPage | Problem:
        """The page of what the entry says itself; its exact bytes are those words in UTF-8."""
        if not self.words.strip():
            if self.link and run.fetcher is None:
                return problem(self.source, "network-off", f"the entry says no more than {self.link}")
            return problem(self.source, "empty", "the entry has no words of its own")
        said = Said(
            self.source,
            "text/html",
            url=self.link or run.url,
            title=self.title,
            published=self.published or run.published,
        )
        about = (("name", "author", self.author), ("property", "og:site_name", self.outlet))
        head = "".join(
            f'<meta {kind}="{name}" content="{html.escape(value)}">' for kind, name, value in about if value
        )
        content = f"<html><head>{head}</head><body><article>{self.words}</article></body></html>"
        exact = self.words.encode("utf-8", "surrogatepass")
        return make_page(exact, content, said, max_bytes=run.max_bytes)


def read_feed(data: bytes, source: str, run: Run) -> Iterator[Item | Entry]:
    """The entries of a feed in its order, with a problem for what is wrong with it."""
    if has_entities(data):
        yield problem(source, "broken-feed", ENTITIES)
        return
    rows, fault, version, outlet = _parsed(data)
    if fault:
        yield problem(source, "broken-feed", fault)
    elif not rows:
        what = "it has no entry" if version else "it is no feed that can be read"
        yield problem(source, "broken-feed" if not version else "empty", what)
    count = 0
    for number, row in enumerate(rows, 1):
        entry = Entry(f"{source}#{number}", row, outlet)
        if fault and number == len(rows) and not entry.words.strip() and not entry.link:
            continue  # the one that the feed broke off in
        if count >= run.max_entries:
            detail = f"{len(rows)} entries, limit {run.max_entries}; the rest was not read"
            yield problem(source, "too-many", detail)
            return
        count += 1
        yield entry


def _parsed(data: bytes) -> tuple[list[Any], str, str, str | None]:
    """The entries, what is wrong with the feed ("" if nothing is), its version ("": none) and title."""
    import feedparser  # a tenth of a second to import

    try:
        # A stream: a string of bytes would be tried as the name of a file first.
        found = feedparser.parse(io.BytesIO(data))
    except Exception as error:  # noqa: BLE001 - a parser's fault must cost this feed alone
        return [], f"the parser gave up ({type(error).__name__})", "", None
    doubt = found.get("bozo_exception") if found.get("bozo") else None
    fault = ""
    if doubt is not None and type(doubt).__name__ not in HARMLESS:
        fault = f"{str(doubt)[:200] or type(doubt).__name__}; what follows may be missing"
    title = _plain(found.feed.get("title"))
    return list(found.entries), fault, found.get("version") or "", title


def _words(row: Any) -> str:
    """The longest of what an entry gives as its content, as HTML."""
    parts = [part.get("value") or "" for part in row.get("content", ()) if _is_text(part)]
    parts.append(row.get("summary") or "")
    return max(parts, key=len)


def _is_text(part: Any) -> bool:
    return (part.get("type") or "text/html").startswith(("text/", "application/xhtml"))


def _plain(words: Any) -> str | None:
    """A title or name without markup; None if nothing is left."""
    if not isinstance(words, str):
        return None
    return " ".join(html.unescape(TAG.sub("", words)).split())[:1_000] or None


def _author(words: Any) -> str | None:
    """The name in "desk@post.example (Ida Moen)" or "Ida Moen <ida@post.example>"; None without one.

    feedparser's own `author_detail` breaks on endings of more than four letters.
    """
    name = EMAIL.sub(" ", words[:1_000]) if isinstance(words, str) else ""
    return _plain(name.translate(BRACKETS))


def _date(row: Any, name: str) -> str | None:
    """A date of an entry in ISO form with the zone that it gives; None if it cannot be read."""
    words = row.get(name)
    if not isinstance(words, str) or len(words) > 100:
        return None
    found = _instant(words.strip())
    if found is None:
        parts = row.get(f"{name}_parsed")
        try:
            year, month, day, hour, minute, second = parts[:6]
            found = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC).isoformat()
        except (TypeError, ValueError):
            return None
    return found if found is not None and found[:4].isdigit() and int(found[:4]) in YEARS else None


def _instant(words: str) -> str | None:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", words, re.ASCII):
        return words
    try:
        when = datetime.fromisoformat(words)
    except ValueError:
        try:
            when = parsedate_to_datetime(words)
        except (TypeError, ValueError, IndexError, OverflowError):
            return None
        when = when if when.tzinfo else when.replace(tzinfo=UTC)  # "-0000": a time without a place
    return when.isoformat() if when.tzinfo else None
