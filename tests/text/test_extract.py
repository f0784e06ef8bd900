"""HTML pages to articles: what is kept, what is quarantined and why, and where it stood."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from onrecord.records import Article, check_spans

Read = Callable[..., tuple[Article | None, tuple[Any, ...]]]
Html = Callable[..., str]


def kinds(article: Article | None) -> dict[str, str]:
    assert article is not None
    return {passage.span.words.strip(): passage.kind for passage in article.passages}


def test_headline_and_body_with_their_places(read: Read, html: Html, paragraphs: tuple[str, ...]) -> None:
    article, problems = read(html())
    assert article is not None
    assert problems == ()
    assert article.title == "Ferry strikes the harbour wall at Skellavik"
    assert article.text == "\n\n".join([article.title, *paragraphs])
    assert [passage.kind for passage in article.passages] == ["headline"] + ["body"] * 5
    assert [passage.path for passage in article.passages] == [
        "body/main/article/h1",
        "body/main/article/p",
        *(f"body/main/article/p[{n}]" for n in range(2, 6)),
    ]
    assert all(passage.why for passage in article.passages)


FURNITURE = [
    "<p><a href=/x>Ten walks by the sea that you should take in June</a></p>",
    "<p>Read more: <a href=/x>The winter fair, hour by hour</a></p>",
    "<p>ADVERTISEMENT</p>",
    "<div class='newsletter-signup'><p>Five stories in your inbox before breakfast.</p></div>",
    "<p>Sign up for our morning newsletter and never miss a thing.</p>",
    "<p>Share this article</p>",
    "<p>By Anna Berg</p>",
]


@pytest.mark.parametrize("block", FURNITURE)
def test_furniture_is_not_read(read: Read, html: Html, paragraphs: tuple[str, ...], block: str) -> None:
    article, _ = read(html(block))
    assert article is not None
    body = [passage.span.words.strip() for passage in article.passages if passage.kind == "body"]
    assert body == list(paragraphs)


OWN = [
    "<h2>What the company knew</h2>",
    "<p>“Nobody has been detained,” he said.</p>",
    "<blockquote><p>We will not guess at the cause of this accident, the company wrote.</p></blockquote>",
    "<p>Related charges against <a href=/x>two other captains</a> were dropped, the court said.</p>",
]


@pytest.mark.parametrize("block", OWN)
def test_the_article_s_own_words_are_read(read: Read, html: Html, block: str) -> None:
    article, _ = read(html(block))
    words = "".join(part.partition(">")[2] for part in block.split("<")).strip()
    kind = {"<h2": "subhead", "<bl": "quote"}.get(block[:3], "body")
    assert kinds(article)[words] == kind


@pytest.mark.parametrize("heading", ["Read more", "Related", "Top stories", "Comments"])
@pytest.mark.parametrize("wrap", ["{}", "<div class=part>{}</div>"])
def test_a_section_of_links_ends_where_the_article_goes_on(
    read: Read, html: Html, paragraphs: tuple[str, ...], heading: str, wrap: str
) -> None:
    own = (
        '"We closed it to be careful," she said.',
        "Police shut the road at noon.",
        "Two men were killed on the road.",
    )
    links = f"<h3>{heading}</h3><ul><li><a href=/x>Ferry firm was fined again</a></li></ul>"
    page = html(links, "<h3>What police did</h3>", *(f"<p>{words}</p>" for words in own))
    for words in (*paragraphs, *own):
        page = page.replace(f"<p>{words}</p>", wrap.format(f"<p>{words}</p>"))
    article, _ = read(page)
    assert article is not None
    body = [passage.span.words.strip() for passage in article.passages if passage.kind in {"body", "subhead"}]
    assert body == [*paragraphs[:3], "What police did", *own, *paragraphs[3:]]


@pytest.mark.parametrize("kind", ["text/html", "text/plain"])
def test_time_is_asked_for_after_every_step(read: Read, html: Html, kind: str) -> None:
    content = html() if kind == "text/html" else html().partition("<h1>")[2].replace("</p>", "\n\n")
    asked: list[bool] = []

    def never() -> bool:
        asked.append(False)
        return False

    article, _ = read(content, media_type=kind, overdue=never)
    assert article is not None
    assert len(asked) >= (9 if kind == "text/html" else 4)
    details: set[str] = set()
    for last in range(len(asked)):
        left = iter([False] * last + [True])
        article, problems = read(content, media_type=kind, overdue=lambda left=left: next(left))
        assert article is None
        assert [problem.code for problem in problems] == ["too-slow"]
        details.add(problems[0].detail)
    assert len(details) == len(asked)


def test_lists_and_rows_stand_on_lines_of_their_own(read: Read, html: Html) -> None:
    items = "<ul><li>Nine people were treated for bruises.</li><li>Two of the crew had cuts.</li></ul>"
    article, _ = read(html(items))
    assert article is not None
    assert "\n\nNine people were treated for bruises.\nTwo of the crew had cuts.\n\n" in article.text
    assert "ul/li[2]" in " ".join(passage.path or "" for passage in article.passages)


def test_breaks_end_passages(read: Read, html: Html) -> None:
    article, _ = read(html("<p>The first half of it, she said.<br>The second half of it, she said.</p>"))
    assert {"The first half of it, she said.", "The second half of it, she said."} <= set(kinds(article))


def test_words_that_stand_twice_are_a_repeat(read: Read, html: Html, paragraphs: tuple[str, ...]) -> None:
    article, _ = read(html(f"<p>{paragraphs[0]}</p>"))
    assert article is not None
    same = [passage.kind for passage in article.passages if passage.span.words.strip() == paragraphs[0]]
    assert same == ["body", "repeat"]


def test_a_pull_quote_is_a_repeat(read: Read, html: Html) -> None:
    quote = "There was a long scraping noise and then everyone was sitting on the floor"
    article, _ = read(html(f"<blockquote>{quote}</blockquote>"))
    assert kinds(article).get(quote, "repeat") == "repeat"


@pytest.mark.parametrize(
    "how",
    [
        "hidden",
        "style='font-size:0'",
        "style='position:absolute; left:-9999px'",
        "class='sr-only'",
        "style='display: none'",
        "aria-hidden=true",
    ],
)
def test_hidden_words_are_never_read(read: Read, html: Html, how: str) -> None:
    words = "The mayor resigned on Friday and the whole council was arrested, a reader never saw."
    article, _ = read(html(f"<p {how}>{words}</p>"))
    assert kinds(article).get(words, "hidden") == "hidden"


def test_a_page_that_a_script_shows_is_read(read: Read, html: Html) -> None:
    article, _ = read(html().replace("<main>", "<main class=sr-only>"))
    assert article is not None
    assert any(passage.kind == "body" for passage in article.passages)


TITLES = [
    ("<title>Ferry hits wall | The Ledger</title>", "<h2>Ferry hits wall</h2>", "Ferry hits wall"),
    (
        "<title>The Aldous Ledger : Ferry strikes the harbour wall</title>",
        "",
        "Ferry strikes the harbour wall",
    ),
    ("<title>Ferry strikes the wall - The Ledger</title>", "", "Ferry strikes the wall"),
    (
        "<meta property=og:title content='Ferry strikes - and sinks - a pier'><meta property=og:site_name "
        "content='The Ledger'>",
        "",
        "Ferry strikes - and sinks - a pier",
    ),
]


@pytest.mark.parametrize(("head", "top", "wanted"), TITLES)
def test_headline_without_h1(read: Read, html: Html, head: str, top: str, wanted: str) -> None:
    page = html(head=head, top=top).replace("<h1>Ferry strikes the harbour wall at Skellavik</h1>", "")
    article, _ = read(page)
    assert article is not None
    assert article.title == wanted
    assert article.passages[0].kind == "headline"
    assert article.text.startswith(wanted)


def test_given_title_is_kept_where_the_page_has_none(read: Read) -> None:
    article, _ = read(
        "The ferry sailed at noon on Monday. It came back.", media_type="text/plain", title="A ferry"
    )
    assert article is not None
    assert article.title == "A ferry"


LANGUAGES = [
    ("Le ministre a déclaré vendredi que le navire ne partirait pas avant la fin de la tempête.", "French"),
    (
        "Der Minister sagte am Freitag, dass die Fähre nicht vor dem Ende des Sturms auslaufen werde.",
        "German",
    ),
    ("Министр заявил в пятницу, что паром не выйдет в море до конца шторма.", "Russian"),
    ("外交部发言人星期五表示，渡轮在风暴结束之前不会启航。", "Chinese"),
]


@pytest.mark.parametrize(("words", "language"), LANGUAGES)
def test_other_languages_are_a_problem_that_names_them(read: Read, words: str, language: str) -> None:
    article, problems = read(words, media_type="text/plain")
    assert article is None
    assert [problem.code for problem in problems] == ["not-english"]
    assert language in problems[0].detail


@pytest.mark.parametrize(
    "words",
    [
        "Ferry sails.",
        "Harbour Rovers 4, Aldous Town 1",
        "Peder Holmgard, Anna Berg, Kjell Brattfoss, Xi Wen, Vladimir Orlov, Emmanuel Dacosta, Narendra Iyer",
        "Skellavik Mayor to Meet Ferry Union on Friday, Aide Says",
        "The minister said “Le navire ne partira pas” and left the hall before the storm was over.",
    ],
)
def test_names_and_short_texts_are_english(read: Read, words: str) -> None:
    article, problems = read(words, media_type="text/plain")
    assert article is not None, problems


def test_same_page_same_article(read: Read, html: Html) -> None:
    assert read(html()) == read(html()) == read(html())


def test_too_long_is_cut_and_said(read: Read, html: Html) -> None:
    for content, kind in ((html(), "text/html"), ("Words of it.\n" * 500, "text/plain")):
        article, problems = read(content, media_type=kind, max_characters=300)
        assert article is not None
        assert len(article.text) <= 300
        assert [problem.code for problem in problems] == ["too-long"]


def test_bad_given_date_is_a_problem_and_the_page_goes_on(read: Read, html: Html) -> None:
    article, problems = read(html(), published="the day before")
    assert article is not None
    assert [problem.code for problem in problems] == ["bad-date"]


def test_example_pages_read_well(read: Read, examples: Path) -> None:
    files = sorted(examples.iterdir())
    assert len(files) >= 12
    for path in files:
        media_type = "text/html" if path.suffix == ".html" else "text/plain"
        article, problems = read(path.read_bytes(), media_type=media_type)
        assert article is not None, (path.name, problems)
        assert problems == ()
        check_spans(article.text, [article])
        counts = [passage.kind for passage in article.passages]
        assert counts.count("headline") == 1
        assert counts.count("body") >= 8
        furniture = ("adjust", "share tweet", "©", "leave a", "cookie", "advertisement", "related news")
        for passage in article.passages:
            if passage.read:
                assert not passage.span.words.lower().startswith(furniture), (path.name, passage)
