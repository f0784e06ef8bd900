"""spaCy Doc and quotations -> a flat view of the parse: plain lists by token, read once.

Reading a token's attributes through spaCy costs more than everything this stage does with them, so
each is read once for the whole document; words of a token are looked up in the vocabulary's strings.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IDX, LEMMA, LENGTH, LOWER, POS, SENT_START, TAG
from spacy.tokens import Doc

from onrecord.speech.quotes import Quotation
from onrecord.speech.verbs import load_verbs

__all__ = ["DASHES", "MARKS", "NOMINAL", "RELATIVES", "Tree", "plant"]

LINE_END: Final = re.compile("\n")
COLUMNS: Final = [IDX, LENGTH, LOWER, LEMMA, POS, TAG, DEP, HEAD, ENT_TYPE, ENT_IOB, SENT_START]
#: What opens a clause in which the writer, not the one who is reported, goes on.
CONTRASTS: Final = frozenset({"while", "though", "although", "whereas"})
#: Quotation marks as the tokenizer leaves them.
MARKS: Final = frozenset({'"', "”", "“", "''", "``", "’", "‘", "'", "»", "«"})
DASHES: Final = frozenset({"-", "–", "—", "--", "―"})
CLOSING: Final = frozenset({'"', "”", "''"})
#: Pronouns of a relative clause.
RELATIVES: Final = frozenset({"who", "which", "that", "whom"})
#: Parts of speech that name somebody or something.
NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


@dataclass(slots=True)
class Tree:
    """One parsed text as lists over its tokens; every number is a token's index but `at`/`until`."""

    text: str
    #: Offset of the token's first code point, and one past its last.
    at: list[int]
    until: list[int]
    lower: list[str]
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    #: The token that it hangs from; a root hangs from itself.
    head: list[int]
    ent: list[str]
    #: Its dependents in text order.
    kids: list[list[int]]
    #: First and last token of its subtree.
    left: list[int]
    right: list[int]
    #: Number of its sentence, and the sentences' first tokens with the end as the last entry.
    sentence: list[int]
    starts: list[int]
    #: Number of its line.
    line: list[int]
    #: Index into `quotes` of the outermost speech quotation it stands in; -1 for none.
    quote: list[int]
    #: Outermost quotations with speech, in text order.
    quotes: tuple[Quotation, ...]
    #: Their first offsets.
    quote_starts: list[int]
    #: Whether it stands in any quotation marks.
    marked: list[bool]

    def __len__(self) -> int:
        return len(self.at)

    def kid(self, token: int, *deps: str) -> int:
        """The first dependent with one of `deps`; -1 if there is none."""
        for child in self.kids[token]:
            if self.dep[child] in deps:
                return child
        return -1

    def token_from(self, offset: int) -> int:
        """The first token that ends after `offset`."""
        return bisect_right(self.until, offset)

    def token_before(self, offset: int) -> int:
        """One past the last token that starts before `offset`."""
        return bisect_left(self.at, offset)

    def begins(self, token: int) -> bool:
        """Whether `token` is the first of its sentence."""
        return self.starts[self.sentence[token]] == token

    def within(self, token: int, above: int) -> bool:
        """Whether `token` stands in the subtree of `above`."""
        return self.left[above] <= token <= self.right[above]


def plant(doc: Doc, quotes: Sequence[Quotation], walls: Sequence[int] = ()) -> Tree:
    """The flat view of a parsed text with its quotations.

    `walls` are offsets at which a line ends although no line break stands there: the edges of
    quarantined passages.
    """
    columns = doc.to_array(COLUMNS).astype("int64").T.tolist() if len(doc) else [[] for _ in COLUMNS]
    at, length, lower, lemma, pos, tag, dep, head, ent, iob, starts = columns
    names = _names(doc, (lower, lemma, pos, tag, dep, ent))
    size = len(at)
    deps, tags, lowers = ([names[key] for key in column] for column in (dep, tag, lower))
    lemmas = [names[key].lower() for key in lemma]
    heads, kids = _mended(head, deps, tags, lowers, lemmas)
    left, right = _edges(heads, kids)
    first = [token for token in range(size) if starts[token] == 1 or token == 0]
    quote, outer, marked = _quoted(at, quotes)
    return Tree(
        text=doc.text,
        at=at,
        until=[start + count for start, count in zip(at, length, strict=True)],
        lower=lowers,
        lemma=lemmas,
        pos=[names[key] for key in pos],
        tag=tags,
        dep=deps,
        head=heads,
        ent=[names[key] if inside in (1, 3) else "" for key, inside in zip(ent, iob, strict=True)],
        kids=kids,
        left=left,
        right=right,
        sentence=_numbers(size, first),
        starts=[*first, size],
        line=_lines(doc.text, at, walls),
        quote=quote,
        quotes=outer,
        quote_starts=[one.start for one in outer],
        marked=marked,
    )


