"""The record file in Datasette: each view and table opens, labels and facets are columns that there are."""

from __future__ import annotations

import asyncio
import io
import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.export import write_datasette
from onrecord.export.datasette import datasette_metadata
from onrecord.store import RecordFile, open_record


def test_the_metadata_names_what_there_is(file: RecordFile) -> None:
    out = io.BytesIO()
    write_datasette(file, out)
    held = json.loads(out.getvalue())["databases"]["news"]
    there = {
        name: set() for (name,) in file.rows("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")
    }
    for name in there:
        there[name] = {row[1] for row in file.rows(f"PRAGMA table_info({name})")}
    for table, about in held["tables"].items():
        if about.get("hidden") and table not in there:
            continue
        columns = {*about.get("facets", ()), about.get("label_column"), about.get("sort")} - {None}
        assert columns <= there[table], table
    views = {name for (name,) in file.rows("SELECT name FROM sqlite_schema WHERE type = 'view'")}
    assert views <= {name for name, about in held["tables"].items() if about.get("description")}
    for query in held["queries"].values():
        list(file.rows(query["sql"], {"words": "ferry", "name": "Aasmo"}))  # type: ignore[arg-type]


def test_datasette_shows_every_view(record_file: Path) -> None:
    app = pytest.importorskip("datasette.app")
    with open_record(record_file) as file:
        views = [name for (name,) in file.rows("SELECT name FROM sqlite_schema WHERE type = 'view'")]

    async def visit() -> dict[str, Any]:
        metadata = datasette_metadata(record_file.stem)
        datasette = app.Datasette([str(record_file)], metadata=metadata)
        await datasette.invoke_startup()
        found = {}
        for view in [*views, "statement", "event"]:
            answer = await datasette.client.get(f"/news/{view}.json?_shape=array&_labels=on")
            assert answer.status_code == 200, view
            found[view] = answer.json()
            html = await datasette.client.get(f"/news/{view}")
            assert html.status_code == 200
            assert "<script>alert" not in html.text
        answer = await datasette.client.get("/news/find.json?words=breakwater&_shape=array")
        found["find"] = answer.json()
        return found

    found = asyncio.run(visit())
    assert {row["speaker"] for row in found["who_said_what"]} >= {"Sigrun Aasmo", "police"}
    assert {row["story_title"] for row in found["story_members"]} >= {"Ferry hits breakwater at Skellavik"}
    speakers = [row["speaker"]["label"] for row in found["statement"] if row["speaker"]]
    assert "Sigrun Aasmo" in speakers
    assert len(found["find"]) == 3
