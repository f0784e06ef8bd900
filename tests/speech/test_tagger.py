"""The packaged tagger: small enough, deterministic, and never outside the text."""

from __future__ import annotations

from importlib import resources

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.speech.quotes import find_quotes
from onrecord.speech.tagger import Tagged, load_tagger, tag
from tests.strategies import HARD

#: The issue's limit, in bytes, for everything that the tagger ships.
MOST_BYTES = 25_000_000
TEXTS = st.lists(
    st.sampled_from(["said", "Moen", "“no,”", '"', "that", "ferry", ".", "\n", " "])
    | st.text(HARD, max_size=8),
    max_size=40,
).map(" ".join)


def read(text: str) -> list[Tagged]:
    return tag(text, [(0, len(text))], find_quotes(text), *load_tagger())


def words(text: str, one: Tagged, first: int, last: int) -> str:
    return text[int(one.at[first]) : int(one.until[last])]


def test_the_package_holds_weights_of_the_promised_size_with_a_card() -> None:
    models = resources.files("onrecord").joinpath("models")
    names = ("tagger.onnx", "tagger.tokenizer.json", "fusion.tsv")
    assert sum(len(models.joinpath(name).read_bytes()) for name in names) <= MOST_BYTES
    assert "all-MiniLM-L6-v2" in models.joinpath("tagger.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "The mayor of Nesvik said that the dam was safe.",
            "The mayor of Nesvik",
            "said",
            "that the dam was safe",
        ),
        ("“The dam is safe,” said Ida Moen.", "Ida Moen", "said", "“The dam is safe,”"),
        (
            "The dam will hold, according to the engineers.",
            "the engineers",
            "according to",
            "The dam will hold",
        ),
    ],
)
def test_plain_speech_is_read(text: str, source: str, cue: str, content: str) -> None:
    (window,) = read(text)
    (one,) = window.readings
    assert one.source is not None
    assert words(text, window, *one.source) == source
    assert words(text, window, one.first, one.last) == cue
    assert words(text, window, min(one.content), max(one.content)) == content


def test_narrative_has_no_reading() -> None:
    (window,) = read("The ferry left the harbour at noon and sank two hours later off Kjelvik.")
    assert window.readings == []


def test_areas_are_read_apart() -> None:
    text = "The mayor said that the dam was safe.\nHe said it had been tested."
    edge = text.index("\n") + 1
    apart = tag(text, [(0, edge), (edge, len(text))], find_quotes(text), *load_tagger())
    alone = read(text[:edge])
    assert len(apart) == 2
    assert np.array_equal(apart[0].roles, alone[0].roles)


@given(TEXTS)
@settings(max_examples=40, deadline=None)
def test_any_text_is_read_the_same_twice_and_inside_its_bounds(text: str) -> None:
    first, second = read(text), read(text)
    assert len(first) == len(second)
    for one, other in zip(first, second, strict=True):
        assert np.array_equal(one.roles, other.roles)
        assert np.allclose(np.exp(one.roles).sum(1), 1, atol=1e-4)
        assert ((one.at >= 0) & (one.at < one.until) & (one.until <= len(text))).all()
        for reading in one.readings:
            inside = [reading.first, reading.last, *reading.content, *(reading.source or ())]
            assert all(0 <= word < len(one.at) for word in inside)
            assert not set(reading.content) & set(range(reading.first, reading.last + 1))
