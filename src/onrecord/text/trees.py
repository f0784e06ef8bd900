"""HTML as text -> an lxml tree within the limits of depth and elements, and what had to be left out.

lxml stops without a word at 255 levels, and even with `huge_tree` at 2,048: text below and after that
is lost (research/users.md, table C2). So the parser's log is read, and a page that is too deep is
flattened and parsed again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree
from lxml import html as lxml_html

#: Wrappers that hold blocks: flattened to paragraphs where a page is too deep.
BLOCK_WRAPPERS: Final = "div|section|article|main|center|blockquote|ul|ol|li|table|tbody|tr|td|form|fieldset"
#: Wrappers inside a line: dropped where a page is too deep.
LINE_WRAPPERS: Final = "span|font|b|i|u|em|strong|small|big|a|label|abbr|cite|ins|del|sub|sup|tt|code"
# [^<>] and not [^>]: a run of "<div<div<div" must not be scanned again from each start.
BLOCK_TAG: Final = re.compile(rf"</?(?:{BLOCK_WRAPPERS})\b[^<>]*>", re.IGNORECASE)
LINE_TAG: Final = re.compile(rf"</?(?:{LINE_WRAPPERS})\b[^<>]*>", re.IGNORECASE)
RUN_OF_P: Final = re.compile(r"<p>(?:\s*<p>)+")
#: Characters that XML knows no place for; lxml would refuse the page or cut it there.
CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
DOCTYPE: Final = re.compile(r"^\s*<!doctype[^<>]{0,1000}>", re.IGNORECASE)
ALL_ELEMENTS: Final = etree.XPath("count(//*)")
TOO_DEEP: Final = "ERR_RESOURCE_LIMIT"


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed page and the trouble that it gave: pairs of a problem's code and detail."""

    #: The root element; None if nothing could be parsed within the limits.
    root: Any
    #: The same page as bytes, for readers that parse themselves.
    source: bytes = b""
    troubles: tuple[tuple[str, str], ...] = ()

    def html_root(self) -> Any:
        """The root of another tree of the page, of lxml.html's own elements; None if it has none."""
        try:
            return lxml_html.document_fromstring(self.source, parser=_parser(lxml_html.HTMLParser))
        except (etree.ParserError, etree.XMLSyntaxError, ValueError):
            return None


def parse_tree(content: str, *, max_depth: int, max_elements: int) -> Tree:
    """The tree of a page, flattened where it is deeper than `max_depth` levels, cut at `max_elements`."""
    # libxml2 takes some old doctypes for an empty page: https://bugs.launchpad.net/lxml/+bug/1955915
    cleaned = DOCTYPE.sub("", CONTROL.sub("", content), count=1)
    source = cleaned.encode("utf-8")
    root, gave_up = _parse(source)
    if root is None:
        return Tree(None)
    troubles: list[tuple[str, str]] = []
    depth = depth_of(root)
    if gave_up == TOO_DEEP or depth > max_depth:
        levels = f"at least {depth}" if gave_up else f"{depth}"
        troubles.append(("too-deep", f"{levels} levels, limit {max_depth}; its wrappers were taken off"))
        flat = RUN_OF_P.sub("<p>", BLOCK_TAG.sub("<p>", LINE_TAG.sub("", cleaned)))
        source = flat.encode("utf-8")
        root, gave_up = _parse(source)
        depth = depth_of(root) if root is not None else 0
        if root is None or gave_up == TOO_DEEP or depth > max_depth:
            detail = f"{depth} levels, limit {max_depth}, even without its wrappers; nothing was read"
            return Tree(None, troubles=(("too-deep", detail),))
    if gave_up:
        troubles.append(("parser-gave-up", f"lxml stopped with {gave_up}"))
    count = int(ALL_ELEMENTS(root))
    if count > max_elements:
        troubles.append(("too-long", f"{count} elements, limit {max_elements}; the rest was left out"))
        cut_tree(root, max_elements)
        source = etree.tostring(root, method="html", encoding="utf-8")
    return Tree(root, source, tuple(troubles))


def depth_of(root: Any) -> int:
    """Depth of a tree in levels, without recursion."""
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            depth += 1
            deepest = max(deepest, depth)
        else:
            depth -= 1
    return deepest


def cut_tree(root: Any, limit: int) -> None:
    """Takes out every element after the first `limit` in page order."""
    extra = [element for place, element in enumerate(root.iter()) if place >= limit]
    for element in reversed(extra):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def _parser(kind: Any) -> Any:
    return kind(collect_ids=False, remove_comments=True, remove_pis=True, huge_tree=True, encoding="utf-8")


def _parse(source: bytes) -> tuple[Any, str | None]:
    """The root element and, where the parser stopped before the end, the kind of its error."""
    parser = _parser(etree.HTMLParser)
    try:
        root = etree.fromstring(source, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None, None
    fatal = [entry.type_name for entry in parser.error_log if entry.level_name == "FATAL"]
    return root, fatal[0] if fatal else None
