"""The ladder of dates and the credits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from onrecord.records import Article

Read = Callable[..., tuple[Article | None, tuple[Any, ...]]]
Html = Callable[..., str]


def ld(value: str) -> str:
    return f'<script type="application/ld+json">{value}</script>'


#: (head, top, url, given, wanted day, origin, where the best evidence stands)
LADDER = [
    (
        ld('{"@type":"NewsArticle","datePublished":"2025-03-03T10:15:00Z"}'),
        "",
        None,
        "2024-01-01",
        date(2024, 1, 1),
        "given",
        "given",
    ),
    (
        ld('{"@type":"NewsArticle","datePublished":"2025-03-03T10:15:00Z"}')
        + "<meta name=date content=2020-02-02>",
        "",
        None,
        None,
        date(2025, 3, 3),
        "metadata",
        "JSON-LD datePublished",
    ),
    (
        ld('{"@graph":[{"@type":"WebSite"},{"@type":["Article"],"datePublished":"2025-03-03"}]}'),
        "",
        None,
        None,
        date(2025, 3, 3),
        "metadata",
        "JSON-LD datePublished",
    ),
    (
        ld('{"@type":"NewsArticle","datePublished":"2025-03-03",}'),
        "",
        None,
        None,
        date(2025, 3, 3),
        "metadata",
        "JSON-LD datePublished",
    ),
    (
        "<meta property=article:published_time content=2025-03-03T10:15:00+01:00>",
        "",
        None,
        None,
        date(2025, 3, 3),
        "metadata",
        "meta[property=article:published_time]",
    ),
    (
        "<meta name=DC.date.issued content=2025-03-03>",
        "",
        None,
        None,
        date(2025, 3, 3),
        "metadata",
        "meta[name=DC.date.issued]",
    ),
    (
        "",
        "<time datetime=2025-03-03>Monday</time>",
        None,
        None,
        date(2025, 3, 3),
        "metadata",
        "time[datetime]",
    ),
    (
        "",
        "<span itemprop=datePublished content=2025-03-03>x</span>",
        None,
        None,
        date(2025, 3, 3),
        "metadata",
        "span[itemprop=datePublished]",
    ),
    ("", "", "https://a.example/2025/03/03/ferry", None, date(2025, 3, 3), "metadata", "url"),
    ("", "", "https://a.example/news/20250303-ferry.html", None, date(2025, 3, 3), "metadata", "url"),
    ("", "<p class=d>Published: March 3, 2025 10:15 GMT</p>", None, None, date(2025, 3, 3), "dateline", None),
    (
        "",
        "<p class=d>Tue 4 Mar 2025 20:05 IST</p>",
        "https://a.example/2025/03/x",
        None,
        date(2025, 3, 4),
        "dateline",
        None,
    ),
    ("", "", "https://a.example/2025/03/x", None, None, "metadata", "url"),
    ("", "<p>Updated: March 4, 2025</p>", None, None, None, "unknown", None),
    ("", "<p>Copyright 2011-2026</p>", None, None, None, "unknown", None),
    ("<meta name=date content=2025>", "", None, None, None, "unknown", None),
    ("<meta name=date content=0000-00-00>", "", None, None, None, "unknown", None),
    ("<meta name=date content=9999-12-31T23:59-12:00>", "", None, None, None, "unknown", None),
    (
        "<meta property=article:modified_time content=2025-03-05>",
        "",
        None,
        None,
        None,
        "metadata",
        "meta[property=article:modified_time]",
    ),
    ("", "", None, None, None, "unknown", None),
]


@pytest.mark.parametrize(("head", "top", "url", "given", "day", "origin", "where"), LADDER)
def test_ladder(
    read: Read,
    html: Html,
    head: str,
    top: str,
    url: str | None,
    given: str | None,
    day: date | None,
    origin: str,
    where: str | None,
) -> None:
    article, _ = read(html(head=head, top=top), url=url, published=given)
    assert article is not None
    dating = article.published
    assert (dating.day, dating.origin) == (day, origin), dating
    assert bool(dating.evidence) == (origin != "unknown")
    if where:
        assert dating.evidence[0].where == where


def test_month_of_the_address_is_an_interval(read: Read, html: Html) -> None:
    article, _ = read(html(), url="https://a.example/2025/02/x")
    assert article is not None
    dating = article.published
    assert (dating.earliest, dating.latest, dating.grain) == (date(2025, 2, 1), date(2025, 2, 28), "month")


def test_a_change_only_says_by_when(read: Read, html: Html) -> None:
    article, _ = read(html(head="<meta property=article:modified_time content=2025-03-05T00:00:00Z>"))
    assert article is not None
    assert (article.published.earliest, article.published.latest) == (None, date(2025, 3, 5))


def test_a_change_is_kept_behind_the_day_of_publication(read: Read, html: Html) -> None:
    value = '{"@type":"NewsArticle","datePublished":"2025-03-03","dateModified":"2025-03-07T08:00:00Z"}'
    article, _ = read(
        html(
            head=f"<script type=application/ld+json>{value}</script>",
            top="<time datetime=2025-03-04>x</time>",
        )
    )
    assert article is not None
    dating = article.published
    assert (dating.earliest, dating.latest) == (date(2025, 3, 3), date(2025, 3, 3))
    assert [(part.words, part.where) for part in dating.evidence] == [
        ("2025-03-03", "JSON-LD datePublished"),
        ("2025-03-04", "time[datetime]"),
        ("2025-03-07T08:00:00Z", "modified: JSON-LD dateModified"),
    ]


def test_a_change_is_kept_however_much_evidence_there_is(read: Read, html: Html) -> None:
    names = (
        "dc.date",
        "pubdate",
        "publishdate",
        "published",
        "created",
        "date",
        "ptime",
        "displaydate",
        "dat",
    )
    head = "".join(f"<meta name={name} content=2025-03-03>" for name in names)
    article, _ = read(html(head=f"{head}<meta name=lastmod content=2025-03-07>"))
    assert article is not None
    assert len(article.published.evidence) == 8
    assert article.published.evidence[-1].where == "modified: meta[name=lastmod]"


def test_every_candidate_is_kept(read: Read, html: Html) -> None:
    head = "<meta property=article:published_time content=2025-03-03T10:15:00+01:00>"
    article, _ = read(
        html(head=head, top="<time datetime=2025-03-04>x</time>"), url="https://a.example/2025/03/05/x"
    )
    assert article is not None
    assert [part.where for part in article.published.evidence] == [
        "meta[property=article:published_time]",
        "time[datetime]",
        "url",
    ]
    assert article.published.instant is not None
    assert article.published.instant.isoformat() == "2025-03-03T10:15:00+01:00"
    assert article.published.grain == "second"


TEXTS = [
    ("Ferry hits wall\n\nBy Ann Berg\nPublished Nov. 25, 2025\n\n{}", date(2025, 11, 25)),
    ("Ferry hits wall\n\nOslo, 3 March 2025 - {}", date(2025, 3, 3)),
    ("Ferry hits wall\n\nOSLO (March 3, 2025): {}", date(2025, 3, 3)),
    ("Wednesday, March 11, 2026\nFerry hits wall\n\n{}", date(2026, 3, 11)),
    ("Ferry hits wall\n\n{}\n\nPosted on 3 March 2025", date(2025, 3, 3)),
    ("Ferry hits wall\n\n{} It opened on 3 March 2019.", None),
    ("Ferry hits wall\n\n{}\n\n© 2025 The Ledger", None),
    ("Ferry hits wall\n\nOn March 3, 2019, the harbour was opened by the king, {}", None),
]


@pytest.mark.parametrize(("form", "wanted"), TEXTS)
def test_date_lines_of_plain_text(
    read: Read, paragraphs: tuple[str, ...], form: str, wanted: date | None
) -> None:
    article, _ = read(form.format(paragraphs[0]), media_type="text/plain")
    assert article is not None
    assert article.published.day == wanted
    for evidence in article.published.evidence:
        assert evidence.span is not None
        assert evidence.span.words == evidence.words


def credits_of(article: Article | None) -> set[tuple[str, str]]:
    assert article is not None
    return {(credit.kind, credit.name) for credit in article.credits}


CREDITS = [
    (
        "Ferry hits wall\n\nBy Anna Berg and Idris Featherstone\n\n{}",
        {("byline", "Anna Berg"), ("byline", "Idris Featherstone")},
    ),
    (
        "Ferry hits wall\n\nBy ANNA BERG, Associated Press\n\n{}",
        {("byline", "ANNA BERG"), ("agency", "Associated Press")},
    ),
    ("Ferry hits wall\n\nWASHINGTON (AP) — {}", {("agency", "Associated Press")}),
    ("Ferry hits wall\n\nCASTLEMORROW, June 11 (Meridian Wire) - {}", {("agency", "Meridian Wire")}),
    (
        "Ferry hits wall\n\n{}\n\n(Reporting by Ann Berg in Oslo; editing by P. Dacosta)",
        {("byline", "Ann Berg")},
    ),
    ("Ferry hits wall\n\n{}\n\n© Reuters 2024", {("agency", "Reuters")}),
    (
        "Ferry hits wall\n\n{} The talks were first reported by the Harbour Times.",
        {("first-reported", "Harbour Times")},
    ),
    (
        "Ferry hits wall\n\n{}\n\nThis report was first published by Fjordblad.",
        {("first-reported", "Fjordblad")},
    ),
    ("Ferry hits wall\n\nBy the time it came in, {}", set()),
]


@pytest.mark.parametrize(("form", "wanted"), CREDITS)
def test_credits_of_plain_text(
    read: Read, paragraphs: tuple[str, ...], form: str, wanted: set[tuple[str, str]]
) -> None:
    article, _ = read(form.format(paragraphs[2]), media_type="text/plain")
    assert credits_of(article) == wanted
    assert article is not None
    for credit in article.credits:
        assert credit.evidence.span is not None


def test_credits_of_markup(read: Read, html: Html) -> None:
    head = (
        ld('{"@type":"NewsArticle","author":[{"name":"Maren Oldervik"}],"publisher":{"name":"The Dagspost"}}')
        + "<meta name=author content='By Sindre Haukland, Meridian Wire'>"
    )
    article, _ = read(html(head=head), url="https://www.dagspost.example/x")
    assert credits_of(article) == {
        ("byline", "Maren Oldervik"),
        ("byline", "Sindre Haukland"),
        ("agency", "Meridian Wire"),
        ("outlet", "The Dagspost"),
    }


def test_outlet_by_its_host_only_where_it_names_itself_nowhere(read: Read, html: Html) -> None:
    article, _ = read(html(), url="https://www.dagspost.example/x")
    assert credits_of(article) == {("outlet", "dagspost.example")}
