"""Sentences of our own making in every form of report, read by the whole reader: a floor for each form.

`forms.tsv` holds what a careful person expects; several statements are parted by ` || `, pieces of a
part by ` | `. A sentence passes if each statement that it holds was read: at least half of the words of
both contents together are shared, the sources share a word that says something, and so do those who
were told. How many statements a speech is cut into does not count.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from onrecord.flow import read_text
from onrecord.records import Record, Span, Statement

#: Least share of each form's sentences that must pass, in percent.
FLOORS: Final[dict[str, int]] = {
    "according to": 95,
    "attitude": 93,
    "coordinated": 52,
    "direct after cue": 100,
    "direct fronted": 100,
    "direct inverted": 100,
    "headline": 48,
    "indirect": 100,
    "mixed": 100,
    "negated": 83,
    "nested": 92,
    "nobody": 84,
    "noun cue": 77,
    "paragraphs": 61,
    "parenthetical": 86,
    "passive": 80,
    "pieces": 92,
    "relative": 94,
    "told": 93,
    "transcript": 66,
}

TABLE: Final = Path(__file__).with_name("forms.tsv")
WORD: Final = re.compile(r"\w+(?:[’'\-]\w+)*")
#: Words of a source, without the 's of one that only owns.
NAME: Final = re.compile(r"\w+")
#: Words that two sources may share without being one; score/attribution.py has the same but "who".
EMPTY: Final = frozenset(
    "the a an of and in on at for to by his her its their our my your that this these those which s".split()
)
#: Least share of the contents' words that both hold, as in score/attribution.py.
ALIKE: Final = 0.5


class Expected(NamedTuple):
    """A statement that a sentence holds."""

    source: str
    cue: str
    content: tuple[str, ...]
    told: str


class Row(NamedTuple):
    """A sentence and what it says."""

    form: str
    text: str
    statements: tuple[Expected, ...]
    #: "says" (not compared), "denies", "declines", or "unsaid": must not be read as said.
    stance: str


def load_rows() -> list[Row]:
    """The table."""
    rows = []
    for line in TABLE.read_text("utf-8").splitlines()[1:]:
        form, text, sources, cues, contents, told, stance = line.replace("\\n", "\n").split("\t")
        told = told or " || ".join("" for _ in sources.split(" || "))
        parts = zip(*(column.split(" || ") for column in (sources, cues, contents, told)), strict=True)
        statements = [Expected(source, cue, tuple(what.split(" | ")), to) for source, cue, what, to in parts]
        rows.append(Row(form, text, tuple(statements) if contents else (), stance))
    return rows


ROWS: Final = load_rows()


def words_at(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    """Numbers of the words of `text` that the spans touch."""
    places = [match.span() for match in WORD.finditer(text)]
    return {
        number
        for start, end in spans
        for number, (first, last) in enumerate(places)
        if first < end and start < last
    }


def find_pieces(text: str, pieces: Iterable[str]) -> list[tuple[int, int]]:
    """Where the pieces stand, one after another."""
    found, at = [], 0
    for piece in pieces:
        start = text.index(piece, at)
        at = start + len(piece)
        found.append((start, at))
    return found


def share_word(expected: str, span: Span | None) -> bool:
    """Whether two sources share a word that says something, or are the same."""
    read = "" if span is None else span.words
    left, right = (set(NAME.findall(words.lower())) for words in (expected, read))
    return left == right or bool((left & right) - EMPTY)


def is_read(text: str, expected: Expected, found: Iterable[Statement], stance: str) -> bool:
    """Whether one statement, or all of the expected source together, say what is expected."""
    wanted = words_at(text, find_pieces(text, expected.content))
    fitting = [one for one in found if stance == "unsaid" or share_word(expected.source, one.source)]
    if stance not in ("says", "unsaid"):
        fitting = [one for one in fitting if one.stance == stance]
    if expected.told and stance != "unsaid":
        fitting = [one for one in fitting if one.told is not None and share_word(expected.told, one.told)]
    contents = [words_at(text, [(span.start, span.end) for span in one.content]) for one in fitting]
    contents.append(set().union(*contents))
    return any(len(wanted & one) >= ALIKE * len(wanted | one) for one in contents if one)


def passes(row: Row, record: Record) -> bool:
    """Whether a record of the row's text says what the row expects."""
    assert record.article is not None, record.problems
    text = record.article.text
    outermost = [one for one in record.statements if one.within is None]
    if not row.statements:
        return not outermost
    if row.stance == "unsaid":
        said = [one for one in outermost if one.stance == "says"]
        return not any(is_read(text, one, said, "unsaid") for one in row.statements)
    return all(is_read(text, one, outermost, row.stance) for one in row.statements)


@pytest.fixture(scope="module")
def passed() -> dict[str, list[tuple[Row, Record, bool]]]:
    """Every row with its record and whether it passes, by form."""
    found = defaultdict(list)
    for row in ROWS:
        record = read_text(row.text)
        found[row.form].append((row, record, passes(row, record)))
    return dict(found)


def test_the_table_is_sound() -> None:
    assert len(ROWS) >= 300
    assert len({row.text for row in ROWS}) == len(ROWS)
    assert {row.form for row in ROWS} == set(FLOORS)
    for row in ROWS:
        for one in row.statements:
            assert words_at(row.text, find_pieces(row.text, one.content))
            assert all(word in row.text for word in one.cue.split(" | "))


def test_the_comparison_tells_right_from_wrong() -> None:
    """Someone else's words, half of them, or none at all must not pass."""
    text = "Mira Tolland said the bridge was safe and would open on Monday."
    record = read_text(text)
    right = Expected("Mira Tolland", "said", ("the bridge was safe and would open on Monday",), "")
    assert is_read(text, right, record.statements, "says")
    assert not is_read(text, right, (), "says")
    assert not is_read(text, right._replace(source="Odo Prell"), record.statements, "says")
    assert not is_read(text, right._replace(content=("Monday",)), record.statements, "says")
    assert not is_read(text, right, record.statements, "denies")
    assert not is_read(text, right._replace(told="reporters"), record.statements, "says")
    assert not passes(Row("nobody", text, (), ""), record)
    assert not passes(Row("negated", text, (right,), "unsaid"), record)


@pytest.mark.parametrize("form", sorted(FLOORS))
def test_form(form: str, passed: dict[str, list[tuple[Row, Record, bool]]]) -> None:
    rows = passed[form]
    wrong = [row.text for row, _, right in rows if not right]
    share = 100 * (len(rows) - len(wrong)) / len(rows)
    assert share >= FLOORS[form], f"{form}: {share:.0f}% of {len(rows)}, wrong:\n" + "\n".join(wrong)
