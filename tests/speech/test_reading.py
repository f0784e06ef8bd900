"""Both readers joined: what each adds, what is nested, and the parse alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.records import Article, Marks, Statement
from onrecord.settings import Settings, load_settings
from onrecord.speech.statements import find_statements
from onrecord.text.language import Language

Read = Callable[..., tuple[Statement, ...]]


@pytest.fixture
def read(language: Language, article_of: Callable[..., Article]) -> Read:
    def reader(text: str, *, tagger: bool = True) -> tuple[Statement, ...]:
        article = article_of(text)
        return find_statements(article, language.parse(article), Marks(), tagger=tagger)

    return reader


def shown(one: Statement) -> tuple[str, str]:
    return (one.source.words if one.source else "", " | ".join(span.words for span in one.content))


@pytest.mark.parametrize("tagger", [True, False])
def test_plain_speech_is_read_with_and_without_the_tagger(read: Read, tagger: bool) -> None:
    (one,) = read("The harbour master said that the ferry had left at noon.", tagger=tagger)
    assert shown(one) == ("The harbour master", "that the ferry had left at noon")


@pytest.mark.parametrize("tagger", [True, False])
def test_speech_inside_speech_hangs_below_it(read: Read, tagger: bool) -> None:
    outer, inner = read(
        "Kestrel Wire reported that the ministry had said the bridge was safe.", tagger=tagger
    )
    assert inner.within == outer.id
    assert shown(inner) == ("the ministry", "the bridge was safe")


def test_a_quotation_signed_behind_a_dash(read: Read) -> None:
    (one,) = read("“We have waited ten years for this bridge and nobody came.” ― Ana Poole, a teacher")
    assert shown(one) == (
        "Ana Poole, a teacher",
        "“We have waited ten years for this bridge and nobody came.”",
    )


def test_a_transcript_is_read_by_its_labels(read: Read) -> None:
    text = "POOLE: Who paid for the bridge?\n\nBRANDT: Nobody did. The money is gone.\n"
    found = [one for one in read(text) if one.within is None]
    assert [one.source.words for one in found if one.source] == ["POOLE", "BRANDT"]


def test_one_label_makes_no_transcript(read: Read) -> None:
    assert not [one for one in read("UPDATE: The bridge opened at noon.\n") if one.cue]


def test_a_headline_does_not_run_on_into_the_next_line(read: Read) -> None:
    text = "Ferry line to halt winter service, operator says\n\nThe boat will not sail in March.\n"
    for one in read(text):
        assert all("\n" not in span.words and "March" not in span.words for span in one.content)


def test_confidence_is_a_probability(read: Read) -> None:
    for one in read("The mayor denied that he had met Brandt, and the council backs a new inquiry."):
        assert 0 <= one.confidence <= 1


def test_the_setting_switches_the_tagger() -> None:
    assert Settings().speech_tagger is True
    assert load_settings(flags=["speech.tagger=off"], environment={}).settings.speech_tagger is False


@pytest.mark.parametrize("tagger", [True, False])
def test_who_rejects_a_claim_does_not_make_it(read: Read, tagger: bool) -> None:
    found = read("The port operator dismissed the claim that poor upkeep had played any part.", tagger=tagger)
    (claim,) = (one for one in found if one.cue and one.cue.words == "claim")
    assert claim.source is None
    assert claim.why == "no source: the words do not say whose 'claim' it is"


def test_who_voices_a_claim_makes_it(read: Read) -> None:
    found = read("The union said the port operator repeated the claim that the ferry was safe.")
    (claim,) = (one for one in found if one.cue and one.cue.words == "claim")
    assert claim.source is not None
    assert claim.source.words == "the port operator"
