"""What servers said of addresses: asked again only where the record holds what was sent."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from onrecord.store import open_record
from tests.cli import samples

NOW = datetime(2026, 3, 6, tzinfo=UTC)
URL = "https://nesvik.example/a"


def test_a_visit_counts_where_its_page_is_stored_by_this_pipeline(tmp_path: Path) -> None:
    record = samples.ferry("a.html")
    with open_record(tmp_path / "a.db", write=True) as file:
        file.remember(URL, record.page.sha256, '"x"', None, pipeline="one")
        assert file.recall(URL, "one") is None
        file.put(record, pipeline="one", at=NOW)
        assert file.recall(URL, "one") == ('"x"', None)
        assert file.recall(URL, "two") is None
        assert file.recall(URL + "b", "one") is None
        file.put(record, pipeline="two", at=NOW)
        assert file.recall(URL, "one") is None


def test_a_feed_counts_by_itself_and_the_last_visit_stands(tmp_path: Path) -> None:
    with open_record(tmp_path / "a.db", write=True) as file:
        file.remember(URL, None, None, "Fri, 06 Mar 2026 09:00:00 GMT", pipeline="one")
        assert file.recall(URL, "one") == (None, "Fri, 06 Mar 2026 09:00:00 GMT")
        file.remember(URL, None, '"y"', None, pipeline="two")
        assert file.recall(URL, "one") is None
        assert file.recall(URL, "two") == ('"y"', None)
