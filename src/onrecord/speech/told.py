"""An attribution -> to whom it was said: the reporters of "told reporters", "in an interview with CNN".

The hearer is the object of the cue or stands after its preposition ("said to"), after what the words
were said in ("in a letter to parents"), in a clause beside it ("speaking to reporters"), or in the
source itself ("a letter to parents says").
"""

from __future__ import annotations

from typing import Final

from onrecord.speech.attribution import Attribution
from onrecord.speech.stance import is_infinitive, row_of
from onrecord.speech.tree import Tree
from onrecord.speech.verbs import Verb, Verbs

__all__ = ["addressee"]

#: Prepositions that lead from a cue to what its words were said in.
WITHIN: Final = frozenset({"in", "during", "at", "over", "by", "through", "via", "on"})
#: Prepositions after which a hearer's phrase goes on; others lead to when and where.
TIGHT: Final = frozenset({"of", "for", "from", "with", "to"})
#: Other relations of what goes on with a hearer's phrase.
JOINED: Final = frozenset({"conj", "cc", "case", "flat", "compound"})
#: Words that stand for no hearer.
NOBODY: Final = frozenset({"what", "that", "which", "whom", "whether", "it", "this", "itself", "the"})


def addressee(tree: Tree, one: Attribution, verbs: Verbs) -> tuple[int, int] | None:
    """First and last token of to whom it was said; None if the words do not say."""
    cue = one.cue.token
    made = tree.kid(cue, "dobj")  # "issued a warning to the council"
    says = verbs.speaks(tree.lemma[cue]) or (made >= 0 and verbs.plays(tree.lemma[made], "address"))
    if not says and one.cue.kind != "colon":
        return None
    verb = row_of(tree, cue, verbs)
    heads: list[int] = []
    if one.cue.kind == "verb" and verb is not None:
        heads += _direct(tree, one, verb, verbs)
    if one.cue.kind == "noun" and verbs.plays(tree.lemma[cue], "address"):
        heads.append(_after(tree, cue, ("to",)))
    heads += _beside(tree, cue, verbs)
    heads.append(_reached(tree, cue, verbs))
    heads += _in_source(tree, one, verbs)
    for head in heads:
        if head >= 0 and _somebody(tree, head, cue, verbs):
            first, last = _short(tree, head)
            if _apart(tree, one, verb, first, last):
                return first, last
    return None


def _direct(tree: Tree, one: Attribution, verb: Verb, verbs: Verbs) -> list[int]:
    """Who hangs from the cue itself, the likeliest first."""
    cue, told = one.cue.token, verb.told
    if told == "none":
        return []
    if told != "object":
        spoken = verbs.plays(tree.lemma[cue], "speaking")
        links = (told, "to", "with") if spoken else (told, "to")
        head, thing = one.cue.source.head, tree.kid(cue, "dobj")
        after = [_after(tree, cue, links, beyond=told not in ("from", "on", "upon"))]
        if head > cue and tree.pos[head] in ("PROPN", "PRON"):
            after.append(_after(tree, head, links, beyond=True))  # "said Moen to the crowd"
        if thing > cue and told == "from":
            after.append(_after(tree, thing, links))
        return after
    if tree.tag[cue] == "VBN" and tree.dep[cue] == "advcl" and tree.kid(cue, "nsubj", "nsubjpass", "aux") < 0:
        return [tree.kid(tree.head[cue], "nsubj")]  # "Asked whether it held, Moen said"
    found = []
    for dep in ("nsubjpass", "dative", "dobj"):
        kid = tree.kid(cue, dep)
        if kid >= 0 and kid != one.cue.source.head:
            found.append(tree.kid(kid, "pobj") if tree.pos[kid] == "ADP" else kid)
    commanded = tree.kid(cue, "ccomp", "xcomp")
    if commanded > cue and not found and is_infinitive(tree, commanded):
        found.append(tree.kid(commanded, "nsubj"))  # "urged the council to shut the dam"
    return found


def _after(tree: Tree, head: int, links: tuple[str, ...], *, beyond: bool = False) -> int:
    """The noun after one of the prepositions `links` of `head`; -1 if there is none."""
    for kid in tree.kids[head]:
        if tree.lower[kid] in links and tree.dep[kid] in ("prep", "dative") and (kid > head or not beyond):
            noun = tree.kid(kid, "pobj")
            if noun >= 0:
                return noun
    return -1


def _beside(tree: Tree, cue: int, verbs: Verbs) -> list[int]:
    """Who hears by what the words were said in, or by a clause beside the cue."""
    found = []
    for kid in tree.kids[cue]:
        if tree.dep[kid] == "prep" and tree.lower[kid] in WITHIN:
            said_in = tree.kid(kid, "pobj")
            if said_in >= 0:
                found.append(_hearer_of(tree, said_in, cue, verbs))
        elif tree.dep[kid] == "dobj" and kid > cue:
            found.append(_hearer_of(tree, kid, cue, verbs))  # "issued a warning to the council"
        elif tree.dep[kid] == "advcl" and tree.tag[kid] == "VBG":
            found.append(_spoken_to(tree, kid, verbs))
    return found


