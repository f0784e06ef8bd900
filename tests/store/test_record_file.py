"""The record file under trouble: missing, foreign, newer, locked, damaged, and pages it cannot take."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.errors import OnrecordError, RecordFileError
from onrecord.records import Article, Passage, Record, Span
from onrecord.store import (
    find,
    find_pages,
    load_record,
    open_record,
    opening,
    pages,
    problem_entry,
    problems,
    verify,
)
from tests.cli import samples
from tests.store.conftest import NOW, made, problem_of


def code_of(path: Path, *, write: bool = False) -> str:
    with pytest.raises(RecordFileError) as caught, open_record(path, write=write) as file:
        verify(file)
    assert str(path) in caught.value.detail
    return caught.value.code


def test_a_missing_file_is_not_made_by_reading(tmp_path: Path) -> None:
    assert code_of(tmp_path / "r.db") == "no-record"
    assert not (tmp_path / "r.db").exists()
    assert code_of(tmp_path / "no" / "r.db", write=True) == "cannot-write"


@pytest.mark.parametrize("write", [False, True])
def test_foreign_files_are_left_alone(tmp_path: Path, write: bool) -> None:
    text, other, folder = tmp_path / "text", tmp_path / "other.db", tmp_path / "folder"
    text.write_text("This is no database, but it is long enough to be taken for one. " * 99)
    folder.mkdir()
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
    connection.close()
    for path in (text, other, folder):
        before = path.read_bytes() if path.is_file() else b""
        assert code_of(path, write=write) == "not-a-record"
        assert before == (path.read_bytes() if path.is_file() else b"")


def test_an_empty_file_is_filled_by_writing_only(tmp_path: Path) -> None:
    (tmp_path / "r.db").touch()
    assert code_of(tmp_path / "r.db") == "not-a-record"
    made(tmp_path / "r.db")


@pytest.mark.parametrize(("version", "code"), [(99, "newer-record"), (0, "older-record")])
def test_other_versions_are_refused(tmp_path: Path, version: int, code: str) -> None:
    path = made(tmp_path / "r.db")
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    assert code_of(path) == code
    assert code_of(path, write=True) == code


def test_a_file_that_another_program_writes_is_locked_for_writing_and_open_for_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.05)
    path = made(tmp_path / "r.db")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert code_of(path, write=True) == "locked"
    with open_record(path) as file:
        assert load_record(file, samples.ferry().page.id) == samples.ferry()
    other.close()


def test_a_damaged_file_is_named_so(tmp_path: Path) -> None:
    path = made(tmp_path / "r.db")
    data = bytearray(path.read_bytes())
    for at in range(4096 * 2, len(data), 4096):
        data[at : at + 64] = b"\xff" * 64
    path.write_bytes(data)
    assert code_of(path) == "damaged"
    for size in (0, 50, 4096, len(data) // 2):
        cut = tmp_path / f"cut-{size}.db"
        cut.write_bytes(made(tmp_path / f"whole-{size}.db").read_bytes()[:size])
        assert opens_and_holds(cut) is False


def opens_and_holds(path: Path) -> bool:
    try:
        with open_record(path) as file:
            return verify(file).sound
    except RecordFileError:
        return False


def test_a_table_taken_out_is_damage(tmp_path: Path) -> None:
    path = made(tmp_path / "r.db")
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DROP TABLE moment")
    connection.close()
    assert code_of(path) == "damaged"


def test_a_folder_that_cannot_be_written_can_be_read(tmp_path: Path) -> None:
    path = made(tmp_path / "r.db")
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        with open_record(path) as file:
            assert load_record(file, samples.ferry().page.id) == samples.ferry()
        if os.geteuid() != 0:  # root may write anywhere
            assert code_of(path, write=True) == "cannot-write"
    finally:
        tmp_path.chmod(0o755)


def test_a_full_disk_costs_the_page_only(tmp_path: Path) -> None:
    path = made(tmp_path / "r.db")
    with open_record(path, write=True) as file:
        ((pages_now,),) = list(file.rows("PRAGMA page_count"))
        list(file.rows(f"PRAGMA max_page_count = {pages_now}"))
        big = samples.ferry("big.txt", "b" * 64)
        big = replace(big, problems=tuple(problem_of(big.page, number) for number in range(500)))
        with pytest.raises(RecordFileError) as caught:
            file.put(big, pipeline="1", at=NOW)
    assert caught.value.code == "cannot-write"
    with open_record(path) as file:
        assert [line.source for line in pages(file)] == ["ferry.txt"]
        assert verify(file).sound


def test_a_record_that_points_at_nothing_becomes_aproblem_of(tmp_path: Path) -> None:
    good = samples.ferry()
    bad = replace(good, statements=())  # an event stands in a statement that is not there
    twice = replace(good, places=good.places * 2)
    for number, record in enumerate((bad, twice)):
        with open_record(tmp_path / f"{number}.db", write=True) as file:
            assert file.put(record, pipeline="1", at=NOW) == "problem"
            (problem,) = problems(file)
            assert (problem.stage, problem.code) == ("store", "stage-failed")
            assert load_record(file, good.page.id) == Record(page=good.page, problems=(problem,))
            assert file.put(good, pipeline="1", at=NOW) == "stored"
            assert verify(file).sound


def test_problems_are_remembered_once_and_cleared_when_read(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.db", write=True) as file:
        for _ in range(3):
            assert file.put_problem(samples.missing(), pipeline="1", at=NOW) == "problem"
            assert file.put(samples.unread(), pipeline="1", at=NOW) == "problem"
        assert not file.known(samples.unread().page, "1")
        assert [problem.code for problem in problems(file)] == ["not-found", "no-text"]
        assert verify(file).sound
        read = replace(samples.ferry(), page=samples.unread().page)
        assert read.article is not None
        read = replace(read, article=replace(read.article, page=read.page.id))
        assert file.put(read, pipeline="1", at=NOW) == "stored"
        assert file.forget_problems(["gone.html"], but=[problem_entry(samples.missing())]) == 0
        assert file.forget_problems(["elsewhere"], but=[]) == 0
        assert file.forget_problems(["gone.html"], but=[]) == 1
        assert list(problems(file)) == []
        assert verify(file).sound


@pytest.mark.parametrize(
    ("source", "given", "under"),
    [
        ("a/b.txt", "a", True),
        ("a/b.txt", "a/", True),
        ("ab.txt", "a", False),
        ("rows.jsonl#3", "rows.jsonl", True),
        ("a/b.html", "a/*.html", True),
        ("a/b.txt", "a/*.html", False),
    ],
)
def test_what_lies_under_a_source(tmp_path: Path, source: str, given: str, under: bool) -> None:
    with open_record(tmp_path / "r.db", write=True) as file:
        file.put_problem(samples.missing(source), pipeline="1", at=NOW)
        assert file.forget_problems([given], but=[]) == int(under)


def test_a_file_name_that_is_not_text_is_stored_with_escapes(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.db", write=True) as file:
        file.put(samples.ferry("bad\udcff.txt"), pipeline="1", at=NOW)
        assert file.saw(samples.ferry("bad\udcff.txt").page) == "unchanged"
        file.put_problem(samples.missing("bad\udcfe"), pipeline="1", at=NOW)
        assert [line.source for line in pages(file)] == ["bad\\udcff.txt"]
        assert find_pages(file, "bad\udcff.txt") == (samples.ferry().page.id,)
        assert verify(file).sound


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ferry", 1),
        ("FERRY", 1),
        ('"hit the breakwater"', 1),
        ('"breakwater the hit"', 0),
        ("ferry volcano", 0),
        ("ferry OR volcano", 0),
        ("ferry NOT breakwater", 0),
        ('ferry"', 1),
        ('"', 0),
        ('""', 0),
        ("*", 0),
        ("ferr*", 0),
        ("ferry - + ( ) : ^ *", 1),
        ("title:ferry", 0),
        ("NEAR(ferry hit)", 0),
        ("ferry\0", 1),
        ("\ud800 ferry", 1),
        ("", 0),
        ("{a b}: ;-- ' OR 1=1", 0),
        ("é" * 3000, 0),
        ("ferry " * 300, 1),
    ],
)
def test_any_words_can_be_looked_for(tmp_path: Path, words: str, found: int) -> None:
    with open_record(made(tmp_path / "r.db")) as file:
        assert len(find(file, words)) == found


def test_a_page_that_was_replaced_is_not_found_by_its_old_words(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.db", write=True) as file:
        old = samples.ferry()
        assert old.article is not None
        file.put(old, pipeline="1", at=NOW)
        words = "The union left."
        passage = Passage(span=Span.of(words, 0, len(words)), kind="body", why="", score=1)
        new = Article(id=old.article.id, page=old.page.id, text=words, passages=(passage,))
        assert file.put(Record(page=old.page, article=new), pipeline="2", at=NOW) == "stored"
        assert find(file, "breakwater") == []
        assert len(find(file, "union")) == 1
        assert verify(file).sound


def test_a_worse_reading_destroys_nothing(tmp_path: Path) -> None:
    good = samples.ferry()
    told = replace(samples.unread().problems[0], page=good.page.id, source=good.page.source)
    worse = Record(page=good.page, problems=(told,))
    with open_record(tmp_path / "r.db", write=True) as file:
        assert file.put(good, pipeline="1", at=NOW) == "stored"
        for _ in range(2):
            assert file.put(worse, pipeline="2", at=NOW) == "problem"
            assert load_record(file, good.page.id) == good
            assert list(problems(file)) == [told]
            assert [line.state for line in pages(file)] == ["stored"]
            assert verify(file).faults == []
        assert file.known(good.page, "1")
        assert not file.known(good.page, "2")
        # A run that meets the page without the problem forgets it.
        assert file.forget_problems([good.page.source], but=[]) == 1
        assert list(problems(file)) == []
        assert verify(file).faults == []


def test_what_was_given_with_a_page_asks_for_a_new_reading(tmp_path: Path) -> None:
    plain = samples.ferry()
    dated = replace(plain, page=replace(plain.page, given="given-1"), events=())
    with open_record(tmp_path / "r.db", write=True) as file:
        assert file.put(plain, pipeline="1", at=NOW) == "stored"
        assert file.put(plain, pipeline="1", at=NOW) == "unchanged"
        assert not file.known(dated.page, "1")
        assert file.put(dated, pipeline="1", at=NOW) == "stored"
        assert file.known(dated.page, "1")
        assert not file.known(plain.page, "1")
        assert file.put(dated, pipeline="1", at=NOW) == "unchanged"
        assert load_record(file, plain.page.id) == dated
        assert len(list(pages(file))) == 1
        assert verify(file).faults == []


def test_bytes_that_are_no_text_are_damage(tmp_path: Path) -> None:
    path = made(tmp_path / "r.db")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE actor SET name = CAST(x'ff' AS TEXT)")
    assert code_of(path) == "damaged"


def test_pages_that_are_not_there(tmp_path: Path) -> None:
    with open_record(made(tmp_path / "r.db"), write=True) as file:
        file.put(samples.hostile(), pipeline="1", at=NOW)
        for wanted in ("", "page-", "page-zzz", "%", "_", "' OR 1=1"):
            with pytest.raises(OnrecordError) as caught:
                find_pages(file, wanted)
            assert caught.value.code == "unknown-page"
        with pytest.raises(OnrecordError):
            load_record(file, "page-zzz")
