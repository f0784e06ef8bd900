"""A record -> what a person reads of it: header, article, who said what, what happened, what is open.

Pure functions from records to Rich renderables. All text of a page goes through `visible` and
`rich.text.Text`: it is never taken for markup.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from rich.console import Group, RenderableType
from rich.text import Text

from onrecord.cli.correct import correction_block
from onrecord.cli.lines import Names, event_blocks, statement_blocks
from onrecord.cli.words import Block, indented, shorten, visible
from onrecord.errors import CATALOGUE
from onrecord.records import Article, Correction, Dating, Moment, Passage, Problem, Reading, Record, Statement

__all__ = ["problem_line", "show_published", "show_record"]

#: Longest stretch of set-aside text that is shown, in characters; the record holds all of it.
_ASIDE_MOST: Final = 220
#: Most lines under one heading of what is open.
_OPEN_MOST: Final = 12
#: Characters of a statement's words where they are only meant to be recognised.
_GLIMPSE: Final = 90
#: How passages that are read and are no body are shown.
_STYLES: Final = {"headline": "bold", "subhead": "bold", "caption": "italic"}


def show_record(
    record: Record, corrections: Sequence[Correction] = (), *, ids: bool = False
) -> RenderableType:
    """The whole record, in reading order, and what was said of its lines; `ids` shows theirs."""
    parts: list[RenderableType] = [*_header(record)]
    if record.article is not None:
        names = Names.of(record)
        parts += [Text(), *_article(record.article)]
        parts += _section("Who said what", len(record.statements), statement_blocks(record, names, ids=ids))
        parts += _section("What happened", len(record.events), event_blocks(record, names, ids=ids))
    parts += _open_ends(record)
    if corrections:
        blocks = map(correction_block, corrections)
        parts += _section("What analysts say of it", len(corrections), blocks)
    return Group(*parts)


def show_published(dating: Dating) -> Text:
    """When the article was published and what that rests on, or that it is undated."""
    if dating.earliest is None and dating.latest is None:
        return Text(
            "undated: nothing given and nothing on the page says when it was published", style="yellow"
        )
    if dating.day:
        text = Text(f"published {dating.day.isoformat()}")
    else:
        first, last = (day.isoformat() if day else "?" for day in (dating.earliest, dating.latest))
        text = Text(f"published between {first} and {last}")
    for evidence in dating.evidence[:1]:
        words = "" if evidence.where == "given" else f" “{shorten(visible(evidence.words), _GLIMPSE)}”"
        text.append(f" ({visible(evidence.where)}{words})", style="dim")
    return text


def _readings(article: Article) -> Iterator[RenderableType]:
    """Swapped words, each with what it reads as."""
    if not article.readings:
        return
    text = Text("rewritten by a program: " if article.rewritten else "swapped words: ", style="yellow")
    told = Counter(_reading(reading) for reading in article.readings)
    for number, (words, count) in enumerate(told.items()):
        text.append("; " if number else "", style="dim")
        text.append(words + (f" ×{count}" if count > 1 else ""), style="dim")
    yield Block(text)


def _reading(reading: Reading) -> str:
    words, meant = reading.span.words, reading.reads_as
    if words.strip() == meant.strip():
        return f"a stray space before “{visible(meant.strip())}”"
    return f"“{visible(words)}” reads as “{visible(meant)}”"


def _header(record: Record) -> Iterator[RenderableType]:
    page, article = record.page, record.article
    title = article.title if article else None
    yield Block(Text(visible(title), style="bold") if title else Text("(no headline)", style="bold dim"))
    where = [visible(page.source)] + ([visible(page.url)] if page.url else []) + [page.id]
    yield Block(Text(" · ".join(where), style="dim"))
    if article is None:
        return
    yield Block(show_published(article.published))
    if credits := [credit for credit in article.credits if credit.chosen]:
        yield Block(Text(" · ".join(f"{credit.kind} {visible(credit.name)}" for credit in credits)))
    yield from _readings(article)


def _article(article: Article) -> Iterator[RenderableType]:
    for (read, kind, why), group in groupby(article.passages, key=lambda one: (one.read, one.kind, one.why)):
        passages = list(group)
        if read:
            yield from _read_passages(passages, article.title)
        else:
            yield _aside(passages, kind, why)


def _read_passages(passages: Iterable[Passage], title: str | None) -> Iterator[RenderableType]:
    for passage in passages:
        words = visible(passage.span.words, lines=True).strip()
        # The header has shown the headline.
        if words and not (passage.kind == "headline" and title and words == visible(title)):
            yield indented(Text(words, style=_STYLES.get(passage.kind, "")), 2)
            yield Text()


def _aside(passages: Iterable[Passage], kind: str, why: str) -> RenderableType:
    """Quarantined passages of one kind and reason, dimmed, with a mark in the margin."""
    words = " · ".join(filter(None, (visible(passage.span.words) for passage in passages)))
    text = Text(f"{kind}, {visible(why)}: " if why else f"{kind}: ", style="yellow dim")
    text.append(shorten(words, _ASIDE_MOST), style="dim")
    mark = Text("  ┊ ", style="yellow")
    return Group(Block(text, mark, mark), Text())


def _section(title: str, count: int | None, blocks: Iterable[RenderableType]) -> list[RenderableType]:
    heading = Text(title.upper(), style="bold cyan")
    if count is not None:
        heading.append(f"  {count or 'none'}", style="dim")
    return [heading, *blocks, Text()]


def _open_ends(record: Record) -> list[RenderableType]:
    parts: list[RenderableType] = []
    for title, lines in _open_lists(record):
        if lines:
            parts.append(Block(Text(f"{title}  {len(lines)}", style="yellow"), Text("  "), Text("  ")))
            parts += [Block(line, Text("    - "), Text("      ")) for line in lines[:_OPEN_MOST]]
        if len(lines) > _OPEN_MOST:
            more = f"and {len(lines) - _OPEN_MOST} more; --format json shows all"
            parts.append(indented(Text(more, style="dim"), 6))
    return _section("What is open", None, parts) if parts else []


def _open_lists(record: Record) -> Iterator[tuple[str, list[Text]]]:
    glimpse = [
        (f"({number}) {shorten(_source_words(statement), _GLIMPSE)}", statement.why)
        for number, statement in enumerate(record.statements, 1)
        if statement.speaker is None
    ]
    yield "Statements without a speaker", [_open_line(*line) for line in glimpse]
    unnamed = [
        (f"{event.type} “{visible(event.trigger.words)}”", event.why)
        for event in record.events
        if not event.actors
    ]
    yield "Events without an actor", [_open_line(*line) for line in unnamed]
    undated = [
        (f"“{visible(moment.span.words)}” {moment.value}", _why_open(moment))
        for moment in record.moments
        if _is_open(moment)
    ]
    yield "Moments without a date", [_open_line(*line) for line in undated]
    yield "Words that point at nobody", _loose_mentions(record)
    yield "Problems", [problem_line(problem) for problem in record.problems]


def _source_words(statement: Statement) -> str:
    """The words for the source, or of the content where the page gives none."""
    if statement.source is not None:
        return f"“{visible(statement.source.words)}”"
    return visible(statement.content[0].words)


def _is_open(moment: Moment) -> bool:
    return moment.type in {"DATE", "TIME"} and moment.earliest is None and not moment.value.endswith("_REF")


def _why_open(moment: Moment) -> str:
    if moment.offset is not None:
        return f"{moment.offset} from the unknown day of publication"
    return "no date to hang it from"


def _loose_mentions(record: Record) -> list[Text]:
    counts: Counter[tuple[str, str]] = Counter(
        (visible(mention.span.words), mention.why) for mention in record.mentions if mention.actor is None
    )
    return [
        _open_line(f"“{shorten(words, _GLIMPSE)}”" + (f" ×{times}" if times > 1 else ""), why)
        for (words, why), times in counts.items()
    ]


def _open_line(words: str, why: str) -> Text:
    text = Text(words)
    return text.append(f": {visible(why)}", style="dim") if why else text


def problem_line(problem: Problem) -> Text:
    """What went wrong and what to do about it, on one line."""
    text = Text(f"{CATALOGUE[problem.code].title}: {visible(problem.detail)}. ".replace(": . ", ". "))
    return text.append(visible(problem.advice), style="dim")
