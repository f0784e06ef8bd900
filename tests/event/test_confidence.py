"""The map from evidence to confidence: more evidence never means less, and clear frames are not unsure."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.event import find_events
from onrecord.event.confidence import confidence_of, load_weights
from onrecord.records import Article, Marks
from onrecord.text.language import Language

EVIDENCE = {"constant": 1.0, "own": 1.0, "strength=2": 1.0, "actor=name": 1.0, "recipient=name": 1.0}


def test_the_weights_have_the_right_sign() -> None:
    weights = load_weights()
    assert weights["share"] > 0
    assert weights["strength=3"] > weights["strength=1"]
    assert weights["topic=polls"] < 0 > weights["model"]


@pytest.mark.parametrize(("low", "high"), [(-5.0, -2.0), (-2.0, 0.0), (0.0, 2.0), (2.0, 5.0)])
def test_confidence_rises_with_the_models_share(low: float, high: float) -> None:
    assert confidence_of(EVIDENCE | {"share": low}) < confidence_of(EVIDENCE | {"share": high})


def test_confidence_stays_a_probability_and_strange_features_count_nothing() -> None:
    for share in (-1e9, 0.0, 1e9):
        assert 0 < confidence_of({"share": share}) < 1
    assert confidence_of(EVIDENCE | {"no such feature": 9.0}) == confidence_of(EVIDENCE)
    assert confidence_of({"a": 1.0}, {"a": 0.0}) == 0.5


@pytest.mark.parametrize(
    "text",
    [
        "The government sent 200 soldiers to the town.",
        "Canada sent food aid to Haiti.",
        "Councillor Ines Dorn has called on the company to open its books.",
    ],
)
def test_a_clear_sentence_is_not_unsure(
    language: Language, article_of: Callable[..., Article], text: str
) -> None:
    article = article_of(text)
    (event,) = find_events(article, language.parse(article), Marks(), ())
    assert event.confidence > 0.4
