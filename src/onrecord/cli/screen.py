"""Where commands write: a console for what was asked, one for messages, and one line an error."""

from __future__ import annotations

import os
import sys
from typing import Final

from rich.console import Console
from rich.text import Text

from onrecord.cli.words import visible
from onrecord.errors import CATALOGUE, OnrecordError
from onrecord.records import Problem

__all__ = ["message_console", "output_console", "say", "say_problem", "silence_output"]

#: Widest that text is set, in cells; longer lines are hard to read.
_WIDEST: Final = 100


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leaves a closed pipe to `app`, which ends quietly."""
        raise BrokenPipeError


def output_console() -> Console:
    """Standard output for text: plain when piped, no colour under NO_COLOR, never markup."""
    return _console(stderr=False)


def message_console() -> Console:
    """Standard error, likewise."""
    return _console(stderr=True)


def say(words: str) -> None:
    """One line on standard error, "onrecord: WORDS"."""
    line = f"onrecord: {visible(words)}"
    message_console().print(Text(line), soft_wrap=True)


def say_problem(problem: Problem | OnrecordError) -> None:
    """One line on standard error: what, detail, advice."""
    if isinstance(problem, OnrecordError):
        what, detail = str(CATALOGUE[problem.code].title), problem.detail
    else:
        what = f"{problem.source}: {CATALOGUE[problem.code].title}"
        # A detail that only says again where or what adds nothing.
        detail = "" if problem.detail in (problem.source, what) else problem.detail
    said = f"{what}: {detail}" if detail else what
    say(f"{said.rstrip('.')}. {problem.advice}")


def silence_output() -> None:
    """Sends what is still to be written to nowhere: the reader of the pipe has gone."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _console(*, stderr: bool) -> Console:
    console = _Console(stderr=stderr, markup=False, highlight=False, emoji=False)
    console.width = min(console.width, _WIDEST)
    return console
