"""How many independent origins a story's pages go back to, against 60 stories labelled by hand.

    python -m bench.origins [--held-out] [--wrong]

Giveme5W1H's full texts with their host as address, read by the text stage as plain pages (no markup is at
hand, so credits in it count for nothing). bench/data/origins.jsonl says of each story which pages go
back to one origin: an agency by its credit or by text that another page credits to it, a page or press
release that others copy, a publication whose report a page retells, else the outlet. Each line was
labelled from the page's head and end, its mentions of agencies and publications, and which pages share
words; the texts were not read whole. Rules were looked at on the stories marked dev alone.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from bench.shared import ROOT, data_folder
from bench.story_sets import Row, read_giveme
from onrecord.records import Page, RawPage, Record, make_id
from onrecord.settings import Settings
from onrecord.story.origins import find_origins, plain_name
from onrecord.story.pages import find_copies
from onrecord.text.extract import read_article


def record_of(row: Row) -> Record | None:
    """The row as a page with its credits; None where the text stage finds no article."""
    data, chosen = row.text.encode("utf-8", "ignore"), Settings()
    digest = hashlib.sha256(data).hexdigest()
    page = Page(
        id=make_id("page", row.id),
        source=row.id,
        url=f"https://{row.outlet}/{row.id}",
        sha256=digest,
        bytes=len(data),
        media_type="text/plain",
    )
    day = row.published.date().isoformat() if row.published else None
    article, _ = read_article(
        RawPage(page=page, content=row.text, title=row.title, published=day),
        max_depth=chosen.text_max_depth,
        max_elements=chosen.text_max_elements,
        max_characters=chosen.text_max_characters,
        english_min=0.0,
    )
    return Record(page=page, article=article) if article else None


def found_origins(rows: Sequence[Row]) -> dict[str, str]:
    """Row id to the name of the origin that the story stage gives its page."""
    records = {row.id: record for row in rows if (record := record_of(row)) is not None}
    kept = list(records.values())
    origins = find_origins(kept, find_copies(kept))
    names = {}
    for row in rows:
        record = records.get(row.id)
        article = record.article if record else None
        names[row.id] = plain_name(origins.pages[article.id].name) if article else f"no article: {row.id}"
    return names


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held-out", action="store_true", help="score the half that no rule was made on")
    parser.add_argument("--wrong", action="store_true", help="print what differs")
    args = parser.parse_args()
    rows = {row.id: row for row in read_giveme(data_folder())}
    half = "held out" if args.held_out else "dev"
    exact = near = same = stories = 0
    right = found_pairs = gold_pairs = 0
    for line in (ROOT / "bench/data/origins.jsonl").read_text("utf-8").splitlines():
        label = json.loads(line)
        if label["half"] != half:
            continue
        gold = {page: origin["name"] for origin in label["origins"] for page in origin["pages"]}
        found = found_origins([rows[page] for page in sorted(gold)])
        stories += 1
        gap = abs(len(set(gold.values())) - len(set(found.values())))
        exact, near = exact + (gap == 0), near + (gap <= 1)
        one, other = together(gold), together(found)
        same += one == other
        right, found_pairs, gold_pairs = (
            right + len(one & other),
            found_pairs + len(other),
            gold_pairs + len(one),
        )
        if args.wrong and one != other:
            counts = len(set(gold.values())), len(set(found.values()))
            print(f"story {label['story']}: {counts[0]} labelled, {counts[1]} found")
            for page in sorted(gold):
                print(f"    {page[:8]} {rows[page].outlet:30} {gold[page]:28} {found[page]}")
    print(f"{half}: {stories} stories; origins counted exactly {exact} ({exact / stories:.3f}),")
    print(f"within one {near} ({near / stories:.3f}), the same pages together {same} ({same / stories:.3f});")
    precision, recall = right / max(1, found_pairs), right / max(1, gold_pairs)
    print(f"pairs of one origin: precision {precision:.3f} recall {recall:.3f}")


def together(names: dict[str, str]) -> set[tuple[str, str]]:
    """Pairs of pages that go back to one origin."""
    homes: dict[str, list[str]] = defaultdict(list)
    for page in sorted(names):
        homes[names[page]].append(page)
    return {pair for pages in homes.values() for pair in combinations(pages, 2)}


if __name__ == "__main__":
    main()
