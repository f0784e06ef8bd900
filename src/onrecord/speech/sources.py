"""Cue -> the words that name its source: who speaks, backs, wants or believes, by the parse.

Follows PolNeAR's guidelines (Newell et al., LREC 2018): a source is the full noun phrase with its
appositions ("Mira Tolland, holding a lantern,"); a relative clause's source is its pronoun.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from onrecord.speech.tree import NOMINAL, RELATIVES, Tree

__all__ = ["NOBODY", "Source", "disowned", "find_source", "phrase", "signature"]

#: Relations along which a verb without a subject takes that of the verb above it.
SHARED: Final = frozenset({"conj", "advcl", "xcomp", "ccomp", "dep", "pcomp", "parataxis", "acl"})
#: Most verbs that are climbed on the way to a subject.
STEPS: Final = 5
CLAUSES: Final = frozenset({"relcl", "acl"})
#: Verbs whose subject says what their object names: "voiced the claim". Whoever rejects, hears or faces a
#: claim does not make it; on every sixth document of PolNeAR train the subjects of other verbs are the source
#: of 7 such nouns, and of 17 they are not.
VOICING: Final = frozenset(
    {"add", "deliver", "express", "feel", "file", "give", "have", "hold", "issue", "lodge", "make", "offer"}
    | {"put", "register", "reiterate", "repeat", "send", "share", "speak", "voice"}
)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a cue's source stands."""

    #: How it was found: subject, agent, antecedent, controller, coordinated, owner, ...; or why
    #: there is none: passive, none.
    way: str
    #: Token of its head; -1 if there is no source.
    head: int = -1
    #: First and last token of its phrase.
    first: int = -1
    last: int = -1
    #: Token of the word that a relative pronoun stands for; -1 if the head is no relative pronoun.
    antecedent: int = -1


NOBODY: Final = Source("none")
#: Most tokens of words that name the speaker of the quotation before them.
LONGEST_NAME: Final = 14


def signature(tree: Tree, first: int, end: int) -> Source | None:
    """The source where tokens `first` to `end` are only a name with its description; else None."""
    if end - first > LONGEST_NAME:
        return None
    while first < end and tree.pos[first] in ("PUNCT", "SPACE", "SYM"):
        first += 1
    while end > first and tree.pos[end - 1] in ("PUNCT", "SPACE"):
        end -= 1
    if first >= end or tree.pos[first] != "PROPN":
        return None
    if any(tree.pos[token] in ("VERB", "AUX") or tree.marked[token] for token in range(first, end)):
        return None
    head = first
    while first <= tree.head[head] < end and tree.head[head] != head:
        head = tree.head[head]
    return Source("label", head, first, end - 1)


def phrase(tree: Tree, head: int, cue: int) -> tuple[int, int]:
    """First and last token of the noun phrase of `head`, cut before the clause that holds `cue`."""
    first, last = tree.left[head], tree.right[head]
    if first <= cue <= last:
        for child in tree.kids[head]:
            if tree.left[child] <= cue <= tree.right[child]:
                if child > head:
                    last = max(head, tree.left[child] - 1)
                else:
                    first = min(head, tree.right[child] + 1)
                break
    return trim(tree, head, first, last)


def trim(tree: Tree, head: int, first: int, last: int) -> tuple[int, int]:
    """The phrase without a quotation or a line's end that the parse has drawn into it."""
    quote, line = tree.quote[head], tree.line[head]
    while first < head and (tree.quote[first] != quote or tree.line[first] != line):
        first += 1
    for token in range(head, last + 1):
        if tree.quote[token] != quote or tree.line[token] != line:
            last = token - 1
            break
    while first < head and tree.pos[first] in ("PUNCT", "SPACE", "CCONJ", "ADV", "SCONJ"):
        first += 1
    return first, _without_time(tree, head, last)


def _without_time(tree: Tree, head: int, last: int) -> int:
    """The phrase's last token without "on Thursday" at its end: when it was said, not who said it."""
    last = _without_marks(tree, head, last)
    token = last
    while token > head and tree.ent[token] in ("DATE", "TIME"):
        token -= 1
    if token == last or token <= head:
        return last
    if tree.lower[token] == "on":
        return _without_marks(tree, head, token - 1)
    return _without_marks(tree, head, token) if tree.lower[token] == "," else last


