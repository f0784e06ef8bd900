"""Fetching: polite, bounded, and never into a private net; a server of our own answers."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import httpx
import pytest

from onrecord.read.decode import Fault
from onrecord.read.fetch import Answer, Fetcher, Manners, NotModified, Timing
from onrecord.read.files import find_pages
from onrecord.read.network import CheckedTransport, is_public
from onrecord.read.run import Item, Unmodified
from onrecord.records import Problem, RawPage

HTML = "<html><body><p>The ferry sailed on Friday, the harbour master said.</p></body></html>"
NOW = datetime(2026, 3, 6, 10, tzinfo=UTC)


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.time = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.time += seconds

    def timing(self) -> Timing:
        return Timing(now=lambda: NOW, monotonic=lambda: self.time, sleep=self.sleep)


Handler = Callable[[httpx.Request], httpx.Response]
#: Status, body and headers.
Sent = tuple[int, bytes, dict[str, str]]


def sent(status: int = 200, body: bytes = b"", **headers: str) -> Sent:
    return status, body, {name.replace("_", "-"): value for name, value in headers.items()}


class Server:
    """A net of pages; each path gives what its list holds, one after the other, the last for ever."""

    def __init__(self, **pages: list[Sent] | Sent) -> None:
        self.pages = {
            path.replace("_", "."): answers if isinstance(answers, list) else [answers]
            for path, answers in pages.items()
        }
        self.asked: list[str] = []
        self.headers: list[httpx.Headers] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.strip("/") or "front"
        self.asked.append(f"{request.url.host}/{path}")
        self.headers.append(request.headers)
        answers = self.pages.get(path)
        if not answers:
            return httpx.Response(404, stream=httpx.ByteStream(b""))
        status, body, headers = answers.pop(0) if len(answers) > 1 else answers[0]
        return httpx.Response(status, headers=headers, stream=httpx.ByteStream(body))


def fetcher(server: Handler, clock: Clock | None = None, **manners: object) -> Fetcher:
    usual = {"agent": "onrecord-test", "seconds": 600.0, "delay": 1.0, "tries": 3, "redirects": 3}
    return Fetcher(
        Manners(**(usual | {"private": False} | manners)),  # type: ignore[arg-type]
        (clock or Clock()).timing(),
        max_bytes=10_000,
        transport=httpx.MockTransport(server),
    )


def html(words: str = HTML, **headers: str) -> Sent:
    return sent(200, words.encode(), Content_Type="text/html; charset=utf-8", **headers)


def moved(to: str) -> Sent:
    return sent(302, Location=to)


def test_a_page_comes_with_its_type_time_and_validators() -> None:
    got = fetcher(Server(a=html(ETag='"x"', Last_Modified="Fri, 06 Mar 2026 09:00:00 GMT"))).get(
        "https://nesvik.example/a#part"
    )
    assert isinstance(got, Answer)
    assert (got.url, got.media_type, got.charset) == ("https://nesvik.example/a", "text/html", "utf-8")
    assert got.at == NOW
    assert got.validators == ('"x"', "Fri, 06 Mar 2026 09:00:00 GMT")


def test_robots_txt_is_kept_to_and_asked_for_once() -> None:
    rules = "User-agent: *\nDisallow: /private\nDisallow: /*.pdf$\nCrawl-delay: 7\n"
    server, clock = Server(robots_txt=sent(200, rules.encode()), a=html(), b=html()), Clock()
    fetch = fetcher(server, clock)
    assert isinstance(fetch.get("https://nesvik.example/a"), Answer)
    for path in ("private/x", "x.pdf"):
        kept_off = fetch.get(f"https://nesvik.example/{path}")
        assert isinstance(kept_off, Fault)
        assert kept_off.code == "kept-off"
    assert isinstance(fetch.get("https://nesvik.example/b"), Answer)
    assert server.asked.count("nesvik.example/robots.txt") == 1
    assert not any("private" in path for path in server.asked)
    assert clock.slept == [7.0, 7.0]


def test_a_server_that_cannot_say_what_is_allowed_is_left_alone() -> None:
    got = fetcher(Server(robots_txt=sent(503), a=html())).get("https://nesvik.example/a")
    assert isinstance(got, Fault)
    assert got.code == "kept-off"


def test_a_host_is_asked_once_in_the_delay() -> None:
    clock = Clock()
    fetch = fetcher(Server(a=html()), clock, delay=2.5)
    fetch.get("https://one.example/a")
    fetch.get("https://two.example/a")
    assert clock.slept == [2.5, 2.5]  # after each host's robots.txt


def test_an_overloaded_server_is_given_the_time_it_asks_for() -> None:
    busy = sent(503, Retry_After="20")
    later = sent(429, Retry_After="Fri, 06 Mar 2026 10:00:30 GMT")
    clock = Clock()
    got = fetcher(Server(a=[busy, later, html()]), clock, delay=0.0).get("https://nesvik.example/a")
    assert isinstance(got, Answer)
    assert clock.slept == [20.0, 30.0]


def test_tries_and_time_are_bounded() -> None:
    server = Server(a=sent(500))
    got = fetcher(server, delay=0.0).get("https://nesvik.example/a")
    assert isinstance(got, Fault)
    assert (got.code, server.asked.count("nesvik.example/a")) == ("not-fetched", 3)
    slow = Server(a=sent(503, Retry_After="50"))
    clock = Clock()
    assert isinstance(fetcher(slow, clock, seconds=30.0, delay=0.0).get("https://nesvik.example/a"), Fault)
    assert clock.time < 30


def test_redirects_are_followed_checked_and_bounded() -> None:
    fetch = fetcher(Server(a=moved("/b"), b=moved("https://two.example/c"), c=html(), loop=moved("/loop")))
    got = fetch.get("https://nesvik.example/a")
    assert isinstance(got, Answer)
    assert (got.asked, got.url) == ("https://nesvik.example/a", "https://two.example/c")
    for path in ("loop", "missing"):
        assert isinstance(fetch.get(f"https://nesvik.example/{path}"), Fault)


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "javascript:1", "gopher://x/", "http://[", "", "http://a:9x/"]
)
def test_a_redirect_to_anything_but_a_page_ends_there(to: str) -> None:
    server = Server(a=moved(to))
    got = fetcher(server).get("https://nesvik.example/a")
    assert isinstance(got, Fault)
    assert got.code in ("bad-url", "not-fetched")
    assert server.asked.count("nesvik.example/a") == 1


def test_a_redirect_to_a_kept_off_page_is_not_followed() -> None:
    rules = sent(200, b"User-agent: *\nDisallow: /b\n")
    server = Server(robots_txt=rules, a=moved("/b"), b=html())
    got = fetcher(server).get("https://nesvik.example/a")
    assert isinstance(got, Fault)
    assert "nesvik.example/b" not in server.asked


def test_what_is_sent_is_inflated_within_the_limit() -> None:
    def zipped(data: bytes, lost: int = 0) -> Sent:
        packed = gzip.compress(data)
        return sent(200, packed[: len(packed) - lost], Content_Encoding="gzip")

    good = fetcher(Server(a=zipped(HTML.encode()))).get("https://nesvik.example/a")
    assert isinstance(good, Answer)
    assert good.data == HTML.encode()
    bomb = fetcher(Server(a=zipped(b"a" * 50_000_000))).get("https://nesvik.example/a")
    assert isinstance(bomb, Fault)
    assert bomb.code == "too-large"
    odd = sent(200, b"x", Content_Encoding="br")
    for answer in (odd, zipped(HTML.encode(), lost=20)):
        assert isinstance(fetcher(Server(a=answer)).get("https://nesvik.example/a"), Fault)


def test_what_has_not_changed_is_not_sent_again() -> None:
    class Kept:
        def recall(self, url: str) -> tuple[str | None, str | None] | None:
            return ('"x"', None) if url.endswith("/a") else None

        def remember(self, url: str, sha256: str | None, etag: str | None, modified: str | None) -> None:
            raise AssertionError("nothing new")

    server = Server(a=sent(304))
    fetch = fetcher(server)
    fetch.visits = Kept()
    assert isinstance(fetch.get("https://nesvik.example/a"), NotModified)
    assert server.headers[-1]["if-none-match"] == '"x"'


@pytest.mark.parametrize(
    "address",
    "127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255"
    " ::1 :: fe80::1 fc00::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 2002:7f00:1:: ::7f00:1"
    " 192.0.2.1 198.18.0.1 fe80::1%eth0 fec0::1 64:ff9b:1::1 ::ffff:0:10.0.0.1 5f00::1 3fff::1"
    " nonsense".split(),
)
def test_private_and_reserved_addresses_are_refused(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_public_addresses_are_taken(address: str) -> None:
    assert is_public(address)


@pytest.fixture
def local() -> Iterator[int]:
    """A real server on the loopback address, which stands for any private one."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(HTML.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("private", [False, True])
