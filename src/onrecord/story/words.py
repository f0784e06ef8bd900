"""An article's title and read text -> its weighed terms, against a packaged table of how common words are."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

__all__ = ["Background", "Term", "background", "read_terms", "stem", "weigh"]

_TOKEN: Final = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?|\d(?:[\d.,]*\d)?")
#: What stands before a word that is capitalised because a sentence begins, not because it is a name.
_OPENERS: Final = frozenset(".?!:\"“”'‘\n")
#: Words of title and text that count LEAD times: what a page is about stands first (inverted pyramid).
_LEAD_WORDS: Final = 60
_LEAD: Final = 3.0
#: Weight of names inside a sentence, and of numbers: they tell one happening from its look-alike.
#: With 1.0 and 1.0 two ECB+ look-alikes in three of ten topics fell together (B-cubed .887, now .94).
_NAME: Final = 1.5
_NUMBER: Final = 2.0
#: Terms kept of an article, the weightiest first; 60 to 200 gave the same scores on both sets.
_KEPT: Final = 80
#: A term in more than this share of background articles says nothing about a happening.
_COMMON: Final = 0.25


@dataclass(frozen=True, slots=True)
class Background:
    """In how many articles of a background corpus each term stands."""

    articles: int
    counts: dict[str, int]

    def weight(self, term: str) -> float:
        """Inverse document frequency, 0 for a term that is common everywhere."""
        count = self.counts.get(term, 0)
        if count > _COMMON * self.articles:
            return 0.0
        return math.log((self.articles + 1) / (count + 0.5))


class Term(NamedTuple):
    """One word of a text in the form that is counted."""

    form: str
    #: "name", "number" or "word".
    kind: str


@lru_cache(maxsize=1)
def background() -> Background:
    """The packaged table (models/background.tsv): its first row counts the articles."""
    rows = (files("onrecord.models") / "background.tsv").read_text("utf-8").splitlines()[1:]
    counts = {term: int(count) for term, _, count in (row.partition("\t") for row in rows)}
    return Background(counts.pop(""), counts)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word without its commonest endings, in lower case.

    >>> [stem(word) for word in ("Villages", "raided", "running", "Ashdown's")]
    ['villag', 'raid', 'run', 'ashdown']
    """
    form = word.lower().replace("’", "'").removesuffix("'s").rstrip("'-")
    if len(form) > 4 and form.endswith("ies"):
        form = form[:-3] + "y"
    elif len(form) > 4 and form.endswith("sses"):
        form = form[:-2]
    elif len(form) > 3 and form.endswith("s") and not form.endswith(("ss", "us", "is")):
        form = form[:-1]
    for ending in ("ing", "ed"):
        if len(form) > len(ending) + 3 and form.endswith(ending):
            form = form[: -len(ending)]
            if form[-1] == form[-2] and form[-1] not in "ls":
                form = form[:-1]
            break
    return form[:-1] if len(form) > 4 and form.endswith("e") else form


def read_terms(text: str) -> Iterator[Term]:
    """The terms of a text in order; single letters are left out."""
    for found in _TOKEN.finditer(text):
        word = found[0]
        if word[0].isdigit():
            yield Term(word.rstrip(".,"), "number")
            continue
        form = stem(word)
        if len(form) < 2:
            continue
        named = word[0].isupper() and not _opens(text, found.start())
        yield Term(form, "name") if named else Term(form, "word")


def _opens(text: str, start: int) -> bool:
    """Whether a sentence, a line or a quotation begins at `start`."""
    before = text[max(0, start - 2) : start]
    return start == 0 or before[-1] == "\n" or before.strip()[-1:] in _OPENERS


def weigh(title: str | None, text: str, *, table: Background | None = None) -> dict[str, float]:
    """The article's weightiest terms, their weights scaled to length 1; empty if it has no words.

    Logarithmic term frequency times inverse document frequency; a title that the text does not
    repeat comes first and so counts as lead.
    """
    table = table or background()
    if title and not text.lstrip().startswith(title):
        text = f"{title}\n{text}"
    counts: dict[str, float] = {}
    factors: dict[str, float] = {}
    for place, (form, kind) in enumerate(read_terms(text)):
        counts[form] = counts.get(form, 0.0) + (_LEAD if place < _LEAD_WORDS else 1.0)
        if kind != "word":
            factors[form] = max(factors.get(form, 1.0), _NUMBER if kind == "number" else _NAME)
    weights = {
        form: (1 + math.log(count)) * table.weight(form) * factors.get(form, 1.0)
        for form, count in counts.items()
    }
    kept = sorted(((form, value) for form, value in weights.items() if value > 0), key=_heaviest)[:_KEPT]
    length = math.sqrt(sum(value * value for _, value in kept))
    return {form: value / length for form, value in kept}


def _heaviest(item: tuple[str, float]) -> tuple[float, str]:
    return -item[1], item[0]
