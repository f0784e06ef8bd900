"""The story corpora as (id, story, title, text, published) rows: Giveme5W1H's clusters and ECB+."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

__all__ = ["Row", "read_ecbplus", "read_giveme"]

_CLOSE: Final = re.compile(r" ([.,;:?!)'’]|n't|'s)")
_QUOTES: Final = re.compile(r"`` ?|'' ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One article of a labelled set."""

    id: str
    #: The label: articles with the same one tell of the same happening.
    story: str
    title: str | None
    text: str
    #: None where the set has no date.
    published: datetime | None
    #: Host of the page; "" where unknown.
    outlet: str


def read_giveme(data: Path) -> list[Row]:
    """The 383 full texts of Giveme5W1H's news_cluster, 69 events, in order of id."""
    rows = []
    for path in sorted((data / "stories/giveme5w1h").rglob("news_cluster/data/*.json")):
        item = json.loads(path.read_text("utf-8"))
        published = datetime.fromisoformat(item["date_publish"]) if item["date_publish"] else None
        rows.append(
            Row(
                id=item["dId"],
                story=str(item["newsCluster"]["EventId"]),
                title=item["title"],
                text=item["text"],
                published=published,
                outlet=item["source_domain"],
            )
        )
    return rows


def read_ecbplus(data: Path) -> list[Row]:
    """The 982 texts of ECB+, 86 stories that come in look-alike pairs.

    Sentence 0 of an *ecbplus* file is its URL, which names the story: left out.
    """
    rows = []
    for path in sorted((data / "stories/ecbplus").rglob("*.xml")):
        sentences: dict[int, list[str]] = {}
        for token in ElementTree.parse(path).getroot().iter("token"):
            sentences.setdefault(int(token.get("sentence", "0")), []).append(token.text or "")
        second = "plus" in path.stem
        if second:
            sentences.pop(0, None)
        text = "\n".join(_CLOSE.sub(r"\1", _QUOTES.sub('"', " ".join(words))) for words in sentences.values())
        story = path.stem.partition("_")[0] + ("b" if second else "a")
        rows.append(Row(id=path.stem, story=story, title=None, text=text, published=None, outlet=""))
    return rows
