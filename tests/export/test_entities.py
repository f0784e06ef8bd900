"""FollowTheMoney: every entity is one that its model takes, and nothing of it is lost in the taking."""

from __future__ import annotations

import io
import json
import warnings
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from onrecord.export import write_entities
from onrecord.export.entities import record_entities
from onrecord.records import Record
from tests import strategies as some
from tests.cli import samples

#: Schemata and properties that are used, as followthemoney 3.8.0 has them (checked against it below).
MODEL = {
    "Article": "title fileName mimeType author publisher publishedAt sourceUrl language bodyText",
    "Person": "name country position sector publisher proof",
    "Organization": "name country sector notes publisher proof",
    "PublicBody": "name country sector notes publisher proof",
    "LegalEntity": "name country sector notes publisher proof",
    "Mention": "document name resolved detectedSchema",
    "Note": "name description entity keywords proof sourceUrl publisher",
    "Event": "name summary description involved location country keywords recordId proof sourceUrl publisher "
    "date startDate endDate",
}
REQUIRED = {
    "Article": set(),
    "Mention": {"document", "name"},
    "Note": set(),
    **{schema: {"name"} for schema in ("Person", "Organization", "PublicBody", "LegalEntity", "Event")},
}


@given(some.records())
@settings(max_examples=40, deadline=None)
def test_entities_fit_and_point_at_one_another(record: Record) -> None:
    out = io.BytesIO()
    count = write_entities([record], out)
    entities = [json.loads(line) for line in out.getvalue().splitlines()]
    assert len(entities) == count
    schemata = {one["id"]: one["schema"] for one in entities}
    assert len(schemata) == count
    for one in entities:
        assert set(one) == {"id", "schema", "properties"}
        assert set(one["properties"]) <= set(MODEL[one["schema"]].split())
        assert REQUIRED[one["schema"]] <= set(one["properties"])
        for name, values in one["properties"].items():
            assert values == list(dict.fromkeys(values))
            assert all(value and isinstance(value, str) for value in values)
            if name in {"proof", "document", "entity", "resolved", "involved"}:
                assert set(values) <= set(schemata)


def test_an_event_is_what_happened_and_a_note_is_what_was_said() -> None:
    found = list(record_entities(samples.ferry()))
    assert Counter(one["schema"] for one in found) == {
        "Article": 1,
        "Person": 1,
        "Organization": 1,
        "Note": 5,
        "Event": 1,
    }
    by_schema = {one["schema"]: one["properties"] for one in found}
    assert by_schema["Person"]["name"] == ["Sigrun Aasmo"]
    assert by_schema["Person"]["position"] == ["ministry spokeswoman"]
    assert by_schema["Event"]["summary"] == ["According to police; happened"]
    assert by_schema["Event"]["country"] == ["no"]
    assert by_schema["Event"]["date"] == ["2026-03-09"]
    notes = [one["properties"] for one in found if one["schema"] == "Note"]
    assert notes[3]["name"] == ["Brannholm Line (denies, passed on by Meridian Wire)"]


def test_a_page_without_an_article_gives_none() -> None:
    assert list(record_entities(samples.unread())) == []


@given(some.records(article=True))
@settings(max_examples=25, deadline=None)
def test_followthemoney_takes_every_entity_whole(record: Record) -> None:
    model = followthemoney_model()
    page = replace(record.page, url="https://news.example/a?b=c")
    for one in record_entities(replace(record, page=page)):
        schema = model.get(one["schema"])
        schema.validate(one)
        proxy = model.get_proxy(one, cleaned=False)
        for name, values in one["properties"].items():
            if name != "location":  # it rewrites ; and doubled commas, which stand in no place's name
                assert sorted(proxy.get(name)) == sorted(values), (one["schema"], name)


def test_the_names_are_followthemoneys() -> None:
    model = followthemoney_model()
    for schema, names in MODEL.items():
        assert set(names.split()) <= set(model.get(schema).properties)
        assert set(model.get(schema).required) == REQUIRED[schema]


def followthemoney_model() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it advises pyicu, which has no wheel
        return pytest.importorskip("followthemoney").model
