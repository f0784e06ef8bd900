"""Each view as HTML, without a browser: what stands in it, and that nothing of a page is obeyed."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from onrecord import records as r
from onrecord.store import correct, open_record, stories
from tests.cli import samples
from tests.web.conftest import client_of

#: Payloads of XSS that break out of text, attributes, titles, scripts, URLs, SVG and templates.
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "'><svg onload=alert(3)>",
    "</title><script>alert(4)</script>",
    "</textarea><iframe srcdoc='<script>alert(5)</script>'>",
    "javascript:alert(6)",
    "{{ 7919*7919 }}{% raw %}",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(8)>",
    "]]><script>alert(9)</script>",
    "\u202e<b onmouseover=alert(10)>\u202c\x1b[2J",
    "&lt;script&gt;alert(11)&lt;/script&gt;",
    "<a href=javascript:alert(12)>x</a>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example>",
    "<style>*{display:none}</style>",
)


def story_of(record: Path, title: str) -> str:
    with open_record(record) as file:
        return next(one.story for one in stories(file) if title in (one.title or ""))


def page_of(record: Path, source: str) -> str:
    with open_record(record) as file:
        return next(
            str(page) for (page,) in file.rows("SELECT id FROM page WHERE source LIKE ?", (f"%{source}",))
        )


def hostile_record(path: Path, words: str) -> Path:
    """A record file with `words` in every field that a page, its address or its name can fill."""
    base = samples.hostile()
    text = f"{words}\n{words}\n"
    page = replace(base.page, source=words, url=words)
    span = r.Span.of(text, 0, len(words))
    evidence = r.Evidence(words=words, where=words, span=span)
    whole = r.Span.of(text, 0, len(text))
    half = len(words) + 1
    passages = (
        r.Passage(span=r.Span.of(text, 0, half), kind="body", why=words, score=1, path=words),
        r.Passage(span=r.Span.of(text, half, len(text)), kind="foreign", why=words, score=1),
    )
    assert base.article is not None
    day = datetime(2026, 3, 10, tzinfo=UTC).date()
    article = replace(
        base.article,
        title=words,
        text=text,
        passages=passages,
        published=r.Dating(earliest=day, latest=day, grain="day", origin="text", evidence=(evidence,)),
        credits=(r.Credit(kind="agency", name=words, evidence=evidence),),
        readings=(r.Reading(span=span, reads_as=words, kind="stray", why=words),),
    )
    actor = replace(base.actors[0], name=words, why=words, role=span, sector=words, country=words)
    moment = r.Moment(
        id="moment-1",
        span=span,
        type="DATE",
        value=words,
        rule=words,
        reading=words,
        earliest=day,
        latest=day,
    )
    place = r.Place(
        id="place-1",
        span=span,
        name=words,
        country=words,
        precision="city",
        why=words,
        latitude=1.0,
        longitude=2.0,
    )
    statement = replace(
        base.statements[0],
        source=span,
        cue=span,
        told=span,
        content=(span,),
        why=words,
        speaker=actor.id,
        moment=moment.id,
        via=(r.Relay(span=span, cue=span, actor=actor.id),),
    )
    event = replace(
        base.events[0],
        type=words,
        mode=words,
        contexts=(words,),
        cameo=words,
        trigger=span,
        actors=(r.Participant(span=span, actor=actor.id), r.Participant(span=span)),
        recipients=(r.Participant(span=span),),
        why=words,
        moment=moment.id,
        place=place.id,
    )
    problem = r.Problem.of(page=page.id, source=words, stage="text", code="too-long", detail=words)
    record = r.Record(
        page=page,
        article=article,
        actors=(actor,),
        mentions=(r.Mention(id="mention-1", span=span, head=0, kind="name", why=words),),
        moments=(moment, replace(moment, id="moment-2", earliest=None, latest=None, offset=words)),
        places=(place,),
        statements=(statement,),
        events=(event,),
        problems=(problem,),
    )
    account = r.Account(
        id="account-1",
        matter=words,
        article=article.id,
        event=event.id,
        span=span,
        origin=words,
        why=words,
        according_to=statement.id,
    )
    other = replace(account, id="account-2")
    story = r.Story(
        id="story-hostile",
        title=words,
        earliest=day,
        latest=day,
        articles=(article.id,),
        links=(r.Link(article=article.id, other=article.id, score=1, terms=(words,)),),
        copies=(
            r.Copy(
                id="copy-1", original=article.id, article=article.id, kind="copy", directed=False,
                original_share=1, article_share=1, why=words,
                passages=(r.Shared(span=whole, other=whole, quotation=True),),
            ),
        ),
        families=((article.id,),),
        outlets=(words,),
        origins=(r.Source(name=words, kind="outlet", articles=(article.id,), why=words, evidence=evidence),),
        accounts=(account, other),
        disagreements=(
            r.Disagreement(
                id="disagreement-1", slot="number", matter=words, why=words,
                cells=(
                    r.Cell(account="account-1", value=words, span=span),
                    r.Cell(account="account-2", value=None, span=None),
                ),
            ),
        ),
        timeline=(
            r.Entry(
                earliest=day, latest=day, status="planned", article=article.id, event=event.id, span=span,
                origins=(words,),
            ),
        ),
        guesses=(
            r.Guess(
                article=article.id, dating=r.Dating(origin="sibling", earliest=day, latest=day), why=words
            ),
        ),
    )  # fmt: skip
    with open_record(path, write=True) as file:
        assert file.put(record, pipeline="x", at=datetime(2026, 1, 1, tzinfo=UTC)) == "stored"
        file.put_stories([story])
    return path


class Elements(HTMLParser):
    """What elements and attributes a browser would make of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def hostile_paths(record: Path, words: str) -> list[str]:
    from urllib.parse import quote

    with open_record(record) as file:
        page = next(str(one) for (one,) in file.rows("SELECT id FROM page"))
    name = quote(words)
    asked = quote(words[:200])  # a longer question is refused
    return [
        "/stories?all=1",
        f"/stories?q={asked}&place={asked}&actor={asked}&origin={asked}&type={asked}",
        "/stories?all=1&q=alert",
        f"/page/{page}?lit={name[:60]}&at={name[:20]}",
        "/story/story-hostile",
        f"/actors?q={asked}",
        f"/actor?name={name}",
        "/problems",
        "/map",
        f"/page/{name}",
        f"/{name}",
    ]