def test_a_name_is_looked_at_where_it_leads_and_connected_there(local: int, private: bool) -> None:
    answers = [["127.0.0.1"], ["127.0.0.1"]]

    def resolver(host: str, port: int) -> list[str]:
        assert host == "nesvik.example"
        return answers.pop()

    manners = Manners("onrecord-test", 60.0, 0.0, 1, 3, private)
    transport = CheckedTransport(resolver, left=lambda: 60.0, private=private)
    fetch = Fetcher(manners, Clock().timing(), max_bytes=10_000, transport=transport)
    got = fetch.get(f"http://nesvik.example:{local}/a")
    fetch.close()
    if private:
        assert isinstance(got, Answer)
        assert got.data == HTML.encode()
    else:
        assert isinstance(got, Fault)
        assert got.code == "refused-address"


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    transport = CheckedTransport(lambda host, port: ["93.184.215.14", "10.0.0.1"], left=lambda: 5.0)
    fetch = Fetcher(
        Manners("onrecord-test", 5.0, 0.0, 1, 3, False), Clock().timing(), max_bytes=9, transport=transport
    )
    got = fetch.get("http://nesvik.example/")
    assert isinstance(got, Fault)
    assert got.code == "refused-address"


FEED = (
    '<rss version="2.0"><channel><item><link>https://nesvik.example/1</link><title>One</title>'
    "<description>Ferry one sailed, the master said.</description></item>"
    "<item><link>https://nesvik.example/gone</link><description>Ferry two sailed, she said.</description>"
    "</item><item><link>https://nesvik.example/1</link></item></channel></rss>"
)


