"""`onrecord stories`, `story` and `compare` over hand-made records: what they print and how they exit."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from onrecord import flow, versions
from onrecord.cli import app
from onrecord.records import Story
from onrecord.wire import from_json
from tests.cli import fake, samples

Run = Callable[..., Result]
HOSTILE = samples.hostile().page.id


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(flow, "read_sources", fake.read_sources)
    monkeypatch.setattr(versions, "pipeline_version", fake.pipeline_version)

    def invoke(*args: str) -> Result:
        return CliRunner().invoke(app, list(args), prog_name="onrecord")

    # Two pages of the same words, and one of others that was read in part.
    assert invoke("add", "many:2").exit_code == 0
    assert invoke("add", "hostile").exit_code == 1
    return invoke


def test_stories_lists_what_several_pages_tell(run: Run) -> None:
    result = run("stories")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "Ferry hits breakwater at Skellavik"
    assert "2026-03-10 · 2 pages, 0 outlets, 1 origin" in result.stdout
    rows = [json.loads(line) for line in run("stories", "--all", "--format", "jsonl").stdout.splitlines()]
    assert [row["pages"] for row in rows if row["story"]] in ([2, 1], [1, 2])


def test_story_is_found_by_id_its_beginning_and_a_page(run: Run) -> None:
    row = json.loads(run("stories", "--format", "jsonl").stdout)
    by_id = run("story", row["story"])
    assert by_id.exit_code == 0
    assert by_id.stdout == run("story", row["story"][:12]).stdout == run("story", "page-0.txt").stdout
    assert "ORIGINS THAT COULD BE TOLD APART  1" in by_id.stdout
    assert "Meridian Wire (agency): pages 1, 2; credits the agency" in by_id.stdout
    assert "verified" not in by_id.stdout
    assert max(map(len, by_id.stdout.splitlines())) <= 100


def test_story_as_json_is_the_record(run: Run) -> None:
    plain = run("story", "page-0.txt", "--format", "json").stdout
    line = run("story", "page-0.txt", "--format", "jsonl").stdout
    assert line.count("\n") == 1
    assert json.loads(plain) == json.loads(line)
    assert len(from_json(line, Story).articles) == 2


def test_compare_takes_no_page_without_an_article(run: Run) -> None:
    """Bug 7: such a page was told to be in one story with the other, and two ended in a ValueError."""
    run("add", "shut.html")
    page = samples.unread().page.id
    for other in ("page-0.txt", HOSTILE):
        result = run("compare", page, other)
        assert result.exit_code == 2
        assert "gave no article" in " ".join(result.output.split())


def test_compare_shows_the_shared_words(run: Run) -> None:
    result = run("compare", "page-0.txt", "page-1.txt")
    assert result.exit_code == 0
    assert result.stdout.startswith("in one story · likeness 1.00 · 2 pages")
    assert "SHARED WORDS  1" in result.stdout
    assert "both credit Meridian Wire" in " ".join(result.stdout.split())
    apart = run("compare", "page-0.txt", HOSTILE)
    assert apart.exit_code == 0
    assert apart.stdout.startswith("not in one story")


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (
            ["story", "story-none"],
            4,
            "no such story in the record: story-none. `onrecord stories` shows them",
        ),
        (["compare", "page-0.txt", "none"], 4, "no such page"),
        (["compare", "page-0.txt", "page-0.txt"], 2, "both are the same page"),
    ],
)
def test_what_is_not_there_is_told_in_one_line(run: Run, args: list[str], code: int, says: str) -> None:
    result = run(*args)
    assert result.exit_code == code
    assert says in result.stderr
    assert result.stderr.count("\n") == 1


def test_hostile_words_are_shown_and_not_obeyed(run: Run) -> None:
    shown = run("story", HOSTILE).stdout + run("stories", "--all").stdout
    assert "PAGES  1" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown
