"""What `verify` finds: spans, tilings, ids, references, the ledger, digests and the full-text index."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.store import open_record, verify
from tests.cli import samples
from tests.store.conftest import NOW, made, problem_of


@pytest.mark.parametrize(
    ("table", "change", "check"),
    [
        ("statement", "cue_end = cue_end + 1", "span"),
        ("statement_content", "words = 'other'", "span"),
        ("event_participant", "start = start - 1", "span"),
        ("passage", '"end" = "end" + 1 WHERE position = 1', "span"),
        ("passage", "start = start + 1 WHERE position = 1", "tiling"),
        ("article", "text = text || 'x'", "tiling"),
        ("event", "moment = 'moment-gone'", "reference"),
        ("moment", "anchor = 'moment-gone'", "reference"),
        ("moment", "id = (SELECT id FROM place)", "id"),
        ("ledger", "state = 'problem'", "ledger"),
        ("ledger", "state = 'replaced'", "ledger"),
        ("page", "sha256 = 'other'", "ledger"),
        ("page", "source = 'other'", "ledger"),
        ("article_words_docsize", "id = id + 1", "index"),
    ],
)
def test_verify_finds_what_was_changed(tmp_path: Path, table: str, change: str, check: str) -> None:
    path = made(tmp_path / "r.db")
    with sqlite3.connect(path) as connection:
        if check == "id":
            connection.execute("DELETE FROM moment WHERE position > 0")
        connection.execute("DROP TRIGGER article_removed")
        connection.execute(f"UPDATE {table} SET {change}")
    connection.close()
    with open_record(path) as file:
        assert check in {fault.check for fault in verify(file).faults}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE article SET title = 'Nothing happened'",
        "UPDATE article SET title = NULL",
        "UPDATE article SET published_earliest = '2020-01-01'",
        "UPDATE passage SET why = 'other' WHERE position = 1",
        "UPDATE passage SET kind = 'body'",
        "UPDATE credit SET name = 'Other Wire'",
        "UPDATE actor SET name = 'Nobody' WHERE name = 'Sigrun Aasmo'",
        "UPDATE actor SET country = 'SWE' WHERE position = 0",
        "UPDATE mention SET actor = (SELECT id FROM actor LIMIT 1)",
        "UPDATE moment SET value = '2020-01-01' WHERE position = 0",
        "UPDATE statement SET speaker = (SELECT id FROM actor WHERE name = 'police')",
        "UPDATE statement SET speaker = NULL, source_start = NULL, source_end = NULL, source_words = NULL",
        "UPDATE statement SET confidence = 1.0",
        "UPDATE event SET status = 'denied' WHERE position = 0",
        "UPDATE event SET type = 'ASSAULT' WHERE position = 0",
        "UPDATE event_context SET context = 'military'",
        "UPDATE event_participant SET role = 'recipient' WHERE actor IS NULL",
        "DELETE FROM statement WHERE position = 4",
        "DELETE FROM event",
        "DELETE FROM event_participant",
        "DELETE FROM mention",
        "DELETE FROM statement_via",
        "DELETE FROM problem WHERE code = 'too-long'",
        "UPDATE problem SET detail = 'other' WHERE code = 'too-long'",
        "UPDATE problem SET detail = 'other' WHERE code = 'not-found'",
        "UPDATE page SET url = 'https://elsewhere.example'",
        "UPDATE page SET bytes = bytes + 1",
        "UPDATE ledger SET digest = 'other'",
    ],
)
def test_verify_finds_what_no_text_can_show(tmp_path: Path, change: str) -> None:
    path = tmp_path / "r.db"
    ferry = samples.ferry()
    with open_record(path, write=True) as file:
        file.put(replace(ferry, problems=(problem_of(ferry.page, 1),)), pipeline="1", at=NOW)
        file.put_problem(samples.missing(), pipeline="1", at=NOW)
        assert verify(file).faults == []
    with closing(sqlite3.connect(path)) as connection, connection:
        assert connection.execute(change).rowcount > 0
    with open_record(path) as file:
        assert "digest" in {fault.check for fault in verify(file).faults}


def test_verify_compares_the_full_text_index_with_the_text(tmp_path: Path) -> None:
    path = made(tmp_path / "r.db")
    with closing(sqlite3.connect(path)) as connection, connection:
        old = connection.execute("SELECT number, title, text FROM article").fetchone()
        connection.execute(
            "INSERT INTO article_words(article_words, rowid, title, text) VALUES ('delete',?,?,?)", old
        )
        new = (old[0], "Another title", old[2])
        connection.execute("INSERT INTO article_words(rowid, title, text) VALUES (?, ?, ?)", new)
    before = path.read_bytes()
    with open_record(path) as file:
        report = verify(file)
    assert report.index_compared
    assert {fault.check for fault in report.faults} == {"index"}
    assert path.read_bytes() == before
