"""A text -> the share of it that is English, and the language that most of the rest is in.

py3langid (langid.py's model, 97 languages) judges each paragraph; the share is weighted by length.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

import py3langid

#: Below so many words of Latin script nothing is judged: names and headlines mislead the model.
FEWEST_WORDS: Final = 8
#: A chunk with fewer words in lower case than this, and more names than other words, says nothing.
FEWEST_PLAIN: Final = 5
#: Paragraphs are joined until they have so many words: the model errs on single lines.
CHUNK_WORDS: Final = 40
#: Characters of a chunk that the model sees: its time grows with them, its answer hardly changes.
JUDGED: Final = 300
#: Most chunks that are judged, evenly spread over the text.
MOST_CHUNKS: Final = 16
#: Characters at the start by which the script is told.
HEAD: Final = 1_000
#: Least share of Latin letters at which a short text may be English.
LATIN: Final = 0.7
#: Least share of common English words at which a chunk is English whatever the model says. English
#: news has .30 to .55 of them, lists of names .05 to .20 (measured on PolNeAR dev and GUM news).
COMMON: Final = 0.28
LETTER: Final = re.compile(r"[^\W\d_]")
LATIN_LETTER: Final = re.compile(r"[A-Za-zÀ-ɏ]")
WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
#: The most frequent function words of English that few other languages share.
FUNCTION_WORDS: Final = frozenset(
    "the of and to that was for with his he had which not are this have from they were but their been "
    "has who said will would its it is by at be or she her as an you we there about than when what "
    "could after before because into over more up out on in".split()
)


def english_share(text: str) -> tuple[float, str]:
    """The share of a text that is English, 0 to 1, and the code of its main language (ISO 639-1).

    A text of fewer than eight words counts as English unless its script is another.

    >>> english_share("The minister said that the ferry would sail on Friday, after the storm.")
    (1.0, 'en')
    """
    head = text[:HEAD]
    letters = len(LETTER.findall(head))
    latin = len(LATIN_LETTER.findall(head))
    few = len(text.split(None, FEWEST_WORDS)) < FEWEST_WORDS
    if letters == 0 or (few and latin >= LATIN * letters):
        return 1.0, "en"
    chunks = chunks_of(text)
    weights: Counter[str] = Counter()
    for chunk in chunks[:: 1 + len(chunks) // MOST_CHUNKS]:
        language = language_of(chunk)
        if language:
            weights[language] += len(chunk)
    total = sum(weights.values())
    if not total:
        return 1.0, "en"
    return round(weights["en"] / total, 4), weights.most_common(1)[0][0]


def chunks_of(text: str) -> list[str]:
    """Paragraphs of a text, joined until each has some forty words; a short rest joins the last."""
    chunks: list[str] = []
    lines: list[str] = []
    count = 0
    for line in text.splitlines():
        if not line.strip():
            continue
        lines.append(line)
        count += line.count(" ") + 1
        if count >= CHUNK_WORDS:
            chunks.append("\n".join(lines))
            lines, count = [], 0
    if lines:
        rest = "\n".join(lines)
        if chunks and count < CHUNK_WORDS // 2:
            chunks[-1] += "\n" + rest
        else:
            chunks.append(rest)
    return chunks


def language_of(chunk: str) -> str:
    """The language of a chunk (ISO 639-1), English where its function words say so.

    "" where the words are nearly all names of Latin script: those say nothing.
    """
    words = WORD.findall(chunk)
    if words and sum(map(FUNCTION_WORDS.__contains__, map(str.lower, words))) >= COMMON * len(words):
        return "en"
    plain = [word for word in words if word.islower()]
    named = sum(word[0].isupper() for word in words)
    if len(plain) < FEWEST_PLAIN and named > len(words) / 2:
        return ""
    return str(py3langid.classify(chunk[:JUDGED])[0])
