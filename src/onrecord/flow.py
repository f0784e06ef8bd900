"""The one sentence: pages -> articles -> marks -> statements -> events; `story_flow` makes stories of them.

Everything that reads goes through `read_raw`; the other functions bring pages to it.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from onrecord.errors import LanguageError, OnrecordError
from onrecord.records import (
    Article,
    Coding,
    Credit,
    Evidence,
    Page,
    Passage,
    Place,
    Problem,
    RawPage,
    Record,
    Sighting,
    Span,
    Stage,
    make_id,
)
from onrecord.settings import Settings

if TYPE_CHECKING:
    # the command line takes it from here
    from onrecord.event.codebook.reference import Reference as Reference  # noqa: PLC0414
    from onrecord.read.fetch import Fetcher
    from onrecord.read.run import Unmodified
    from onrecord.text.language import Language

#: What one input gives: see `read_sources`.
Result: TypeAlias = "Record | Problem | Page | Unmodified"

_log = logging.getLogger(__name__)


@lru_cache(maxsize=2)
def load_language(name: str) -> Language:
    """The installed spaCy pipeline `name`, loaded once; LanguageError if it is none."""
    from onrecord.text.language import Language  # spaCy takes a second to import

    try:
        if importlib.util.find_spec(name) is None:
            raise LanguageError("no-language", name)
        return Language(name)
    except (AttributeError, ImportError, OSError, TypeError, ValueError) as error:
        raise LanguageError("no-language", f"{name}: {error}") from error


def load_reference() -> Reference:
    """The codebook as people read it: types with modes, CAMEO codes and examples, contexts, sectors."""
    from onrecord.event.codebook.reference import load_reference as load

    return load()


def read_sources(
    sources: Sequence[str],
    *,
    settings: Settings,
    stdin: BinaryIO | None = None,
    published: str | None = None,
    url: str | None = None,
    known: Callable[[Page], bool] | None = None,
    fetch: bool = False,
    visits: Visits | None = None,
) -> Iterator[Result]:
    """Reads every page of `sources`, in order, one result a page.

    Yields a Record for a page that was read (its `article` is None and its `problems` say why
    where there was no article), a Problem where there was no page to read, the bare Page where
    `known` said that it need not be read again, and Unmodified where a server said so. `fetch` asks
    for the network, `visits` is what earlier visits left.
    """
    fetcher = _make_fetcher(settings, visits) if fetch else None
    try:
        for item in _find_pages(sources, settings, stdin, (published, url), fetcher):
            if not isinstance(item, RawPage):
                yield item
            elif known is not None and known(item.page):
                yield item.page
            else:
                yield read_raw(item, settings=settings)
    finally:
        if fetcher is not None:
            fetcher.close()


@dataclass(frozen=True, slots=True)
class Visits:
    """What is known from earlier visits to addresses, and where this one is put down."""

    #: ETag and Last-Modified of an address whose document need not be sent again if it is the same.
    recall: Callable[[str], tuple[str | None, str | None] | None]
    #: Called with an address, the sha256 of what it gave (None for a feed), its ETag and Last-Modified.
    remember: Callable[[str, str | None, str | None, str | None], None]


def _make_fetcher(settings: Settings, visits: Visits | None) -> Fetcher:
    from onrecord.read.fetch import Fetcher, Manners, Timing

    manners = Manners(
        agent=settings.fetch_agent,
        seconds=settings.fetch_seconds,
        delay=settings.fetch_delay,
        tries=settings.fetch_tries,
        redirects=settings.fetch_redirects,
        private=settings.fetch_private,
    )
    timing = Timing(now=lambda: datetime.now(UTC), monotonic=time.monotonic, sleep=time.sleep)
    return Fetcher(manners, timing, max_bytes=settings.read_max_bytes, visits=visits)


def _find_pages(
    sources: Sequence[str],
    settings: Settings,
    stdin: BinaryIO | None,
    said: tuple[str | None, str | None],
    fetcher: Fetcher | None,
) -> Iterator[RawPage | Problem | Unmodified]:
    from onrecord.read.files import find_pages

    return find_pages(
        sources,
        stdin=stdin,
        max_bytes=settings.read_max_bytes,
        max_pages=settings.read_max_pages,
        max_row_bytes=settings.read_max_row_bytes,
        max_entries=settings.read_max_entries,
        published=said[0],
        url=said[1],
        fetcher=fetcher,
    )


def watch_folders(folders: Sequence[str]) -> Iterator[list[str]]:
    """The files that come into folders or change there, some at a time, until Ctrl-C."""
    from onrecord.read.watch import watch_folders as watch

    return watch(folders)


def read_raw(raw: RawPage, *, settings: Settings) -> Record:
    """The record of one page.

    A stage that fails in a way nobody expected costs this page alone: the Record then holds a
    Problem "stage-failed" and the log holds the traceback.
    """
    language = load_language(settings.language_pipeline)
    progress = _Progress()
    try:
        return _read_stages(raw, settings, language, progress)
    except Exception as error:  # noqa: BLE001 - one page must never cost the run
        _log.exception("stage %s failed on %s", progress.stage, raw.page.source)
        return Record(page=raw.page, problems=(*progress.problems, _failure(raw.page, progress, error)))


class _Progress:
    """Which stage is at work and what was met so far, for the Record of a page that failed."""

    stage: Stage = "text"
    problems: tuple[Problem, ...] = ()


def _failure(page: Page, progress: _Progress, error: Exception) -> Problem:
    detail = f"{type(error).__name__}: {error}"
    return Problem.of(
        page=page.id, source=page.source, stage=progress.stage, code="stage-failed", detail=detail
    )


def _read_stages(raw: RawPage, settings: Settings, language: Language, progress: _Progress) -> Record:
    from onrecord.text.extract import read_article

    article, problems = read_article(
        raw,
        max_depth=settings.text_max_depth,
        max_elements=settings.text_max_elements,
        max_characters=settings.text_max_characters,
        overdue=_deadline(settings.text_max_seconds),
        english_min=settings.language_english_min,
    )
    if article is None:
        return Record(page=raw.page, problems=problems)
    progress.problems = problems
    return _read_lines(
        Record(page=raw.page, article=article, problems=problems), settings, language, progress
    )


def _read_lines(record: Record, settings: Settings, language: Language, progress: _Progress) -> Record:
    """The record with everything that is read from its article, which it must have."""
    from onrecord.event import find_events
    from onrecord.mark.marks import find_marks
    from onrecord.mark.moments.written import written_between
    from onrecord.speech.statements import find_statements

    article = record.article
    assert article is not None
    doc = language.parse(article)
    progress.stage = "mark"
    if article.published.origin == "unknown":
        retrieved = record.page.retrieved
        article = replace(article, published=written_between(article, doc, retrieved=retrieved))
    marks = find_marks(article, doc)
    progress.stage = "speech"
    statements = find_statements(article, doc, marks, tagger=settings.speech_tagger)
    progress.stage = "event"
    events = find_events(article, doc, marks, statements)
    return replace(
        record,
        article=article,
        actors=marks.actors,
        mentions=marks.mentions,
        moments=marks.moments,
        places=marks.places,
        statements=statements,
        events=events,
    )


def look_again(
    record: Record, sightings: Iterable[Sighting], *, settings: Settings
) -> Record | Problem | None:
    """The record read again with what other articles show not to be its article's own; None if nothing is.

    `sightings` are the passages that stand in other articles of the record file. What is returned depends
    on the articles alone, not on the order in which they came. A stage that fails gives a Problem.
    """
    from onrecord.text.elsewhere import weigh_sightings

    if record.article is None:
        return None
    article = weigh_sightings(record.article, sightings)
    if article == record.article:
        return None
    progress = _Progress()
    try:
        language = load_language(settings.language_pipeline)
        return _read_lines(replace(record, article=article), settings, language, progress)
    except OnrecordError:
        raise
    except Exception as error:  # noqa: BLE001 - one page must never cost the run
        _log.exception("stage %s failed on a second look at %s", progress.stage, record.page.source)
        return _failure(record.page, progress, error)


def _deadline(seconds: float) -> Callable[[], bool]:
    """Tells whether `seconds` of wall time have passed since now; stages read no clock of their own."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


