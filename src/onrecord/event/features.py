"""A parsed sentence with an actor and a recipient -> named features in views, for the type model.

Views: `path` (dependency path between the two and its children), `mask` (the sentence with the two
masked), `tree` (the words under the path), `gap` (the words between them) and `code` (what lexicon
and modality table say of the predicates on and off the path).
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from onrecord.event.codebook import Codebook, Sense
from onrecord.event.senses import find_senses
from onrecord.event.status import Facts, facts_of
from onrecord.event.tree import Tree

Views = dict[str, dict[str, float]]
#: Half-open range of tokens.
Range = tuple[int, int]

#: Children of path words that tell what is done.
TELLING = frozenset(
    {"dobj", "attr", "acomp", "xcomp", "prep", "prt", "neg", "aux", "auxpass", "ccomp", "nsubjpass", "pobj",
     "advcl", "oprd", "dative", "pcomp", "agent"}
)  # fmt: skip
BELOW = frozenset({"dobj", "pobj", "prep", "neg", "amod", "compound", "xcomp", "aux"})
VIEWS = ("path", "mask", "tree", "gap", "code")
#: Words around the two that are read in the views; a sentence of more is a list or a hostile page.
MAX_TOKENS = 160


class Clues:
    """A parse with the lexicon's senses in it and, once asked for, the facts of its words."""

    __slots__ = ("_facts", "book", "senses", "tree")

    def __init__(self, tree: Tree, book: Codebook) -> None:
        self.tree = tree
        self.book = book
        self.senses: dict[int, Sense] = find_senses(tree, book)
        self._facts: dict[int, Facts] = {}

    def facts(self, i: int) -> Facts:
        """The facts of token `i`."""
        found = self._facts.get(i)
        if found is None:
            found = self._facts[i] = facts_of(self.tree, i, self.book)
        return found


def views_of(clues: Clues, actor: Range, recipient: Range) -> Views:
    """Feature counts per view for `actor` doing something to `recipient` (half-open token ranges)."""
    tree = clues.tree
    path, lca = path_between(tree, actor, recipient)
    masked = mask_of(tree, actor, recipient)
    low, high = sentence_of(tree, actor, recipient)
    return {
        "path": path_features(tree, path, lca, actor, recipient),
        "mask": grams([masked.get(i, tree.low[i]) for i in range(low, high) if masked.get(i, " ")]),
        "tree": grams(under_path(tree, path, actor, recipient)),
        "gap": grams(words_between(tree, actor, recipient)),
        "code": code_features(clues, path, lca, (actor, recipient), (low, high)),
    }


def root_of(tree: Tree, span: Range) -> int:
    """The token of the span whose head is outside it."""
    low, high = span
    for i in range(low, high):
        head = tree.head[i]
        if head == i or not low <= head < high:
            return i
    return max(low, high - 1)


def chain(tree: Tree, i: int) -> list[int]:
    """`i` and its heads."""
    return [i, *tree.up(i)]


def path_between(tree: Tree, actor: Range, recipient: Range) -> tuple[list[int], int]:
    """Tokens on the dependency path between the two, without the two, and the topmost."""
    first, second = chain(tree, root_of(tree, actor)), chain(tree, root_of(tree, recipient))
    reached = set(second)
    lca = next((each for each in first if each in reached), first[-1])
    up = [each for each in first[1:] if each != lca]
    down = [each for each in second[1:] if each != lca]
    if lca in first:
        up = first[1 : first.index(lca)] if first.index(lca) else []
    if lca in second:
        down = second[1 : second.index(lca)] if second.index(lca) else []
    inside = {*range(*actor), *range(*recipient)}
    path = [each for each in dict.fromkeys([lca, *up, *down]) if each not in inside]
    return path, lca


def path_features(tree: Tree, path: list[int], lca: int, actor: Range, recipient: Range) -> dict[str, float]:
    """Lemmas and dependencies on the path, their children and grandchildren."""
    found: Counter[str] = Counter()
    found["lca=" + tree.lemma[lca]] = 2
    for mark, span in (("s", actor), ("t", recipient)):
        root = root_of(tree, span)
        found[f"{mark}dep={tree.dep[root]}"] = 1
        found[f"{mark}ent={tree.ent[root]}"] = 1
        found[f"{mark}head={tree.lemma[tree.head[root]]}_{tree.dep[root]}"] = 1
    inside = {*range(*actor), *range(*recipient)}
    for i in path:
        found["p=" + tree.lemma[i]] += 1
        found[f"pp={tree.lemma[i]}_{tree.dep[i]}"] += 1
        for kid in tree.kids[i]:
            if tree.dep[kid] not in TELLING or kid in inside:
                continue
            found[f"c={tree.dep[kid]}_{tree.lemma[kid]}"] += 1
            found[f"pc={tree.lemma[i]}_{tree.dep[kid]}_{tree.lemma[kid]}"] += 1
            for grand in tree.kids[kid]:
                if tree.dep[grand] in BELOW and grand not in inside:
                    found["g=" + tree.lemma[grand]] += 1
    root = root_of(tree, recipient)
    for i in range(*recipient):
        if i != root and tree.pos[i] in {"NOUN", "VERB"}:
            found["tw=" + tree.lemma[i]] = 1
    if tree.pos[root] == "NOUN":
        found["th=" + tree.lemma[root]] = 1
    root = root_of(tree, actor)
    if tree.pos[root] == "NOUN":
        found["sh=" + tree.lemma[root]] = 1
    return dict(found)


