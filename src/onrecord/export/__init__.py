"""Records and stories -> formats that other tools load without repair; docs/formats.md shows each."""

from onrecord.export.annotation import write_annotations
from onrecord.export.arrow import ParquetTable
from onrecord.export.columns import STORY_TABLES, load_tables
from onrecord.export.datasette import write_datasette
from onrecord.export.entities import write_entities
from onrecord.export.lines import write_jsonl, write_stories
from onrecord.export.linked import write_linked
from onrecord.export.polecat import write_evidence, write_polecat
from onrecord.export.report import write_report
from onrecord.export.sheets import METADATA, CsvTable, write_metadata
from onrecord.export.tables import JsonTable, TableWriter, write_tables

__all__ = [
    "METADATA",
    "STORY_TABLES",
    "CsvTable",
    "JsonTable",
    "ParquetTable",
    "TableWriter",
    "load_tables",
    "write_annotations",
    "write_datasette",
    "write_entities",
    "write_evidence",
    "write_jsonl",
    "write_linked",
    "write_metadata",
    "write_polecat",
    "write_report",
    "write_stories",
    "write_tables",
]
