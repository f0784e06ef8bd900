"""Parses that no sentence should have, and some have: statements are read or left, nothing is raised."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from spacy.tokens import Doc

from onrecord.records import Article, Marks
from onrecord.speech.statements import find_statements
from onrecord.text.language import Language

#: Word, tag, part of speech, relation, head.
Row = tuple[str, str, str, str, int]

FRONTED: Sequence[Row] = [  # the noun of "according to" stands before it
    ("What", "WP", "PRON", "pobj", 4),
    ("Moen", "NNP", "PROPN", "nsubj", 2),
    ("shut", "VBD", "VERB", "ROOT", 2),
    ("according", "VBG", "VERB", "prep", 2),
    ("to", "IN", "ADP", "prep", 3),
    ("ports", "NNS", "NOUN", "dobj", 2),
    ("today", "NN", "NOUN", "npadvmod", 2),
]
BEHIND: Sequence[Row] = [  # the subject of what is asked stands behind it, at the end of the text
    ("Moen", "NNP", "PROPN", "nsubj", 1),
    ("advised", "VBD", "VERB", "ROOT", 1),
    ("them", "PRP", "PRON", "dobj", 1),
    ("come", "VB", "VERB", "ccomp", 1),
    ("they", "PRP", "PRON", "nsubj", 3),
]


@pytest.mark.parametrize("rows", [FRONTED, BEHIND], ids=["fronted", "behind"])
def test_a_parse_that_no_sentence_should_have(
    rows: Sequence[Row], language: Language, article_of: Callable[..., Article]
) -> None:
    words, tags, pos, deps, heads = (list(column) for column in zip(*rows, strict=True))
    doc = Doc(
        language.pipeline.vocab,
        words=words,
        spaces=[True] * (len(words) - 1) + [False],
        tags=tags,
        pos=pos,
        deps=deps,
        heads=heads,
        lemmas=[{"advised": "advise"}.get(word, word.lower()) for word in words],
    )
    article = article_of(doc.text)
    for one in find_statements(article, doc, Marks(), tagger=False):
        for span in (one.source, one.cue, *one.content):
            assert span is None or article.text[span.start : span.end] == span.words
