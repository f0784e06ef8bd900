"""The first bytes of a file -> what kind of file it is, as far as that decides whether it is read."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Final, Literal, TypeAlias

DocumentKind: TypeAlias = Literal["page", "feed", "opml", "list", "warc", "wacz"]
#: Bytes that are looked at.
HEAD: Final = 4_096
#: Share of control characters above which bytes are no text. Text has none but tab, line end and form
#: feed; the most in 1,400 texts and pages of the data folder is .0004.
CONTROL_SHARE: Final = 0.01
DATA_XML: Final = re.compile(
    r"(?:<\?xml[^<>]{0,300}>\s{0,100})?<(?:rss|feed|rdf:RDF|urlset|sitemapindex|opml)\b", re.IGNORECASE
)
#: The root of a feed or of a list of feeds, after a declaration, comments and a document type.
FEED_ROOT: Final = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?:\s|<\?[^<>]{0,500}>|<!--[^<>]{0,1000}-->|<!DOCTYPE\s[^<>]{0,500}>){0,20}"
    rb"<(?:(?P<opml>opml)|(?:rss|feed|atom:feed|rdf:RDF))[\s>]",
    re.IGNORECASE,
)
#: An entity of its own: no feed or list needs one, and a few of them make gigabytes ("billion laughs").
ENTITY: Final = re.compile(rb"<!ENTITY\b", re.IGNORECASE)
ENTITIES: Final = "it declares entities of its own, which are not expanded"
#: Lines by which JSON lines are told.
MOST_LINES: Final = 5
#: So many stray ones are no sign of anything, however short the page is.
FEW_CONTROLS: Final = 4
CONTROLS: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
HTML: Final = re.compile(
    rb"<(?:!doctype\s{1,10}html|html|head|body|title|meta|article|div|p|h1|script|table|section|main|span)[\s>/]",
    re.IGNORECASE,
)
BYTE_ORDER_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


@cache
def load_signatures() -> tuple[tuple[bytes, str], ...]:
    """(First bytes, kind) of files that are not read, from `data/magic.tsv`."""
    rows = files("onrecord").joinpath("data/magic.tsv").read_text("utf-8").splitlines()[1:]
    return tuple((bytes.fromhex(row.split("\t")[0]), row.split("\t")[1]) for row in rows)


def signature_of(data: bytes) -> str | None:
    """The kind of a file whose first bytes name it ("a PDF"); None if they name none."""
    # Some PDFs begin with a few bytes of rubbish: readers accept the mark in the first kilobyte.
    if b"%PDF-" in data[:64]:
        return "a PDF"
    if data[4:8] == b"ftyp":
        return "an MP4, HEIF or AVIF file"
    return next((kind for mark, kind in load_signatures() if data.startswith(mark)), None)


def mark_of(data: bytes) -> tuple[str, int] | None:
    """The codec that a byte order mark names and the length of the mark; None without one."""
    return next(((codec, len(mark)) for mark, codec in BYTE_ORDER_MARKS if data.startswith(mark)), None)


def is_binary(data: bytes) -> bool:
    """Whether bytes without a byte order mark hold too many control characters to be text."""
    head = data[:HEAD]
    return len(CONTROLS.findall(head)) > max(FEW_CONTROLS, CONTROL_SHARE * len(head))


def is_bare_utf16(data: bytes) -> bool:
    """Whether every other byte is NUL, as in UTF-16 of Latin text without its mark."""
    head = data[:HEAD]
    even, odd = head[::2].count(0), head[1::2].count(0)
    return max(even, odd) > 0.4 * len(head) / 2 and min(even, odd) <= 0.02 * len(head)


def data_kind(text: str) -> str | None:
    """The kind of a document that holds data and no page ("a JSON document"); None for all else."""
    head = text[:HEAD].lstrip("\ufeff \t\r\n")
    if head.startswith("WARC/1."):
        return "a web archive"
    if head[:1] in {"{", "["} and text.rstrip()[-1:] in {"}", "]"}:
        if is_json(text):
            return "a JSON document"
        lines = [line for line in text.split("\n", MOST_LINES)[:MOST_LINES] if line.strip()]
        whole = len(lines) > 1 and all(line[:1] in {"{", "["} and is_json(line) for line in lines)
        return "JSON lines" if whole else None
    other = head.startswith("<?xml") and not looks_html(head.encode("utf-8", "replace"))
    if DATA_XML.match(head) or other:
        return "an XML document or feed"
    return None


def is_json(text: str) -> bool:
    """Whether a text is one JSON value."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def has_entities(data: bytes) -> bool:
    """Whether an XML document declares entities of its own."""
    return ENTITY.search(data) is not None


def looks_html(text: bytes) -> bool:
    """Whether a page begins as HTML does: a tag first, and one of HTML's in the first kilobytes."""
    head = text[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and HTML.search(head) is not None


def document_kind(head: bytes, name: str) -> DocumentKind:
    """What a document is by its first bytes; `name` is its file's, in lower case, "" for none.

    A WARC file in gzip cannot be told from other gzip files but by its name.
    """
    if head.startswith(b"WARC/1.") or (name.endswith(".warc.gz") and head.startswith(b"\x1f\x8b")):
        return "warc"
    if name.endswith(".wacz") and head.startswith(b"PK"):
        return "wacz"
    root = FEED_ROOT.match(head)
    if root is None:
        return "page"
    return "opml" if root["opml"] else "feed"
