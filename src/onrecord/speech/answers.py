"""An attribution -> who had asked for what it says: "asked by reporters", "in reply to CNN's questions".

Whoever asked hears the answer.
"""

from __future__ import annotations

from typing import Final

from onrecord.speech.attribution import Attribution
from onrecord.speech.tree import Tree
from onrecord.speech.verbs import Verbs

__all__ = ["asker"]

#: Verbs whose passive participle, beside a cue, tells who asked.
ASKED: Final = frozenset({"ask", "question", "press", "quiz", "query", "challenge", "interview", "approach"})
#: Between an answer and the question: "in response to", "in reply to", "in answer to".
REPLIES: Final = frozenset({"response", "reply", "answer"})


def asker(tree: Tree, one: Attribution, verbs: Verbs) -> int:
    """The head of the words for who asked; -1 if nobody is told of."""
    cue, head = one.cue.token, one.cue.source.head
    for above in (cue, head) if head >= 0 else (cue,):
        for kid in tree.kids[above]:
            found = -1
            if tree.dep[kid] in ("advcl", "acl") and tree.tag[kid] == "VBN" and kid not in one.content:
                found = _by_whom(tree, kid)
            elif tree.dep[kid] == "prep" and tree.lower[kid] in ("in", "to"):
                found = _whose_question(tree, kid, verbs)
            if found >= 0 and found not in one.content:
                return found
    return -1


def _by_whom(tree: Tree, verb: int) -> int:
    """Who asked in "asked by reporters about the bridge"."""
    by = tree.kid(verb, "agent") if tree.lemma[verb] in ASKED else -1
    return tree.kid(by, "pobj") if by >= 0 else -1


def _whose_question(tree: Tree, link: int, verbs: Verbs) -> int:
    """Who asked in "in response to a question from the paper", "in reply to the paper's questions"."""
    noun = tree.kid(link, "pobj")
    if noun >= 0 and tree.lower[link] == "in" and tree.lemma[noun] in REPLIES:
        near = (*tree.kids[noun], *tree.kids[tree.head[link]])
        to = next((kid for kid in near if tree.lower[kid] == "to"), -1)
        noun = tree.kid(to, "pobj") if to >= 0 else -1
    elif noun >= 0 and tree.lower[link] == "in":
        return -1
    if noun < 0 or not verbs.plays(tree.lemma[noun], "asked"):
        return -1
    for kid in tree.kids[noun]:
        if tree.dep[kid] == "prep" and tree.lower[kid] in ("from", "by"):
            return tree.kid(kid, "pobj")
    return tree.kid(noun, "poss")