def read_bytes(
    data: bytes,
    *,
    media_type: str | None = None,
    url: str | None = None,
    title: str | None = None,
    published: str | None = None,
    source: str = "bytes",
    settings: Settings | None = None,
) -> Record:
    """The record of a page given as bytes.

    `published` is an ISO date or date-time. Never raises for a bad page: the Record then has no
    article, and `problems` says why. LanguageError if the language pipeline is not installed.
    """
    from onrecord.read.decode import read_bytes as open_bytes

    chosen = settings or Settings()
    raw = open_bytes(
        data,
        source=source,
        media_type=media_type,
        url=url,
        title=title,
        published=published,
        max_bytes=chosen.read_max_bytes,
    )
    if isinstance(raw, RawPage):
        return read_raw(raw, settings=chosen)
    digest = hashlib.sha256(data).hexdigest()
    page_id = raw.page or make_id("page", digest)
    # What was said with the page was not checked, so none of it stands in the record.
    page = Page(id=page_id, source=source, sha256=digest, bytes=len(data))
    return Record(page=page, problems=(raw,))


def read_text(
    text: str,
    *,
    published: str | None = None,
    url: str | None = None,
    title: str | None = None,
    settings: Settings | None = None,
) -> Record:
    """The record of a plain text; the same as `read_bytes` of its UTF-8 bytes.

    Lone surrogates cannot stand in UTF-8 and are left out.
    """
    data = text.encode("utf-8", "ignore")
    return read_bytes(
        data,
        media_type="text/plain",
        url=url,
        title=title,
        published=published,
        source="text",
        settings=settings,
    )


