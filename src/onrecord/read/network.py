"""A host's name -> a connection to an address that was checked: nothing private, local or reserved.

The name is resolved once, all its addresses are looked at, and the connection goes to one of those
that were looked at, so a second answer of the name server ("DNS rebinding") changes nothing.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeAlias

import httpcore
import httpx

__all__ = ["CheckedTransport", "RefusedAddressError", "is_public", "resolve"]

#: A host's name and port -> its addresses.
Resolve: TypeAlias = Callable[[str, int], list[str]]
#: IPv6 addresses in which an IPv4 address is wrapped: NAT64 (RFC 6052).
WRAPPED: Final = ipaddress.ip_network("64:ff9b::/96")
#: All that is given out as public of IPv6 (RFC 4291): what lies beside it is local, old or a test.
UNICAST: Final = ipaddress.ip_network("2000::/3")
#: Parts of it that Python 3.11 does not know as reserved: documentation (RFC 9637).
RESERVED: Final = ipaddress.ip_network("3fff::/20")


class RefusedAddressError(Exception):
    """A host has an address that pages are not fetched from."""


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host; OSError if it has none."""
    return [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def is_public(address: str) -> bool:
    """Whether an address lies in the public net: not private, local, shared, reserved or multicast.

    >>> is_public("93.184.215.14"), is_public("127.0.0.1"), is_public("::ffff:10.0.0.1")
    (True, False, False)
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is None and found in WRAPPED:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if found not in UNICAST or found in RESERVED:
            return False
    return found.is_global and not found.is_multicast


class _Bounded(httpcore.NetworkStream):
    """A connection whose every wait ends when the time of the address is up.

    httpx's own limits are for one wait each: a server that sends a byte now and then would hold it for ever.
    """

    def __init__(self, stream: httpcore.NetworkStream, left: Callable[[], float]) -> None:
        self._stream = stream
        self._left = left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What came; httpcore.ReadTimeout where the time is up."""
        return self._stream.read(max_bytes, _within(timeout, self._left))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Sends bytes, likewise."""
        self._stream.write(buffer, _within(timeout, self._left))

    def close(self) -> None:
        """Closes the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same connection, encrypted."""
        inner = self._stream.start_tls(ssl_context, server_hostname, _within(timeout, self._left))
        return _Bounded(inner, self._left)

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks of the connection."""
        return self._stream.get_extra_info(info)


def _within(timeout: float | None, left: Callable[[], float]) -> float:
    """How long one wait may take, in seconds; httpcore.ReadTimeout where the time is up."""
    seconds = left() if timeout is None else min(timeout, left())
    if seconds <= 0:
        raise httpcore.ReadTimeout("the time is up")
    return seconds


class _CheckedBackend(httpcore.NetworkBackend):
    """Connects to checked addresses only."""

    def __init__(self, resolver: Resolve, *, private: bool, left: Callable[[], float]) -> None:
        self._resolver = resolver
        self._private = private
        self._left = left
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to one of the host's addresses; RefusedAddressError if any of them is not public."""
        try:
            addresses = self._resolver(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"no address for {host}") from error
        bad = [address for address in addresses if not is_public(address)]
        if bad and not self._private:
            raise RefusedAddressError(f"{host} is {bad[0]}")
        for number, address in enumerate(addresses):
            seconds = _within(timeout, self._left) / (len(addresses) - number)
            try:
                stream = self._plain.connect_tcp(address, port, seconds, local_address, socket_options)
                return _Bounded(stream, self._left)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(addresses) - 1:
                    raise
        raise httpcore.ConnectError(f"no address for {host}")

    def sleep(self, seconds: float) -> None:
        """Never called: nothing is retried at this level."""
        raise NotImplementedError


class _Body(httpx.SyncByteStream):
    """The bytes of an answer as they come."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        """Closes the answer's connection."""
        self._stream.close()


class CheckedTransport(httpx.BaseTransport):
    """Carries httpx's requests over connections to checked addresses; no proxy, no environment.

    `left` gives the seconds that are left for the request at hand.
    """

    def __init__(
        self, resolver: Resolve = resolve, *, left: Callable[[], float], private: bool = False
    ) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            max_connections=4,
            network_backend=_CheckedBackend(resolver, private=private, left=left),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to a request; its body is not read yet."""
        url = request.url
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        answer = self._pool.handle_request(
            httpcore.Request(
                request.method,
                target,
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(answer.stream), extensions=answer.extensions
        )

    def close(self) -> None:
        """Closes all connections."""
        self._pool.close()
