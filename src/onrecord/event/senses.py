"""A token of a parse -> the lexicon's sense that fits it, by the patterns of the codebook."""

from __future__ import annotations

from onrecord.event.codebook import ANYBODY, Codebook, Sense, Term
from onrecord.event.tree import MAX_STEPS, Tree

#: spaCy's coarse part of speech -> the lexicon's.
PART_OF = {"VERB": "v", "AUX": "v", "NOUN": "n", "PROPN": "n", "ADJ": "a"}
#: Particles that the parser takes for prepositions: "pulled out of the town".
PARTICLES = frozenset({"down", "off", "out"})
#: Marks of a quotation.
QUOTES = frozenset({'"', "“", "”", "``", "''"})
#: Entity labels of somebody.
SOMEBODY = frozenset({"PERSON", "NORP", "GPE", "ORG"})


def sense_of(tree: Tree, i: int, book: Codebook) -> Sense | None:
    """The most demanding sense of token `i` whose pattern holds; None if there is none."""
    part = part_of(tree, i)
    rows = book.senses.get((tree.lemma[i], part))
    if rows is None:
        return None
    for sense in rows:
        if all(holds(tree, i, term, part, book) for term in sense.terms):
            return sense
    return None


def find_senses(tree: Tree, book: Codebook) -> dict[int, Sense]:
    """The tokens that the lexicon knows in their pattern, with their sense."""
    lemmas = book.lemmas
    found = {}
    for i, lemma in enumerate(tree.lemma):
        if lemma in lemmas and not (tree.pos[i] == "PROPN" and tree.ent[i]):
            sense = sense_of(tree, i, book)
            if sense is not None:
                found[i] = sense
    return found


def part_of(tree: Tree, i: int) -> str:
    """The lexicon's part of speech of token `i`; "" if it has none there."""
    part = PART_OF.get(tree.pos[i], "")
    if part in {"n", "a"} and tree.tag[i] in {"VBD", "VBN", "VBG", "VBZ", "VBP", "VB"}:
        part = "v"
    return part


def holds(tree: Tree, i: int, term: Term, part: str, book: Codebook) -> bool:
    """Whether one term of a pattern holds at token `i`."""
    relation, words = term.relation, term.words
    if ANYBODY in words and relation == "obj":
        # an ORG that is let go or hit is mostly a product: "released Windows"
        things = [each for each in objects(tree, i) if tree.ent[each] != "ORG"]
        if any(is_somebody(tree, each, book) for each in things):
            return True
    if relation == "obj":
        heads = nominal_objects(tree, i) if part == "n" else objects(tree, i)
        return any(
            tree.lemma[each] in words or names_one(tree, each, words)
            for head in heads
            for each in tree.conjuncts(head)
        )
    if relation == "prep":
        return any(
            low in words
            and (
                not term.objects
                or any(has(tree, each, term.objects) for each in found or bare(tree, token))
                or (ANYBODY in term.objects and any(is_somebody(tree, each, book) for each in found))
            )
            for low, token, found in tree.prepositions(i)
        )
    if relation == "subj":
        return any(tree.lemma[kid] in words for kid in tree.children(i, "nsubj"))
    if relation == "mark":
        return for_clause(tree, i, words) is not None
    if relation == "said":
        return says_of(tree, i, words)
    if relation == "prt":
        return any(
            tree.low[kid] in words and (tree.dep[kid] in {"prt", "advmod"} or tree.low[kid] in PARTICLES)
            for kid in tree.kids[i]
        )
    if relation == "no":
        # "demonstrated that it works" has an object as well
        return not objects(tree, i) and not tree.children(i, "ccomp")
    if relation == "comp":
        return any(governs(tree, kid) and (not words or tree.lemma[kid] in words) for kid in tree.kids[i])
    return any(tree.dep[kid] == "ccomp" for kid in tree.kids[i])


def is_somebody(tree: Tree, i: int, book: Codebook) -> bool:
    """Whether token `i` names somebody or a kind of people."""
    if tree.lemma[i] in book.words["machines"]:
        return False  # crews act by them, but "release an aircraft" lets nobody go
    return tree.ent[i] in SOMEBODY or (
        tree.pos[i] in {"NOUN", "PROPN"} and tree.lemma[i] in book.words["agents"]
    )


