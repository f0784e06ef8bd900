"""How long the pages and the lists of `onrecord serve` take on a record file of many articles.

    python -m bench.web [--pages 20000] [--keep FILE] [--above 0]

The 1,365 texts of Giveme5W1H and ECB+ are read once (tagger off) and grouped into stories; then the
records and the stories are put into a record file again and again, each time under other ids and with the
days of publication a month later. So all that a view reads is there in the measure of real pages; names
come back in every turn, so that a name is in more pages than it would be in as many real ones.

Wall-clock milliseconds of the server's answer, without a network: the median of five after a first
one, and that first one. `--keep` leaves the record file there and takes it again if it is there.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import statistics
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

from starlette.testclient import TestClient

from bench.shared import data_folder
from bench.story_sets import Row, read_ecbplus, read_giveme
from onrecord.flow import read_text
from onrecord.records import Record, Story
from onrecord.settings import Settings
from onrecord.store import RecordFile, open_record
from onrecord.story_flow import plan_stories, tell_stories
from onrecord.web.app import create_app
from onrecord.wire import from_json, to_json

AT = datetime(2026, 11, 24, tzinfo=UTC)
#: Pages without a date of their own get one, so that stories have a span of time.
DAY = datetime(2015, 1, 1, tzinfo=UTC)
TURN = timedelta(days=30)
ID = re.compile(rb'"([a-z]+)-([0-9a-f]{16})"')
#: The views: what a fact-checker opens all day, and lists of the interface.
PATHS = (
    "/",
    "/stories",
    "/stories?page=20",
    "/stories?q=president",
    "/stories?q=%22prime+minister%22+said",
    "/stories?actor=Obama",
    "/stories?place=London",
    "/stories?type=ASSAULT&status=happened",
    "/stories?origin=Reuters",
    "/stories?since=2015-03-01&until=2015-06-01",
    "/story/{story}",
    "/page/{page}",
    "/actors",
    "/actors?q=obama",
    "/actor?name={actor}",
    "/map",
    "/map?type=ASSAULT",
    "/problems",
    "/corrections",
    "/api/v1/stories",
    "/api/v1/stories?actor=Obama",
    "/api/v1/pages",
    "/api/v1/pages?page=400",
    "/api/v1/statements",
    "/api/v1/statements?actor=Obama",
    "/api/v1/events?type=ASSAULT",
    "/api/v1/events?place=London",
    "/api/v1/events?since=2015-03-01&until=2015-03-31",
    "/api/v1/actors",
    "/api/v1/search?q=police+said",
    "/api/v1/quotation?words=we+will+not+be+intimidated",
)


def base_records() -> list[Record]:
    """The texts' records, each with a day of publication."""
    settings = Settings(speech_tagger=False)
    rows = read_giveme(data_folder()) + read_ecbplus(data_folder())
    found = (_read(row, number, settings) for number, row in enumerate(rows))
    # a text that stands in both sets is one page
    return list({record.article.id: record for record in found if record.article}.values())


def _read(row: Row, number: int, settings: Settings) -> Record:
    day = row.published or DAY + timedelta(days=number % TURN.days)
    url = f"https://{row.outlet or 'news.example'}/{row.id}"
    return read_text(row.text, published=f"{day:%Y-%m-%d}", title=row.title, url=url, settings=settings)


def stories_of(records: list[Record]) -> list[Story]:
    """The stories that the records make."""
    held = {record.article.id: record for record in records if record.article}
    plan = plan_stories(record.article for record in records if record.article)
    return [one for one in tell_stories(plan, load=held.__getitem__) if isinstance(one, Story)]


def renewed(line: bytes, turn: int) -> bytes:
    """The record or story under other ids; as it is for turn 0."""

    def put(found: re.Match[bytes]) -> bytes:
        digest = hashlib.sha256(found[2] + turn.to_bytes(2, "big")).hexdigest()[:16]
        return b'"%s-%s"' % (found[1], digest.encode())

    return ID.sub(put, line) if turn else line


def fill(file: RecordFile, count: int) -> None:
    """Puts `count` pages and their stories into the file."""
    records = base_records()
    stories = [to_json(one) for one in stories_of(records)]
    lines = [to_json(one) for one in records]
    left = count
    for turn in range(-(-count // len(lines))):
        for line in lines[:left]:
            file.put(_moved(from_json(renewed(line, turn), Record), turn), pipeline="bench", at=AT)
        left -= len(lines)
        told = (_told(from_json(renewed(one, turn), Story), turn) for one in stories)
        if left >= 0:
            file.put_stories(told, made_by="bench")


def _moved(record: Record, turn: int) -> Record:
    """The record, published so many months later, from a source of its own."""
    assert record.article is not None
    dating = record.article.published
    dating = replace(dating, earliest=_later(dating.earliest, turn), latest=_later(dating.latest, turn))
    article = replace(record.article, published=dating)
    return replace(record, page=replace(record.page, source=f"{record.page.id}.txt"), article=article)


def _told(story: Story, turn: int) -> Story:
    """The story, so many months later."""
    return replace(story, earliest=_later(story.earliest, turn), latest=_later(story.latest, turn))


def _later(day: date | None, turn: int) -> date | None:
    return day and day + TURN * turn


def paths(file: RecordFile) -> list[str]:
    """The views' paths, those of one thing at the largest story, the longest page, the best-known name."""
    queries = {
        "story": "SELECT story FROM stories ORDER BY pages DESC, story LIMIT 1",
        "page": "SELECT page FROM article ORDER BY length(text) DESC, page LIMIT 1",
        "actor": "SELECT name FROM actor GROUP BY name ORDER BY count(*) DESC, name LIMIT 1",
    }
    named = {name: quote(str(next(iter(file.rows(query)))[0])) for name, query in queries.items()}
    return [path.format(**named) for path in PATHS]


def measure(path: Path, above: float) -> None:
    """Prints the milliseconds of each view, the slowest last."""
    with open_record(path) as file:
        views = paths(file)
    client = TestClient(create_app(path, query_seconds=120), base_url="http://127.0.0.1")
    taken = []
    for view in views:
        spent = [_milliseconds(client, view) for _ in range(6)]
        taken.append((statistics.median(spent[1:]), spent[0], view))
    for usual, first, view in sorted(taken):
        if usual >= above:
            print(f"{usual:8.0f} ms  (first {first:6.0f})  {view}")


def _milliseconds(client: TestClient, view: str) -> float:
    begin = time.perf_counter()
    answer = client.get(view)
    spent = time.perf_counter() - begin
    if answer.status_code != HTTPStatus.OK:
        raise SystemExit(f"{view}: {answer.status_code}: {answer.text[:300]}")
    return spent * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--above", type=float, default=0.0, help="leave out what is quicker, in milliseconds")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = args.keep or Path(folder) / "many.db"
        if not path.exists():
            with open_record(path, write=True) as file:
                fill(file, args.pages)
        with open_record(path) as file:
            ((pages,),) = file.rows("SELECT count(*) FROM article")
        print(f"{pages} articles, {path.stat().st_size / 1e6:,.0f} MB")
        measure(path, args.above)


if __name__ == "__main__":
    main()
