"""A predicate in a parse -> the heads of its actor and recipient phrases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from onrecord.event.senses import gap_is_object, objects
from onrecord.event.tree import MAX_STEPS, Tree

#: Whether a token can act or be acted upon: it heads a mention, names an entity or a kind of person.
Who = Callable[[int], bool]

#: Verbs whose infinitive is done by their object: "urged them to leave".
OBJECT_CONTROL = frozenset(
    "ask urge tell order force compel persuade press push advise instruct command allow permit let help enable "
    "encourage invite require expect want accuse suspect blame stop prevent bar ban forbid warn appeal call "
    "lead send train pressure beg convince cause get".split()
)
#: Prepositions that lead to a recipient, the surest first.
TO_WHOM = ("against", "on", "with", "to", "from", "at", "for", "between", "of", "toward", "towards", "upon", "over", "into", "in", "about")
#: Prepositions inside an object that lead to whom it concerns: "sanctions against", "attack on".
WITHIN = ("against", "on", "of", "with", "to", "for", "between", "from", "at", "by", "in", "over")
MODIFIERS = frozenset({"poss", "compound", "nmod", "amod"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Heads of the phrases that name who did it and to whom."""

    actors: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()


def roles_of(tree: Tree, i: int, who: Who, *, noun: int | None = None) -> Roles:
    """Actors and recipients of the predicate `i`; `noun` is the event noun that a light verb carries."""
    if not tree.verbal(i) and tree.pos[i] != "ADJ":
        return nominal_roles(tree, i, who)
    subjects = subject_of(tree, i)
    agents = [each for low, _, found in tree.prepositions(i) if low == "by" for each in found]
    passive = is_passive(tree, i)
    acting = agents if passive else subjects
    actors = everyone(tree, acting, who)
    recipients = recipients_of(tree, i, who, passive=passive, noun=noun)
    if noun is not None and not actors:
        actors = nominal_roles(tree, noun, who).actors
    recipients = tuple(each for each in recipients if each not in actors)
    return Roles(actors=actors, recipients=recipients)


def is_passive(tree: Tree, i: int) -> bool:
    """Whether the verb's subject is what it is done to."""
    if tree.tag[i] != "VBN":
        return False
    if any(tree.dep[kid] in {"nsubjpass", "auxpass"} for kid in tree.kids[i]):
        return True
    if tree.dep[i] == "acl":
        return True
    if any(tree.dep[kid] == "nsubj" or tree.lemma[kid] == "have" for kid in tree.kids[i]):
        return False
    if tree.dep[i] == "conj":
        return is_passive(tree, tree.head[i])
    return not any(tree.dep[kid] == "dobj" for kid in tree.kids[i])


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
        if dep == "xcomp" or dep == "ccomp" and tree.tag[i] in {"VB", "VBG"}:
            if tree.lemma[head] in OBJECT_CONTROL and (found := objects(tree, head)):
                return found
            i = head
        elif dep in {"conj", "advcl", "ccomp", "dep"} and (tree.verbal(head) or tree.pos[head] == "ADJ"):
            i = head
        elif dep in {"acl", "relcl"}:
            if tree.tag[i] == "VB":
                # "a plan to attack", "agreed on a deal to lift": who has the plan
                return subject_of_noun(tree, head)
            return [head]
        elif dep == "pcomp" or dep == "prep":
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


def recipients_of(tree: Tree, i: int, who: Who, *, passive: bool, noun: int | None) -> tuple[int, ...]:
    """To whom a verb is done, trying its object, what is in its object, and its prepositions."""
    things = objects(tree, i)
    if not passive:
        things = tree.children(i, "dative") + things
    things = [each for each in things if tree.pos[each] != "ADP"]
    found = tuple(each for thing in things for each in tree.conjuncts(thing) if who(each))
    if found:
        return found
    for thing in ([noun] if noun is not None else []) + things:
        if inner := within(tree, thing, who):
            return inner
    by_word: dict[str, list[int]] = {}
    for low, _, heads in tree.prepositions(i):
        by_word.setdefault(low, []).extend(heads)
    for low in TO_WHOM:
        for head in by_word.get(low, ()):
            if low == "in" and tree.ent[head] == "DATE":
                continue
            if who(head):
                return tuple(each for each in tree.conjuncts(head) if who(each))
            if inner := within(tree, head, who):
                return inner
    clause = [kid for kid in tree.kids[i] if tree.dep[kid] in {"ccomp", "xcomp", "advcl", "pcomp"}]
    for kid in clause:
        if tree.dep[kid] == "advcl":
            continue
        own = [each for each in tree.kids[kid] if tree.dep[each] in {"nsubj", "nsubjpass"}]
        found = tuple(each for head in own for each in tree.conjuncts(head) if who(each))
        if found:
            return found
        if inner := recipients_of(tree, kid, who, passive=is_passive(tree, kid), noun=None):
            return inner
    return ()


def within(tree: Tree, i: int, who: Who, depth: int = 0) -> tuple[int, ...]:
    """Whom a phrase concerns: its possessor, nationality or the object of its prepositions."""
    for kid in tree.kids[i]:
        if tree.dep[kid] in MODIFIERS and who(kid):
            return (kid,)
    heads = {low: found for low, _, found in reversed(tree.prepositions(i))}
    for low in WITHIN:
        for head in heads.get(low, ()):
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
        if tree.dep[kid] == "poss" and who(kid):
            actors.append(kid)
        elif tree.dep[kid] in {"amod", "compound", "nmod"} and tree.ent[kid] in {"NORP", "GPE", "ORG"} and who(kid):
            actors.append(kid)
    for low, _, heads in tree.prepositions(i):
        people = [each for head in heads for each in tree.conjuncts(head) if who(each)]
        if low == "by":
            actors = people
        elif low in {"between", "among"} and len(people) > 1:
            actors, recipients = actors or people[:1], recipients + people[1:]
        elif low in {"on", "against", "of", "to", "with", "at", "for", "from", "in"} and not recipients:
            recipients = people or [each for head in heads for each in within(tree, head, who)]
    return Roles(
        actors=tuple(actors), recipients=tuple(each for each in recipients if each not in actors)
    )


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


__all__ = ["Roles", "Who", "gap_is_object", "nominal_roles", "roles_of", "subject_of"]
