"""A page's source and markup -> two witnesses beside trafilatura: resiliparse, and JSON-LD's articleBody.

resiliparse (Bevendorff et al., SIGIR 2023; Apache-2.0) judges every element by rules of its own and keeps
nearly all of an article (recall .981 on the 181 pages of article-extraction-benchmark, precision .860) in a
tenth of trafilatura's time, so what it leaves out speaks against a paragraph and what it has for one.
readability-lxml does worse than trafilatura, takes as long, and needs chardet, which is under the LGPL. What
a page says in JSON-LD may be cut, or not be shown; it is never the text, it is held against it.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any, Final

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLParserException

from onrecord.text.blocks import bare
from onrecord.text.choose import ANCHOR
from onrecord.text.markup import JSON_CHARACTERS, Markup

__all__ = ["Witnesses", "hear_witnesses"]

TAGS: Final = re.compile(r"<[^<>]{0,400}>")
#: Letters and digits of a stretch of the articleBody that is looked for in what was read.
STRETCH: Final = 40
#: Fewest letters and digits, and least share of the articleBody, that count as missing from what was read:
#: a summary, a caption or a correction is less.
MISSING: Final = 400
MISSING_SHARE: Final = 0.2


@dataclass(frozen=True, slots=True)
class Witnesses:
    """Letters and digits of what each witness takes for the article; "" where it has nothing to say."""

    reader: str = ""
    linked: str = ""

    def second(self, key: str) -> bool | None:
        """Whether resiliparse has words with this key; None where it cannot say."""
        return key in self.reader if self.reader and len(key) >= ANCHOR else None

    def told(self, key: str) -> bool | None:
        """Whether JSON-LD's articleBody has words with this key; None where it cannot say."""
        return key in self.linked if self.linked and len(key) >= ANCHOR else None

    def missing(self, read: str) -> float:
        """Share of the articleBody, 0 to 1, that the key `read` of all words lacks; 0 where it is little."""
        pieces = [self.linked[at : at + STRETCH] for at in range(0, len(self.linked) - STRETCH + 1, STRETCH)]
        lost = sum(piece not in read for piece in pieces)
        share = lost / len(pieces) if pieces else 0.0
        return share if lost * STRETCH >= MISSING and share >= MISSING_SHARE else 0.0


def hear_witnesses(source: bytes, markup: Markup) -> Witnesses:
    """What the witnesses of a page say; never raises on odd markup."""
    return Witnesses(reader=bare(_read(source)), linked=bare(_body(markup.linked("articleBody"))))


def _read(source: bytes) -> str:
    try:
        return extract_plain_text(
            source.decode("utf-8", "replace"),
            main_content=True,
            list_bullets=False,
            alt_texts=False,
        )
    except (HTMLParserException, ValueError, RuntimeError):
        return ""  # one opinion is left


def _body(value: Any) -> str:
    """The words of an articleBody, which may hold tags and entities."""
    if isinstance(value, list):
        value = "\n".join(part for part in value if isinstance(part, str))
    return TAGS.sub(" ", html.unescape(value[:JSON_CHARACTERS])) if isinstance(value, str) else ""
