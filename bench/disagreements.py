"""Planted disagreements: a text and its rewritten copy in which facts were changed; are just these found?

    python -m bench.disagreements [--texts N] [--missed]

From Giveme5W1H texts, seeded: the second page has 10% of its words swapped by the synonym table, its
sentences reordered, and, where the text has room for them, one changed number, date, place, name and
one negation, each in another sentence; and one number that only gets a hedge ("at least", "about"),
which is no disagreement. What is found beside the changes counts against precision.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.copies import swap
from bench.shared import data_folder
from bench.story_sets import read_giveme
from onrecord.flow import read_text
from onrecord.mark.tables import first_names
from onrecord.records import Record, Story
from onrecord.story_flow import compare_records

SEED = 11
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "June", "July", "August", "October", "November")
SPAN = r"(?:years?|months?|weeks?|days?|hours?|minutes?)\b"
NUMBER = re.compile(rf"(?<=[a-z] )(?<!\bon )([1-9]\d{{0,2}}(?:,\d{{3}})*)(?= [a-z]{{4,}})(?! {SPAN})")
DATE = re.compile(rf"\b(?:on|On|since|by|until) ({'|'.join(DAYS)})\b")
MONTH_DAY = re.compile(rf"\b(?:{'|'.join(MONTHS)}) (\d{{1,2}})\b(?!\d)")
NEGATED = re.compile(r"\b(?:was|were|is|are|has|have|had|will|would|could|did)\b(?= [a-z]{4,}(?:ed|en)\b)")
NAME = re.compile(r"\b([A-Z][a-z]+) ([A-Z][a-z]{5,})\b")
PLACES = ("France", "Germany", "Brazil", "Egypt", "Kenya", "Norway", "Mexico", "Canada", "Italy", "Spain")


@dataclass(frozen=True)
class Plant:
    """A change: its slot ("" for a hedge, which is none), the words before and after."""

    slot: str
    before: str
    after: str
    #: A piece of the sentence that was changed.
    sentence: str


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])\s+(?=[A-Z“\"])|\n+", text) if part.strip()]


def change(slot: str, sentence: str, dice: random.Random) -> tuple[str, str, str] | None:
    """The sentence with one fact changed, the words before and after; None if it has no room for it."""
    if slot in ("number", "hedge"):
        found = NUMBER.search(sentence)
        if not found or re.search(
            r"least|about|than|nearly|around|almost|some |over |to |as $", sentence[: found.start()][-18:]
        ):
            return None
        value = int(found[1].replace(",", ""))
        new = f"{value * 2 + 3:,}" if slot == "number" else f"{dice.choice(('at least', 'about'))} {found[1]}"
        return sentence[: found.start(1)] + new + sentence[found.end(1) :], found[1], new
    if slot == "date":
        found = DATE.search(sentence) or MONTH_DAY.search(sentence)
        if not found:
            return None
        if found[1] in DAYS:
            new = DAYS[(DAYS.index(found[1]) + dice.choice((2, 3, 4))) % 7]
        else:
            new = str((int(found[1]) + 8) % 27 + 1)
        return sentence[: found.start(1)] + new + sentence[found.end(1) :], found[1], new
    found = NEGATED.search(sentence)
    if slot != "happened" or not found or re.search(r"\bnot\b|n['’]t\b|\bnever\b|\bno\b", sentence):
        return None
    return sentence[: found.end()] + " not" + sentence[found.end() :], found[0], "not"


def replace_name(text: str, slot: str, dice: random.Random) -> tuple[str, Plant] | None:
    """The text with a place or a surname replaced wherever it stands."""
    if slot == "place":
        held = [place for place in PLACES if re.search(rf"\bin {place}\b", text)]
        if not held:
            return None
        before, after = held[0], dice.choice([place for place in PLACES if place not in text])
    else:
        firsts = first_names()
        held = [found[2] for found in NAME.finditer(text) if found[1].lower() in firsts]
        if not held:
            return None
        before = Counter(held).most_common(1)[0][0]
        at = dice.randrange(2, len(before) - 1)
        after = before[:at] + ("a" if before[at] != "a" else "o") + before[at + 1 :]
    return re.sub(rf"\b{before}\b", after, text), Plant(slot, before, after, "")


def plant(text: str, dice: random.Random) -> tuple[str, list[Plant]]:
    """The text rewritten, and what was changed in it."""
    parts = sentences(text)
    plants: list[Plant] = []
    changed: set[int] = set()
    for slot in ("number", "date", "happened", "hedge"):
        for at in dice.sample(range(len(parts)), len(parts)):
            if at in changed or len(parts[at].split()) < 8:
                continue
            made = change(slot, parts[at], dice)
            if made:
                changed.add(at)
                plants.append(Plant("" if slot == "hedge" else slot, made[1], made[2], parts[at]))
                parts[at] = made[0]
                break
    parts = [part if at in changed else swap(part, 0.1, dice) for at, part in enumerate(parts)]
    dice.shuffle(parts)
    whole = "\n".join(parts)
    for slot in ("place", "name"):
        made_name = replace_name(whole, slot, dice)
        if made_name:
            whole, one = made_name
            plants.append(one)
    return whole, plants


def matches(slot: str, values: Sequence[str], one: Plant) -> bool:
    """Whether a disagreement is the planted one: its slot, and the changed words in one of its cells."""
    if slot != one.slot:
        return slot == "number" and one.slot == "date" and any(one.after in words for words in values)
    return any(one.after in words or one.after.lower() in words for words in values)


def check(story: Story, plants: list[Plant], counts: Counter[str], say: Callable[[str], None]) -> None:
    """Counts what was found of the plants, and what was found beside them."""
    accounts = {account.id: account for account in story.accounts}
    found = [(one, [cell.span.words for cell in one.cells if cell.span]) for one in story.disagreements]
    for one in plants:
        if not one.slot:
            continue
        hit = any(matches(each.slot, words, one) for each, words in found)
        counts[f"{one.slot} planted"] += 1
        counts[f"{one.slot} found"] += hit
        if not hit:
            say(f"missed {one.slot}: {one.before} -> {one.after} | {one.sentence[:140]}")
    for each, words in found:
        right = any(one.slot and matches(each.slot, words, one) for one in plants)
        # A spelling or place that was changed everywhere shows in an actor's or place's slot too.
        right = right or any(one.slot in ("place", "name") and one.after in " ".join(words) for one in plants)
        counts["right" if right else "false"] += 1
        if not right:
            lines = [accounts[cell.account].span.words[:120] for cell in each.cells]
            say(f"false {each.slot}: {words} | {lines}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=40)
    parser.add_argument("--missed", action="store_true")
    args = parser.parse_args()
    rows = [row for row in read_giveme(data_folder()) if 1500 < len(row.text) < 4000 and row.published]
    chosen = random.Random(SEED).sample(rows, min(args.texts, len(rows)))
    counts: Counter[str] = Counter()
    begin = time.process_time()
    for row in chosen:
        assert row.published is not None
        text, plants = plant(row.text, random.Random(f"{SEED} {row.id}"))
        day = row.published.date().isoformat()
        records: list[Record] = [
            read_text(row.text, published=day, url="https://one.example/a"),
            read_text(text, published=day, url="https://two.example/b"),
        ]
        check(compare_records(records), plants, counts, print if args.missed else lambda _: None)
    for slot in ("number", "date", "place", "name", "happened"):
        print(f"{slot:9} {counts[slot + ' found']:3} of {counts[slot + ' planted']:3} planted found")
    planted = sum(count for name, count in counts.items() if name.endswith("planted"))
    hits = sum(count for name, count in counts.items() if name.endswith(" found"))
    shown = counts["right"] + counts["false"]
    print(f"recall {hits / max(1, planted):.3f} of {planted}")
    print(f"precision {counts['right'] / max(1, shown):.3f} of {shown}")
    print(f"{len(chosen)} texts, {time.process_time() - begin:.0f} CPU-seconds")


if __name__ == "__main__":
    main()
