"""The HTTP interface: it gives the record, filtered and paged; what it takes is bounded."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord import flow
from onrecord.store import load_record, open_record
from onrecord.wire import to_json
from tests.web.conftest import client_of

API = "/api/v1"


@pytest.fixture
def pages(client: TestClient) -> list[dict[str, Any]]:
    return client.get(f"{API}/pages").json()["items"]


def test_a_page_is_what_the_record_file_holds(client: TestClient, example_record: Path, pages: Any) -> None:
    assert len(pages) == client.get(API).json()["pages"] == 16
    for head in pages:
        with open_record(example_record) as file:
            assert client.get(f"{API}/pages/{head['id']}").content == to_json(load_record(file, head["id"]))


@pytest.mark.parametrize("kind", ["statement", "event", "moment", "place"])
def test_lists_hold_every_line_once_however_they_are_paged(client: TestClient, pages: Any, kind: str) -> None:
    whole = {
        line["id"] for head in pages for line in client.get(f"{API}/pages/{head['id']}").json()[f"{kind}s"]
    }
    met, number = [], 1
    while number:
        listing = client.get(f"{API}/{kind}s?limit=37&page={number}").json()
        met += [item[kind]["id"] for item in listing["items"]]
        number = listing["next"]
    assert len(met) == len(set(met)) > 10
    assert set(met) == whole


def test_filters_narrow(client: TestClient, pages: Any) -> None:
    def found(path: str, **asked: Any) -> list[Any]:
        return list(client.get(f"{API}/{path}", params={"limit": 200, **asked}).json()["items"])

    everything = found("events")
    some = found("events", status="denied")
    assert some == [one for one in everything if one["event"]["status"] == "denied"] != []
    type_ = everything[0]["event"]["type"]
    assert found("events", type=type_) == [one for one in everything if one["event"]["type"] == type_]
    speaker = next(one["speaker"]["name"] for one in found("statements") if one["speaker"])
    said = found("statements", actor=speaker)
    assert said
    assert all(speaker in one["speaker"]["name"] for one in said)
    of_page = found("statements", page_id=pages[0]["id"])
    assert {one["page"]["id"] for one in of_page} <= {pages[0]["id"]}
    assert found("events", since="1999-01-01", until="1999-12-31") == []
    dated = found("pages", since="2026-01-01")
    assert dated == [one for one in found("pages") if one["latest"] and one["latest"] >= "2026-01-01"]
    assert found("places", place="no such place") == []
    for story in found("stories", least=2):
        whole = client.get(f"{API}/stories/{story['story']}").json()
        inside = found("pages", story=story["story"])
        assert {one["article"] for one in inside} == set(whole["articles"])


def test_reading_gives_the_record_and_stores_nothing(client: TestClient, example_record: Path) -> None:
    text = '"The dam is safe," said Ida Moen, the mayor of Nesvik.'
    before = example_record.read_bytes()
    given = client.post(f"{API}/read", json={"text": text, "published": "2026-03-10"})
    assert given.status_code == 200
    record = flow.read_text(text, published="2026-03-10")
    told = given.json()
    assert told["statements"] == json.loads(to_json(record))["statements"] != []
    assert told["article"]["published"]["earliest"] == "2026-03-10"
    html = client.post(f"{API}/read", json={"html": f"<p>{text}"}).json()
    assert html["page"]["media_type"] == "text/html"
    assert client.post(f"{API}/read", json={"text": ""}).json()["problems"][0]["code"] == "empty"
    assert example_record.read_bytes() == before


def test_search_actors_and_problems(client: TestClient) -> None:
    hits = client.get(f"{API}/search", params={"q": "ferry"}).json()
    assert hits
    assert any(found for _, found in hits[0]["snippet"])
    names = client.get(f"{API}/actors?limit=5").json()
    assert len(names["items"]) == 5
    assert names["next"] == 2
    life = client.get(f"{API}/actor", params={"name": names["items"][0]["name"]}).json()
    assert life["known"]
    assert client.get(f"{API}/problems").json()["next"] is None


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/nothing", 404, "no-such-address"),
        ("/pages/page-none", 404, "unknown-page"),
        ("/stories/story-none", 404, "unknown-story"),
        ("/actor?name=Nobody+At+All", 404, "no-such-actor"),
        ("/events?status=maybe", 422, "bad-request"),
        ("/events?since=2026-02-31", 422, "bad-request"),
        ("/events?limit=201", 422, "bad-request"),
        ("/events?page=10001", 422, "bad-request"),
    ],
)
def test_errors_have_one_shape(client: TestClient, path: str, status: int, code: str) -> None:
    answer = client.get(API + path)
    assert answer.status_code == status
    assert answer.json()["error"]["code"] == code
    assert set(answer.json()["error"]) == {"code", "title", "detail", "advice"}


def test_a_correction_is_made_shown_and_undone(record_copy: Path) -> None:
    client = client_of(record_copy)
    line = client.get(f"{API}/statements").json()["items"][0]["statement"]["id"]
    body = {"line": line, "verdict": "wrong", "by": "Ida Moen", "note": "not on the page"}
    made = client.post(f"{API}/corrections", json=body)
    assert made.status_code == 201
    told = client.get(f"{API}/corrections", params={"line": line}).json()["items"]
    assert told == [made.json()]
    assert told[0]["state"] == "standing"
    undone = client.post(f"{API}/corrections/{told[0]['id']}/undo", json={"by": "Per Dahl"})
    assert undone.status_code == 201
    log = client.get(f"{API}/corrections").json()["items"]
    assert [one["state"] for one in log] == ["undone", "standing"]
    edit = {"line": line, "verdict": "edit", "field": "stance", "value": "sings", "by": "Ida Moen"}
    refused = client.post(f"{API}/corrections", json=edit)
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "bad-correction")


def test_a_value_that_json_cannot_hold_is_refused(record_copy: Path) -> None:
    client = client_of(record_copy)
    event = client.get(f"{API}/events").json()["items"][0]["event"]["id"]
    place = client.get(f"{API}/places").json()["items"][0]["place"]["id"]
    for line, field, value in (
        (event, "type", r'"a\ud800"'),
        (place, "latitude", "NaN"),
        (place, "latitude", "-Infinity"),
    ):
        body = f'{{"line": "{line}", "verdict": "edit", "field": "{field}", "value": {value}, "by": "Ida"}}'
        sent = client.post(f"{API}/corrections", content=body, headers={"Content-Type": "application/json"})
        assert (sent.status_code, sent.json()["error"]["code"]) == (422, "bad-correction"), value
    assert client.get(f"{API}/corrections").json()["items"] == []


def test_filters_of_a_place_find_each_of_its_names(client: TestClient) -> None:
    """The usual name, the page's words and the country's code, in any case, of events, places and stories."""
    held = [one["place"] for one in client.get(f"{API}/places?limit=200").json()["items"]]
    place = next(one for one in held if one["country"])
    for asked in (place["name"].upper(), place["span"]["words"].lower(), place["country"].lower()):
        wanted = {
            one["id"]
            for one in held
            if asked.casefold()
            in {str(one[key]).casefold() for key in ("name", "country")} | {one["span"]["words"].casefold()}
        }
        found = client.get(f"{API}/places", params={"place": asked, "limit": 200}).json()["items"]
        assert {one["place"]["id"] for one in found} == wanted != set()
        for one in client.get(f"{API}/events", params={"place": asked}).json()["items"]:
            assert one["place"]["id"] in wanted
        assert client.get(f"{API}/stories", params={"place": asked}).json()["items"]


def test_writes_from_elsewhere_are_refused(record_copy: Path) -> None:
    client = client_of(record_copy)
    line = client.get(f"{API}/statements").json()["items"][0]["statement"]["id"]
    body = json.dumps({"line": line, "verdict": "wrong", "by": "Mallory"})
    kinds = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")
    for kind in kinds:
        answer = client.post(f"{API}/corrections", content=body, headers={"Content-Type": kind})
        assert (answer.status_code, answer.json()["error"]["code"]) == (415, "not-json")
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
        sent = {"Content-Type": "application/json", **headers}
        assert client.post(f"{API}/corrections", content=body, headers=sent).status_code == 403
    assert client.get(f"{API}/corrections").json()["items"] == []


def test_a_write_makes_no_record_file(tmp_path: Path) -> None:
    client = client_of(tmp_path / "none.db")
    assert client.get(API).json()["record"] is False
    body = {"line": "event-0", "verdict": "wrong", "by": "Ida Moen"}
    assert client.post(f"{API}/corrections", json=body).json()["error"]["code"] == "no-record"
    assert not (tmp_path / "none.db").exists()


def test_each_address_of_the_docs_answers(client: TestClient) -> None:
    docs = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text("utf-8")
    addresses = re.findall(r"^GET (/api/v1\S*)$", docs, re.MULTILINE)
    posts = set(re.findall(r"^POST (/api/v1\S*)", docs, re.MULTILINE))
    described = client.get(f"{API}/openapi.json").json()["paths"]
    named = {re.sub(r"/(page|story)-\w+", "/{wanted}", one.partition("?")[0]) for one in addresses}
    assert named | posts == set(described)
    head = client.get(f"{API}/pages?limit=1").json()["items"][0]["id"]
    story = client.get(f"{API}/stories?limit=1").json()["items"][0]["story"]
    for address in addresses:
        asked = re.sub(r"page-\w+", head, re.sub(r"story-\w+", story, address))
        assert client.get(asked).status_code == 200, asked
