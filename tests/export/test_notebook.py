"""The notebook face: data frames of a record and of a file, the example notebook, a clear word where a
library is missing."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import OnrecordError
from onrecord.store import RecordFile
from tests.cli import samples

NOTEBOOK = Path(__file__).resolve().parents[2] / "examples" / "notebook.ipynb"


def test_a_record_becomes_frames() -> None:
    pl, pa = pytest.importorskip("polars"), pytest.importorskip("pyarrow")
    pd = pytest.importorskip("pandas")
    record = samples.ferry()
    frame = record.to_polars("statements")
    assert frame.height == 5
    assert frame["content_words"][1].to_list() == ['"It is a working paper, nothing more,"']
    assert record.to_polars().schema["cameo"] == pl.String
    assert record.to_arrow("actors").schema.field("named").type == pa.bool_()
    events = record.to_pandas()
    assert isinstance(events, pd.DataFrame)
    assert list(events["cameo"].dropna()) == ["0131"]
    assert events["place_start"].dtype == "int64[pyarrow]"
    with pytest.raises(KeyError, match="no table of a record"):
        record.to_arrow("stories")


def test_a_file_becomes_frames(file: RecordFile) -> None:
    pytest.importorskip("polars")
    assert file.to_polars("pages").height == 5
    assert file.to_polars("members")["page_source"].to_list().count("copy.txt") == 1
    assert file.to_arrow("stories").num_rows == 2
    with pytest.raises(KeyError):
        file.to_polars("nothing")


@pytest.mark.parametrize(
    ("method", "library", "extra"),
    [
        ("to_arrow", "pyarrow", "parquet"),
        ("to_polars", "polars", "polars"),
        ("to_pandas", "pandas", "pandas"),
    ],
)
def test_a_missing_library_is_named_with_its_extra(
    monkeypatch: pytest.MonkeyPatch, method: str, library: str, extra: str
) -> None:
    real = importlib.import_module

    def without(name: str) -> Any:
        if name.partition(".")[0] == library:
            raise ImportError(name)
        return real(name)

    monkeypatch.setattr("onrecord.export.arrow.importlib.import_module", without)
    with pytest.raises(OnrecordError, match=rf"{library}, in onrecord\[{extra}\]") as caught:
        getattr(samples.ferry(), method)()
    assert "pip install" in caught.value.advice


def test_the_example_notebook_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Its cells are executed one after the other in one namespace; no kernel, and outputs are not kept."""
    pytest.importorskip("polars")
    notebook = json.loads(NOTEBOOK.read_text("utf-8"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    monkeypatch.chdir(NOTEBOOK.parent)
    monkeypatch.setenv("ONRECORD_STORE_RECORD", str(tmp_path / "examples.db"))
    names: dict[str, Any] = {}
    for cell in notebook["cells"]:
        assert cell["id"]
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            source = "".join(cell["source"])
            exec(compile(source, f"{NOTEBOOK.name}:{cell['id']}", "exec"), names)
    assert names["quoted"].height > 10
    assert names["apart"].columns[0] == "slot"
