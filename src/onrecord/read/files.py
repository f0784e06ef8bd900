"""Paths, folders, globs and standard input -> a stream of pages and problems, in a fixed order.

Every file that is seen gives exactly one page or problem, and a JSONL file one for each row, so that
seen = stored + unchanged + problem can hold. Nothing but a regular file is ever opened.
"""

from __future__ import annotations

import fnmatch
import glob
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

from onrecord.read.decode import read_bytes
from onrecord.read.rows import Lines, Replay, look_ahead, read_rows
from onrecord.read.sniff import HEAD, is_binary, mark_of, signature_of
from onrecord.records import Problem, RawPage

__all__ = ["find_pages"]

#: Ending of a file's name to the media type of what is in it; "" for JSONL. Others are told by their bytes.
ENDINGS: Final = {
    # What is in a .txt is told by its first bytes: saved pages often bear that ending.
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".jsonl": "",
    ".ndjson": "",
}
#: Deepest folder under a named one, in levels.
MOST_LEVELS: Final = 100
STDIN: Final = "-"


@dataclass(frozen=True, slots=True)
class Limits:
    """What bounds a run, and what was said of all its pages."""

    max_bytes: int
    max_row_bytes: int
    published: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Seen:
    """A file to be read, or what is wrong with it: `code` and `detail` are "" if nothing is."""

    path: str
    code: str = ""
    detail: str = ""


def find_pages(
    sources: Sequence[str],
    *,
    stdin: BinaryIO | None,
    max_bytes: int,
    max_pages: int,
    max_row_bytes: int,
    published: str | None = None,
    url: str | None = None,
) -> Iterator[RawPage | Problem]:
    """Every page of the sources, or the problem in its place, one at a time.

    A source is a file, a folder (read with all folders in it, sorted by name, hidden files left out), a
    glob (`**` too), or "-" for `stdin`. `max_bytes` bounds a page, `max_row_bytes` a JSONL row and
    `max_pages` the run: after it one "too-many" problem ends the stream. `published` and `url` are said
    of every page that does not say so itself.
    """
    limits = Limits(max_bytes, max_row_bytes, published, url)
    count = 0
    for source in sources:
        for item in _read_source(source, stdin, limits):
            if count >= max_pages:
                detail = f"limit {max_pages}; this and what follows was not read"
                yield Problem.of(source=item_source(item), stage="read", code="too-many", detail=detail)
                return
            count += 1
            yield item


def item_source(item: RawPage | Problem) -> str:
    """Where a page or problem came from."""
    return item.source if isinstance(item, Problem) else item.page.source


def _read_source(source: str, stdin: BinaryIO | None, limits: Limits) -> Iterator[RawPage | Problem]:
    if source == STDIN:
        yield from _read_stdin(stdin, limits)
        return
    for seen in find_files(source):
        if seen.code:
            yield Problem.of(source=shown(seen.path), stage="read", code=seen.code, detail=seen.detail)
        else:
            yield from _read_file(seen.path, limits)


def shown(path: str) -> str:
    """A path as it can be printed and stored: bytes that are no UTF-8 become U+FFFD."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\x00", "")


def find_files(source: str) -> Iterator[Seen]:
    """The files of one source, in a fixed order, each once."""
    if not source or "\x00" in source:
        yield Seen(source, "not-found", "an empty name" if not source else "a name with NUL")
        return
    if os.path.lexists(source):
        yield from _walk_named(source)
        return
    if not glob.has_magic(source):
        yield Seen(source, "not-found", "nothing is there")
        return
    found = False
    for seen in _walk_deep(source) if "**" in source else _walk_glob(source):
        found = True
        yield seen
    if not found:
        yield Seen(source, "not-found", "the pattern fits no file")


def _walk_glob(pattern: str) -> Iterator[Seen]:
    for path in sorted(glob.iglob(pattern)):
        yield from _walk_named(path)


def _walk_deep(pattern: str) -> Iterator[Seen]:
    """The files of a `**` glob. Python's own follows links round and round, so the folder is walked."""
    parts = pattern.split("/")
    fixed = next(number for number, part in enumerate(parts) if glob.has_magic(part))
    folder = "/".join(parts[:fixed]) or ("/" if fixed else os.curdir)
    if not os.path.isdir(folder):
        return
    for seen in _walk_folder(folder, os.path.realpath(folder), 0):
        below = os.path.relpath(seen.path, folder).split(os.sep)
        if seen.code == "unreadable" or fits(below, parts[fixed:]):
            path = os.path.normpath(seen.path) if folder == os.curdir else seen.path
            yield Seen(path, seen.code, seen.detail)


def fits(parts: list[str], patterns: list[str]) -> bool:
    """Whether the steps of a path fit the steps of a glob, of which `**` fits any number."""
    if not patterns:
        return not parts
    if patterns[0] == "**":
        rest = patterns[1:] or ["*"]
        return any(fits(parts[start:], rest) for start in range(len(parts)))
    return bool(parts) and fnmatch.fnmatchcase(parts[0], patterns[0]) and fits(parts[1:], patterns[1:])


