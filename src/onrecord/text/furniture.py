"""The words of a block -> whether they are page furniture, of which sort, and why.

The patterns stand in `data/chrome.tsv`. All of them are for short lines: the article's own words lost
are worse than furniture kept, so a long paragraph is never furniture by its words alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

#: Most words of a line that a whole-line pattern is tried on.
LINE_WORDS: Final = 14
#: Most words of a block that a pattern for its start is tried on. The longest such promotion on the
#: 181 pages of article-extraction-benchmark has 44.
START_WORDS: Final = 45
#: Most words of a byline, a date line or a list of tags.
LABEL_WORDS: Final = 22
#: Most words of a piece of a menu row, and fewest pieces.
PIECE_WORDS: Final = 6
ROW_PIECES: Final = 3
#: Sorts that are short labels: longer blocks that begin so are sentences of the article.
LABELS: Final = frozenset({"byline", "date line of the page", "tags", "photo credit"})
#: Sorts that only stand at the end of an article.
CLOSING: Final = frozenset({"about the author", "contact of the author"})
SEPARATORS: Final = re.compile(r"\s{2,}|\s?[|›»·•]\s?|\s[/>]\s|\t")
EDGES: Final = " \t\n.:;,!?…-–—*[]()|>»›\"'“”‘’"
SENTENCE_END: Final = re.compile(r"[.!?…][\"'”’)\]»]{0,3}\s{0,3}$")
ADDRESS: Final = re.compile(r"\(?(?:https?://|www\.|[\w.+-]{1,64}@|@\w|twitter\.com/|facebook\.com/)\S*\)?")
#: Words that furniture has no use for: where somebody says something, it is the article that tells it.
REPORTED: Final = re.compile(r"\b(?:said|told|says|tells|testified|according to)\b", re.IGNORECASE)


class Verdict(NamedTuple):
    """What a block is taken for."""

    #: The sort of furniture ("share bar").
    furniture: str
    #: The evidence, in plain words.
    why: str
    #: How sure, 0 to 1.
    score: float


@dataclass(frozen=True, slots=True)
class Patterns:
    """The rows of one `match` column, joined into one expression and one by one."""

    joined: re.Pattern[str]
    rows: tuple[tuple[re.Pattern[str], str], ...]

    def sort_of(self, words: str, *, whole: bool = False, anywhere: bool = False) -> tuple[str, str] | None:
        """The sort and the words that matched; None if no row fits."""
        how = "search" if anywhere else "fullmatch" if whole else "match"
        if getattr(self.joined, how)(words) is None:
            return None
        for pattern, sort in self.rows:
            found = getattr(pattern, how)(words)
            if found is not None:
                return sort, found.group()
        return None


@dataclass(frozen=True, slots=True)
class Table:
    """`data/chrome.tsv`, compiled."""

    line: Patterns
    section: Patterns
    start: Patterns
    anywhere: Patterns
    #: Words that only menus and bars of buttons are made of.
    menu: frozenset[str]
    #: Class or id word to sort of furniture.
    names: dict[str, str]


@cache
def load_table() -> Table:
    """The packaged table; read once."""
    text = files("onrecord").joinpath("data/chrome.tsv").read_text("utf-8")
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in text.splitlines()[1:]:
        match, pattern, sort, _ = row.split("\t")
        groups.setdefault(match, []).append((pattern, sort))
    return Table(
        line=_compile(groups["line"]),
        section=_compile(groups["section"]),
        start=_compile(groups["start"]),
        anywhere=_compile(groups["any"]),
        menu=frozenset(pattern for pattern, _ in groups["word"]),
        names=dict(groups["name"]),
    )


def _compile(rows: list[tuple[str, str]]) -> Patterns:
    joined = re.compile("|".join(f"(?:{pattern})" for pattern, _ in rows), re.IGNORECASE)
    return Patterns(joined, tuple((re.compile(pattern, re.IGNORECASE), sort) for pattern, sort in rows))


def judge_words(words: str, *, closing: bool) -> Verdict | None:
    """The verdict on a line or block by its words; None if they may be the article's own.

    `closing` says that it stands among the last blocks of the page.
    """
    count = words.count(" ") + 1
    if count > START_WORDS:
        return None
    table = load_table()
    bare = words.strip(EDGES)
    if count <= LINE_WORDS:
        if not bare:
            return Verdict("ornament", "no words, only signs", 0.9)
        if hit := table.line.sort_of(bare, whole=True):
            return Verdict(hit[0], f"the whole line is “{bare}”", 0.95)
        if row := judge_row(words):
            return row
        if closing and ADDRESS.fullmatch(bare):
            return Verdict("contact", "the whole line is an address", 0.85)
    if REPORTED.search(words):
        return None
    if hit := table.start.sort_of(words.lstrip("\"'“‘*•–—- ")):
        return _judge_start(words, count, hit, closing)
    if closing and (hit := table.anywhere.sort_of(words, anywhere=True)):
        return Verdict(hit[0], f"a closing line with “{hit[1].strip()}”", 0.75)
    return None


def _judge_start(words: str, count: int, hit: tuple[str, str], closing: bool) -> Verdict | None:
    sort, start = hit
    if sort in CLOSING and not closing:
        return None
    if sort in LABELS and (count > LABEL_WORDS or (sort != "photo credit" and is_sentence(words, count))):
        return None
    return Verdict(sort, f"it begins with “{start.strip()}”", 0.85)


def is_sentence(words: str, count: int) -> bool:
    """Whether a line reads as a sentence: ten words or more with a full stop at the end."""
    return count >= 10 and SENTENCE_END.search(words[-8:]) is not None


def judge_row(words: str) -> Verdict | None:
    """The verdict on a row of menu words or of short pieces between separators."""
    tokens = words.lower().split()
    table = load_table()
    if len(tokens) > 1 and "." not in words and "?" not in words:
        bare = [token.strip(",:()[]|/·•") for token in tokens]
        if all(not token or token in table.menu for token in bare) and any(map(str.isalpha, bare)):
            return Verdict("menu or bar of buttons", "every word is a button's or a menu's", 0.95)
    pieces = [piece for piece in SEPARATORS.split(words) if piece.strip()]
    longest = max((len(piece.split()) for piece in pieces), default=0)
    short = longest <= PIECE_WORDS or (longest <= PIECE_WORDS + 2 and len(pieces) > ROW_PIECES)
    if len(pieces) >= ROW_PIECES and short and SENTENCE_END.search(words[-8:]) is None:
        return Verdict("menu or bar of buttons", f"{len(pieces)} short pieces in a row", 0.8)
    return None


def judge_section(words: str) -> Verdict | None:
    """The verdict on a heading that opens a section of furniture; None if it is none."""
    if words.count(" ") >= LINE_WORDS:
        return None
    hit = load_table().section.sort_of(words.strip(EDGES), whole=True)
    return Verdict(hit[0], f"the heading “{words.strip(EDGES)}”", 0.85) if hit else None


def judge_names(names: tuple[str, ...]) -> Verdict | None:
    """The verdict on a block by the class and id words of its elements; None if none is telling."""
    table = load_table().names
    for name in names:
        for word in name.split():
            for part in (word, *re.split(r"[-_]+", word)):
                if part in table:
                    return Verdict(table[part], f"its element is called “{word}”", 0.75)
    return None
