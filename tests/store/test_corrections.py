"""Corrections: apart from the reading, only added to, undone by a further row, kept when the line goes."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import OnrecordError
from onrecord.records import Record
from onrecord.store import (
    RecordFile,
    correct,
    find_line,
    load_corrections,
    load_record,
    open_record,
    undo,
    verify,
)
from onrecord.store.corrections import words_of
from onrecord.store.edits import value_of
from tests import strategies as some
from tests.cli import samples

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
FERRY = samples.ferry()
ELSEWHERE = {"start": 0, "end": 2, "words": "no"}
SAID, EVENT = FERRY.statements[2].id, FERRY.events[1].id


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with open_record(tmp_path / "r.db", write=True) as file:
        file.put(FERRY, pipeline="1", at=NOW)
    return tmp_path / "r.db"


def say(file: RecordFile, line: str, verdict: str, *, by: str = "Ida", **more: Any) -> str:
    return correct(file, line, verdict, by=by, at=NOW, **more).id


def states(file: RecordFile) -> list[tuple[str, str]]:
    return [(one.state, one.reading) for one in load_corrections(file)]


def test_the_reading_stays_as_it_is(path: Path) -> None:
    with open_record(path, write=True) as file:
        say(file, SAID, "edit", field="speaker", value=None, note="not her")
        say(file, EVENT, "wrong")
        assert load_record(file, FERRY.page.id) == FERRY
        assert verify(file).faults == []
        edit, wrong = load_corrections(file, page=FERRY.page.id)
        assert (edit.field, edit.value, edit.note) == ("speaker", None, "not her")
        assert words_of(edit) == "Nobody was blamed"
        assert edit.was is not None
        assert edit.was["speaker"] == FERRY.statements[2].speaker
        assert words_of(wrong) == "threatened"


def test_an_undo_is_a_further_row_and_can_be_undone(path: Path) -> None:
    with open_record(path, write=True) as file:
        first = say(file, EVENT, "wrong")
        second = undo(file, first, by="Per", at=NOW).id
        assert [state for state, _ in states(file)] == ["undone", "standing"]
        with pytest.raises(OnrecordError, match="undone already"):
            undo(file, first, by="Per", at=NOW)
        undo(file, second[:20], by="Per", at=NOW)
        assert [state for state, _ in states(file)] == ["standing", "undone", "standing"]
        assert [one.id for one in load_corrections(file, standing=True)] == [first]


def test_a_later_word_of_the_same_analyst_replaces_and_another_stands_beside(path: Path) -> None:
    with open_record(path, write=True) as file:
        say(file, EVENT, "wrong")
        say(file, EVENT, "right", by="Per")
        last = say(file, EVENT, "right")
        assert [state for state, _ in states(file)] == ["replaced", "standing", "standing"]
        undo(file, last, by="Ida", at=NOW)
        assert [state for state, _ in states(file)] == ["standing", "standing", "undone", "standing"]


def test_it_survives_a_new_reading_and_tells_what_became_of_the_line(path: Path) -> None:
    with open_record(path, write=True) as file:
        say(file, EVENT, "wrong")
        say(file, SAID, "edit", field="stance", value="denies")
        say(file, FERRY.statements[0].id, "right")
        say(file, FERRY.statements[1].id, "right")
        statements = list(FERRY.statements)
        statements[0] = replace(statements[0], confidence=0.1, why="otherwise found")
        statements[1] = replace(statements[1], speaker=None)
        statements[2] = replace(statements[2], stance="denies")
        again = replace(FERRY, statements=tuple(statements), events=FERRY.events[:1])
        file.put(again, pipeline="2", at=NOW)
        assert states(file) == [
            ("standing", "gone"),
            ("standing", "agrees"),
            ("standing", "same"),
            ("standing", "changed"),
        ]
        assert words_of(load_corrections(file)[0]) == "threatened"
        assert verify(file).faults == []
        file.put(FERRY, pipeline="3", at=NOW)
        assert {reading for _, reading in states(file)} == {"same"}


@pytest.mark.parametrize(
    ("line", "field", "given", "held"),
    [
        (SAID, "speaker", "the union", FERRY.actors[2].id),
        (SAID, "source", "Sigrun Aasmo", {"start": 168, "end": 180, "words": "Sigrun Aasmo"}),
        (SAID, "moment", "Monday", FERRY.moments[0].id),
        (EVENT, "type", "PROTEST", "PROTEST"),
        (EVENT, "place", FERRY.places[0].id, FERRY.places[0].id),
        (FERRY.actors[0].id, "country", "NOR", "NOR"),
    ],
)
def test_words_and_names_become_spans_and_ids(
    path: Path, line: str, field: str, given: Any, held: Any
) -> None:
    with open_record(path, write=True) as file:
        say(file, line, "edit", field=field, value=given)
        assert load_corrections(file)[0].value == held


def test_an_article_has_a_date_to_correct(path: Path) -> None:
    assert FERRY.article is not None
    with open_record(path, write=True) as file:
        say(file, FERRY.article.id, "edit", field="published", value="2026-03-12")
        (one,) = load_corrections(file)
        held = [one.value[name] for name in ("earliest", "latest", "origin")]
        assert held == ["2026-03-12", "2026-03-12", "given"]
        assert words_of(one) == FERRY.article.title


@pytest.mark.parametrize(
    ("line", "verdict", "more", "code"),
    [
        ("event-none", "wrong", {}, "unknown-line"),
        ("", "wrong", {}, "unknown-line"),
        ("event-", "wrong", {}, "unknown-line"),
        ("sqlite_schema-1", "wrong", {}, "unknown-line"),
        (EVENT, "perhaps", {}, "bad-correction"),
        (EVENT, "wrong", {"value": 1}, "bad-correction"),
        (EVENT, "wrong", {"by": " "}, "bad-correction"),
        (EVENT, "wrong", {"note": "x" * 4_001}, "bad-correction"),
        (EVENT, "edit", {}, "bad-correction"),
        (EVENT, "edit", {"field": "id", "value": "x"}, "bad-correction"),
        (EVENT, "edit", {"field": "status", "value": "maybe"}, "bad-correction"),
        (EVENT, "edit", {"field": "quad", "value": "3"}, "bad-correction"),
        (EVENT, "edit", {"field": "mode", "value": "restrict"}, "bad-correction"),
        (EVENT, "edit", {"field": "trigger", "value": "words of no page"}, "bad-correction"),
        (EVENT, "edit", {"field": "trigger", "value": ELSEWHERE}, "bad-correction"),
        (SAID, "edit", {"field": "content", "value": []}, "bad-correction"),
        (SAID, "edit", {"field": "speaker", "value": "Nobody"}, "bad-correction"),
        (EVENT, "edit", {"field": "type", "value": "a\ud800"}, "bad-correction"),
        (FERRY.places[0].id, "edit", {"field": "latitude", "value": float("nan")}, "bad-correction"),
        (FERRY.places[0].id, "edit", {"field": "latitude", "value": float("inf")}, "bad-correction"),
    ],
)
def test_what_cannot_be_said_is_refused_and_leaves_no_row(
    path: Path, line: str, verdict: str, more: dict[str, Any], code: str
) -> None:
    with open_record(path, write=True) as file:
        with pytest.raises(OnrecordError) as caught:
            say(file, line, verdict, **more)
        assert caught.value.code == code
        assert load_corrections(file) == []


def test_a_large_number_is_kept_as_it_comes_back(path: Path) -> None:
    with open_record(path, write=True) as file:
        made = correct(file, FERRY.places[0].id, "edit", field="geonames", value=10**22, by="Ida", at=NOW)
        assert load_corrections(file)[0].value == made.value
        assert verify(file).faults == []


def test_the_log_does_not_load_the_articles_of_its_lines(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A log of many corrections of one long page: each asks for its own line only."""
    with open_record(path, write=True) as file:
        for number in range(20):
            say(file, EVENT, "wrong", by=f"analyst {number}")
        asked: list[str] = []
        rows = RecordFile.rows

        def counted(self: RecordFile, query: str, values: Any = ()) -> Any:
            asked.append(query)
            return rows(self, query, values)

        monkeypatch.setattr(RecordFile, "rows", counted)
        assert len(load_corrections(file)) == 20
    assert not any(f"FROM {table} WHERE article" in one for one in asked for table in ("event", "mention"))
    assert len(asked) < 10