def _walk_named(path: str) -> Iterator[Seen]:
    """A file or folder that was named: a link that was named itself is followed."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError) as error:
        yield Seen(path, "not-found" if isinstance(error, FileNotFoundError) else "unreadable", _why(error))
        return
    if stat.S_ISDIR(mode):
        yield from _walk_folder(path, os.path.realpath(path), 0)
    else:
        yield _judge(path, mode)


def _judge(path: str, mode: int) -> Seen:
    if stat.S_ISREG(mode):
        return Seen(path)
    kinds = (
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISBLK, "a device"),
        (stat.S_ISCHR, "a device"),
    )
    kind = next((name for test, name in kinds if test(mode)), "no file")
    return Seen(path, "not-a-file", kind)


def _walk_folder(folder: str, root: str, level: int) -> Iterator[Seen]:
    """The files in a folder and the folders in it, sorted by name; names only are held."""
    try:
        names = sorted(name for name in os.listdir(folder) if not name.startswith("."))
    except OSError as error:
        yield Seen(folder, "unreadable", _why(error))
        return
    if level > MOST_LEVELS:
        yield Seen(folder, "unreadable", f"more than {MOST_LEVELS} folders deep")
        return
    for name in names:
        path = os.path.join(folder, name)
        try:
            mode = os.lstat(path).st_mode
            if stat.S_ISLNK(mode):
                target = os.path.realpath(path, strict=True)
                if target != root and not target.startswith(root.rstrip(os.sep) + os.sep):
                    yield Seen(path, "outside-root", f"it leads to {shown(target)[:200]}")
                    continue
                inside = os.stat(path)
                if stat.S_ISDIR(inside.st_mode):
                    # What it leads to is met where it stands; followed, it could loop.
                    continue
                mode = inside.st_mode
        except OSError as error:
            code = "not-found" if isinstance(error, FileNotFoundError) else "unreadable"
            yield Seen(path, code, _why(error))
            continue
        if stat.S_ISDIR(mode):
            yield from _walk_folder(path, root, level + 1)
        else:
            yield _judge(path, mode)


def _why(error: Exception) -> str:
    """The system's own words for an error, without the path."""
    return (error.strerror if isinstance(error, OSError) else None) or type(error).__name__


def _read_stdin(stdin: BinaryIO | None, limits: Limits) -> Iterator[RawPage | Problem]:
    if stdin is None:
        yield Problem.of(source=STDIN, stage="read", code="not-found", detail="no standard input")
        return
    try:
        first, rows = look_ahead(stdin, max_row_bytes=limits.max_row_bytes)
        if rows:
            # Nothing says the name of what is piped in: rows are told by their first lines.
            yield from _read_lines(Replay(first, stdin), STDIN, limits)
            return
        data = first + stdin.read(max(0, limits.max_bytes + 1 - len(first)))
    except OSError as error:
        yield Problem.of(source=STDIN, stage="read", code="unreadable", detail=_why(error))
        return
    yield read_bytes(
        data, source=STDIN, url=limits.url, published=limits.published, max_bytes=limits.max_bytes
    )


def _read_file(path: str, limits: Limits) -> Iterator[RawPage | Problem]:
    """The page of a regular file, the rows of a JSONL file, or a problem."""
    source = shown(path)
    ending = os.path.splitext(path)[1].lower()
    try:
        # Between the look and the opening the file may have become a pipe: opening must not block.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        code = "not-found" if isinstance(error, FileNotFoundError) else "unreadable"
        yield Problem.of(source=source, stage="read", code=code, detail=_why(error))
        return
    with os.fdopen(handle, "rb") as stream:
        try:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                yield Problem.of(source=source, stage="read", code="not-a-file", detail="no longer a file")
            elif ENDINGS.get(ending) == "" and status.st_size:
                yield from _read_jsonl(stream, source, limits)
            else:
                yield _read_whole(stream, source, status.st_size, ENDINGS.get(ending), limits)
        except OSError as error:
            yield Problem.of(source=source, stage="read", code="unreadable", detail=_why(error))


def _read_jsonl(stream: BinaryIO, source: str, limits: Limits) -> Iterator[RawPage | Problem]:
    head = stream.read(HEAD)
    stream.seek(0)
    kind = signature_of(head)
    if kind or (is_binary(head) and not mark_of(head)):
        code = "unsupported-type" if kind else "binary"
        yield Problem.of(source=source, stage="read", code=code, detail=kind or "too many control characters")
        return
    yield from _read_lines(stream, source, limits)


def _read_lines(stream: Lines, source: str, limits: Limits) -> Iterator[RawPage | Problem]:
    empty = True
    for item in read_rows(
        stream,
        source=source,
        max_bytes=limits.max_bytes,
        max_row_bytes=limits.max_row_bytes,
        published=limits.published,
        url=limits.url,
    ):
        empty = False
        yield item
    if empty:
        yield Problem.of(source=source, stage="read", code="empty", detail="no row holds anything")


def _read_whole(
    stream: BinaryIO, source: str, size: int, media_type: str | None, limits: Limits
) -> RawPage | Problem:
    if size > limits.max_bytes:
        detail = f"{size} bytes, limit {limits.max_bytes}"
        return Problem.of(source=source, stage="read", code="too-large", detail=detail)
    return read_bytes(
        stream.read(limits.max_bytes + 1),
        source=source,
        media_type=media_type,
        url=limits.url,
        published=limits.published,
        max_bytes=limits.max_bytes,
    )
