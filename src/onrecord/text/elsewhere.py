"""An article and where its passages stand in other articles -> the same, other stories' openings quarantined.

A passage that is the headline or the lead of another article is that article's teaser, whatever page it
stands on; what follows it and stands there too goes with it. A passage that stands in several articles on
other matters is the site's and not the article's. Copies and updates of one story share much more than a
teaser, and are no evidence: they are told by how much of the article stands in the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from onrecord.records import Article, Passage, Sighting, block_of

__all__ = ["weigh_sightings"]

#: Share of an article's blocks from which another that has them too is taken for the same story.
SAME_SHARE: Final = 0.3
#: Articles on other matters in which a passage has to stand to be taken for the site's.
RECURS: Final = 3
#: Letters of a word of a title that tells what it is about, and share of them in the text from which the
#: other article is on the same matter: its background paragraphs may be this article's own.
TELLING: Final = re.compile(r"[^\W\d_]{5,40}")
SAME_MATTER: Final = 0.34
OPENS: Final = "opens another article in the record"
FOLLOWS: Final = "goes on where another article of the record does"
SITE: Final = "words of the site: they stand in"
#: Kinds that are looked at; what was found in an earlier look is weighed anew.
OWN: Final = frozenset({"body", "summary", "subhead", "list", "quote", "caption"})


def weigh_sightings(article: Article, sightings: Iterable[Sighting]) -> Article:
    """The article with the passages quarantined that other articles show not to be its own.

    The headline and the lead stay as they are; so does an article of which no passage is left to read.
    """
    blocks = list(article.blocks())
    own = {block for block, _ in blocks}
    lead = {block for block, opens in blocks if opens}
    others: dict[str, dict[str, Sighting]] = {}
    for one in sightings:
        if one.block in own:
            others.setdefault(one.article, {})[one.block] = one
    apart = {
        name: shared
        for name, shared in sorted(others.items())
        if len(shared) < SAME_SHARE * len(own) and not any(shared[one].opens for one in lead & shared.keys())
    }
    if not apart:
        return article
    there = telling_words(article.text)
    strange = {name for name, shared in apart.items() if is_strange(there, shared)}
    passages: list[Passage] = []
    inside = ""
    for passage in article.passages:
        found, inside = judge(passage, lead, apart, strange, inside)
        passages.append(found)
    if not any(passage.kind == "body" for passage in passages):
        return article
    return replace(article, passages=tuple(passages))


def telling_words(words: str) -> set[str]:
    """The words that tell what a text is about."""
    return {word.casefold() for word in TELLING.findall(words)}


def is_strange(there: set[str], shared: Mapping[str, Sighting]) -> bool:
    """Whether another article is on another matter: few words of its title are `there`, in this one."""
    words = telling_words(next(iter(shared.values())).title or "")
    return bool(words) and len(words & there) < SAME_MATTER * len(words)


def judge(
    passage: Passage,
    lead: set[str],
    apart: Mapping[str, Mapping[str, Sighting]],
    strange: set[str],
    inside: str,
) -> tuple[Passage, str]:
    """A passage as the sightings have it, and the other article that it is a part of ("" if of none)."""
    block = block_of(passage.span.words)
    before = passage.why.startswith((OPENS, FOLLOWS, SITE))
    if block is None or block in lead or not (passage.kind in OWN or before):
        return passage, ""
    holding = [name for name, shared in apart.items() if block in shared]
    opening = next((name for name in holding if apart[name][block].opens), "")
    if opening or inside in holding:
        name = opening or inside
        title = " ".join((apart[name][block].title or "").split())
        why = f"{OPENS if opening else FOLLOWS}: “{title}”" if title else (OPENS if opening else FOLLOWS)
        return replace(passage, kind="foreign", why=why, score=0.97, torn=False), name
    count = sum(name in strange for name in holding)
    if count >= RECURS:
        return replace(passage, kind="chrome", why=f"{SITE} {count} articles on other matters", score=0.9), ""
    return passage, ""
