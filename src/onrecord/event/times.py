"""Parse and moments -> the time of a predicate, and whether parse, sentence or article gave it.

Follows MEANTIME's event-time links (NewsReader guidelines, section on TLINKs): a time belongs to the
predicate that it modifies, or to the noun that it stands inside; what is left takes the time of its
sentence, else the day of the article.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Final

from onrecord.event.tree import Tree
from onrecord.records import Moment, MomentFrom, Status

#: Steps from a time up to the predicate that it belongs to.
MAX_CLIMB: Final = 6
#: Most times of one sentence that are looked at: a "sentence" with more is a table.
MOST_BESIDE: Final = 16
#: Dependencies by which a time stands inside a noun phrase, and so tells nothing of the verb above it:
#: "condemned Monday's attack".
INSIDE: Final = frozenset({"poss", "compound", "amod", "nmod", "nummod"})
#: Dependencies by which a predicate shares the time of the one above it: "left on Monday and crossed".
SHARED: Final = frozenset({"conj", "xcomp", "pcomp", "advcl", "prep", "pobj", "dobj"})
#: What has not come to pass has no time but the one that the words give it.
TIMELESS: Final = frozenset({"planned", "possible", "conditional", "requested"})


class Times:
    """The moments of an article and the predicates from which they hang."""

    def __init__(self, tree: Tree, moments: Sequence[Moment], reports: Container[str]) -> None:
        """`reports` holds the lemmas of verbs that report what others did (`words.tsv`, list "report")."""
        self.tree = tree
        self.reports = reports
        tokens = {idx: i for i, idx in enumerate(tree.idx)}
        #: Predicate token -> id of the first moment that hangs from it.
        self.attached: dict[int, str] = {}
        #: Sentence start -> (place, verb that it hangs from, id) of each calendar time in it.
        self.inside: dict[int, list[tuple[int, int | None, str]]] = {}
        for moment in moments:
            if moment.type in ("DATE", "TIME"):
                self.attach(moment, tokens)

    def attach(self, moment: Moment, tokens: dict[int, int]) -> None:
        """Hangs a moment from the predicates above it."""
        tree, span = self.tree, moment.span
        i = tokens.get(span.start)
        if i is None:
            return
        place = i
        while tree.head[i] != i and span.start <= tree.idx[tree.head[i]] < span.end:
            i = tree.head[i]
        inner = tree.dep[i] in INSIDE
        verb = None
        for _, head in zip(range(MAX_CLIMB), tree.up(i), strict=False):
            if tree.verbal(head) or tree.pos[head] == "NOUN":
                self.attached.setdefault(head, moment.id)
            if tree.verbal(head) or inner:
                verb = head
                break
        beside = self.inside.setdefault(tree.sent[place], [])
        if not moment.value.endswith("_REF") and len(beside) < MOST_BESIDE:
            beside.append((place, verb, moment.id))

    def of(self, tokens: Sequence[int], status: Status) -> tuple[str | None, MomentFrom | None]:
        """The moment of a predicate given as its token and those that carry it, nearest first."""
        for i in tokens:
            if i in self.attached:
                return self.attached[i], "parse"
        shared = self.shared(tokens[0])
        if shared is not None:
            return shared, "parse"
        near = self.nearest(tokens[0])
        if near is not None:
            return near, "sentence"
        return None, None if status in TIMELESS else "article"

    def shared(self, i: int) -> str | None:
        """The moment of the predicate that this one is coordinated with or completes."""
        tree = self.tree
        for _ in range(MAX_CLIMB):
            if tree.dep[i] not in SHARED:
                return None
            i = tree.head[i]
            if i in self.attached:
                return self.attached[i]
        return None

    def nearest(self, i: int) -> str | None:
        """The time of the sentence that is nearest and hangs from no other clause.

        What was said on Monday did not happen on Monday: the walk up ends where somebody says it.
        """
        above, step = {i}, i
        for head in self.tree.up(i):
            if self.tree.dep[step] == "ccomp" and self.tree.lemma[head] in self.reports:
                break
            above.add(head)
            step = head
        options = [
            (abs(place - i), name)
            for place, verb, name in self.inside.get(self.tree.sent[i], ())
            if verb is None or verb in above
        ]
        return min(options)[1] if options else None
