"""Title, address, section and language: every candidate kept, one chosen, and why; so with credits."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import Article, Label
from onrecord.text.labels import plain_address

Read = Callable[..., tuple[Article | None, tuple[Any, ...]]]
Html = Callable[..., str]
URL = "https://www.dagspost.example/harbour/2026/ferry-strikes-wall?id=7"


def chosen(article: Article | None) -> dict[str, str]:
    assert article is not None
    return {label.kind: label.value for label in article.labels if label.chosen}


def linked(**data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle"} | data)}</script>'


TITLES = [
    ("<title>Ferry strikes the wall | Skellavik Dagspost</title>", "Ferry strikes the wall"),
    (
        "<meta property=og:site_name content=Dagspost><meta property=og:title content='Ferry strikes "
        "the wall - Dagspost News'>",
        "Ferry strikes the wall",
    ),
    (
        "<link rel=canonical href=https://dagspost.example/a><meta property=og:title content='Dagspost: "
        "Ferry strikes the wall'>",
        "Dagspost: Ferry strikes the wall",
    ),
    (
        "<link rel=canonical href=https://dagspost.example/a><meta property=og:title content='Ferry strikes "
        "the wall — Dagspost'>",
        "Ferry strikes the wall",
    ),
    (
        "<meta property=og:title content='Ferry strikes the wall - and sinks'>",
        "Ferry strikes the wall - and sinks",
    ),
]


@pytest.mark.parametrize(("head", "title"), TITLES)
def test_a_title_is_without_the_outlet_s_name(read: Read, html: Html, head: str, title: str) -> None:
    page = html(head=head).replace("<h1>Ferry strikes the harbour wall at Skellavik</h1>", "")
    article, _ = read(page)
    assert article is not None
    assert article.title == title
    assert chosen(article)["title"] == title


def test_other_titles_stay_as_candidates(read: Read, html: Html) -> None:
    article, _ = read(html(head="<meta property=og:title content='A ferry, a wall and nine bruises'>"))
    assert article is not None
    titles = [label for label in article.labels if label.kind == "title"]
    assert [(label.value, label.chosen) for label in titles] == [
        ("Ferry strikes the harbour wall at Skellavik", True),
        ("A ferry, a wall and nine bruises", False),
    ]
    assert all(label.why for label in titles)


ADDRESSES = [
    ("", URL, URL),
    (
        "<link rel=canonical href='https://dagspost.example/harbour/ferry'>",
        URL,
        "https://dagspost.example/harbour/ferry",
    ),
    ("<link rel=canonical href='https://dagspost.example/'>", URL, URL),
    ("<link rel=canonical href='https://another.example/ferry'>", URL, URL),
    (
        "<meta property=og:url content='https://m.dagspost.example/f?utm_source=x#top'>",
        URL,
        "https://m.dagspost.example/f",
    ),
    ("<link rel=canonical href='/harbour/ferry'>", None, None),
    ("<link rel=canonical href='https://[bad'>", URL, URL),
]


@pytest.mark.parametrize(("head", "url", "address"), ADDRESSES)
def test_the_address(read: Read, html: Html, head: str, url: str | None, address: str | None) -> None:
    article, _ = read(html(head=head), url=url)
    assert chosen(article).get("address") == address


SECTIONS = [
    ("<meta property=article:section content=Harbour>", "Harbour"),
    (linked(articleSection=["Harbour", "News"]), "Harbour"),
    ("", "harbour"),
]


@pytest.mark.parametrize(("head", "section"), SECTIONS)
def test_the_section(read: Read, html: Html, head: str, section: str) -> None:
    article, _ = read(html(head=head), url=URL)
    assert chosen(article)["section"] == section


def test_no_section_is_made_of_a_plain_address(read: Read, html: Html) -> None:
    article, _ = read(html(), url="https://dagspost.example/news/2026/ferry")
    assert "section" not in chosen(article)


def test_the_language_is_that_of_the_words(read: Read, html: Html) -> None:
    article, _ = read(html().replace("lang=en", "lang=nb-NO"))
    assert article is not None
    languages = [label for label in article.labels if label.kind == "language"]
    assert [(label.value, label.chosen) for label in languages] == [("en", True), ("nb", False)]
    assert languages[1].why == "says otherwise than the one that was chosen"


BYLINES = [
    (
        linked(author={"name": "Anna Berg"}) + "<meta name=author content='Olaf Lind'>",
        "",
        {"Anna Berg": True, "Olaf Lind": False},
    ),
    ("<meta name=author content='Web Desk'>", "", {"Web Desk": False}),
    (
        "<meta name=author content='Olaf Lind'>",
        "<p>By Anna Berg and Peder Holm</p>",
        {"Anna Berg": True, "Peder Holm": True, "Olaf Lind": False},
    ),
    (
        linked(author=[{"name": "Anna Berg"}, {"name": "Peder Holm"}]),
        "",
        {"Anna Berg": True, "Peder Holm": True},
    ),
]


@pytest.mark.parametrize(("head", "top", "names"), BYLINES)
def test_authors_of_the_best_place_are_chosen(
    read: Read, html: Html, head: str, top: str, names: dict[str, bool]
) -> None:
    article, _ = read(html(head=head, top=top))
    assert article is not None
    found = {credit.name: credit.chosen for credit in article.credits if credit.kind == "byline"}
    assert found == names
    assert all(credit.why for credit in article.credits)


def test_one_outlet_is_chosen(read: Read, html: Html) -> None:
    head = linked(publisher={"name": "Dagspost Media"}) + "<meta property=og:site_name content=Dagspost>"
    article, _ = read(html(head=head))
    assert article is not None
    outlets = [(credit.name, credit.chosen) for credit in article.credits if credit.kind == "outlet"]
    assert outlets == [("Dagspost Media", True), ("Dagspost", False)]


@given(st.text(max_size=80))
def test_an_address_made_plain_stays_plain(words: str) -> None:
    once = plain_address(words)
    assert plain_address(once) == once
    longer = plain_address(f"https://dagspost.example/{words}")
    assert plain_address(longer) == longer


def test_each_kind_has_one_chosen_label_and_it_comes_first(read: Read, html: Html) -> None:
    head = "<meta property=og:title content='Another'><meta property=og:locale content=en_GB>"
    article, _ = read(html(head=head), url=URL)
    assert article is not None
    kinds: dict[str, list[Label]] = {}
    for label in article.labels:
        kinds.setdefault(label.kind, []).append(label)
    for labels in kinds.values():
        assert [label.chosen for label in labels] == [True] + [False] * (len(labels) - 1)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("https://dagspost.example/story.php?12345", "https://dagspost.example/story.php?12345"),
        ("https://dagspost.example/a?id=1,2&utm_source=x&b", "https://dagspost.example/a?id=1,2&b"),
        ("https://me:secret@Dagspost.example/a", "https://dagspost.example/a"),
    ],
)
def test_an_address_stays_as_it_is_written(words: str, kept: str) -> None:
    assert plain_address(words) == kept
