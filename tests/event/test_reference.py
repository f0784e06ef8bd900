"""The codebook for people: every mode, context, sector and code is described, mapped and shown by example."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.event import load_codebook
from onrecord.event.codebook import read_table
from onrecord.event.codebook.cameo import cameo_as, codes_of, load_cameo, only_mode
from onrecord.event.codebook.reference import load_reference
from onrecord.records import Event

#: Shares of the examples, and of the counter-examples, that the reader codes as they claim. Measured
#: 2026-11-23; raise them when the reader learns more, never lower them without saying why.
EXAMPLES_FLOOR, COUNTER_FLOOR = 0.94, 0.73
STATUSES = {"happened", "ongoing", "planned", "possible", "conditional", "requested", "denied", "negated"}
TABLES = [
    "cameo.tsv", "cameo_moves.tsv", "context_cues.tsv", "contexts.tsv", "counter_examples.tsv",
    "examples.tsv", "mode_cues.tsv", "modes.tsv", "quads.tsv", "sectors.tsv",
]  # fmt: skip
CONTEXTS = {
    "military", "intelligence", "executive", "legislative", "election", "political_institutions",
    "pro_democracy", "pro_autocracy", "economic", "legal", "reparations", "human_rights", "rights_freedoms",
    "repression", "human_security", "gender", "lgbt", "religion_ethnicity", "inequality", "diplomatic",
    "territory", "peacekeeping", "health", "asylum", "migration", "disasters", "natural_resource",
    "environment", "technology", "terrorism", "cbrn", "cyber", "misinformation", "crime", "corruption",
    "illegal_drugs", "trafficking",
}  # fmt: skip
SECTORS = set(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC "
    "UNO EUR IGO NGO ISM IMG MNC".split()
)
ROOTS = {f"{number:02}" for number in range(1, 21)}


@pytest.mark.parametrize("table", TABLES)
def test_every_row_has_all_its_columns_and_a_source(table: str) -> None:
    for row in read_table(table):
        assert all(isinstance(value, str) and value for value in row.values()), row
        assert row["source"]


def test_modes_are_plovers() -> None:
    counts = {name: len(entry.modes) for name, entry in load_codebook().types.items() if entry.modes}
    assert counts == {
        "CONSULT": 4, "RETREAT": 7, "REQUEST": 4, "ACCUSE": 3, "REJECT": 4, "THREATEN": 6, "PROTEST": 7,
        "SANCTION": 4, "MOBILIZE": 4, "COERCE": 10, "ASSAULT": 15,
    }  # fmt: skip
    for entry in load_reference().types:
        assert len({mode.name for mode in entry.modes}) == len(entry.modes)
        assert all(mode.definition.endswith(".") for mode in entry.modes)


def test_contexts_are_plovers_37_and_every_table_names_only_them() -> None:
    assert {context.name for context in load_reference().contexts} == CONTEXTS
    assert len(load_reference().contexts) == 37
    used = {name for code in load_cameo().values() for name in code.contexts}
    used |= {name for rows in load_codebook().senses.values() for sense in rows for name in sense.contexts}
    used |= {row["context"] for row in read_table("context_cues.tsv")}
    assert used == CONTEXTS


def test_sectors_are_plovers_and_cover_those_of_the_actors() -> None:
    assert {sector.code for sector in load_reference().sectors} == SECTORS


def test_quads_hold_every_type_once() -> None:
    book = load_reference()
    assert [quad.number for quad in book.quads] == [1, 2, 3, 4]
    assert sorted(name for quad in book.quads for name in quad.types) == sorted(load_codebook().types)
    assert "quad is 4" in book.type("sanction").type.note


def test_cameo_is_whole_and_every_code_is_mapped() -> None:
    codes = load_cameo()
    assert {code for code in codes if len(code) == 2} == ROOTS
    types = load_codebook().types
    for code, entry in codes.items():
        assert code.isdigit()
        assert 2 <= len(code) <= 4
        assert entry.root in codes
        assert len(code) < 4 or code[:3] in codes, "a finer code has the code that it refines"
        assert (entry.type is None) == (entry.root == "01"), code
        if entry.type is not None:
            assert set(entry.modes) <= set(types[entry.type].modes), code
        else:
            assert not entry.modes
    assert len({(entry.root, entry.name) for entry in codes.values()}) == len(codes)


def test_every_type_has_codes_back_and_nearly_every_mode() -> None:
    without = {
        (entry.type.name, mode.name)
        for entry in load_reference().types
        for mode in entry.modes
        if not mode.cameo
    }
    assert all(codes_of(name) for name in load_codebook().types)
    # CAMEO is older than these, or does not tell them apart
    assert without == {
        ("CONSULT", "multilateral"), ("RETREAT", "resign"), ("THREATEN", "arrest"), ("SANCTION", "convict"),
        ("COERCE", "misinformation"), ("ASSAULT", "primitive"),
    }  # fmt: skip


def test_codes_of_the_lexicon_are_cameos_and_of_the_same_type() -> None:
    codes = load_cameo()
    for rows in load_codebook().senses.values():
        for sense in rows:
            if sense.cameo is not None:
                code = codes[sense.cameo]
                assert code.type == sense.type, sense
                assert not code.modes or sense.mode is None or sense.mode in code.modes, sense


def test_moves_lead_from_codes_to_codes_of_the_type() -> None:
    codes = load_cameo()
    for row in read_table("cameo_moves.tsv"):
        assert row["code"] in codes, row
        assert codes[row["becomes"]].type == row["type"], row
        assert codes[row["code"]].type != row["type"] or row["code"] == row["becomes"], row


@pytest.mark.parametrize(
    ("code", "name", "moved"),
    [
        ("070", "AID", "070"), ("070", "AGREE", "033"), ("072", "REJECT", "1222"),
        ("190", "THREATEN", "1384"), ("0841", "REQUEST", "1053"), ("042", "REJECT", "125"),
        ("111", "AID", None), (None, "AID", None), ("no", "AID", None), ("", "AGREE", None),
    ],
)  # fmt: skip
def test_a_code_told_as_another_type(code: str | None, name: str, moved: str | None) -> None:
    assert cameo_as(code, name) == moved


def test_a_code_says_a_mode_only_where_it_has_one() -> None:
    assert only_mode("1952") == "drone"
    assert only_mode("143") is None
    assert only_mode("070") is None
    assert only_mode(None) is None


def test_every_type_has_examples_and_counter_examples_of_its_modes_and_every_status() -> None:
    book = load_reference()
    for entry in book.types:
        assert len(entry.examples) >= 3
        assert len(entry.counter_examples) >= 2
        assert {mode.name for mode in entry.modes} <= {example.mode for example in entry.examples}
        assert all(example.mode in (None, *entry.type.modes) for example in entry.examples)
        assert all(other.instead in (None, *load_codebook().types) for other in entry.counter_examples)
        assert all(other.instead != entry.type.name for other in entry.counter_examples)
    told = [example.sentence for entry in book.types for example in entry.examples]
    assert len(told) == len(set(told))
    assert {example.status for entry in book.types for example in entry.examples} <= STATUSES


def test_a_type_that_is_not_there_is_an_error() -> None:
    assert load_reference().type("assault").type.name == "ASSAULT"
    with pytest.raises(KeyError, match="FIGHT"):
        load_reference().type("fight")


def test_examples_are_coded_as_they_claim(events_of: Callable[[str], tuple[Event, ...]]) -> None:
    wrong = []
    count = 0
    for entry in load_reference().types:
        for example in entry.examples:
            count += 1
            claim = (entry.type.name, example.mode, example.status)
            events = [(event.type, event.mode, event.status) for event in events_of(example.sentence)]
            if claim not in events:
                wrong.append((example.sentence, claim, events))
    assert count - len(wrong) >= EXAMPLES_FLOOR * count, wrong


def test_counter_examples_are_coded_as_they_claim(events_of: Callable[[str], tuple[Event, ...]]) -> None:
    wrong = []
    count = 0
    for entry in load_reference().types:
        for other in entry.counter_examples:
            count += 1
            events = [event.type for event in events_of(other.sentence)]
            if entry.type.name in events or (
                bool(events) if other.instead is None else other.instead not in events
            ):
                wrong.append((other.sentence, entry.type.name, events))
    assert count - len(wrong) >= COUNTER_FLOOR * count, wrong
