"""The reference pages are what the source says, and every field and setting is described."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


def reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_docs", ROOT / "docs/make_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["record.md", "settings.md", "problems.md", "codebook.md", "tables.md"])
def test_a_reference_page_is_up_to_date(name: str) -> None:
    made = reference().PAGES[name]()
    assert (ROOT / "docs" / name).read_text("utf-8") == made, "run `make docs`"


@pytest.mark.parametrize("name", ["README.md", "docs/tutorial.md", "docs/formats.md"])
def test_the_output_below_each_command_is_true(name: str) -> None:
    page = (ROOT / name).read_text("utf-8")
    assert page.count("$ onrecord") >= 1
    assert reference().fill_commands(page) == page, "run `make docs`"


def test_every_field_but_the_plainest_is_described() -> None:
    plain = {"id", "span", "kind", "passages", "credits", "stance", "actors", "mentions", "moments"}
    plain |= {"places", "statements", "events", "problems", "published", "page", "type", "polarity", "tense"}
    plain |= {"accounts", "disagreements", "precision", "slot", "stage"}
    for line in reference().record_page().splitlines():
        cells = line.split(" | ")
        if line.startswith("| `") and len(cells) == 3:
            field = cells[0].strip("|` ")
            assert cells[2].strip(" |") or field in plain, f"{field} has no #: comment"
