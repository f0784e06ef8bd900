"""What a page says of itself -> labels: title, address, section and language, one of each kind chosen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

from onrecord.records import Evidence, Label, LabelKind, Passage
from onrecord.text.headline import candidate_titles, cut_outlet
from onrecord.text.markup import Markup, clean

__all__ = ["find_labels", "plain_address"]

#: Parameters of an address that say where a reader came from, and nothing of the page.
TRACKING: Final = re.compile(
    r"(?:utm_\w{1,30}|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|ocid|cmpid|smid|ref_src)"
)
SECTION_KEYS: Final = (
    "article:section",
    "og:article:section",
    "parsely-section",
    "sailthru.section",
    "section",
)
LANGUAGE_KEYS: Final = ("og:locale", "content-language", "language", "dc.language", "dcterms.language")
#: Folders of an address that are no section, and the longest name of one, in characters.
NO_SECTION: Final = frozenset(
    "amp archive archives article articles blog blogs content en home html index news node page pages post "
    "posts print stories story uk us web www".split()
)
SECTION_CHARACTERS: Final = 24
#: Longest section or language that is taken from the markup, in characters.
LABEL_CHARACTERS: Final = 80
FOLDER: Final = re.compile(r"[a-z]{3,20}(?:-[a-z]{2,20}){0,2}")
CODE: Final = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{2,8}){0,2}")
#: A candidate: what it says, as the record uses it, and where it stands.
Candidate = tuple[str, Evidence]


def find_labels(
    *,
    markup: Markup,
    title: str | None,
    given: tuple[str | None, str | None],
    passages: Iterable[Passage],
    language: str,
) -> tuple[Label, ...]:
    """The labels of an article, the chosen one of each kind first.

    `title` is the article's; `given` are the title and the address that came with the page; `language` is
    that of its words, which the page's own word for it does not change.
    """
    labels = [*_choose_title(title, list(_titles(markup, given[0], passages)))]
    labels += _choose_address(list(_addresses(markup, given[1])), given[1])
    labels += _choose("section", list(_sections(markup, given[1])), "the first that the page gives")
    said = list(_languages(markup))
    words = Evidence(words=language, where="the words of the text")
    labels += _choose("language", [(language, words), *said], "the language that the words are in")
    return tuple(labels)


def _choose(kind: LabelKind, found: list[Candidate], why: str, place: int = 0) -> list[Label]:
    """Labels of the candidates, that at `place` chosen and first; one for each value and place."""
    labels: dict[tuple[str, str], Label] = {}
    for number in (place, *(number for number in range(len(found)) if number != place)) if found else ():
        value, evidence = found[number]
        first = not labels
        reason = why if first else _beside(value, found[place][0])
        label = Label(kind=kind, value=value, evidence=evidence, chosen=first, why=reason)
        labels.setdefault((value, evidence.where), label)
    return list(labels.values())


def _beside(value: str, chosen: str) -> str:
    same = value.casefold() == chosen.casefold()
    return (
        "says the same as the one that was chosen" if same else "says otherwise than the one that was chosen"
    )


def _titles(markup: Markup, given: str | None, passages: Iterable[Passage]) -> Iterator[Candidate]:
    for passage in passages:
        if passage.kind == "headline":
            words = passage.span.words.strip()
            yield words, Evidence(words=words, where=passage.why)
    for words, where in candidate_titles(markup, given):
        yield cut_outlet(words, markup, boldly=False), Evidence(words=words, where=where)


def _choose_title(title: str | None, found: list[Candidate]) -> list[Label]:
    place = next((number for number, (value, _) in enumerate(found) if value == title), None)
    if title is None:
        return []
    if place is None:
        place = next((number for number, (_, evidence) in enumerate(found) if title in evidence.words), None)
    if place is None:
        found, place = [(title, Evidence(words=title, where="the text")), *found], 0
    elif found[place][0] != title:
        found[place] = (title, found[place][1])
    return _choose("title", found, f"the article's headline: {found[place][1].where}", place)


def plain_address(address: str | None) -> str:
    """A whole http or https address without fragment and tracking; "" for anything else.

    >>> plain_address("https://news.example/a?utm_source=x&id=7#top")
    'https://news.example/a?id=7'
    """
    try:
        parts = urlsplit((address or "").strip())
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or "." not in host:
        return ""
    # Its parts stay as they are written: "?12345" and "?12345=" may be two pages.
    asked = parts.query.split("&")
    query = [part for part in asked if not TRACKING.fullmatch(part.partition("=")[0].strip())]
    where = parts.netloc.rpartition("@")[2].lower()
    return urlunsplit((parts.scheme, where, parts.path or "/", "&".join(query), "")).strip()


def _addresses(markup: Markup, given: str | None) -> Iterator[Candidate]:
    main = markup.linked("mainEntityOfPage")
    places = (
        (markup.address, "link[rel=canonical]"),
        (markup.meta("og:url"), "meta[property=og:url]"),
        (_identity(markup.linked("url")) or _identity(main), "JSON-LD url"),
        (given or "", "given"),
    )
    for words, where in places:
        if address := plain_address(words):
            yield address, Evidence(words=words, where=where)


def _identity(value: Any) -> str:
    return clean(value.get("@id") or value.get("url")) if isinstance(value, dict) else clean(value)


def _choose_address(found: list[Candidate], given: str | None) -> list[Label]:
    """The page's own address where it can be this page's: of the same site, and no front page."""
    came = plain_address(given)
    for number, (address, evidence) in enumerate(found):
        if evidence.where == "given":
            why = "the address that came with the page"
        elif came and not _can_be(address, came):
            continue
        else:
            why = f"the first address that the page gives as its own: {evidence.where}"
        return _choose("address", found, why, number)
    return []


def _can_be(address: str, came: str) -> bool:
    """Whether a page that came from `came` can have the address: one site, and no front page of it.

    One site is the last two parts of the host.
    """
    first, second = (".".join((urlsplit(part).hostname or "").split(".")[-2:]) for part in (address, came))
    return first == second and (urlsplit(address).path != "/" or urlsplit(came).path == "/")


def _sections(markup: Markup, given: str | None) -> Iterator[Candidate]:
    for key, value, tag in markup.metas:
        if key in SECTION_KEYS and len(value) <= LABEL_CHARACTERS and "://" not in value:
            yield value, Evidence(words=value, where=tag)
    linked = markup.linked("articleSection")
    for item in linked[:4] if isinstance(linked, list) else [linked]:
        if (value := clean(item)) and len(value) <= LABEL_CHARACTERS:
            yield value, Evidence(words=value, where="JSON-LD articleSection")
    for address in (markup.address, given):
        folders = urlsplit(plain_address(address)).path.split("/")[1:-1]
        for folder in folders[:2]:
            if len(folder) <= SECTION_CHARACTERS and FOLDER.fullmatch(folder) and folder not in NO_SECTION:
                yield folder, Evidence(words=folder, where="url")
                return


def _languages(markup: Markup) -> Iterator[Candidate]:
    found = [(markup.language, "html[lang]"), (clean(markup.linked("inLanguage")), "JSON-LD inLanguage")]
    found += [(value, tag) for key, value, tag in markup.metas if key in LANGUAGE_KEYS]
    for words, where in found:
        if code := CODE.fullmatch(words.strip()):
            yield code.group(1).lower(), Evidence(words=words, where=where)
