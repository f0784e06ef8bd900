"""Article, parse, marks and statements -> events: the front door of the stage.

Precision is put before recall: a frame becomes an event only if the lexicon knows its predicate in
its pattern, somebody acts in it or is acted upon, and the type model does not speak against it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc

from onrecord.event.codebook import Codebook, load_codebook
from onrecord.event.confidence import confidence_of
from onrecord.event.details import details_of
from onrecord.event.evidence import Candidate, candidates_of
from onrecord.event.features import Clues, Range, sentence_of, views_of
from onrecord.event.frames import Frame, find_frames
from onrecord.event.senses import objects
from onrecord.event.status import Facts
from onrecord.event.tree import Tree
from onrecord.event.types import TypeModel, load_model
from onrecord.records import Article, Event, Marks, Mention, Participant, Span, Statement, make_id

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
#: Least confidence of an event: more likely right than not. On plv_train (out-of-fold models) .4 costs 2
#: points of precision of raw triples for .3 of recall, .6 gains 2 and loses .2.
LEAST: Final = 0.5
#: Below this the model's best guess is none: it has not seen the words, and the lexicon stands alone.
UNSURE: Final = 0.35
#: Words of sport in a sentence from which on it tells of no political event.
SPORT_WORDS: Final = 2
#: Types that sports writers borrow.
BORROWED: Final = frozenset(
    {
        "ASSAULT",
        "COERCE",
        "PROTEST",
        "RETREAT",
        "MOBILIZE",
        "CONCEDE",
        "SUPPORT",
        "CONSULT",
        "AID",
        "REJECT",
        "THREATEN",
        "REQUEST",
        "ACCUSE",
    }
)
#: Nouns that count people when people follow: "thousands of teachers".
QUANTITIES: Final = frozenset(
    {"thousand", "hundred", "dozen", "score", "ten", "number", "majority", "handful", "wave"}
)
#: Types of which only people are the recipients.
AMONG_PEOPLE: Final = frozenset({"CONSULT", "COOPERATE", "REQUEST"})
#: Pronouns that may stand for things.
THINGS: Final = frozenset({"it", "them", "they", "i", "you", "who"})
#: Pronouns that may stand for words of the same sentence.
AGREEING: Final = frozenset({"it", "its", "they", "them", "their", "he", "him", "his", "she", "her"})
#: Steps from a time or place up to the predicate that it belongs to.
MAX_CLIMB: Final = 6
#: Longest phrase of a participant, in tokens; a longer one is cut to its head's own words.
MAX_PHRASE: Final = 16


def find_events(
    article: Article,
    doc: Doc,
    marks: Marks,
    statements: Sequence[Statement],
    *,
    model: TypeModel | None = None,
) -> tuple[Event, ...]:
    """The events that the article's read passages tell of, in text order.

    `doc` is the article's one parse (`token.idx` points into `article.text`). `model` stands in for
    the packaged one. Never raises on odd text.
    """
    book = load_codebook()
    clues = Clues(Tree(doc), book)
    if not clues.senses:
        return ()
    people = People(clues.tree, marks, book)
    frames = find_frames(clues, people.acts)
    reader = EventReader(
        article, clues, people, marks=marks, statements=statements, model=model or load_model()
    )
    events: dict[str, Event] = {}
    for frame in frames:
        event = reader.event_of(frame)
        if event is not None:
            events.setdefault(event.id, event)
    return tuple(sorted(events.values(), key=lambda event: (event.trigger.start, event.trigger.end)))


class People:
    """Who can act in an article: mentions, nouns for people and bodies, else named entities."""

    def __init__(self, tree: Tree, marks: Marks, book: Codebook) -> None:
        self.tree = tree
        self.agents = book.words["agents"]
        self.pronouns = book.words["pronouns"]
        self.named = True
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
        if pos == "PRON":
            return tree.low[i] in self.pronouns
        if pos in {"NOUN", "PROPN"} and tree.lemma[i] in self.agents:
            return True
        if tree.lemma[i] in QUANTITIES:
            counted = [each for low, _, heads in tree.prepositions(i) if low == "of" for each in heads]
            return any(tree.lemma[each] in self.agents for each in counted)
        if not self.named:
            return False
        return (tree.ent[i] in ACTING and pos in {"PROPN", "NOUN", "ADJ"}) or (
            pos == "PROPN" and tree.ent[i] not in IDLE
        )

    def known(self, i: int, name: str) -> bool:
        """Whether the words show that `i` is somebody: "it" and "them" may be things.

        What one meets, asks or works with (`name` is the type) is somebody.
        """
        if name in AMONG_PEOPLE and self.tree.low[i] in {"them", "they"}:
            return True
        mention = self.by_head.get(self.tree.idx[i])
        if mention is not None and mention.actor is not None:
            return True
        return self.tree.low[i] not in THINGS and self.acts(i)

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
        """The tokens of the phrase that names `i`: its mention's span, else its noun phrase."""
        tree = self.tree
        first, last = tree.phrase(i, self.acts)
        if last - first >= MAX_PHRASE:
            first, last = min(i, max(first, i - 4)), i
        return first, last + 1

    def participant(self, article: Article, i: int) -> Participant:
        """The participant headed by `i`, with its actor if a mention has one."""
        named = self.antecedent(i)
        mention = self.by_head.get(self.tree.idx[named])
        if mention is not None:
            own = self.by_head.get(self.tree.idx[i])
            return Participant(span=mention.span, actor=mention.actor or (own.actor if own else None))
        i = named
        first, last = self.tokens(i)
        return Participant(span=Span.of(article.text, self.tree.idx[first], self.tree.end[last - 1]))


