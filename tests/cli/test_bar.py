"""The progress bar: how many pages it counts before a run, and what it shows of one."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import pytest
from rich.console import Console

from onrecord.cli.bar import count_inputs, progress


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("a/1.html", "a/2.txt", "a/b/3.html", "a/.hidden", "a/.git/x.html", "rows.jsonl", "c[1].txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).touch()
    return tmp_path


def never(path: str) -> bool:
    return False


@pytest.mark.parametrize(
    ("sources", "count"),
    [
        (["a"], 3),
        (["a/"], 3),
        (["a/1.html"], 1),
        (["a", "a/1.html"], 4),
        (["a/*.html"], 1),
        (["*"], None),
        (["a*"], 3),
        (["a/**/*.html"], 2),
        (["**/*.html"], 2),
        (["c[1].txt"], 1),
        (["gone.html"], 1),
        (["gone*"], 0),
        (["-"], None),
        (["a", "-"], None),
        (["rows.jsonl"], None),
        (["", "\0"], 2),
    ],
)
def test_pages_are_counted_before_they_are_read(folder: Path, sources: list[str], count: int | None) -> None:
    assert count_inputs(sources, most=1000, skip=never) == count


def test_the_count_ends_at_the_limit_and_leaves_the_record_file_out(folder: Path) -> None:
    assert count_inputs(["a"], most=2, skip=never) == 2
    assert count_inputs(["a"], most=9, skip=lambda path: path.endswith("2.txt")) == 2


@pytest.mark.parametrize(("total", "shown"), [(4, "2/4"), (1, "2/2"), (None, "2/?")])
def test_the_bar_shows_how_far_the_run_is(total: int | None, shown: str) -> None:
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=100, color_system=None)
    with progress(console, lambda: total) as bar:
        bar.page("a.txt", Counter(stored=1))
        bar.page("b[red].txt", Counter(stored=1, problem=1))
    assert shown in out.getvalue()
    assert "1 problem, 1 stored  b[red].txt" in out.getvalue()
    assert "━" in out.getvalue()


def test_without_a_terminal_nothing_is_counted_or_shown() -> None:
    out = io.StringIO()

    def count() -> int:
        raise AssertionError

    with progress(Console(file=out), count) as bar:
        bar.page("a.txt", Counter(stored=1))
    assert out.getvalue() == ""
