"""The records of a story and their copies -> the origins that could be told apart, and each line's origin.

An origin is where words go back to: an agency by its credit line, the page that was copied, the outlet
itself. Nothing here says that an origin is right, and no outlet is rated.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from onrecord.records import Copy, Credit, Evidence, Record, Source, SourceKind, Span, Statement

__all__ = ["Origin", "Origins", "families", "find_origins", "outlet_of", "plain_name"]

#: Two pages go back to one origin when so much of one is in the other, or so much of each in the other. A
#: long report that takes in some sentences of an agency stays its own (bench/origins.py, dev half).
_MOSTLY: Final = 0.50
_EACH: Final = 0.25
#: "… world champions.” PA", "… in prison. AP - AFP (Morning Paper 10/03/2017 page 4)": agencies that sign a
#: text at its end, after the last sentence.
_SIGNED: Final = re.compile(
    r"[.!?”\"'’]\s{1,4}(?P<names>[A-Z][A-Za-z]{1,24}(?: ?[-/,] ?[A-Z][A-Za-z]{1,24}){0,3})"
    r"(?:\s?\([^()\n]{0,60}\))?\s{0,9}\Z"
)
#: What an agency signs with and that means too much else anywhere else in a page.
_SIGNS: Final = {"PA": "Press Association"}
_HOST: Final = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}")
#: Labels under which a country's registry gives out names ("co.uk", "com.cn").
_SECOND_LEVEL: Final = frozenset({"ac", "co", "com", "edu", "gov", "net", "org"})
#: Characters at the end of a text in which a signature is looked for.
_END: Final = 160


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one page or line goes back to."""

    name: str
    kind: SourceKind
    why: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Origins:
    """The origins of a story."""

    #: `Article.id` to what the page's own voice goes back to.
    pages: Mapping[str, Origin]

    def sources(self) -> tuple[Source, ...]:
        """The origins that could be told apart, by name."""
        found: dict[str, list[tuple[str, Origin]]] = defaultdict(list)
        for article, origin in sorted(self.pages.items()):
            found[plain_name(origin.name)].append((article, origin))
        sources = []
        for items in found.values():
            # The page that names the origin speaks for it, not the copy that leaves the name out.
            best = next((origin for _, origin in items if origin.evidence), items[0][1])
            sources.append(
                Source(
                    name=best.name,
                    kind=best.kind,
                    articles=tuple(article for article, _ in items),
                    why=best.why,
                    evidence=best.evidence,
                )
            )
        return tuple(sorted(sources, key=lambda source: (source.name.casefold(), source.name)))

    def of_statement(self, statement: Statement | None, record: Record) -> Origin:
        """What a statement goes back to; for None, what the page says in its own voice."""
        assert record.article is not None
        page = self.pages[record.article.id]
        if statement is None:
            return page
        names = {actor.id: actor.name for actor in record.actors}
        if statement.via:
            last = statement.via[-1]
            name = names.get(last.actor or "", last.span.words)
            return Origin(agencies().get(name, name), _kind(name), f"passed on by “{last.span.words}”")
        if statement.told is not None and (agency := _agency_in(statement.told.words)):
            return Origin(agency, "agency", f"told “{statement.told.words}”")
        return page


