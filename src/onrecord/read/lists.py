"""A list of addresses -> the addresses: OPML of feeds, or plain lines."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from onrecord.read.addresses import parse_url
from onrecord.read.decode import Fault, decode_text
from onrecord.read.sniff import ENTITIES, has_entities

__all__ = ["addresses_of", "is_list", "read_opml"]

#: Lines by which a list of addresses is told.
LOOKED_AT: Final = 20
#: What begins a line of notes in a list.
NOTE: Final = "#"


def is_list(head: str) -> bool:
    """Whether a text begins as a list of addresses: each line is one, but for blank lines and notes."""
    lines = [line.strip() for line in head.split("\n", LOOKED_AT)[:LOOKED_AT]]
    kept = [line for line in lines if line and not line.startswith(NOTE)]
    # The last line may be cut by the look.
    return bool(kept) and all(parse_url(line) and " " not in line for line in kept[: max(1, len(kept) - 1)])


def addresses_of(text: str) -> list[tuple[int, str]]:
    """The lines of a list with their numbers, from 1; what is no address is kept, to be named as such."""
    lines = enumerate((line.strip() for line in text.splitlines()), 1)
    return [(number, line) for number, line in lines if line and not line.startswith(NOTE)]


def read_opml(data: bytes) -> list[str] | Fault:
    """The addresses of the feeds that an OPML document lists, in its order, each once."""
    if has_entities(data):
        return Fault("broken-feed", ENTITIES)
    text = decode_text(data)
    if isinstance(text, Fault):
        return text
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=False)
    try:
        # Decoded already: a declaration of the encoding would be believed a second time.
        tree = etree.fromstring(re.sub(r"^\s*<\?xml[^<>]*\?>", "", text).encode("utf-8", "ignore"), parser)
    except etree.XMLSyntaxError as error:
        return Fault("broken-feed", f"not well-formed: {str(error)[:200]}")
    found = [outline.get("xmlUrl", "").strip() for outline in tree.iter("outline")]
    return list(dict.fromkeys(address for address in found if address))
