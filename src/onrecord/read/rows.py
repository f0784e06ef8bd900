"""JSONL, line by line -> one page or problem for each line that is not blank."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO, Final, Protocol

from onrecord.read.decode import Said, make_page
from onrecord.records import Problem, RawPage, make_id

#: Lines by which what is piped in is told, as rows or as a page.
LOOKED_AT: Final = 5
#: Bytes that are read at a time while a line that is too long is passed over.
CHUNK: Final = 65_536


class Replay:
    """A stream whose first bytes were read already, and are read once more."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        self.first = BytesIO(first)
        self.rest = rest

    def readline(self, size: int, /) -> bytes:
        """The next line or its next `size` bytes; b"" at the end."""
        line = self.first.readline(size)
        if line.endswith(b"\n") or len(line) >= size:
            return line
        return line + self.rest.readline(size - len(line))


class Lines(Protocol):
    """What rows are read from."""

    def readline(self, size: int, /) -> bytes:
        """The next line or its next `size` bytes; b"" at the end."""


def look_ahead(stream: BinaryIO, *, max_row_bytes: int) -> tuple[bytes, bool]:
    """The first bytes of a stream, and whether they are rows: JSON objects, one with text or html.

    It reads no further than needed: a page of prose gives itself away by its first line.
    """
    first: list[bytes] = []
    rows = 0
    for _ in range(LOOKED_AT):
        line = stream.readline(max_row_bytes + 1)
        first.append(line)
        words = line.removeprefix(b"\xef\xbb\xbf").strip()
        if words:
            row = read_object(words)
            if row is None:
                break
            rows += bool({"text", "html"} & row.keys())
        if not line.endswith(b"\n"):
            break
    return b"".join(first), rows > 0


def read_object(line: bytes) -> dict[str, Any] | None:
    """The JSON object that a line holds; None if it holds none."""
    if not line.startswith(b"{"):
        return None
    try:
        row: Any = json.loads(line.decode("utf-8"), strict=False)
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None


def read_rows(
    stream: Lines,
    *,
    source: str,
    max_bytes: int,
    max_row_bytes: int,
    published: str | None = None,
    url: str | None = None,
) -> Iterator[RawPage | Problem]:
    """A page or problem for each line that is not blank; a line is never held beyond its limit.

    Each row is an object with `text` or `html`, and if known `url`, `title` and `published`, which
    default to `url` and `published` as given here. The page's bytes are those of the line.
    """
    number = 0
    while line := stream.readline(max_row_bytes + 1):
        number += 1
        where = f"{source}#{number}"
        if len(line) > max_row_bytes and not line.endswith(b"\n"):
            skip_line(stream)
            detail = f"line {number} has more than {max_row_bytes} bytes"
            yield Problem.of(source=where, stage="read", code="too-large", detail=detail)
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield read_row(line, source=where, max_bytes=max_bytes, published=published, url=url)


def skip_line(stream: Lines) -> None:
    """Passes over the rest of a line, a piece at a time."""
    while (piece := stream.readline(CHUNK)) and not piece.endswith(b"\n"):
        pass


def read_row(
    line: bytes, *, source: str, max_bytes: int, published: str | None, url: str | None
) -> RawPage | Problem:
    """The page of one JSONL row, or the problem that names its line."""
    exact = line.rstrip(b"\r\n")
    body = exact.removeprefix(b"\xef\xbb\xbf")

    def problem(detail: str) -> Problem:
        page = make_id("page", hashlib.sha256(exact).hexdigest())
        return Problem.of(source=source, stage="read", code="bad-row", detail=detail, page=page)

    try:
        # The standard decoder takes lone surrogates, which are then left out of the text.
        row: Any = json.loads(body.decode("utf-8"), strict=False)
    except RecursionError:
        return problem("not JSON: nested too deep")
    except ValueError as error:
        return problem(f"not JSON: {str(error)[:200]}")
    if not isinstance(row, dict):
        return problem("not an object")
    fields = {name: row.get(name) for name in ("text", "html", "url", "title", "published")}
    for name, value in fields.items():
        if value is not None and not isinstance(value, str):
            return problem(f'"{name}" is not a string')
    content = fields["html"] or fields["text"]
    if not content or not content.strip():
        return problem('neither "text" nor "html" holds words')
    said = Said(
        source=source,
        media_type="text/html" if fields["html"] else "text/plain",
        url=fields["url"] or url,
        title=fields["title"],
        published=fields["published"] or published,
    )
    return make_page(exact, content, said, max_bytes=max_bytes)