@pytest.mark.parametrize("words", PAYLOADS)
def test_nothing_of_a_page_is_obeyed(tmp_path: Path, words: str) -> None:
    record = hostile_record(tmp_path / "hostile.db", words)
    client = client_of(record)
    plain = {"html", "head", "meta", "title", "link", "script", "body"}
    for path in hostile_paths(record, words):
        answer = client.get(path)
        assert answer.status_code in (200, 404, 405, 422), path
        found = Elements(answer.text)
        assert found.tags.count("script") == 1, path
        assert found.tags.count("title") == answer.text.count("<title>"), path
        assert not {"iframe", "base", "style", "img", "math", "object", "embed"} & set(found.tags), path
        assert plain <= set(found.tags)
        for name, value in found.attributes:
            assert not name.startswith("on"), path
            if name in ("href", "src", "action"):
                assert value.startswith(("/", "?", "#")), (path, value)
        assert "\u202e" not in answer.text
        assert "\x1b" not in answer.text
        assert "62710561" not in answer.text


def test_stories_are_listed_and_filtered(client: TestClient) -> None:
    every = client.get("/stories").text
    assert every.count('href="/story/') == 4
    assert "9 to 11 March 2026" in every
    for asked, title in (
        ("place=port+aldous", "Salmon Duties"),
        ("since=2026-01-01", "ferry hits breakwater"),
        ("until=2025-03-01&since=2025-01-01", "cracked dam gate"),
        ("actor=Marchbank", "Salmon Duties"),
        ("origin=Meridian+Wire&since=2026-01-01", "ferry hits breakwater"),
        ("status=conditional&actor=growers", "Salmon Duties"),
    ):
        text = client.get(f"/stories?{asked}").text
        assert title in text, asked
        assert text.count('<h3><a href="/story/') < 4, asked
    assert "No story fits" in client.get("/stories?place=Atlantis").text
    assert client.get("/stories?since=yesterday").status_code == 422