class EventReader:
    """Turns the frames of one article into events."""

    def __init__(
        self,
        article: Article,
        clues: Clues,
        people: People,
        *,
        marks: Marks,
        statements: Sequence[Statement],
        model: TypeModel,
    ) -> None:
        self.article = article
        self.clues = clues
        self.people = people
        self.model = model
        self.statements = statements
        tokens = {idx: i for i, idx in enumerate(clues.tree.idx)}
        self.moments = attach(clues.tree, tokens, [(each.id, each.span) for each in marks.moments])
        self.places = attach(clues.tree, tokens, [(each.id, each.span) for each in marks.places])

    def event_of(self, frame: Frame) -> Event | None:
        """The event of a frame; None if it tells of none."""
        if not self.told_by_somebody(frame) or self.is_sport_or_mishap(frame):
            return None
        name, confidence = self.decide(frame)
        if name is None:
            return None
        tree, article = self.clues.tree, self.article
        trigger = Span.of(article.text, tree.idx[frame.first], tree.end[frame.last])
        statement = self.statement_of(frame)
        facts = under(statement, frame.facts)
        details = details_of(self.clues, frame, name)
        return Event(
            id=make_id("event", article.id, name, trigger.start, trigger.end),
            type=name,
            mode=details.mode,
            contexts=details.contexts,
            quad=self.clues.book.quad(name),
            cameo=details.cameo,
            actors=tuple(self.people.participant(article, i) for i in frame.roles.actors),
            recipients=tuple(self.people.participant(article, i) for i in frame.roles.recipients),
            trigger=trigger,
            moment=self.nearest(self.moments, frame),
            place=self.nearest(self.places, frame),
            polarity=facts.polarity,
            certainty=facts.certainty,
            tense=facts.tense,
            status=facts.status,
            according_to=statement.id if statement is not None else None,
            confidence=confidence,
            why=why_of(frame, facts, details.why),
        )

    def told_by_somebody(self, frame: Frame) -> bool:
        """Whether the frame has the actor or recipient that its strength asks for."""
        actors = [i for i in frame.roles.actors if self.people.known(i, frame.type)]
        recipients = [i for i in frame.roles.recipients if self.people.known(i, frame.type)]
        if not recipients and self.is_figure(frame):
            return False
        # "withdrew from the talks" names nobody, but its pattern leaves no doubt
        clear = frame.type == "SANCTION" and frame.sense.strength >= 3 and bool(frame.sense.terms)
        if not recipients and self.clues.book.types[frame.type].recipient and not clear:
            return False
        if frame.sense.strength >= 3:
            return bool(actors or recipients)
        if frame.sense.strength == 2 and (frame.sense.terms or frame.sense.part == "n"):
            return bool(actors or recipients)
        # a word that means an event only among people: "attacked the minister", not "the problem"
        return bool(recipients) and bool(actors or frame.sense.strength == 2)

    def is_figure(self, frame: Frame) -> bool:
        """Whether a bare verb of force has a thing for its object: "killed the deal"."""
        bare = frame.sense.part == "v" and not frame.sense.terms
        return bare and frame.sense.type == "ASSAULT" and bool(objects(self.clues.tree, frame.predicate))

    def is_sport_or_mishap(self, frame: Frame) -> bool:
        """Whether the sentence is of sport, or it is weather or an accident that did it."""
        tree, words = self.clues.tree, self.clues.book.words
        i = frame.predicate
        low, high = sentence_of(tree, (i, i + 1), (i, i + 1))
        if frame.type in BORROWED:
            sport = words["sport"]
            if (
                sum(tree.lemma[each] in sport or tree.low[each] in sport for each in range(low, high))
                >= SPORT_WORDS
            ):
                return True
        if not frame.roles.actors:
            acting = [each for each in tree.kids[i] if tree.dep[each] in {"nsubj", "agent", "compound"}]
            acting += [
                each for one in acting for each in tree.kids[one] if tree.dep[each] in {"pobj", "compound"}
            ]
            if any(tree.lemma[each] in words["weather"] for each in acting):
                return True
            # "A dozen were hurt when the ferry hit a wall": PLOVER's ASSAULT is done by somebody.
            return frame.type == "ASSAULT" and any(
                tree.lemma[each] in words["accident"] for each in range(low, high)
            )
        return False

    def decide(self, frame: Frame) -> tuple[str | None, float]:
        """The frame's likeliest type and its confidence; None if it is likelier that there is no event."""
        rated = [(confidence_of(each.features), each.type) for each in self.candidates(frame)]
        confidence, name = max(rated, key=lambda each: each[0])
        if confidence < LEAST:
            return None, confidence
        return name, round(confidence, 4)

    def candidates(self, frame: Frame) -> list[Candidate]:
        """The types that the frame may have, with what speaks for each."""
        shares = self.model.probabilities(views_of(self.clues, *self.ranges(frame)))
        return candidates_of(self.clues, frame, shares)

    def ranges(self, frame: Frame) -> tuple[Range, Range]:
        """Token ranges of actor and recipient for the model; an empty one at the predicate if missing."""
        empty = (frame.predicate, frame.predicate)
        actors = [self.people.tokens(i) for i in frame.roles.actors[:1]]
        recipients = [self.people.tokens(i) for i in frame.roles.recipients[:1]]
        return (actors or [empty])[0], (recipients or [empty])[0]

    def statement_of(self, frame: Frame) -> Statement | None:
        """The innermost statement whose content holds the predicate; None if the page tells it."""
        tree = self.clues.tree
        start, end = tree.idx[frame.predicate], tree.end[frame.predicate]
        best: tuple[int, Statement] | None = None
        for statement in self.statements:
            for span in statement.content:
                if span.start <= start and end <= span.end:
                    size = span.end - span.start
                    if best is None or size < best[0]:
                        best = size, statement
        return best[1] if best else None

    def nearest(self, attached: dict[int, str], frame: Frame) -> str | None:
        """The id attached to the frame's predicate or to the verb that carries it."""
        tree, i = self.clues.tree, frame.predicate
        for each in (i, *[head for head in tree.up(i) if frame.first <= head <= frame.last]):
            if each in attached:
                return attached[each]
        return None


