"""How well pages are put together into stories, and how fast.

    python -m bench.stories [--speed]

B-cubed by `score/stories.py` with one setting on Giveme5W1H's news_cluster (full texts, dated) and ECB+
(short texts without dates, look-alike stories). Then the same in other orders of arrival, and without
dates. `--speed`: articles a CPU-second of weighing and grouping, and memory, at growing density; the
articles of a day are drawn from both sets with names renumbered, so that stories do not repeat.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import time
from collections.abc import Sequence
from datetime import datetime

from bench.shared import data_folder, load_scorer, plain_article
from bench.story_sets import Row, read_ecbplus, read_giveme
from onrecord.story.stories import Group, Weighed, find_groups, weigh_article
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


def stream(rows: Sequence[Row], count: int, a_day: int) -> list[tuple[Row, float]]:
    """`count` articles at `a_day` a day; names are renumbered so that each pass over the set is new."""
    made = []
    for number in range(count):
        row, turn = rows[number % len(rows)], number // len(rows)
        text = re.sub(r"\b([A-Z][a-z]{3,})\b", rf"\g<1>{turn}", row.text) if turn else row.text
        fresh = Row(id=f"{turn}-{row.id}", story=row.story, title=None, text=text, published=None, outlet="")
        made.append((fresh, 738_000 + number / a_day))
    return made


def measure_speed() -> None:
    """Prints articles a CPU-second at growing density."""
    data = data_folder()
    rows = read_giveme(data) + read_ecbplus(data)
    random.Random(5).shuffle(rows)
    sample = [plain_article(row.text) for row in rows[:400]]
    begin = time.process_time()
    for article in sample:
        weigh_article(article)
    print(f"weighing: {len(sample) / (time.process_time() - begin):.0f} articles a CPU-second")
    for count, a_day in ((4_000, 1_000), (8_000, 4_000), (16_000, 16_000), (30_000, 100_000)):
        ready = [Weighed(row.id, weigh(None, row.text), day) for row, day in stream(rows, count, a_day)]
        begin = time.process_time()
        groups = find_groups(ready)
        took = time.process_time() - begin
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"grouping {count} articles at {a_day} a day: {count / took:.0f} a CPU-second, "
            f"{len(groups)} stories, {memory:.0f} MiB at most"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--speed", action="store_true", help="measure speed and memory instead")
    if parser.parse_args().speed:
        measure_speed()
    else:
        score_sets()


if __name__ == "__main__":
    main()
