"""Two witnesses beside trafilatura: what they restore, raise and lower, and what they report missing."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import Article
from onrecord.text.markup import Markup
from onrecord.text.witness import Witnesses, hear_witnesses

Read = Callable[..., tuple[Article | None, tuple[Any, ...]]]
Html = Callable[..., str]


def linked(body: str) -> str:
    data = {"@type": "NewsArticle", "headline": "Ferry strikes the harbour wall", "articleBody": body}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_a_witness_raises_the_score(read: Read, html: Html, paragraphs: tuple[str, ...]) -> None:
    bare, _ = read(html())
    told, _ = read(html(head=linked("\n".join(paragraphs))))
    assert bare is not None
    assert told is not None
    for before, after in zip(bare.passages[1:], told.passages[1:], strict=True):
        assert after.score >= before.score
        assert "JSON-LD has it" in after.why
        assert "resiliparse" in before.why


def test_what_json_ld_lacks_says_so(read: Read, html: Html, paragraphs: tuple[str, ...]) -> None:
    article, problems = read(html(head=linked("\n".join(paragraphs[:4]))))
    assert article is not None
    assert "JSON-LD lacks it" in article.passages[-1].why
    assert article.passages[-1].kind == "body"
    assert problems == ()


def test_words_that_only_json_ld_has_are_reported_and_not_read(
    read: Read, html: Html, paragraphs: tuple[str, ...]
) -> None:
    more = [f"Number {n} of the crew told the hearing what she had seen from the bridge." for n in range(20)]
    article, problems = read(html(head=linked(" ".join([*paragraphs, *more]))))
    assert article is not None
    assert "told the hearing" not in article.text
    assert [problem.code for problem in problems] == ["words-missing"]


def test_a_paragraph_set_apart_that_json_ld_has_is_restored(
    read: Read, html: Html, paragraphs: tuple[str, ...]
) -> None:
    lead = "Nine people were bruised on Monday when the morning ferry from Lundrey struck the outer wall."
    top = f"<div class=box7><div>{lead}</div></div>"
    article, _ = read(html(top=top, head=linked("\n".join([lead, *paragraphs]))))
    assert article is not None
    assert lead in article.text


def test_tags_and_entities_of_an_article_body_do_not_count() -> None:
    markup = Markup(article=(("articleBody", "<p>Fish &amp; chips were sold on the quay of the town.</p>"),))
    assert hear_witnesses(b"", markup).told("Fishchipsweresoldonthequayofthetown") is True


def test_short_words_say_nothing() -> None:
    assert Witnesses("said", "said").second("said") is None
    assert Witnesses().told("x" * 50) is None
    assert Witnesses(linked="abc" * 10).missing("") == 0.0


@given(st.binary(max_size=300), st.one_of(st.none(), st.text(), st.lists(st.integers()), st.integers()))
def test_never_raises(source: bytes, body: object) -> None:
    hear_witnesses(source, Markup(article=(("articleBody", body),)))