class Remembered:
    """Earlier visits that all had the same validators, and what is put down now."""

    def __init__(self, *validators: str | None) -> None:
        self.validators = validators
        self.kept: list[tuple[str, str | None, str | None, str | None]] = []

    def recall(self, address: str) -> tuple[str | None, str | None]:
        first, second = self.validators
        return first, second

    def remember(self, *row: str | None) -> None:
        self.kept.append(row)  # type: ignore[arg-type]


def find(server: Handler, *sources: str, visits: Remembered | None = None) -> list[Item]:
    fetch = fetcher(server, delay=0.0)
    fetch.visits = visits
    return list(
        find_pages(
            sources,
            stdin=None,
            max_bytes=10_000,
            max_pages=99,
            max_row_bytes=999,
            max_entries=99,
            fetcher=fetch,
        )
    )


def test_a_feed_gives_the_pages_it_links_to_and_its_own_words_where_they_are_gone() -> None:
    feed = sent(200, FEED.encode(), Content_Type="application/rss+xml")
    found = find(Server(feed=feed, **{"1": html()}), "https://nesvik.example/feed")
    first, gone, second = found
    assert isinstance(first, RawPage)
    assert (first.page.source, first.title) == ("https://nesvik.example/1", "One")
    assert first.page.retrieved == NOW
    assert isinstance(gone, Problem)
    assert gone.code == "not-fetched"
    assert isinstance(second, RawPage)
    assert second.page.source == "https://nesvik.example/feed#2"


def test_a_fetched_page_that_lists_addresses_is_a_page() -> None:
    listed = sent(200, b"https://other.example/1\nhttps://other.example/2\n")
    server = Server(a=listed)
    find(server, "https://nesvik.example/a")
    assert not any(path.startswith("other.example") for path in server.asked)


def test_unmodified_is_one_item_where_it_was_asked_for() -> None:
    address, same = "https://nesvik.example/a", Server(a=sent(304))
    assert find(same, address, visits=Remembered('"x"', None)) == [Unmodified(address)]
    (unasked,) = find(same, address)
    assert isinstance(unasked, Problem)
    assert unasked.code == "not-fetched"


