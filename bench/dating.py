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
from datetime import date

from bench.pages import MAX_BYTES
from bench.shared import data_folder
from onrecord.flow import load_language
from onrecord.mark.moments.written import written_between
from onrecord.read.decode import read_bytes
from onrecord.records import Article, RawPage
from onrecord.settings import Settings
from onrecord.text.extract import read_article

#: Days by which a true day may differ: LGL gives the day of download, and a day is another one elsewhere.
NEAR = 3


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


def main() -> None:
    """Prints the two tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", type=int, default=0)
    parser.add_argument("--texts", type=int, default=None, help="at most this many of each set")
    options = parser.parse_args()
    language = load_language(Settings().language_pipeline)
    for name, texts in (("LGL", lgl_texts()), ("pages", page_texts())):
        counts = {"texts": 0, "day": 0, "invented": 0, "interval": 0, "holds": 0, "unknown": 0}
        sides = {"earliest": 0, "latest": 0, "both": 0}
        widths: list[int] = []
        lags: list[int] = []
        shown = 0
        for number, (label, text, true) in enumerate(texts):
            if options.texts is not None and number >= options.texts:
                break
            article = article_of(text.encode("utf-8", "ignore"), "text/plain")
            counts["texts"] += 1
            if article is None:
                counts["unknown"] += 1
                continue
            dating = article.published
            if dating.origin == "unknown":
                dating = written_between(article, language.parse(article))
            if dating.day is not None:
                counts["day"] += 1
                wrong = abs((dating.day - true).days) > NEAR
                counts["invented"] += wrong
            elif dating.origin == "unknown":
                counts["unknown"] += 1
                continue
            else:
                counts["interval"] += 1
                held = (dating.earliest is None or dating.earliest <= true) and (
                    dating.latest is None or true <= dating.latest
                )
                counts["holds"] += held
                wrong = not held
                both = dating.earliest is not None and dating.latest is not None
                sides["both" if both else "earliest" if dating.earliest else "latest"] += 1
                if dating.earliest and dating.latest:
                    widths.append((dating.latest - dating.earliest).days)
                elif dating.earliest:
                    lags.append((true - dating.earliest).days)
            if wrong and shown < options.wrong:
                shown += 1
                marks = [(mark.where, mark.words) for mark in dating.evidence]
                print(f"  {label} true {true} got {dating.earliest}..{dating.latest} {marks}")
        share = 100 * counts["holds"] / max(counts["interval"], 1)
        print(f"{name}: {counts['texts']} texts; a day {counts['day']}, of them invented {counts['invented']}; "
              f"an interval {counts['interval']}, holds {counts['holds']} ({share:.1f}%); unknown {counts['unknown']}")
        median = statistics.median(widths) if widths else None
        lag = statistics.median(lags) if lags else None
        print(f"  bounded {sides}; median width of those with both ends {median} days; "
              f"median distance of an earliest day alone from the true day {lag} days")


if __name__ == "__main__":
    main()
