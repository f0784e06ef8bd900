"""Small pages for the tests of the text stage, and the one call they all make."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.read.decode import read_bytes
from onrecord.records import Article, Problem
from onrecord.text.extract import read_article

PARAGRAPHS = (
    "The ferry Lady Ansgard struck the outer wall of the harbour on Monday morning with 214 people on "
    "board, and nine of them were treated for bruises, police said.",
    "“There was a long scraping noise and then everyone was sitting on the floor,” said Peder Holmgard, "
    "a teacher who takes the crossing four days a week.",
    "The company that runs the crossing said that it had suspended its sailings until Friday, and that "
    "divers would look at the hull before the vessel was moved.",
    "The mayor has asked the transport ministry for another vessel before the weekend, when about 600 "
    "people are expected on the island for the winter fair.",
    "A hearing will be held at the town hall on Thursday, and the union of the crews has asked to be heard.",
)
Result = tuple[Article | None, tuple[Problem, ...]]
LIMITS = {
    "max_depth": 200,
    "max_elements": 100_000,
    "max_characters": 400_000,
    "english_min": 0.6,
    "overdue": lambda: False,
}


def make_html(*blocks: str, head: str = "", top: str = "") -> str:
    """An HTML page with `top` under its headline and `blocks` in the middle of its paragraphs."""
    body = [f"<p>{words}</p>" for words in PARAGRAPHS]
    inner = "\n".join([top, *body[:3], *blocks, *body[3:]])
    return (
        f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8>{head}</head><body>"
        "<nav><ul><li><a href=/>Home</a></li><li><a href=/n>News</a></li></ul></nav>"
        f"<main><article><h1>Ferry strikes the harbour wall at Skellavik</h1>{inner}</article></main>"
        "<footer><p>© 2026 Skellavik Dagspost</p></footer></body></html>"
    )


def read_page(content: str | bytes, **said: object) -> Result:
    """The article of a page; `said` overrides limits and what is said of the page."""
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    limits = {name: said.pop(name, value) for name, value in LIMITS.items()}
    given = {"source": "test", "media_type": "text/html", "max_bytes": 50_000_000} | said
    raw = read_bytes(data, **given)  # type: ignore[arg-type]
    if isinstance(raw, Problem):
        return None, (raw,)
    return read_article(raw, **limits)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def paragraphs() -> tuple[str, ...]:
    return PARAGRAPHS


@pytest.fixture(scope="session")
def html() -> Callable[..., str]:
    return make_html


@pytest.fixture(scope="session")
def read() -> Callable[..., Result]:
    return read_page
