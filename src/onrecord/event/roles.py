"""A predicate in a parse -> the heads of its actor and recipient phrases."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.event.codebook import Codebook, Sense
from onrecord.event.recipients import MODIFIERS, by_last_resort, recipients_of, within
from onrecord.event.senses import objects
from onrecord.event.subjects import Who, is_passive, subject_of, subject_of_noun
from onrecord.event.tree import Tree

#: Types that yield what is one's own: "withdrew her petition".
OWN = frozenset({"RETREAT", "CONCEDE"})
#: Types whose words speak of the speaker: "denied that he knew".
TOLD = frozenset({"REJECT", "AGREE", "THREATEN", "CONCEDE", "SUPPORT"})
SELVES = frozenset({"it", "he", "she", "they", "we", "i"})
#: Types of what several do with one another.
MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE", "SUPPORT"})
#: Tags of several, and words before two or more of a kind.
PLURAL = frozenset({"NNS", "NNPS"})
BOTH = frozenset({"both", "rival", "opposing", "all"})
#: Several of whom stand opposite one another.
SIDES = frozenset({"party", "side"})
#: Verbs by which another leaves office.
REMOVING = frozenset({"dismiss", "fire", "oust", "remove", "sack", "topple"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Heads of the phrases that name who did it and to whom."""

    actors: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()


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
        actors = tuple(
            each for thing in things for each in tree.kids[thing] if tree.dep[each] == "poss" and who(each)
        )
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
    shared = tree.lemma[i] in book.words["reciprocal"] and (
        bool(sense.terms) or noun is not None or not things
    )
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


def is_own(tree: Tree, i: int, each: int, name: str) -> bool:
    """Whether a pronoun among the recipients of `i` stands for who does it: "withdrew its claim"."""
    low, tag = tree.low[each], tree.tag[each]
    if tag == "PRP$":
        return name in OWN or low in {"its", "our", "my"}
    # "denied that it was told", "promised that they would go", "denied it"
    head = tree.head[each]
    said = tree.dep[each] in {"nsubj", "nsubjpass"} and head != i and tree.dep[head] == "ccomp"
    return name in TOLD and ((said and low in SELVES) or (low == "it" and head == i))


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
