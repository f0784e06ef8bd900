"""Wikinews articles of MEANTIME and GUM as plain texts, the same for everyone who holds the data.

Labels in bench/data and training are offsets into these texts, so how tokens are joined here must not
change: `python -m bench.wikinews` prints the digest that the labels were made on, and
`read_wikinews` refuses a text with another.
"""

from __future__ import annotations

import hashlib
import re
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from bench.shared import data_folder

__all__ = ["read_wikinews"]

#: What stands close to the word before it, and after it.
CLOSE_BEFORE: Final = re.compile(r"[,.;:?!)\]%”’']|\.\.\.|(?i:['’](?:s|re|ve|ll|d|m|t)|n['’]t)")
CLOSE_AFTER: Final = frozenset({"(", "[", "$", "£", "€", "US$", "“", "#", "¥"})
#: Sentences of a paragraph: the data do not keep the paragraphs of Wikinews.
PARAGRAPH: Final = 3
#: End of a sentence in GUM, whose units are clauses.
SENTENCE_END: Final = re.compile(r"[.?!]\s*[\"”']?\s*$")
#: sha256 over the ids and texts.
DIGEST: Final = "7422b533350668ec82c36920ec6c7d9647e73c2cb8af911f4cb9148b822d6efa"


def read_wikinews() -> dict[str, str]:
    """Id of each article ("meantime/…", "gum/…") -> its text: headline, date, paragraphs, a line each.

    SystemExit where the data is absent, or where its texts are not those that were labelled.
    """
    texts = build()
    if digest(texts) != DIGEST:
        sys.exit("the Wikinews texts in the data folder are not those that were labelled")
    return texts


def build() -> dict[str, str]:
    """The texts, unchecked."""
    folder = data_folder()
    texts = {}
    for path in sorted((folder / "time" / "meantime" / "intra-doc_annotation").glob("*/*.xml")):
        texts[f"meantime/{path.stem}"] = lay_out(meantime_sentences(path))
    for path in sorted((folder / "attribution" / "gum").glob("*.rs4")):
        texts[f"gum/{path.stem}"] = lay_out(gum_sentences(path))
    return texts


def digest(texts: dict[str, str]) -> str:
    """The sha256 of ids and texts."""
    return hashlib.sha256("\0".join(f"{name}\0{text}" for name, text in texts.items()).encode()).hexdigest()


def meantime_sentences(path: Path) -> list[list[str]]:
    """The tokens of each sentence."""
    tokens = [
        (token.get("sentence", "0"), token.text or "") for token in ET.parse(path).getroot().iter("token")
    ]
    return [[word for _, word in group] for _, group in groupby(tokens, key=lambda token: token[0])]


def gum_sentences(path: Path) -> list[list[str]]:
    """The tokens of each sentence: clauses joined up to a full stop, the headline's up to the date."""
    sentences: list[list[str]] = [[]]
    for segment in ET.parse(path).getroot().iter("segment"):
        words = (segment.text or "").split()
        dated = bool(words) and re.fullmatch(r"(?:19|20)\d\d", words[-1]) and len(words) <= 6
        if dated and len(sentences) == 1:
            sentences += [words, []]
            continue
        sentences[-1] += words
        if SENTENCE_END.search(" ".join(words)):
            sentences.append([])
    return [words for words in sentences if words]


def lay_out(sentences: Sequence[Sequence[str]]) -> str:
    """Headline and date on lines of their own, then paragraphs that end outside quotations."""
    lines = [detokenized(words) for words in sentences[:2]]
    paragraph: list[str] = []
    for words in sentences[2:]:
        paragraph.append(detokenized(words))
        whole = " ".join(paragraph)
        if len(paragraph) >= PARAGRAPH and whole.count("“") <= whole.count("”"):
            lines.append(whole)
            paragraph = []
    if paragraph:
        lines.append(" ".join(paragraph))
    return "\n".join(lines) + "\n"


def detokenized(words: Iterable[str]) -> str:
    """Tokens joined as they are printed: marks close to their words, quotation marks curled."""
    text, opened, glue = "", False, True
    for token in words:
        word = {"``": "“", "''": "”", "`": "‘"}.get(token, token)
        if word == '"':
            word = "”" if opened else "“"
        opened = word == "“" or (opened and word != "”")
        close = glue or CLOSE_BEFORE.fullmatch(word) is not None or word == "-"
        text += word if close else f" {word}"
        glue = word in CLOSE_AFTER or word in {"-", "‘"}
    return text


if __name__ == "__main__":
    found = build()
    sys.stdout.write(f"{len(found)} texts, {sum(len(text.split()) for text in found.values()):,} words\n")
    sys.stdout.write(f"{digest(found)}\n")
