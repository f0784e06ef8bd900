"""What a page costs that comes into a record file of many, and whether the stories stay what they should be.

    python -m bench.arrival [--pages 20000] [--a-day 4000] [--added 40] [--drift 3000]

A stream (bench.story_stream, built, not real) is put into a record file, pages without statements and
events, and all stories are made. Then pages are added one by one, and what `onrecord add` does about
stories is timed. `--drift N`: N pages at once, then a tenth as many one by one; the groups beside those
of a whole regroup, by B-cubed, and both beside the labels.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path

from bench.shared import load_scorer, plain_article
from bench.story_sets import Row
from bench.story_stream import stream
from onrecord.cli.stories import make_stories
from onrecord.records import Page, Record, make_id
from onrecord.store import RecordFile, open_record
from onrecord.store.stories import members
from onrecord.story.arrival import Placed, Standing, plan_stories
from onrecord.story.stories import Weighed, find_groups
from onrecord.story.words import weigh

AT = datetime(2026, 11, 23, tzinfo=UTC)


def bare_record(row: Row, day: float) -> Record:
    """The page as a record that holds its article only."""
    page = Page(id=make_id("page", row.id), source=row.id, sha256=make_id("sha", row.id), bytes=len(row.text))
    article = plain_article(row.text, published=date.fromordinal(int(day)))
    return Record(page=page, article=replace(article, id=make_id("article", row.id), page=page.id))


def put(file: RecordFile, pages: Iterator[tuple[Row, float]]) -> None:
    for row, day in pages:
        file.put(bare_record(row, day), pipeline="bench", at=AT)


def measure_cost(count: int, a_day: int, added: int) -> None:
    """Prints the seconds that stories take: of all at once, then of each page that comes."""
    with tempfile.TemporaryDirectory() as folder, open_record(Path(folder) / "r.db", write=True) as file:
        pages = stream(count + added, a_day)
        put(file, islice(pages, count))
        begin = time.process_time()
        make_stories(file, "bench")
        spent = time.process_time() - begin
        print(f"{count} pages at once: {spent:.0f} CPU-seconds, {len(members(file))} stories")
        took, told = [], []
        for page in pages:
            put(file, iter([page]))
            before = members(file)
            begin = time.process_time()
            make_stories(file, "bench")
            took.append(time.process_time() - begin)
            told.append(len(members(file).items() - before.items()))
        took.sort()
        print(
            f"{added} more, one by one: median {statistics.median(took):.2f}, 9 in 10 under "
            f"{took[int(0.9 * added)]:.2f}, most {took[-1]:.2f} CPU-seconds; "
            f"{statistics.mean(told):.1f} stories changed a page"
        )


class Shelf:
    """What a record file keeps of its stories, in memory."""

    def __init__(self) -> None:
        self.rows: dict[str, Placed] = {}
        self.stories: dict[str, tuple[str, ...]] = {}

    def add(self, pages: Sequence[Weighed]) -> None:
        def recall(wanted: Collection[str]) -> Iterator[Placed]:
            return (self.rows[one] for one in wanted)

        standing = [Standing(*row[:5]) for row in self.rows.values()]
        plan = plan_stories(pages, standing=standing, recall=recall, previous=self.stories)
        for story in plan.gone:
            del self.stories[story]
        self.stories.update({story: group.articles for story, group in plan.groups.items()})
        for article, row in self.rows.items() if plan.joined else ():
            self.rows[article] = row._replace(part=plan.joined.get(row.part, row.part))
        self.rows.update({row.article: row for row in plan.placed})


def measure_drift(count: int, a_day: int) -> None:
    """Prints how far stories that grew page by page are from those of a whole regroup."""
    pages = list(stream(count + count // 10, a_day))
    ready = [Weighed(row.id, weigh(None, row.text), float(int(day))) for row, day in pages]
    shelf = Shelf()
    shelf.add(ready[:count])
    for one in ready[count:]:
        shelf.add([one])
    grown = labels(shelf.stories)
    whole = labels({group.articles[0]: group.articles for group in find_groups(ready)})
    gold = {row.id: row.story for row, _ in pages}
    scorer = load_scorer("stories")
    for name, true, found in (
        ("grown beside whole", whole, grown),
        ("whole beside labels", gold, whole),
        ("grown beside labels", gold, grown),
    ):
        score = scorer.bcubed(true, found)
        print(f"{name}: B-cubed F {score['F']:.3f} (P {score['P']:.3f} R {score['R']:.3f})")


def labels(stories: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {article: story for story, articles in stories.items() for article in articles}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--a-day", type=int, default=4_000)
    parser.add_argument("--added", type=int, default=40)
    parser.add_argument("--drift", type=int, default=0)
    args = parser.parse_args()
    if args.drift:
        measure_drift(args.drift, args.a_day)
    else:
        measure_cost(args.pages, args.a_day, args.added)


if __name__ == "__main__":
    main()