@lru_cache(maxsize=1)
def agencies() -> dict[str, str]:
    """Alias of a news agency to its usual name (agencies.tsv)."""
    rows = csv.DictReader(
        (files("onrecord.data") / "agencies.tsv").read_text("utf-8").splitlines(),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
    return {row["alias"]: row["name"] for row in rows}


@lru_cache(maxsize=1)
def _signers() -> dict[str, str]:
    return {**agencies(), **_SIGNS}


def plain_name(name: str) -> str:
    """A name as it is compared: without case and "the"; of a host what its owner registered.

    >>> [plain_name(name) for name in ("The Skellavik Dagspost", "news.nordvik-post.co.uk")]
    ['skellavik dagspost', 'nordvik-post.co.uk']
    """
    plain = name.casefold().strip().removeprefix("the ").removeprefix("www.")
    if not _HOST.fullmatch(plain):
        return plain
    labels = plain.split(".")
    kept = 3 if len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL else 2
    registered = ".".join(labels[-kept:])
    return plain if registered in shared_hosts() or labels[-1] in shared_hosts() else registered


@lru_cache(maxsize=1)
def shared_hosts() -> frozenset[str]:
    """Domains under which many outlets have their own names (shared_hosts.tsv)."""
    rows = (files("onrecord.data") / "shared_hosts.tsv").read_text("utf-8").splitlines()[1:]
    return frozenset(row.partition("\t")[0] for row in rows)


def outlet_of(record: Record) -> Credit | None:
    """The outlet that a page names, of several the chosen one; None if it names none."""
    credits = record.article.credits if record.article else ()
    return next((credit for credit in credits if credit.kind == "outlet" and credit.chosen), None)


def families(copies: Iterable[Copy]) -> tuple[tuple[str, ...], ...]:
    """Sets of articles that copies lead from one to the other, each sorted."""
    home: dict[str, str] = {}

    def root(one: str) -> str:
        while home.setdefault(one, one) != one:
            one = home[one]
        return one

    for copy in copies:
        if copy.kind == "copy":
            low, high = sorted((root(copy.original), root(copy.article)))
            home[high] = low
    found: dict[str, list[str]] = defaultdict(list)
    for one in sorted(home):
        found[root(one)].append(one)
    return tuple(tuple(members) for members in found.values())


def find_origins(records: Sequence[Record], copies: Sequence[Copy]) -> Origins:
    """What each page's own voice goes back to."""
    pages = {record.article.id: _own(record) for record in records if record.article}
    heads: dict[str, list[Copy]] = defaultdict(list)
    first = set()
    telling = [copy for copy in copies if copy.kind == "copy" and _is_one(copy)]
    for copy in telling:
        if copy.directed:
            heads[copy.article].append(copy)
            first.add(copy.original)
    found: dict[str, Origin] = {}
    for family in families(telling):
        named = [pages[one] for one in family if pages[one].kind == "agency"]
        for article in family:
            if article in first and not heads[article] and not named:
                continue  # others have their words from it
            found[article] = _in_family(article, family, pages, named, _way_up(article, heads))
    return Origins({article: found.get(article, origin) for article, origin in pages.items()})


def _is_one(copy: Copy) -> bool:
    """Whether the two pages are so much the same words that they go back to one origin."""
    shares = copy.original_share, copy.article_share
    return max(shares) >= _MOSTLY or min(shares) >= _EACH


def _way_up(article: str, heads: Mapping[str, Sequence[Copy]]) -> list[Copy]:
    """The copies that lead from a page to the first page that has its words, nearest first."""
    way: list[Copy] = []
    seen = {article}
    while heads.get(article):
        copy = max(heads[article], key=lambda one: (one.article_share, one.original))
        if copy.original in seen:
            break
        way.append(copy)
        seen.add(copy.original)
        article = copy.original
    return way


def _own(record: Record) -> Origin:
    """What a page says of itself: its agency, else the publication that it follows, else its outlet."""
    assert record.article is not None
    for kind, said in (("agency", "credits the agency"), ("first-reported", "says who reported it first")):
        for credit in record.article.credits:
            if credit.kind == kind:
                named: SourceKind = "agency" if kind == "agency" else "publication"
                return Origin(credit.name, named, said, credit.evidence)
    if signed := _signed(record.article.text):
        evidence = Evidence(words=signed.words, where="end of the text", span=signed)
        return Origin(_signers()[signed.words], "agency", "is signed by the agency", evidence)
    outlet = outlet_of(record)
    if outlet is not None:
        return Origin(outlet.name, "outlet", "the outlet's own page: no agency is credited", outlet.evidence)
    name = record.page.source.rstrip("/").rpartition("/")[2] or record.page.source
    return Origin(name, "page", "the page names neither outlet nor agency")


def _signed(text: str) -> Span | None:
    """The first agency that signs the text at its end; None if none does."""
    start = max(0, len(text) - _END)
    found = _SIGNED.search(text, start)
    if not found:
        return None
    for name in re.finditer(r"[A-Za-z]+", found["names"]):
        if name[0] in _signers():
            at = found.start("names") + name.start()
            return Span.of(text, at, at + len(name[0]))
    return None


def _in_family(
    article: str,
    family: tuple[str, ...],
    pages: Mapping[str, Origin],
    named: Sequence[Origin],
    originals: Sequence[Copy],
) -> Origin:
    """The origin of a page that shares its words with others."""
    own = pages[article]
    if own.kind == "agency":
        return own
    if named:
        agency = min(named, key=lambda origin: origin.name)
        return Origin(agency.name, "agency", "shares its words with a page that credits the agency")
    if originals:
        origin = pages[originals[-1].original]
        return Origin(origin.name, origin.kind, f"copied: {originals[0].why}", origin.evidence)
    if own.kind != "page" and len({plain_name(pages[one].name) for one in family}) == 1:
        return own
    head = min((pages[one] for one in family), key=lambda origin: (origin.kind == "page", origin.name))
    return Origin(head.name, head.kind, "shares its words with other pages; which was first is not known")


def _kind(name: str) -> SourceKind:
    return "agency" if name in agencies() else "publication"


def _agency_in(words: str) -> str | None:
    bare = words.strip().removeprefix("the ").removeprefix("The ")
    return agencies().get(bare) or agencies().get(words.strip())
