"""`onrecord serve`: the record file -> a page on this machine, until Ctrl-C."""

from __future__ import annotations

import socket
import webbrowser
from threading import Timer
from typing import Annotated, Final

import typer

from onrecord.cli.options import ConfigOption, RecordOption, SetOption, chosen_settings, record_path
from onrecord.cli.screen import say
from onrecord.store import open_record

__all__ = ["serve"]

_LOOPBACK: Final = "127.0.0.1"
#: How long to wait before the browser is opened, in seconds: the server stands by then.
_BROWSER_SECONDS: Final = 0.5


def serve(
    *,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes any free one.")] = 8710,
    host: Annotated[
        str,
        typer.Option(
            "--host", help="Address to listen at; another than this machine's own lets others read."
        ),
    ] = _LOOPBACK,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser.")] = False,
    record: RecordOption = None,
    sets: SetOption = None,
    config: ConfigOption = None,
) -> None:
    """Show the record as pages in the browser, on this machine alone."""
    import uvicorn

    from onrecord.web.app import create_app
    from onrecord.web.security import LOOPBACK

    path = record_path(record, config, sets)
    if path.exists():
        open_record(path).close()  # what cannot be read is said here, not on every page
    name = f"[{host}]" if ":" in host else host
    app = create_app(path, settings=chosen_settings(config, sets), hosts=(*LOOPBACK, name))
    listening = _listen(host, port)
    address = f"http://{name}:{listening.getsockname()[1]}/"
    say(f"{path} is at {address} until Ctrl-C.")
    if name not in LOOPBACK:
        say("others in the network can read it, add pages and correct it.")
    if not no_browser:
        Timer(_BROWSER_SECONDS, webbrowser.open, [address]).start()
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False))
    server.run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket; a usage error where the address or the port cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise typer.BadParameter(f"cannot listen at {host}, port {port} ({error.strerror})") from error