def test_rows_cannot_be_changed_and_a_forced_change_shows(path: Path) -> None:
    with open_record(path, write=True) as file:
        for _ in range(3):
            say(file, EVENT, "wrong")
    with closing(sqlite3.connect(path)) as connection:
        for change in ("DELETE FROM correction", "UPDATE correction SET note = 'x'"):
            with pytest.raises(sqlite3.IntegrityError, match="only added"):
                connection.execute(change)
        connection.execute("DROP TRIGGER correction_removed")
        connection.execute("DELETE FROM correction WHERE number = 2")
        connection.commit()
    with open_record(path) as file:
        (fault,) = verify(file).faults
    assert (fault.check, "taken out" in fault.detail) == ("digest", True)


@given(some.records(article=True), st.data())
@settings(max_examples=25, deadline=None)
def test_every_line_can_be_judged(record: Record, data: st.DataObject) -> None:
    lines = [*record.actors, *record.mentions, *record.moments, *record.places]
    lines += [*record.statements, *record.events]
    with tempfile.TemporaryDirectory() as folder, open_record(Path(folder) / "r.db", write=True) as file:
        file.put(record, pipeline="1", at=NOW)
        for line in lines:
            assert find_line(file, line.id).item["id"] == line.id
            say(file, line.id, data.draw(st.sampled_from(["right", "wrong"])), note=data.draw(some.words))
        assert {one.line for one in load_corrections(file)} == {line.id for line in lines}
        assert {reading for _, reading in states(file)} <= {"same"}
        assert verify(file).faults == []


