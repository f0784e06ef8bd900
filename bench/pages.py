"""How well an article's own words are told from the page's: shingle F1 on article-extraction-benchmark.

`python -m bench.pages [--pages N]` prints precision, recall and F1 as the benchmark's evaluate.py does
(4-shingles of words, counted and normalised a page, F1 of the mean precision and mean recall), pages per
CPU-second, the median CPU time of a page, the share of paragraphs (four words or more) that stand
nowhere in the gold body, and the same of plain trafilatura in the same run. What is predicted is body
and subheads: the benchmark's articleBody holds no headline. The language is not asked for: 20 pages are
not English.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import trafilatura

from bench.shared import data_folder
from onrecord.read.decode import read_bytes
from onrecord.records import Problem, RawPage
from onrecord.text.english import english_share
from onrecord.text.extract import read_article

WORD = re.compile(r"\w+")
NOT_WORD = re.compile(r"[\W_]+")
#: Fewest words of a paragraph that counts where it stands outside the gold body.
PARAGRAPH_WORDS = 4
SHINGLE = 4
#: What the benchmark's articleBody holds: paragraphs and the headings between them, lists, quotes, tables.
#: It holds no headline and no summary under it.
BODY = frozenset({"body", "subhead", "list", "quote", "table", "entry"})
BOOTSTRAPS = 1_000
WARM = "Der Minister sagte am Freitag, dass das Schiff nicht vor dem Sturm auslaufen werde."
MAX_BYTES = 10_000_000
Counts = tuple[float, float, float]


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The 4-shingles of a text's words, counted; a shorter text is one shingle."""
    words = WORD.findall(text)
    count = max(1, len(words) - SHINGLE + 1)
    return Counter(part for i in range(count) if (part := tuple(words[i : i + SHINGLE])))


def count_shingles(gold: str, predicted: str) -> Counts:
    """Shares of true positives, false positives and false negatives of one page."""
    wanted, found = shingles(gold), shingles(predicted)
    true = float(sum((wanted & found).values()))
    false = float(sum((found - wanted).values()))
    missed = float(sum((wanted - found).values()))
    total = true + false + missed
    return (true / total, false / total, missed / total) if total else (0.0, 0.0, 0.0)


def score(pages: list[Counts]) -> tuple[float, float, float]:
    """F1, precision and recall over pages."""
    precision = statistics.mean(t / (t + f) if f or m else 1.0 for t, f, m in pages if t + f > 0)
    recall = statistics.mean(t / (t + m) if f or m else 1.0 for t, f, m in pages if t + m > 0)
    return 2 * precision * recall / (precision + recall), precision, recall


def interval(pages: list[Counts]) -> float:
    """Half the 95% interval of F1 over bootstraps of pages (a fixed seed)."""
    chance = random.Random(1)
    values = [score(chance.choices(pages, k=len(pages)))[0] for _ in range(BOOTSTRAPS)]
    return 1.96 * statistics.stdev(values)


def body_words(data: bytes) -> str:
    """The body passages of a page."""
    raw = read_bytes(data, source="bench", media_type="text/html", charset="utf-8", max_bytes=MAX_BYTES)
    if isinstance(raw, Problem):
        return ""
    article = article_of(raw)
    return "" if article is None else article


def article_of(raw: RawPage) -> str | None:
    """The body of an article; None where there is none."""
    article, _ = read_article(
        raw, max_depth=200, max_elements=100_000, max_characters=400_000, english_min=0.0
    )
    if article is None:
        return None
    return "\n".join(passage.span.words for passage in article.passages if passage.kind in BODY)


def plain(data: bytes) -> str:
    """What trafilatura takes for the article, in its standard setting."""
    return trafilatura.extract(data.decode("utf-8"), include_comments=False, deduplicate=False) or ""


def outside(texts: dict[str, str], gold: dict[str, str]) -> tuple[int, int, int]:
    """Paragraphs of the texts that stand nowhere in the gold body, all paragraphs, pages that have one."""
    extra = total = pages = 0
    for key, text in texts.items():
        body = bare(gold[key])
        lines = [line for line in text.splitlines() if len(line.split()) >= PARAGRAPH_WORDS]
        beside = sum(bare(line) not in body for line in lines)
        extra, total, pages = extra + beside, total + len(lines), pages + (beside > 0)
    return extra, total, pages


def bare(words: str) -> str:
    """Letters and digits alone, in lower case."""
    return NOT_WORD.sub("", words).casefold()


def measure(name: str, read: Callable[[bytes], str], pages: dict[str, bytes], gold: dict[str, str]) -> float:
    """Prints the scores of one reader; returns its F1."""
    texts: dict[str, str] = {}
    seconds: list[float] = []
    for key, data in pages.items():
        start = time.process_time()
        texts[key] = read(data)
        seconds.append(time.process_time() - start)
    counts = [count_shingles(gold[key], texts[key]) for key in pages]
    f1, precision, recall = score(counts)
    extra, total, touched = outside(texts, gold)
    print(
        f"{name:24} F1 {f1:.4f} ± {interval(counts):.4f}  precision {precision:.4f}  recall {recall:.4f}"
        f"  {len(pages) / sum(seconds):6.1f} pages per CPU-second,"
        f" median {1000 * statistics.median(seconds):.1f} ms\n"
        f"    paragraphs outside the gold body {extra} of {total} ({extra / total:.1%}), on {touched} pages"
    )
    return f1


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--pages", type=int, default=0, help="only the first N pages, in order of their names"
    )
    chosen = parser.parse_args()
    folder = data_folder() / "pages" / "article-extraction-benchmark"
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    keys = sorted(truth)[: chosen.pages or None]
    gold = {key: truth[key].get("articleBody", "") for key in keys}
    pages = {key: gzip.decompress(html_file(folder, key).read_bytes()) for key in keys}
    # Tables and the language model are loaded once, before the clock runs.
    body_words(pages[keys[0]])
    english_share(WARM)
    print(f"{len(keys)} pages of article-extraction-benchmark")
    measure("onrecord, body passages", body_words, pages, gold)
    measure("trafilatura, standard", plain, pages, gold)


def html_file(folder: Path, key: str) -> Path:
    """Where a page's HTML stands."""
    return folder / "html" / f"{key}.html.gz"


if __name__ == "__main__":
    main()
