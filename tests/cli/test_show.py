"""A record on the screen: any record can be shown, in any width, and nothing in it is obeyed."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from onrecord.cli.show import show_published, show_record
from onrecord.cli.words import Block, shorten, visible
from onrecord.records import Dating, Record
from tests import strategies as some
from tests.cli import samples


def printed(record: Record, width: int = 80) -> str:
    console = Console(file=io.StringIO(), width=width, markup=False, highlight=False, emoji=False)
    console.print(show_record(record))
    out = console.file
    assert isinstance(out, io.StringIO)
    return out.getvalue()


@given(some.records(), st.integers(40, 120))
@settings(max_examples=40, deadline=None)
def test_any_record_can_be_shown(record: Record, width: int) -> None:
    shown = printed(record, width)
    assert not [mark for mark in shown if unicodedata.category(mark) in {"Cc", "Cs"} and mark != "\n"]
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff\u2028")
    if record.article is not None:
        assert "WHO SAID WHAT" in shown
        assert shown.count("in the page’s own voice".rsplit(maxsplit=1)[-1]) >= sum(
            event.according_to is None for event in record.events
        )


def test_what_is_open_is_told_only_where_something_is() -> None:
    ferry = samples.ferry()
    whole = replace(
        ferry,
        statements=ferry.statements[:4],
        events=ferry.events[:2],
        moments=ferry.moments[:1],
        mentions=(),
    )
    whole = replace(whole, events=(whole.events[0],))
    assert "WHAT IS OPEN" not in printed(whole)
    shown = printed(ferry)
    assert "“last week” XXXX-WXX: -P1W from the unknown day of publication" in shown
    assert "RETREAT “dropped”: the clause is passive" in shown


def test_many_open_lines_are_cut_and_counted() -> None:
    ferry = samples.ferry()
    lost = tuple(replace(ferry.statements[4], id=f"statement-{number}") for number in range(40))
    shown = printed(replace(ferry, statements=ferry.statements[:4] + lost))
    assert "and 28 more; --format json shows all" in shown


def test_marks_say_how_a_statement_came() -> None:
    shown = " ".join(printed(samples.ferry()).split())
    for words in (
        "(3) Sigrun Aasmo — told — “Nobody was blamed”",
        "the page says “she” · speaker carried over from an earlier paragraph",
        "told reporters · unsure, 0.40",
        "denial · the page says “The operator” · passed on by Meridian Wire (“reported”)",
        "The union → Brannholm Line (“The operator”) “threatened”",
        "Monday (2026-03-09) · at Skellavik (NOR) · according to police (1)",
    ):
        assert words in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb\nc", "a b c"),
        ("\x00", "⟨U+0000⟩"),
        ("\x1b]8;;http://x\x07", "⟨U+001B⟩]8;;http://x⟨U+0007⟩"),
        ("\ud800", "⟨U+D800⟩"),
        ("a\u200db 👨\u200d👩", "a\u200db 👨\u200d👩"),
        ("\U000e0041", "⟨U+E0041⟩"),
        ("  spaced   out ", "spaced out"),
    ],
)
def test_unseen_characters_are_made_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_shortening_keeps_whole_words() -> None:
    assert shorten("one two three", 99) == "one two three"
    assert shorten("one two three", 9) == "one two …"
    assert shorten("x" * 50, 10) == "x" * 10 + " …"


def test_lines_are_wrapped_under_their_prefix_without_padding() -> None:
    console = Console(file=io.StringIO(), width=30)
    console.print(Block(Text("one two three four five six seven"), Text("- "), Text("  ")))
    assert isinstance(console.file, io.StringIO)
    assert console.file.getvalue() == "- one two three four five six\n  seven\n"


def test_the_date_of_publication_is_told_with_its_evidence_or_missed() -> None:
    assert "undated" in show_published(Dating()).plain
    ferry = samples.ferry().article
    assert ferry is not None
    dated = replace(ferry.published, latest=None)
    assert "published between 2026-03-10 and ?" in show_published(dated).plain
    assert "meta[name=date]" in show_published(dated).plain
