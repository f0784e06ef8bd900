"""A verb in a parse -> its subject, shared or controlled, and whether it is passive."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.event.senses import objects
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
