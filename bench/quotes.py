"""The quotation layer on PolNeAR: marks that find no partner, and the speech flag beside annotated contents.

    python -m bench.quotes                  # train and dev
    python -m bench.quotes --split dev      # one of them

Only sums are printed. Contents count as annotated in `attributions/`, the first annotator by name.
"""

from __future__ import annotations

import argparse
import sys
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from types import ModuleType
from typing import Any, Final

from bench.shared import data_folder, load_scorer
from onrecord.speech.marks import DOUBLE
from onrecord.speech.quotes import Quotation, find_quotes

#: Share of a quotation's words that must stand in annotated contents for it to be somebody's.
HELD: Final = 0.5
#: Share of a content's words that must stand in quotations with speech for it to be found.
FOUND: Final = 0.5
#: What is printed, the count, and what it is a share of.
ROWS: Final = (
    ("lines with an odd number of double marks", "odd lines", "marked lines"),
    ("double marks that no quotation uses", "unused marks", "marks"),
    ("unclosed quotations", "unclosed", "quotations"),
    ("of them carried on by the next line", "unclosed and carried on", "unclosed"),
    ("quotations with speech", "with speech", "quotations"),
    ("recall: direct contents in speech", "direct contents in speech", "direct contents"),
    ("precision: speech in annotated contents", "speech quotations in contents", "speech quotations"),
    ("other quotations in annotated contents", "other quotations in contents", "other quotations"),
)


def count_pairing(text: str, quotes: Sequence[Quotation], counts: Counter[str]) -> None:
    """Adds what the marks of each line came to."""
    starts = [one.start for one in quotes]
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        inside = quotes[bisect_left(starts, at) : bisect_left(starts, end)]
        marks = [place for place, sign in enumerate(line, at) if sign in DOUBLE]
        edges = {one.start for one in inside} | {one.end - 1 for one in inside if one.closed}
        counts["marked lines"] += bool(marks)
        counts["odd lines"] += len(marks) % 2
        counts["marks"] += len(marks)
        counts["unused marks"] += sum(place not in edges for place in marks)
        at = end + 1


def count_quotations(quotes: Sequence[Quotation], counts: Counter[str]) -> None:
    """Adds how many quotations there are of each sort."""
    outer = [one for one in quotes if one.level == 1]
    counts["quotations"] += len(outer)
    counts["with speech"] += sum(one.speech for one in outer)
    for one, following in zip(outer, [*outer[1:], None], strict=False):
        counts["unclosed"] += not one.closed
        counts["unclosed and carried on"] += not one.closed and following is not None and following.carries


def count_speech(
    text: str, annotated: Sequence[Any], quotes: Sequence[Quotation], scorer: ModuleType, counts: Counter[str]
) -> None:
    """Adds how the speech flag stands to the annotated contents."""
    words = scorer.toks(text)
    marked = scorer.quote_mask(text)
    starts = [start for start, _ in words]
    outer = [one for one in quotes if one.level == 1]
    held = [set(range(bisect_left(starts, one.start), bisect_left(starts, one.end))) for one in outer]
    said: set[int] = set()
    for one, inside in zip(outer, held, strict=True):
        said |= inside if one.speech else set()
    contents = [scorer.tokset(one["content"], words) for one in annotated]
    every: set[int] = set().union(*contents)
    for content in contents:
        if scorer.ctype(content, words, marked) == "direct":
            counts["direct contents"] += 1
            counts["direct contents in speech"] += len(content & said) >= FOUND * len(content)
    for one, inside in zip(outer, held, strict=True):
        name = "speech" if one.speech else "other"
        counts[f"{name} quotations"] += bool(inside)
        counts[f"{name} quotations in contents"] += bool(inside) and len(inside & every) >= HELD * len(inside)


def show(split: str, counts: Counter[str], seconds: float) -> None:
    """Prints one split's sums and shares."""
    print(f"\nPolNeAR {split}: {counts['words']:,} words, {counts['words'] / seconds:,.0f} a CPU-second")
    for label, part, whole in ROWS:
        print(f"  {label:42} {counts[part]:,} of {counts[whole]:,} ", end="")
        print(f"({100 * counts[part] / max(1, counts[whole]):.1f}%)")


def main(arguments: Sequence[str]) -> None:
    """Reads the splits and prints their sums."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--split", choices=("dev", "train"), action="append")
    options = parser.parse_args(arguments)
    scorer = load_scorer("attribution")
    for split in options.split or ("train", "dev"):
        gold = scorer.load_gold(str(data_folder() / "attribution" / "polnear" / split))
        counts: Counter[str] = Counter()
        seconds = 0.0
        for text, annotated in gold.values():
            begin = time.process_time()
            quotes = find_quotes(text)
            seconds += time.process_time() - begin
            counts["words"] += len(scorer.toks(text))
            count_pairing(text, quotes, counts)
            count_quotations(quotes, counts)
            count_speech(text, annotated, quotes, scorer, counts)
        show(split, counts, seconds)


if __name__ == "__main__":
    main(sys.argv[1:])
