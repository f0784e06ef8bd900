"""What a page says of its date -> `Dating`: given, JSON-LD, meta, <time>, URL, visible line, or unknown.

The rung below these, what the text itself tells, needs the parse: `mark/moments/written.py`.

Every candidate is kept as evidence, best first. A bare year or a copyright line never becomes a day,
and a date of change only says by when the page was published (htmldate makes a day of either); beside
a date of publication it is kept as the last piece of evidence, "modified: ...".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from onrecord.records import Dating, Evidence, Origin, Passage, Span
from onrecord.text.days import Stamp, find_stamps, parse_stamp
from onrecord.text.markup import Markup, clean

#: Meta keys that date the publication, best first (Open Graph, Dublin Core, schema.org, Parse.ly, ...).
PUBLISHED_KEYS: Final = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "og:published_time",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "dc.date.created",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "publicationdate",
    "published",
    "published_time",
    "published-date",
    "originalpublicationdate",
    "article_date_original",
    "ptime",
    "displaydate",
    "date_published",
    "datecreated",
    "created",
    "citation_publication_date",
    "citation_date",
    "date",
    "og:pubdate",
    "bt:pubdate",
    "dat",
)
#: Meta keys that date a change of the page.
CHANGED_KEYS: Final = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "lastmod",
    "last-modified",
)
URL_DATE: Final = re.compile(
    r"[/_-](?P<y>19\d\d|20\d\d)[/_-](?P<m>0?[1-9]|1[0-2])[/_-](?P<d>0?[1-9]|[12]\d|3[01])(?=[/_.?#-]|$)"
    r"|[/_-](?P<y2>19\d\d|20\d\d)(?P<m2>0[1-9]|1[0-2])(?P<d2>0[1-9]|[12]\d|3[01])(?=[/_.?#-]|$)"
    r"|/(?P<y3>19\d\d|20\d\d)/(?P<n3>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}/(?P<d3>\d{1,2})(?=[/_.?#-]|$)"
    r"|/(?P<y4>19\d\d|20\d\d)/(?P<m4>0[1-9]|1[0-2])(?=/|$)",
    re.IGNORECASE,
)
#: Most words, beside the date, of a line that is there to date the page.
LINE_WORDS: Final = 8
#: Passages at the start and at the end of the text in which a date line is looked for.
FIRST_PASSAGES: Final = 8
LAST_PASSAGES: Final = 4
#: Most pieces of evidence that are kept.
MOST_EVIDENCE: Final = 8
COPYRIGHT: Final = re.compile(r"©|\(c\)|\bcopyright\b|all rights reserved", re.IGNORECASE)
CHANGED: Final = re.compile(
    r"\b(?:updated|update|modified|edited|changed|corrected|retrieved|accessed|last)\W{0,3}(?:\w{1,9}\W{1,3}){0,2}$",
    re.IGNORECASE,
)
PUBLISHED: Final = re.compile(r"\W{0,3}(?:published|posted|first published)\b", re.IGNORECASE)
#: The line under a post that a page shows, whose date is the post's: "— Name (@name) November 4, 2019".
POST: Final = re.compile(r"^\s{0,9}[—–-][^\n]{0,200}?\(@")
WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date with the evidence for it."""

    stamp: Stamp
    origin: Origin
    evidence: Evidence


def date_article(
    *,
    given: str | None,
    markup: Markup,
    addresses: Iterable[str | None],
    text: str,
    passages: tuple[Passage, ...],
    lines: Iterable[tuple[str, str]] = (),
) -> Dating:
    """When an article was published.

    `given` is the date that came with the page, `addresses` its URLs, `lines` (words, tag path) the
    page's short lines around the headline that are not in the text.
    """
    found: list[Candidate] = []
    if given and (stamp := parse_stamp(given, coarse=True)):
        found.append(Candidate(stamp, "given", Evidence(words=given, where="given")))
    found += from_markup(markup)
    found += from_addresses(addresses)
    found += from_passages(text, passages)
    found += from_lines(lines)
    # A day from a lower rung is better than a month from a higher one, but for what was given.
    found.sort(key=lambda item: item.origin != "given" and item.stamp.earliest != item.stamp.latest)
    changed = changed_by(markup)
    if found:
        return date_by(found, changed)
    if changed is None:
        return Dating()
    return Dating(latest=changed.stamp.latest, origin="metadata", evidence=(changed.evidence,))


def date_by(found: list[Candidate], changed: Candidate | None) -> Dating:
    """The date of the first candidate, with the others and the page's last change as evidence."""
    best = found[0].stamp
    evidence = tuple(item.evidence for item in found[:MOST_EVIDENCE])
    if changed is not None:
        change = Evidence(words=changed.evidence.words, where=f"modified: {changed.evidence.where}")
        evidence = (*evidence[: MOST_EVIDENCE - 1], change)
    return Dating(
        earliest=best.earliest,
        latest=best.latest,
        instant=best.instant,
        grain=best.grain,
        origin=found[0].origin,
        evidence=evidence,
    )


