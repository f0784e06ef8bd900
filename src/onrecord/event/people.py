"""Marks and a parse -> who can act in an article, and the words that name a participant."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from onrecord.event.codebook import Codebook
from onrecord.event.features import Range
from onrecord.event.frames import DONE_TO
from onrecord.event.roles import Roles
from onrecord.event.tree import Tree
from onrecord.records import Article, Marks, Mention, Participant, Span

#: Entity labels that can act, for articles without marks.
ACTING: Final = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})
#: Entity labels of names that cannot.
IDLE: Final = frozenset(
    {
        "DATE",
        "TIME",
        "MONEY",
        "PERCENT",
        "CARDINAL",
        "ORDINAL",
        "QUANTITY",
        "LAW",
        "EVENT",
        "WORK_OF_ART",
        "LANGUAGE",
    }
)
#: Nouns that count people when people follow: "thousands of teachers".
QUANTITIES: Final = frozenset(
    {"thousand", "hundred", "dozen", "score", "ten", "number", "majority", "handful", "wave"}
)
#: Types that are done to a place: "shelled the village", "sent soldiers to the town".
AT_PLACES: Final = frozenset({"AID", "ASSAULT", "MOBILIZE", "RETREAT"})
#: Types that machines of war do and suffer; of the others they are no part.
BY_MACHINE: Final = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "RETREAT", "THREATEN"})
#: What a state that is no country is a state of.
CONDITIONS: Final = frozenset(
    {"emergency", "siege", "war", "affair", "alert", "mind", "calamity", "disaster"}
)
#: Types of which only people are the recipients.
AMONG_PEOPLE: Final = frozenset({"CONSULT", "COOPERATE", "REQUEST"})
#: Pronouns that may stand for things.
THINGS: Final = frozenset({"it", "them", "they", "i", "you", "who"})
#: Pronouns that may stand for words of the same sentence.
AGREEING: Final = frozenset({"it", "its", "they", "them", "their", "he", "him", "his", "she", "her"})
#: Verbs of what is done to people alone.
PERSONAL: Final = frozenset(
    "abduct acquit arrest assassinate behead deport detain evict extradite handcuff hospitalise imprison "
    "interrogate jail kidnap lynch murder pardon rape".split()
)
#: Longest phrase of a participant, in tokens; a longer one is cut to its head's own words.
MAX_PHRASE: Final = 16


class People:
    """Who can act in an article: mentions, nouns for people and bodies, else named entities."""

    def __init__(self, tree: Tree, marks: Marks, book: Codebook) -> None:
        self.tree = tree
        self.agents = book.words["agents"]
        self.pronouns = book.words["pronouns"]
        self.machines = book.words["machines"]
        self.territory = book.classes["territory"]
        self.sectors = {actor.id: actor.sector for actor in marks.actors}
        #: In text order; names do not stand over each other.
        self.names = [mention for mention in marks.mentions if mention.kind == "name"]
        self.by_head: dict[int, Mention] = {}
        for mention in marks.mentions:
            old = self.by_head.get(mention.head)
            if old is None or mention.span.end - mention.span.start < old.span.end - old.span.start:
                self.by_head[mention.head] = mention

    def acts(self, i: int) -> bool:
        """Whether token `i` heads a mention or names a person, a body or a kind of them."""
        tree = self.tree
        if tree.idx[i] in self.by_head:
            return True
        pos = tree.pos[i]
        if i + 1 < len(tree) and tree.low[i + 1] == "$":
            return False  # "US $5 billion"
        if tree.lemma[i] == "state" and any(
            low == "of" and any(tree.lemma[each] in CONDITIONS for each in heads)
            for low, _, heads in tree.prepositions(i)
        ):
            return False
        if pos == "PRON":
            return tree.low[i] in self.pronouns
        if pos in {"NOUN", "PROPN"} and (tree.lemma[i] in self.agents or self.suffers(i)):
            return True
        if tree.lemma[i] in QUANTITIES:
            counted = [each for low, _, heads in tree.prepositions(i) if low == "of" for each in heads]
            return any(tree.lemma[each] in self.agents for each in counted)
        return (tree.ent[i] in ACTING and pos in {"PROPN", "NOUN", "ADJ"}) or (
            pos == "PROPN" and tree.ent[i] not in IDLE
        )

    def suffers(self, i: int) -> bool:
        """Whether what is done to `i` is only done to people: whoever is arrested is somebody."""
        tree = self.tree
        head, dep = tree.head[i], tree.dep[i]
        if dep in {"dobj", "nsubjpass"}:
            return tree.lemma[head] in PERSONAL and tree.verbal(head)
        return dep == "pobj" and tree.low[head] == "of" and tree.lemma[tree.head[head]] in DONE_TO

    def sector(self, i: int) -> str | None:
        """PLOVER's sector of whom token `i` heads a mention of; None if that is not known."""
        mention = self.by_head.get(self.tree.idx[i])
        return self.sectors.get(mention.actor) if mention is not None and mention.actor else None

    def known(self, i: int, name: str) -> bool:
        """Whether the words show that `i` is somebody: "it" and "them" may be things.

        What one meets, asks or works with (`name` is the type) is somebody.
        """
        if name in AMONG_PEOPLE and self.tree.low[i] in {"them", "they"}:
            return True
        if name not in BY_MACHINE and self.is_machine(i):
            return False
        mention = self.by_head.get(self.tree.idx[i])
        if mention is not None and mention.actor is not None:
            return True
        place = name in AT_PLACES and self.tree.lemma[i] in self.territory
        return self.tree.low[i] not in THINGS and (place or self.acts(i))

    def antecedent(self, i: int) -> int:
        """The head of the words in the same sentence that a pronoun stands for; `i` itself if none is sure.

        Either both are mentions of one actor, or the pronoun is the subject of what somebody says:
        "Peru said it would send troops".
        """
        tree = self.tree
        low = tree.low[i]
        if low not in AGREEING:
            return i
        own = self.by_head.get(tree.idx[i])
        if own is not None and own.actor is not None:
            for each in range(i - 1, tree.sent[i] - 1, -1):
                other = self.by_head.get(tree.idx[each])
                if other is not None and other.actor == own.actor and other.kind != "pronoun":
                    return each
            return i
        verb = tree.head[i]
        while tree.dep[verb] in {"conj", "xcomp"} and tree.head[verb] != verb:
            verb = tree.head[verb]
        if tree.dep[verb] != "ccomp":
            return i
        speakers = tree.children(tree.head[verb], "nsubj")
        fits = speakers and tree.pos[speakers[0]] in {"NOUN", "PROPN"} and self.agrees(low, speakers[0])
        return speakers[0] if fits else i

    def agrees(self, low: str, i: int) -> bool:
        """Whether the pronoun `low` can stand for the phrase headed by `i`."""
        tree = self.tree
        several = tree.tag[i] in {"NNS", "NNPS"} or bool(tree.children(i, "conj"))
        person = tree.ent[i] == "PERSON"
        if low in {"they", "them", "their"}:
            return several or not person
        if low in {"it", "its"}:
            return not several and not person
        return not several and (person or tree.pos[i] == "NOUN")

    def tokens(self, i: int) -> Range:
        """The tokens of the noun phrase of `i`."""
        tree = self.tree
        first, last = tree.phrase(i, self.acts)
        if last - first >= MAX_PHRASE:
            first, last = min(i, max(first, i - 4)), i
        return first, last + 1

    def is_machine(self, i: int) -> bool:
        """Whether `i` is a vehicle or a weapon: a common noun of one, or a name that is a product's."""
        product = self.tree.ent[i] == "PRODUCT"
        return product or (self.tree.lemma[i] in self.machines and self.tree.pos[i] != "PROPN")

    def participants(
        self, article: Article, roles: Roles, name: str
    ) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
        """Who did it and to whom; a pronoun beside its own verb's subject does not stand for it.

        Nobody does it to himself, save with others (the same heads), and machines suffer force alone.
        """
        actors = tuple(self.participant(article, i) for i in roles.actors)
        known = {each.actor for each in actors if each.actor is not None}
        spans = {each.span for each in actors}
        recipients = []
        for i in roles.recipients:
            one = self.participant(article, i)
            itself = one.span in spans and i not in roles.actors
            if itself or (name not in BY_MACHINE and self.is_machine(i)):
                continue
            if self.tree.tag[i] == "PRP" and (one.actor in known or one.span in spans):
                one = Participant(span=Span.of(article.text, self.tree.idx[i], self.tree.end[i]))
            recipients.append(one)
        return actors, tuple(recipients)

    def name_over(self, i: int) -> Mention | None:
        """The name that token `i` stands in without being its head by the marks: "United" of a torn parse."""
        offset = self.tree.idx[i]
        at = bisect_right(self.names, offset, key=lambda each: each.span.start) - 1
        return self.names[at] if at >= 0 and offset < self.names[at].span.end else None

    def participant(self, article: Article, i: int) -> Participant:
        """The participant headed by `i`, with its actor if a mention has one."""
        named = self.antecedent(i)
        mention = self.by_head.get(self.tree.idx[named]) or self.name_over(named)
        if mention is not None:
            own = self.by_head.get(self.tree.idx[i])
            return Participant(span=mention.span, actor=mention.actor or (own.actor if own else None))
        i = named
        first, last = self.tokens(i)
        return Participant(span=Span.of(article.text, self.tree.idx[first], self.tree.end[last - 1]))
