"""A spaCy Doc -> the parse as plain lists, with the walks that frames and status need.

Token attributes of spaCy are slow to ask for one by one; the lists are filled once for a Doc.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

#: Dependencies of a subject.
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
#: Dependencies that belong to a noun phrase on the left of its head.
LEFT_OF_HEAD = frozenset({"det", "amod", "compound", "poss", "nmod", "nummod", "quantmod", "predet"})
#: Longest walk up or down a chain of heads or conjuncts: no real sentence needs more.
MAX_STEPS = 24


class Tree:
    """The parse of a Doc: one list per attribute, all indexed by token."""

    __slots__ = ("dep", "end", "ent", "head", "idx", "kids", "lemma", "low", "pos", "sent", "tag", "text")

    def __init__(self, doc: Doc) -> None:
        """Fills the lists from `doc`, which must be parsed."""
        self.text: str = doc.text
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
            self.lemma.append(token.lemma_.lower())
            self.pos.append(token.pos_)
            self.tag.append(token.tag_)
            self.dep.append(token.dep_)
            self.head.append(token.head.i)
            self.ent.append(token.ent_type_)
            self.sent.append(start)
        self.kids: list[list[int]] = [[] for _ in self.head]
        for i, head in enumerate(self.head):
            if head != i:
                self.kids[head].append(i)

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
                objects = self.children(kid, "pobj")
                for inner in self.children(kid, "prep"):
                    objects.extend(self.children(inner, "pobj"))
                found.append((self.low[kid], kid, objects))
        return found

    def subtree(self, i: int) -> list[int]:
        """`i` and all below it, in text order."""
        found = [i]
        for each in found:
            found.extend(self.kids[each])
        return sorted(found)

    def phrase(self, i: int) -> tuple[int, int]:
        """First and last token of the noun phrase headed by `i`, without clauses and appositions."""
        first = last = i
        for kid in self.kids[i]:
            if kid < i and self.dep[kid] in LEFT_OF_HEAD:
                first = min(first, self.leftmost(kid))
            elif kid > i and self.dep[kid] == "prep" and self.low[kid] == "of":
                for inner in self.children(kid, "pobj"):
                    last = max(last, self.phrase(inner)[1])
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