def _without_marks(tree: Tree, head: int, last: int) -> int:
    while last > head and tree.pos[last] in ("PUNCT", "SPACE"):
        last -= 1
    return last


def _named(tree: Tree, way: str, head: int, cue: int) -> Source:
    first, last = phrase(tree, head, cue)
    twins = [kid for kid in tree.kids[tree.head[head]] if tree.dep[kid] == "nsubj" and kid <= head]
    if len(twins) > 1 and tree.dep[head] == "nsubj" and _one_name(tree, twins):
        first = min(first, tree.left[twins[0]])
    return Source(way, head, first, last)


def _subject(tree: Tree, verb: int) -> int:
    subjects = [child for child in tree.kids[verb] if tree.dep[child] == "nsubj"]
    if not subjects:
        return -1
    if len(subjects) > 1 and (tree.lower[verb - 1] == "," or _one_name(tree, subjects)):
        return subjects[-1]  # "Mayor to open bridge, says council": the parser makes two subjects.
    return subjects[0]


def _one_name(tree: Tree, subjects: list[int]) -> bool:
    """Whether two subjects are a title and its bearer taken apart: "Nesvik co-founder Ida Moen said"."""
    first, last = subjects[0], subjects[-1]
    between = range(first + 1, tree.left[last])
    plain = all(tree.pos[token] in NOMINAL | {"ADP", "DET", "ADJ", "PUNCT"} for token in between)
    close = all(tree.lower[token] not in (",", "“", "”", '"') for token in between)
    return plain and close and tree.pos[first] == "NOUN" and tree.ent[last] == "PERSON"


def _agent(tree: Tree, verb: int) -> int:
    by = tree.kid(verb, "agent")
    return tree.kid(by, "pobj") if by >= 0 else -1


def find_source(tree: Tree, cue: int, *, noun: bool = False) -> Source:
    """The source of the verb or noun `cue`; `NOBODY`, or a reason, if the parse gives none."""
    if noun:
        return _noun_source(tree, cue)
    found = _verb_source(tree, cue)
    if found.head >= 0 and tree.quote[found.head] >= 0 > tree.quote[cue]:
        return _beside(tree, cue)  # The parse took what was said for who said it.
    return found


def _verb_source(tree: Tree, cue: int) -> Source:
    if tree.dep[cue] == "advcl" and tree.tag[cue] == "VBN" and tree.kid(cue, "agent", "nsubj", "aux") < 0:
        return Source("passive")  # "Asked about the bridge, she said".
    told = tree.kid(cue, "auxpass") >= 0 > tree.kid(cue, "agent", "nsubj", "nsubjpass")
    if told and tree.dep[cue] in ("xcomp", "ccomp", "pcomp"):
        return Source("passive")  # "she recalled being told"
    verb, way = cue, "subject"
    for _ in range(STEPS):
        found = _own_source(tree, verb, cue, way)
        if found is not None:
            return found
        above, relation = tree.head[verb], tree.dep[verb]
        theirs = tree.kid(above, "dobj")
        if relation == "ccomp" and tree.tag[verb] == "VB" and 0 <= theirs < verb and above != verb:
            return _named(tree, "controller", theirs, cue)  # "urged him to say"
        if relation == "pcomp":
            above = tree.head[above]
        if above == verb or relation not in SHARED or tree.pos[above] not in ("VERB", "AUX"):
            return _beside(tree, cue) if verb == cue else NOBODY
        way = "coordinated" if relation == "conj" else "controller"
        verb = above
    return NOBODY


