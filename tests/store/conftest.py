"""A record file of one page, and problems to put into it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from onrecord.records import Page, Problem
from onrecord.store import open_record
from tests.cli import samples

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)


def made(path: Path) -> Path:
    with open_record(path, write=True) as file:
        assert file.put(samples.ferry(), pipeline="1", at=NOW) == "stored"
    return path


def problem_of(page: Page, number: int) -> Problem:
    told = f"{number} " * 50
    return Problem.of(page=page.id, source=page.source, stage="text", code="too-long", detail=told)
