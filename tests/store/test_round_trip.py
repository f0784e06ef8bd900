"""What is stored comes back equal, whatever the order, and a second time changes nothing."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.records import Record
from onrecord.store import find_pages, load_record, load_records, open_record, pages, problems, verify
from onrecord.store.tables import every_table
from onrecord.wire import to_json
from tests import strategies as some

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)


def store(path: Path, records: Iterable[Record], pipeline: str = "1") -> list[str]:
    with open_record(path, write=True) as file:
        return [file.put(record, pipeline=pipeline, at=NOW) for record in records]


def dump(path: Path) -> bytes:
    with open_record(path) as file:
        return b"\n".join(to_json(record) for record in load_records(file))


@given(some.records())
@settings(max_examples=30, deadline=None)
def test_a_record_comes_back_as_it_was_stored(record: Record) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "r.db"
        outcome = "stored" if record.article else "problem"
        assert store(path, [record]) == [outcome]
        with open_record(path) as file:
            assert load_record(file, record.page.id) == record
            assert find_pages(file, record.page.source) == (record.page.id,)
            assert find_pages(file, record.page.id[:12]) == (record.page.id,)
            assert [line.page for line in pages(file)] == [record.page.id]
            assert sorted(map(repr, problems(file))) == sorted(map(repr, record.problems))
            report = verify(file)
            assert report.faults == []
            assert report.spans >= (len(record.article.passages) if record.article else 0)


@given(st.lists(some.records(), min_size=2, max_size=4), st.randoms(use_true_random=False))
@settings(max_examples=12, deadline=None)
def test_order_repeats_and_names_do_not_matter(records: list[Record], chance: random.Random) -> None:
    # The same page under two names too: the first name in alphabetical order counts.
    page = replace(records[0].page, source="another name")
    told = tuple(replace(problem, source=page.source) for problem in records[0].problems)
    records = [*records, replace(records[0], page=page, problems=told)]
    with tempfile.TemporaryDirectory() as folder:
        one, two = Path(folder) / "1.db", Path(folder) / "2.db"
        store(one, records)
        first = dump(one)
        chance.shuffle(records)
        store(two, records)
        again = store(two, records)
        assert "stored" not in again
        assert dump(two) == first
        with open_record(two) as file:
            assert verify(file).faults == []


@given(some.records(article=True))
@settings(max_examples=8, deadline=None)
def test_another_pipeline_version_replaces_the_reading(record: Record) -> None:
    lighter = replace(record, events=(), statements=())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "r.db"
        assert store(path, [lighter], "1") == ["stored"]
        assert store(path, [record], "2") == ["stored"]
        with open_record(path) as file:
            assert load_record(file, record.page.id) == record
            assert not file.known(record.page, "1")
            assert file.known(record.page, "2")
        assert store(path, [lighter], "1") == ["stored"]
        with open_record(path) as file:
            assert load_record(file, record.page.id) == lighter
            assert verify(file).faults == []


def test_the_schema_has_the_columns_that_the_tables_name(tmp_path: Path) -> None:
    store(tmp_path / "r.db", [])
    with open_record(tmp_path / "r.db") as file:
        for table in every_table():
            there = {f'"{row[1]}"' for row in file.rows(f"PRAGMA table_info({table.name})")}
            extra = {'"number"'} | {f'"{name}"' for name in table.key_names}
            assert there - extra == set(table.column_names) - extra, table.name


def test_every_view_and_span_column_can_be_read(tmp_path: Path) -> None:
    store(tmp_path / "r.db", [])
    with open_record(tmp_path / "r.db") as file:
        views = [name for (name,) in file.rows("SELECT name FROM sqlite_schema WHERE type = 'view'")]
        assert sorted(views) == [
            "pages",
            "problems",
            "quarantine",
            "stories",
            "story_members",
            "timeline",
            "where_accounts_differ",
            "who_did_what",
            "who_said_what",
        ]
        for view in views:
            assert list(file.rows(f"SELECT * FROM {view}")) == []