def code_event(sentence: str, *, actor: str, recipient: str, settings: Settings | None = None) -> Coding:
    """The PLOVER coding of one sentence in which `actor` does something to `recipient`.

    Both are given as they stand in the sentence (the first place where each stands counts; white
    space at their ends does not). ValueError if one of them does not stand there.
    """
    from onrecord.event import code_event as code_parsed

    spans = []
    for role, words in (("actor", actor.strip()), ("recipient", recipient.strip())):
        start = sentence.find(words)
        if not words or start < 0:
            raise ValueError(f"the {role} {words!r} does not stand in the sentence")
        spans.append((start, start + len(words)))
    language = load_language((settings or Settings()).language_pipeline)
    return code_parsed(language.parse_sentence(sentence), actor=spans[0], recipient=spans[1])


def locate(text: str, spans: Sequence[tuple[int, int]], *, outlet: str | None = None) -> tuple[Place, ...]:
    """The places that names at given spans of a text mean, a Place a span, in the order given.

    Nothing is parsed: `spans` are half-open code points, each around one name; all of them together
    tell which places are meant. `outlet` is the name or host of the paper, where known. A demonym
    stands for its country. ValueError for a span that is empty or out of range.

    >>> [place.geonames for place in locate("Paris, Texas", [(0, 5), (7, 12)])]
    [4717560, 4736286]
    """
    from onrecord.mark.places import locate as locate_spans

    evidence = Evidence(words=outlet or "", where="given")
    article = Article(
        id=make_id("article", text),
        page=make_id("page", text),
        text=text,
        passages=(Passage(span=Span.of(text, 0, len(text)), kind="body", why="given", score=1.0),)
        if text
        else (),
        credits=(Credit(kind="outlet", name=outlet, evidence=evidence),) if outlet else (),
    )
    return locate_spans(article, spans)
