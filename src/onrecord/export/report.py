"""A story -> one HTML page that can be printed: no script, nothing from outside, each line with its source.

Everything that came from a page is escaped by the template (Jinja2, autoescape) and every unseen character
in it is shown by its code point; addresses are links only where they are http or https.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from onrecord.export.html import render, voice
from onrecord.export.terms import AHEAD, SLOTS, days
from onrecord.records import Account, Dating, Entry, Record, Span, Statement, Story
from onrecord.store import RecordFile, find_pages, load_record, load_story

__all__ = ["report_html", "write_report"]


def write_report(file: RecordFile, story: str, out: BinaryIO) -> None:
    """Writes the report of the story with this id; OnrecordError "unknown-story" where there is none."""
    found = load_story(file, story)
    records = [load_record(file, find_pages(file, article)[-1]) for article in found.articles]
    out.write(report_html(found, records).encode())


def report_html(story: Story, records: Sequence[Record]) -> str:
    """The report of a story, of which `records` are the pages."""
    from importlib.metadata import version  # commands start without it

    told = _Report(story, sorted(records, key=_by_day))
    return render("report.html", told=told, story=story, version=version("onrecord"))


@dataclass(frozen=True, slots=True)
class Said:
    """What one speaker said in the same words, and where it stands."""

    words: str
    stance: str
    told: str | None
    via: tuple[str, ...]
    #: Page number and pieces of each, in page order.
    places: tuple[tuple[int, tuple[Span, ...]], ...]


class _Report:
    """What the template asks of a story and its pages."""

    def __init__(self, story: Story, records: Sequence[Record]) -> None:
        self.story = story
        self.records = [record for record in records if record.article is not None]
        self.numbers = {record.article.id: at for at, record in enumerate(self.records, 1) if record.article}
        self.accounts = {account.id: account for account in story.accounts}
        self.guesses = {guess.article: guess for guess in story.guesses}
        self.voices: dict[str, str] = {}
        for record in self.records:
            names = {actor.id: actor.name for actor in record.actors}
            for statement in record.statements:
                self.voices[statement.id] = voice(statement, names)

    @property
    def days(self) -> str:
        """The span of time of the pages."""
        return days(self.story.earliest, self.story.latest)

    def counts(self) -> str:
        """How many pages, outlets and origins, in words."""
        story = self.story
        parts = ((story.articles, "page"), (story.outlets, "outlet"), (story.origins, "origin"))
        return ", ".join(f"{len(some)} {word}{'' if len(some) == 1 else 's'}" for some, word in parts)

    def differences(self) -> list[str]:
        """How many disagreements and updates there are, in words."""
        words = {"disagreement": "point on which accounts differ", "update": "figure that was updated"}
        some = {"disagreement": "points on which accounts differ", "update": "figures that were updated"}
        counts = Counter[str](one.kind for one in self.story.disagreements)
        return [f"{n} {words[kind] if n == 1 else some[kind]}" for kind in words if (n := counts[kind])]

    def pages(self, articles: Iterable[str]) -> list[int]:
        """The numbers of these articles' pages, in order."""
        return sorted(self.numbers[article] for article in articles if article in self.numbers)

    def published(self, record: Record) -> str:
        """When a page was published, as far as that is known, and how."""
        assert record.article is not None
        dating: Dating = record.article.published
        if dating.earliest or dating.latest:
            return f"published {days(dating.earliest, dating.latest)} ({dating.origin})"
        guess = self.guesses.get(record.article.id)
        if guess and (guess.dating.earliest or guess.dating.latest):
            guessed = days(guess.dating.earliest, guess.dating.latest)
            return f"undated; by its siblings {guessed}: {guess.why}"
        return "undated" + (f": {guess.why}" if guess else "")

    def differing(self, kind: str) -> list[Any]:
        """The disagreements of a kind, each with rows of (value, words around it, whose, account)."""
        found = []
        for one in self.story.disagreements:
            if one.kind == kind:
                rows = [
                    (cell.value, _lit(account, cell.span), self.whose(account), account)
                    for cell in one.cells
                    if cell.span and (account := self.accounts.get(cell.account))
                ]
                found.append({"slot": SLOTS[one.slot].capitalize(), "one": one, "rows": rows})
        return found

    def whose(self, account: Account) -> str:
        """Who tells an account: a speaker, or the page itself."""
        return self.voices.get(account.according_to or "", "the page’s own voice")

    def entries(self, *, ahead: bool) -> list[Entry]:
        """The lines of the timeline that lie ahead in what the pages say, or the others."""
        return [entry for entry in self.story.timeline if (entry.status in AHEAD) == ahead]

    def speakers(self) -> list[tuple[str, list[Said]]]:
        """Who speaks and what they said, those whom most pages quote first; the same words stand once."""
        held: dict[str, dict[tuple[str, str], list[tuple[int, Statement]]]] = defaultdict(dict)
        for number, record in enumerate(self.records, 1):
            for statement in record.statements:
                if statement.speaker is not None and statement.stance != "unsaid":
                    words = " … ".join(span.words for span in statement.content)
                    key = (_plain(words), statement.stance)
                    held[self.voices[statement.id]].setdefault(key, []).append((number, statement))
        found = [(name, [_said(group) for group in said.values()]) for name, said in held.items()]
        return sorted(found, key=lambda one: (-len(_quoting(one[1])), -len(one[1]), one[0]))

    def unresolved(self) -> Iterator[str]:
        """What could not be told, page by page, in plain words."""
        for number, record in enumerate(self.records, 1):
            silent = sum(1 for one in record.statements if one.speaker is None)
            if silent:
                of = f"{silent} of {len(record.statements)} statements"
                yield f"[{number}] {of} have no speaker that could be told"
            for problem in record.problems:
                yield f"[{number}] {problem.code}: {problem.detail}"


def _by_day(record: Record) -> tuple[date, str]:
    dating = record.article.published if record.article else Dating()
    return dating.earliest or dating.latest or date.max, record.page.source


def _lit(account: Account, value: Span | None) -> tuple[str, str, str]:
    """An account's words before, in and after the value that stands in them."""
    if value is None or not account.span.holds(value):
        return (account.span.words, "", "") if value is None else ("", value.words, "")
    start, end = value.start - account.span.start, value.end - account.span.start
    words = account.span.words
    return words[:start], words[start:end], words[end:]


def _plain(words: str) -> str:
    return " ".join(words.strip(" \"“”'‘’.,;:").casefold().split())


def _said(group: list[tuple[int, Statement]]) -> Said:
    """The surest of statements in the same words, with the places of all."""
    _, best = max(group, key=lambda one: (one[1].kind == "direct", one[1].confidence))
    return Said(
        words=" … ".join(span.words for span in best.content),
        stance=best.stance,
        told=best.told.words if best.told else None,
        via=tuple(relay.span.words for relay in best.via),
        places=tuple((number, statement.content) for number, statement in group),
    )


def _quoting(said: list[Said]) -> set[int]:
    return {number for one in said for number, _ in one.places}
