"""Paths to pages: one result for each file, in a fixed order, and nothing opened but regular files."""

from __future__ import annotations

import hashlib
import io
import json
import os
import socket
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.files import find_pages
from onrecord.records import Problem, RawPage, make_id

WORDS = "The mayor said that the ferry would sail on Friday.\n"
Item = RawPage | Problem


def find(*sources: str, **limits: object) -> list[Item]:
    settings: dict[str, object] = {
        "stdin": None,
        "max_bytes": 10_000,
        "max_pages": 1_000,
        "max_row_bytes": 500,
        "max_entries": 100,
    }
    return list(find_pages(sources, **(settings | limits)))  # type: ignore[arg-type]


def names(items: Sequence[Item], root: Path) -> list[tuple[str, str]]:
    return [
        (os.path.relpath(item.source, root), item.code)
        if isinstance(item, Problem)
        else (os.path.relpath(item.page.source, root), "page")
        for item in items
    ]


def test_folder_is_read_sorted_and_each_file_gives_one_result(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.html").write_text(f"<p>{WORDS}")
    (tmp_path / "a.txt").write_text(WORDS)
    (tmp_path / "c.weird").write_text(WORDS)
    (tmp_path / "d.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "e.txt").write_bytes(b"")
    (tmp_path / ".hidden.txt").write_text(WORDS)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "f.txt").write_text(WORDS)
    assert names(find(str(tmp_path)), tmp_path) == [
        ("a.txt", "page"),
        ("b/two.html", "page"),
        ("c.weird", "page"),
        ("d.pdf", "unsupported-type"),
        ("e.txt", "empty"),
    ]


def test_globs(tmp_path: Path) -> None:
    (tmp_path / "x" / "y").mkdir(parents=True)
    for name in ("a.txt", "b.html", "x/c.txt", "x/y/d.txt"):
        (tmp_path / name).write_text(WORDS)
    assert names(find(str(tmp_path / "*.txt")), tmp_path) == [("a.txt", "page")]
    deep = names(find(str(tmp_path / "**" / "*.txt")), tmp_path)
    assert deep == [("a.txt", "page"), ("x/c.txt", "page"), ("x/y/d.txt", "page")]
    assert len(find(str(tmp_path / "**"))) == 4
    assert [item.code for item in find(str(tmp_path / "*.none")) if isinstance(item, Problem)] == [
        "not-found"
    ]


def test_a_name_with_brackets_is_a_file_first(tmp_path: Path) -> None:
    (tmp_path / "page[1].txt").write_text(WORDS)
    assert names(find(str(tmp_path / "page[1].txt")), tmp_path) == [("page[1].txt", "page")]


def test_special_files_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.html")
    with socket.socket(socket.AF_UNIX) as server:
        folder = os.getcwd()
        os.chdir(tmp_path)
        try:
            server.bind("socket.txt")
        finally:
            os.chdir(folder)
        found = names(find(str(tmp_path)), tmp_path)
        named = find(str(tmp_path / "pipe.html"))
    assert found == [("pipe.html", "not-a-file"), ("socket.txt", "not-a-file")]
    assert [item.code for item in named if isinstance(item, Problem)] == ["not-a-file"]


def test_links(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text(WORDS)
    inside = tmp_path / "inside"
    (inside / "sub").mkdir(parents=True)
    (inside / "sub" / "own.txt").write_text(WORDS)
    (inside / "gone.txt").symlink_to(inside / "nothing")
    (inside / "loop.txt").symlink_to(inside / "loop.txt")
    (inside / "out.txt").symlink_to(outside / "secret.txt")
    (inside / "outdir").symlink_to(outside)
    (inside / "sub" / "up").symlink_to(inside)
    (inside / "within.txt").symlink_to(inside / "sub" / "own.txt")
    assert names(find(str(inside)), inside) == [
        ("gone.txt", "not-found"),
        ("loop.txt", "unreadable"),
        ("out.txt", "outside-root"),
        ("outdir", "outside-root"),
        ("sub/own.txt", "page"),
        ("within.txt", "page"),
    ]
    assert names(find(str(inside / "out.txt")), inside) == [("out.txt", "page")]
    deep = dict(names(find(str(inside / "**" / "*.txt")), inside))
    assert deep["sub/own.txt"] == "page"
    assert "page" not in {
        code for name, code in deep.items() if name.startswith("outdir") or name == "out.txt"
    }
    assert not any("up" in name for name in deep)


def test_missing_and_odd_names(tmp_path: Path) -> None:
    for name in (str(tmp_path / "no.txt"), "", "a\x00b"):
        assert [item.code for item in find(name) if isinstance(item, Problem)] == ["not-found"]
    odd = os.fsencode(str(tmp_path)) + b"/na\nme\xff.txt"
    with open(odd, "wb") as file:
        file.write(WORDS.encode())
    (page,) = find(str(tmp_path))
    assert isinstance(page, RawPage)
    page.page.source.encode("utf-8")


def test_limits(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a" * 10_001)
    for name in "bcd":
        (tmp_path / f"{name}.txt").write_text(WORDS)
    items = find(str(tmp_path), max_pages=3)
    assert [code for _, code in names(items, tmp_path)] == ["too-large", "page", "page", "too-many"]


def test_standard_input() -> None:
    (page,) = find("-", stdin=io.BytesIO(b"<html><body><p>Words.</p>"), url="https://a.example/b")
    assert isinstance(page, RawPage)
    assert (page.page.source, page.page.url) == ("-", "https://a.example/b")
    assert page.page.media_type == "text/html"
    (problem,) = find("-", stdin=io.BytesIO(b"x" * 20_000))
    assert isinstance(problem, Problem)
    assert problem.code == "too-large"
    (problem,) = find("-")
    assert isinstance(problem, Problem)


def test_rows_on_standard_input() -> None:
    data = (
        b'\n{"text": "One."}\n{"html": "<p>Two."}\nno row\n\n{"text": "'
        + b"x" * 600
        + b'"}\n{"text": "Six."}'
    )
    items = find("-", stdin=io.BytesIO(data))
    assert [
        (item.source, item.code) if isinstance(item, Problem) else item.page.source for item in items
    ] == [
        "-#2",
        "-#3",
        ("-#4", "bad-row"),
        ("-#6", "too-large"),
        "-#7",
    ]
    assert [item.content for item in items if isinstance(item, RawPage)] == ["One.", "<p>Two.", "Six."]


def test_rows_on_standard_input_may_be_more_than_a_page() -> None:
    rows = b'{"text": "Words of it."}\n' * 1_000
    items = find("-", stdin=io.BytesIO(rows), max_bytes=100, max_pages=2_000, published="2025-03-03")
    assert len(items) == 1_000
    assert {item.published for item in items if isinstance(item, RawPage)} == {"2025-03-03"}


PIPED = [
    (b'{"text": "One row alone"}', ["page"]),
    (b'\xef\xbb\xbf{"text": "With a mark"}\n', ["page"]),
    (b'{"id": 1}\n{"text": "The second"}\n', ["bad-row", "page"]),
    (b'{"id": 1}\n{"id": 2}\n', ["unsupported-type"]),
    (b"[1]\n[2]\n", ["unsupported-type"]),
    (b'{\n "text": "one object on three lines"\n}\n', ["unsupported-type"]),
    (b'{"id": 1}', ["unsupported-type"]),
    (b'"Words," she said.\n{"text": "quoted"}\n', ["page"]),
    (b"{curly} words of prose\nand more", ["page"]),
    (b"", ["empty"]),
    (b"\n\n", ["empty"]),
]


@pytest.mark.parametrize(("data", "wanted"), PIPED)
def test_what_is_piped_in_is_told_by_its_lines(data: bytes, wanted: list[str]) -> None:
    items = find("-", stdin=io.BytesIO(data))
    assert [item.code if isinstance(item, Problem) else "page" for item in items] == wanted


@given(st.binary(max_size=400), st.integers(1, 40))
def test_what_is_piped_in_as_a_page_is_whole(data: bytes, size: int) -> None:
    (item,) = find("-", stdin=io.BytesIO(b"Words\n" + data), max_row_bytes=size)
    sha256 = hashlib.sha256(b"Words\n" + data).hexdigest()
    assert (item.page if isinstance(item, Problem) else item.page.id) == make_id("page", sha256)


def test_a_folder_is_read_lazily(tmp_path: Path) -> None:
    for number in range(50):
        (tmp_path / f"{number:03}.txt").write_text(WORDS)
    pages = find_pages(
        [str(tmp_path)], stdin=None, max_bytes=1_000, max_pages=100, max_row_bytes=100, max_entries=9
    )
    first = next(pages)
    (tmp_path / "001.txt").unlink()
    (tmp_path / "002.txt").write_text("changed words")
    second, third = next(pages), next(pages)
    assert isinstance(first, RawPage)
    assert isinstance(second, Problem)
    assert second.code == "not-found"
    assert isinstance(third, RawPage)
    assert third.content == "changed words"


ROWS = [
    (
        json.dumps({"text": WORDS, "url": "https://a.example/1", "title": "T", "published": "2025-01-02"}),
        "page",
    ),
    ("", None),
    (json.dumps({"html": "<p>Words.</p>"}), "page"),
    ("{not json", "bad-row"),
    ("[1, 2]", "bad-row"),
    ('{"text": 5}', "bad-row"),
    ('{"title": "no words"}', "bad-row"),
    ('{"text": "' + "x" * 600 + '"}', "too-large"),
    ('{"text": "half a pair \\ud800 here"}', "page"),
    ("[" * 450, "bad-row"),
    ('{"text": "a", "n": ' + "1" * 400 + "}", "page"),
    ('{"text": "a", "url": "nowhere"}', "bad-url"),
    ('{"text": "after all that"}', "page"),
]


def test_rows(tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl"
    path.write_text("\n".join(row for row, _ in ROWS))
    items = find(str(path))
    wanted = [(f"pages.jsonl#{n}", code) for n, (_, code) in enumerate(ROWS, start=1) if code]
    assert names(items, tmp_path) == wanted
    first = items[0]
    assert isinstance(first, RawPage)
    assert (first.page.url, first.title, first.published) == ("https://a.example/1", "T", "2025-01-02")
    assert first.page.sha256 == hashlib.sha256(ROWS[0][0].encode()).hexdigest()
    assert [item.page.media_type for item in items[:2] if isinstance(item, RawPage)] == [
        "text/plain",
        "text/html",
    ]
    half = items[7]
    assert isinstance(half, RawPage)
    assert half.content == "half a pair  here"


def test_rows_default_to_what_was_said_of_the_run(tmp_path: Path) -> None:
    path = tmp_path / "pages.ndjson"
    path.write_text('{"text": "a"}\n{"text": "b", "published": "2024-01-01"}\n')
    items = find(str(path), published="2023-05-05")
    assert [item.published for item in items if isinstance(item, RawPage)] == ["2023-05-05", "2024-01-01"]


def test_binary_and_empty_jsonl(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"%PDF-1.4 ...")
    (tmp_path / "b.jsonl").write_bytes(b"\n\n  \n")
    (tmp_path / "c.jsonl").write_bytes(bytes(range(32)) * 50)
    (tmp_path / "d.jsonl").write_bytes(b"")
    codes = [code for _, code in names(find(str(tmp_path)), tmp_path)]
    assert codes == ["unsupported-type", "empty", "binary", "empty"]


def test_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(WORDS)
    path.chmod(0)
    if os.geteuid() == 0:  # root reads every file, so the refusal is put on

        def refuse(*_: object, **__: object) -> int:
            raise PermissionError(13, "Permission denied", str(path))

        monkeypatch.setattr(os, "open", refuse)
    assert names(find(str(tmp_path)), tmp_path) == [("a.txt", "unreadable")]
