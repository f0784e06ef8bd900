"""Paths, folders, globs, addresses and standard input -> a stream of pages and problems, in a fixed order.

Every input that is seen gives exactly one page or problem, a JSONL file, feed, list or archive one for
each row, entry, address or page in it, so that seen = stored + unchanged + problem can hold. Nothing
but a regular file is ever opened, and nothing is fetched unless the network was asked for.
"""

from __future__ import annotations

import hashlib
import io
import os
import stat
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

from onrecord.read.archives import read_wacz, read_warc
from onrecord.read.decode import Fault, Said, decode_text, read_said
from onrecord.read.feeds import Entry, read_feed
from onrecord.read.fetch import Answer, Fetcher, NotModified
from onrecord.read.lists import addresses_of, is_list, read_opml
from onrecord.read.rows import Lines, Replay, look_ahead, read_rows
from onrecord.read.run import Item, Run, Unmodified, item_source, problem
from onrecord.read.sniff import HEAD, document_kind, is_binary, mark_of, signature_of
from onrecord.read.walk import find_files, shown, why
from onrecord.records import Problem

__all__ = ["find_pages"]

#: Ending of a file's name to the media type of what is in it. Others are told by their bytes: what is
#: in a .txt too, since saved pages often bear that ending.
ENDINGS: Final = {".html": "text/html", ".htm": "text/html", ".xhtml": "text/html"}
ROWS: Final = frozenset({".jsonl", ".ndjson"})
STDIN: Final = "-"
NETWORK: Final = ("http://", "https://")
#: What is opened for the pages in it: of what the user named all, of what a name or list leads to a feed, and
#: of what a feed leads to nothing, so that no server can lead on and on.
NAMED: Final = frozenset({"feed", "opml", "list", "warc"})
LISTED: Final = frozenset({"feed"})
LINKED: Final = frozenset[str]()


def find_pages(
    sources: Sequence[str],
    *,
    stdin: BinaryIO | None,
    max_bytes: int,
    max_pages: int,
    max_row_bytes: int,
    max_entries: int,
    published: str | None = None,
    url: str | None = None,
    fetcher: Fetcher | None = None,
) -> Iterator[Item]:
    """Every page of the sources, or the problem in its place, one at a time.

    A source is a file (page, JSONL, RSS, Atom, OPML, list of addresses, WARC or WACZ), a folder (read
    with all folders in it, sorted by name, hidden files left out), a glob (`**` too), an http or https
    address, or "-" for `stdin`. `max_bytes` bounds a page, `max_row_bytes` a JSONL row, `max_entries` a
    feed or list and `max_pages` the run: after it one "too-many" problem ends the stream. `published`
    and `url` are said of every page that does not say so itself. Without `fetcher` each address gives
    the problem "network-off".
    """
    run = Run(max_bytes, max_row_bytes, max_entries, published, url, fetcher)
    count = 0
    for source in sources:
        for item in _read_source(source, stdin, run):
            if count >= max_pages:
                detail = f"limit {max_pages}; this and what follows was not read"
                yield problem(item_source(item), "too-many", detail)
                return
            count += 1
            yield item


def _read_source(source: str, stdin: BinaryIO | None, run: Run) -> Iterator[Item]:
    if source == STDIN:
        yield from _read_stdin(stdin, run)
        return
    if source.lower().startswith(NETWORK):
        yield from _visit(source, source, run)
        return
    for seen in find_files(source):
        if seen.code:
            yield problem(shown(seen.path), seen.code, seen.detail)
        else:
            yield from _read_file(seen.path, run)


def _read_stdin(stdin: BinaryIO | None, run: Run) -> Iterator[Item]:
    if stdin is None:
        yield problem(STDIN, "not-found", "no standard input")
        return
    try:
        first, rows = look_ahead(stdin, max_row_bytes=run.max_row_bytes)
        if rows:
            # Nothing says the name of what is piped in: rows are told by their first lines.
            yield from _read_lines(Replay(first, stdin), STDIN, run)
            return
        data = first + stdin.read(max(0, run.max_bytes + 1 - len(first)))
    except OSError as error:
        yield problem(STDIN, "unreadable", why(error))
        return
    yield from _read_document(data, run.said(STDIN), run, NAMED)


def _read_file(path: str, run: Run) -> Iterator[Item]:
    """What a regular file holds, or a problem."""
    source = shown(path)
    ending = os.path.splitext(path)[1].lower()
    try:
        # Between the look and the opening the file may have become a pipe: opening must not block.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        yield problem(
            source, "not-found" if isinstance(error, FileNotFoundError) else "unreadable", why(error)
        )
        return
    with os.fdopen(handle, "rb") as stream:
        try:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                yield problem(source, "not-a-file", "no longer a file")
            elif ending in ROWS and status.st_size:
                yield from _read_jsonl(stream, source, run)
            else:
                yield from _read_stream(stream, run.said(source, ENDINGS.get(ending)), run, path)
        except OSError as error:
            yield problem(source, "unreadable", why(error))


def _read_jsonl(stream: BinaryIO, source: str, run: Run) -> Iterator[Item]:
    head = stream.read(HEAD)
    stream.seek(0)
    kind = signature_of(head)
    if kind or (is_binary(head) and not mark_of(head)):
        yield problem(source, "unsupported-type" if kind else "binary", kind or "too many control characters")
        return
    yield from _read_lines(stream, source, run)


