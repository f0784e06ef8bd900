"""Planted copies and independent reports of one event: how many of each are taken for copies.

    python -m bench.copies [--sample N] [--flagged]

Copies are made from Giveme5W1H and PolNeAR texts by a seeded builder: whole with furniture, the first
40%, 40% in 60% of another text, stitched from two, sentences reordered, 8, 15 and 30% of words
swapped by a synonym table (WordNet's first senses, not at random), and cut, reordered and swapped at
once. Independent pairs are pages of one Giveme5W1H event from two outlets, and of one ECB+ story.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import combinations

from bench.shared import ROOT, data_folder
from bench.story_sets import Row, read_ecbplus, read_giveme
from onrecord.story.copies import Alignment, align, candidates, read_text

SEED = 7
FURNITURE = "Share this story\nSign up for our newsletter\n{}\nMore from this section\nAll rights reserved\n"
SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]+[\"”]?\s*")
Make = Callable[[str, str, random.Random], str]


@lru_cache(maxsize=1)
def synonyms() -> dict[str, list[str]]:
    """Word to what a spinner puts in its place (bench/data/synonyms.tsv)."""
    rows = (ROOT / "bench/data/synonyms.tsv").read_text("utf-8").splitlines()[1:]
    return {word: others.split() for word, others, _ in (row.split("\t") for row in rows)}


def swap(text: str, share: float, dice: random.Random) -> str:
    """The text with `share` of all its words swapped, as far as the table has a word for them."""
    words = list(re.finditer(r"[A-Za-z]+", text))
    # A spinner leaves names and negations alone, or it would be found out at once.
    able = [
        word
        for word in words
        if base(word[0].lower()) and word[0].lower() != "not" and (word[0].islower() or word.start() == 0)
    ]
    chosen = {word.start() for word in dice.sample(able, min(len(able), round(share * len(words))))}

    def put(found: re.Match[str]) -> str:
        if found.start() not in chosen:
            return found[0]
        stem, ending = base(found[0].lower()) or ("", "")
        new = dice.choice(synonyms()[stem]) + ending
        return new.capitalize() if found[0][0].isupper() else new

    return re.sub(r"[A-Za-z]+", put, text)


def base(word: str) -> tuple[str, str] | None:
    """The table's form of a word, and the ending that was taken off; None if it has none."""
    for ending in ("", "s", "ed", "d", "ing", "es"):
        if word.endswith(ending) and word[: len(word) - len(ending)] in synonyms():
            return word[: len(word) - len(ending)], ending
    return None


def cut(text: str, share: float) -> str:
    """The first sentences, up to `share` of the characters."""
    kept = ""
    for sentence in SENTENCE.findall(text):
        if kept and len(kept) + len(sentence) > share * len(text):
            break
        kept += sentence
    return kept


def shuffle(text: str, dice: random.Random) -> str:
    sentences = SENTENCE.findall(text)
    dice.shuffle(sentences)
    return "".join(sentences)


KINDS: dict[str, Make] = {
    "whole": lambda text, other, dice: FURNITURE.format(text),
    "cut to 40%": lambda text, other, dice: cut(text, 0.4),
    "padded": lambda text, other, dice: cut(text, 0.4) + cut(other, 0.6 * len(text) / max(1, len(other))),
    "stitched": lambda text, other, dice: cut(other, 0.5) + cut(text, 0.5),
    "reordered": lambda text, other, dice: shuffle(text, dice),
    "8% swapped": lambda text, other, dice: swap(text, 0.08, dice),
    "15% swapped": lambda text, other, dice: swap(text, 0.15, dice),
    "30% swapped": lambda text, other, dice: swap(text, 0.30, dice),
    "all at once": lambda text, other, dice: swap(shuffle(cut(text, 0.6), dice), 0.2, dice),
}


def compare(one: str, other: str) -> Alignment | None:
    """What two texts share, as a story's copies are looked for; None where they share too few anchors."""
    texts = [read_text(one), read_text(other)]
    return align(*texts) if list(candidates(texts)) else None


def planted(texts: list[str], kind: str) -> Iterator[tuple[str, str]]:
    """Each text and its copy of one kind."""
    for number, text in enumerate(texts):
        dice = random.Random(f"{SEED} {kind} {number}")
        yield text, KINDS[kind](text, texts[(number + len(texts) // 2) % len(texts)], dice)


def pairs(rows: list[Row]) -> Iterator[tuple[Row, Row]]:
    """Pairs of one story; where outlets are known, of two outlets."""
    for one, other in combinations(rows, 2):
        if one.story == other.story and (not one.outlet or one.outlet != other.outlet):
            yield one, other


def judgements() -> dict[tuple[str, str], str]:
    """Pairs taken for copies that were read by hand: "copy" if they share text, else "apart"."""
    lines = (ROOT / "bench/data/copy_pairs.tsv").read_text("utf-8").splitlines()
    return {(row["one"], row["other"]): row["judged"] for row in csv.DictReader(lines, delimiter="\t")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=200, help="texts of each corpus")
    parser.add_argument("--flagged", action="store_true", help="print the pairs taken for copies")
    args = parser.parse_args()
    data = data_folder()
    giveme, ecbplus = read_giveme(data), read_ecbplus(data)
    folder = data / "attribution/polnear/train"
    polnear = [path.read_text("utf-8") for path in sorted(folder.rglob("*.txt"))]
    dice = random.Random(SEED)
    texts = dice.sample([row.text for row in giveme if len(row.text) > 1200], min(args.sample, 300))
    texts += dice.sample([text for text in polnear if len(text) > 1200], args.sample)
    total = right = 0
    begin, done = time.process_time(), 0
    for kind in KINDS:
        found = [compare(one, other) for one, other in planted(texts, kind)]
        hits = sum(alignment is not None and alignment.copied for alignment in found)
        done += 2 * len(found)
        print(f"{kind:14} {hits:4} of {len(found):4} found  {hits / len(found):.3f}")
        total, right = total + len(found), right + hits
    print(f"{'all':14} {right:4} of {total:4} found  {right / total:.3f}")
    judged = judgements()
    for name, rows in (("Giveme5W1H", giveme), ("ECB+", ecbplus)):
        count = flagged = 0
        read: Counter[str] = Counter()
        for one, other in pairs(rows):
            count += 1
            alignment = compare(one.text, other.text)
            if alignment is not None and alignment.copied:
                flagged += 1
                read[judged.get((one.id, other.id), "not read")] += 1
                if args.flagged:
                    shares = f"{alignment.first_share:.2f} {alignment.second_share:.2f}"
                    print(shares, one.id[:12], other.id[:12], one.outlet, other.outlet)
        done += 2 * count
        print(f"{name}: {flagged} of {count} pairs of one event taken for copies  {flagged / count:.3f}")
        share = read["apart"] / max(1, read["apart"] + read["copy"])
        print(
            f"{'':11} of {read['apart'] + read['copy']} that were read {read['apart']} share no text: "
            f"false flags {share * flagged / count:.4f} of all pairs"
        )
    print(f"{done / (time.process_time() - begin):.0f} texts compared a CPU-second")


if __name__ == "__main__":
    main()
