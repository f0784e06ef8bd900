"""A predicate in a parse -> the heads of its actor and recipient phrases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from onrecord.event.codebook import Codebook, Sense
from onrecord.event.senses import for_clause, objects
from onrecord.event.tree import MAX_STEPS, Tree

#: Whether a token can act or be acted upon: it heads a mention, names an entity or a kind of person.
Who = Callable[[int], bool]

#: Verbs whose infinitive is done by their object: "urged them to leave".
OBJECT_CONTROL = frozenset(
    "ask urge tell order force compel persuade press push advise instruct command allow permit let help "
    "enable "
    "encourage invite require expect want accuse suspect blame stop prevent bar ban forbid warn appeal call "
    "lead send train pressure beg convince cause get".split()
)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Heads of the phrases that name who did it and to whom."""

    actors: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()


#: Types that yield what is one's own: "withdrew her petition".
OWN = frozenset({"RETREAT", "CONCEDE"})
#: Types whose words speak of the speaker: "denied that he knew".
TOLD = frozenset({"REJECT", "AGREE", "THREATEN", "CONCEDE", "SUPPORT"})
SELVES = frozenset({"it", "he", "she", "they", "we", "i"})
#: Types whose "in a place" names whom it is done to.
IN_PLACE = frozenset({"AID", "MOBILIZE", "RETREAT", "SANCTION", "COERCE", "ASSAULT"})
#: Types done to a thing that was said or done, where the words name nobody: "condemned the attack".
ABOUT = frozenset({"ACCUSE", "REJECT", "SUPPORT"})
#: Nouns of accusing that are not what is accused.
SUITS = frozenset(
    {"lawsuit", "suit", "complaint", "charge", "case", "petition", "probe", "motion", "inquiry"}
)
#: Types of what several do with one another.
MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE", "SUPPORT"})
#: Tags of several, and words before two or more of a kind.
PLURAL = frozenset({"NNS", "NNPS"})
BOTH = frozenset({"both", "rival", "opposing", "all"})
#: Several of whom stand opposite one another.
SIDES = frozenset({"party", "side"})
#: Verbs whose "to" or "with" leads to who hears it: "complained to the mayor about the police".
HEARD = frozenset({"complain"})
#: Prepositions that lead to who hears or decides.
HEARING = frozenset({"to", "with", "before"})
#: Prepositions that name the victim of a deed, who is not the one blamed for it.
VICTIM = frozenset({"on", "against", "at", "in", "over", "near"})
#: Verbs by which another leaves office.
REMOVING = frozenset({"dismiss", "fire", "oust", "remove", "sack", "topple"})
#: Verbs of a visit that name the host as a place.
ARRIVING = frozenset({"arrive", "land"})
#: Prepositions of where force goes and leaves from.
LANDS = frozenset({"to", "into", "from", "in", "near"})
#: Types of force that is sent to a place or leaves it.
AT_LAND = frozenset({"MOBILIZE", "RETREAT"})
#: Prepositions of a place that stands for whom something is done to.
PLACED = frozenset({"in", "to", "into", "from", "on", "across", "through", "near", "along", "for"})
PLACES = frozenset({"GPE", "LOC", "NORP"})


def roles_of(
    tree: Tree,
    i: int,
    who: Who,
    *,
    book: Codebook,
    sense: Sense,
    noun: int | None = None,
    below: str | None = None,
    deed: int | None = None,
) -> Roles:
    """Actors and recipients of the predicate `i` of a sense.

    `noun` is the event noun that a light verb carries, `below` the type of what the predicate governs
    and `deed` its token.
    """
    name = sense.type
    if not tree.verbal(i) and tree.pos[i] != "ADJ":
        return nominal_roles(tree, i, who)
    subjects = subject_of(tree, i)
    agents = [each for low, _, found in tree.prepositions(i) if low == "by" for each in found]
    passive = is_passive(tree, i)
    acting = agents if passive else subjects
    actors = everyone(tree, acting, who)
    if actors and actors[0] not in acting:
        # "Peru's planes bombed" is Peru's deed, "the U.S. markets opened" nobody's
        doers = [
            book.classes[name] for name in ("troops", "violence", "weapon", "act", "protest", "peacekeeper")
        ]
        if not any(tree.lemma[each] in words for each in acting for words in doers):
            actors = tuple(each for each in actors if any(each in tree.conjuncts(head) for head in acting))

    def others(each: int) -> bool:
        return tree.tag[each] != "PRP$" and each not in actors and who(each)

    recipients = recipients_of(tree, i, others, book, passive=passive, noun=noun, name=name, below=below)
    if not actors and tree.dep[i] == "acl" and tree.tag[i] == "VBG":
        # "filed a lawsuit accusing the firm": who filed it accuses
        actors = everyone(tree, subject_of_noun(tree, tree.head[i]), who)
    if name == "MOBILIZE" and passive and not actors:
        things = objects(tree, i)
        actors = tuple(each for thing in things for each in tree.kids[thing] if tree.dep[each] == "poss" and who(each))
    if noun is not None and not actors:
        actors = nominal_roles(tree, noun, who).actors
    recipients = tuple(each for each in recipients if each not in actors)
    mutual = (below is None or below in MUTUAL) and together(tree, i, actors, book, sense=sense, noun=noun)
    if mutual and not met(tree, i, noun, recipients):
        # "Peru and Chile agreed to share data on Brazil": each with the other
        return Roles(actors=actors, recipients=actors)
    if sense.mode == "resign":
        # "resigned his post in Hong Kong": only who is put out of office suffers it
        recipients = recipients if sense.lemma in REMOVING else ()
    elif not recipients:
        found = by_last_resort(tree, i, who, book, noun=noun, name=below or name, deed=deed)
        recipients = tuple(each for each in found if each not in actors)
    if actors:
        recipients = tuple(each for each in recipients if not is_own(tree, i, each, name))
    return Roles(actors=actors, recipients=recipients)


