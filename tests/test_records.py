"""Records check their own spans, and ids come from content."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import CATALOGUE
from onrecord.records import (
    Actor,
    Article,
    Mention,
    Page,
    Passage,
    Problem,
    Record,
    Span,
    make_id,
    spans_in,
)

PAGE = Page(id="page-1", source="a.txt", sha256="0" * 64, bytes=3)


def article(text: str, *ends: int) -> Article:
    starts = (0, *ends[:-1])
    passages = tuple(
        Passage(span=Span.of(text, start, end), kind="body", why="test", score=1.0)
        for start, end in zip(starts, ends, strict=True)
    )
    return Article(id="article-1", page="page-1", text=text, passages=passages)


@given(text=st.text(min_size=1), data=st.data())
def test_a_span_holds_the_words_that_stand_there(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = Span.of(text, start, end)
    assert text[span.start : span.end] == span.words


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 1), (-1, 2), (0, 9)])
def test_a_span_outside_its_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="outside a text"):
        Span.of("abc", start, end)


def test_a_span_that_does_not_fit_its_words_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        Span(start=0, end=2, words="abc")


def test_passages_tile_the_text() -> None:
    assert "".join(passage.span.words for passage in article("one\ntwo", 4, 7).passages) == "one\ntwo"


@pytest.mark.parametrize("ends", [(3,), (3, 6)])
def test_passages_with_a_gap_at_the_end_are_refused(ends: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="end at"):
        article("one\ntwo", *ends)


def test_passages_with_a_gap_inside_are_refused() -> None:
    text = "one two"
    passages = tuple(
        Passage(span=Span.of(text, start, end), kind="body", why="test", score=1.0)
        for start, end in ((0, 3), (4, 7))
    )
    with pytest.raises(ValueError, match="do not tile"):
        Article(id="article-1", page="page-1", text=text, passages=passages)


def test_quarantine_is_blanked_and_offsets_stay() -> None:
    text = "Ida left.\nShare\nprint\nShe won."
    kinds = (("body", 10), ("chrome", 22), ("body", 30))
    passages = []
    start = 0
    for kind, end in kinds:
        passages.append(Passage(span=Span.of(text, start, end), kind=kind, why="test", score=1.0))  # type: ignore[arg-type]
        start = end
    made = Article(id="article-1", page="page-1", text=text, passages=tuple(passages))
    assert made.blanked() == "Ida left.\n     \n     \nShe won."


def test_a_record_refuses_words_of_another_text() -> None:
    mention = Mention(id="mention-1", span=Span(start=0, end=3, words="two"), head=0, kind="name")
    with pytest.raises(ValueError, match="do not stand at 0:3"):
        Record(page=PAGE, article=article("one", 3), mentions=(mention,))


def test_a_record_without_an_article_has_no_lines() -> None:
    with pytest.raises(ValueError, match="no article"):
        Record(page=PAGE, actors=(Actor(id="actor-1", name="x", kind="person"),))


def test_spans_are_found_however_deep_they_lie() -> None:
    one = article("one\ntwo", 4, 7)
    assert [span.words for span in spans_in(one)] == ["one\n", "two"]


def test_ids_come_from_content() -> None:
    assert make_id("event", "a", 1) == make_id("event", "a", 1)
    assert make_id("event", "a", 1) != make_id("event", "a1", "")
    assert make_id("event", "a", None) == make_id("event", "a", "")


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_code_has_a_title_and_advice(code: str) -> None:
    entry = CATALOGUE[code]
    assert entry.title[0].islower()
    assert not entry.title.endswith(".")
    assert entry.advice.endswith(".")


def test_a_problem_takes_its_advice_from_the_catalogue() -> None:
    problem = Problem.of(source="a.txt", stage="read", code="empty", detail="0 bytes")
    assert problem.advice == CATALOGUE["empty"].advice
    with pytest.raises(KeyError):
        Problem.of(source="a.txt", stage="read", code="no-such-code", detail="")
