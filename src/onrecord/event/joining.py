"""Events with the predicates that told of them -> each event once, with all the words that tell of it.

Two mentions are one event when type and polarity agree and participants, time and place do not
differ: in one sentence where the one governs the other ("stormed the post, killing two"), across
sentences where they also share the stem of their predicate ("attacked", "the attack"). What two speakers
say stays two events; the page's own voice takes in what somebody says of the same event.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from onrecord.event.codebook import Sense
from onrecord.event.tree import Tree
from onrecord.records import Event, MomentFrom, Participant, Polarity, Span, Statement

#: Letters that the predicates of one event share: "attacked" and "the attack", "met" and "meeting" not.
STEM: Final = 4
#: Words before an event noun that points back.
POINTING: Final = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})
#: Statuses that may be two tellings of one event.
REAL: Final = frozenset({"happened", "ongoing"})
#: Most earlier events of its type and polarity that an event is compared with, the nearest first: no page of
#: 80 of news has more than 14, and one that is nothing else is read in linear time.
MOST_BEFORE: Final = 64
#: Where a time was found, the event's own first.
NEAREST: Final[tuple[MomentFrom | None, ...]] = ("parse", "sentence", "article", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An event as one mention tells it, and the token of that mention's predicate."""

    #: Without what is missing of it and where it is in `why`, and without `also`: `events_of` adds them.
    event: Event
    predicate: int
    #: Why it has the place that it has, or none.
    where: str
    #: Other words that tell of it, in any order.
    also: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """What is needed to tell whether two events have one time and one voice."""

    #: `Moment.id` -> value.
    moments: Mapping[str, str]
    #: `Statement.id` -> `Actor.id` of its speaker; None if unknown.
    speakers: Mapping[str, str | None]

    @classmethod
    def of(cls, moments: Sequence[tuple[str, str]], statements: Sequence[Statement]) -> Voices:
        """From the moments' ids and values, and the statements."""
        return cls(moments=dict(moments), speakers={each.id: each.speaker for each in statements})


def join_events(drafts: Sequence[Draft], tree: Tree, voices: Voices) -> list[Draft]:
    """The drafts in text order, those of one event joined into the one that tells most."""
    joined: list[Draft] = []
    #: Type and polarity -> places in `joined`.
    alike: dict[tuple[str, Polarity], list[int]] = {}
    for draft in sorted(drafts, key=lambda each: (each.event.trigger.start, each.event.trigger.end)):
        places = alike.setdefault((draft.event.type, draft.event.polarity), [])
        for place in reversed(places[-MOST_BEFORE:]):
            if is_one(joined[place], draft, tree, voices):
                joined[place] = join(joined[place], draft, governed=governs(tree, joined[place], draft))
                break
        else:
            places.append(len(joined))
            joined.append(draft)
    return joined


def is_one(first: Draft, second: Draft, tree: Tree, voices: Voices) -> bool:
    """Whether two drafts of one type and polarity, in text order, tell of one event."""
    one, other = first.event, second.event
    if not one_voice(one, other, voices):
        return False
    actors, recipients = agree(one.actors, other.actors), agree(one.recipients, other.recipients)
    if governs(tree, first, second):
        return actors is not False
    if actors is False or recipients is False or not (actors or recipients):
        return False
    same_status = one.status == other.status or {one.status, other.status} <= REAL
    # only a time that hangs from the predicate is the event's own: its sentence may have others
    own = [each.moment for each in (one, other) if each.moment is not None and each.moment_from == "parse"]
    times = {voices.moments.get(each) for each in own}
    places = {each.place for each in (one, other) if each.place is not None}
    stem = tree.lemma[first.predicate][:STEM] == tree.lemma[second.predicate][:STEM]
    return same_status and stem and len(times) < 2 and len(places) < 2


def one_voice(one: Event, other: Event, voices: Voices) -> bool:
    """Whether one of them is in the page's own voice, or one speaker says both."""
    if one.according_to is None or other.according_to is None or one.according_to == other.according_to:
        return True
    speaker = voices.speakers.get(one.according_to)
    return speaker is not None and speaker == voices.speakers.get(other.according_to)


