"""Hypothesis strategies for whole records: a text, passages that tile it, and every kind of line in it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any, get_args

from hypothesis import strategies as st

from onrecord import records as r
from onrecord.errors import CATALOGUE

#: Characters that break things: quotation marks, controls, bidi marks, astral and combining ones.
HARD = "ab éЖ語\n\t\r\x00\x07\x1b\u202e\u2066\u200b\u0301😀\"'“”=+-@,;<>[]&\\\x85\u2028"
words = st.text(st.sampled_from(HARD), max_size=12)
names = st.text(st.sampled_from(HARD), min_size=1, max_size=12)
maybe_words = st.none() | words
shares = st.floats(0, 1, allow_nan=False)
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
zones = st.sampled_from([UTC, timezone(timedelta(hours=2)), timezone(-timedelta(hours=3, minutes=30))])
instants = st.datetimes(datetime(1900, 1, 2), datetime(2100, 12, 30), timezones=zones)


def one_of(literal: Any) -> st.SearchStrategy[Any]:
    """One of a Literal's values."""
    return st.sampled_from(get_args(literal))


@st.composite
def spans(draw: st.DrawFn, text: str) -> r.Span:
    start = draw(st.integers(0, len(text) - 1))
    return r.Span.of(text, start, draw(st.integers(start + 1, len(text))))


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def few(strategy: st.SearchStrategy[Any], *, least: int = 0, most: int = 3) -> st.SearchStrategy[Any]:
    return st.lists(strategy, min_size=least, max_size=most).map(tuple)


@st.composite
def evidences(draw: st.DrawFn, text: str) -> r.Evidence:
    return r.Evidence(words=draw(words), where=draw(words), span=draw(maybe(spans(text))))


@st.composite
def articles(draw: st.DrawFn, page: str) -> r.Article:
    text = draw(st.text(st.sampled_from(HARD), min_size=1, max_size=60))
    cuts = sorted({0, len(text), *draw(st.lists(st.integers(1, len(text)), max_size=4))})
    passages = tuple(
        r.Passage(
            span=r.Span.of(text, start, end),
            kind=draw(one_of(r.PassageKind)),
            why=draw(words),
            score=draw(shares),
            path=draw(maybe_words),
        )
        for start, end in pairwise(cuts)
    )
    published = r.Dating(
        earliest=draw(maybe(days)),
        latest=draw(maybe(days)),
        instant=draw(maybe(instants)),
        grain=draw(maybe(one_of(r.Grain))),
        origin=draw(one_of(r.Origin)),
        evidence=draw(few(evidences(text), most=2)),
    )
    credit = st.builds(
        r.Credit,
        kind=one_of(r.CreditKind),
        name=words,
        evidence=evidences(text),
        chosen=st.booleans(),
        why=words,
    )
    label = st.builds(
        r.Label,
        kind=one_of(r.LabelKind),
        value=words,
        evidence=evidences(text),
        chosen=st.booleans(),
        why=words,
    )
    return r.Article(
        id=r.make_id("article", page),
        page=page,
        title=draw(maybe_words),
        text=text,
        passages=passages,
        published=published,
        credits=draw(few(credit, most=2)),
        labels=draw(few(label, most=2)),
        language="en",
    )


@st.composite
def pages(draw: st.DrawFn) -> r.Page:
    sha = draw(st.text("0123456789abcdef", min_size=64, max_size=64))
    return r.Page(
        id=r.make_id("page", sha),
        source=draw(names),
        url=draw(maybe_words),
        sha256=sha,
        bytes=draw(st.integers(0, 2**40)),
        media_type=draw(st.sampled_from(["text/html", "text/plain", None])),
        given=draw(maybe(names)),
        retrieved=draw(maybe(instants)),
    )


@st.composite
def problems(draw: st.DrawFn, page: r.Page | None = None) -> r.Problem:
    return r.Problem.of(
        page=page.id if page else None,
        source=page.source if page else draw(names),
        stage=draw(one_of(r.Stage)),
        code=draw(st.sampled_from(sorted(CATALOGUE))),
        detail=draw(words),
    )


