"""`onrecord add` reads pages anew on which other articles of the record file stand, in any order."""

from __future__ import annotations

import tomllib
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from onrecord import flow
from onrecord.cli import app
from onrecord.store import load_records, open_record, verify

STORIES: dict[str, Any] = tomllib.loads(
    (Path(__file__).parents[1] / "text" / "stories.toml").read_text("utf-8")
)


def add(folder: Path, *paths: Path) -> None:
    args = ["add", *map(str, paths), "--record", str(folder / "r.db")]
    result = CliRunner().invoke(app, args, prog_name="onrecord")
    assert result.exit_code == 0, result.output


@pytest.fixture
def pages(tmp_path: Path) -> list[Path]:
    """Two stories, the first with the second's lead among its paragraphs."""
    dam, trial = STORIES["dam"], STORIES["trial"]
    lead = trial["body"][0]
    made = []
    for name, rows in (
        ("dam.txt", [dam["title"], *dam["body"][:2], lead, *dam["body"][2:]]),
        ("trial.txt", [trial["title"], *trial["body"]]),
    ):
        made.append(tmp_path / name)
        made[-1].write_text("\n\n".join(rows), "utf-8")
    return made


def stored(folder: Path) -> dict[str, Any]:
    with open_record(folder / "r.db") as file:
        assert verify(file).faults == []
        return {record.page.source.rpartition("/")[2]: record for record in load_records(file)}


def test_the_other_article_s_lead_is_quarantined_in_every_order(tmp_path: Path, pages: list[Path]) -> None:
    found = []
    for number, order in enumerate(permutations(pages)):
        folder = tmp_path / str(number)
        folder.mkdir()
        for path in order:
            add(folder, path)
        found.append(stored(folder))
    together = tmp_path / "both"
    together.mkdir()
    add(together, *pages)
    add(together, *pages)
    assert found[0] == found[1] == stored(together)
    article = found[0]["dam.txt"].article
    strange = [one for one in article.passages if one.kind == "foreign"]
    assert [one.span.words.strip() for one in strange] == [STORIES["trial"]["body"][0]]
    assert strange[0].why == f"opens another article in the record: “{STORIES['trial']['title']}”"
    held = [one.content for one in found[0]["dam.txt"].statements]
    assert not any(strange[0].span.holds(span) for spans in held for span in spans)
    trial = found[0]["trial.txt"].article
    assert all(one.kind in {"headline", "body", "subhead"} for one in trial.passages)


def test_a_run_that_was_stopped_before_the_second_look_is_made_up_for(
    tmp_path: Path, pages: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    args = ["add", *map(str, pages), "--record", str(tmp_path / "r.db")]
    with monkeypatch.context() as patched:
        patched.setattr(flow, "look_again", stop)
        result = CliRunner().invoke(app, args, prog_name="onrecord")
    assert result.exit_code == 130
    assert "stopped; 2 pages of this run are stored." in result.output
    assert not any(one.kind == "foreign" for one in stored(tmp_path)["dam.txt"].article.passages)
    add(tmp_path, *pages)
    assert any(one.kind == "foreign" for one in stored(tmp_path)["dam.txt"].article.passages)
