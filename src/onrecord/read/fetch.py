"""An address that somebody named -> its bytes, fetched politely and within limits, or why not.

Nothing here runs unless the network was asked for. Each host is asked at most once in `delay` seconds,
robots.txt (RFC 9309) is kept to, what has not changed is not sent again (RFC 9110 13.1), an overloaded
server is given time, and each hop of a redirect is checked as the first address was.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final, Protocol, TypeAlias
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx
from protego import Protego

from onrecord.read.addresses import parse_url
from onrecord.read.decode import Fault
from onrecord.read.network import CheckedTransport, RefusedAddressError

__all__ = ["Answer", "Fetcher", "Manners", "NotModified", "Timing", "Validators", "Visits"]

#: Most bytes of a robots.txt that are read (RFC 9309 asks for at least 500 KiB).
ROBOTS_BYTES: Final = 512_000
#: Longest wait that a server's Retry-After or Crawl-delay can ask for, in seconds.
LONGEST_WAIT: Final = 60.0
#: First wait before an address is tried again, in seconds; doubled each time.
FIRST_WAIT: Final = 2.0
#: Statuses after which it is worth to try again.
PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
MOVED: Final = frozenset({301, 302, 303, 307, 308})
ACCEPT: Final = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,*/*;q=0.5"
#: Failures of a connection, by either library.
BROKEN: Final = (httpx.HTTPError, httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError)
#: What will be no better next time: httpx looks at where a redirect leads, and gives up on nonsense; a host's
#: name or a header that cannot be written raises a UnicodeError.
WRONG: Final = (httpx.ProtocolError, httpx.InvalidURL, httpx.StreamError, zlib.error, UnicodeError)
#: First bytes of gzip, and how much is inflated at a time, in bytes.
GZIP: Final = b"\x1f\x8b"
CHUNK: Final = 65_536


#: ETag and Last-Modified of a document; None where the server did not say.
Validators: TypeAlias = tuple[str | None, str | None]


class Visits(Protocol):
    """What is known from earlier visits to addresses, and where this one is put down."""

    @property
    def recall(self) -> Callable[[str], Validators | None]:
        """The validators of an address whose document need not be sent again if it is the same."""

    @property
    def remember(self) -> Callable[[str, str | None, str | None, str | None], None]:
        """Takes an address, the sha256 of what it gave (None for a feed) and its validators."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How addresses are fetched; see the settings `fetch.*`."""

    agent: str
    #: Longest time for one address with all its tries, but for its host's robots.txt and the wait for its
    #: turn, and least time between two requests to a host; in seconds.
    seconds: float
    delay: float
    tries: int
    redirects: int
    #: Whether addresses of a private net may be fetched.
    private: bool


