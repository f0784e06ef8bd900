"""The map from evidence to confidence: more evidence never means less, and clear frames are not unsure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.event import find_events
from onrecord.event.confidence import FEATURES, Evidence, confidence_of, load_weights
from onrecord.event.events import LEAST
from onrecord.records import Article, Marks
from onrecord.text.language import Language

EVIDENCE = Evidence(share=0.3, strength=2, chained=False, noun=False, type="ASSAULT")


def test_the_weights_are_one_for_each_feature_and_of_the_right_sign() -> None:
    weights = dict(zip(FEATURES, load_weights(), strict=True))
    assert weights["share"] > 0
    assert weights["strong"] > 0 > weights["weak"]


@pytest.mark.parametrize(("low", "high"), [(0.0, 0.1), (0.1, 0.5), (0.5, 0.9), (0.9, 0.99)])
def test_confidence_rises_with_the_models_share(low: float, high: float) -> None:
    assert confidence_of(replace(EVIDENCE, share=low)) < confidence_of(replace(EVIDENCE, share=high))


def test_confidence_rises_with_the_strength_of_the_sense_and_stays_a_probability() -> None:
    found = [confidence_of(replace(EVIDENCE, strength=strength)) for strength in (1, 2, 3)]
    assert found == sorted(found)
    for share in (0.0, 1.0):
        assert 0 < confidence_of(replace(EVIDENCE, share=share)) < 1


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
    assert event.confidence >= LEAST
