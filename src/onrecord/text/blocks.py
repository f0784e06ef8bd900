"""An HTML tree -> its blocks in page order: the words of each and where and how it stands.

A block is a run of text that the page shows as one: a paragraph, a heading, a list item, a row of a
table, a line that <br> ends. Words are kept as they are; only white space is folded, as a browser does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

#: Elements that begin a block of their own.
BLOCK_TAGS: Final = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre "
    "search section summary table caption tbody tfoot thead tr td th ul amp-ad".split()
)
#: Elements whose words are not shown, or are controls.
SKIPPED_TAGS: Final = frozenset(
    "head script style noscript svg math iframe object embed canvas select option textarea input "
    "datalist audio video map area source track applet noframes frameset".split()
)
#: Elements that mark furniture by their name; the innermost counts.
FURNITURE_TAGS: Final = frozenset("nav footer aside figure figcaption form button menu dialog header".split())
#: Cells of a table.
CELLS: Final = frozenset({"td", "th"})
HEADINGS: Final = frozenset("h1 h2 h3 h4 h5 h6".split())
WHITE: Final = re.compile(r"\s+")
#: Signs of ASCII that are no letters and digits.
ASCII_SIGNS: Final = bytes(place for place in range(128) if not chr(place).isalnum())
HIDING_STYLE: Final = re.compile(
    r"display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden|font-size\s{0,5}:\s{0,5}0(?![.\d]{0,5}[1-9])"
    r"|(?:left|top|text-indent)\s{0,5}:\s{0,5}-\d{4}",
    re.IGNORECASE,
)
HIDING_CLASS: Final = re.compile(
    r"(?:^|\s)(?:sr-only|screen-reader-text|visually-?hidden|u-hidden|element-invisible|offscreen)(?:\s|$)"
)


@dataclass(slots=True)
class Block:
    """A run of text that the page shows as one."""

    #: The words, white space folded.
    text: str
    #: Tag of the innermost block element ("p", "li", "h2", "tr").
    tag: str
    #: Tag path from the body ("main/p[3]").
    path: str
    #: Furniture elements that it stands in, innermost first.
    inside: tuple[str, ...]
    #: Class and id names of its elements, innermost first, in lower case.
    names: tuple[str, ...]
    #: Share of its characters that stand in links, 0 to 1.
    linked: float
    #: Why a reader does not see it ("display:none"); "" if it is seen.
    hidden: str
    #: The element whose words they are; None if they stand in none.
    element: Any
    #: Words and digits only, for comparing.
    key: str


@dataclass(slots=True)
class Frame:
    """What holds for everything inside an element that is open."""

    element: Any
    tag: str
    path: str
    inside: tuple[str, ...]
    names: tuple[str, ...]
    hidden: str
    link: bool
    #: Whether it is a row of a table whose cells hold a line of words each.
    flat: bool = False
    #: How many children of each tag were seen; None before the first.
    counts: dict[str, int] | None = None


@dataclass(slots=True)
class Builder:
    """Gathers words until a block ends."""

    blocks: list[Block] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    linked: int = 0

    def add(self, words: str | None, frame: Frame) -> None:
        """Adds the words that stand in `frame`."""
        if words:
            self.words.append(words)
            if frame.link:
                self.linked += len(words.strip())

    def end(self, frame: Frame) -> None:
        """Ends the block that stands in `frame`, the innermost block element."""
        if not self.words:
            return
        text, linked = "".join(self.words), self.linked
        self.words.clear()
        self.linked = 0
        if text.isspace():
            return
        size = 0
        for piece in split_breaks(text):
            key = bare(piece)
            if not key:
                continue
            size = size or len(text.strip())
            self.blocks.append(
                Block(
                    text=piece,
                    tag=frame.tag,
                    path=frame.path,
                    inside=frame.inside,
                    names=frame.names,
                    linked=min(1.0, linked / size),
                    hidden=frame.hidden,
                    element=frame.element,
                    key=key,
                )
            )


#: Stands for <br> until white space has been folded: a character that no page may hold.
BREAK: Final = "\ufdd0"


def bare(words: str) -> str:
    """The letters and digits of some words, by which stretches of a page are compared."""
    if words.isascii():
        return words.encode("ascii").translate(None, ASCII_SIGNS).decode("ascii")
    return "".join(filter(str.isalnum, words))


def split_breaks(text: str) -> list[str]:
    """The lines of a block's text, white space folded: each <br> ends a line."""
    return [" ".join(line.split()) for line in text.split(BREAK)]


def read_blocks(root: Any) -> list[Block]:
    """The blocks of a tree in page order; each element is seen once, none recursively."""
    builder = Builder()
    body = root.find("body") if root.tag == "html" else root
    top = root if body is None else body
    first = Frame(top, "body", "body", (), (), "", False)
    builder.add(top.text, first)
    # Open elements, outermost first: (frame, children to come, innermost block, whether it is its own).
    stack = [(first, iter(top), first, True)]
    while stack:
        frame, children, block, own = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if own:
                builder.end(frame)
            if stack:
                builder.add(frame.element.tail, stack[-1][0])
            continue
        tag = child.tag
        if not isinstance(tag, str) or tag in SKIPPED_TAGS or tag == "br":
            if tag == "br":
                builder.words.append(BREAK)
            builder.add(child.tail, frame)
            continue
        cell = tag in CELLS and frame.flat
        starts = tag in BLOCK_TAGS and not cell
        if starts:
            builder.end(block)
        elif cell and builder.words:
            builder.words.append(" | ")
        inner = _open(child, frame)
        builder.add(child.text, inner)
        stack.append((inner, iter(child), inner if starts else block, starts))
    return builder.blocks


def _is_flat(row: Any) -> bool:
    """Whether the cells of a row hold words and no blocks or breaks: then the row is one block."""
    return not any(part.tag in BLOCK_TAGS or part.tag == "br" for cell in row for part in cell)


def _open(element: Any, outer: Frame) -> Frame:
    tag = element.tag
    names, hidden, path, inside = outer.names, outer.hidden, outer.path, outer.inside
    if items := element.items():
        attributes = dict(items)
        if name := f"{attributes.get('class', '')} {attributes.get('id', '')}".strip():
            names = (name.lower()[:300], *names[:7])
        hidden = hidden or hiding(attributes)
    if tag == "template":
        hidden = hidden or "template"
    if tag in BLOCK_TAGS:
        if outer.counts is None:
            outer.counts = {}
        place = outer.counts[tag] = outer.counts.get(tag, 0) + 1
        path = f"{path}/{tag}" if place == 1 else f"{path}/{tag}[{place}]"
        if tag in FURNITURE_TAGS:
            inside = (tag, *inside)
    link = outer.link or tag == "a"
    return Frame(element, tag, path, inside, names, hidden, link, tag == "tr" and _is_flat(element))


def hiding(attributes: Mapping[str, str]) -> str:
    """The attribute by which an element is not shown; "" if there is none."""
    if "hidden" in attributes and (attributes.get("hidden") or "").lower() != "until-found":
        return "hidden"
    if (attributes.get("aria-hidden") or "").lower() == "true":
        return "aria-hidden"
    style = attributes.get("style")
    if style and (found := HIDING_STYLE.search(style[:1000])):
        return WHITE.sub("", found.group()).lower()
    name = attributes.get("class")
    if name and (found := HIDING_CLASS.search(name[:1000].lower())):
        return f"class {found.group().strip()}"
    return ""
