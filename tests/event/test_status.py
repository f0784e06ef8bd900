"""Words around an event -> polarity, certainty, tense and status of one word of the sentence."""

from __future__ import annotations

import pytest

from onrecord.event import load_codebook
from onrecord.event.status import facts_of
from onrecord.event.tree import Tree
from onrecord.text.language import Language

# sentence, the word asked about, polarity, certainty, tense, status
ROWS = [
    ("The firm closed the plant.", "closed", "positive", "certain", "past", "happened"),
    ("The firm has closed the plant.", "closed", "positive", "certain", "past", "happened"),
    ("The firm is closing the plant.", "closing", "positive", "certain", "present", "ongoing"),
    ("The firm will close the plant.", "close", "positive", "certain", "future", "planned"),
    ("The firm plans to close the plant.", "close", "positive", "certain", "future", "planned"),
    ("The firm is to close the plant.", "close", "positive", "certain", "future", "planned"),
    ("The hostages were to be released on Friday.", "released", "positive", "certain", "future", "planned"),
    ("The aim is to release them.", "release", "positive", "certain", "future", "planned"),
    ("The firm may close the plant.", "close", "positive", "possible", "future", "possible"),
    ("The firm is considering closing the plant.", "closing", "positive", "possible", "future", "possible"),
    ("The firm did not close the plant.", "close", "negative", "certain", "past", "negated"),
    ("The firm never closed the plant.", "closed", "negative", "certain", "past", "negated"),
    ("The firm refused to close the plant.", "close", "negative", "certain", "past", "negated"),
    ("The firm failed to close the plant.", "close", "negative", "certain", "past", "negated"),
    ("The firm left without closing the plant.", "closing", "negative", "certain", "none", "negated"),
    ("The firm denied that it closed the plant.", "closed", "negative", "certain", "past", "denied"),
    ("If the firm closes the plant, we leave.", "closes", "positive", "certain", "present", "conditional"),
    ("We leave unless the firm closes the plant.", "closes", "positive", "certain", "present", "conditional"),
    ("The firm must close the plant.", "close", "positive", "certain", "future", "requested"),
    ("The union asked the firm to close the plant.", "close", "positive", "certain", "future", "requested"),
    ("The union called for a strike.", "strike", "positive", "certain", "future", "requested"),
    ("The firm denied plans for a strike.", "strike", "negative", "certain", "future", "denied"),
    ("The threat of a strike worried them.", "strike", "positive", "possible", "future", "possible"),
    ("The planned strike was short.", "strike", "positive", "certain", "future", "planned"),
    ("He believes that the firm closed the plant.", "closed", "positive", "probable", "past", "possible"),
    ("He said that the firm closed the plant.", "closed", "positive", "certain", "past", "happened"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "word", "polarity", "certainty", "tense", "status"), ROWS)
def test_facts_are_read_from_the_words_that_govern(
    language: Language, text: str, word: str, polarity: str, certainty: str, tense: str, status: str
) -> None:
    tree = Tree(language.parse_sentence(text))
    facts = facts_of(tree, tree.low.index(word), load_codebook())
    assert (facts.polarity, facts.certainty, facts.tense, facts.status) == (
        polarity,
        certainty,
        tense,
        status,
    )