def test_search_lights_the_words_also_of_a_word_that_is_not_finished(client: TestClient) -> None:
    text = client.get("/stories?q=bow+thrus").text
    assert "<mark>thruster</mark>" in text
    assert "ferry hits breakwater" in text
    assert "Salmon" not in text
    assert "0 pages" in client.get("/stories?q=%22bow+ferry%22").text
    assert client.get("/stories", params={"q": '"*() NEAR ^ -:'}).status_code == 200


def test_a_page_shows_its_record(client: TestClient, example_record: Path) -> None:
    page = page_of(example_record, "ferry-newspantry-copy.txt")
    text = client.get(f"/page/{page}").text
    assert "Undated" in text
    assert "Rewritten by a program" in text
    assert text.count('<details class="q"') >= 3
    assert "Another story</b>, kept out" in text
    assert "Not resolved" in text
    assert 'class="row said' in text
    assert 'class="row did' in text


def test_a_line_is_lit_without_script(client: TestClient, example_record: Path) -> None:
    page = page_of(example_record, "ferry-northway-wire.html")
    with open_record(example_record) as file:
        ((one, words),) = file.rows(
            "SELECT event.id, trigger_words FROM event JOIN article ON article.id = event.article"
            " WHERE page = ? ORDER BY position LIMIT 1",
            (page,),
        )
    text = client.get(f"/page/{page}?lit={one}").text
    assert re.search(rf'lit" data-of="[^"]*e1[^"]*">{re.escape(words)}<', text)
    assert 'class="row did lit" id="e1"' in text
    quoted = client.get(f"/page/{page}?at=0-5").text
    assert '<a class="spot" id="w-at"></a>' in quoted
    for nonsense in ("at=5-5", "at=x", "at=99999999-999999999", "lit=s999", "lit=%00"):
        assert client.get(f"/page/{page}?{nonsense}").status_code == 200


def test_a_page_is_found_by_its_source(client: TestClient, example_record: Path) -> None:
    page = page_of(example_record, "dam-continental.html")
    with open_record(example_record) as file:
        ((source,),) = file.rows("SELECT source FROM page WHERE id = ?", (page,))
    answer = client.get(f"/page/{source}?lit=s1", follow_redirects=False)
    assert answer.headers["location"] == f"/page/{page}?lit=s1"
    assert client.get(f"/page/{page[:12]}", follow_redirects=False).status_code == 303


def test_a_story_shows_where_accounts_differ_with_their_words(
    client: TestClient, example_record: Path
) -> None:
    text = client.get(f"/story/{story_of(example_record, 'ferry hits')}").text
    assert "214" in text
    assert "241" in text
    assert "3 copies of one another" in text
    assert "Meridian Wire" in text
    assert re.search(r'href="/page/page-[0-9a-f]{16}\?at=\d+-\d+#w-at"', text)
    dam = client.get(f"/story/{story_of(example_record, 'dam gate')}").text
    assert "tag planned ahead" in dam
    assert '<circle class="dot ahead"' in dam


def test_links_of_a_story_lead_to_the_words_they_show(client: TestClient, example_record: Path) -> None:
    text = client.get(f"/story/{story_of(example_record, 'ferry hits')}").text
    links = re.findall(r'href="(/page/[^"?]+)\?at=(\d+)-(\d+)#w-at"><q>([^<]{5,})</q>', text)
    assert len(links) > 8
    for address, start, end, words in links[:12]:
        shown = client.get(f"{address}?at={start}-{end}").text
        lit = re.findall(r' lit" data-of="[^"]*">([^<]*)<', shown)
        assert "".join("".join(lit).split()).startswith("".join(words.removesuffix(" …").split())[:20])


def test_an_actor_over_time(client: TestClient) -> None:
    text = client.get("/actor?name=Brannholm Line").text
    for title in ("Said", "Did", "Had done to them", "With whom", "As the pages know them"):
        assert title in text
    assert "Nordhav Crew Union" in text
    assert client.get("/actor?name=Nobody").status_code == 404
    assert "Brannholm Line" in client.get("/actors?q=brann").text


