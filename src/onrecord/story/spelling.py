"""Two names -> whether they are one name in two spellings."""

from __future__ import annotations

from typing import Final

from onrecord.story.words import stem

__all__ = ["spelt_otherwise"]

#: Letters in which two spellings of one name differ at most.
_MISSPELT: Final = 2


def spelt_otherwise(one: str, other: str) -> bool:
    """Whether two names of as many words differ in one word, by a letter or two of at least five."""
    mine, theirs = one.split(), other.split()
    if len(mine) != len(theirs):
        return False
    different = [(a, b) for a, b in zip(mine, theirs, strict=True) if a != b]
    if len(different) != 1 or min(map(len, different[0])) < 5:
        return False
    a, b = different[0]
    return a[0] == b[0] and stem(a) != stem(b) and _distance(a, b) <= _MISSPELT


def _distance(one: str, other: str) -> int:
    """Letters to put in, take out or change (Levenshtein)."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, row[0] = row[0], at
        for place, second in enumerate(other, 1):
            before, row[place] = (
                row[place],
                min(row[place] + 1, row[place - 1] + 1, before + (letter != second)),
            )
    return row[-1]
