"""Copies: whole, cut, padded, stitched, reordered, swapped; independent reports and shared quotations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.records import Record
from onrecord.story.copies import align, candidates, read_text
from onrecord.story.origins import families, find_origins
from onrecord.story.pages import find_copies, guess_datings

REPORT = """The harbour crane at Mossvik toppled into the basin shortly after dawn on Tuesday, \
tearing a hole in the side of a moored trawler and closing the port.
Engineers from the port authority had inspected the crane in the spring and found rust in two of its \
four legs, according to a report that was published in May.
The trawler was empty at the time and sank within the hour, leaving a film of diesel across the \
inner basin.
Divers will look at the wreck once the wind drops, and a barge with a larger crane has been called \
in from the south.
The port handles most of the island's grain, and the mills said that they had enough in store for \
about three weeks.
Dockers had complained for years about the state of the equipment, and their union wants the older \
cranes shut down at once."""
OTHER = """A fishing boat went down in Mossvik early on Tuesday when the big crane on the grain quay fell on \
it.
Nobody was on board, the port's manager told a news conference in the afternoon.
Rust is being looked at as a cause: the crane is forty years old.
Ships with grain are being sent to two other ports while the quay is shut, and farmers fear delays \
before the winter."""
QUOTE = "“We asked for new cranes three times, and three times we were told that there was no money for it,”"
SWAPS = dict(
    pair.split("/")
    for pair in (
        "toppled/tumbled shortly/soon tearing/ripping moored/anchored closing/shutting "
        "inspected/examined found/discovered published/released empty/vacant sank/foundered "
        "leaving/depositing larger/bigger called/summoned handles/processes enough/sufficient "
        "complained/grumbled state/condition wants/demands older/elderly wreck/hulk"
    ).split()
)


def swapped(text: str) -> str:
    return " ".join(SWAPS.get(word, word) for word in text.split(" "))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("whole", REPORT),
        ("cut", "\n".join(REPORT.split("\n")[:3])),
        ("padded", "\n".join(REPORT.split("\n")[:3]) + "\n" + OTHER),
        ("stitched", OTHER + "\n" + "\n".join(REPORT.split("\n")[3:])),
        ("reordered", "\n".join(reversed(REPORT.split("\n")))),
        ("swapped", swapped(REPORT)),
        ("swapped and reordered", "\n".join(reversed(swapped(REPORT).split("\n")))),
    ],
)
def test_a_copy_is_found_however_it_was_made(name: str, text: str) -> None:
    texts = [read_text(REPORT), read_text(text)]
    assert list(candidates(texts)) == [(0, 1)]
    assert align(*texts).copied, name


def test_two_reports_of_one_event_are_no_copies(made: Callable[..., Record]) -> None:
    assert find_copies([made(REPORT, name="a"), made(OTHER, name="b")]) == ()


def test_a_shared_quotation_is_shown_as_shared(made: Callable[..., Record]) -> None:
    records = [made(f"{REPORT}\n{QUOTE} she said.", name="a"), made(f"{OTHER}\n{QUOTE} said Moen.", name="b")]
    (copy,) = find_copies(records)
    assert copy.kind == "quotation"
    assert not copy.directed
    assert all(passage.quotation for passage in copy.passages)
    assert "We asked for new cranes" in copy.passages[0].span.words
    assert families([copy]) == ()


def test_passages_stand_at_their_offsets_on_both_sides(made: Callable[..., Record]) -> None:
    one, other = made(REPORT, name="a", day="2026-03-01"), made(swapped(REPORT), name="b", day="2026-03-03")
    (copy,) = find_copies([other, one])
    assert one.article is not None
    assert other.article is not None
    assert (copy.original, copy.article, copy.directed) == (one.article.id, other.article.id, True)
    assert copy.why == "published 2026-03-01, the other 2026-03-03"
    for passage in copy.passages:
        assert one.article.text[passage.span.start : passage.span.end] == passage.span.words
        assert other.article.text[passage.other.start : passage.other.end] == passage.other.words


def test_direction_is_unknown_on_one_day_and_between_pages_of_one_agency(made: Callable[..., Record]) -> None:
    same_day = find_copies(
        [made(REPORT, name="a", day="2026-03-01"), made(REPORT, name="b", day="2026-03-01")]
    )
    assert [(copy.directed, copy.why) for copy in same_day] == [(False, "published on the same day")]
    both = [made(REPORT, name=n, day=f"2026-03-0{d}", agency="Oriel Wire") for n, d in (("a", 1), ("b", 3))]
    assert [(copy.directed, copy.why) for copy in find_copies(both)] == [(False, "both credit Oriel Wire")]


def test_quarantined_passages_are_not_compared(made: Callable[..., Record]) -> None:
    assert find_copies([made(REPORT, name="a"), made(OTHER, name="b", aside="\n" + REPORT)]) == ()


def test_origins_follow_copies_and_credits(made: Callable[..., Record]) -> None:
    records = [
        made(REPORT, name="a", day="2026-03-01", outlet="The Mossvik Post"),
        made(swapped(REPORT), name="b", day="2026-03-03", outlet="Daily Kettle"),
        made(OTHER, name="c", outlet="Southern Sun", agency="Oriel Wire"),
    ]
    sources = find_origins(records, find_copies(records)).sources()
    assert [(source.name, source.kind, len(source.articles)) for source in sources] == [
        ("Oriel Wire", "agency", 1),
        ("The Mossvik Post", "outlet", 2),
    ]


def test_a_copy_of_a_credited_page_goes_back_to_its_agency(made: Callable[..., Record]) -> None:
    records = [
        made(REPORT, name="a", agency="Oriel Wire"),
        made(swapped(REPORT), name="b", outlet="Daily Kettle"),
    ]
    (source,) = find_origins(records, find_copies(records)).sources()
    assert (source.name, len(source.articles)) == ("Oriel Wire", 2)


def test_a_page_that_names_nobody_is_an_origin_of_its_own(made: Callable[..., Record]) -> None:
    (source,) = find_origins([made(OTHER, name="a")], ()).sources()
    assert (source.name, source.kind, source.evidence) == ("a.txt", "page", None)


def test_an_undated_copy_takes_the_days_of_its_twins(made: Callable[..., Record]) -> None:
    records = [
        made(REPORT, name="a", day="2026-03-02"),
        made(swapped(REPORT), name="b"),
        made(OTHER, name="c", day="2026-03-04"),
    ]
    (guess,) = guess_datings(records, find_copies(records))
    assert (str(guess.dating.earliest), str(guess.dating.latest)) == ("2026-03-02", "2026-03-02")
    assert guess.dating.origin == "sibling"
    assert [one.words for one in guess.dating.evidence] == ["2026-03-02"]
    (other,) = guess_datings([records[1], made(OTHER, name="d", day="2026-05-04"), records[0]], ())
    assert (other.dating.earliest, other.dating.origin) == (None, "unknown")
    assert "63 days apart" in other.why


@given(st.lists(st.text(st.sampled_from('ab cd\n.“”"é語'), max_size=120), min_size=2, max_size=3))
@settings(max_examples=60, deadline=None)
def test_any_texts_can_be_laid_side_by_side(texts: list[str]) -> None:
    ready = [read_text(text) for text in texts]
    for one, other in [*candidates(ready), (0, 1)]:
        found = align(ready[one], ready[other])
        for run in found.runs:
            assert 0 <= run.first[0] < run.first[1] <= len(ready[one].words)
            assert 0 <= run.second[0] < run.second[1] <= len(ready[other].words)
        assert min(found.first_share, found.second_share) >= 0


def test_a_sibling_dated_to_some_days_gives_all_of_them(made: Callable[..., Record]) -> None:
    """Bug 5: the first of them stood for all."""
    dated, undated = made(REPORT, name="a", day="2026-03-02"), made(OTHER, name="b")
    assert dated.article is not None
    week = replace(dated.article.published, latest=date(2026, 3, 8), grain="week")
    (guess,) = guess_datings([replace(dated, article=replace(dated.article, published=week)), undated], ())
    assert (str(guess.dating.earliest), str(guess.dating.latest)) == ("2026-03-02", "2026-03-08")
    assert [one.words for one in guess.dating.evidence] == ["2026-03-02/2026-03-08"]
    month = replace(week, latest=date(2026, 3, 31), grain="month")
    (none,) = guess_datings([replace(dated, article=replace(dated.article, published=month)), undated], ())
    assert none.dating.origin == "unknown"
