"""The words of an event -> PLOVER's contexts, each with the word that shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from onrecord.event.codebook import read_table
from onrecord.event.tree import MAX_BELOW, Tree

__all__ = ["contexts_of"]

#: Weight from which on a context is given: one cue that leaves no doubt, or two that hint at it.
ENOUGH: Final = 2
#: Clauses below a predicate that tell of something else: "arrested a man who had won the election".
APART: Final = frozenset({"relcl", "parataxis"})
#: Parts of speech in which a cue of one word counts, unless its row marks it as a verb ("deport/v").
NOMINAL: Final = frozenset({"NOUN", "PROPN", "ADJ"})
#: The tokenizer cuts words at hyphens between letters, and the ending of the genitive.
CUTS: Final = re.compile(r"(?<=[a-z])(-)(?=[a-z])|('s)$|(?<=s)(')$")

#: First word -> (all words, whether it is a verb, context, weight), the longest first.
Cues = dict[str, list[tuple[tuple[str, ...], bool, str, int]]]


@cache
def load_cues() -> Cues:
    """The cue table, read once for the process."""
    cues: Cues = {}
    for row in read_table("context_cues.tsv"):
        for cue in row["cues"].split():
            term, _, mark = cue.partition("/")
            words = tuple(part for word in term.split("_") for part in CUTS.split(word) if part)
            cues.setdefault(words[0], []).append((words, mark == "v", row["context"], int(row["weight"])))
    for rows in cues.values():
        rows.sort(key=lambda each: (-len(each[0]), each))
    return cues


def contexts_of(tree: Tree, heads: Iterable[int], own: Iterable[str] = ()) -> dict[str, tuple[str, ...]]:
    """Context -> the words that show it, sorted by context.

    `heads` are the tokens of the predicate and of what takes part; what stands below them counts,
    other clauses left out. `own` are the contexts that the predicate's sense has by itself: they need
    no further word and stand with none. A context is given from a weight of `ENOUGH` on.
    """
    found: dict[str, dict[str, int]] = {name: {} for name in own}
    cues = load_cues()
    for i in below(tree, heads):
        rows = cues.get(tree.low[i], [])
        if tree.lemma[i] != tree.low[i]:
            rows = [*rows, *cues.get(tree.lemma[i], [])]
        for words, verb, context, weight in rows:
            if stands(tree, i, words, verb):
                shown = " ".join(tree.low[i : i + len(words)]) if len(words) > 1 else tree.lemma[i]
                found.setdefault(context, {})[shown] = weight
    sure = set(own) | {name for name, shown in found.items() if sum(shown.values()) >= ENOUGH}
    return {name: tuple(sorted(found[name])) for name in sorted(sure)}


def stands(tree: Tree, i: int, words: tuple[str, ...], verb: bool) -> bool:
    """Whether a cue stands at token `i`: several words as they are, one in its part of speech."""
    if len(words) == 1:
        return tree.verbal(i) if verb else tree.pos[i] in NOMINAL
    places = range(i, min(i + len(words), len(tree)))
    return len(places) == len(words) and all(
        word in (tree.low[at], tree.lemma[at]) for word, at in zip(words, places, strict=True)
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