def test_problems_say_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "problems.db"
    now = datetime(2026, 1, 1, tzinfo=UTC)
    with open_record(path, write=True) as file:
        file.put(samples.ferry(), pipeline="x", at=now)
        file.put(samples.unread(), pipeline="x", at=now)
        file.put_problem(samples.missing(), pipeline="x", at=now)
    text = client_of(path).get("/problems").text
    assert "1 page of 2 read" in text
    assert "no such file or folder" in text
    assert "only a script" in text
    assert "Check the path" in text


def test_a_line_is_marked_shown_and_taken_back(record_copy: Path) -> None:
    client = client_of(record_copy)
    page = page_of(record_copy, "ferry-northway-wire.html")
    with open_record(record_copy) as file:
        ((line,),) = file.rows(
            "SELECT event.id FROM event JOIN article ON article.id = event.article WHERE page = ? LIMIT 1",
            (page,),
        )
    token = re.findall(r'name="token" value="([^"]+)"', client.get(f"/page/{page}").text)[0]
    asked = {"token": token, "line": line, "verdict": "wrong", "by": "Ida <b>", "note": "a drill"}
    shown = client.post("/corrections", data=asked).text
    assert "Ida &lt;b&gt;: wrong" in shown
    listed = client.get("/corrections").text
    assert "a drill" in listed
    undo = re.findall(r'action="(/corrections/[^"]+/undo)"', listed)[0]
    assert client.post(undo, data={"by": "Ida"}).status_code == 403
    client.post(undo, data={"by": "Ida", "token": token})
    assert "undone" in client.get("/corrections").text
    assert "Ida &lt;b&gt;: wrong" not in client.get(f"/page/{page}").text


def test_each_word_of_a_line_is_shown_and_an_undo_asks_who(record_copy: Path) -> None:
    """Two analysts, or two fields: none hides another; nobody takes back in another's name unasked."""
    page = page_of(record_copy, "ferry-northway-wire.html")
    at = datetime(2026, 1, 1, tzinfo=UTC)
    with open_record(record_copy, write=True) as file:
        ((line,),) = file.rows(
            "SELECT statement.id FROM statement JOIN article ON article.id = statement.article"
            " WHERE page = ? AND speaker IS NOT NULL LIMIT 1",
            (page,),
        )
        correct(file, line, "wrong", by="Ida", at=at)
        correct(file, line, "edit", field="speaker", value=None, by="Per", at=at)
        correct(file, line, "edit", field="carried", value=True, by="Per", at=at)
    client = client_of(record_copy)
    text = client.get(f"/page/{page}?lit={line}").text
    for shown in ("Ida: wrong", "speaker = null", "carried = true"):
        assert shown in text
    listed = client.get("/corrections").text
    assert 'name="by" required' in listed
    assert 'value="Per"' not in listed


def test_past_the_last_page_of_a_list(client: TestClient) -> None:
    assert "16 stories" not in client.get("/stories?page=99").text
    assert "4 stories" in client.get("/stories?page=99").text
    assert "0 names" not in client.get("/actors?page=99").text


def test_the_map_links_to_events_of_each_place(client: TestClient, example_record: Path) -> None:
    text = client.get("/map").text
    with open_record(example_record) as file:
        held = dict(file.rows("SELECT event.id, place.name FROM event JOIN place ON place.id = event.place"))
    rows = re.findall(r"<tr[^>]*><td><a[^>]*>([^<]+)</a>.*?</tr>", text)
    assert len(rows) == len(re.findall(r'<td class="num">\d+</td>', text))
    for row in re.findall(r"<tr.*?</tr>", text):
        name = re.findall(r"<td><a[^>]*>([^<]+)</a>", row)[0]
        events = re.findall(r"\?lit=(event-\w+)", row)
        count = int(re.findall(r'<td class="num">(\d+)</td>', row)[0])
        assert len(events) == min(3, count)
        assert {held[one] for one in events} == {html.unescape(name)}
