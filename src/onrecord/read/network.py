"""A host's name -> a connection to an address that was checked: nothing private, local or reserved.

The name is resolved once, all its addresses are looked at, and the connection goes to one of those
that were looked at, so a second answer of the name server ("DNS rebinding") changes nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeAlias

import httpcore
import httpx

__all__ = ["CheckedTransport", "RefusedAddressError", "is_public", "resolve"]

#: A host's name and port -> its addresses.
Resolve: TypeAlias = Callable[[str, int], list[str]]
#: IPv6 addresses in which an IPv4 address is wrapped: NAT64 and IPv4-compatible (RFC 6052, RFC 4291).
WRAPPED: Final = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96"))


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
        if inner is None and any(found in network for network in WRAPPED):
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast


class _CheckedBackend(httpcore.NetworkBackend):
    """Connects to checked addresses only."""

    def __init__(self, resolver: Resolve, *, private: bool) -> None:
        self._resolver = resolver
        self._private = private
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
            try:
                return self._plain.connect_tcp(address, port, timeout, local_address, socket_options)
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
    """Carries httpx's requests over connections to checked addresses; no proxy, no environment."""

    def __init__(self, resolver: Resolve = resolve, *, private: bool = False) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            max_connections=4,
            network_backend=_CheckedBackend(resolver, private=private),
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
