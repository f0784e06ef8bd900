"""A story and its records -> what a person reads of it in a minute.

Pure functions from records to Rich renderables. All text of a page goes through `visible` and
`rich.text.Text`: it is never taken for markup.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rich.console import Group, RenderableType
from rich.text import Text

from onrecord.cli.words import Block, shorten, visible
from onrecord.export.terms import SLOTS
from onrecord.records import Account, Copy, Disagreement, Entry, Record, Source, Statement, Story

__all__ = ["show_comparison", "show_story"]

#: Longest words of a page that are shown on one line, in characters.
_GLIMPSE: Final = 160
#: Most lines under one heading; --format json shows all.
_MOST: Final = 12
#: Passages that are shown of a pair of copies, the longest first.
_PASSAGES: Final = 2


def show_story(story: Story, records: Sequence[Record]) -> RenderableType:
    """The whole story: pages, origins, where accounts differ, timeline, who said what, shared words."""
    pages = _Pages(records)
    title = Text(visible(story.title), style="bold") if story.title else Text("(no headline)", style="dim")
    parts: list[RenderableType] = [Block(title), Block(Text(_head(story), style="dim")), Text()]
    parts += _section("Pages", [_page_line(story, record, pages) for record in records])
    parts += _section("Origins that could be told apart", [_origin(one, pages) for one in story.origins])
    parts += _section("Where accounts differ", _disagreements(story, pages, "disagreement"))
    parts += _section("Figures that were updated", _disagreements(story, pages, "update"))
    parts += _section("Timeline", [_entry(one, pages) for one in story.timeline if not _ahead(one)])
    parts += _section(
        "Planned, asked for or possible", [_entry(e, pages) for e in story.timeline if _ahead(e)]
    )
    parts += _section("Who said what", _speakers(records, pages))
    parts += _section("Shared words", [line for copy in story.copies for line in _copy(copy, pages)])
    return Group(*parts)


def show_comparison(story: Story, records: Sequence[Record], *, together: bool) -> RenderableType:
    """What two pages share and where they differ."""
    pages = _Pages(records)
    same = "in one story" if together else "not in one story"
    likeness = story.links[0].score if story.links else 0.0
    head = f"{same} · likeness {likeness:.2f} · {_counts(story)}"
    if story.links:
        head += " · both speak of: " + ", ".join(visible(term) for term in story.links[0].terms)
    parts: list[RenderableType] = [Block(Text(head, style="dim")), Text()]
    parts += _section("Pages", [_page_line(story, record, pages) for record in records])
    parts += _section("Origins that could be told apart", [_origin(one, pages) for one in story.origins])
    parts += _section("Shared words", [line for copy in story.copies for line in _copy(copy, pages, most=99)])
    parts += _section("Where accounts differ", _disagreements(story, pages, "disagreement"))
    parts += _section("Figures that were updated", _disagreements(story, pages, "update"))
    return Group(*parts)


class _Pages:
    """Article ids to the numbers and statements of the pages on the screen."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.numbers = {record.article.id: place for place, record in enumerate(records, 1) if record.article}
        self.voices: dict[str, str] = {}
        for record in records:
            names = {actor.id: actor.name for actor in record.actors}
            for statement in record.statements:
                self.voices[statement.id] = _voice(statement, names)

    def named(self, articles: Iterable[str]) -> str:
        numbers = sorted(self.numbers.get(article, 0) for article in articles)
        return ("page " if len(numbers) == 1 else "pages ") + ", ".join(map(str, numbers))


def _voice(statement: Statement, names: dict[str, str]) -> str:
    if statement.speaker in names:
        return visible(names[statement.speaker])
    return visible(statement.source.words) if statement.source else "somebody"


def _head(story: Story) -> str:
    days = [day.isoformat() for day in (story.earliest, story.latest) if day]
    when = " to ".join(dict.fromkeys(days)) or "undated"
    return f"{when} · {_counts(story)} · {story.id}"


def _counts(story: Story) -> str:
    parts = ((story.articles, "page"), (story.outlets, "outlet"), (story.origins, "origin"))
    return ", ".join(f"{len(some)} {word}{'' if len(some) == 1 else 's'}" for some, word in parts)


def _section(title: str, lines: Sequence[Text]) -> list[RenderableType]:
    if not lines:
        return []
    parts: list[RenderableType] = [
        Text(title.upper(), style="bold cyan").append(f"  {len(lines)}", style="dim")
    ]
    parts += [Block(line, Text("  "), Text("      ")) for line in lines[:_MOST]]
    if len(lines) > _MOST:
        more = f"and {len(lines) - _MOST} more; --format json shows all"
        parts.append(Block(Text(more, style="dim"), Text("  "), Text("  ")))
    return [*parts, Text()]