def test_the_log_is_printed_and_written_out(path: Path) -> None:
    from typer.testing import CliRunner

    from onrecord.cli import app

    def run(*words: str) -> str:
        done = CliRunner().invoke(app, [*words, "--record", str(path)])
        assert done.exception is None or done.exit_code == 0, done.output
        return done.stdout

    assert "✗ wrong" in run("correct", EVENT, "--wrong", "--by", "=Ida()", "--note", "a [b]note[/b]")
    assert "speaker" in run("correct", SAID, "--edit", "speaker=null", "--by", "Per")
    shown = run("page", "ferry.txt", "--ids")
    assert EVENT in shown
    assert "a [b]note[/b]" in shown
    assert "speaker: " in shown
    first, second = (json.loads(line) for line in run("corrections", "--format", "jsonl").splitlines())
    assert (first["by"], second["field"], second["was"]["id"]) == ("=Ida()", "speaker", SAID)
    rows = list(csv.DictReader(io.StringIO(run("corrections", "ferry.txt", "--format", "csv"))))
    assert [row["by"] for row in rows] == ["'=Ida()", "Per"]
    assert json.loads(rows[1]["was"])["id"] == SAID
    assert (rows[0]["value"], rows[1]["value"]) == ("", "null")
    run("correct", first["id"], "--undo", "--by", "Per")
    assert "undone" in run("corrections")


def test_words_that_are_given_for_a_span_stand_alone_where_they_can(path: Path) -> None:
    """Bug 6: "ship" was found in "worship", when that stood nearer."""
    with open_record(path, write=True) as file:
        found = find_line(file, SAID)
        text = "The ship sailed. The worship of her began."
        near = replace(
            found, text=text, item={**found.item, "content": [{"start": 25, "end": 30, "words": "x"}]}
        )
        assert value_of(near, "source", "ship")["start"] == 4
        assert value_of(near, "source", "wors")["start"] == 21


def test_who_is_logged_in_without_a_name_is_asked_for_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from typer.testing import CliRunner

    from onrecord.cli import app

    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 1000")

    monkeypatch.setattr("getpass.getuser", nobody)
    done = CliRunner().invoke(app, ["correct", EVENT, "--wrong", "--record", str(path)])
    assert (done.exit_code, "--by" in done.output) == (2, True)
