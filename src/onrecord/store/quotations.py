"""A quotation -> where the record has it: the page's words, whose they are, word for word or nearly.

Case, punctuation, quotation marks and white space are left aside; nothing else is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final, Literal

from onrecord.records import Span
from onrecord.store.record_file import RecordFile

__all__ = ["Quoted", "find_quotation"]

#: Most words of a quotation that are looked at.
MOST_WORDS: Final = 300
#: Articles that are looked into for a near match, those that share most with the quotation first.
_MOST_ARTICLES: Final = 20
#: Least share of the words that a near match has in order, by Ratcliff and Obershelp. Set by hand: at
#: half, unrelated sentences on one matter begin to fit. Not measured.
NEAR: Final = 0.7
_WORD: Final = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A place of the record that has the words of a quotation."""

    match: Literal["exact", "near"]
    #: Share of the words that stand there in the same order, 0 to 1.
    share: float
    page: str
    title: str | None
    source: str
    url: str | None
    #: First and last day of publication; None if unknown.
    earliest: str | None
    latest: str | None
    #: The page's own words, in the article's text.
    span: Span
    #: Kind of the passage that they stand in; quarantined text is no part of the article.
    passage: str
    #: The innermost statement whose content holds them; None if the page says them in its own voice.
    statement: str | None
    kind: str | None
    stance: str | None
    #: Whose words they are: the actor's name, and the page's words for them; None if not told.
    speaker: str | None
    source_words: str | None


def find_quotation(file: RecordFile, quotation: str, *, limit: int = 5) -> list[Quoted]:
    """The places that have the words, exact ones first; at most `limit`, none where none come near.

    Only the first 300 words are looked for.
    """
    wanted = _words(quotation)[:MOST_WORDS]
    if not wanted:
        return []
    terms = list(dict.fromkeys(word for word, _, _ in wanted))
    pieces = [piece for term in terms for piece in re.split("['’]", term)]
    asked = " OR ".join(f'"{piece}"' for piece in dict.fromkeys(pieces))
    query = (
        "SELECT article.id, article.page, article.title, page.source, page.url, published_earliest,"
        " published_latest, article.text FROM article_words JOIN article ON number = article_words.rowid"
        " JOIN page ON page.id = article.page WHERE article_words MATCH ?"
        " ORDER BY bm25(article_words), article.page LIMIT ?"
    )
    found = [
        one
        for row in file.rows(query, (asked, _MOST_ARTICLES))
        for one in _in_article(file, row, [word for word, _, _ in wanted])
    ]
    found.sort(key=lambda one: (-one.share, one.statement is None, one.page, one.span.start))
    return found[:limit]


def _words(text: str) -> list[tuple[str, int, int]]:
    return [
        (found[0].casefold().replace("’", "'"), found.start(), found.end()) for found in _WORD.finditer(text)
    ]


def _in_article(file: RecordFile, row: tuple[Any, ...], wanted: list[str]) -> Iterator[Quoted]:
    article, *head, text = row
    words = _words(text)
    stands = [word for word, _, _ in words]
    places = _exact(stands, wanted)
    near = [] if places else _near(stands, wanted)
    for first, last, share in [*((place, place + len(wanted), 1.0) for place in places), *near]:
        span = Span.of(text, words[first][1], words[last - 1][2])
        names = ("page", "title", "source", "url", "earliest", "latest")
        yield Quoted(
            match="near" if near else "exact",
            share=round(share, 3),
            **dict(zip(names, head, strict=True)),
            span=span,
            **_whose(file, article, span),
        )


def _exact(stands: list[str], wanted: list[str]) -> list[int]:
    size = len(wanted)
    first = [at for at, word in enumerate(stands) if word == wanted[0]]
    return [at for at in first if stands[at : at + size] == wanted]


def _near(stands: list[str], wanted: list[str]) -> list[tuple[int, int, float]]:
    """The one stretch of the text around its longest run of the wanted words, if it comes near."""
    matcher = SequenceMatcher(None, stands, wanted, autojunk=False)
    run = matcher.find_longest_match()
    if run.size < min(2, len(wanted)):
        return []
    first = max(0, run.a - run.b)
    window = stands[first : first + len(wanted) + len(wanted) // 4]
    inside = SequenceMatcher(None, window, wanted, autojunk=False)
    blocks = [block for block in inside.get_matching_blocks() if block.size]
    start, end = blocks[0].a, blocks[-1].a + blocks[-1].size
    held = sum(block.size for block in blocks)
    share = 2 * held / (end - start + len(wanted))
    return [(first + start, first + end, share)] if share >= NEAR else []


def _whose(file: RecordFile, article: str, span: Span) -> dict[str, Any]:
    """The passage that a span begins in and the shortest statement that holds all of it."""
    query = (
        "SELECT statement.id, statement.kind, stance, actor.name, source_words FROM statement"
        " JOIN statement_content AS piece ON piece.statement = statement.id"
        " LEFT JOIN actor ON actor.id = statement.speaker WHERE statement.article = ?"
        ' GROUP BY statement.id HAVING min(piece.start) <= ? AND max(piece."end") >= ?'
        ' ORDER BY max(piece."end") - min(piece.start), statement.id LIMIT 1'
    )
    names = ("statement", "kind", "stance", "speaker", "source_words")
    rows = list(file.rows(query, (article, span.start, span.end))) or [(None,) * len(names)]
    passage = 'SELECT kind FROM passage WHERE article = ? AND start <= ? AND "end" > ?'
    kinds = [str(kind) for (kind,) in file.rows(passage, (article, span.start, span.start))]
    return {"passage": kinds[0] if kinds else "body", **dict(zip(names, rows[0], strict=True))}