def attach(tree: Tree, tokens: dict[int, int], marks: Sequence[tuple[str, Span]]) -> dict[int, str]:
    """Predicate token -> id of the first time or place that hangs from it, within a clause."""
    found: dict[int, str] = {}
    for name, span in marks:
        i = tokens.get(span.start)
        if i is None:
            continue
        while tree.head[i] != i and span.start <= tree.idx[tree.head[i]] < span.end:
            i = tree.head[i]
        for _, head in zip(range(MAX_CLIMB), tree.up(i), strict=False):
            if tree.verbal(head) or tree.pos[head] == "NOUN":
                found.setdefault(head, name)
            if tree.verbal(head):
                break
    return found


def under(statement: Statement | None, facts: Facts) -> Facts:
    """The facts as the speaker asserts them."""
    if statement is None:
        return facts
    if statement.stance == "denies":
        return replace(facts, denied=True)
    if statement.stance == "asks":
        return replace(facts, requested=True)
    if statement.stance in ("declines", "unsaid"):
        return replace(facts, certainty="possible", reported=True)  # Nobody has said that it happened.
    return replace(facts, reported=True)


def why_of(frame: Frame, facts: Facts, contexts: str) -> str:
    """In plain words: how the type was found, what spoke for status and contexts, which role is missing."""
    parts = [", ".join(frame.why)]
    if facts.cues:
        parts.append("status from " + ", ".join(facts.cues))
    if contexts:
        parts.append(contexts)
    if not frame.roles.actors:
        parts.append("the words name no actor")
    if not frame.roles.recipients:
        parts.append("the words name no recipient")
    return "; ".join(parts)
