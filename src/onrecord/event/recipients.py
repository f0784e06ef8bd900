"""A predicate in a parse -> the heads of the phrases that name whom it is done to, the surest first."""

from __future__ import annotations

from onrecord.event.codebook import Codebook
from onrecord.event.senses import for_clause, objects
from onrecord.event.subjects import Who, is_passive
from onrecord.event.tree import Tree

#: Prepositions that lead to a recipient, the surest first.
TO_WHOM = (
    "against",
    "on",
    "with",
    "to",
    "from",
    "at",
    "for",
    "between",
    "of",
    "toward",
    "towards",
    "upon",
    "over",
    "into",
    "in",
    "near",
    "about",
)
#: Prepositions inside an object that lead to whom it concerns: "sanctions against", "attack on".
WITHIN = ("against", "on", "of", "with", "to", "for", "between", "from", "at", "by", "in", "over", "near")
#: Clauses within clauses in which a recipient is looked for.
MAX_DEPTH = 4
#: The mark of an infinitive with a subject of its own.
FOR = frozenset({"for"})
MODIFIERS = frozenset({"poss", "compound", "nmod", "amod"})
#: Types whose "in a place" names whom it is done to.
IN_PLACE = frozenset({"AID", "MOBILIZE", "RETREAT", "SANCTION", "COERCE", "ASSAULT"})
#: Types done to a thing that was said or done, where the words name nobody: "condemned the attack".
ABOUT = frozenset({"ACCUSE", "REJECT", "SUPPORT"})
#: Nouns of accusing that are not what is accused.
SUITS = frozenset(
    {"lawsuit", "suit", "complaint", "charge", "case", "petition", "probe", "motion", "inquiry"}
)
#: Verbs whose "to" or "with" leads to who hears it: "complained to the mayor about the police".
HEARD = frozenset({"complain"})
#: Prepositions that lead to who hears or decides.
HEARING = frozenset({"to", "with", "before"})
#: Prepositions that name the victim of a deed, who is not the one blamed for it.
VICTIM = frozenset({"on", "against", "at", "in", "over", "near"})
#: Verbs of a visit that name the host as a place.
ARRIVING = frozenset({"arrive", "land"})
#: Prepositions of where force goes and leaves from.
LANDS = frozenset({"to", "into", "from", "in", "near"})
#: Types of force that is sent to a place or leaves it.
AT_LAND = frozenset({"MOBILIZE", "RETREAT"})
#: Prepositions of a place that stands for whom something is done to.
PLACED = frozenset({"in", "to", "into", "from", "on", "across", "through", "near", "along", "for"})
PLACES = frozenset({"GPE", "LOC", "NORP"})


def recipients_of(
    tree: Tree,
    i: int,
    who: Who,
    book: Codebook,
    *,
    passive: bool,
    noun: int | None,
    name: str,
    below: str | None = None,
    depth: int = 0,
) -> tuple[int, ...]:
    """To whom a verb is done, trying its object, what is in its object, and its prepositions."""
    things = [each for each in objects(tree, i) if tree.pos[each] != "ADP"]
    if not passive:
        things = [each for each in tree.children(i, "dative") if tree.pos[each] != "ADP"] + things
    if tree.lemma[i] == "blame" and (on := [heads for low, _, heads in tree.prepositions(i) if low == "on"]):
        # "blamed the losses on the bank"
        return tuple(each for heads in on for head in heads for each in tree.conjuncts(head) if who(each))
    direct = things
    if tree.lemma[i] in book.words["movers"] or name == "MOBILIZE":
        if found := toward(tree, i, who):
            return found
        moved = book.classes["troops"] | book.classes["peacekeeper"] | book.classes["diplomat"]
        direct = [each for each in things if tree.lemma[each] not in moved]
    if found := tuple(each for thing in direct for each in tree.conjuncts(thing) if who(each)):
        return found
    if found := inside(tree, things, who, book, noun=noun, name=name):
        return found
    if name == "REQUEST" and (asked := clause_subject(tree, i, who, book)):
        return asked
    if found := by_preposition(tree, i, who, name):
        return found
    for thing in things if name != "ASSAULT" else ():
        if far := [each for each in named_below(tree, thing) if each > i and who(each)]:
            return tuple(far[:1])
    return in_clause(tree, i, who, book, name=below or name, depth=depth)


def inside(
    tree: Tree, things: list[int], who: Who, book: Codebook, *, noun: int | None, name: str
) -> tuple[int, ...]:
    """Whom the event noun or the verb's objects concern; a deed that is condemned is itself what is."""
    shown = name == "MOBILIZE"  # "put Peru's army on alert" is not done to Peru
    for thing in ([noun] if noun is not None else []) + ([] if shown else things):
        deed = name == "ACCUSE" and noun is None and tree.lemma[thing] in book.classes["violence"]
        if inner := within(tree, thing, who, skip=VICTIM if deed else frozenset()):
            return inner
        if deed:
            return (thing,)
    return ()


def clause_subject(tree: Tree, i: int, who: Who, book: Codebook) -> tuple[int, ...]:
    """Who is to do what is asked for: "demanded that Peru leave the valley", "that the labels cut prices"."""
    for kid in tree.children(i, "ccomp"):
        own = [each for head in tree.children(kid, "nsubj") for each in tree.conjuncts(head)]
        own = [each for each in own if tree.pos[each] in {"NOUN", "PROPN"}]
        if found := [each for each in own if who(each)]:
            return tuple(found)
        if tree.children(kid, "dobj"):
            return tuple(each for each in own if (tree.lemma[each], "n") not in book.senses)
    return ()


