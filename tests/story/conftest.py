"""Made records: short invented pages without a parse, and the example pages read once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from onrecord.flow import read_sources
from onrecord.records import Article, Credit, Dating, Evidence, Page, Passage, Record, Span, make_id
from onrecord.settings import Settings

Make = Callable[..., Record]


def made_page(
    text: str,
    *,
    name: str = "a",
    title: str | None = None,
    day: str | None = None,
    outlet: str | None = None,
    agency: str | None = None,
    aside: str = "",
) -> Record:
    """A record of one body passage (and `aside`, which is quarantined) with no lines but its article."""
    page = Page(id=make_id("page", name), source=f"{name}.txt", sha256="0" * 64, bytes=len(text))
    whole = text + aside
    passages = [Passage(span=Span.of(whole, 0, len(text)), kind="body", why="made", score=1.0)]
    if aside:
        span = Span.of(whole, len(text), len(whole))
        passages.append(Passage(span=span, kind="foreign", why="made", score=1.0))
    credits = []
    for kind, named in (("outlet", outlet), ("agency", agency)):
        if named:
            credits.append(Credit(kind=kind, name=named, evidence=Evidence(words=named, where="made")))
    when = date.fromisoformat(day) if day else None
    dating = Dating()
    if when is not None:
        evidence = (Evidence(words=str(day), where="given"),)
        dating = Dating(earliest=when, latest=when, grain="day", origin="given", evidence=evidence)
    article = Article(
        id=make_id("article", page.id),
        page=page.id,
        title=title,
        text=whole,
        passages=tuple(passages),
        published=dating,
        credits=tuple(credits),
    )
    return Record(page=page, article=article)


@pytest.fixture
def made() -> Make:
    return made_page


@pytest.fixture(scope="session")
def example_records(examples: Path) -> dict[str, Record]:
    """The example pages by file name."""
    settings = Settings(speech_tagger=False)
    found = read_sources([str(examples)], settings=settings)
    return {Path(one.page.source).name: one for one in found if isinstance(one, Record)}