def together(
    tree: Tree, i: int, actors: tuple[int, ...], book: Codebook, *, sense: Sense, noun: int | None
) -> bool:
    """Whether the actors do it with one another: "Peru and Chile signed", "the three governments meet"."""
    if not actors or sense.type not in MUTUAL:
        return False
    things = {tree.lemma[each] for each in (*objects(tree, i), *([noun] if noun is not None else []))}
    if sense.type == "SUPPORT" and not things & book.classes["agreement"]:
        return False  # two chambers that pass a bill back the bill
    if len(actors) > 1:
        return True
    talks = any(term.objects & book.classes["talks"] for term in sense.terms)
    talks = talks or bool(things & book.classes["talks"])
    shared = tree.lemma[i] in book.words["reciprocal"] and (bool(sense.terms) or noun is not None or not things)
    if not (talks or shared):
        return False
    head = actors[0]
    if sense.type in {"CONSULT", "COOPERATE"} and (tree.tag[head] in PLURAL or tree.low[head] == "they"):
        return True
    counted = tree.lemma[head] in SIDES
    counted = counted or any(tree.dep[kid] == "nummod" or tree.low[kid] in BOTH for kid in tree.kids[head])
    joined = any(len(tree.conjuncts(each)) > 1 for _, _, heads in tree.prepositions(head) for each in heads)
    return tree.tag[head] in PLURAL and (counted or joined)


def suffered_roles(tree: Tree, verb: int, noun: int, who: Who) -> Roles:
    """Roles where the subject is the one to whom it is done: "drew criticism from", "received aid from"."""
    sources = [*tree.prepositions(noun), *tree.prepositions(verb)]
    givers = [each for low, _, heads in sources if low in {"from", "by"} for each in heads]
    recipients = everyone(tree, subject_of(tree, verb), who)
    actors = tuple(each for each in everyone(tree, givers, who) if each not in recipients)
    return Roles(actors=actors, recipients=recipients)


def met(tree: Tree, i: int, noun: int | None, recipients: tuple[int, ...]) -> bool:
    """Whether a recipient is the verb's own object or stands after "with", "to" or "for"."""
    own = {each for thing in objects(tree, i) for each in tree.conjuncts(thing)}
    for word in (i, *objects(tree, i), *([noun] if noun is not None else [])):
        for low, _, heads in tree.prepositions(word):
            if low in {"with", "to", "for"}:
                own.update(each for head in heads for each in tree.conjuncts(head))
    return any(each in own for each in recipients)


def named_below(tree: Tree, i: int) -> list[int]:
    """What is below `i` without the modifiers that are no names: "consumer" in "consumer spending" is nobody."""
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


def is_own(tree: Tree, i: int, each: int, name: str) -> bool:
    """Whether a pronoun among the recipients of `i` stands for who does it: "withdrew its claim"."""
    low, tag = tree.low[each], tree.tag[each]
    if tag == "PRP$":
        return name in OWN or low in {"its", "our", "my"}
    # "denied that it was told", "promised that they would go", "denied it"
    head = tree.head[each]
    said = tree.dep[each] in {"nsubj", "nsubjpass"} and head != i and tree.dep[head] == "ccomp"
    return name in TOLD and ((said and low in SELVES) or (low == "it" and head == i))


def is_passive(tree: Tree, i: int) -> bool:
    """Whether the verb's subject is what it is done to."""
    for _ in range(MAX_STEPS):
        if tree.tag[i] != "VBN":
            return False
        if tree.dep[i] == "acl" or tree.children(i, "nsubjpass", "auxpass"):
            return True
        if any(tree.dep[kid] == "nsubj" or tree.lemma[kid] == "have" for kid in tree.kids[i]):
            return False
        if tree.dep[i] != "conj":
            break
        i = tree.head[i]
    return not tree.children(i, "dobj")