def governs(tree: Tree, first: Draft, second: Draft) -> bool:
    """Whether the second predicate is a participle or infinitive under the first, without its own subject."""
    i = second.predicate
    if tree.sent[i] != tree.sent[first.predicate] or tree.tag[i] not in {"VBG", "VB"}:
        return False
    if tree.dep[i] not in {"advcl", "xcomp", "acl"} or tree.children(i, "nsubj", "nsubjpass"):
        return False
    start, end = first.event.trigger.start, first.event.trigger.end
    head = tree.head[i]
    return head == first.predicate or start <= tree.idx[head] < end


def agree(one: Sequence[Participant], other: Sequence[Participant]) -> bool | None:
    """Whether two lists name somebody in common; None if one of them names nobody."""
    if not one or not other:
        return None
    return bool(set(map(key_of, one)) & set(map(key_of, other)))


def key_of(participant: Participant) -> str:
    """What a participant is told by: its actor, else its words."""
    return participant.actor or participant.span.words.lower()


def join(first: Draft, second: Draft, *, governed: bool) -> Draft:
    """One draft of both: the one that tells more, with the other's words and what it lacks."""
    main, more = (
        (second, first) if not governed and told(second.event) > told(first.event) else (first, second)
    )
    event, other = main.event, more.event
    recipients = event.recipients or other.recipients
    if governed:
        known = set(map(key_of, recipients))
        recipients += tuple(each for each in other.recipients if key_of(each) not in known)
    own = event if event.according_to is None or other.according_to is not None else other
    timed = min((event, other), key=nearness)
    return Draft(
        predicate=main.predicate,
        where=more.where if other.place and not event.place else main.where,
        also=(*main.also, other.trigger, *more.also),
        event=replace(
            event,
            actors=event.actors or other.actors,
            recipients=recipients,
            moment=timed.moment,
            moment_from=timed.moment_from,
            place=event.place or other.place,
            according_to=own.according_to,
            confidence=max(event.confidence, other.confidence),
        ),
    )


def nearness(event: Event) -> int:
    """How near to the predicate its time was found, 0 the nearest."""
    return NEAREST.index(event.moment_from)


def told(event: Event) -> int:
    """How much an event tells: its participants, time and place."""
    return sum(map(bool, (event.actors, event.recipients, event.moment, event.place)))


def point_back(drafts: Sequence[Draft], tree: Tree, senses: Mapping[int, Sense], text: str) -> list[Draft]:
    """The drafts with the event nouns that point back at them: "the strike" after "struck"... its stem."""
    found = list(drafts)
    taken = set[int]()
    #: Type and stem -> predicate and place in `found` of each draft, in text order.
    told_of: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for place, draft in enumerate(found):
        for span in (draft.event.trigger, *draft.also):
            taken.update(range(bisect_left(tree.idx, span.start), bisect_left(tree.idx, span.end)))
        key = draft.event.type, tree.lemma[draft.predicate][:STEM]
        told_of.setdefault(key, []).append((draft.predicate, place))
    for rows in told_of.values():
        rows.sort()
    for i, sense in senses.items():
        if sense.part != "n" or not any(tree.low[kid] in POINTING for kid in tree.kids[i] if kid < i):
            continue
        if i in taken or tree.children(i, "prep", "relcl", "acl"):
            continue
        rows = told_of.get((sense.type, tree.lemma[i][:STEM]), [])
        # the nearest of an earlier sentence
        before = bisect_left(rows, (tree.sent[i], 0))
        if before:
            place = rows[before - 1][1]
            span = Span.of(text, tree.idx[i], tree.end[i])
            found[place] = replace(found[place], also=(*found[place].also, span))
    return found


def events_of(drafts: Iterable[Draft]) -> list[Event]:
    """The drafts' events in text order, whole: the other words that tell of each, and what is missing."""
    return sorted(map(whole, drafts), key=lambda event: (event.trigger.start, event.trigger.end))


def whole(draft: Draft) -> Event:
    """The draft's event, joined with all that tells of it."""
    event = draft.event
    roles = {"actor": event.actors, "recipient": event.recipients}
    missing = [f"the words name no {role}" for role, named in roles.items() if not named]
    return replace(
        event,
        also=tuple(sorted(set(draft.also) - {event.trigger})),
        why="; ".join((event.why, *missing, draft.where)),
    )
