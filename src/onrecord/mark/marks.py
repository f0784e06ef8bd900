"""Article and its parse -> marks: actors and their mentions, moments, places."""

from __future__ import annotations

from spacy.tokens import Doc

from onrecord.mark.actors import find_actors
from onrecord.mark.moments import find_moments
from onrecord.mark.places import find_places
from onrecord.records import Article, Marks


def find_marks(article: Article, doc: Doc) -> Marks:
    """Everything that is marked in an article before speech and events are read.

    `doc` is the article's parse (`Language.parse`): its `token.idx` are offsets into the text.
    """
    actors, mentions = find_actors(article, doc)
    return Marks(
        actors=actors,
        mentions=mentions,
        moments=find_moments(article, doc),
        places=find_places(article, doc),
    )