def from_markup(markup: Markup) -> list[Candidate]:
    """Dates of publication in JSON-LD, metas and <time>, in that order."""
    found: list[Candidate] = []
    for key in ("datePublished", "dateCreated", "uploadDate"):
        found += _metadata(clean(markup.linked(key)), f"JSON-LD {key}")
    for wanted in PUBLISHED_KEYS:
        for key, value, tag in markup.metas:
            if key == wanted:
                found += _metadata(value, tag)
    marked = [time for time in markup.times if time[2]]
    # One unmarked <time> may date the page; of several, most date something else (teasers, comments).
    times = marked or (list(markup.times) if len({time[0][:10] for time in markup.times}) == 1 else [])
    for stamp, words, _ in times[:3]:
        found += _metadata(stamp or words, "time[datetime]" if stamp else "time")
    return found


def _metadata(value: str, where: str) -> list[Candidate]:
    stamp = parse_stamp(value, coarse=True) if value else None
    # A year alone in a meta is as often the copyright's as the page's.
    if stamp is None or stamp.grain == "year":
        return []
    return [Candidate(stamp, "metadata", Evidence(words=value, where=where))]


def changed_by(markup: Markup) -> Candidate | None:
    """The date of the page's last change, by which it was published."""
    values = [(clean(markup.linked("dateModified")), "JSON-LD dateModified")]
    values += [(value, tag) for key, value, tag in markup.metas if key in CHANGED_KEYS]
    for value, where in values:
        stamp = parse_stamp(value) if value else None
        if stamp is not None:
            return Candidate(stamp, "metadata", Evidence(words=value, where=where))
    return None


def from_addresses(addresses: Iterable[str | None]) -> list[Candidate]:
    """Dates in the path of an address ("/2025/03/03/"), days before months."""
    found: list[Candidate] = []
    for address in addresses:
        for match in URL_DATE.finditer((address or "")[:2000].partition("?")[0]):
            stamp = parse_stamp(_iso(match), coarse=True)
            if stamp is not None and not any(item.stamp.earliest == stamp.earliest for item in found):
                found.append(Candidate(stamp, "metadata", Evidence(words=match.group(), where="url")))
    return sorted(found, key=lambda item: item.stamp.earliest != item.stamp.latest)


def _iso(match: re.Match[str]) -> str:
    parts = match.groupdict()
    if parts["y4"]:
        return f"{parts['y4']}-{parts['m4']}"
    if parts["y3"]:
        return f"{parts['d3']} {parts['n3']} {parts['y3']}"
    if parts["y2"]:
        return f"{parts['y2']}-{parts['m2']}-{parts['d2']}"
    return f"{parts['y']}-{parts['m']}-{parts['d']}"


def from_passages(text: str, passages: tuple[Passage, ...]) -> list[Candidate]:
    """Dates in date lines and datelines among the first and last passages of the text."""
    found: list[Candidate] = []
    for passage in edge_passages(passages):
        words = passage.span.words
        for stamp in line_stamps(words) or dateline_stamps(words):
            start = passage.span.start + stamp.start
            span = Span.of(text, start, passage.span.start + stamp.end)
            evidence = Evidence(words=span.words, where="date line", span=span)
            found.append(Candidate(stamp, "dateline", evidence))
    return found


def from_lines(lines: Iterable[tuple[str, str]]) -> list[Candidate]:
    """Dates in lines of the page that are not in the text; `lines` are (words, tag path)."""
    found: list[Candidate] = []
    for words, path in lines:
        for stamp in line_stamps(words):
            evidence = Evidence(words=words[stamp.start : stamp.end], where=path)
            found.append(Candidate(stamp, "dateline", evidence))
    return found


def edge_passages(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """The passages up to some way past the headline, and the last ones."""
    heads = [number for number, passage in enumerate(passages) if passage.kind == "headline"]
    first = FIRST_PASSAGES + (heads[0] if heads else 0)
    return passages[:first] + passages[max(first, len(passages) - LAST_PASSAGES) :]


def line_stamps(words: str) -> list[Stamp]:
    """The dates of publication in a line that does little else than date the page."""
    if len(words) > 300 or COPYRIGHT.search(words) or POST.match(words):
        return []
    stamps = sorted(find_stamps(words), key=lambda stamp: stamp.start)
    rest = words
    for stamp in reversed(stamps):
        rest = rest[: stamp.start] + rest[stamp.end :]
    wordy = len(WORD.findall(rest)) > LINE_WORDS or rest.rstrip().endswith(".")
    # "Published Monday 9 March. Updated Tuesday 10 March." may end in a full stop.
    if wordy and not PUBLISHED.match(words):
        return []
    return [stamp for stamp in stamps if not CHANGED.search(words[: stamp.start][-60:])][:1]


#: "Oslo, 3 March 2025 -", "OSLO (March 3, 2025):" before the first sentence.
DATELINE: Final = re.compile(r"^\s{0,9}[A-Z][^\n.!?]{0,60}?(?=\d|[A-Z][a-z]{2,8}\.? \d)")
DASH: Final = re.compile(r"^[^\n.!?]{0,30}?(?:--?|–|—|:|\))\s")


def dateline_stamps(words: str) -> list[Stamp]:
    """The date between the place and the dash at the start of a news paragraph."""
    head = words[:120]
    if not DATELINE.match(head):
        return []
    for stamp in find_stamps(head):
        if stamp.start <= 70 and DASH.match(words[stamp.end : stamp.end + 60]):
            return [stamp]
    return []


def given_day(given: str | None) -> date | None:
    """The first day that a given date names; None if it cannot be read."""
    stamp = parse_stamp(given, coarse=True) if given else None
    return stamp.earliest if stamp else None
