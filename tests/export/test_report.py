"""The report and the cards: whole, escaped, without script, and nothing in them comes from outside."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from onrecord.export.report import report_html
from onrecord.records import Record, Story
from onrecord.store import RecordFile, find_pages, load_record, load_story, stories
from tests import strategies as some
from tests.cli import samples

#: What a page's words must never become.
PAYLOAD = (
    '<script>alert(1)</script><img src=x onerror=alert(2)>"><svg onload=alert(3)>{{7*7}}</style></title>'
)
some_settings = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


class Page(HTMLParser):
    """Tags, attributes and text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text += data


def check_safe(html: str) -> Page:
    """The page, if nothing in it runs or is fetched."""
    page = Page(html)
    assert page.open == []
    assert not set(page.tags) & {"script", "img", "svg", "iframe", "link", "object", "base", "form", "input"}
    for name, value in page.attributes:
        assert not name.startswith("on")
        assert name != "src"
        if name == "href":
            assert re.fullmatch(r"#page-\d+|https?://[^\s<>\"]+", value)
    assert "url(" not in html
    assert "@import" not in html
    return page


@given(some.stories())
@some_settings
def test_any_story_gives_a_page_that_is_whole_and_safe(made: tuple[Story, tuple[Record, ...]]) -> None:
    story, records = made
    page = check_safe(report_html(story, records))
    assert page.tags.count("li") >= len(records)
    for record in records:
        assert record.page.sha256 in page.text
    assert not set(page.text) & set("\u202e\u2066\x1b\x00\u200b")
    check_safe(story._repr_html_())
    for record in records:
        check_safe(record._repr_html_())


@pytest.fixture
def attacked(monkeypatch: pytest.MonkeyPatch) -> tuple[Story, Record]:
    """A story and its page with the payload in every field that a page can fill."""
    monkeypatch.setattr(samples, "HOSTILE", PAYLOAD)
    record = samples.hostile()
    assert record.article is not None
    return Story(id="story-1", title=PAYLOAD, articles=(record.article.id,), outlets=(PAYLOAD,)), record


def test_what_a_page_says_stays_words(attacked: tuple[Story, Record]) -> None:
    story, record = attacked
    for html in (report_html(story, [record]), record._repr_html_(), story._repr_html_()):
        page = check_safe(html)
        assert "<script>alert(1)</script>" in page.text
        assert "{{7*7}}" in page.text


def test_the_report_tells_the_story(file: RecordFile) -> None:
    story = load_story(file, next(one.story for one in stories(file, least=2)))
    records = [load_record(file, find_pages(file, article)[-1]) for article in story.articles]
    html = report_html(story, records)
    text = " ".join(check_safe(html).text.split())
    assert "Ferry hits breakwater at Skellavik" in text
    assert "Published 10 March 2026 · 2 pages" in text
    assert "agency Meridian Wire" in text
    assert "Sigrun Aasmo" in text
    assert '"It is a working paper, nothing more,"' in text
    assert "denies the claim passed on by Meridian Wire · [1]" in text
    assert "1 of 5 statements have no speaker that could be told" in text
    assert html == report_html(story, list(reversed(records)))


def test_the_words_of_a_disagreement_are_lit(made_apart: tuple[Story, tuple[Record, ...]]) -> None:
    html = report_html(*made_apart)
    text = " ".join(check_safe(html).text.split())
    assert "Where accounts differ" in text
    assert "How many: people hurt" in text
    assert "<mark>Nobody</mark> was blamed" in html
    assert "1 point on which accounts differ" in text


@pytest.fixture
def made_apart() -> tuple[Story, tuple[Record, ...]]:
    from onrecord.records import Account, Cell, Disagreement

    record = samples.ferry()
    assert record.article is not None
    whole, lit = samples.span("Nobody was blamed"), samples.span("Nobody")
    account = Account(
        id="account-1",
        matter="matter-1",
        article=record.article.id,
        span=whole,
        according_to=record.statements[2].id,
        origin="Sigrun Aasmo",
    )
    cell = Cell(account="account-1", value="0", span=lit)
    apart = Disagreement(
        id="disagreement-1", slot="number", matter="people hurt", cells=(cell,), why="0 and 9"
    )
    story = Story(
        id="story-1",
        articles=(record.article.id,),
        accounts=(account,),
        disagreements=(apart,),
        title="Ferry",
    )
    return story, (record,)


def test_a_file_shows_its_stories(file: RecordFile) -> None:
    page = check_safe(file._repr_html_())
    text = " ".join(page.text.split())
    assert "5 pages" in text
    assert "Ferry hits breakwater at Skellavik" in text


def test_a_browser_fetches_nothing_and_runs_nothing(attacked: tuple[Story, Record], tmp_path: Path) -> None:
    """The hostile story in Chromium: no dialog, no request but for the file, no complaint of the policy."""
    playwright = pytest.importorskip("playwright.sync_api")
    story, record = attacked
    path = tmp_path / "report.html"
    path.write_text(report_html(story, [record]), "utf-8")
    seen: list[str] = []
    with playwright.sync_playwright() as engine:
        browser = chromium(engine)
        page = browser.new_page()
        page.on("dialog", lambda dialog: (seen.append("dialog"), dialog.dismiss()))
        page.on("console", lambda message: seen.append(message.text))
        page.on("request", lambda request: seen.append(request.url))
        page.goto(path.as_uri())
        assert page.title().startswith("<script>alert(1)</script>")
        browser.close()
    assert seen == [path.as_uri()]


def chromium(engine: Any) -> Any:
    """Debian's Chromium or Playwright's own; the test is skipped where neither is there."""
    for path in (Path("/usr/bin/chromium"), Path(engine.chromium.executable_path)):
        if path.exists():
            return engine.chromium.launch(executable_path=str(path), args=["--no-sandbox"])
    return pytest.skip("no Chromium")
