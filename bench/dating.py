"""Dates of pages whose date is withheld: days invented, and intervals from the text beside the true day.

python -m bench.dating             # LGL (588 texts) and article-extraction-benchmark (181 pages)
python -m bench.dating --wrong 20  # and the first days and intervals that are wrong

LGL's true day is its download time (newsfeeds, read within days); a page's true day is the one that its own
markup gives, and what is read is the text of its body alone, without the lines that date it. An invented day
is a day more than `NEAR` days from the true one.
"""

from __future__ import annotations

import argparse
import gzip
import statistics
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from bench.pages import MAX_BYTES
from bench.shared import data_folder
from onrecord.flow import load_language
from onrecord.mark.moments.written import written_between
from onrecord.read.decode import read_bytes
from onrecord.records import Article, Dating, RawPage
from onrecord.settings import Settings
from onrecord.text.extract import read_article

#: Days by which a true day may differ: LGL gives the day of download, and a day is another one elsewhere.
NEAR = 3
#: Days between publication and retrieval in the second row: an archive's page.
FETCHED_AFTER = 365


def article_of(data: bytes, media_type: str) -> Article | None:
    """The article of a page with nothing given."""
    raw = read_bytes(data, source="bench", media_type=media_type, max_bytes=MAX_BYTES)
    settings = Settings()
    if not isinstance(raw, RawPage):
        return None
    article, _ = read_article(
        raw,
        max_depth=settings.text_max_depth,
        max_elements=settings.text_max_elements,
        max_characters=settings.text_max_characters,
        english_min=0.0,
    )
    return article


def lgl_texts() -> Iterator[tuple[str, str, date]]:
    """Id, text and true day of each article of LGL."""
    for node in ET.parse(data_folder() / "place" / "lgl.xml").getroot().iter("article"):
        day = date.fromisoformat((node.findtext("dltime") or "")[:10])
        yield node.get("docid") or "", f"{node.findtext('title')}\n\n{node.findtext('text')}", day


def page_texts() -> Iterator[tuple[str, str, date]]:
    """Id, body text and true day of each page whose markup gives a day."""
    for path in sorted((data_folder() / "pages" / "article-extraction-benchmark" / "html").glob("*.html.gz")):
        article = article_of(gzip.decompress(path.read_bytes()), "text/html")
        if article is None or article.published.day is None or article.published.origin != "metadata":
            continue
        dating = [mark.span for mark in article.published.evidence if mark.span is not None]
        kept = [
            passage.span.words.strip()
            for passage in article.passages
            if passage.read and not any(passage.span.touches(span) for span in dating)
        ]
        yield path.name, "\n\n".join(kept), article.published.day


@dataclass(slots=True)
class Tally:
    """What was found in one set of texts."""

    texts: int = 0
    days: int = 0
    invented: int = 0
    intervals: int = 0
    holds: int = 0
    unknown: int = 0
    #: Days between the ends of intervals that have both.
    widths: list[int] = field(default_factory=list)
    #: Days from an earliest day alone to the true day.
    lags: list[int] = field(default_factory=list)

    def add(self, dating: Dating, true: date) -> bool:
        """Counts one answer; whether it is right (unknown is)."""
        self.texts += 1
        if dating.day is not None:
            self.days += 1
            right = abs((dating.day - true).days) <= NEAR
            self.invented += not right
            return right
        if dating.origin == "unknown":
            self.unknown += 1
            return True
        early, late = dating.earliest, dating.latest
        right = (early is None or early <= true) and (late is None or true <= late)
        self.intervals += 1
        self.holds += right
        if early and late:
            self.widths.append((late - early).days)
        elif early:
            self.lags.append((true - early).days)
        return right

    def show(self, name: str) -> None:
        """Prints the tally."""
        share = 100 * self.holds / max(self.intervals, 1)
        print(f"{name}: {self.texts} texts; a day {self.days}, of them invented {self.invented};", end=" ")
        print(f"an interval {self.intervals}, holds {self.holds} ({share:.1f}%); unknown {self.unknown}")
        print(f"  both ends {len(self.widths)}, median width {middle(self.widths)} days;", end=" ")
        print(f"earliest alone {len(self.lags)}, median distance to the true day {middle(self.lags)} days")


def middle(numbers: list[int]) -> float | None:
    """The median; None of nothing."""
    return statistics.median(numbers) if numbers else None


def main() -> None:
    """Prints the two tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--wrong", type=int, default=0)
    parser.add_argument("--texts", type=int, default=None, help="at most this many of each set")
    options = parser.parse_args()
    language = load_language(Settings().language_pipeline)
    for name, texts in (("LGL", lgl_texts()), ("pages", page_texts())):
        tally, later, shown = Tally(), Tally(), 0
        for label, text, true in islice(texts, options.texts):
            article = article_of(text.encode("utf-8", "ignore"), "text/plain")
            dating = article.published if article is not None else Dating()
            fetched = datetime.combine(true + timedelta(days=FETCHED_AFTER), time(12), UTC)
            if article is not None and dating.origin == "unknown":
                doc = language.parse(article)
                dating = written_between(article, doc)
                later.add(written_between(article, doc, retrieved=fetched), true)
            if not tally.add(dating, true) and shown < options.wrong:
                shown += 1
                marks = [(mark.where, mark.words) for mark in dating.evidence]
                print(f"  {label} true {true} got {dating.earliest}..{dating.latest} {marks}")
        tally.show(name)
        later.show(f"{name}, fetched {FETCHED_AFTER} days after")


if __name__ == "__main__":
    main()
