"""POLECAT, Web Annotations, schema.org and JSON lines: every row fits, every selector finds its words."""

from __future__ import annotations

import io
import json
from collections import Counter
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings

from onrecord.export import write_annotations, write_evidence, write_jsonl, write_linked, write_polecat
from onrecord.export.annotation import page_annotations
from onrecord.export.linked import linked_article
from onrecord.export.polecat import COLUMNS, EVIDENCE
from onrecord.records import Record
from onrecord.wire import to_json
from tests import strategies as some
from tests.cli import samples


def table(write: object, record: Record) -> list[dict[str, str]]:
    out = io.StringIO(newline="")
    count = write([record], out)  # type: ignore[operator]
    head, *lines = out.getvalue().removesuffix("\n").split("\n")
    rows = [dict(zip(head.split("\t"), line.split("\t"), strict=True)) for line in lines]
    assert len(rows) == count
    return rows


def test_polecat_has_its_forty_columns() -> None:
    assert len(COLUMNS) == 40
    assert (COLUMNS[0], COLUMNS[7], COLUMNS[22], COLUMNS[30], COLUMNS[39]) == (
        "Event ID",
        "Actor Name",
        "Wikipedia Recipient ID",
        "GeoNames ID",
        "Version",
    )


@given(some.records())
@settings(max_examples=40, deadline=None)
def test_every_row_fits_its_header_whatever_the_words(record: Record) -> None:
    rows = table(write_polecat, record)
    proof = {row["Event ID"]: row for row in table(write_evidence, record)}
    assert list(proof) == [event.id for event in record.events]
    assert {row["Event ID"] for row in rows} <= set(proof)
    for row in rows:
        assert proof[row["Event ID"]]["Status"] in ("happened", "ongoing")
    for event in record.events:
        row = proof[event.id]
        assert set(row) == set(EVIDENCE)
        assert record.article is not None
        start, end = int(row["Trigger Start"]), int(row["Trigger End"])
        assert record.article.text[start:end] == event.trigger.words


@given(some.records(article=True))
@settings(max_examples=30, deadline=None)
def test_pandas_and_a_plain_split_read_polecat_alike(record: Record) -> None:
    """Quotation marks at the beginning of a cell must not swallow the rows after it."""
    pd = pytest.importorskip("pandas")
    for write, columns in ((write_polecat, COLUMNS), (write_evidence, EVIDENCE)):
        out = io.StringIO(newline="")
        write([record, record], out)
        rows = table(write, record) * 2
        frame = pd.read_csv(io.StringIO(out.getvalue()), sep="\t", dtype=str, keep_default_na=False)
        assert list(frame.columns) == list(columns)
        read = frame.to_dict("records")
        assert len(read) == len(rows)
        for row, split in zip(read, rows, strict=True):
            for name in columns:
                cell = split[name]
                quoted = cell.startswith('"')
                assert row[name] == (cell[1:-1].replace('""', '"') if quoted else cell)
                assert not row[name].startswith(("=", "+", "@", "\t"))