def _own_source(tree: Tree, verb: int, cue: int, way: str) -> Source | None:
    """The source that `verb` itself gives to the cue at or below it; None if the one above may."""
    agent = _agent(tree, verb)
    subject, passive = _subject(tree, verb), tree.kid(verb, "nsubjpass")
    if agent >= 0 and verb != cue and tree.dep[cue] == "xcomp" and passive >= 0:
        return _named(tree, "controller", passive, cue)  # "was told by the port to say"
    if agent >= 0:
        return _named(tree, "agent", agent, cue)
    if passive >= 0 and subject < 0 and tree.tag[verb] == "VBG":
        subject = passive  # "He's been saying", with "'s" taken for a passive.
    if subject >= 0:
        return NOBODY if tree.within(cue, subject) else _with_antecedent(tree, way, subject, verb, cue)
    if passive >= 0:
        own = verb == cue or tree.dep[cue] == "conj"
        return Source("passive") if own else _named(tree, "controller", passive, cue)
    above = tree.head[verb]
    if tree.dep[verb] in CLAUSES and tree.pos[above] in NOMINAL:
        if tree.tag[verb] == "VBN" and tree.dep[verb] == "acl" and tree.kid(verb, "ccomp") < 0:
            return Source("passive")
        return _named(tree, "antecedent", above, cue)
    inverted = _inverted(tree, cue) if verb == cue else -1
    return _named(tree, "inverted", inverted, cue) if inverted >= 0 else None


def _inverted(tree: Tree, cue: int) -> int:
    """The noun right after a cue that follows a quotation: `"...," said Ana Poole` misparsed."""
    before = cue - 1
    while before >= 0 and tree.pos[before] in ("PUNCT", "SPACE"):
        before -= 1
    if before < 0 or tree.quote[cue - 1] < 0 or tree.quote[cue - 1] == tree.quote[cue]:
        return -1
    child = tree.kid(cue, "dobj", "attr", "oprd", "npadvmod", "dative", "dep", "appos")
    return child if child > cue and tree.pos[child] in ("PROPN", "NOUN", "PRON") else -1


def _beside(tree: Tree, cue: int) -> Source:
    """The noun phrase right before a finite cue that the parse gave no subject."""
    if tree.tag[cue] not in ("VBD", "VBZ", "VBP"):
        return NOBODY
    before = cue - 1
    while before >= 0 and tree.pos[before] in ("ADV", "AUX", "PUNCT", "PART") and tree.quote[before] < 0:
        before -= 1
    if before < 0 or tree.sentence[before] != tree.sentence[cue] or tree.quote[before] >= 0:
        return NOBODY
    head = before
    while (
        tree.pos[tree.head[head]] in NOMINAL | {"ADP"} and tree.head[head] < cue and tree.head[head] != head
    ):
        head = tree.head[head]
    clause = tree.head[head]
    if tree.dep[clause] == "relcl" and clause < cue and tree.lower[cue - 1] == ",":
        head = tree.head[clause]  # "Ana Poole, who heads the union, said": not the union.
    return _named(tree, "beside", head, cue) if tree.pos[head] in NOMINAL else NOBODY


def _with_antecedent(tree: Tree, way: str, subject: int, verb: int, cue: int) -> Source:
    first, last = phrase(tree, subject, cue)
    antecedent = -1
    if tree.lower[subject] in RELATIVES and tree.dep[verb] == "relcl":
        antecedent = tree.head[verb]
        way = "relative"
    return Source(way, subject, first, last, antecedent)


def disowned(tree: Tree, noun: int, source: Source) -> bool:
    """Whether a noun of speech was given the subject of a verb that does not make it its own words."""
    if source.way != "supported":
        return False
    verb = tree.head[noun]
    if tree.dep[noun] == "pobj":
        verb = tree.head[verb]
    return tree.lemma[verb] not in VOICING


def _noun_source(tree: Tree, cue: int) -> Source:
    owner = tree.kid(cue, "poss")
    if owner >= 0:
        return _named(tree, "owner", owner, cue)
    for child in tree.kids[cue]:
        if tree.dep[child] == "prep" and tree.lower[child] in ("by", "from", "among"):
            whose = tree.kid(child, "pobj")
            if whose >= 0:
                return _named(tree, "owner", whose, cue)
    relation, above = tree.dep[cue], tree.head[cue]
    if relation in ("dobj", "attr", "acomp") and tree.pos[above] in ("VERB", "AUX"):
        found = _verb_source(tree, above)
        return Source("supported", found.head, found.first, found.last, found.antecedent)
    if relation == "pobj":
        verb = tree.head[above]
        if tree.pos[verb] in ("VERB", "AUX"):
            found = _verb_source(tree, verb)
            return Source("supported", found.head, found.first, found.last, found.antecedent)
    modifier = tree.kid(cue, "compound", "nmod")
    if modifier >= 0 and tree.pos[modifier] == "PROPN":
        return _named(tree, "owner", modifier, cue)
    return NOBODY
