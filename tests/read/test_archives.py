"""Web archives: a page for each record that holds one; cut, broken and hostile archives are named."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.archives import read_wacz, read_warc
from onrecord.read.files import find_pages
from onrecord.read.run import Item, Run
from onrecord.records import Problem, RawPage

RUN = Run(max_bytes=20_000, max_row_bytes=1_000, max_entries=5)
HTML = "<html><body><p>The ferry sailed on Friday, the harbour master said.</p></body></html>"


def record(
    number: int = 1,
    *,
    kind: str = "response",
    status: str = "200 OK",
    body: bytes = HTML.encode(),
    **http: str,
) -> bytes:
    fields = {"Content-Type": "text/html; charset=utf-8"} | {
        name.replace("_", "-"): value for name, value in http.items()
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    block = f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body if kind == "response" else body
    content = "application/http; msgtype=response" if kind == "response" else "text/plain"
    return (
        (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"WARC-Target-URI: https://nesvik.example/{number}\r\nWARC-Date: 2026-03-06T10:00:00Z\r\n"
            f"Content-Type: {content}\r\nContent-Length: {len(block)}\r\n\r\n"
        ).encode()
        + block
        + b"\r\n\r\n"
    )


def gz(*records: bytes) -> bytes:
    return b"".join(gzip.compress(one) for one in records)


def read(data: bytes) -> list[Item]:
    return list(read_warc(io.BytesIO(data), "a.warc", RUN))


def kinds(items: list[Item]) -> list[str]:
    return [one.code if isinstance(one, Problem) else "page" for one in items]


@pytest.mark.parametrize("pack", [lambda *parts: b"".join(parts), gz], ids=["plain", "gzip"])
def test_each_answer_is_a_page_with_its_address_and_time(pack: Callable[..., bytes]) -> None:
    first, second = read(pack(record(1), record(2)))
    assert isinstance(first, RawPage)
    assert isinstance(second, RawPage)
    assert first.page.url == "https://nesvik.example/1"
    assert first.page.source == "a.warc#1"
    assert first.content == HTML
    assert second.page.retrieved is not None
    assert second.page.retrieved.isoformat() == "2026-03-06T10:00:00+00:00"


def test_what_holds_no_page_is_passed_over() -> None:
    data = b"".join(
        [
            record(1, kind="warcinfo", body=b"software: none"),
            record(2, status="404 Not Found"),
            record(3, status="301 Moved"),
            record(4, Content_Type="image/png", body=b"\x89PNG"),
            record(5, kind="request", body=b"GET / HTTP/1.1"),
            record(6),
        ]
    )
    (only,) = read(data)
    assert isinstance(only, RawPage)
    assert only.page.source == "a.warc#6"


def test_a_resource_in_plain_text_is_a_page() -> None:
    (only,) = read(record(1, kind="resource", body=b"The ferry sailed on Friday."))
    assert isinstance(only, RawPage)
    assert only.page.media_type == "text/plain"


def test_the_servers_own_compression_is_undone() -> None:
    (only,) = read(record(1, body=gzip.compress(HTML.encode()), Content_Encoding="gzip"))
    assert isinstance(only, RawPage)
    assert only.content == HTML


def test_a_page_that_inflates_beyond_the_limit_is_a_problem() -> None:
    bomb = gzip.compress(b"a" * 5_000_000)
    assert kinds(read(record(1, body=bomb, Content_Encoding="gzip") + record(2))) == ["too-large", "page"]


@pytest.mark.parametrize("lost", [3, 10, 60])
@pytest.mark.parametrize("pack", [lambda *parts: b"".join(parts), gz], ids=["plain", "gzip"])
def test_a_cut_archive_is_named(pack: Callable[..., bytes], lost: int) -> None:
    found = read(pack(record(1), record(2))[:-lost])
    assert kinds(found)[0] == "page"
    assert kinds(found)[-1] == "broken-archive"


def test_an_archive_that_was_packed_as_a_whole_is_not_cut() -> None:
    assert kinds(read(gzip.compress(record(1) + record(2)))) == ["page", "page"]


@pytest.mark.parametrize(
    ("http", "body", "code"),
    [
        ({"Content_Encoding": "gzip"}, b"no gzip", "broken-archive"),
        ({"Transfer_Encoding": "chunked"}, b"zz\r\nhello", "broken-archive"),
        ({"X": "y" * 100_000}, b"<p>hello", "broken-archive"),
        ({"X": "y" * 70_000}, b"<p>hello", "broken-archive"),
        ({"Content_Encoding": "gzip"}, gzip.compress(b"x" * 10_000_000), "too-large"),
        ({}, b"x" * 200_000, "too-large"),
    ],
)
def test_a_record_that_cannot_be_read_costs_no_other(http: dict[str, str], body: bytes, code: str) -> None:
    for pack in (gz, lambda *records: b"".join(records)):
        found = read(pack(record(1), record(2, body=body, **http), record(3)))
        assert kinds(found) == ["page", code, "page"]


def test_a_large_image_is_no_problem() -> None:
    image = record(2, body=b"x" * 200_000, Content_Type="image/png")
    assert kinds(read(gz(record(1), image, record(3)))) == ["page", "page"]


def test_a_page_that_its_crawler_cut_is_named() -> None:
    cut = record(1).replace(b"WARC-Date", b"WARC-Truncated: length\r\nWARC-Date")
    found = read(gz(cut, record(2)))
    assert kinds(found) == ["broken-archive", "page", "page"]
    assert isinstance(found[0], Problem)
    assert "length" in found[0].detail


def test_an_archive_that_is_piped_in_is_read(tmp_path: Path) -> None:
    found = find_pages(
        ["-"],
        stdin=io.BytesIO(record(1) + record(2)),
        max_bytes=20_000,
        max_pages=9,
        max_row_bytes=9_999,
        max_entries=9,
    )
    assert kinds(list(found)) == ["page", "page"]


def test_an_archive_without_pages_says_so() -> None:
    assert kinds(read(record(1, kind="request", body=b"GET / HTTP/1.1"))) == ["empty"]


@pytest.mark.parametrize("data", [b"", b"WARC/1.0 nonsense", gzip.compress(b"x")])
def test_an_archive_without_records_is_a_problem(data: bytes) -> None:
    assert kinds(read(data)) == ["broken-archive"]


@given(st.binary(max_size=300), st.integers(0, 400))
def test_no_bytes_raise(data: bytes, at: int) -> None:
    good = record(1)
    for one in read(good[:at] + data + good[at:]):
        assert isinstance(one, (RawPage, Problem))
    for one in read_wacz(io.BytesIO(b"PK\x03\x04" + data), "a.wacz", RUN):
        assert isinstance(one, Problem)


def wacz(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return out.getvalue()


def test_wacz_gives_the_pages_of_its_archives() -> None:
    data = wacz(archive__one_warc_gz=gz(record(1)), archive__two_warc=record(2), pages__pages_jsonl=b"{}")
    found = list(read_wacz(io.BytesIO(data), "a.wacz", RUN))
    assert [one.page.source for one in found if isinstance(one, RawPage)] == [
        "a.wacz#archive/one.warc.gz#1",
        "a.wacz#archive/two.warc#1",
    ]


def test_wacz_without_archives_or_damaged_is_a_problem() -> None:
    assert kinds(list(read_wacz(io.BytesIO(wacz(other=b"x")), "a.wacz", RUN))) == ["empty"]
    data = bytearray(wacz(archive__one_warc=record(1) + record(2)))
    data[60:90] = bytes(30)
    assert "broken-archive" in kinds(list(read_wacz(io.BytesIO(bytes(data)), "a.wacz", RUN)))


def test_files_are_known_by_their_names_and_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(gz(record(1)))
    (tmp_path / "b.dat").write_bytes(record(2))
    (tmp_path / "c.wacz").write_bytes(wacz(archive__one_warc=record(3)))
    (tmp_path / "d.gz").write_bytes(gz(record(4)))
    found = list(
        find_pages([str(tmp_path)], stdin=None, max_bytes=9_999, max_pages=9, max_row_bytes=9, max_entries=9)
    )
    assert kinds(found) == ["page", "page", "page", "unsupported-type"]
