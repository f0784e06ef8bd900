"""Records -> formats: JSON lines of whole records, flat tables, POLECAT, Web Annotations, schema.org."""

from onrecord.export.annotation import write_annotations
from onrecord.export.lines import write_jsonl
from onrecord.export.linked import write_linked
from onrecord.export.polecat import write_evidence, write_polecat
from onrecord.export.sheets import TABLES, neutral, write_sheet

__all__ = [
    "TABLES",
    "neutral",
    "write_annotations",
    "write_evidence",
    "write_jsonl",
    "write_linked",
    "write_polecat",
    "write_sheet",
]