def governs(tree: Tree, kid: int) -> bool:
    """Whether `kid` is an infinitive or participle under its head, not a clause with its own mood."""
    if tree.dep[kid] not in {"xcomp", "ccomp", "pcomp"}:
        return False
    head = tree.head[kid]
    if any(tree.low[each] in QUOTES for each in range(min(head, kid), max(head, kid))[:MAX_STEPS]):
        return False  # what is quoted is said, not asked for
    passive = tree.tag[kid] == "VBN" and any(tree.low[each] == "to" for each in tree.kids[kid])
    if not passive and tree.tag[kid] not in {"VB", "VBG"}:
        return False
    return not any(tree.tag[each] == "MD" or tree.low[each] == "that" for each in tree.kids[kid])


def bare(tree: Tree, token: int) -> list[int]:
    """The adjectives of a preposition that has no noun: "described it as reckless"."""
    return [kid for kid in tree.kids[token] if tree.dep[kid] in {"amod", "acomp", "pobj", "pcomp"}]


def for_clause(tree: Tree, i: int, words: frozenset[str]) -> int | None:
    """The infinitive with its own subject under `i`: "called for the law to be changed"; None if none."""
    for kid in tree.kids[i]:
        if tree.dep[kid] in {"advcl", "ccomp", "xcomp"} and kid > i:
            below = [
                each for each in tree.kids[kid] if tree.dep[each] in {"mark", "nsubj", "nsubjpass", "aux"}
            ]
            lows = {tree.low[each]: tree.dep[each] for each in below}
            if "to" in lows and any(lows.get(word) == "mark" for word in words):
                return kid
    return None


def says_of(tree: Tree, i: int, words: frozenset[str]) -> bool:
    """Whether a clause without a verb under `i` says one of `words` of somebody: "called it reckless"."""
    return any(
        tree.dep[kid] in {"ccomp", "oprd"} and tree.lemma[kid] in words and kid > i for kid in tree.kids[i]
    )


def has(tree: Tree, head: int, words: frozenset[str]) -> bool:
    """Whether a phrase's head or its modifiers is one of `words`; a country's name is "country"."""
    if any(tree.lemma[each] in words for each in tree.conjuncts(head)) or names_one(tree, head, words):
        return True
    return "country" in words and tree.ent[head] == "GPE"


def names_one(tree: Tree, head: int, words: frozenset[str]) -> bool:
    """Whether a modifier or an `of` object of the phrase is one of `words`: "emergency powers"."""
    for kid in tree.kids[head]:
        dep = tree.dep[kid]
        if dep in {"compound", "nmod", "amod"} and tree.lemma[kid] in words:
            return True
        if dep == "prep" and tree.low[kid] == "of":
            return any(tree.lemma[each] in words for each in tree.children(kid, "pobj"))
    return False


def objects(tree: Tree, i: int) -> list[int]:
    """What a verb is done to: direct object, passive subject, the noun that a participle modifies."""
    found = [kid for kid in tree.kids[i] if tree.dep[kid] in {"dobj", "nsubjpass", "oprd"}]
    dep, head = tree.dep[i], tree.head[i]
    if found:
        if dep == "relcl" and tree.low[found[0]] in {"who", "which", "that", "whom"}:
            return [head]
        return found
    if dep == "acl" and tree.tag[i] == "VBN":
        return [head]
    if dep == "relcl" and gap_is_object(tree, i):
        return [head]
    if dep == "conj":
        # "suspended and later cancelled the deal", "was tried and jailed"
        if tree.tag[i] == "VBN" and (passive := tree.children(head, "nsubjpass")):
            return passive
        return []
    if any(tree.dep[kid] == "prep" and tree.children(kid, "pobj") for kid in tree.kids[i]):
        return []  # "returned to the firm and took the post"
    later = [kid for kid in tree.kids[i] if tree.dep[kid] == "conj" and tree.verbal(kid)]
    for kid in later:
        shared = tree.children(kid, "dobj")
        if shared and not tree.children(kid, "nsubj"):
            return shared
    return []


def gap_is_object(tree: Tree, i: int) -> bool:
    """Whether a relative clause has its own subject and so lacks its object: "the man they held"."""
    return any(
        tree.dep[kid] in {"nsubj"} and tree.low[kid] not in {"who", "which", "that"} for kid in tree.kids[i]
    )


def nominal_objects(tree: Tree, i: int) -> list[int]:
    """What an event noun is done to: its `of` object and the nouns compounded with it."""
    found = []
    for kid in tree.kids[i]:
        dep = tree.dep[kid]
        if dep in {"compound", "nmod", "amod"}:
            found.append(kid)
        elif dep == "prep" and tree.low[kid] in {"of", "in", "to", "on"}:
            found.extend(tree.children(kid, "pobj"))
    return found
