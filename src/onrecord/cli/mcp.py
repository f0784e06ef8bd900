"""`onrecord mcp`: the record file, served to a program that speaks the Model Context Protocol."""

from __future__ import annotations

from importlib.util import find_spec

import typer

from onrecord.cli.options import ConfigOption, RecordOption, SetOption, record_path

__all__ = ["mcp"]


def mcp(record: RecordOption = None, sets: SetOption = None, config: ConfigOption = None) -> None:
    """Serve the record file by MCP on standard input and output: search, stories, pages, quotations.

    Its tools only read, and say that words of pages are not to be trusted.
    """
    if find_spec("mcp") is None:
        raise typer.BadParameter("the MCP library is not installed: pip install 'onrecord[mcp]'")
    from onrecord.mcp.server import make_server

    make_server(record_path(record, config, sets)).run()
