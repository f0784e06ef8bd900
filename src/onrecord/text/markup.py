"""An HTML tree -> what its head and scripts say of the article: metas, JSON-LD, title, times.

Everything is bounded in size, depth and number, and broken JSON gives what a search for the usual
keys finds (schema.org NewsArticle, Open Graph, Dublin Core).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

#: Largest JSON-LD script that is read, in characters, and most scripts of a page.
JSON_CHARACTERS: Final = 400_000
JSON_SCRIPTS: Final = 20
#: Most objects of a page's JSON-LD that are looked at, and how deep.
JSON_NODES: Final = 3_000
JSON_DEPTH: Final = 12
#: Longest meta value that is kept, in characters; most metas and times.
VALUE_CHARACTERS: Final = 500
MOST_METAS: Final = 400
MOST_TIMES: Final = 60
ARTICLE_TYPES: Final = re.compile(r"Article|BlogPosting|Report|LiveBlog|ClaimReview")
LOOSE: Final = re.compile(
    r'"(datePublished|dateCreated|dateModified|headline)"\s{0,20}:\s{0,20}"([^"\\]{4,300})"'
)
WITH_ITEMPROP: Final = etree.XPath("//body//*[@itemprop]")
SURROGATES: Final = re.compile("[\ud800-\udfff\x00]")
WHITE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Markup:
    """What a page's markup says of the article."""

    #: (key in lower case, value, tag) of each meta, in page order.
    metas: tuple[tuple[str, str, str], ...] = ()
    #: The JSON-LD object of the article; empty if there is none.
    article: tuple[tuple[str, Any], ...] = ()
    #: The words of <title>; "" if there are none.
    title: str = ""
    #: (datetime attribute, words, whether it is marked as the date of publication) of each <time>.
    times: tuple[tuple[str, str, bool], ...] = ()
    #: The address that the page gives as its own; "" if it gives none.
    address: str = ""
    #: The language that <html> names; "" if it names none.
    language: str = ""

    def meta(self, *keys: str) -> str:
        """The first value of the first of `keys` that the page has; "" if it has none."""
        for key in keys:
            for name, value, _ in self.metas:
                if name == key:
                    return value
        return ""

    def linked(self, key: str) -> Any:
        """The value of `key` in the article's JSON-LD object; None if it has none."""
        return dict(self.article).get(key)


def read_markup(root: Any) -> Markup:
    """The markup of a parsed page; never raises on odd markup."""
    metas: list[tuple[str, str, str]] = []
    for element in root.iter("meta"):
        attributes = element.attrib
        value = clean(attributes.get("content"))
        for kind in ("property", "name", "itemprop", "http-equiv"):
            key = attributes.get(kind)
            if key and value and len(metas) < MOST_METAS:
                metas.append((key.strip().lower(), value, f"meta[{kind}={key.strip()[:60]}]"))
    metas += _marked_up(root)
    title = next((clean("".join(element.itertext())) for element in root.iter("title")), "")
    address = next(
        (clean(el.get("href")) for el in root.iter("link") if (el.get("rel") or "").lower() == "canonical"),
        "",
    )
    return Markup(
        metas=tuple(metas),
        article=tuple(_article_object(root).items()),
        title=title,
        times=tuple(_times(root)),
        address=address,
        language=clean(root.get("lang") or root.get("xml:lang")),
    )


def clean(words: Any) -> str:
    """Words of an attribute or script: white space folded, bounded; "" for anything else."""
    if not isinstance(words, str):
        return ""
    return WHITE.sub(" ", SURROGATES.sub("", words[: VALUE_CHARACTERS * 2])).strip()[:VALUE_CHARACTERS]


def _marked_up(root: Any) -> list[tuple[str, str, str]]:
    """Microdata of the body that dates or signs the article (`itemprop`)."""
    found: list[tuple[str, str, str]] = []
    for element in WITH_ITEMPROP(root):
        key = (element.get("itemprop") or "").strip().lower()
        if element.tag != "meta" and key in {"datepublished", "datecreated", "author", "headline"}:
            value = clean(element.get("content") or element.get("datetime") or "".join(element.itertext()))
            if value and len(found) < MOST_TIMES:
                found.append((key, value, f"{element.tag}[itemprop={element.get('itemprop')}]"))
    return found


def _times(root: Any) -> list[tuple[str, str, bool]]:
    found: list[tuple[str, str, bool]] = []
    for element in root.iter("time"):
        stamp = clean(element.get("datetime"))
        marks = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
        published = "publish" in marks or element.get("pubdate") is not None
        if len(found) < MOST_TIMES and (stamp or published):
            found.append((stamp, clean("".join(element.itertext())), published))
    return found


def _article_object(root: Any) -> dict[str, Any]:
    """The first JSON-LD object of an article; the loose finds of a script that is broken."""
    loose: dict[str, Any] = {}
    fallback: dict[str, Any] = {}
    scripts = 0
    for element in root.iter("script"):
        if "ld+json" not in (element.get("type") or "").lower() or scripts >= JSON_SCRIPTS:
            continue
        scripts += 1
        text = element.text or ""
        for node in _objects(_load(text)):
            kind = node.get("@type")
            kinds = " ".join(map(str, kind)) if isinstance(kind, list) else str(kind)
            if ARTICLE_TYPES.search(kinds[:300]):
                return node
            if "datePublished" in node and not fallback:
                fallback = node
        for key, value in LOOSE.findall(text[:JSON_CHARACTERS]):
            loose.setdefault(key, value)
    return fallback or loose


def _load(text: str) -> Any:
    if not 2 <= len(text) <= JSON_CHARACTERS:
        return None
    body = text.strip().removeprefix("<!--").removesuffix("-->").removeprefix("//<![CDATA[")
    try:
        return json.loads(
            body.strip().rstrip(";"),
            strict=False,
            # Python refuses numbers of more than 4,300 digits with an error; no date has twenty.
            parse_int=lambda digits: int(digits) if len(digits) < 20 else None,
            parse_constant=lambda _: None,
        )
    except (ValueError, RecursionError):
        return None


def _objects(data: Any) -> list[dict[str, Any]]:
    """The objects of a JSON-LD document, outermost first."""
    found: list[dict[str, Any]] = []
    level = [data]
    for _ in range(JSON_DEPTH):
        deeper: list[Any] = []
        for node in level:
            if isinstance(node, dict):
                found.append(node)
                deeper += [value for value in node.values() if isinstance(value, (dict, list))]
            elif isinstance(node, list):
                deeper += [value for value in node[:JSON_NODES] if isinstance(value, (dict, list))]
        level = deeper[:JSON_NODES]
        if not level or len(found) > JSON_NODES:
            break
    return found