def _reached(tree: Tree, cue: int, verbs: Verbs) -> int:
    """Who was spoken to, or called, by the verb above: "phoned the port to say", "wrote to Moen, saying"."""
    above = tree.head[cue]
    if above == cue or tree.dep[cue] not in ("advcl", "xcomp", "conj", "acl"):
        return -1
    if verbs.plays(tree.lemma[above], "contacting"):
        purpose = tree.dep[cue] in ("advcl", "xcomp") and tree.tag[cue] in ("VB", "VBG")
        return tree.kid(above, "dative", "dobj") if purpose else -1
    return _after(tree, above, ("to", "with")) if verbs.plays(tree.lemma[above], "speaking") else -1


def _hearer_of(tree: Tree, noun: int, cue: int, verbs: Verbs) -> int:
    """Who hears what `noun` is: "parents" for "a letter to parents", "CNN" for "an interview with CNN"."""
    lemma = tree.lemma[noun]
    links: tuple[str, ...] = ("to",) if verbs.plays(lemma, "address") else ()
    links += ("with",) if verbs.plays(lemma, "exchange") else ()
    if not links:
        return -1
    heard = _after(tree, noun, links)
    if heard < 0:  # The parse often hangs "with CNN" from the cue.
        for kid in tree.kids[cue]:
            if tree.lower[kid] in links and 0 < kid - tree.right[noun] <= 1:
                heard = tree.kid(kid, "pobj")
    if heard < 0 and lemma == "interview":
        heard = next((kid for kid in tree.kids[noun] if _broadcaster(tree, kid)), -1)
    return heard


def _broadcaster(tree: Tree, token: int) -> bool:
    """Whether a modifier of "interview" names who held it: "a BBC interview"."""
    return tree.dep[token] in ("compound", "nmod", "poss") and tree.ent[token] == "ORG"


def _spoken_to(tree: Tree, verb: int, verbs: Verbs) -> int:
    """Who hears in "speaking to reporters" and "addressing the crowd"."""
    if verbs.plays(tree.lemma[verb], "speaking"):
        heard = _after(tree, verb, ("to", "with", "before"))
        if heard >= 0:
            return heard
        for kid in tree.kids[verb]:
            said_in = tree.kid(kid, "pobj") if tree.lower[kid] in WITHIN else -1
            if said_in >= 0:
                return _hearer_of(tree, said_in, verb, verbs)
    return tree.kid(verb, "dobj") if verbs.plays(tree.lemma[verb], "addressing") else -1


def _in_source(tree: Tree, one: Attribution, verbs: Verbs) -> list[int]:
    """Who hears in the source's own words: "a letter to parents says"."""
    head = one.cue.source.head
    if head < 0 or not verbs.plays(tree.lemma[head], "address") or one.cue.source.way == "owner":
        return []
    heard = _after(tree, head, ("to",))
    return [heard] if one.cue.source.first <= heard <= one.cue.source.last else []


def _somebody(tree: Tree, noun: int, cue: int, verbs: Verbs) -> bool:
    """Whether a noun can hear; not what is heard ("to applause"), nor a day or a sum."""
    if tree.pos[noun] not in ("PROPN", "NOUN", "PRON") or tree.lower[noun] in NOBODY:
        return False
    if tree.ent[noun] in ("DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "QUANTITY", "EVENT", "LAW"):
        return False
    if tree.quote[noun] != tree.quote[cue]:
        return False
    return not verbs.plays(tree.lemma[noun], "sound")


def _apart(tree: Tree, one: Attribution, verb: Verb | None, first: int, last: int) -> bool:
    """Whether a hearer is no part of what was said, but for one who is asked to do it."""
    words = range(first, last + 1)
    if not any(token in one.content for token in words):
        return True
    if verb is None or last + 1 not in one.content:
        return False
    if verb.stance == "asks":
        return _leads(tree, one.cue.token, last)
    return verb.stance == "says" and verb.told == "object" and tree.lower[last + 1] in ("for", "that")


def _leads(tree: Tree, cue: int, last: int) -> bool:
    """Whether an infinitive follows a hearer: "urged the council to shut the dam"."""
    if any(kid > last and is_infinitive(tree, kid) for kid in tree.kids[cue]):
        return True
    after = last + 1
    return after < len(tree) and tree.lower[after] in ("to", "not", "for")


def _short(tree: Tree, head: int) -> tuple[int, int]:
    """The noun phrase of `head` without clauses and places hung to it."""
    first, last = tree.left[head], head
    for kid in tree.kids[head]:
        if kid < head:
            continue
        dep = tree.dep[kid]
        if dep in JOINED or (dep == "prep" and tree.lower[kid] in TIGHT):
            last = max(last, tree.right[kid])
        elif dep != "punct":
            break
    while first < head and tree.pos[first] in ("PUNCT", "SPACE"):
        first += 1
    return first, last
