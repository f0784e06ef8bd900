"""A text -> its sentences, as half-open stretches of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

__all__ = ["split_sentences"]

_END: Final = re.compile(r"[.!?]+[\"”’')\]]*(?=\s)|\n+")
#: Words whose full stop ends no sentence; a single capital is one too ("J. Moen").
_SHORT: Final = frozenset(
    "mr mrs ms dr st gen col lt sgt rev gov sen rep prof jr sr no vs u.s u.k u.n a.m p.m jan feb mar apr "
    "jun jul aug sept sep oct nov dec inc ltd co corp".split()
)
_LAST_WORD: Final = re.compile(r"[\w.]{1,12}$")
#: Longest sentence, in characters: what is longer is cut there.
_LONGEST: Final = 2_000


def split_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence without the white space around it.

    >>> text = "Dr. Moen left. She was 40."
    >>> [text[start:end] for start, end in split_sentences(text)]
    ['Dr. Moen left.', 'She was 40.']
    """
    start = 0
    for found in [*_END.finditer(text), None]:
        end = found.end() if found else len(text)
        if found and not found[0].startswith("\n") and not _ends(text, found):
            continue
        for cut in range(start, end, _LONGEST):
            words = text[cut : min(end, cut + _LONGEST)]
            first = cut + len(words) - len(words.lstrip())
            if words.strip():
                yield first, first + len(words.strip())
        start = end


def _ends(text: str, found: re.Match[str]) -> bool:
    """Whether a sentence ends here: not after a short form, and not before a small letter."""
    if text[found.end() : found.end() + 3].lstrip()[:1].islower():
        return False
    last = _LAST_WORD.search(text, max(0, found.start() - 12), found.start())
    word = last[0] if last else ""
    return not (word.lower() in _SHORT or (len(word) == 1 and word.isupper()))
