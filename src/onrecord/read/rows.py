"""JSONL, line by line -> one page or problem for each line that is not blank."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from onrecord.read.decode import make_page
from onrecord.records import Problem, RawPage, make_id

#: Bytes that are read at a time while a line that is too long is passed over.
CHUNK: Final = 65_536


def read_rows(
    stream: BinaryIO,
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


def skip_line(stream: BinaryIO) -> None:
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
        page = make_id("page", hashlib.sha256(exact).hexdigest(), url, None, published)
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
    return make_page(
        exact,
        content,
        source=source,
        media_type="text/html" if fields["html"] else "text/plain",
        charset=None,
        url=fields["url"] or url,
        title=fields["title"],
        published=fields["published"] or published,
        max_bytes=max_bytes,
    )
