"""A served record in a browser: the examples, read once a run, and hand-made ones."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi.testclient import TestClient

from onrecord import flow
from onrecord.settings import Settings
from onrecord.store import open_record
from onrecord.store.adding import remake_stories, store_result
from onrecord.web.app import create_app

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "pages"
BASE = "http://127.0.0.1:8000"


@pytest.fixture(scope="session")
def example_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the example pages; WEB_EXAMPLES names one that was made before."""
    ready = os.environ.get("WEB_EXAMPLES")
    if ready:
        return Path(ready)
    path = tmp_path_factory.mktemp("web") / "examples.db"
    settings = Settings()
    with open_record(path, write=True) as file:
        for result in flow.read_sources([str(EXAMPLES)], settings=settings):
            store_result(file, result, "test", set())
        remake_stories(file, "test")
    return path


@pytest.fixture
def record_copy(example_record: Path, tmp_path: Path) -> Path:
    """A copy of the examples that may be written."""
    return Path(shutil.copy(example_record, tmp_path / "copy.db"))


def client_of(record: Path, **options: Any) -> TestClient:
    return TestClient(create_app(record, **options), base_url=BASE, raise_server_exceptions=False)


@pytest.fixture
def client(example_record: Path) -> TestClient:
    return client_of(example_record)


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serves a record at a free port; returns the address without its last slash."""
    servers: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(record: Path) -> str:
        listening = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(record), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        servers.append((server, thread))
        return f"http://127.0.0.1:{listening.getsockname()[1]}"

    yield start
    for server, thread in servers:
        server.should_exit = True
        thread.join(5)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium; a skip where it or Playwright is not installed."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    chromium = shutil.which("chromium")
    if chromium is None:
        if os.environ.get("ONRECORD_REQUIRE_DATA"):
            pytest.fail("Chromium is not installed, and CI must not skip the browser tests")
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as started:
        # Chromium's own sandbox does not start as root, as which CI runs.
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


class Watch:
    """What must not happen on a page: dialogs, errors, refused content, requests to elsewhere."""

    def __init__(self, page: Any, address: str) -> None:
        self.seen: list[str] = []
        page.on("dialog", self._dialog)
        page.on("pageerror", lambda error: self.seen.append(f"error: {error}"))
        page.on("console", self._console)
        page.on("request", lambda request: self._request(request.url, address))

    def _dialog(self, dialog: Any) -> None:
        self.seen.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.seen.append(f"console: {message.text}")

    def _request(self, url: str, address: str) -> None:
        if not url.startswith((address, "data:")):
            self.seen.append(f"request: {url}")


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens an address in a context of its own; what must not happen fails the test at its end."""
    contexts, watches = [], []

    def open_(address: str, path: str, **options: Any) -> Any:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        watches.append(Watch(page, address))
        page.goto(address + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert [seen for watch in watches for seen in watch.seen] == []
