"""Bytes of a page -> `RawPage`, or the `Problem` that says why not; the one place where pages are made."""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Final

from onrecord.read.addresses import parse_url
from onrecord.read.sniff import HEAD, data_kind, is_bare_utf16, is_binary, looks_html, mark_of, signature_of
from onrecord.records import Page, Problem, RawPage, make_id

__all__ = ["Fault", "Said", "decode_text", "make_page", "read_bytes", "read_said"]

#: Bytes in which a declaration of the encoding is looked for (HTML Living Standard).
DECLARED_IN: Final = 1_024
META: Final = re.compile(
    rb"<meta\b[^<>]{0,400}?charset\s{0,10}=\s{0,10}[\"']?\s{0,10}([\w.:+-]{1,40})", re.IGNORECASE
)
XML_DECLARATION: Final = re.compile(
    rb"^\s{0,100}<\?xml\b[^<>]{0,200}?encoding\s{0,10}=\s{0,10}[\"']([\w.:+-]{1,40})"
)
#: Characters that no text needs and that SQLite, lxml or UTF-8 choke on.
DROPPED: Final = re.compile("[\x00\ud800-\udfff]")
#: Characters by which a wrong guess of windows-1252 shows itself.
C1: Final = re.compile("[\x80-\x9f]")
MEDIA_TYPES: Final = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
    "text/markdown": "text/plain",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Why bytes are no text: a code of the catalogue and a detail."""

    code: str
    detail: str


@cache
def load_encodings() -> dict[str, str]:
    """Label in lower case to Python codec, from `data/encodings.tsv`."""
    rows = files("onrecord").joinpath("data/encodings.tsv").read_text("utf-8").splitlines()[1:]
    return {row.split("\t")[0]: row.split("\t")[1] for row in rows}


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of a page by those who gave it; None where nothing was."""

    source: str
    media_type: str | None = None
    #: Encoding that was said with the bytes (an HTTP header).
    charset: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    #: When the bytes were fetched (aware, UTC).
    retrieved: datetime | None = None


def read_bytes(
    data: bytes,
    *,
    source: str,
    media_type: str | None = None,
    charset: str | None = None,
    url: str | None = None,
    title: str | None = None,
    published: str | None = None,
    max_bytes: int,
) -> RawPage | Problem:
    """The decoded page of `data`, or a problem with the page's id; never raises on any bytes.

    `charset` is what was said with the bytes (an HTTP header), `max_bytes` the largest page in bytes.
    """
    return read_said(data, Said(source, media_type, charset, url, title, published), max_bytes=max_bytes)


def read_said(data: bytes, said: Said, *, max_bytes: int) -> RawPage | Problem:
    """As `read_bytes`, with what was said of the page in one."""
    return make_page(data, data, said, max_bytes=max_bytes)


def make_page(exact: bytes, content: bytes | str, said: Said, *, max_bytes: int) -> RawPage | Problem:
    """As `read_bytes`, where the page's words stand in `content` and its hash is that of `exact`."""
    sha256 = hashlib.sha256(exact).hexdigest()
    page_id = make_id("page", sha256)
    address = parse_url(said.url) if said.url else None
    text = check_said(exact, content, said, address, max_bytes) or read_text(content, said)
    if isinstance(text, Fault):
        return Problem.of(source=said.source, stage="read", code=text.code, detail=text.detail, page=page_id)
    about = (address, said.title, said.published)
    page = Page(
        id=page_id,
        source=said.source,
        url=address,
        sha256=sha256,
        bytes=len(exact),
        media_type=media_type_of(text, said),
        given=make_id("given", *about) if any(about) else None,
        retrieved=said.retrieved,
    )
    return RawPage(page=page, content=text, title=said.title, published=said.published)


def check_said(
    exact: bytes, content: bytes | str, said: Said, address: str | None, max_bytes: int
) -> Fault | None:
    """What is wrong with a page before it is decoded; None if nothing is."""
    if len(exact) > max_bytes:
        return Fault("too-large", f"{len(exact)} bytes, limit {max_bytes}")
    if not content or content.isspace():
        return Fault("empty", "no bytes" if not content else "nothing but white space")
    if said.url and address is None:
        return Fault("bad-url", repr(said.url[:200]))
    if said.media_type and _known(said.media_type) is None:
        return Fault("unsupported-type", f"media type {said.media_type[:80]}")
    return None


def read_text(content: bytes | str, said: Said) -> str | Fault:
    """The words of a page without the characters that no text needs, or why it has none."""
    text = content if isinstance(content, str) else decode_text(content, charset=said.charset)
    if isinstance(text, Fault):
        return text
    text = DROPPED.sub("", text)
    if not text.strip():
        return Fault("empty", "nothing but white space")
    if isinstance(content, bytes) and (kind := data_kind(text)):
        return Fault("unsupported-type", kind)
    return text


