"""Words of a date to days: what is full is read, what is not is left."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.days import find_stamps, parse_stamp

DAYS = [
    ("2025-03-03", date(2025, 3, 3)),
    ("20250303", date(2025, 3, 3)),
    ("2025/3/3", date(2025, 3, 3)),
    ("3 March 2025", date(2025, 3, 3)),
    ("3rd of March, 2025", date(2025, 3, 3)),
    ("March 3, 2025", date(2025, 3, 3)),
    ("Mar. 3 2025", date(2025, 3, 3)),
    ("Sept. 5, 2019", date(2019, 9, 5)),
    ("Wednesday, 12 February 2025", date(2025, 2, 12)),
    ("12.02.2025", date(2025, 2, 12)),
    ("25/12/2025", date(2025, 12, 25)),
    ("12/25/2025", date(2025, 12, 25)),
    ("04/04/2025", date(2025, 4, 4)),
    ("03/04/2025", None),
    ("2025", None),
    ("© 2025", None),
    ("March 2025", None),
    ("0000-01-01", None),
    ("1899-12-31", None),
    ("2101-01-01", None),
    ("2025-02-30", None),
    ("31 February 2024", None),
    ("1" * 5_000, None),
    ("phone 555-2025-0303", None),
    ("May", None),
    ("", None),
]


@pytest.mark.parametrize(("words", "wanted"), DAYS)
def test_days(words: str, wanted: date | None) -> None:
    stamp = parse_stamp(words)
    assert (stamp.earliest if stamp else None) == wanted
    assert stamp is None or stamp.earliest == stamp.latest


INSTANTS = [
    ("2025-03-03T10:15:00Z", datetime(2025, 3, 3, 10, 15, tzinfo=UTC)),
    ("2025-03-03T10:15:00.123+01:00", datetime(2025, 3, 3, 10, 15, tzinfo=timezone(timedelta(hours=1)))),
    ("Mon, 03 Mar 2025 10:15:00 GMT", datetime(2025, 3, 3, 10, 15, tzinfo=UTC)),
    ("March 3, 2025 10:15 GMT", datetime(2025, 3, 3, 10, 15, tzinfo=UTC)),
    ("Mar. 3, 2025, 7:10 p.m. EST", datetime(2025, 3, 3, 19, 10, tzinfo=timezone(timedelta(hours=-5)))),
    ("2025-03-03T10:15:00", None),
    ("11 Jun 2024 20:05 IST", None),
    ("2025-03-03T25:15:00Z", None),
    ("2025-03-03T10:15:00+25:00", None),
]


@pytest.mark.parametrize(("words", "wanted"), INSTANTS)
def test_instants_need_a_zone_that_is_one(words: str, wanted: datetime | None) -> None:
    stamp = parse_stamp(words)
    assert stamp is not None
    assert stamp.instant == wanted
    if wanted is not None and stamp.instant is not None:
        assert stamp.instant.utcoffset() == wanted.utcoffset()


def test_coarse_dates_only_where_asked() -> None:
    month = parse_stamp("2025-02", coarse=True)
    assert month is not None
    assert (month.earliest, month.latest, month.grain) == (date(2025, 2, 1), date(2025, 2, 28), "month")
    year = parse_stamp("2025", coarse=True)
    assert year is not None
    assert year.grain == "year"


@given(st.text(max_size=300) | st.text(alphabet="0123456789-/.:TZ+ MarchGT", max_size=80))
def test_never_raises_and_offsets_hold(words: str) -> None:
    for stamp in find_stamps(words):
        assert 0 <= stamp.start < stamp.end <= len(words)
        assert 1900 <= stamp.earliest.year <= 2100
        assert parse_stamp(words[stamp.start : stamp.end]) is not None


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2100, 12, 31)))
def test_iso_comes_back(moment: datetime) -> None:
    stamp = parse_stamp(moment.strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20))
    assert stamp is not None
    assert stamp.instant == moment.replace(microsecond=0, tzinfo=UTC)