def by_preposition(tree: Tree, i: int, who: Who, name: str) -> tuple[int, ...]:
    """Whom a preposition of the verb leads to, the surest preposition first."""
    by_word: dict[str, list[int]] = {}
    for low, _, heads in tree.prepositions(i):
        by_word.setdefault(low, []).extend(heads)
    for low in (*TO_WHOM, "before"):
        if low in {"in", "near"} and name not in IN_PLACE and tree.lemma[i] not in ARRIVING:
            continue
        if (low == "before" and name != "REQUEST") or (low in HEARING and tree.lemma[i] in HEARD):
            continue
        for head in by_word.get(low, ()):
            if who(head):
                return tuple(each for each in tree.conjuncts(head) if who(each))
            if inner := within(tree, head, who):
                return inner
    return ()


def in_clause(tree: Tree, i: int, who: Who, book: Codebook, *, name: str, depth: int) -> tuple[int, ...]:
    """Whom the clause under a verb names: its subject ("demanded that Peru leave"), else its recipient."""
    if depth >= MAX_DEPTH:
        return ()
    below = tree.children(i, "ccomp", "xcomp", "pcomp")[:2]
    wished = for_clause(tree, i, FOR)
    for kid in below if wished is None or wished in below else [*below, wished]:
        own = tree.children(kid, "nsubj", "nsubjpass")
        if found := tuple(each for head in own for each in tree.conjuncts(head) if who(each)):
            return found
        passive = is_passive(tree, kid)
        if inner := recipients_of(
            tree, kid, who, book, passive=passive, noun=None, name=name, depth=depth + 1
        ):
            return inner
    return ()


def said_or_done(tree: Tree, things: list[int], book: Codebook) -> tuple[int, ...]:
    """The thing that is blamed, refused or backed: "condemned the decision", but no filed "lawsuit"."""
    said = book.classes["act"] | book.classes["demand"] | book.classes["agreement"] | book.classes["violence"]
    for each in things:
        lemma = tree.lemma[each]
        if tree.pos[each] not in {"NOUN", "PROPN"} or lemma in SUITS | book.classes["blame"]:
            continue
        if lemma in said or (lemma, "n") not in book.senses:
            return (each,)
    return ()


def on_land(tree: Tree, i: int) -> list[int]:
    """Where force is sent, shown or drawn from: what follows a preposition of place."""
    words = (i, *objects(tree, i))
    return [
        each for word in words for low, _, heads in tree.prepositions(word) if low in LANDS for each in heads
    ]


def toward(tree: Tree, i: int, who: Who) -> tuple[int, ...]:
    """Whom something is sent to or taken from."""
    for low, _, heads in tree.prepositions(i):
        if low in {"to", "from", "into", "against"}:
            for head in heads:
                if who(head):
                    return tuple(each for each in tree.conjuncts(head) if who(each))
    return ()


def within(
    tree: Tree, i: int, who: Who, depth: int = 0, skip: frozenset[str] = frozenset()
) -> tuple[int, ...]:
    """Whom a phrase concerns: its possessor, nationality or the object of its prepositions but `skip`."""
    for kid in tree.kids[i]:
        # "Peru's army", "Peruvian troops" concern Peru; "child labour" concerns no child
        named = tree.dep[kid] == "poss" or tree.ent[kid] or tree.pos[kid] == "PROPN"
        if tree.dep[kid] in MODIFIERS and named and who(kid):
            return (kid,)
    heads = {low: found for low, _, found in reversed(tree.prepositions(i))}
    for low in WITHIN:
        for head in heads.get(low, ()) if low not in skip else ():
            if who(head):
                return tuple(each for each in tree.conjuncts(head) if who(each))
            if depth < 2 and (inner := within(tree, head, who, depth + 1)):
                return inner
    return ()


def named_below(tree: Tree, i: int) -> list[int]:
    """What is below `i` without modifiers that are no names: in "consumer spending" is nobody."""
    return [
        each for each in tree.subtree(i) if each != i and (tree.dep[each] not in MODIFIERS or tree.ent[each])
    ]


def by_last_resort(
    tree: Tree, i: int, who: Who, book: Codebook, *, noun: int | None, name: str, deed: int | None
) -> tuple[int, ...]:
    """Whom an event concerns where its words name nobody: a place, a thing said or done, an owner."""
    things = objects(tree, i) or ([] if deed is None else objects(tree, deed))
    if name in IN_PLACE:
        territory = book.classes["territory"]
        if name == "ASSAULT" and (found := [each for each in things if tree.lemma[each] in territory]):
            return tuple(found)
        if name in AT_LAND and (land := [e for e in on_land(tree, i) if tree.lemma[e] in territory]):
            return tuple(land)
        for each in tree.subtree(i):
            over = tree.head[each]
            if each > i and tree.ent[each] in PLACES and tree.pos[over] == "ADP" and tree.low[over] in PLACED:
                return tuple(one for one in tree.conjuncts(each) if tree.ent[one] in PLACES)
    if name in {"AID", "AGREE"}:
        for low, _, heads in [each for word in (i, *things) for each in tree.prepositions(word)]:
            if low in {"to", "into", "for"} and heads and tree.pos[heads[0]] in {"NOUN", "PROPN"}:
                return tuple(heads[:1])
    signed = name == "SUPPORT" and tree.lemma[i] in book.words["reciprocal"]
    if name in ABOUT and not signed and noun is None and (about := said_or_done(tree, things, book)):
        return about
    for thing in things:
        if owner := [kid for kid in tree.kids[thing] if tree.tag[kid] == "PRP$" and who(kid)]:
            return tuple(owner)
    return ()