@st.composite
def records(draw: st.DrawFn, *, article: bool | None = None) -> r.Record:
    """A record whose ids and references hold; without an article it has at least one problem."""
    page = draw(pages())
    with_article = draw(st.booleans()) if article is None else article
    if not with_article:
        return r.Record(page=page, problems=draw(few(problems(page), least=1)))
    made = draw(articles(page.id))
    lines = _Lines(draw, made)
    return r.Record(
        page=page,
        article=made,
        actors=lines.actors,
        mentions=lines.mentions,
        moments=lines.moments,
        places=lines.places,
        statements=lines.statements,
        events=lines.events,
        problems=draw(few(problems(page), most=1)),
    )


class _Lines:
    """The lines of one article, made in the order of their references."""

    def __init__(self, draw: st.DrawFn, article: r.Article) -> None:
        self.draw, self.article = draw, article
        self.span = spans(article.text)
        self.actors = self._several(self._actor)
        self.mentions = self._several(self._mention)
        self.moments = self._several(self._moment)
        self.places = self._several(self._place)
        self.statements: tuple[r.Statement, ...] = ()
        for number in range(draw(st.integers(0, 3))):
            self.statements += (self._statement(number),)
        self.events = self._several(self._event)

    def _several(self, make: Any) -> tuple[Any, ...]:
        return tuple(make(number) for number in range(self.draw(st.integers(0, 3))))

    def _id(self, kind: str, number: int) -> str:
        return r.make_id(kind, self.article.id, number)

    def _ref(self, made: tuple[Any, ...]) -> str | None:
        return self.draw(st.sampled_from([None, *(one.id for one in made)]))

    def _actor(self, number: int) -> r.Actor:
        return self.draw(
            st.builds(
                r.Actor,
                id=st.just(self._id("actor", number)),
                name=names,
                kind=one_of(r.ActorKind),
                named=st.booleans(),
                country=maybe(st.just("NOR")),
                sector=maybe(st.just("GOV")),
                role=maybe(self.span),
                why=words,
            )
        )

    def _mention(self, number: int) -> r.Mention:
        span = self.draw(self.span)
        return r.Mention(
            id=self._id("mention", number),
            span=span,
            head=span.start,
            kind=self.draw(one_of(r.MentionKind)),
            actor=self._ref(self.actors),
            why=self.draw(words),
        )

    def _moment(self, number: int) -> r.Moment:
        return self.draw(
            st.builds(
                r.Moment,
                id=st.just(self._id("moment", number)),
                span=self.span,
                type=one_of(r.TimexType),
                value=st.sampled_from(["2026-03-09", "XXXX-WXX", "P3D", "PRESENT_REF"]),
                mod=maybe(st.just("APPROX")),
                earliest=maybe(days),
                latest=maybe(days),
                anchor=maybe(st.just("published")),
                offset=maybe(st.just("-P1W")),
                rule=words,
            )
        )

    def _place(self, number: int) -> r.Place:
        return self.draw(
            st.builds(
                r.Place,
                id=st.just(self._id("place", number)),
                span=self.span,
                name=names,
                country=maybe(st.just("NOR")),
                latitude=maybe(st.floats(-90, 90)),
                longitude=maybe(st.floats(-180, 180)),
                geonames=maybe(st.integers(1, 2**31)),
                precision=one_of(r.Precision),
                why=words,
            )
        )

    def _statement(self, number: int) -> r.Statement:
        relay = st.builds(
            r.Relay, span=self.span, actor=st.just(self._ref(self.actors)), cue=maybe(self.span)
        )
        return r.Statement(
            id=self._id("statement", number),
            source=self.draw(maybe(self.span)),
            cue=self.draw(maybe(self.span)),
            content=self.draw(few(self.span, least=1)),
            kind=self.draw(one_of(r.StatementKind)),
            speaker=self._ref(self.actors),
            carried=self.draw(st.booleans()),
            told=self.draw(maybe(self.span)),
            via=self.draw(few(relay, most=2)),
            stance=self.draw(one_of(r.Stance)),
            moment=self._ref(self.moments),
            within=self._ref(self.statements),
            confidence=self.draw(shares),
            why=self.draw(words),
        )

    def _event(self, number: int) -> r.Event:
        part = st.builds(r.Participant, span=self.span, actor=st.just(self._ref(self.actors)))
        return r.Event(
            id=self._id("event", number),
            type=self.draw(st.sampled_from(["ASSAULT", "CONSULT"])),
            mode=self.draw(st.sampled_from([None, "aerial"])),
            contexts=self.draw(few(st.sampled_from(["military", "environment"]), most=2)),
            quad=self.draw(st.integers(1, 4)),
            cameo=self.draw(maybe(st.just("014"))),
            actors=self.draw(few(part, most=2)),
            recipients=self.draw(few(part, most=2)),
            trigger=self.draw(self.span),
            moment=self._ref(self.moments),
            place=self._ref(self.places),
            polarity=self.draw(one_of(r.Polarity)),
            certainty=self.draw(one_of(r.Certainty)),
            tense=self.draw(one_of(r.Tense)),
            status=self.draw(one_of(r.Status)),
            according_to=self._ref(self.statements),
            confidence=self.draw(shares),
            why=self.draw(words),
        )


