"""A page's blocks and markup -> its headline: the block that holds it, or the words alone."""

from __future__ import annotations

import re
from typing import Final

from onrecord.text.blocks import HEADINGS, Block, bare
from onrecord.text.markup import Markup, clean

#: Marks between a headline and the outlet's name in <title>.
JOINTS: Final = re.compile(r"\s+[|–—«»·•/-]\s+|\s+::?\s+|\s*\|\s*")
TITLE_ELEMENT: Final = "the title element"
#: Fewest words of a headline that nothing but its tag supports.
FEWEST_WORDS: Final = 3
#: Most words of an outlet's name with what stands behind it ("BBC" in "BBC News"), and its fewest letters.
OUTLET_WORDS: Final = 4
OUTLET_CHARACTERS: Final = 3
#: Most parts of a host whose first is the outlet's name ("dagspost.example", "dagspost.co.uk").
HOST_LABELS: Final = 3
#: Least share of the title's letters that a heading has to cover to be the headline.
COVER: Final = 0.5


def find_headline(blocks: list[Block], markup: Markup, given: str | None) -> tuple[int | None, str, str]:
    """Number of the headline's block (None if no block holds it), its words and the evidence.

    The words are "" where the page has no headline.
    """
    titles = candidate_titles(markup, given)
    keys = [(bare(words).casefold(), where) for words, where in titles]
    for number, block in enumerate(blocks):
        if block.hidden or block.tag not in HEADINGS or "nav" in block.inside or "footer" in block.inside:
            continue
        key = block.key.casefold()
        for title, where in keys:
            if key and key in title and len(key) >= COVER * len(title) and len(block.text.split()) > 1:
                return number, block.text, f"the {block.tag} heading that {where} repeats"
    heads = [
        (number, block)
        for number, block in enumerate(blocks)
        if block.tag == "h1" and not block.hidden and len(block.text.split()) >= FEWEST_WORDS
    ]
    if len(heads) == 1:
        return heads[0][0], heads[0][1].text, "the only h1 heading"
    if not titles:
        return None, "", ""
    words, where = titles[0]
    return None, cut_outlet(words, markup, boldly=where == TITLE_ELEMENT), where


def candidate_titles(markup: Markup, given: str | None) -> list[tuple[str, str]]:
    """Titles that the page or its giver names, best first, each with where it stands."""
    found = [
        (clean(given), "the given title"),
        (clean(markup.linked("headline")), "JSON-LD headline"),
        (markup.meta("og:title"), "meta[property=og:title]"),
        (markup.meta("twitter:title"), "meta[name=twitter:title]"),
        (markup.title, TITLE_ELEMENT),
    ]
    return [(words, where) for words, where in found if len(words) > 1]


def cut_outlet(title: str, markup: Markup, *, boldly: bool) -> str:
    """A title without the outlet's name before or after it.

    `boldly` also takes a short piece at either end for the outlet's name where the page names none.
    """
    parts = JOINTS.split(title)
    if len(parts) < 2:
        return title
    outlets = outlet_keys(markup)
    for place, rest in ((-1, parts[:-1]), (0, parts[1:])):
        part = bare(parts[place]).casefold()
        short = len(parts[place].split()) <= OUTLET_WORDS
        if rest and any(part == outlet or (short and part.startswith(outlet)) for outlet in outlets):
            return _between(title, rest)
    if not boldly:
        return title
    longest = max(parts, key=lambda part: len(part.split()))
    first, last = parts[0], parts[-1]
    if len(last.split()) <= 4 and longest != last:
        return _between(title, parts[:-1])
    if len(first.split()) <= 4 and longest != first:
        return _between(title, parts[1:])
    return title


def outlet_keys(markup: Markup) -> set[str]:
    """Letters and digits of the names by which a page calls its outlet, host and handle included."""
    publisher = markup.linked("publisher")
    names = [markup.meta("og:site_name"), markup.meta("application-name"), markup.meta("twitter:site")]
    names.append(clean(publisher.get("name")) if isinstance(publisher, dict) else clean(publisher))
    keys = {bare(name).casefold() for name in names}
    for address in (markup.address, markup.meta("og:url")):
        labels = address.partition("://")[2].partition("/")[0].lower().removeprefix("www.").split(".")
        keys.add("".join(labels))
        keys.add(labels[0] if len(labels) <= HOST_LABELS else "")
    return {key for key in keys if len(key) >= OUTLET_CHARACTERS}


def _between(title: str, parts: list[str]) -> str:
    """The stretch of `title` from the first to the last of `parts`."""
    start = title.find(parts[0])
    end = title.rfind(parts[-1]) + len(parts[-1])
    return title[start:end].strip() or title
