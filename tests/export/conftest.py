"""A record file of hand-made pages, one hostile among them, and its flat tables in two forms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord import story_flow
from onrecord.cli import app
from onrecord.records import Record, Story, make_id
from onrecord.store import RecordFile, correct, open_record, undo
from tests.cli import samples

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture(scope="session")
def record_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("record") / "news.db"
    records = [
        samples.ferry(),
        samples.ferry("copy.txt", "a" * 64),
        samples.hostile(),
        samples.partly(),
        samples.unread(),
    ]
    with open_record(path, write=True) as file:
        for record in records:
            file.put(record, pipeline="fake", at=NOW)
        together = story_flow.compare_records(records[:2])
        alone = Story(id=make_id("story", "alone"), title=samples.HOSTILE, articles=(article(records[2]),))
        file.put_stories([together, alone])
        denied, threat = records[0].statements[0].id, records[0].events[1].id
        correct(file, denied, "edit", field="speaker", value=None, by="=Ida()", at=NOW, note="a\nb")
        correct(file, denied, "edit", field="stance", value="denies", by="Per, Dahl", at=NOW)
        wrong = correct(file, threat, "wrong", by="Per, Dahl", at=NOW, note=samples.HOSTILE)
        correct(file, together.copies[0].id, "right", by="Ida", at=NOW)
        undo(file, wrong.id, by="Ida", at=NOW)
    return path


def article(record: Record) -> str:
    assert record.article is not None
    return record.article.id


@pytest.fixture
def file(record_file: Path) -> Iterator[RecordFile]:
    with open_record(record_file) as opened:
        yield opened


@pytest.fixture(scope="session")
def tables(record_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All tables as CSV with their sidecar, and as Parquet."""
    folder = tmp_path_factory.mktemp("tables")
    for form in ("csv", "parquet"):
        arguments = ["export", "--format", form, "--out", str(folder), "--record", str(record_file)]
        result = CliRunner().invoke(app, arguments)
        assert result.exit_code == 0, result.output
    return folder