@st.composite
def stories(draw: st.DrawFn) -> tuple[r.Story, tuple[r.Record, ...]]:
    """A story and its records, every kind of thing in it, its references good."""
    made = draw(few(records(article=True), least=1, most=3))
    held = tuple({one.page.id: one for one in made}.values())
    articles = {one.article.id: one.article for one in held if one.article}
    ids = st.sampled_from(sorted(articles))
    said = {one.article.id: [None, *(s.id for s in one.statements)] for one in held if one.article}

    def account(number: int) -> r.Account:
        article = draw(ids)
        return r.Account(
            id=r.make_id("account", number),
            matter=r.make_id("matter", draw(st.integers(0, 2))),
            article=article,
            span=draw(spans(articles[article].text)),
            according_to=draw(st.sampled_from(said[article])),
            origin=draw(names),
            why=draw(words),
        )

    accounts = tuple(account(number) for number in range(draw(st.integers(0, 3))))
    texts = {one.id: articles[one.article].text for one in accounts}

    def cell(account: r.Account) -> r.Cell:
        span = draw(maybe(spans(texts[account.id])))
        return r.Cell(account=account.id, value=draw(names) if span else None, span=span)

    def disagreement(number: int) -> r.Disagreement:
        return r.Disagreement(
            id=r.make_id("disagreement", number),
            slot=draw(one_of(r.Slot)),
            kind=draw(one_of(r.DisagreementKind)),
            matter=draw(names),
            cells=tuple(cell(one) for one in accounts),
            why=draw(words),
        )

    def entry(number: int) -> r.Entry:
        article = draw(ids)
        return r.Entry(
            earliest=draw(days),
            latest=draw(days),
            status=draw(one_of(r.Status)),
            article=article,
            event=r.make_id("event", number),
            span=draw(spans(articles[article].text)),
            origins=draw(few(names, most=2)),
        )

    def copy(number: int) -> r.Copy:
        one, other = draw(ids), draw(ids)
        shared = r.Shared(
            span=draw(spans(articles[one].text)),
            other=draw(spans(articles[other].text)),
            quotation=draw(st.booleans()),
        )
        return r.Copy(
            id=r.make_id("copy", number),
            original=one,
            article=other,
            kind=draw(one_of(r.CopyKind)),
            directed=draw(st.booleans()),
            original_share=draw(shares),
            article_share=draw(shares),
            passages=(shared,),
            why=draw(words),
        )

    def several(make: Any) -> tuple[Any, ...]:
        return tuple(make(number) for number in range(draw(st.integers(0, 2))))

    return r.Story(
        id=r.make_id("story", *sorted(articles)),
        title=draw(maybe_words),
        earliest=draw(maybe(days)),
        latest=draw(maybe(days)),
        articles=tuple(sorted(articles)),
        links=draw(few(st.builds(r.Link, article=ids, other=ids, score=shares, terms=few(names)), most=2)),
        copies=several(copy),
        families=draw(few(st.just(tuple(sorted(articles))), most=1)),
        outlets=draw(few(names, most=2)),
        origins=draw(
            few(
                st.builds(
                    r.Source,
                    name=names,
                    kind=one_of(r.SourceKind),
                    articles=st.just(tuple(sorted(articles))),
                    why=words,
                    evidence=st.none() | st.builds(r.Evidence, words=words, where=words, span=st.none()),
                ),
                most=2,
            )
        ),
        accounts=accounts,
        disagreements=several(disagreement) if accounts else (),
        timeline=several(entry),
        guesses=draw(few(st.builds(r.Guess, article=ids, dating=st.just(r.Dating()), why=words), most=1)),
    ), held