def _names(doc: Doc, columns: Sequence[Sequence[int]]) -> dict[int, str]:
    """The words behind the vocabulary's keys, as `to_array` gives them (signed)."""
    strings = doc.vocab.strings
    return {key: strings[key % (1 << 64)] if key else "" for column in columns for key in column}


def _mended(
    offsets: Sequence[int], deps: list[str], tags: list[str], lowers: list[str], lemmas: list[str]
) -> tuple[list[int], list[list[int]]]:
    """Heads and dependents, from the heads' distances, with clauses that report hung where they belong."""
    heads = [token + offset for token, offset in enumerate(offsets)]
    kids = _kids(heads)
    _raise_clauses(heads, kids, deps, tags, lowers)
    _raise_joined(heads, kids, deps, tags, lemmas)
    return heads, kids


def _kids(heads: Sequence[int]) -> list[list[int]]:
    kids: list[list[int]] = [[] for _ in heads]
    for token, above in enumerate(heads):
        if above != token:
            kids[above].append(token)
    return kids


def _raise_clauses(
    heads: list[int], kids: list[list[int]], deps: list[str], tags: list[str], lowers: list[str]
) -> None:
    """Hangs ", adding that" and ", while" from the verb that reports, not from the report.

    In "she said it was late, adding that", the parser hangs "adding" from "was".
    """
    for token, dep in enumerate(deps):
        above = heads[token]
        if dep != "advcl" or above > token or deps[above] != "ccomp" or heads[above] >= above:
            continue
        first = token if tags[token] == "VBG" else _contrast(token, kids, lowers)
        if first < 1:
            continue
        comma = lowers[first - 1] == "," or (lowers[first - 1] in CLOSING and lowers[first - 2] == ",")
        if comma:
            kids[above].remove(token)
            heads[token] = heads[above]
            kids[heads[above]] = sorted([*kids[heads[above]], token])


def _contrast(verb: int, kids: list[list[int]], lowers: list[str]) -> int:
    """The word that opens a contrasting clause; -1 if `verb`'s clause has none."""
    for kid in kids[verb]:
        if lowers[kid] in CONTRASTS:
            return kid
    return -1


def _raise_joined(
    heads: list[int], kids: list[list[int]], deps: list[str], tags: list[str], lemmas: list[str]
) -> None:
    """Joins a past verb to the past verb that reports, where the parse joined it to a present one.

    In "the staff said it is looking into it but did not say why", the parser joins "say" to "looking".
    """
    verbs = load_verbs()
    for token, dep in enumerate(deps):
        above = heads[token]
        if dep != "conj" or not verbs.speaks(lemmas[token]) or deps[above] != "ccomp" or above > token:
            continue
        reports = heads[above]
        if reports > above or _tense(reports, kids, deps, tags) != "VBD":
            continue
        own = any(deps[kid] in ("nsubj", "nsubjpass") for kid in kids[token])
        if own or _tense(token, kids, deps, tags) != "VBD" or _tense(above, kids, deps, tags) == "VBD":
            continue
        kids[above].remove(token)
        heads[token] = reports
        kids[reports] = sorted([*kids[reports], token])


def _tense(verb: int, kids: list[list[int]], deps: list[str], tags: list[str]) -> str:
    """The tag of a verb's finite word."""
    for kid in kids[verb]:
        if deps[kid] in ("aux", "auxpass") and tags[kid] in ("VBD", "VBZ", "VBP", "MD"):
            return tags[kid]
    return tags[verb]


def _edges(heads: list[int], kids: list[list[int]]) -> tuple[list[int], list[int]]:
    """First and last token of each token's subtree, whatever the order of the heads."""
    order = [token for token, above in enumerate(heads) if above == token]
    for token in order:
        order.extend(kids[token])
    left, right = list(range(len(heads))), list(range(len(heads)))
    for token in reversed(order):
        above = heads[token]
        left[above] = min(left[above], left[token])
        right[above] = max(right[above], right[token])
    return left, right


def _numbers(size: int, first: list[int]) -> list[int]:
    numbers = [0] * size
    number = -1
    firsts = set(first)
    for token in range(size):
        number += token in firsts
        numbers[token] = number
    return numbers


def _lines(text: str, at: list[int], walls: Sequence[int]) -> list[int]:
    breaks = sorted([match.end() for match in LINE_END.finditer(text)] + list(walls))
    return [bisect_right(breaks, start) for start in at]


def _quoted(
    at: list[int], quotes: Sequence[Quotation]
) -> tuple[list[int], tuple[Quotation, ...], list[bool]]:
    size = len(at)
    quote, marked = [-1] * size, [False] * size
    outer: list[Quotation] = []
    for one in quotes:
        if one.level > 1 and (not one.speech or (outer and one.start < outer[-1].end)):
            continue
        begin, end = bisect_left(at, one.start), bisect_left(at, one.end)
        marked[begin:end] = [True] * (end - begin)
        if one.speech:
            quote[begin:end] = [len(outer)] * (end - begin)
            outer.append(one)
    return quote, tuple(outer), marked