def check_annotation(one: dict[str, object]) -> None:
    """The shape that the Web Annotation Data Model asks for (its MUSTs for what is used here)."""
    assert one["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert one["type"] == "Annotation"
    assert str(one["id"]).startswith("urn:onrecord:")
    assert one["motivation"] in {"describing", "classifying"}
    bodies, targets = one["body"], one["target"]
    assert isinstance(bodies, list)
    assert isinstance(targets, list)
    assert targets
    for body in bodies:
        assert set(body) == {"type", "purpose", "format", "value"}
        assert body["type"] == "TextualBody"
        assert body["purpose"] in {"classifying", "describing", "identifying", "tagging"}
        assert isinstance(body["value"], str)
    for target in targets:
        assert set(target) == {"type", "source", "selector"}
        assert target["type"] == "SpecificResource"
        assert urlsplit(target["source"]).scheme in {"http", "https", "urn"}
        assert not set(target["source"]) & set(' \t\n"<>')
        quote, position = target["selector"]
        assert set(quote) == {"type", "exact", "prefix", "suffix"}
        assert set(position) == {"type", "start", "end"}
        assert 0 <= position["start"] < position["end"]


@given(some.records())
@settings(max_examples=40, deadline=None)
def test_every_selector_finds_its_words(record: Record) -> None:
    found = list(page_annotations(record))
    assert [one["id"].removeprefix("urn:onrecord:") for one in found] == [
        line.id for line in (*record.statements, *record.events)
    ]
    for one in found:
        assert record.article is not None
        check_annotation(one)
        for target in one["target"]:
            quote, position = target["selector"]
            text, start, end = record.article.text, position["start"], position["end"]
            assert text[start:end] == quote["exact"]
            assert text[:start].endswith(quote["prefix"])
            assert text[end:].startswith(quote["suffix"])


@given(some.records())
@settings(max_examples=40, deadline=None)
def test_lines_are_json_and_one_a_thing(record: Record) -> None:
    for write in (write_annotations, write_linked):
        out = io.BytesIO()
        count = write([record], out)
        lines = out.getvalue().decode().split("\n")
        assert lines.pop() == ""
        assert len([json.loads(line) for line in lines]) == count


def test_a_claim_is_what_the_speaker_stands_by_and_has_no_rating() -> None:
    record = samples.ferry()
    found = linked_article(record)
    assert found is not None
    assert found["@type"] == "NewsArticle"
    assert [one.stance for one in record.statements] == ["says", "says", "says", "denies", "says"]
    assert [one["@type"] for one in found["hasPart"]] == ["Claim", "Quotation", "Quotation", "Claim"]
    assert "ating" not in json.dumps(found)
    denied = tuple(replace(one, stance="denies") for one in record.statements)
    assert "hasPart" not in (linked_article(replace(record, statements=denied)) or {"hasPart": 1})


def test_a_page_without_an_article_gives_nothing() -> None:
    record = samples.unread()
    assert linked_article(record) is None
    assert list(page_annotations(record)) == []
    assert table(write_polecat, record) == []


@given(some.records())
@settings(max_examples=10, deadline=None)
def test_lines_are_the_records(record: Record) -> None:
    out = io.BytesIO()
    undated = replace(record, problems=())
    assert write_jsonl([record, undated], out) == 2
    assert out.getvalue() == to_json(record) + b"\n" + to_json(undated) + b"\n"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://a b", "http://[x", "ftp://a/b", '"><script>', ""]
)
def test_an_address_that_is_none_names_no_page(url: str) -> None:
    record = samples.ferry()
    record = replace(record, page=replace(record.page, url=url))
    named = f"urn:sha256:{record.page.sha256}"
    assert {target["source"] for one in page_annotations(record) for target in one["target"]} == {named}
    found = linked_article(record)
    assert found is not None
    assert found["@id"] == named
    assert "url" not in found


def graph_of(line: dict[str, object], context: dict[str, object]) -> Any:
    """A line as rdflib reads it, its context given in place of the address that is not fetched."""
    rdflib = pytest.importorskip("rdflib")
    return rdflib.Graph().parse(data=json.dumps({**line, "@context": context}), format="json-ld")


def test_rdflib_reads_an_annotation() -> None:
    """With the part of anno.jsonld that is used."""
    iri = {"@type": "@id"}
    context: dict[str, object] = {
        "@vocab": "http://www.w3.org/ns/oa#",
        "id": "@id",
        "type": "@type",
        "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
        "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
        "source": {"@id": "oa:hasSource", **iri},
        "oa": "http://www.w3.org/ns/oa#",
    }
    for one in page_annotations(samples.ferry()):
        graph = graph_of(one, context)
        kinds = {str(kind).rpartition("#")[2] for kind in graph.objects(predicate=rdf_type(graph))}
        assert kinds == {
            "Annotation",
            "SpecificResource",
            "TextQuoteSelector",
            "TextPositionSelector",
            "TextualBody",
        }
        assert graph.serialize(format="nt")


def test_rdflib_reads_a_news_article() -> None:
    found = linked_article(samples.ferry())
    assert found is not None
    graph = graph_of(found, {"@vocab": "https://schema.org/"})
    kinds = Counter(str(kind).rpartition("/")[2] for kind in graph.objects(predicate=rdf_type(graph)))
    assert kinds == {"NewsArticle": 1, "Quotation": 2, "Claim": 2, "Organization": 1, "Person": 2}
    assert graph.serialize(format="nt")


def rdf_type(graph: Any) -> Any:
    return next(node for node in graph.predicates() if str(node).endswith("#type"))


def test_a_day_that_was_not_told_stays_empty() -> None:
    """The day of publication stands for an event only where the event has the article's own time."""
    record = samples.ferry()
    event = replace(record.events[0], moment=None)
    days = {}
    for origin in ("article", "sentence", None):
        one = replace(record, events=(replace(event, moment_from=origin),))
        (row,) = table(write_polecat, one)
        days[origin] = row["Event Date"]
    assert days == {"article": "2026-03-10", "sentence": "", None: ""}
    assert table(write_polecat, record)[0]["Event Date"] == "2026-03-09"
