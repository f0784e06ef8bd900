"""`onrecord codebook`: the event types, or one of them, or a CAMEO code, printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer
from rich.console import RenderableType
from rich.text import Text

from onrecord import flow
from onrecord.cli.output import print_line
from onrecord.cli.screen import output_console
from onrecord.cli.words import Block, visible
from onrecord.wire import to_json

if TYPE_CHECKING:
    from onrecord.flow import Reference

__all__ = ["codebook"]


class _Form(StrEnum):
    """How the codebook is printed."""

    text = "text"
    json = "json"


def codebook(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[TYPE|CODE]", help="An event type (ASSAULT) or a CAMEO code (190).", show_default=False
        ),
    ] = None,
    form: Annotated[_Form, typer.Option("--format", help="text to read; json, all of it.")] = _Form.text,
) -> None:
    """Print the event types, or a type with its modes, CAMEO codes and examples."""
    book = flow.load_reference()
    if name is None:
        _print(book, _list(book), form)
        return
    wanted = name.strip().upper()
    codes = [code for code in book.cameo if code.code == wanted]
    if codes:
        _print(codes[0], _code(codes[0]), form)
        return
    try:
        entry = book.type(wanted)
    except KeyError:
        names = ", ".join(each.type.name for each in book.types)
        raise typer.BadParameter(
            f"{visible(name)!r} is no event type and no CAMEO code; the types are {names}"
        ) from None
    _print(entry, _type(book, entry), form)


def _print(what: Any, blocks: Iterable[RenderableType], form: _Form) -> None:
    if form is _Form.json:
        print_line(msgspec.json.format(to_json(what), indent=2))
        return
    console = output_console()
    for block in blocks:
        console.print(block)


def _list(book: Reference) -> Iterator[RenderableType]:
    for quad in book.quads:
        yield _heading(f"{quad.number} {quad.name}")
        for name in quad.types:
            yield _row(name, 10, book.type(name).type.definition)
        yield Text()
    yield _heading("contexts", len(book.contexts))
    for context in book.contexts:
        yield _row(context.name, 22, context.definition)
    yield Text()
    yield _heading("sectors and bodies", len(book.sectors))
    for sector in book.sectors:
        yield _row(sector.code, 4, sector.definition)
    yield Text()
    yield _heading("CAMEO's roots", sum(len(code.code) == 2 for code in book.cameo))
    for code in book.cameo:
        if len(code.code) == 2:
            yield _row(code.code, 3, f"{code.name}: {code.type or 'no event'}")


def _type(book: Reference, entry: Any) -> Iterator[RenderableType]:
    kind = entry.type
    quad = next(each for each in book.quads if each.number == kind.quad)
    head = Text(kind.name, style="bold").append(f"  {quad.number} {quad.name}", style="dim")
    yield Block(head.append("; always done to somebody" if kind.recipient else "", style="dim"))
    yield Block(Text(kind.definition))
    if kind.note:
        yield Block(Text(kind.note, style="dim"))
    if entry.modes:
        yield Text()
        yield _heading("modes", len(entry.modes))
        for mode in entry.modes:
            codes = f" ({', '.join(mode.cameo)})" if mode.cameo else ""
            yield _row(mode.name, 15, mode.definition, codes)
    yield Text()
    yield _heading("CAMEO codes", len(entry.cameo))
    for code in entry.cameo:
        yield _row(code.code, 5, code.name, f" ({', '.join(code.modes)})" if code.modes else "")
    yield from _outcomes(entry)
    yield Text()
    yield _heading("examples", len(entry.examples))
    for example in entry.examples:
        yield _row("-", 1, example.sentence, f" {example.mode or 'no mode'}, {example.status}")
    yield Text()
    yield _heading("not this", len(entry.counter_examples))
    for other in entry.counter_examples:
        yield _row("-", 1, other.sentence, f" {other.instead or 'no event'}: {other.why}")


def _outcomes(entry: Any) -> Iterator[RenderableType]:
    if entry.outcomes:
        yield Text()
        yield _heading("becomes", len(entry.outcomes))
    for outcome in entry.outcomes:
        yield _row(outcome.condition, 11, outcome.type, f" {outcome.why}")


def _code(code: Any) -> Iterator[RenderableType]:
    yield Block(Text(code.code, style="bold").append(f"  {code.name}"))
    modes = f", {' or '.join(code.modes)}" if code.modes else ""
    yield Block(Text(f"{code.type}{modes}" if code.type else "no event: PLOVER has no type for plain speech"))
    if code.contexts:
        yield Block(Text(f"contexts: {', '.join(code.contexts)}"))
    yield Block(Text(code.source, style="dim"))


def _heading(title: str, count: int | None = None) -> Text:
    text = Text(title.upper(), style="bold cyan")
    return text if count is None else text.append(f"  {count}", style="dim")


def _row(name: str, width: int, words: str, aside: str = "") -> RenderableType:
    """A name in a column of `width` cells, words beside it, wrapped under themselves."""
    text = Text(words).append(aside, style="dim")
    return Block(text, Text(f"  {name:{width}} ", style="bold"), Text(" " * (width + 3)))
