"""Pages made to break a reader: each has an expected problem or result, and none may raise or hang."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import CATALOGUE
from onrecord.records import Article, check_spans
from onrecord.text.markup import read_markup
from onrecord.text.trees import parse_tree

Read = Callable[..., tuple[Article | None, tuple[Any, ...]]]
WORDS = "The mayor said on Friday that the ferry would not sail before the divers had looked at its hull."
AFTER = "After the storm the harbour was opened again, and the first boat came in with the morning post."
PLAIN = (
    f"<html><body><article><h1>Ferry hits the wall</h1><p>{WORDS}</p>{{}}<p>{AFTER}</p>"
    "</article></body></html>"
)


def nested(depth: int, tag: str = "div") -> str:
    return PLAIN.format(f"<{tag}>" * depth + f"<p>Deep: {WORDS}</p>" + f"</{tag}>" * depth)


def ld(value: str) -> str:
    return PLAIN.format(f'<script type="application/ld+json">{value}</script>')


#: name, page, codes expected, words that must be read (None where no article is expected)
PAGES: list[tuple[str, str | bytes, list[str], list[str] | None]] = [
    ("150 divs", nested(150), [], [WORDS, AFTER]),
    ("300 divs", nested(300), ["too-deep"], [WORDS, AFTER]),
    ("5,000 divs", nested(5_000), ["too-deep"], [WORDS, AFTER]),
    ("100,000 divs", nested(100_000), ["too-deep"], [WORDS, AFTER]),
    ("3,000 spans", nested(3_000, "span"), ["too-deep"], [WORDS, AFTER]),
    ("3,000 of a made-up tag", nested(3_000, "x-y"), ["too-deep"], None),
    ("unclosed tags", "<html><body><div><p>" + WORDS + "<p>" + AFTER + "<div><b><i><a href='x>", [], [WORDS]),
    ("unclosed quote", PLAIN.format(f"<a href='/x>{WORDS}</a>"), [], [WORDS]),
    ("a run of opened tags", "<div" * 20_000 + f"><p>{WORDS}</p>", [], None),
    ("only script", "<html><body><script>var a = 1;</script></body></html>", ["no-text"], None),
    ("no html at all", WORDS, [], [WORDS]),
    ("empty body", "<html><body></body></html>", ["no-text"], None),
    (
        "two bodies",
        f"<html><body><p>{WORDS}</p></body><body><p>{AFTER}</p></body></html>",
        [],
        [WORDS, AFTER],
    ),
    (
        "colspan 9e15",
        PLAIN.format("<table><tr><td colspan=9000000000000000>a</td></tr></table>"),
        [],
        [WORDS],
    ),
    ("comments", PLAIN.format("<!-- " + "x" * 100_000 + " -->"), [], [WORDS, AFTER]),
    ("JSON-LD 100,000 deep", ld("[" * 100_000 + "]" * 100_000), [], [WORDS, AFTER]),
    ("JSON-LD with a huge number", ld('{"@type":"Article","n":' + "1" * 5_000 + "}"), [], [WORDS, AFTER]),
    ("JSON-LD with NaN", ld('{"@type":"Article","n":NaN,"datePublished":NaN}'), [], [WORDS, AFTER]),
    ("JSON-LD with half a pair", ld('{"@type":"Article","headline":"a\\ud800b"}'), [], [WORDS, AFTER]),
    ("JSON-LD of odd kinds", ld('{"@type":7,"author":[[{}]],"publisher":[null],"headline":{}}'), [], [WORDS]),
    ("year 0", PLAIN.format("<time datetime=0000-01-01>x</time>"), [], [WORDS, AFTER]),
    ("NUL and controls", PLAIN.format("<p>a\x00b\x01c\x0bd</p>"), [], [WORDS, AFTER]),
    ("noncharacters", PLAIN.format("<p>a\ufdd0b\ufffec\uffff</p>"), [], [WORDS, AFTER]),
    ("half a pair", PLAIN.format("<p>a\ud800b</p>"), [], [WORDS, AFTER]),
    ("bidi and zero width", PLAIN.format("<p>\u202eabc\u2066\u200b</p>"), [], [WORDS, AFTER]),
    ("UTF-16", PLAIN.format("").encode("utf-16"), [], [WORDS, AFTER]),
    ("base href", PLAIN.format("<base href='http://[foo'>"), [], [WORDS, AFTER]),
    (
        "bad canonical",
        PLAIN.format("<link rel=canonical href='http://[foo/2025/03/03/'>"),
        [],
        [WORDS, AFTER],
    ),
    (
        "XML declaration of another encoding",
        b'<?xml version="1.0" encoding="punycode"?><p>x',
        ["bad-encoding"],
        None,
    ),
    (
        "entities without end",
        PLAIN.format("<p>&ltb&gt &amp &copy &#55296; &#0; &#99999999;</p>"),
        [],
        [WORDS, AFTER],
    ),
    (
        "svg and math",
        PLAIN.format("<svg><text>shape</text></svg><math><mi>x</mi></math>"),
        [],
        [WORDS, AFTER],
    ),
    ("template", PLAIN.format(f"<template><p>The template said {WORDS}</p></template>"), [], [WORDS, AFTER]),
]


@pytest.mark.parametrize(("name", "page", "codes", "words"), PAGES, ids=[row[0] for row in PAGES])
def test_pages(read: Read, name: str, page: str | bytes, codes: list[str], words: list[str] | None) -> None:
    start = time.monotonic()
    article, problems = read(page)
    assert time.monotonic() - start < 10
    assert [problem.code for problem in problems if problem.code != "no-text" or codes] == codes
    if words is not None:
        assert article is not None, problems
        text = "".join(passage.span.words for passage in article.passages if passage.read)
        assert [part for part in words if part not in text] == []
        article.text.encode("utf-8")
        assert "\x00" not in article.text


def test_broad_pages_are_cut_and_said(read: Read) -> None:
    page = PLAIN.format("<i></i>" * 200_000)
    start = time.monotonic()
    article, problems = read(page)
    assert time.monotonic() - start < 20
    assert [problem.code for problem in problems] == ["too-long"]
    assert article is not None
    assert WORDS in article.text


def test_many_paragraphs_within_limits(read: Read) -> None:
    page = "<html><body><article>" + "".join(
        f"<p>On day {n} the mayor said that the ferry would sail.</p>" for n in range(3_000)
    )
    article, problems = read(page)
    assert article is not None
    assert problems == ()
    assert len(article.passages) == 3_000


def test_one_huge_word(read: Read) -> None:
    for content, kind in (
        ("a" * 5_000_000, "text/plain"),
        (PLAIN.format("<p>" + "a" * 3_000_000), "text/html"),
    ):
        start = time.monotonic()
        article, problems = read(content, media_type=kind)
        assert time.monotonic() - start < 20
        assert article is not None
        assert len(article.text) <= 400_000
        assert "too-long" in [problem.code for problem in problems]


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<!--",
        "<a href='",
        "&#",
        "<p><table>",
        "<b><p>",
        "(",
        "by ",
        "©" * 3,
        "http://",
        "1/",
        "| ",
        "a, ",
        "Read more: ",
        "reported ",
        "A ",
        "A. ",
        "By Ann Berg, ",
        "first reported by A ",
        "2025-03-03 ",
        "\n",
        " \n",
        "\n\n",
        "…",
        "“",
        "share ",
    ],
)
def test_repetition_takes_no_time(read: Read, piece: str) -> None:
    content = piece * (200_000 // len(piece))
    for kind in ("text/html", "text/plain"):
        start = time.process_time()
        read(content, media_type=kind)
        assert time.process_time() - start < 8, kind


def test_a_page_beyond_its_time_is_a_problem(read: Read) -> None:
    for kind in ("text/html", "text/plain"):
        article, problems = read(PLAIN.format(""), media_type=kind, overdue=lambda: True)
        assert article is None
        assert [problem.code for problem in problems] == ["too-slow"]


TAGS = st.sampled_from(
    (
        "p div span a h1 h2 ul li table tr td br blockquote time script title meta nav footer figure b "
        "article"
    ).split()
)
SOUP = st.lists(
    st.one_of(
        st.builds("<{}>".format, TAGS),
        st.builds("</{}>".format, TAGS),
        st.builds(
            "<{} class='{}' hidden>".format, TAGS, st.sampled_from(["share", "x", "sr-only", "related"])
        ),
        st.sampled_from(
            [WORDS, AFTER, "Related", "By Ann Berg", "3 March 2025", "<!--", "-->", "&amp", "<![CDATA["]
        ),
        st.text(max_size=30),
    ),
    max_size=40,
).map("".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SOUP)
def test_soup_never_raises_and_always_tiles(soup: str) -> None:
    check(soup, "text/html")


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(max_size=600),
        st.lists(
            st.sampled_from([WORDS, "By Ann Berg", "\n", "\r\n", " ", "Related", "| a | b", "\t"]),
            max_size=30,
        ).map("".join),
    )
)
def test_text_never_raises_and_always_tiles(words: str) -> None:
    check(words, "text/plain")


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=800))
def test_bytes_never_raise(data: bytes) -> None:
    check(data, None)


def check(content: str | bytes, media_type: str | None) -> None:
    from onrecord.read.decode import read_bytes
    from onrecord.records import Problem
    from onrecord.text.extract import read_article

    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    raw = read_bytes(data, source="test", media_type=media_type, max_bytes=1_000_000)
    if isinstance(raw, Problem):
        assert raw.code in CATALOGUE
        return
    article, problems = read_article(
        raw, max_depth=200, max_elements=10_000, max_characters=5_000, english_min=0.0
    )
    assert {problem.code for problem in problems} <= set(CATALOGUE)
    if article is None:
        assert problems
        return
    # Article checks itself that passages tile the text and that spans are exact; once more, from outside.
    assert "".join(passage.span.words for passage in article.passages) == article.text
    check_spans(article.text, [article])
    assert len(article.text) <= 5_000


def test_markup_of_nothing() -> None:
    tree = parse_tree("<p>x", max_depth=10, max_elements=10)
    markup = read_markup(tree.root)
    assert markup.title == ""
    assert markup.metas == ()
