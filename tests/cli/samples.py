"""Hand-made records for the command line's tests: one rich page, one hostile page, one problem page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onrecord import records as r

TEXT = """Ferry hits breakwater at Skellavik
Log in  E-paper  Weather
A ferry hit the breakwater at Skellavik on Monday, police said.
"It is a working paper, nothing more," said Sigrun Aasmo, a ministry spokeswoman.
"Nobody was blamed," she told reporters.
The union threatened to withdraw its crews last week. The operator denied the claim, Meridian Wire reported.
Share this story
It was later dropped.
"""


def span(words: str, *, text: str = TEXT, after: int = 0) -> r.Span:
    start = text.index(words, after)
    return r.Span.of(text, start, start + len(words))


def passages(text: str, kinds: dict[str, r.PassageKind]) -> tuple[r.Passage, ...]:
    made, start = [], 0
    for line in text.splitlines(keepends=True):
        kind = next((kind for words, kind in kinds.items() if words in line), "body")
        why = "links only" if kind == "chrome" else ""
        piece = r.Span.of(text, start, start + len(line))
        made.append(r.Passage(span=piece, kind=kind, why=why, score=0.9))
        start += len(line)
    return tuple(made)


def ferry(source: str = "ferry.txt", sha: str = "f" * 64) -> r.Record:
    page = r.Page(id=r.make_id("page", sha), source=source, sha256=sha, bytes=len(TEXT))
    day = date(2026, 3, 10)
    article = r.Article(
        id=r.make_id("article", page.id),
        page=page.id,
        title="Ferry hits breakwater at Skellavik",
        text=TEXT,
        passages=passages(TEXT, {"Ferry hits": "headline", "Log in": "chrome", "Share": "chrome"}),
        published=r.Dating(
            earliest=day,
            latest=day,
            grain="day",
            origin="metadata",
            evidence=(r.Evidence(words="2026-03-10", where="meta[name=date]"),),
        ),
        credits=(
            r.Credit(
                kind="agency",
                name="Meridian Wire",
                evidence=r.Evidence(words="Meridian Wire", where="byline"),
            ),
        ),
    )

    def made(kind: str, *key: object) -> str:
        return r.make_id(kind, article.id, *key)

    police = r.Actor(id=made("actor", 1), name="police", kind="organization", named=False, sector="COP")
    aasmo = r.Actor(
        id=made("actor", 2),
        name="Sigrun Aasmo",
        kind="person",
        role=span("ministry spokeswoman"),
        sector="GOV",
    )
    union = r.Actor(id=made("actor", 3), name="The union", kind="organization", named=False, sector="LAB")
    operator = r.Actor(id=made("actor", 4), name="Brannholm Line", kind="organization", sector="BUS")
    monday = r.Moment(
        id=made("moment", 1),
        span=span("Monday"),
        type="DATE",
        value="2026-03-09",
        earliest=date(2026, 3, 9),
        latest=date(2026, 3, 9),
        anchor="published",
        rule="weekday",
    )
    last_week = r.Moment(
        id=made("moment", 2),
        span=span("last week"),
        type="DATE",
        value="XXXX-WXX",
        offset="-P1W",
        rule="last",
    )
    place = r.Place(
        id=made("place", 1),
        span=span("Skellavik", after=40),
        name="Skellavik",
        country="NOR",
        precision="name",
    )
    return r.Record(
        page=page,
        article=article,
        actors=(police, aasmo, union, operator),
        mentions=(
            r.Mention(
                id=made("mention", 1), span=span("police"), head=TEXT.index("police"), kind="description"
            ),
            r.Mention(
                id=made("mention", 2),
                span=span("It", after=TEXT.index("Share")),
                head=TEXT.index("It was later"),
                kind="pronoun",
                why="three things came before it",
            ),
        ),
        moments=(monday, last_week),
        places=(place,),
        statements=_statements(made, police, aasmo, operator, monday),
        events=_events(made, union, operator, monday, last_week, place),
    )


def _statements(made, police, aasmo, operator, monday):  # type: ignore[no-untyped-def]
    return (
        r.Statement(
            id=made("statement", 1),
            source=span("police"),
            cue=span("said"),
            content=(span("A ferry hit the breakwater at Skellavik on Monday"),),
            kind="indirect",
            speaker=police.id,
            moment=monday.id,
            confidence=0.9,
        ),
        r.Statement(
            id=made("statement", 2),
            source=span("Sigrun Aasmo, a ministry spokeswoman"),
            cue=span("said", after=TEXT.index("nothing more")),
            content=(span('"It is a working paper, nothing more,"'),),
            kind="direct",
            speaker=aasmo.id,
            confidence=0.95,
        ),
        r.Statement(
            id=made("statement", 3),
            source=span("she"),
            cue=span("told"),
            told=span("reporters"),
            content=(span("Nobody was blamed"),),
            kind="direct",
            speaker=aasmo.id,
            carried=True,
            confidence=0.4,
        ),
        r.Statement(
            id=made("statement", 4),
            source=span("The operator"),
            cue=span("denied"),
            content=(span("the claim"),),
            kind="indirect",
            speaker=operator.id,
            stance="denies",
            via=(r.Relay(span=span("Meridian Wire"), cue=span("reported")),),
            confidence=0.8,
        ),
        r.Statement(
            id=made("statement", 5),
            content=(span("was later dropped"),),
            kind="indirect",
            confidence=0.3,
            why="nobody is named near it",
        ),
    )


def _events(made, union, operator, monday, last_week, place):  # type: ignore[no-untyped-def]
    return (
        r.Event(
            id=made("event", 1),
            type="ACCUSE",
            quad=3,
            actors=(r.Participant(span=span("A ferry")),),
            trigger=span("hit"),
            moment=monday.id,
            place=place.id,
            polarity="positive",
            certainty="certain",
            tense="past",
            status="happened",
            according_to=made("statement", 1),
            confidence=0.9,
        ),
        r.Event(
            id=made("event", 2),
            type="THREATEN",
            mode="restrict",
            contexts=("labor",),
            quad=3,
            cameo="0131",
            actors=(r.Participant(span=span("The union"), actor=union.id),),
            recipients=(r.Participant(span=span("The operator"), actor=operator.id),),
            trigger=span("threatened"),
            moment=last_week.id,
            polarity="positive",
            certainty="certain",
            tense="past",
            status="planned",
            confidence=0.45,
        ),
        r.Event(
            id=made("event", 3),
            type="RETREAT",
            quad=2,
            trigger=span("dropped"),
            polarity="positive",
            certainty="certain",
            tense="past",
            status="conditional",
            confidence=0.7,
            why="the clause is passive",
        ),
    )


#: Every kind of text that a terminal or Rich might obey.
HOSTILE = "[bold red]not markup[/] [/closing] \x1b[2J\x1b]0;title\x07 "
HOSTILE += "\u202erorrim\u202c \u2066x :smile: {x} \\[y] \x9b31m"


def hostile() -> r.Record:
    sha = "e" * 64
    text = HOSTILE + "\n" + HOSTILE + "\n"
    page = r.Page(id=r.make_id("page", sha), source=HOSTILE, url=HOSTILE, sha256=sha, bytes=9)
    article = r.Article(
        id=r.make_id("article", page.id),
        page=page.id,
        title=HOSTILE + " title",
        text=text,
        passages=passages(text, {}),
    )
    whole = r.Span.of(text, 0, len(HOSTILE))
    actor = r.Actor(id=r.make_id("actor", sha), name=HOSTILE, kind="person", why=HOSTILE)
    statement = r.Statement(
        id=r.make_id("statement", sha),
        source=whole,
        cue=whole,
        told=whole,
        content=(whole, whole),
        kind="direct",
        confidence=0.1,
        why=HOSTILE,
        via=(r.Relay(span=whole, cue=whole),),
    )
    event = r.Event(
        id=r.make_id("event", sha),
        type="ASSAULT",
        quad=4,
        trigger=whole,
        actors=(r.Participant(span=whole, actor=actor.id), r.Participant(span=whole)),
        polarity="positive",
        certainty="certain",
        tense="past",
        status="happened",
        according_to=statement.id,
        confidence=0.2,
        why=HOSTILE,
    )
    problem = r.Problem.of(page=page.id, source=HOSTILE, stage="text", code="too-long", detail=HOSTILE)
    return r.Record(
        page=page,
        article=article,
        actors=(actor,),
        statements=(statement,),
        events=(event,),
        problems=(problem,),
    )


def unread(source: str = "shut.html", sha: str = "d" * 64) -> r.Record:
    page = r.Page(id=r.make_id("page", sha), source=source, sha256=sha, bytes=3)
    problem = r.Problem.of(page=page.id, source=source, stage="text", code="no-text", detail="only a script")
    return r.Record(page=page, problems=(problem,))


def partly(source: str = "long.txt", sha: str = "c" * 64) -> r.Record:
    """A page that was read in part."""
    whole = ferry(source, sha)
    problem = r.Problem.of(page=whole.page.id, source=source, stage="text", code="too-long", detail="cut")
    return replace(whole, problems=(problem,))


def missing(source: str = "gone.html") -> r.Problem:
    return r.Problem.of(source=source, stage="read", code="not-found", detail=source)
