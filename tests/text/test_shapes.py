"""Summaries, lists, tables, quotes, stamps of live blogs, lines about the author: known for what they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import Article
from onrecord.text.plain import draft_text
from onrecord.text.shapes import is_stamp

Read = Callable[..., tuple[Article | None, tuple[Any, ...]]]
Html = Callable[..., str]


def kinds(article: Article | None) -> dict[str, str]:
    assert article is not None
    return {passage.span.words.strip(): passage.kind for passage in article.passages}


BLOCKS = [
    (
        "<ul><li>Nine people were treated for bruises.</li></ul>",
        "Nine people were treated for bruises.",
        "list",
    ),
    (
        "<ol><li><p>Two of the crew had cuts from broken glass.</p></li></ol>",
        "Two of the crew had cuts from broken glass.",
        "list",
    ),
    (
        "<blockquote><p>We shall not sail before the hull has been seen by divers.</p></blockquote>",
        "We shall not sail before the hull has been seen by divers.",
        "quote",
    ),
    (
        "<table><tr><td>Lady Ansgard</td><td>1996</td><td>214 people</td></tr></table>",
        "Lady Ansgard | 1996 | 214 people",
        "table",
    ),
]


@pytest.mark.parametrize(("block", "words", "kind"), BLOCKS)
def test_what_is_not_prose_is_known(read: Read, html: Html, block: str, words: str, kind: str) -> None:
    article, _ = read(html(block))
    assert kinds(article)[words] == kind
    assert article is not None
    found = next(passage for passage in article.passages if passage.span.words.strip() == words)
    assert found.read is (kind != "table")


def test_a_table_that_lays_out_paragraphs_is_no_table(read: Read, paragraphs: tuple[str, ...]) -> None:
    rows = "".join(f"<tr><td><p>{words}</p></td></tr>" for words in paragraphs)
    article, _ = read(
        f"<html><body><h1>Ferry strikes the harbour wall</h1><table>{rows}</table></body></html>"
    )
    assert [kinds(article)[words] for words in paragraphs] == ["body"] * 5


def test_items_that_stand_twice_are_no_repeats(read: Read, html: Html) -> None:
    item = "<li>One cup of flour, two eggs and a little salt for the batter.</li>"
    article, _ = read(html(f"<h2>Monday</h2><ul>{item}</ul><h2>Tuesday</h2><ul>{item}</ul>"))
    assert article is not None
    found = [passage.kind for passage in article.passages if "little salt" in passage.span.words]
    assert found == ["list", "list"]


def test_a_paragraph_that_stands_twice_is_a_repeat(
    read: Read, html: Html, paragraphs: tuple[str, ...]
) -> None:
    article, _ = read(html(f"<p>{paragraphs[1]}</p>"))
    assert article is not None
    found = [passage.kind for passage in article.passages if paragraphs[1] in passage.span.words]
    assert found == ["body", "repeat"]


def test_a_summary_under_the_headline(read: Read, html: Html) -> None:
    words = "Nine people were bruised when the morning ferry struck the outer wall in calm weather."
    top = f"<header class=article-summary><p>{words}</p></header>"
    article, _ = read(html(top=top))
    assert kinds(article)[words] == "summary"


def test_what_asks_the_reader_to_sign_up_is_no_summary(read: Read, html: Html) -> None:
    words = "The news and stories that matter to you, delivered on weekday mornings before your breakfast."
    article, _ = read(html(top=f"<div class=alerts><p>{words}</p></div>"))
    assert "summary" not in kinds(article).values()


STAMPS = [
    "14:32",
    "2.05pm",
    "10:15 GMT",
    "9 am ET",
    "Updated at 11:40",
    "12 minutes ago",
    "3h ago",
    "6 May 2026, 08:30",
]
NO_STAMPS = ["14:32 Ferry leaves", "3-2", "1,200", "At noon", "ago", "John 3:16 says", "", "12"]


@pytest.mark.parametrize(("words", "stamp"), [(w, True) for w in STAMPS] + [(w, False) for w in NO_STAMPS])
def test_stamps(words: str, stamp: bool) -> None:
    assert is_stamp(words) is stamp


@given(st.text(max_size=60))
def test_stamps_never_raise(words: str) -> None:
    assert is_stamp(words) in {True, False}


def test_entries_of_a_live_blog_stand_apart(read: Read, html: Html) -> None:
    entries = (
        "<p>10:15</p><p>Divers have gone into the water beside the ferry, the harbour master wrote.</p>",
        "<p>10:40</p><p>He also said that the wall would be closed until the evening to all walkers.</p>",
        "<p>11:05</p><p>Schools on the island of Lundrey have sent their pupils home, the council said.</p>",
    )
    article, _ = read(html(*entries))
    assert article is not None
    assert [p.span.words.strip() for p in article.passages if p.kind == "entry"] == [
        "10:15",
        "10:40",
        "11:05",
    ]
    assert not any(passage.read for passage in article.passages if passage.kind == "entry")
    assert next(p for p in article.passages if p.span.words.startswith("He also said")).torn


BIOS = [
    ("Anna Berg is the harbour correspondent of the Dagspost and has lived on Lundrey since 2009.", "chrome"),
    ("Anna Berg writes about ships and the sea for the Skellavik Dagspost every other week.", "chrome"),
    ("Anna Berg, a deck hand who was on duty, saw the wall before anyone else on the ship did.", "body"),
    ("Anna Berg is in hospital with two broken ribs and a bruised hand, her family have heard.", "body"),
    ("Peder Holmgard, who writes about ships, was on board with two of his pupils that morning.", "body"),
]


@pytest.mark.parametrize(("words", "kind"), BIOS)
def test_who_the_author_is_stands_apart(
    read: Read, html: Html, paragraphs: tuple[str, ...], words: str, kind: str
) -> None:
    page = html(head="<meta name=author content='Anna Berg'>")
    article, _ = read(page.replace("</article>", f"<p>{words}</p></article>"))
    assert kinds(article)[words] == kind
    text = "\n\n".join(["Ferry strikes the harbour wall", "By Anna Berg", *paragraphs, words])
    drafts, _, _ = draft_text(text, title=None)
    assert drafts[-1].kind == kind