@dataclass(frozen=True, slots=True)
class Timing:
    """The clock of a run; the flow gives it."""

    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    sleep: Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Answer:
    """A document as it was sent."""

    #: The address that was asked for, and the one that answered.
    asked: str
    url: str
    data: bytes
    media_type: str | None
    charset: str | None
    validators: Validators
    #: When it was sent (aware, UTC).
    at: datetime


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that nothing has changed."""

    asked: str


#: Status, headers and body.
Sent: TypeAlias = tuple[int, httpx.Headers, bytes]


class _Passing(Fault):
    """A fault after which it may help to try again."""


class Fetcher:
    """Fetches addresses one after the other; keeps each host's robots.txt and last visit for a run."""

    def __init__(
        self,
        manners: Manners,
        timing: Timing,
        *,
        max_bytes: int,
        visits: Visits | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.visits = visits
        self._manners = manners
        self._timing = timing
        self._max_bytes = max_bytes
        self._visited: dict[str, float] = {}
        self._rules: dict[str, Protego | Fault] = {}
        #: Addresses that were asked for in this run.
        self._asked: set[str] = set()
        #: When the time of the address at hand is up.
        self._end = 0.0
        self._client = httpx.Client(
            transport=transport or CheckedTransport(private=manners.private, left=self._left),
            headers={"User-Agent": manners.agent, "Accept": ACCEPT, "Accept-Encoding": "gzip"},
            follow_redirects=False,
            trust_env=False,
        )

    def close(self) -> None:
        """Closes all connections."""
        self._client.close()

    def first_time(self, address: str) -> bool:
        """Whether an address is met for the first time in this run; notes it."""
        address = parse_url(address) or address
        new = address not in self._asked
        self._asked.add(address)
        return new

    def get(self, address: str) -> Answer | NotModified | Fault:
        """The document at an address; never raises for anything a server does."""
        asked = parse_url(address)
        if asked is None:
            return Fault("bad-url", repr(address[:200]))
        self._end = self._timing.monotonic() + self._manners.seconds
        known = self.visits.recall(asked) if self.visits is not None else None
        headers = {} if known is None else _conditions(known)
        url, hops = asked, 0
        while True:
            refused = self._refused(url)
            if refused is not None:
                return refused
            found = self._patiently(url, headers)
            if isinstance(found, Fault):
                return found
            if found[0] == 304 and headers:
                return NotModified(asked)
            if found[0] not in MOVED:
                return self._judge(asked, url, found)
            hops += 1
            place = found[1].get("location", "")
            further = _joined(url, place)
            if further is None:
                return Fault("bad-url", f"{url} leads to {place[:200]!r}")
            if hops > self._manners.redirects:
                return Fault("not-fetched", f"more than {hops - 1} redirects, last to {further}")
            url = further

    def _judge(self, asked: str, url: str, found: Sent) -> Answer | Fault:
        status, head, data = found
        if status != 200:
            return Fault("not-fetched", f"the server answers {status} for {url}")
        media_type, _, rest = head.get("content-type", "").partition(";")
        charset = rest.lower().partition("charset=")[2].partition(";")[0].strip(" \"'")
        validators = (_short(head.get("etag")), _short(head.get("last-modified")))
        kind = media_type.strip().lower() or None
        return Answer(asked, url, data, kind, charset or None, validators, self._timing.now())

    def _refused(self, url: str) -> Fault | None:
        """Why the host's robots.txt keeps us off; None if it does not."""
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._rules:
            # An address of its own: what is kept for all the run must not hang on the time of this page.
            end, start = self._end, self._timing.monotonic()
            self._end = start + self._manners.seconds
            self._rules[host] = self._robots(host)
            self._end = end + self._timing.monotonic() - start
        rules = self._rules[host]
        if isinstance(rules, Fault):
            return rules
        if rules.can_fetch(url, self._manners.agent):
            return None
        return Fault("kept-off", f"{host}/robots.txt does not allow {url}")

    def _robots(self, host: str) -> Protego | Fault:
        """The rules of a host; a fault where it cannot say which hold (RFC 9309 2.3.1)."""
        url = f"{host}/robots.txt"
        for _ in range(self._manners.redirects + 1):
            found = self._patiently(url, {}, robots=True)
            if isinstance(found, Fault):
                return found
            status, head, data = found
            further = _joined(url, head.get("location", "")) if status in MOVED else None
            if further is None:
                break
            url = further
        if status >= 500 or status == 429:
            return Fault("kept-off", f"{url} answers {status}: the server cannot say what is allowed")
        return Protego.parse(data.decode("utf-8", "replace"))

    def _patiently(self, url: str, headers: Mapping[str, str], *, robots: bool = False) -> Sent | Fault:
        """Status, headers and body of an address, tried again where that may help; `robots`: a robots.txt."""
        usual = FIRST_WAIT
        for left in range(self._manners.tries - 1, -1, -1):
            self._take_turn(url)
            found = self._once(url, headers, robots)
            passing = found[0] in PASSING if isinstance(found, tuple) else isinstance(found, _Passing)
            if not passing or left == 0:
                break
            asked = _retry_after(found[1], self._timing.now()) if isinstance(found, tuple) else None
            wait = min(LONGEST_WAIT, max(usual, asked or 0.0))
            if wait >= self._left():
                break
            self._timing.sleep(wait)
            usual *= 2
        return found

    def _take_turn(self, url: str) -> None:
        """Waits until the host may be asked again; that takes nothing of the address's time."""
        parts = urlsplit(url)
        rules = self._rules.get(f"{parts.scheme}://{parts.netloc}")
        asked = rules.crawl_delay(self._manners.agent) if isinstance(rules, Protego) else None
        delay = max(self._manners.delay, min(LONGEST_WAIT, asked or 0.0))
        last = self._visited.get(parts.netloc)
        rest = 0.0 if last is None else last + delay - self._timing.monotonic()
        if rest > 0:
            self._timing.sleep(rest)
            self._end += rest
        self._visited[parts.netloc] = self._timing.monotonic()

    def _left(self) -> float:
        """The seconds that are left for the address at hand."""
        return self._end - self._timing.monotonic()

    def _once(self, url: str, headers: Mapping[str, str], robots: bool) -> Sent | Fault:
        left = self._left()
        if left <= 0:
            return self._late(url)
        try:
            with self._client.stream("GET", url, headers=headers, timeout=left) as answer:
                # What else a server says is not read, whatever it is and however long.
                data = self._body(answer, robots) if answer.status_code == 200 else b""
                return data if isinstance(data, Fault) else (answer.status_code, answer.headers, data)
        except RefusedAddressError as error:
            return Fault("refused-address", str(error))
        except WRONG as error:
            return Fault("not-fetched", f"{url} answers what cannot be read ({type(error).__name__})")
        except BROKEN as error:
            return _Passing("not-fetched", f"{url}: {str(error)[:200] or type(error).__name__}")
        except EOFError:
            return Fault("not-fetched", f"{url} broke off")

    def _late(self, url: str) -> Fault:
        return Fault("not-fetched", f"{url} took longer than {self._manners.seconds:g} seconds")

    def _body(self, answer: httpx.Response, robots: bool) -> bytes | Fault:
        """The body, inflated within the limit, at which a robots.txt is cut; a drip ends with the time."""
        coding = answer.headers.get("content-encoding", "identity").strip().lower()
        if coding not in ("identity", "gzip", "x-gzip", ""):
            return Fault("not-fetched", f"{answer.url} is sent in {coding!r}, which was not asked for")
        most = ROBOTS_BYTES if robots else self._max_bytes
        found, size = [], 0
        pieces = answer.iter_raw(CHUNK)
        for part in _inflated(pieces) if "gzip" in coding else pieces:
            found.append(part)
            size += len(part)
            if size > most and robots:
                break
            if size > most:
                return Fault("too-large", f"{answer.url} sends more than {most} bytes")
            if self._left() < 0:
                return self._late(str(answer.url))
        return b"".join(found)[:most]


def _inflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The bytes of gzip, all its members, at most CHUNK at a time; EOFError where it breaks off."""
    inflate = zlib.decompressobj(wbits=31)
    begun = False
    for piece in pieces:
        begun, rest = True, piece
        while rest:
            if inflate.eof:
                if not rest.startswith(GZIP):
                    return  # rubbish behind the end, as browsers take it
                inflate = zlib.decompressobj(wbits=31)
            yield inflate.decompress(rest, CHUNK)
            rest = inflate.unused_data if inflate.eof else inflate.unconsumed_tail
    if begun and not inflate.eof:
        raise EOFError


def _joined(url: str, place: str) -> str | None:
    """Where a redirect leads; None where that is no address."""
    try:
        return parse_url(urljoin(url, place)) if place else None
    except ValueError:
        return None


def _conditions(known: Validators) -> dict[str, str]:
    pairs = {"If-None-Match": known[0], "If-Modified-Since": known[1]}
    return {name: value for name, value in pairs.items() if value}


def _short(value: str | None) -> str | None:
    """A validator as it is kept; one that is needlessly long, or could not be sent back, is left out."""
    return value if value and len(value) <= 500 and value.isascii() and value.isprintable() else None


def _retry_after(headers: httpx.Headers, now: datetime) -> float | None:
    """The seconds that a server asks to wait; None if it does not say or cannot be understood."""
    words = headers.get("retry-after", "").strip()
    if words.isascii() and words.isdigit():
        return float(words[:9])
    try:
        when = parsedate_to_datetime(words)
    except (TypeError, ValueError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return (when - now).total_seconds()
