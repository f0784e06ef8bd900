"""An article's title and read text -> its weighed terms, against a packaged table of how common words are."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import islice
from typing import Final, NamedTuple

__all__ = ["Background", "Term", "background", "read_terms", "stem", "weigh"]

#: A word or number, and before it what makes a sentence, a line or a quotation begin there: then a
#: capital makes no name.
_TOKEN: Final = re.compile(r"([.?!:\"“”'‘]\s?|\n)?([^\W\d_]\w*(?:['’-]+\w+)*|\d+(?:[.,]+\d+)*)")
#: Words of title and text that count LEAD times: what a page is about stands first (inverted pyramid).
_LEAD_WORDS: Final = 60
_LEAD: Final = 3.0
#: Weight of names inside a sentence, and of numbers: they tell one happening from its look-alike.
#: With 1.0 and 1.0 B-cubed falls from .921 to .916 on Giveme5W1H and from .945 to .922 on ECB+.
_NAME: Final = 1.5
_NUMBER: Final = 2.0
#: Terms kept of an article, the weightiest first. 60 give .917 and .951, 200 give .921 and .932.
_KEPT: Final = 80
#: A term in more than this share of background articles says nothing about a happening.
_COMMON: Final = 0.25


@dataclass(frozen=True, slots=True)
class Background:
    """In how many articles of a background corpus each term stands."""

    articles: int
    counts: dict[str, int]

    @property
    def common(self) -> float:
        """A term in more articles than this is common everywhere."""
        return _COMMON * self.articles

    def weight(self, term: str) -> float:
        """Inverse document frequency, 0 for a term that is common everywhere."""
        count = self.counts.get(term, 0)
        return 0.0 if count > self.common else _idf(self.articles, count)


@lru_cache(maxsize=20_000)
def _idf(articles: int, count: int) -> float:
    return math.log((articles + 1) / (count + 0.5))


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
    for opener, word in _TOKEN.findall("\n" + text):
        term = _term(word, bool(opener))
        if term is not None:
            yield term


@lru_cache(maxsize=100_000)
def _term(word: str, opens: bool) -> Term | None:
    if word[0].isdigit():
        return Term(word.rstrip(".,"), "number")
    form = stem(word)
    if len(form) < 2:
        return None
    return Term(form, "name" if word[0].isupper() and not opens else "word")


def weigh(title: str | None, text: str, *, table: Background | None = None) -> dict[str, float]:
    """The article's weightiest terms, their weights scaled to length 1; empty if it has no words.

    Logarithmic term frequency times inverse document frequency; a title that the text does not
    repeat comes first and so counts as lead.
    """
    table = table or background()
    if title and not text.lstrip().startswith(title):
        text = f"{title}\n{text}"
    pieces = _TOKEN.findall("\n" + text)
    counts: dict[str, float] = {}
    factors: dict[str, float] = {}
    for (opener, word), often in Counter(pieces).items():
        if (term := _term(word, bool(opener))) is not None:
            form, kind = term
            counts[form] = counts.get(form, 0.0) + often
            if kind != "word":
                factors[form] = max(factors.get(form, 1.0), _NUMBER if kind == "number" else _NAME)
    lead = (term for opener, word in pieces if (term := _term(word, bool(opener))) is not None)
    for term in islice(lead, _LEAD_WORDS):
        counts[term.form] += _LEAD - 1
    articles, common, known = table.articles, table.common, table.counts.get
    weights = [
        (-(1 + math.log(count)) * _idf(articles, held) * factors.get(form, 1.0), form)
        for form, count in counts.items()
        if (held := known(form, 0)) <= common
    ]
    kept = [(form, -value) for value, form in sorted(weights)[:_KEPT]]
    length = math.sqrt(sum(value * value for _, value in kept))
    return {form: value / length for form, value in kept}
