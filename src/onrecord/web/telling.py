"""The record file and a story -> what its view shows beside the story itself: pages, voices, relays."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from onrecord.records import Account, Disagreement, Entry, Story
from onrecord.store import RecordFile

__all__ = ["Member", "Relayed", "Said", "Speaker", "Telling", "tell"]

#: Speakers that are listed; the pages hold all.
_MOST_SPEAKERS: Final = 40
#: What was said that stands for a speaker.
_MOST_SAID: Final = 3


@dataclass(frozen=True, slots=True)
class Member:
    """A page of the story."""

    number: int
    article: str
    page: str
    title: str | None
    source: str
    earliest: str | None
    latest: str | None
    #: Why and how it was dated by its siblings; None if it was not.
    guess: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was said, on one page."""

    id: str
    words: str
    cue: str | None
    told: str | None
    stance: str
    member: Member
    via: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks in the story, with the surest of what they said."""

    name: str
    count: int
    members: tuple[Member, ...]
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Relayed:
    """Words went from one to the next: a line of the relay picture."""

    speaker: str
    #: Who passed them on; None where the page has them from the speaker.
    via: str | None
    page: int


@dataclass(frozen=True, slots=True)
class Telling:
    """All that the view of a story shows beside the story itself."""

    members: dict[str, Member]
    #: Statement id to who says it.
    voices: dict[str, str]
    speakers: tuple[Speaker, ...]
    #: How many speakers there are in all.
    speaker_count: int
    #: How many statements went each way.
    relayed: Counter[Relayed]
    accounts: dict[str, Account]
    #: Accounts of one matter that do not differ, matters of several pages first.
    alike: tuple[tuple[Account, ...], ...]
    #: Event id to its type and trigger.
    events: dict[str, tuple[str, str]]

    def voice(self, account: Account) -> str | None:
        """Who tells an account; None for the page's own voice."""
        return self.voices.get(account.according_to or "")

    def differing(self, story: Story, kind: str) -> list[Disagreement]:
        """The story's disagreements of a kind."""
        return [one for one in story.disagreements if one.kind == kind]

    def entry_label(self, entry: Entry) -> str:
        """What an entry of the timeline is called in the chart."""
        _, words = self.events.get(entry.event, ("", entry.span.words))
        return words


def tell(file: RecordFile, story: Story) -> Telling:
    """What belongs to a story; a fixed number of queries, however many pages it has."""
    members = _members(file, story)
    said = list(_said(file, story, members))
    by_speaker: dict[str, list[tuple[Said, float, str]]] = defaultdict(list)
    for one, speaker, rank, kind in said:
        if speaker is not None and one.stance != "unsaid":
            by_speaker[speaker].append((one, rank, kind))
    speakers = sorted(
        (_speaker(name, some) for name, some in by_speaker.items()),
        key=lambda one: (-len(one.members), -one.count, one.name),
    )
    matters: dict[str, list[Account]] = defaultdict(list)
    differing = {cell.account for one in story.disagreements for cell in one.cells}
    for account in story.accounts:
        matters[account.matter].append(account)
    alike = [some for some in matters.values() if len(some) > 1 and not differing & {one.id for one in some}]
    return Telling(
        members=members,
        voices={one.id: speaker for one, speaker, _, _ in said if speaker is not None},
        speakers=tuple(speakers[:_MOST_SPEAKERS]),
        speaker_count=len(speakers),
        relayed=Counter(_relayed((one, speaker) for one, speaker, _, _ in said if speaker)),
        accounts={one.id: one for one in story.accounts},
        alike=tuple(tuple(some) for some in sorted(alike, key=lambda some: -len(some))),
        events=_events(file, story),
    )


def _members(file: RecordFile, story: Story) -> dict[str, Member]:
    query = (
        "SELECT article.id, page.id, article.title, page.source, published_earliest, published_latest"
        " FROM story_article JOIN article ON article.id = story_article.article"
        " JOIN page ON page.id = article.page WHERE story_article.story = ? ORDER BY story_article.position"
    )
    guesses = {one.article: one for one in story.guesses}
    members = {}
    for number, row in enumerate(file.rows(query, (story.id,)), 1):
        article, page, title, source, earliest, latest = row
        guess = guesses.get(article)
        told = None
        if guess is not None:
            told = guess.why
            if earliest is None and latest is None and guess.dating.earliest is not None:
                earliest = guess.dating.earliest.isoformat()
                latest = guess.dating.latest.isoformat() if guess.dating.latest else None
        members[article] = Member(number, article, page, title, source, earliest, latest, told)
    return members


def _said(
    file: RecordFile, story: Story, members: dict[str, Member]
) -> Iterator[tuple[Said, str | None, float, str]]:
    """Every statement of the story's pages: itself, who says it, how sure it is, and its kind."""
    vias: dict[str, list[str]] = defaultdict(list)
    query = (
        "SELECT relay.statement, coalesce(actor.name, relay.words) FROM story_article"
        " JOIN statement ON statement.article = story_article.article"
        " JOIN statement_via AS relay ON relay.statement = statement.id"
        " LEFT JOIN actor ON actor.id = relay.actor WHERE story = ? ORDER BY relay.statement, relay.position"
    )
    for statement, name in file.rows(query, (story.id,)):
        vias[statement].append(name)
    query = (
        "SELECT statement.id, statement.article, coalesce(actor.name, source_words), cue_words, told_words,"
        " stance, statement.kind, confidence, (SELECT group_concat(words, ' … ') FROM statement_content"
        "   WHERE statement_content.statement = statement.id)"
        " FROM story_article JOIN statement ON statement.article = story_article.article"
        " LEFT JOIN actor ON actor.id = statement.speaker WHERE story = ?"
        " ORDER BY story_article.position, statement.position"
    )
    for row in file.rows(query, (story.id,)):
        one, article, speaker, cue, told, stance, kind, confidence, words = row
        if article in members:
            said = Said(one, words or "", cue, told, stance, members[article], tuple(vias[one]))
            yield said, speaker, confidence, kind


def _speaker(name: str, some: list[tuple[Said, float, str]]) -> Speaker:
    # Direct words before the page's own, the surest first: they stand for the speaker.
    order = sorted(some, key=lambda one: (one[2] != "direct", -one[1], one[0].member.number, one[0].id))
    chosen: dict[str, Said] = {}
    for said, _, _ in order:
        chosen.setdefault(said.words.casefold()[:40], said)
    members = {said.member.number: said.member for said, _, _ in some}
    return Speaker(
        name,
        len(some),
        tuple(members[number] for number in sorted(members)),
        tuple(list(chosen.values())[:_MOST_SAID]),
    )


def _relayed(said: Iterable[tuple[Said, str]]) -> Iterator[Relayed]:
    for one, speaker in said:
        relays = [name for name in reversed(one.via) if name != speaker]
        yield Relayed(speaker, relays[-1] if relays else None, one.member.number)


def _events(file: RecordFile, story: Story) -> dict[str, tuple[str, str]]:
    query = (
        "SELECT event.id, event.type, event.trigger_words FROM story_entry"
        " JOIN event ON event.id = story_entry.event WHERE story = ?"
    )
    return {one: (type, words) for one, type, words in file.rows(query, (story.id,))}
