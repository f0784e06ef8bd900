"""Moments of any text: properties, no clock, no time zone, linear time."""

from __future__ import annotations

import datetime as clock
import json
import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.mark.moments import find_timexes
from onrecord.mark.moments.lexicon import holiday_table, word_table

#: A Thursday.
DAY = date(2019, 4, 18)

NUMBERS = "1 31 45 264 1939 0000 9999 12:30 1,000 2.5 5/6/07 2009-02-30 0001-01-01 99999 1990s 2nd '82"
MARKS = [",", ".", "-", "–", "(", ")", "\n", "$", "%", "February 29", "New Year's Eve", "Bob", "said"]
WORDS = [*word_table(), *(word.capitalize() for word in word_table()), *holiday_table()]
PIECES = st.sampled_from([*WORDS, *NUMBERS.split(), *MARKS])
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.tuples(PIECES, st.sampled_from([" ", "", "-", "\n"])), max_size=14).map(
        lambda parts: "".join(piece + gap for piece, gap in parts)
    ),
)
DAYS = st.one_of(st.none(), st.dates(), st.sampled_from([date.min, date.max, date(2020, 2, 29)]))


@settings(max_examples=300, deadline=None)
@given(text=TEXTS, published=DAYS, changed=DAYS, narrative=st.sampled_from([None, True, False]))
def test_any_text(text: str, published: date | None, changed: date | None, narrative: bool | None) -> None:
    found = find_timexes(text, published=published, changed=changed, narrative=narrative)
    assert found == find_timexes(text, published=published, changed=changed, narrative=narrative)
    end = 0
    for timex in found:
        assert end <= timex.start < timex.end <= len(text)
        assert text[timex.start : timex.end].strip() == text[timex.start : timex.end]
        assert timex.value
        assert (timex.earliest is None) == (timex.latest is None)
        if timex.earliest is not None and timex.latest is not None:
            assert timex.earliest <= timex.latest
        end = timex.end


@settings(max_examples=100, deadline=None)
@given(
    count=st.integers(1, 99_999),
    unit=st.sampled_from(["days", "weeks", "months", "years", "decades"]),
    day=st.dates(),
)
def test_no_shift_leaves_the_calendar(count: int, unit: str, day: date) -> None:
    for way in ("ago", "from now"):
        (timex,) = find_timexes(f"{count} {unit} {way}", published=day, narrative=False)
        assert timex.earliest is None or date.min <= timex.earliest <= date.max


@settings(max_examples=60, deadline=None)
@given(day=st.dates(min_value=date(1, 1, 2), max_value=date(9999, 12, 30)))
def test_yesterday_is_the_day_before_on_every_day(day: date) -> None:
    (timex,) = find_timexes("It rained yesterday.", published=day)
    assert timex.latest is not None
    assert (day - timex.latest).days == 1


def test_no_clock_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(*_: object) -> None:
        raise AssertionError("the clock was read")

    class NoClock(clock.date):
        today = explode  # type: ignore[assignment]

    for name in ("time", "time_ns", "localtime", "gmtime"):
        monkeypatch.setattr(time, name, explode)
    monkeypatch.setattr(clock, "date", NoClock)
    found = find_timexes("It rained last week, on Friday and in May.", published=None)
    assert [timex.value for timex in found] == ["XXXX-WXX", "XXXX-WXX-5", "XXXX-05"]


SHIFTED = """
import datetime, json, sys, time
shift = float(sys.argv[1])
for name in ("time", "localtime", "gmtime", "time_ns"):
    real = getattr(time, name)
    step = shift * 10**9 if name == "time_ns" else shift
    if name.startswith("time"):
        setattr(time, name, lambda real=real, step=step: real() + step)
    else:
        setattr(time, name, lambda *given, real=real: real(*(given or (time.time(),))))
class Day(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())
class Moment(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
datetime.date, datetime.datetime = Day, Moment
from onrecord.mark.moments import find_timexes
rows = [line.split("\\t")[2] for line in open(sys.argv[2], encoding="utf-8").read().splitlines()[1:]]
found = [timex for row in rows for timex in find_timexes(row, published=None)]
found = [(one.value, str(one.earliest), str(one.latest), one.offset) for one in found]
print(json.dumps([datetime.date.today().year, found]))
"""


def test_same_under_a_shifted_clock() -> None:
    table = str(Path(__file__).parent / "expressions.tsv")
    answers = [
        json.loads(subprocess.check_output([sys.executable, "-c", SHIFTED, str(years * 31_556_952), table]))
        for years in (0, 20, -20)
    ]
    assert len({year for year, _ in answers}) == 3
    assert answers[0][1] == answers[1][1] == answers[2][1]
    assert len(answers[0][1]) > 400


def test_same_under_another_time_zone() -> None:
    code = (
        "from onrecord.mark.moments import find_timexes;"
        "print(find_timexes('last week, on Friday, in May, tonight', published=None))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago")
    }
    assert len(answers) == 1


@pytest.mark.parametrize(
    "piece", ["1 ", "one ", "the ", "1-", "May ", "last ", "1.", "1:1", "(", "one hundred ", "8pm "]
)
def test_long_repetitions_take_linear_time(piece: str) -> None:
    start = time.process_time()
    find_timexes("In 1999 " + piece * 5_000, published=DAY)
    assert time.process_time() - start < 3
