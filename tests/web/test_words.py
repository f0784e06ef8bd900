"""Values in words, words in pieces, and days on a chart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import records as r
from onrecord.export.addresses import web_address
from onrecord.export.terms import days
from onrecord.web.charts import Dated, relay_chart, time_chart
from onrecord.web.lighting import light
from onrecord.web.rows import margin
from onrecord.web.words import interval
from tests.cli import samples


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-03-09", "2026-03-11", "9 to 11 March 2026"),
        ("2026-03-09", "2026-04-09", "9 March to 9 April 2026"),
        ("2025-03-09", "2026-03-09", "9 March 2025 to 9 March 2026"),
        ("2026-03-09", "2026-03-09", "9 March 2026"),
        (None, "2026-03-09", "9 March 2026 or earlier"),
        ("2026-03-09", None, "9 March 2026 or later"),
        (None, None, "undated"),
    ],
)
def test_an_interval_is_said_as_a_person_would(first: str | None, last: str | None, words: str) -> None:
    assert days(first, last) == words
    if first or last:
        assert interval(f"{first or '..'}/{last or '..'}") == words


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://example.org/a", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("http://[foo", False),
        ("//example.org", False),
        ("https:example.org", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(address: str | None, kept: bool) -> None:
    assert (web_address(address) == address if kept else web_address(address) is None) is True


def test_the_pieces_hold_every_word_once() -> None:
    record = samples.ferry()
    assert record.article is not None
    blocks = light(record)
    shown = [piece.words for block in blocks for passage in block.passages for piece in passage]
    assert _letters("".join(shown)) == _letters(record.article.text)
    first_of = [
        key for block in blocks for passage in block.passages for piece in passage for key in piece.first_of
    ]
    assert len(first_of) == len(set(first_of))
    assert {row.key for row in margin(record).rows} <= set(first_of)


def _letters(text: str) -> str:
    """The text without white space: line ends between blocks are not shown."""
    return "".join(text.split())


def test_a_line_lights_its_own_words_alone() -> None:
    record = samples.ferry()
    lit = [
        piece.words
        for block in light(record, lit="e2")
        for passage in block.passages
        for piece in passage
        if piece.lit
    ]
    assert lit == ["The union", "threatened", "The operator"]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), max_size=20), st.integers(-5, 60))
def test_pieces_of_any_spans(spans: list[tuple[int, int]], at: int) -> None:
    text = "Rain fell on Tarn.\n\nNobody saw it, the mayor of Tarn said."
    passages = (
        r.Passage(span=r.Span.of(text, 0, 20), kind="body", why="", score=1),
        r.Passage(span=r.Span.of(text, 20, len(text)), kind="chrome", why="x", score=1),
    )
    places = [r.Span.of(text, start, min(start + size, len(text))) for start, size in spans]
    moments = tuple(
        r.Moment(id=f"m{number}", span=span, type="DATE", value="XXXX", rule="x")
        for number, span in enumerate(places)
    )
    base = samples.ferry()
    assert base.article is not None
    article = replace(base.article, text=text, passages=passages, title=None)
    record = r.Record(page=base.page, article=article, moments=moments)
    blocks = light(record, at=(at, at + 3))
    shown = [piece for block in blocks for passage in block.passages for piece in passage]
    assert _letters("".join(piece.words for piece in shown)) == _letters(text)
    for number, span in enumerate(places, 1):
        words = "".join(piece.words for piece in shown if f"t{number}" in piece.keys)
        assert _letters(words) == _letters(span.words)


@given(
    st.lists(
        st.tuples(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 400), st.booleans()),
        max_size=30,
    )
)
def test_a_chart_keeps_the_order_of_days_and_its_width(some: list[tuple[date, int, bool]]) -> None:
    entries = [
        Dated(day, day + timedelta(length), "happened", ahead, "a label of words", "#", "")
        for day, length, ahead in some
    ]
    chart = time_chart(entries, [])
    if not some:
        assert chart is None
        return
    assert chart is not None
    assert len(chart.past) + len(chart.ahead) == len(some)
    by_day = sorted((entry.first, dot.x) for entry, dot in _pairs(entries, chart.past + chart.ahead))
    assert [x for _, x in by_day] == sorted(x for _, x in by_day)
    for dot in chart.past + chart.ahead:
        assert 0 <= dot.x <= dot.x_end <= chart.width
        assert 0 <= dot.y <= chart.height


def _pairs(entries: list[Dated], dots: tuple[object, ...]) -> list[tuple[Dated, object]]:
    past = sorted((one for one in entries if not one.ahead), key=lambda one: (one.first, one.last))
    ahead = sorted((one for one in entries if one.ahead), key=lambda one: (one.first, one.last))
    return list(zip(past + ahead, dots, strict=True))


def test_words_go_from_speaker_through_relay_to_page() -> None:
    hops = {("Aasmo", "Meridian Wire", 1): 2, ("police", None, 2): 1}
    chart = relay_chart(hops, speakers={}, pages={1: ("1 a", "/page/a"), 2: ("2 b", "/page/b")})
    assert chart is not None
    assert [node.label for node in chart.nodes] == ["Aasmo", "police", "Meridian Wire", "1 a", "2 b"]
    assert len(chart.flows) == 3
    assert relay_chart({}, speakers={}, pages={}) is None
