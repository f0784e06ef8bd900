"""Subheads, captions and corrections."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from onrecord.records import READ_KINDS, Article
from onrecord.text.plain import draft_text

Read = Callable[..., tuple[Article | None, tuple[Any, ...]]]
Html = Callable[..., str]
UNDER = (
    "The mayor of Port Aldous said on Friday that the harbour would stay closed until the divers had "
    "finished their work, and that no ferry would sail before then."
)

LINES = [
    ("What the divers found", "subhead"),
    ("Correction: An earlier version gave the wrong day.", "correction"),
    ("An earlier version of this article misspelled the name of the ferry.", "correction"),
    ("This story has been corrected to say that nine people were hurt.", "correction"),
    ("FILE - The ferry Lady Ansgard leaves the harbour in May before the storm.", "caption"),
    ("In this photo taken on Monday, the ferry lies against the wall of the harbour.", "caption"),
    ("She said no", "subhead"),
    ("He told them to wait.", "body"),
    ("- nine people hurt", "body"),
    ("Nine people were hurt, she said:", "body"),
    ("Corrections officers were among those on board, police said.", "body"),
    ("The file was closed in May.", "body"),
    ("In this picture there is room for doubt and for hope.", "body"),
]


@pytest.mark.parametrize(("line", "kind"), LINES)
def test_kinds_in_flat_text(line: str, kind: str) -> None:
    drafts, _, _ = draft_text(f"Ferry hits the wall at Aldous\n\n{UNDER}\n\n{line}\n\n{UNDER}x.", title=None)
    assert {draft.words: draft.kind for draft in drafts}[line] == kind


def test_subheads_and_captions_are_read_and_corrections_are_not() -> None:
    read = {"headline", "summary", "subhead", "body", "list", "quote", "caption"}
    assert read == READ_KINDS


def test_a_heading_over_paragraphs_is_a_subhead(read: Read, html: Html) -> None:
    article, _ = read(html("<h2>What the divers found</h2>"))
    assert article is not None
    found = {passage.span.words.strip(): passage for passage in article.passages}
    assert found["What the divers found"].kind == "subhead"
    assert found["What the divers found"].read
