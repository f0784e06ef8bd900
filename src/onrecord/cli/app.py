"""The command line as a whole: its options, how commands fail, and the exit codes.

Exit codes: 0 all fine, 1 some pages gave problems (or were read in part) and the rest was read, 2 usage
or a setting, 3 the record file, or output that cannot be written, 4 nothing could be read, 5 a fault in
onrecord, 130 stopped by Ctrl-C, 141 the reader of a pipe has gone.
"""

from __future__ import annotations

import errno
import logging
import os
import sys
import warnings
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup

from onrecord.cli import add, codebook, correct, export, inspect, keep, mcp, read, serve, stories
from onrecord.cli.screen import output_console, say, say_problem, silence_output
from onrecord.errors import LanguageError, OnrecordError, RecordFileError, SettingError

__all__ = ["app", "main"]

USAGE, RECORD_FILE, NOTHING_READ, FAULT, STOPPED, PIPE_CLOSED = 2, 3, 4, 5, 130, 141

#: How writing to standard output fails: no space, a quota, a limit, a broken device, a closed stream.
_UNWRITTEN: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF}
#: Typer shows its errors' bases under no public name, and where they live changes with its version.
_UsageError: Final = typer.BadParameter.__mro__[1]
_ClickError: Final = typer.BadParameter.__mro__[2]

_HELP = """Turn news pages into a record that can be checked: who did what to whom, when and where, \
according to whom, every line tied to the words it came from."""
_EXIT_CODES = """Exit codes: 0 all fine; 1 some pages gave problems, the rest was read; 2 usage or a \
setting; 3 the record file, or output that cannot be written; 4 nothing could be read; 5 a fault in \
onrecord; 130 stopped by Ctrl-C."""


class PipeClosedError(Exception):
    """Standard output's reader has gone. Typer would turn the OSError itself into exit code 1."""


class Commands(TyperGroup):
    """The group of commands: an error becomes one line on standard error and an exit code."""

    #: Whether to show the traceback of an error; the option --debug sets it.
    debug = False

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Runs the command that the arguments name and exits with its code."""
        self.debug = False
        plain_main: Callable[..., Any] = super().main
        run = partial(plain_main, *args, standalone_mode=False, **extra)
        if not standalone_mode:
            return run()
        sys.exit(self._outcome(run))

    def invoke(self, ctx: Any) -> Any:
        """Runs the command; PipeClosedError where nobody reads its output any more."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise PipeClosedError from error

    def _outcome(self, run: Callable[[], Any]) -> int:
        """The exit code of a run, its error told."""
        try:
            code = run()
            sys.stdout.flush()
            return code if isinstance(code, int) else 0
        except (BrokenPipeError, PipeClosedError):
            silence_output()
            return PIPE_CLOSED
        except (KeyboardInterrupt, typer.Abort):
            return STOPPED
        except Exception as error:
            if self.debug:
                raise
            if isinstance(error, OSError) and error.errno in _UNWRITTEN and error.filename is None:
                silence_output()
                error = OnrecordError("cannot-write", f"standard output ({error.strerror})")
            return _tell(error)


def _tell(error: Exception) -> int:
    """Says in one line what went wrong; returns the exit code."""
    if isinstance(error, OnrecordError):
        say_problem(error)
        if isinstance(error, (SettingError, LanguageError)):
            return USAGE
        at_file = isinstance(error, RecordFileError) or error.code == "cannot-write"
        return RECORD_FILE if at_file else NOTHING_READ
    if isinstance(error, _ClickError):
        context = getattr(error, "ctx", None) if isinstance(error, _UsageError) else None
        path = context.command_path if context else "onrecord"
        say(f"usage: {error.format_message().rstrip('.')}. See `{path} --help`.")  # type: ignore[attr-defined]
        return USAGE
    said = f"{type(error).__name__}: {error}".rstrip(".")
    say(f"a fault in onrecord: {said}. Please report it with what `onrecord --debug` shows.")
    return FAULT


app = typer.Typer(
    cls=Commands,
    help=_HELP,
    epilog=_EXIT_CODES,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show the traceback of an error, and the log.")
    ] = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Sets what holds for all commands; prints the help where no command is given."""
    if isinstance(context.command, Commands):
        context.command.debug = debug
    _set_logging(debug=debug)
    if version:
        from importlib.metadata import version as version_of

        output_console().print(version_of("onrecord"))
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit


app.command("read")(read.read)
app.command("add")(add.add)
app.command("page")(inspect.page)
app.command("find")(inspect.find)
app.command("stories")(stories.stories)
app.command("story")(stories.story)
app.command("compare")(stories.compare)
app.command("regroup")(stories.regroup)
app.command("correct")(correct.correct)
app.command("corrections")(correct.corrections)
app.command("mcp")(mcp.mcp)
app.command("problems")(inspect.problems)
app.command("verify")(keep.verify)
app.command("export")(export.export)
app.command("config")(keep.config)
app.command("codebook")(codebook.codebook)
app.command("serve")(serve.serve)


def main() -> None:
    """The entry point `onrecord`."""
    if sys.stdout is None or sys.stderr is None:
        # A stream that was closed (`>&-`) takes everything and keeps nothing.
        nowhere = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - for the whole run
        sys.stdout, sys.stderr = sys.stdout or nowhere, sys.stderr or nowhere
    for stream in (sys.stdout, sys.stderr):
        # A terminal or pipe that is not UTF-8 gets escapes for what it cannot show.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    app(prog_name="onrecord")


def _set_logging(*, debug: bool) -> None:
    """Libraries log and warn on standard error; without --debug only onrecord speaks there."""
    if debug:
        logging.basicConfig(level=logging.INFO, format="%(name)s: %(message)s")
        return
    warnings.simplefilter("ignore")
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.NullHandler())
