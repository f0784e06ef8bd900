"""The codebook holds together: 16 types, quads, and every row of every table in use."""

from __future__ import annotations

import pytest

from onrecord.event.codebook import PARTS, load_codebook, read_table, read_term
from onrecord.event.senses import find_senses
from onrecord.event.tree import Tree
from onrecord.text.language import Language

QUADS = {
    1: {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"},
    2: {"COOPERATE", "AID", "RETREAT"},
    3: {"REQUEST", "ACCUSE", "REJECT", "THREATEN"},
    4: {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"},
}


def test_the_types_are_plovers_16_with_their_quads() -> None:
    book = load_codebook()
    assert {quad: {n for n, t in book.types.items() if t.quad == quad} for quad in QUADS} == QUADS
    assert {name for name, entry in book.types.items() if entry.recipient} == {"COOPERATE", "AID", "SANCTION"}
    for entry in book.types.values():
        assert entry.definition.endswith(".")
        assert entry.example.endswith(".")
        assert entry.source


def test_a_type_is_found_in_any_case_and_an_unknown_one_is_an_error() -> None:
    assert load_codebook().type("assault").name == "ASSAULT"
    with pytest.raises(KeyError, match="FIGHT"):
        load_codebook().type("FIGHT")


def test_every_row_of_the_lexicon_is_valid_and_there_are_many() -> None:
    book = load_codebook()
    rows = read_table("lexicon.tsv")
    assert len(rows) >= 1000
    assert len({(row["lemma"], row["pos"], row["pattern"]) for row in rows}) == len(rows)
    for row in rows:
        assert row["type"] in book.types, row
        assert row["mode"] == "-" or row["mode"] in book.types[row["type"]].modes, row
        assert row["pos"] in PARTS, row
        assert row["strength"] in {"1", "2", "3"}, row
        assert row["cameo"] == "-" or row["cameo"].isdigit(), row
        assert row["lemma"] == row["lemma"].lower(), row
        assert row["source"], row


def test_every_type_has_verbs_and_every_rule_names_types() -> None:
    book = load_codebook()
    assert {sense.type for rows in book.senses.values() for sense in rows} == set(book.types)
    for rule in book.rules:
        assert {rule.type, rule.result} <= set(book.types), rule
        assert rule.why
    assert book.modality["AID", "future"] == "AGREE"
    assert book.modality["ASSAULT", "threatened"] == "THREATEN"
    assert book.modality["COOPERATE", "ended"] == "SANCTION"


@pytest.mark.parametrize("term", ["obj", "thing:aid", "obj:a:b:c", "obj:@nothing"])
def test_a_pattern_that_is_not_well_formed_is_refused(term: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        read_term(term, load_codebook().classes)


@pytest.mark.parametrize("name", list(load_codebook().types))
def test_the_example_of_a_type_is_known_to_the_lexicon(language: Language, name: str) -> None:
    book = load_codebook()
    tree = Tree(language.parse_sentence(book.types[name].example))
    assert name in {sense.type for sense in find_senses(tree, book).values()}
