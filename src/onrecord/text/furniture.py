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
#: Most words of a row, and of a piece of it, that bars or dots divide and that holds no sentence.
ROW_WORDS: Final = 60
BAR_WORDS: Final = 9
#: Sorts that are short labels: longer blocks that begin so are sentences of the article.
LABELS: Final = frozenset({"byline", "date line of the page", "tags", "photo credit"})
#: Sorts that only stand at the end of an article.
CLOSING: Final = frozenset({"about the author", "contact of the author"})
SEPARATORS: Final = re.compile(r"\s{2,}|\s?[|›»·•]\s?|\s[/>]\s|\t")
BARS: Final = re.compile(r"\s?[|·•]\s?")
EDGES: Final = " \t\n.:;,!?…-–—*[]()|>»›\"'“”‘’"
SENTENCE_END: Final = re.compile(r"[.!?…][\"'”’)\]»]{0,3}\s{0,3}$")
ADDRESS: Final = re.compile(r"\(?(?:https?://|www\.|[\w.+-]{1,64}@|@\w|twitter\.com/|facebook\.com/)\S*\)?")
#: Words that furniture has no use for: where somebody says something, it is the article that tells it.
REPORTED: Final = re.compile(r"\b(?:said|told|says|tells|testified|according to)\b", re.IGNORECASE)
WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
#: A comma and the subject of a clause after it; what it begins with is in lower case.
CLAUSE: Final = re.compile(
    r",\s(?:and\s|but\s|so\s)?(?:the|an?|this|that|these|those|he|she|it|they|his|her|its|their|some|many|most|no|who|which|whose)\s"
)
#: Sorts that go on with names and what they did: clauses say nothing against them.
CREDITS: Final = frozenset({"credit line"})
#: Ends of a match behind which a title may stand, which reads as a sentence does.
LABEL_END: Final = (":", "|", "–", "—", "-", "/", "©", "#")
#: End of a sentence that is no question or cry, as titles are, and of one that is quoted.
FULL_STOP: Final = re.compile(r"(?:(?<!\.)\.|[.!?][\"'”’]|[\"'”’]\.)[\"'”’)\]]{0,3}\s{0,3}$")
QUOTED: Final = re.compile(r"[\"“][^\"“”]{2,400}[\"”]")
#: Fewest words of a sentence that ends a section of furniture, and of one that is a question.
STATEMENT_WORDS: Final = 3
QUESTION_WORDS: Final = 12
#: Fewest words of a title that ends with a full stop, and letters of a word that has a capital in it.
TITLE_WORDS: Final = 4
TITLE_LETTERS: Final = 4


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
    #: Finite verbs, words in -ed that are none, and words by which a page speaks to its reader.
    verbs: frozenset[str]
    no_verbs: frozenset[str]
    reader: frozenset[str]


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
        verbs=frozenset(pattern for pattern, _ in groups["verb"]),
        no_verbs=frozenset(pattern for pattern, _ in groups["no verb"]),
        reader=frozenset(pattern for pattern, _ in groups["reader"]),
    )


def _compile(rows: list[tuple[str, str]]) -> Patterns:
    joined = re.compile("|".join(f"(?:{pattern})" for pattern, _ in rows), re.IGNORECASE)
    return Patterns(joined, tuple((re.compile(pattern, re.IGNORECASE), sort) for pattern, sort in rows))


def judge_words(words: str, *, closing: bool) -> Verdict | None:
    """The verdict on a line or block by its words; None if they may be the article's own.

    `closing` says that it stands among the last blocks of the page.
    """
    count = words.count(" ") + 1
    if count <= ROW_WORDS and (bars := judge_bars(words)):
        return bars
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
    if "©" in start:
        told = has_verb(start) or tells(words, start, clauses=False)
    elif sort in CREDITS:
        told = "this" not in words.split() and ";" not in words and tells(words, start, clauses=False)
    else:
        told = sort not in CLOSING and tells(words, start)
    if told:
        return None
    return Verdict(sort, f"it begins with “{start.strip()}”", 0.85)


def is_sentence(words: str, count: int) -> bool:
    """Whether a line reads as a sentence: ten words or more with a full stop at the end."""
    return count >= 10 and SENTENCE_END.search(words[-8:]) is not None


def tells(words: str, start: str, *, clauses: bool = True) -> bool:
    """Whether a line that begins as furniture does goes on as a sentence that tells something.

    It ends as one, does not speak to its reader, and after `start` has a finite verb or, with `clauses`,
    a clause behind a comma. Where `start` has the verb ("This material may not be"), only a clause counts.
    """
    if SENTENCE_END.search(words[-8:]) is None or start.rstrip().endswith(LABEL_END):
        return False
    rest = words[words.find(start) + len(start.rstrip(" ,")) :]
    if clauses and CLAUSE.search(rest) and not speaks(rest):
        return True
    return has_verb(rest) and not has_verb(start) and not speaks(words)


def speaks(words: str) -> bool:
    """Whether words speak to the reader of the page or of the page itself."""
    return not load_table().reader.isdisjoint(WORD.findall(words.lower().replace("’", "'")))


def has_verb(words: str) -> bool:
    """Whether words hold what looks like a finite verb: one of the table, or a past form in -ed."""
    table = load_table()
    return any(
        word in table.verbs or (len(word) > 4 and word.endswith("ed") and word not in table.no_verbs)
        for word in WORD.findall(words)
        if word.islower()
    )


def is_statement(words: str) -> bool:
    """Whether a block is a whole sentence, and no title, of which lists of other pages are made.

    It ends with a full stop, or has a quotation or somebody who says something, or is a long question.
    One or two words are none ("Ltd.").
    """
    count = words.count(" ") + 1
    if count < STATEMENT_WORDS:
        return False
    if FULL_STOP.search(words[-12:]):
        return QUOTED.search(words) is not None or not is_title(words)
    ended = SENTENCE_END.search(words[-8:]) is not None
    if ended and (count >= QUESTION_WORDS or QUOTED.search(words)):
        return True
    return REPORTED.search(words) is not None and (ended or words.rstrip().endswith(":"))


def is_title(words: str) -> bool:
    """Whether words are written as titles are: every word of some length with a capital, and no verb.

    Some sites end the titles of their lists with a full stop. Words in capitals throughout are none.
    """
    found = WORD.findall(words)
    if len(found) < TITLE_WORDS or words.isupper() or has_verb(words):
        return False
    return not any(word[0].islower() and len(word) >= TITLE_LETTERS for word in found)


def judge_bars(words: str) -> Verdict | None:
    """The verdict on a row of three pieces or more between bars or dots with no sentence in it."""
    pieces = [piece for piece in BARS.split(words) if piece.strip()]
    if len(pieces) < ROW_PIECES or REPORTED.search(words):
        return None
    for piece in pieces:
        count = len(piece.split())
        if count > BAR_WORDS or (count >= STATEMENT_WORDS and SENTENCE_END.search(piece)):
            return None
    # A summary in points has a verb in each; a menu, in one or two ("Best viewed at 1024×768").
    if 2 * sum(has_verb(piece) and not speaks(piece) for piece in pieces) >= len(pieces):
        return None
    return Verdict("menu or bar of buttons", f"{len(pieces)} pieces between bars, and no sentence", 0.8)


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
