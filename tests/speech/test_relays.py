"""Sentences of our own making: to whom something was told, and who passed it on, nearest first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.records import Article, Credit, Evidence, Marks, Span, Statement, check_spans
from onrecord.speech.statements import find_statements
from onrecord.text.language import Language

Reader = Callable[[str], tuple[Statement, ...]]


@pytest.fixture(scope="module")
def read(language: Language, article_of: Callable[..., Article]) -> Reader:
    def reader(text: str) -> tuple[Statement, ...]:
        article = article_of(text)
        return find_statements(article, language.parse(article), Marks())

    return reader


class Row(NamedTuple):
    """A text, the source and cue of the statement looked for, its hearer and its relays."""

    text: str
    source: str
    cue: str
    told: str
    via: str


def rows() -> list[Row]:
    """`relays.tsv`; an empty cell is none, several relays are parted by ` || `."""
    lines = Path(__file__).with_name("relays.tsv").read_text("utf-8").splitlines()
    return [Row(*line.split("\t")) for line in lines[1:]]


def look_up(found: tuple[Statement, ...], row: Row) -> Statement:
    matching = [
        one
        for one in found
        if one.cue is not None
        and f" {row.cue} " in f" {one.cue.words} "
        and (one.source.words if one.source else "") == row.source
    ]
    assert len(matching) == 1, [(one.cue and one.cue.words, one.source and one.source.words) for one in found]
    return matching[0]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.text)
def test_to_whom_and_by_way_of_whom(row: Row, read: Reader) -> None:
    one = look_up(read(row.text), row)
    assert (one.told.words if one.told else "") == row.told
    assert " || ".join(relay.span.words for relay in one.via) == row.via
    assert all(relay.cue is not None for relay in one.via)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("A spokesman for the ministry told the Kestrel Wire two men were held.", "two men were held"),
        ("The ministry said, as reported by the Gazette, that two men were held.", "that two men were held"),
    ],
)
def test_hearers_and_reporters_are_no_content(text: str, content: str, read: Reader) -> None:
    (one,) = read(text)
    assert [span.words for span in one.content] == [content]


@pytest.mark.parametrize(
    "text",
    [
        "Kestrel Wire, citing an engineer, reported that the dam had cracked.",
        "Citing two engineers, Kestrel Wire said the dam had cracked.",
        "The dam had cracked, Kestrel Wire reported, citing a military official.",
    ],
)
def test_citing_leaves_no_statement_of_its_own(text: str, read: Reader) -> None:
    found = read(text)
    assert len(found) == 2
    outer, inner = sorted(found, key=lambda one: one.within is not None)
    assert inner.within == outer.id
    assert inner.content == outer.content
    assert "dam had cracked" in outer.content[0].words


def test_cited_words_are_no_content(read: Reader) -> None:
    for one in read("Kestrel Wire reported, citing court documents, that the dam had cracked."):
        assert [span.words for span in one.content] == ["that the dam had cracked"]


def credited(text: str, agency: str) -> Article:
    """An article of one line of credit and one of body."""
    from bench.shared import plain_article

    span = Span.of(text, text.index(agency), text.index(agency) + len(agency))
    evidence = Evidence(words=agency, where="dateline", span=span)
    return replace(plain_article(text), credits=(Credit(kind="agency", name=agency, evidence=evidence),))


def test_credited_agency_is_the_nearest_relay(language: Language) -> None:
    text = "LOWMERE (Kestrel Wire) - The Harbour Times reported that Moen had said the dam was safe.\n"
    article = credited(text, "Kestrel Wire")
    found = find_statements(article, language.parse(article), Marks())
    inner = next(one for one in found if one.cue is not None and one.cue.words == "had said")
    assert inner.via[0].span.words == "Kestrel Wire"
    assert inner.via[0].cue is None
    assert inner.via[-1].span.words.endswith("Harbour Times")


def test_credited_agency_does_not_relay_itself(language: Language) -> None:
    text = "LOWMERE (Kestrel Wire)\nThe sea rose.\nKestrel Wire reported that the dam had cracked.\n"
    article = credited(text, "Kestrel Wire")
    found = find_statements(article, language.parse(article), Marks())
    own = next(one for one in found if one.cue is not None and one.cue.words == "reported")
    assert own.via == ()


BITS = st.sampled_from(
    "Moen|Kestrel Wire|told|quoted|as saying|citing|an engineer|said|that|it held|,|“|”|.|through a lawyer"
    "|seen by|documents|according to|in a letter to|us|was asked|whether|to shut it|\n|reported|by".split("|")
)


@given(st.lists(BITS, max_size=22))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_of_relay_words(
    language: Language, article_of: Callable[..., Article], bits: list[str]
) -> None:
    text = " ".join(bits)
    article = article_of(text)
    found = find_statements(article, language.parse(article), Marks())
    check_spans(text, found)
    ids = {one.id for one in found}
    assert len(ids) == len(found)
    for one in found:
        assert one.within is None or one.within in ids
        assert len(one.via) <= 8
        assert all(relay.span != one.source for relay in one.via)
