"""A spaCy Doc -> the parse as plain lists, with the walks that frames and status need.

Token attributes of spaCy are slow to ask for one by one; the lists are filled once for a Doc.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Doc

from onrecord.event.codebook import load_codebook

#: Dependencies of a subject.
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
#: Dependencies that belong to a noun phrase on the left of its head.
LEFT_OF_HEAD = frozenset({"det", "amod", "compound", "poss", "nmod", "nummod", "quantmod", "predet"})
#: Longest walk up or down a chain of heads or conjuncts: no real sentence needs more.
MAX_STEPS = 24
#: Most words read below a word: a "sentence" of more is a table or a hostile page.
MAX_BELOW = 200
#: Most children kept of one word: a word with more heads a list, and every walk stays bounded.
MAX_CHILDREN = 48
#: Deepest "of" phrase within an "of" phrase that still belongs to a participant.
MAX_OF = 4


#: Entities that a preposition of time leads to.
TIMES = frozenset({"DATE", "TIME"})
#: Words that the tokenizer cuts at their hyphen and the lexicon has whole.
HYPHENATED = frozenset(
    {"cease-fire", "sit-in", "build-up", "air-strike", "co-operate", "test-fire", "counter-attack",
     "de-escalate",
     "cyber-attack", "co-operation", "walk-out", "stand-off", "co-ordinate", "suicide-bombing"}
)  # fmt: skip

#: Forms that the lemmatizer takes for another verb's.
LEMMAS = {"raped": "rape", "rapes": "rape", "raping": "rape"}
#: Verbs of headlines that the parser takes for a part of the name after them.
HEADLINE_VERBS = frozenset(
    "aid arrest attack back ban boycott deport expel free fund host join meet release sanction sue "
    "visit".split()
)
#: Verbs that a headline has without an object only where it means the passive.
HEADLINE_PASSIVES = frozenset(
    "accuse acquit allow arrest ban bar behead blame charge convict deport detain evict expel fine force "
    "honor honour jail kidnap kill murder oust pardon prosecute rescue sack sentence shoot sue suspend "
    "wound".split()
)
#: Tags of a finite verb in a statement.
FINITE = frozenset({"VBZ", "VBP", "VBD"})


class Tree:
    """The parse of a Doc: one list per attribute, all indexed by token."""

    __slots__ = ("dep", "end", "ent", "head", "idx", "kids", "lemma", "low", "pos", "sent", "stop", "tag")

    def __init__(self, doc: Doc) -> None:
        """Fills the lists from `doc`, which must be parsed."""
        self.idx: list[int] = []
        self.lemma: list[str] = []
        self.low: list[str] = []
        self.pos: list[str] = []
        self.tag: list[str] = []
        self.dep: list[str] = []
        self.head: list[int] = []
        self.ent: list[str] = []
        self.sent: list[int] = []
        self.end: list[int] = []
        start = 0
        for token in doc:
            if token.is_sent_start:
                start = token.i
            self.idx.append(token.idx)
            self.end.append(token.idx + len(token))
            self.low.append(token.lower_)
            self.lemma.append(LEMMAS.get(token.lower_) or token.lemma_.lower())
            self.pos.append(token.pos_)
            self.tag.append(token.tag_)
            self.dep.append(token.dep_)
            self.head.append(token.head.i)
            self.ent.append(token.ent_type_)
            self.sent.append(start)
        #: First token of a sentence -> one past its last.
        self.stop = {start: i + 1 for i, start in enumerate(self.sent)}
        join_hyphens(self)
        read_headlines(self)
        self.kids: list[list[int]] = [[] for _ in self.head]
        for i, head in enumerate(self.head):
            if head != i and len(self.kids[head]) < MAX_CHILDREN:
                self.kids[head].append(i)
        read_passives(self)
        read_futures(self)
        read_parallels(self)

    def __len__(self) -> int:
        return len(self.head)

    def children(self, i: int, *deps: str) -> list[int]:
        """Children of `i` with one of `deps`, in text order."""
        return [kid for kid in self.kids[i] if self.dep[kid] in deps]

    def up(self, i: int) -> Iterator[int]:
        """The heads above `i`, nearest first."""
        for _ in range(MAX_STEPS):
            head = self.head[i]
            if head == i:
                return
            i = head
            yield i

    def conjuncts(self, i: int) -> list[int]:
        """`i` and what is coordinated with it further on, in text order."""
        found = [i]
        for each in found:
            if len(found) > MAX_STEPS:
                break
            found.extend(kid for kid in self.kids[each] if self.dep[kid] == "conj")
        return found

    def prepositions(self, i: int) -> list[tuple[str, int, list[int]]]:
        """Prepositions of `i`: the lemma, its token, and its objects (those of a nested one too)."""
        found = []
        for kid in self.kids[i]:
            if self.dep[kid] in {"prep", "agent", "dative"} and self.pos[kid] in {"ADP", "SCONJ"}:
                objects = [each for each in self.children(kid, "pobj") if self.ent[each] not in TIMES]
                for inner in self.children(kid, "prep"):
                    objects.extend(self.children(inner, "pobj"))
                if objects or not self.children(kid, "pobj"):
                    # "on Tuesday" is not to whom: a preposition of time alone is none
                    found.append((self.low[kid], kid, objects))
        return found

    def subtree(self, i: int) -> list[int]:
        """`i` and what is below it, nearest levels first up to a limit, in text order."""
        found = [i]
        for each in found:
            if len(found) > MAX_BELOW:
                break
            found.extend(self.kids[each])
        return sorted(found)

    def phrase(self, i: int, acts: Callable[[int], bool], depth: int = 0) -> tuple[int, int]:
        """First and last token of the noun phrase headed by `i`, without clauses and appositions.

        An "of" phrase is kept where it names somebody ("head of the union") or all of it is a thing.
        """
        first = last = i
        for kid in self.kids[i]:
            if kid < i and self.dep[kid] in LEFT_OF_HEAD:
                first = min(first, self.leftmost(kid))
            elif kid > i and depth < MAX_OF and self.dep[kid] == "prep" and self.low[kid] == "of":
                for inner in self.children(kid, "pobj"):
                    if acts(inner) or not acts(i):
                        last = max(last, self.phrase(inner, acts, depth + 1)[1])
        return first, last

    def leftmost(self, i: int) -> int:
        """The first token below `i`, following first children only."""
        for _ in range(MAX_STEPS):
            if not self.kids[i] or self.kids[i][0] >= i:
                break
            i = self.kids[i][0]
        return i

    def verbal(self, i: int) -> bool:
        """Whether `i` is a verb form (auxiliaries that head a clause too)."""
        return self.pos[i] in {"VERB", "AUX"} or self.tag[i].startswith("VB")


def join_hyphens(tree: Tree) -> None:
    """Gives the last part of a known hyphenated word the lemma of the whole."""
    for i in range(1, len(tree.low) - 1):
        if tree.low[i] == "-":
            whole = f"{tree.lemma[i - 1]}-{tree.lemma[i + 1]}"
            if whole in HYPHENATED:
                tree.lemma[i + 1] = whole


def read_headlines(tree: Tree) -> None:
    """Mends "Premier to Meet Envoy": in words that all begin with a capital the verb is read as a name."""
    for i in range(1, len(tree.low) - 2):
        verb = i + 1
        if tree.low[i] != "to" or tree.low[verb] not in HEADLINE_VERBS:
            continue
        thing, noun = tree.head[verb], tree.head[i] if tree.dep[i] == "prep" else i - 1
        if tree.tag[verb] in {"NNP", "NN"}:
            if tree.dep[verb] == "compound" and noun < i < thing and tree.dep[noun] not in {"dobj", "pobj"}:
                make_clause(tree, i, noun, verb)
                tree.head[thing], tree.dep[thing] = verb, "dobj"
            elif tree.head[i] == verb and tree.dep[i] == "aux":
                name_verb(tree, verb)
            continue
        alone = thing == noun == tree.head[noun] and tree.tag[noun] == "NNP"
        if alone and tree.dep[verb] in {"relcl", "acl"}:
            make_clause(tree, i, noun, verb)


def read_passives(tree: Tree) -> None:
    """Mends "Two editors arrested after raid": in a line without a full stop the form is a passive."""
    for i, lemma in enumerate(tree.lemma):
        if lemma not in HEADLINE_PASSIVES or tree.tag[i] != "VBD" or tree.dep[i] not in {"ROOT", "ccomp"}:
            continue
        subjects = tree.children(i, "nsubj")
        last = tree.stop[tree.sent[i]] - 1
        while last > i and tree.pos[last] == "SPACE":
            last -= 1
        whole = tree.low[last] in {".", "?", "!", "”", '"', ":"}
        if len(subjects) == 1 and not whole and not tree.children(i, "dobj"):
            tree.dep[subjects[0]], tree.tag[i] = "nsubjpass", "VBN"


def read_futures(tree: Tree) -> None:
    """Makes "is to" of "is to meet" what "will" is: an auxiliary of the verb, which heads the clause."""
    aims = load_codebook().words["aims"]  # "the aim is to win" plans nothing
    for i, head in enumerate(tree.head):
        if tree.dep[i] != "xcomp" or tree.lemma[head] != "be" or tree.tag[head] not in FINITE:
            continue
        to = any(tree.low[kid] == "to" and tree.dep[kid] == "aux" for kid in tree.kids[i])
        subjects = tree.children(head, "nsubj")
        beside = tree.children(head, "attr", "acomp", "expl", "dobj")
        if not to or beside or not subjects or any(tree.lemma[each] in aims for each in subjects):
            continue
        above = tree.head[head]
        tree.dep[i], tree.head[i] = tree.dep[head], i if above == head else above
        if above != head:
            tree.kids[above] = [i if kid == head else kid for kid in tree.kids[above]]
        tree.kids[i] = sorted([*tree.kids[i], head, *(kid for kid in tree.kids[head] if kid != i)])
        for kid in tree.kids[i]:
            tree.head[kid] = i
        tree.dep[head], tree.kids[head] = "aux", []


def read_parallels(tree: Tree) -> None:
    """Mends "This comes after it fired one, and called for talks": verbs are coordinated that have one tense.

    A verb without a subject whose tense is not that of the verb it is joined to, but that of a clause with
    a subject between the two, goes with the nearest such clause.
    """
    for i, head in enumerate(tree.head):
        if tree.dep[i] != "conj" or tree.tag[i] not in FINITE or tree.tag[head] not in FINITE:
            continue
        past = tree.tag[i] == "VBD"
        if past == (tree.tag[head] == "VBD") or has_subject(tree, i):
            continue
        below = (
            each
            for each in range(i - 1, head, -1)
            if tree.dep[each] in {"advcl", "ccomp"} and tree.head[each] == head and has_subject(tree, each)
        )
        nearest = next(below, None)
        if nearest is not None and tree.tag[nearest] in FINITE and past == (tree.tag[nearest] == "VBD"):
            tree.kids[head].remove(i)
            tree.head[i] = nearest
            tree.kids[nearest].append(i)


def has_subject(tree: Tree, i: int) -> bool:
    """Whether the verb has a subject of its own."""
    return any(tree.dep[kid] in SUBJECTS for kid in tree.kids[i])


def make_clause(tree: Tree, i: int, noun: int, verb: int) -> None:
    """Makes `verb`, after its "to" at `i`, the root of a clause of which `noun` is the subject."""
    name_verb(tree, verb)
    tree.head[verb], tree.dep[verb] = verb, "ROOT"
    tree.head[noun], tree.dep[noun] = verb, "nsubj"
    tree.head[i], tree.dep[i] = verb, "aux"


def name_verb(tree: Tree, verb: int) -> None:
    """Marks the token as a verb's base form and no name."""
    tree.lemma[verb], tree.pos[verb], tree.tag[verb], tree.ent[verb] = tree.low[verb], "VERB", "VB", ""
