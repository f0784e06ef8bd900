"""A web archive, WARC or WACZ -> one page for each record that holds one; what is cut off or broken is named.

Pages are answers with status 200 and resources, in HTML or plain text (ISO 28500). Requests, images,
redirects and revisits hold no page of their own and are passed over.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO, Final

from onrecord.read.decode import Said, read_said
from onrecord.read.run import Item, Run, problem
from onrecord.records import RawPage

__all__ = ["read_wacz", "read_warc"]

READABLE: Final = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
#: Longest header of a record, in bytes.
HEADER_BYTES: Final = 65_536
CHUNK: Final = 65_536
GZIP: Final = b"\x1f\x8b"
#: Most bytes that the check for a cut-off end inflates.
TAIL_BYTES: Final = 1_000_000_000
#: How reading out of a ZIP file fails: damaged, encrypted, or in a compression that is not known.
UNZIPPED: Final = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError)
WARC_NAME: Final = re.compile(r"^archive/[^/]+\.warc(?:\.gz)?$")


def read_warc(stream: BinaryIO, source: str, run: Run, *, whole: bool = True) -> Iterator[Item]:
    """The pages of a WARC file, compressed or not; `whole`: the stream can be gone back in."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    met, last, broken, pages = 0, 0, False, 0
    records = ArchiveIterator(
        stream, record_types=WarcRecordType.any_type, parse_http=False, max_header_len=HEADER_BYTES
    )
    while True:
        try:
            record = next(records, None)
            if record is None:
                break
            met, last = met + 1, record.stream_pos
            items = list(_read_record(record, f"{source}#{met}", run)) if record.record_type & wanted else []
        except Exception as error:  # noqa: BLE001 - FastWARC and zlib raise many kinds on broken bytes
            detail = f"after record {met}: {str(error)[:200] or type(error).__name__}; the rest was not read"
            yield problem(source, "broken-archive", detail)
            broken = True
            break
        pages += bool(items)
        yield from items
    if not met and not broken:
        yield problem(source, "broken-archive", "it holds no record")
    elif whole and not pages and not broken:
        yield problem(source, "empty", f"none of its {met} records holds a page")
    elif whole and not broken and _is_cut(stream, last):
        detail = f"record {met} breaks off; its page may lack its end"
        yield problem(source, "broken-archive", detail)


def _read_record(record: Any, source: str, run: Run) -> Iterator[Item]:
    """The page of a record, with a problem where it is cut; nothing where it holds none."""
    data = _read(record.reader, min(record.content_length, run.max_bytes + HEADER_BYTES))
    try:
        item = _page(record, data, source, run)
    except (OSError, ValueError) as error:
        yield problem(source, "broken-archive", f"its body cannot be read: {str(error)[:200]}")
        return
    why = record.headers.get("WARC-Truncated")
    if isinstance(item, RawPage) and why:
        yield problem(source, "broken-archive", f"its crawler cut it ({why[:40]}); the page may lack its end")
    if item is not None:
        yield item


def _media_type(record: Any, body: Any) -> str:
    """The media type of a record's page; "" if it holds none that is read. `body` has the HTTP headers."""
    head = body.http_headers if record.is_http else None
    if head is not None and head.status_code != 200:
        return ""
    content = body.http_content_type if head is not None else record.headers.get("Content-Type")
    media_type = (content or "").partition(";")[0].strip().lower()
    return media_type if media_type in READABLE else ""


def _page(record: Any, data: bytes, source: str, run: Run) -> Item | None:
    """The page of a record whose bytes are `data`; None if it holds none. OSError if they are damaged."""
    from fastwarc.warc import WarcRecord

    # Apart from the archive's own stream, which a body that cannot be inflated would end.
    body = WarcRecord()
    body.set_bytes_content(data)
    body.is_http = record.is_http
    large = record.content_length > run.max_bytes + HEADER_BYTES
    if record.is_http:
        body.parse_http(auto_decode="none" if large else "all", max_header_len=HEADER_BYTES)
    media_type = _media_type(record, body)
    if not media_type:
        return None
    if large:
        return problem(source, "too-large", f"{record.content_length} bytes, limit {run.max_bytes}")
    said = Said(
        source,
        media_type,
        charset=body.http_charset if record.is_http else None,
        url=(record.headers.get("WARC-Target-URI") or "").strip("<> ") or run.url,
        published=run.published,
        retrieved=_utc(record.record_date),
    )
    return read_said(_read(body.reader, run.max_bytes + 1), said, max_bytes=run.max_bytes)


def _utc(when: datetime | None) -> datetime | None:
    if when is None:
        return None
    return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)


def _read(reader: Any, most: int) -> bytes:
    parts, size = [], 0
    while size < most and (part := reader.read(min(CHUNK, most - size))):
        parts.append(part)
        size += len(part)
    return b"".join(parts)


def _is_cut(stream: BinaryIO, last: int) -> bool:
    """Whether the last record of an archive breaks off; both libraries that read WARC say nothing of it."""
    for place in (last, 0):
        # Packed as a whole, not record by record, its records are no places in the file.
        stream.seek(place)
        first = stream.read(CHUNK)
        if first.startswith(GZIP):
            break
    else:
        stream.seek(0, 2)
        stream.seek(max(0, stream.tell() - 4))
        return stream.read(4) != b"\r\n\r\n"
    inflate, size, piece = zlib.decompressobj(wbits=31), 0, first
    while piece and size < TAIL_BYTES:
        try:
            size += len(inflate.decompress(piece, CHUNK))
        except zlib.error:
            return True
        if inflate.eof:
            return False
        piece = inflate.unconsumed_tail or stream.read(CHUNK)
    return size < TAIL_BYTES


def read_wacz(stream: BinaryIO, source: str, run: Run) -> Iterator[Item]:
    """The pages of the WARC files in a WACZ archive (a ZIP file, WACZ 1.1.1)."""
    try:
        archive = zipfile.ZipFile(stream)
        names = sorted(name for name in archive.namelist() if WARC_NAME.match(name))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        yield problem(source, "broken-archive", f"not a ZIP file that can be read: {str(error)[:200]}")
        return
    given = 0
    for name in names:
        where = f"{source}#{name}"
        try:
            with archive.open(name) as inner:
                for item in read_warc(inner, where, run, whole=False):  # type: ignore[arg-type]
                    given += 1
                    yield item
        except UNZIPPED as error:
            yield problem(where, "broken-archive", str(error)[:200] or type(error).__name__)
            given += 1
    if not given:
        detail = "no WARC file under archive/" if not names else "none of its records holds a page"
        yield problem(source, "empty", detail)