def _read_lines(stream: Lines, source: str, run: Run) -> Iterator[Item]:
    empty = True
    for item in read_rows(
        stream,
        source=source,
        max_bytes=run.max_bytes,
        max_row_bytes=run.max_row_bytes,
        published=run.published,
        url=run.url,
    ):
        empty = False
        yield item
    if empty:
        yield problem(source, "empty", "no row holds anything")


def _read_stream(stream: BinaryIO, said: Said, run: Run, path: str) -> Iterator[Item]:
    """An archive, which may be of any size, or a document, which is read whole."""
    head = stream.read(HEAD)
    stream.seek(0)
    kind = document_kind(head, path.lower())
    if kind == "warc":
        yield from read_warc(stream, said.source, run)
        return
    if kind == "wacz":
        yield from read_wacz(stream, said.source, run)
        return
    size = os.fstat(stream.fileno()).st_size
    if size > run.max_bytes:
        yield problem(said.source, "too-large", f"{size} bytes, limit {run.max_bytes}")
        return
    yield from _read_document(stream.read(run.max_bytes + 1), said, run, NAMED)


def _read_document(data: bytes, said: Said, run: Run, opens: frozenset[str]) -> Iterator[Item]:
    """What some bytes hold: a page, or the pages of a feed, list or archive where `opens` has its kind."""
    kind = "page" if len(data) > run.max_bytes else document_kind(data[:HEAD], "")
    if kind == "page" and "list" in opens and said.media_type is None and _lists(data[:HEAD]):
        kind = "list"
    if kind not in opens:
        yield read_said(data, said, max_bytes=run.max_bytes)
    elif kind == "feed":
        yield from _read_entries(data, said.source, run)
    elif kind == "warc":
        yield from read_warc(io.BytesIO(data), said.source, run)
    elif kind == "opml":
        listed = read_opml(data)
        if isinstance(listed, Fault):
            yield problem(said.source, listed.code, listed.detail)
        else:
            yield from _visit_all(list(enumerate(listed, 1)), said.source, run)
    else:
        text = decode_text(data)
        if isinstance(text, Fault):
            yield problem(said.source, text.code, text.detail)
        else:
            yield from _visit_all(addresses_of(text), said.source, run)


def _lists(head: bytes) -> bool:
    return not is_binary(head) and is_list(head.decode("utf-8", "replace"))


def _read_entries(data: bytes, source: str, run: Run) -> Iterator[Item]:
    """The pages of a feed: those that its entries link to where the network is on, else their words."""
    for entry in read_feed(data, source, run):
        if not isinstance(entry, Entry):
            yield entry
        elif run.fetcher is None or entry.link is None:
            yield entry.page(run)
        elif run.fetcher.first_time(entry.link):
            failed = False
            for item in _visit(entry.link, entry.link, run, entry):
                failed = failed or isinstance(item, Problem)
                yield item
            if failed and entry.words.strip():
                yield entry.page(run)


def _visit_all(listed: Sequence[tuple[int, str]], source: str, run: Run) -> Iterator[Item]:
    """The pages of the addresses of a list, each once."""
    if not listed:
        yield problem(source, "empty", "it lists no address")
    for count, (number, address) in enumerate(listed):
        if count >= run.max_entries:
            detail = f"{len(listed)} addresses, limit {run.max_entries}; the rest was not read"
            yield problem(source, "too-many", detail)
            return
        if run.fetcher is None:
            yield from _visit(address, f"{source}#{number}", run)
        elif run.fetcher.first_time(address):
            yield from _visit(address, address, run)


def _visit(address: str, source: str, run: Run, entry: Entry | None = None) -> Iterator[Item]:
    """What stands at an address; `entry`: what a feed says of it."""
    fetcher = run.fetcher
    if fetcher is None:
        yield problem(source, "network-off", address[:500])
        return
    answer = fetcher.get(address)
    if isinstance(answer, Fault):
        yield problem(source, answer.code, answer.detail)
    elif isinstance(answer, NotModified):
        yield Unmodified(source)
    else:
        said = Said(
            source,
            _page_type(answer.media_type),
            charset=answer.charset,
            url=answer.url,
            title=None if entry is None else entry.title,
            published=(entry.published if entry is not None else None) or run.published,
            retrieved=answer.at,
        )
        yield from _answered(answer, said, fetcher, run, entry)


def _answered(answer: Answer, said: Said, fetcher: Fetcher, run: Run, entry: Entry | None) -> Iterator[Item]:
    """What an answer holds; its validators are put down when all of it could be read."""
    feed = entry is None and document_kind(answer.data[:HEAD], "") == "feed"
    sound = True
    for item in _read_document(answer.data, said, run, LISTED if entry is None else LINKED):
        sound = sound and not isinstance(item, Problem)
        yield item
    if sound and fetcher.visits is not None and any(answer.validators):
        sha256 = None if feed else hashlib.sha256(answer.data).hexdigest()
        fetcher.visits.remember(answer.asked, sha256, *answer.validators)


def _page_type(media_type: str | None) -> str | None:
    """The media type of an answer; None for the vague ones, which servers give to anything."""
    vague = media_type in (None, "application/octet-stream") or "xml" in (media_type or "")
    return None if vague and media_type != "application/xhtml+xml" else media_type