def _page_line(story: Story, record: Record, pages: _Pages) -> Text:
    article = record.article
    if article is None:
        return Text("(no article)", style="dim")
    first, last = article.published.earliest, article.published.latest
    guess = next((one for one in story.guesses if one.article == article.id), None)
    line = Text(f"{pages.numbers[article.id]:>2}  ", style="dim")
    if first is not None:
        line.append(first.isoformat() if first == last else f"{first} to {last or '?'}")
    elif guess is not None and guess.dating.earliest is not None:
        days = dict.fromkeys(day.isoformat() for day in (guess.dating.earliest, guess.dating.latest) if day)
        line.append(f"undated, perhaps {' to '.join(days)} ({guess.why})", style="yellow")
    else:
        line.append("undated" + (f" ({guess.why})" if guess else ""), style="yellow")
    line.append(f"  {visible(article.title) if article.title else '(no headline)'}", style="bold")
    return line.append(f"  {visible(record.page.source)} · {record.page.id}", style="dim")


def _origin(source: Source, pages: _Pages) -> Text:
    line = Text(visible(source.name), style="bold").append(
        f" ({source.kind}): {pages.named(source.articles)}"
    )
    line.append(f"; {visible(source.why)}", style="dim")
    if source.evidence is not None and source.evidence.words != source.name:
        line.append(f" “{shorten(visible(source.evidence.words), _GLIMPSE)}”", style="dim")
    return line


def _disagreements(story: Story, pages: _Pages, kind: str) -> list[Text]:
    accounts = {account.id: account for account in story.accounts}
    return [_disagreement(one, accounts, pages) for one in story.disagreements if one.kind == kind]


def _disagreement(one: Disagreement, accounts: dict[str, Account], pages: _Pages) -> Text:
    line = Text(f"{SLOTS[one.slot]}: ", style="bold").append(f"“{visible(one.matter)}”")
    for cell in one.cells:
        account = accounts.get(cell.account)
        if account is None or cell.span is None:
            continue
        voice = pages.voices.get(account.according_to or "", "the page’s own voice")
        page = pages.named([account.article])
        line.append("\n").append(f"{visible(cell.value or '')}", style="bold yellow")
        words = account.span.words
        line.append(f"  “{shorten(visible(words), _GLIMPSE)}”")
        line.append(f"  {voice}, {page}, from {visible(account.origin)}", style="dim")
    return line


def _ahead(entry: Entry) -> bool:
    return entry.status in ("planned", "possible", "conditional", "requested")


def _entry(entry: Entry, pages: _Pages) -> Text:
    days = dict.fromkeys((entry.earliest.isoformat(), entry.latest.isoformat()))
    line = Text("/".join(days), style="bold")
    if entry.status != "happened":
        line.append(f"  {entry.status}", style="blue")
    line.append(f"  {shorten(visible(entry.span.words), _GLIMPSE)}")
    origins = ", ".join(visible(name) for name in entry.origins)
    return line.append(f"  {pages.named([entry.article])}; {origins}", style="dim")


def _speakers(records: Sequence[Record], pages: _Pages) -> list[Text]:
    """One line a speaker, those that most pages quote first."""
    held: dict[str, list[tuple[str, Statement]]] = defaultdict(list)
    for record in records:
        if record.article is None:
            continue
        for statement in record.statements:
            if statement.speaker is not None and statement.stance != "unsaid":
                held[pages.voices[statement.id]].append((record.article.id, statement))
    lines = []
    order = sorted(
        held.items(), key=lambda item: (-len({page for page, _ in item[1]}), -len(item[1]), item[0])
    )
    for name, said in order:
        # The surest of a speaker's statements stands for them; direct words before the page's own.
        article, best = max(said, key=lambda one: (one[1].kind == "direct", one[1].confidence, one[1].id))
        words = " … ".join(visible(span.words) for span in best.content)
        line = Text(name, style="bold")
        if best.stance != "says":
            line.append(f" {best.stance}", style="magenta")
        line.append(f": {shorten(words, _GLIMPSE)}")
        where = pages.named({one for one, _ in said})
        lines.append(line.append(f"  {pages.named([article])}; {len(said)} in all, {where}", style="dim"))
    return lines


def _copy(copy: Copy, pages: _Pages, *, most: int = _PASSAGES) -> Iterator[Text]:
    one, other = pages.named([copy.original]), pages.named([copy.article])
    if copy.kind == "quotation":
        line = Text(f"{one} and {other} quote the same words", style="bold")
    elif copy.directed:
        line = Text(f"{other} has {copy.article_share:.0%} of its own words from {one}", style="bold")
    else:
        shares = f"{copy.original_share:.0%} and {copy.article_share:.0%} of their own words"
        line = Text(f"{one} and {other} share {shares}", style="bold")
    line.append(f"  {visible(copy.why)}", style="dim")
    for shared in sorted(copy.passages, key=lambda one: (-len(one.span.words), one.span))[:most]:
        line.append(f"\n“{shorten(visible(shared.span.words), _GLIMPSE)}”")
        line.append(
            f"  {shared.span.start}–{shared.span.end}, {shared.other.start}–{shared.other.end}", style="dim"
        )
        if shared.quotation and copy.kind == "copy":
            line.append("  quoted", style="dim")
    yield line
