"""What several tests of events share: a text read for its events alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.event import find_events
from onrecord.records import Article, Event, Marks
from onrecord.text.language import Language


@pytest.fixture(scope="session")
def events_of(language: Language, article_of: Callable[..., Article]) -> Callable[[str], tuple[Event, ...]]:
    """The events of a text without marks and statements."""

    def find(text: str) -> tuple[Event, ...]:
        article = article_of(text)
        return find_events(article, language.parse(article), Marks(), ())

    return find
