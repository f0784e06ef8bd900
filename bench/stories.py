"""How well pages are put together into stories, and how fast.

    python -m bench.stories [--speed]

B-cubed by `score/stories.py` with one setting on Giveme5W1H's news_cluster (full texts, dated) and ECB+
(short texts without dates, look-alike stories). Then the same in other orders of arrival, and without
dates. `--speed`: articles a CPU-second of weighing, grouping and finding copies, and memory (with the
stream itself), for growing streams (bench.story_stream, built, not real). Pages look back a year and at
most at 30,000 pages, so it is their number that counts, not how many come a day.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from bench.shared import data_folder, load_scorer
from bench.story_sets import Row, read_ecbplus, read_giveme
from bench.story_stream import stream
from onrecord.story.copies import align, candidates, read_text
from onrecord.story.stories import MOST_COMPARED, Group, Weighed, find_groups
from onrecord.story.words import weigh

PEERS = {"Giveme5W1H": "TF-IDF online .845, MiniLM .791", "ECB+": "TF-IDF online .865, TF-IDF+MiniLM .873"}


def weighed(rows: Sequence[Row], *, dated: bool = True) -> list[Weighed]:
    """What grouping needs of each row, as the stage makes it."""
    return [
        Weighed(row.id, weigh(row.title, row.text), _day(row.published) if dated else None) for row in rows
    ]


def _day(published: datetime | None) -> float | None:
    return None if published is None else float(published.toordinal())


def predicted(groups: Sequence[Group]) -> dict[str, int]:
    return {article: number for number, group in enumerate(groups) for article in group.articles}


def score_sets() -> None:
    """Prints B-cubed of both sets."""
    data, scorer = data_folder(), load_scorer("stories")
    for name, rows in (("Giveme5W1H", read_giveme(data)), ("ECB+", read_ecbplus(data))):
        gold = {row.id: row.story for row in rows}
        ready = weighed(rows)
        groups = find_groups(ready)
        found = scorer.bcubed(gold, predicted(groups))
        print(
            f"{name:11} B-cubed F {found['F']:.3f} (P {found['P']:.3f} R {found['R']:.3f}), pairs F "
            f"{found['pairF']:.3f}, {found['pred']} stories for {found['gold']}; {PEERS[name]}"
        )
        if name == "Giveme5W1H":
            undated = scorer.bcubed(gold, predicted(find_groups(weighed(rows, dated=False))))
            print(f"{'':11} every page undated: F {undated['F']:.3f}")
        for seed in range(3):
            random.Random(seed).shuffle(ready)
            assert find_groups(ready) == groups, "the order of arrival changed a group"
        print(f"{'':11} three other orders of arrival: the same groups")


def compare_pages(rows: Sequence[Row], groups: Sequence[Group]) -> None:
    """Lays the words of the pages of each group side by side, as a story's copies are found."""
    texts = {row.id: row.text for row in rows}
    for group in groups:
        if len(group.articles) > 1:
            ready = [read_text(texts[article]) for article in group.articles[:MOST_COMPARED]]
            for one, other in candidates(ready):
                align(ready[one], ready[other])


def measure_speed(sizes: Sequence[tuple[int, int]]) -> None:
    """Prints articles a CPU-second of each step, and memory, for streams of (articles, articles a day)."""
    for count, a_day in sizes:
        pages = list(stream(count, a_day))
        rows = [row for row, _ in pages]
        took = [time.process_time()]
        ready = [Weighed(row.id, weigh(None, row.text), float(int(day))) for row, day in pages]
        took.append(time.process_time())
        groups = find_groups(ready)
        took.append(time.process_time())
        compare_pages(rows, groups)
        took.append(time.process_time())
        speeds = [count / (end - begin) for begin, end in pairwise(took)]
        speeds.append(count / (took[3] - took[0]))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        words = sum(len(row.text.split()) for row in rows) / count
        print(
            f"{count} articles of {words:.0f} words at {a_day} a day: weighing {speeds[0]:.0f}, grouping"
            f" {speeds[1]:.0f}, copies {speeds[2]:.0f}, together {speeds[3]:.0f} a CPU-second;"
            f" {len(groups)} stories, {memory:.0f} MiB at most",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--speed", action="store_true", help="measure speed and memory instead")
    if parser.parse_args().speed:
        measure_speed([(4_000, 1_000), (12_000, 4_000), (30_000, 100_000)])
    else:
        score_sets()


if __name__ == "__main__":
    main()
