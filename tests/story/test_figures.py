"""Figures: number, hedge, unit, state; what clashes and what is only more precise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.story.figures import Figure, find_figures
from onrecord.story.sentences import split_sentences
from onrecord.story.words import read_terms, stem, weigh


def figures(text: str) -> list[Figure]:
    return list(find_figures(text, 0, len(text)))


@pytest.mark.parametrize(
    ("text", "words", "value", "unit", "state"),
    [
        ("Police said 14 passengers were hurt.", "14", "14", "people", "hurt"),
        ("At least nine people were treated for bruises.", "At least nine", "9..", "people", "hurt"),
        ("It left about a dozen passengers bruised.", "about a dozen", "10.2..13.8", "people", ""),
        ("Up to 340 households lost power.", "Up to 340", "..340", "household", ""),
        ("Dozens of villagers marched.", "Dozens of", "20..120", "people", "marched"),
        ("A rise of 4.5 percent was offered.", "4.5", "4.5", "percent", ""),
        ("They hold 87% of the shares.", "87", "87", "percent", ""),
        ("More than 1,200 drivers walked out.", "More than 1,200", "1200..", "people", "on strike"),
        ("The repair costs €1.4 million.", "€1.4 million", "1372000..1428000", "€", ""),
        ("Twenty-one soldiers were killed.", "Twenty-one", "21", "people", "killed"),
    ],
)
def test_a_figure_is_read(text: str, words: str, value: str, unit: str, state: str) -> None:
    (found,) = figures(text)
    assert (text[found.start : found.end], found.value, found.unit, found.state) == (
        words,
        value,
        unit,
        state,
    )


@pytest.mark.parametrize(
    "text",
    [
        "It was founded in 1987.",
        "Ida Moen, 41, left on March 3.",
        "The train left at 9 a.m. sharp.",
        "The score was 3-1 in the end.",
        "One of them left.",
    ],
)
def test_years_ages_days_clocks_and_scores_are_no_figures(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("12 people died.", "14 people died.", True),
        ("At least 12 people died.", "14 people died.", False),
        ("At least 12 people died.", "9 people died.", True),
        ("About 400 people came.", "382 people came.", False),
        ("400 people came.", "398 people came.", False),
        ("Several people came.", "40 people came.", True),
        ("Fewer than 50 people came.", "50 people came.", True),
    ],
)
def test_hedges_and_rounding_are_allowed_for(one: str, other: str, clash: bool) -> None:
    assert figures(one)[0].clashes(figures(other)[0]) is clash
    assert figures(other)[0].clashes(figures(one)[0]) is clash


@given(st.text(st.sampled_from("ab 12,.$€%-–\n“”'AZtenozd é語"), max_size=80))
def test_any_text_gives_figures_inside_it(text: str) -> None:
    for start, end in split_sentences(text):
        assert text[start:end].strip() == text[start:end] != ""
        for found in find_figures(text, start, end):
            assert start <= found.start < found.end <= end
            assert found.low <= found.high
            assert found.value


@given(st.text(max_size=200))
def test_terms_never_raise_and_weights_have_length_one(text: str) -> None:
    assert all(term.form for term in read_terms(text))
    weights = weigh(None, text)
    assert not weights or abs(sum(value**2 for value in weights.values()) - 1) < 1e-9


def test_endings_are_taken_off() -> None:
    assert {stem(word) for word in ("raid", "raids", "raided", "raiding")} == {"raid"}


def test_sentences_are_split_at_their_ends_only() -> None:
    text = "Dr. J. Moen left at 9 a.m. on Monday. “Go!” she said. Nobody did\nHeadline"
    assert [text[a:b] for a, b in split_sentences(text)] == [
        "Dr. J. Moen left at 9 a.m. on Monday.",
        "“Go!” she said.",
        "Nobody did",
        "Headline",
    ]


@pytest.mark.parametrize(
    "text", ["There were several", "They saw a dozen", "It hit a", "about", "two hundred"]
)
def test_a_number_may_end_the_text(text: str) -> None:
    list(find_figures(text, 0, len(text)))


@pytest.mark.parametrize("text", ["¹ See the report of 3 men.", "About ② men and ²²²² women", "² 3 men"])
def test_digits_that_are_no_numbers_are_words(text: str) -> None:
    """Bug 4: a footnote's mark ended the telling of its story."""
    assert [one.value for one in find_figures(text, 0, len(text))] == ["3"] * text.count("3 men")
