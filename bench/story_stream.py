"""A seeded stream of news pages, as many a day as asked for, built from Giveme5W1H and ECB+.

No large dated stream of full texts is at hand. So the 1,365 pages come again and again, each time as other
news: every content word is changed for another of about the same number of articles in the background
table, the same one throughout a turn, and words that the table does not have get an ending of the turn.
So stories of one turn stay what they are, stories of different turns share no more than any two, and
how often words occur, on which the work depends, stays as in real pages. What it cannot show is news
that goes on for weeks.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from bench.shared import data_folder
from bench.story_sets import Row, read_ecbplus, read_giveme
from onrecord.story.words import background, stem

SEED = 5
WORD = re.compile(r"[^\W\d_][^\W\d_'’-]*")
#: Words in more than this share of background articles hold a text together and stay.
KEPT = 0.10
LETTERS = "bdfgklmnprtvz"


@lru_cache(maxsize=1)
def _alike() -> dict[int, list[str]]:
    """Words by how many background articles have them, in steps of a quarter of an octave."""
    found: dict[int, list[str]] = defaultdict(list)
    for word, count in sorted(background().counts.items()):
        if word.isalpha() and stem(word) == word and count <= KEPT * background().articles:
            found[_step(count)].append(word)
    return found


def _step(count: int) -> int:
    return (count**4).bit_length()


@lru_cache(maxsize=300_000)
def _other(form: str, turn: int) -> str:
    count = background().counts.get(form, 0)
    if count > KEPT * background().articles:
        return form
    dice = random.Random(f"{SEED} {form} {turn}")
    if not count:
        return form + "o" + dice.choice(LETTERS) + "u" + dice.choice(LETTERS)
    return dice.choice(_alike().get(_step(count)) or [form])


def renewed(text: str, turn: int) -> str:
    """The text as other news; as it is for turn 0."""

    def put(found: re.Match[str]) -> str:
        form = stem(found[0])
        new = _other(form, turn)
        if new == form:
            return found[0]
        return new.capitalize() if found[0][0].isupper() else new

    return WORD.sub(put, text) if turn else text


def stream(count: int, a_day: int) -> Iterator[tuple[Row, float]]:
    """`count` pages in order, each with its day; those of a turn in random order."""
    data = data_folder()
    rows = read_giveme(data) + read_ecbplus(data)
    for number in range(count):
        turn, place = divmod(number, len(rows))
        if place == 0:
            random.Random(f"{SEED} {turn}").shuffle(rows)
        row = rows[place]
        fresh = Row(
            id=f"{turn}-{row.id}",
            story=f"{turn}-{row.story}",
            title=None,
            text=renewed(row.text, turn),
            published=None,
            outlet=row.outlet,
        )
        yield fresh, 738_000 + number / a_day