def subject_of(tree: Tree, i: int) -> list[int]:
    """The subject of a verb: its own, a shared one, the controller's, or the noun it modifies."""
    for _ in range(MAX_STEPS):
        own = [kid for kid in tree.kids[i] if tree.dep[kid] in {"nsubj", "nsubjpass"}]
        dep, head = tree.dep[i], tree.head[i]
        if own:
            if tree.low[own[0]] in {"who", "which", "that"} and dep == "relcl":
                return [head]
            return own
        if head == i:
            return []
        if dep == "xcomp" or (dep == "ccomp" and tree.tag[i] in {"VB", "VBG"}):
            if tree.lemma[head] in OBJECT_CONTROL and (found := objects(tree, head)):
                return found
            i = head
        elif dep in {"acomp", "attr", "oprd"} or (
            dep in {"conj", "advcl", "ccomp", "dep"} and (tree.verbal(head) or tree.pos[head] == "ADJ")
        ):
            i = head
        elif dep in {"acl", "relcl"}:
            if tree.tag[i] == "VB":
                # "a plan to attack", "agreed on a deal to lift": who has the plan
                return subject_of_noun(tree, head)
            return [head]
        elif dep in {"pcomp", "prep"}:
            i = head
            if tree.verbal(i) and tree.lemma[i] in OBJECT_CONTROL and (found := objects(tree, i)):
                return found
        else:
            return []
    return []


def subject_of_noun(tree: Tree, i: int) -> list[int]:
    """Who has a plan, decision or demand: its possessor, or the subject of the verb it hangs from."""
    owners = [kid for kid in tree.kids[i] if tree.dep[kid] == "poss"]
    if owners:
        return owners
    head = tree.head[i]
    if tree.dep[i] == "dobj" and tree.verbal(head):
        return subject_of(tree, head)
    return owners or [kid for kid in tree.kids[i] if tree.dep[kid] in {"compound", "nmod", "amod"}]


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
    shown = name == "MOBILIZE"  # "put Peru's army on alert" is not done to Peru
    for thing in ([noun] if noun is not None else []) + ([] if shown else things):
        deed = name == "ACCUSE" and noun is None and tree.lemma[thing] in book.classes["violence"]
        if inner := within(tree, thing, who, skip=VICTIM if deed else frozenset()):
            return inner
        if deed:
            return (thing,)
    if name == "REQUEST" and (asked := clause_subject(tree, i, who, book)):
        return asked
    if found := by_preposition(tree, i, who, name):
        return found
    for thing in things if name != "ASSAULT" else ():
        if far := [each for each in named_below(tree, thing) if each > i and who(each)]:
            return tuple(far[:1])
    return in_clause(tree, i, who, book, name=below or name, depth=depth)


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
    return [each for word in words for low, _, heads in tree.prepositions(word) if low in LANDS for each in heads]


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


def nominal_roles(tree: Tree, i: int, who: Who) -> Roles:
    """Actors and recipients of an event noun: "airstrike by X on Y", "X's attack on Y"."""
    actors: list[int] = []
    recipients: list[int] = []
    for kid in tree.kids[i]:
        if (tree.dep[kid] == "poss" and who(kid)) or (
            tree.dep[kid] in {"amod", "compound", "nmod"}
            and tree.ent[kid] in {"NORP", "GPE", "ORG"}
            and who(kid)
        ):
            actors.append(kid)
    for low, _, heads in tree.prepositions(i):
        people = [each for head in heads for each in tree.conjuncts(head) if who(each)]
        if low == "by":
            actors = people
        elif low in {"between", "among"} and len(people) > 1:
            actors, recipients = actors or people[:1], recipients + people[1:]
        elif low in {"on", "against", "of", "to", "with", "at", "for", "from", "in"} and not recipients:
            recipients = people or [each for head in heads for each in within(tree, head, who)]
    return Roles(actors=tuple(actors), recipients=tuple(each for each in recipients if each not in actors))


def everyone(tree: Tree, heads: list[int], who: Who) -> tuple[int, ...]:
    """The heads and their conjuncts that can act; else whoever owns the phrase ("Peru's planes")."""
    found = [each for head in heads for each in tree.conjuncts(head) if who(each)]
    if not found:
        for head in heads:
            inner = [kid for kid in tree.kids[head] if tree.dep[kid] in MODIFIERS and who(kid)]
            found.extend(inner[:1])
            for low, _, people in tree.prepositions(head):
                if low in {"of", "by", "from"} and not found:
                    found.extend(each for each in people if who(each))
    return tuple(dict.fromkeys(found))
