"""`onrecord codebook`: the list, a type, a code, JSON, and what is none."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner, Result

from onrecord.cli import app
from onrecord.event.codebook.reference import load_reference


def run(*args: str) -> Result:
    return CliRunner().invoke(app, ["codebook", *args], prog_name="onrecord")


def test_the_list_names_types_by_quad_contexts_sectors_and_roots() -> None:
    result = run()
    assert result.exit_code == 0
    for quad in load_reference().quads:
        assert f"{quad.number} {quad.name}".upper() in result.stdout
    for entry in load_reference().types:
        assert f"  {entry.type.name} " in result.stdout
    assert "CONTEXTS  37" in result.stdout
    assert "CAMEO'S ROOTS  20" in result.stdout
    assert "01  Speaks in public: no event" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 100
    assert not any(line != line.rstrip() for line in result.stdout.splitlines())


@pytest.mark.parametrize("name", [entry.type.name for entry in load_reference().types])
def test_a_type_is_shown_with_its_modes_codes_and_examples(name: str) -> None:
    result = run(name.lower())
    entry = load_reference().type(name)
    words = " ".join(result.stdout.split())
    assert result.stdout.startswith(f"{name}  {entry.type.quad} ")
    assert entry.type.definition in words
    for mode in entry.modes:
        assert f"{mode.name} {mode.definition}" in words
    for example in entry.examples:
        assert example.sentence in words
    for other in entry.counter_examples:
        assert f"{other.sentence} {other.instead or 'no event'}: {other.why}" in words


def test_a_cameo_code_is_shown_with_its_type() -> None:
    result = run("195")
    assert result.stdout.startswith("195  Attacks from the air\nASSAULT, aerial\n")
    assert "no event" in run("010").stdout


def test_json_is_all_of_it() -> None:
    book = json.loads(run("--format", "json").stdout)
    assert len(book["types"]) == 16
    assert len(book["contexts"]) == 37
    entry = json.loads(run("SANCTION", "--format", "json").stdout)
    assert entry["type"]["quad"] == 4
    assert {mode["name"] for mode in entry["modes"]} == {"convict", "expel", "withdraw", "discontinue"}
    assert json.loads(run("1952", "--format", "json").stdout)["modes"] == ["drone"]


@pytest.mark.parametrize("name", ["fight", "99", "x\x1b[2J"])
def test_what_is_no_type_is_a_usage_error_that_names_the_types(name: str) -> None:
    result = run(name)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "ASSAULT" in result.stderr
    assert "\x1b" not in result.stderr
