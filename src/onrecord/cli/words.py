"""Page text -> what a terminal may show: nothing hidden, nothing obeyed, wrapped to the width."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from onrecord.export.visible import shorten, visible

__all__ = ["Block", "indented", "shorten", "visible"]

#: Narrowest column that text is wrapped to, in cells.
_NARROWEST: Final = 16


@dataclass(slots=True)
class Block:
    """Text wrapped under a first prefix and a prefix for every further line, without padding."""

    text: Text
    first: Text = field(default_factory=Text)
    rest: Text = field(default_factory=Text)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The lines, each as wide as its words."""
        width = max(_NARROWEST, options.max_width - self.rest.cell_len)
        for number, line in enumerate(self.text.wrap(console, width, tab_size=4)):
            line.rstrip()
            whole = Text(no_wrap=True, overflow="fold")
            whole.append_text(self.rest if number else self.first).append_text(line)
            whole.rstrip()
            yield whole


def indented(text: Text, cells: int) -> Block:
    """The text with `cells` spaces before each line."""
    space = Text(" " * cells)
    return Block(text, space, space)
