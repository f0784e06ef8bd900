"""The words below a predicate -> what tables of cues make of them: PLOVER's contexts and modes.

A cue is a word, several joined by "_", or a verb marked "/v"; its weight says whether it is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from onrecord.event.codebook import read_table
from onrecord.event.tree import MAX_BELOW, Tree

__all__ = ["Shown", "below", "shown"]

#: Clauses below a predicate that tell of something else: "arrested a man who had won the election".
APART: Final = frozenset({"relcl", "parataxis"})
#: Parts of speech in which a cue of one word counts, unless its row marks it as a verb.
NOMINAL: Final = frozenset({"NOUN", "PROPN", "ADJ"})
#: The tokenizer cuts words at hyphens between letters, and off the ending of the genitive.
CUTS: Final = re.compile(r"(?<=[a-z])(-)(?=[a-z])|('s)$|(?<=s)(')$")

#: Label -> the words that show it, with their weights.
Shown = dict[str, dict[str, int]]
#: First word -> (all words, whether it is a verb, label, weight), the longest first.
Cues = dict[str, list[tuple[tuple[str, ...], bool, str, int]]]


@cache
def load_cues(table: str, column: str, of: str = "") -> Cues:
    """The cues of a packaged table, labelled by `column`; with `of` those of that type only."""
    cues: Cues = {}
    for row in read_table(table):
        if of and row["type"] != of:
            continue
        for cue in row["cues"].split():
            term, _, mark = cue.partition("/")
            words = tuple(part for word in term.split("_") for part in CUTS.split(word) if part)
            cues.setdefault(words[0], []).append((words, mark == "v", row[column], int(row["weight"])))
    for rows in cues.values():
        rows.sort(key=lambda each: (-len(each[0]), each))
    return cues


def shown(tree: Tree, tokens: Iterable[int], cues: Cues) -> Shown:
    """What the words at `tokens` show, each label with its cues as they stand there or as lemmas."""
    found: Shown = {}
    for i in tokens:
        # the plural of a name is its own lemma: "Muslims"
        forms = dict.fromkeys((tree.low[i], tree.lemma[i], tree.low[i].removesuffix("s")))
        for words, verb, label, weight in (row for form in forms for row in cues.get(form, ())):
            if stands(tree, i, words, verb):
                word = " ".join(tree.low[i : i + len(words)]) if len(words) > 1 else tree.lemma[i]
                found.setdefault(label, {})[word] = weight
    return found


def stands(tree: Tree, i: int, words: tuple[str, ...], verb: bool) -> bool:
    """Whether a cue stands at token `i`: several words as they are, one in its part of speech."""
    if len(words) == 1:
        return tree.verbal(i) if verb else tree.pos[i] in NOMINAL
    places = range(i, min(i + len(words), len(tree)))
    return len(places) == len(words) and all(
        word in (tree.low[at], tree.lemma[at], tree.low[at].removesuffix("s"))
        for word, at in zip(words, places, strict=True)
    )


def below(tree: Tree, heads: Iterable[int]) -> list[int]:
    """The tokens below `heads`, without clauses that are coordinated with them or tell of another."""
    found = list(dict.fromkeys(heads))
    seen = set(found)
    for each in found:
        if len(found) > MAX_BELOW:
            break
        for kid in tree.kids[each]:
            apart = tree.dep[kid] in APART or (tree.dep[kid] == "conj" and tree.verbal(kid))
            if not apart and kid not in seen:
                seen.add(kid)
                found.append(kid)
    return sorted(found)