def sentence_of(tree: Tree, actor: Range, recipient: Range) -> Range:
    """The tokens of the sentence or sentences that hold the two."""
    first = min(actor[0], recipient[0])
    last = max(actor[1] - 1, recipient[1] - 1, first)
    low = max(tree.sent[first], first - MAX_TOKENS)
    high = min(tree.stop[tree.sent[last]], last + MAX_TOKENS)
    return low, min(high, low + 2 * MAX_TOKENS)


def mask_of(tree: Tree, actor: Range, recipient: Range) -> dict[int, str]:
    """Tokens that are written otherwise in the masked sentence; "" drops one."""
    masked: dict[int, str] = {}
    for (low, high), word in ((recipient, "TGTX"), (actor, "SRCX")):
        for i in range(low, high):
            masked[i] = word if i == low else ""
    for i in range(*sentence_of(tree, actor, recipient)):
        if i in masked:
            continue
        if tree.pos[i] in {"PUNCT", "SPACE", "SYM"}:
            masked[i] = ""
        elif tree.pos[i] == "NUM":
            masked[i] = "NUMX"
        elif tree.ent[i] in {"PERSON", "GPE", "NORP", "DATE", "TIME", "ORG", "LOC"}:
            same = i > 0 and tree.ent[i - 1] == tree.ent[i] and masked.get(i - 1) is not None
            masked[i] = "" if same else "ENT" + tree.ent[i]
    return masked


def under_path(tree: Tree, path: list[int], actor: Range, recipient: Range) -> list[str]:
    """Lemmas of the path and of all below it, without the two."""
    inside = {*range(*actor), *range(*recipient)}
    below = set(path)
    for i in path:
        below.update(each for each in tree.subtree(i) if tree.dep[each] not in {"det", "punct"})
    return [tree.lemma[i] for i in sorted(below) if i not in inside and tree.pos[i] != "SPACE"]


def words_between(tree: Tree, actor: Range, recipient: Range) -> list[str]:
    """Lemmas between the two, whichever comes first."""
    low, high = (actor[1], recipient[0]) if actor[0] <= recipient[0] else (recipient[1], actor[0])
    return tree.lemma[low : min(high, low + MAX_TOKENS)]


def grams(words: list[str]) -> dict[str, float]:
    """Counts of words and of pairs of neighbours."""
    found = Counter(words)
    found.update(f"{one} {two}" for one, two in pairwise(words))
    return dict(found)


def code_features(
    clues: Clues, path: list[int], lca: int, spans: tuple[Range, Range], near: Range
) -> dict[str, float]:
    """Types that the lexicon and the modality table give to predicates on and off the path."""
    tree, book = clues.tree, clues.book
    found: Counter[str] = Counter()
    codes = []
    for i in range(*near):
        sense = clues.senses.get(i)
        if sense is None:
            continue
        place = place_of(tree, i, path, lca, spans)
        facts = clues.facts(i)
        final = book.modality.get((sense.type, condition_of(facts)), sense.type)
        found[f"{place}={sense.type}"] += 1
        found[f"{place}={sense.type}/{sense.mode}"] += 1
        found[f"{place}~{final}"] += 1
        if place in {"lca", "path", "kid"}:
            found[f"{place}={sense.type}@{facts.status}"] += 1
            found[f"near~{final}"] += 1
        if place not in {"src", "tgt"}:
            codes.append(sense.type)
    for i in path[:1]:
        facts = clues.facts(i)
        found[f"mood={facts.status}"] += 1
        found[f"tense={facts.tense}"] += 1
        found[f"pol={facts.polarity}"] += 1
        if effect := book.cues.get((tree.lemma[i], "v")):
            found[f"effect={effect}"] += 1
    for one, two in pairwise(codes):
        found[f"seq={one}_{two}"] += 1
    return dict(found)


def place_of(tree: Tree, i: int, path: list[int], lca: int, spans: tuple[Range, Range]) -> str:
    """Where a predicate stands: on the path, hanging from it, inside one of the two, or off it."""
    actor, recipient = spans
    if i == lca and i in path:
        return "lca"
    if i in path:
        return "path"
    if recipient[0] <= i < recipient[1]:
        return "tgt"
    if actor[0] <= i < actor[1]:
        return "src"
    return "kid" if tree.head[i] in path else "off"


def condition_of(facts: Facts) -> str:
    """The modality table's condition that the facts amount to; "" for none."""
    if facts.polarity == "negative":
        return "refused"
    if facts.requested:
        return "requested"
    return "future" if facts.tense == "future" else ""
