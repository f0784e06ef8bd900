"""Modes, CAMEO codes and contexts of events: the words that show them, and words that do not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.event import load_codebook
from onrecord.event.codebook import read_table
from onrecord.event.codebook.reference import load_reference
from onrecord.event.cues import CUTS, below, load_cues, shown
from onrecord.event.details import finer, mode_of
from onrecord.event.tree import Tree
from onrecord.records import Event
from onrecord.text.language import Language

EventsOf = Callable[[str], tuple[Event, ...]]


TOLD = [
    line.split("\t") for line in (Path(__file__).parent / "contexts.tsv").read_text("utf-8").splitlines()[1:]
]


def first(events: tuple[Event, ...], name: str) -> Event:
    return next(event for event in events if event.type == name)


@pytest.mark.parametrize(
    ("text", "name", "mode", "cameo"),
    [
        ("Police shot three students.", "ASSAULT", "firearms", "193"),
        ("The army killed the commander with a drone.", "ASSAULT", "drone", "1952"),
        ("Norland threatened to cut aid to Vessia.", "THREATEN", "relations", "1311"),
        ("The rebels threatened to attack the capital.", "THREATEN", "violence", "1384"),
        ("The rebels refused to release the hostages.", "REJECT", "yield", "1243"),
        ("The premier refused to meet the strikers.", "REJECT", "meet", "125"),
        ("Norland demanded the release of its sailors.", "REQUEST", "yield", "105"),
        ("The governor imposed a curfew on the city.", "COERCE", "curfew", "1723"),
        ("Norland agreed to lift the ban on Vessian fish.", "AGREE", None, "035"),
    ],
)
def test_modes_and_codes(events_of: EventsOf, text: str, name: str, mode: str | None, cameo: str) -> None:
    event = first(events_of(text), name)
    assert (event.mode, event.cameo) == (mode, cameo)


def test_the_table_has_every_context() -> None:
    assert [row[0] for row in TOLD] == [context.name for context in load_reference().contexts]


@pytest.mark.parametrize(("context", "name", "text"), TOLD)
def test_every_context_is_told_from_words(events_of: EventsOf, context: str, name: str, text: str) -> None:
    assert context in first(events_of(text), name).contexts


@pytest.mark.parametrize(
    ("text", "name", "contexts"),
    [
        ("The auditor accused the minister of taking bribes.", "ACCUSE", {"corruption"}),
        ("Nurses went on strike over wages.", "PROTEST", {"economic"}),
        ("Norland and Vessia agreed to cut greenhouse gas emissions.", "AGREE", {"environment"}),
        ("Police arrested two hackers.", "COERCE", {"cyber", "legal"}),
        ("The bishop condemned the persecution of Christians.", "ACCUSE", {"religion_ethnicity"}),
        ("Students marched against the ban on women's rights groups.", "PROTEST", {"gender"}),
        (
            "The president met parliament's speaker about the election.",
            "CONSULT",
            {"election", "legislative"},
        ),
        ("Norland condemned the nuclear test.", "ACCUSE", {"cbrn"}),
        ("Smugglers kidnapped three refugees.", "ASSAULT", {"asylum"}),
        ("The union praised the pro-democracy movement.", "SUPPORT", {"pro_democracy"}),
    ],
)
def test_contexts(events_of: EventsOf, text: str, name: str, contexts: set[str]) -> None:
    event = first(events_of(text), name)
    assert contexts <= set(event.contexts)
    assert list(event.contexts) == sorted(set(event.contexts))


@pytest.mark.parametrize(
    ("text", "name", "not_told"),
    [
        ("The mayor met the deputy.", "CONSULT", {"legislative", "executive"}),
        ("Police arrested a man who had won the election.", "COERCE", {"election"}),
        ("The premier criticised the crowd that stormed the hall.", "ACCUSE", {"disasters"}),
        ("The senator praised the think tank.", "SUPPORT", {"environment"}),
    ],
)
def test_words_that_show_no_context(events_of: EventsOf, text: str, name: str, not_told: set[str]) -> None:
    assert not set(first(events_of(text), name).contexts) & not_told


def test_the_words_of_a_context_are_named(events_of: EventsOf) -> None:
    event = first(events_of("The auditor accused the minister of taking bribes."), "ACCUSE")
    assert "corruption (bribe)" in event.why


def test_a_clear_word_overrules_a_sense_and_a_hint_only_fills() -> None:
    sense = next(each for each in load_codebook().senses["stab", "v"] if each.mode)
    assert mode_of(sense, None, "ASSAULT", {"drone": {"drone": 2}}) == "drone"
    assert mode_of(sense, None, "ASSAULT", {"beat": {"fist": 1}}) == sense.mode
    assert mode_of(sense, None, "ACCUSE", {}) is None
    assert mode_of(sense, "1952", "ASSAULT", {"drone": {"drone": 2}, "aerial": {"jet": 2}}) == "drone"


def test_a_finer_code_is_given_only_where_it_is_the_only_one() -> None:
    assert finer("112", "ACCUSE", "allege", frozenset({"corruption"})) == "1121"
    assert finer("112", "ACCUSE", "allege", frozenset({"military"})) == "112"
    assert finer("138", "THREATEN", "violence", frozenset({"military", "territory"})) == "138"
    assert finer("138", "THREATEN", None, frozenset({"military"})) == "138"
    assert finer("190", "ASSAULT", "targeted", frozenset()) == "190"
    assert finer("190", "ASSAULT", "aerial", frozenset()) == "195"
    assert finer(None, "ASSAULT", "aerial", frozenset()) is None


def test_every_cue_can_stand(language: Language) -> None:
    """A cue of several words that the tokenizer never cuts so would never be found."""
    bad = []
    for table in ("context_cues.tsv", "mode_cues.tsv"):
        for row in read_table(table):
            for cue in row["cues"].split():
                term = cue.partition("/")[0]
                words = [part for word in term.split("_") for part in CUTS.split(word) if part]
                tokens = [token.lower_ for token in language.parse_sentence(term.replace("_", " "))]
                if len(words) > 1 and tokens != words:
                    bad.append((term, tokens))
    assert not bad


@given(st.text(alphabet="abc -'’tank women's rights.\n", max_size=80))
def test_odd_text_is_read(language: Language, text: str) -> None:
    tree = Tree(language.parse_sentence(text or "x"))
    tokens = below(tree, range(len(tree)))
    assert tokens == list(range(len(tree)))
    assert isinstance(shown(tree, tokens, load_cues("context_cues.tsv", "context")), dict)