def test_a_server_that_leads_from_feed_to_feed_is_not_followed() -> None:
    asked = []

    def chain(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/robots.txt":
            return httpx.Response(404, stream=httpx.ByteStream(b""))
        asked.append(request.url.path)
        item = f"<item><link>https://nesvik.example/{len(asked)}</link></item>"
        feed = f'<rss version="2.0"><channel>{item}</channel></rss>'
        return httpx.Response(200, stream=httpx.ByteStream(feed.encode()))

    (found,) = find(chain, "https://nesvik.example/feed")
    assert isinstance(found, Problem)
    assert (found.source, found.code) == ("https://nesvik.example/1", "unsupported-type")
    assert asked == ["/feed", "/1"]


def test_validators_that_cannot_be_sent_back_are_not_kept() -> None:
    visits = Remembered(None, None)
    find(Server(a=html(ETag='"\u00e9"', Last_Modified="x" * 600)), "https://nesvik.example/a", visits=visits)
    assert visits.kept == []


@pytest.mark.parametrize("url", ["https://xn--a.example/", "https://nesvik.example/a"])
def test_nothing_about_a_host_or_header_raises(url: str) -> None:
    fetch = fetcher(Server(a=html()))
    fetch.visits = Remembered('"\u00e9"', None)
    got = fetch.get(url)
    assert isinstance(got, Fault)
    assert got.code == "not-fetched"


@pytest.mark.parametrize("status", [302, 404])
def test_what_is_no_page_is_not_read(status: int) -> None:
    long = sent(status, b"x" * 20_000, Content_Encoding="br", Location="/b")
    got = fetcher(Server(a=long, b=html())).get("https://nesvik.example/a")
    if status == 302:
        assert isinstance(got, Answer)
    else:
        assert got == Fault("not-fetched", "the server answers 404 for https://nesvik.example/a")


def test_gzip_in_several_parts_is_whole_and_a_cut_one_is_none() -> None:
    parts = gzip.compress(b"one ") + gzip.compress(b"two") + b"rubbish"
    got = fetcher(Server(a=sent(200, parts, Content_Encoding="gzip"))).get("https://nesvik.example/a")
    assert isinstance(got, Answer)
    assert got.data == b"one two"
    for cut in (parts[:12], parts[:30]):
        broken = fetcher(Server(a=sent(200, cut, Content_Encoding="gzip"))).get("https://nesvik.example/a")
        assert broken == Fault("not-fetched", "https://nesvik.example/a broke off")


def test_a_charset_ends_where_it_ends() -> None:
    server = Server(a=sent(200, b"x", Content_Type='text/html; charset="UTF-8"; level=1'))
    got = fetcher(server).get("https://nesvik.example/a")
    assert isinstance(got, Answer)
    assert got.charset == "utf-8"


def test_a_long_robots_txt_is_cut_and_kept_to() -> None:
    rules = b"User-agent: *\nDisallow: /private\n" + b"# more\n" * 200_000
    fetch = fetcher(Server(robots_txt=sent(200, rules), a=html(), private=html()))
    assert isinstance(fetch.get("https://nesvik.example/a"), Answer)
    kept_off = fetch.get("https://nesvik.example/private")
    assert isinstance(kept_off, Fault)
    assert kept_off.code == "kept-off"


def test_waiting_for_a_host_takes_nothing_of_an_address_s_time() -> None:
    rules = b"User-agent: *\nCrawl-delay: 60\n"
    fetch = fetcher(Server(robots_txt=sent(200, rules), a=html(), b=html()), seconds=10.0)
    for path in "ab":
        assert isinstance(fetch.get(f"https://nesvik.example/{path}"), Answer)


def test_a_server_that_drips_is_left_when_the_time_is_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            connection, _ = server.accept()
            with connection, suppress(OSError):
                connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
                for _ in range(100):
                    connection.sendall(b"x")
                    time.sleep(0.1)

        Thread(target=drip, daemon=True).start()
        timing = Timing(now=lambda: NOW, monotonic=time.monotonic, sleep=time.sleep)
        fetch = Fetcher(Manners("onrecord-test", 0.5, 0.0, 1, 3, True), timing, max_bytes=9)
        start = time.monotonic()
        got = fetch.get(f"http://127.0.0.1:{server.getsockname()[1]}/")
        fetch.close()
    assert isinstance(got, Fault)
    assert got.code == "not-fetched"
    assert time.monotonic() - start < 5