def media_type_of(text: str, said: Said) -> str:
    """The media type that was said of a page, or else the one that it begins like."""
    known = _known(said.media_type)
    if known is None:
        known = "text/html" if looks_html(text[:HEAD].encode("utf-8", "replace")) else "text/plain"
    return known


def _known(media_type: str | None) -> str | None:
    """One of the two media types that are read; None for all others and for none."""
    return MEDIA_TYPES.get((media_type or "").partition(";")[0].strip().lower())


def decode_text(data: bytes, *, charset: str | None = None) -> str | Fault:
    """The text of some bytes, or why they are none.

    Order: byte order mark, `charset`, declaration in the first 1,024 bytes, UTF-8, windows-1252 where
    the result looks like text. No byte is ever replaced: broken bytes are a fault, and so is a declared
    encoding that is not on the list (punycode takes seconds, utf-7 hides markup, hex is no text).
    """
    if kind := signature_of(data):
        return Fault("unsupported-type", kind)
    if mark := mark_of(data):
        codec, length = mark
        return _strictly(data[length:], codec, "the byte order mark")
    declared = _declared(data)
    for label, where in ((charset, "what was said with the page"), (declared, "the page's declaration")):
        if not label:
            continue
        codec_name = load_encodings().get(label.strip().lower())
        if codec_name is None and not _is_codec(label):
            continue  # a slip of the pen ("charset=ut"): as if nothing had been declared
        if codec_name is None:
            return Fault("bad-encoding", f"{where} names {label[:40]!r}, which is not allowed")
        if codec_name.startswith("utf-16") and where != "what was said with the page":
            # A declaration that can be read byte by byte is not in UTF-16 (HTML Living Standard).
            codec_name = "utf-8"
        if is_binary(data) and not codec_name.startswith(("utf-16", "iso2022")):
            return Fault("binary", "too many control characters")
        return _declared_text(data, codec_name, where)
    if is_bare_utf16(data):
        return Fault("bad-encoding", "it looks like UTF-16, but no byte order mark says so")
    if is_binary(data):
        return Fault("binary", "too many control characters")
    return _undeclared_text(data)


def _is_codec(label: str) -> bool:
    """Whether Python would decode by this name; none of those that are not listed may be used."""
    try:
        codecs.lookup(label.strip())
    except (LookupError, ValueError):
        return False
    return True


def _declared(data: bytes) -> str:
    found = XML_DECLARATION.match(data[:DECLARED_IN]) or META.search(data[:DECLARED_IN])
    return found[1].decode("ascii", "replace") if found else ""


def _declared_text(data: bytes, codec: str, where: str) -> str | Fault:
    """The text by the codec that was named; by UTF-8 where the name is wrong and the bytes are UTF-8."""
    if codec != "utf-8" and not codec.startswith(("utf-16", "iso2022")) and not data.isascii():
        try:
            # Pages that were recoded and kept the old declaration: UTF-8 is not met by accident.
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
    return _strictly(data, codec, where)


def _strictly(data: bytes, codec: str, where: str) -> str | Fault:
    try:
        if codec == "cp1252":
            return data.decode("cp1252", "onrecord-c1")
        # Half a surrogate pair is dropped later; all else that is broken is a fault.
        return data.decode(codec, "surrogatepass" if codec == "utf-8" else "strict")
    except (UnicodeError, LookupError) as error:
        place = f" at byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        return Fault("bad-encoding", f"{where} names {codec}, but the bytes break it{place}")


def _undeclared_text(data: bytes) -> str | Fault:
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        place = error.start
    text = data.decode("cp1252", "onrecord-c1")
    letters = sum(mark.isalpha() or mark.isspace() for mark in text)
    # windows-1252 takes any bytes: only what then reads as Latin text is believed.
    odd = sum(mark >= "\x80" and not mark.isalpha() and mark not in USUAL for mark in text)
    if C1.search(text) or letters < 0.7 * len(text) or odd > 0.02 * len(text) or _broken_utf8(data):
        return Fault("bad-encoding", f"not UTF-8 (byte {place}), and nothing says what else")
    return text


#: Signs beyond ASCII that Latin text uses.
USUAL: Final = frozenset("‘’“”–—…•«»‹›€£¥©®™°§¶·¡¿´¨¸ª№º¹²³¼½¾×÷±µ\xa0\xad‚„†‡‰¢¬¦¤")


def _broken_utf8(data: bytes) -> bool:
    """Whether most bytes beyond ASCII make up UTF-8: then it is UTF-8 that was damaged."""
    high = sum(byte >= 0x80 for byte in data)
    kept = sum(len(mark.encode("utf-8")) for mark in data.decode("utf-8", "ignore") if mark >= "\x80")
    return kept > high / 2


def _c1(error: UnicodeError) -> tuple[str, int]:
    """The five bytes that windows-1252 leaves open, as the WHATWG standard reads them."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(map(chr, error.object[error.start : error.end])), error.end


codecs.register_error("onrecord-c1", _c1)
