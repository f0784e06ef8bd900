"""The one parse: offsets into the article's text, sentences that stay inside passages, odd characters."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from onrecord.errors import LanguageError
from onrecord.flow import load_language
from onrecord.records import Article, Passage, Span
from onrecord.text.language import Language


def test_offsets_point_into_the_article(language: Language, article_of: Callable[..., Article]) -> None:
    article = article_of("Ida Moen left.\nThe dam é held.\n")
    for token in language.parse(article):
        assert article.text[token.idx : token.idx + len(token)] == token.text


def test_a_sentence_never_crosses_passages(language: Language, article_of: Callable[..., Article]) -> None:
    article = article_of("Mayor Seeks\nNew Dam For Valley\nShe said so.")
    starts = {sentence.start_char for sentence in language.parse(article).sents}
    assert {passage.span.start for passage in article.passages} <= starts


def test_a_wrapped_line_does_not_end_a_sentence(language: Language) -> None:
    text = "The mayor of Nesvik said on Monday that the\ndam would hold."
    passage = Passage(span=Span.of(text, 0, len(text)), kind="body", why="test", score=1.0)
    doc = language.parse(Article(id="a", page="p", text=text, passages=(passage,)))
    assert len(list(doc.sents)) == 1


def test_quarantined_words_are_not_parsed(language: Language) -> None:
    text = "Ida left.\nShare this page\nShe won."
    kinds = (("body", 0, 10), ("chrome", 10, 26), ("body", 26, 34))
    passages = tuple(
        Passage(span=Span.of(text, start, end), kind=kind, why="test", score=1.0)  # type: ignore[arg-type]
        for kind, start, end in kinds
    )
    doc = language.parse(Article(id="a", page="p", text=text, passages=passages))
    words = [token.text for token in doc if not token.is_space]
    assert words == ["Ida", "left", ".", "She", "won", "."]
    assert doc[-2].idx == text.index("won")


def test_a_lone_surrogate_does_no_harm(language: Language, article_of: Callable[..., Article]) -> None:
    article = article_of("The \ud800 mayor left.")
    assert [token.text for token in language.parse(article)][-2:] == ["left", "."]
    assert len(language.parse_sentence("A \udfff b")) == 3


def test_the_two_blas_give_the_same_parse(language: Language) -> None:
    """NumPy's BLAS in place of blis changes the speed, not the parse."""
    import spacy

    text = "Norway's fisheries ministry said on Monday that it had rejected the offer from Canada."
    ours, plain = language.parse_sentence(text), spacy.load(language.name)(text)
    assert [token.dep_ for token in ours] == [token.dep_ for token in plain]
    assert np.allclose(ours.tensor, plain.tensor, atol=1e-3)


def test_a_pipeline_that_is_not_installed_is_named() -> None:
    with pytest.raises(LanguageError, match="en_no_such_pipeline"):
        load_language("en_no_such_pipeline")
    with pytest.raises(LanguageError):
        load_language("not a module")
