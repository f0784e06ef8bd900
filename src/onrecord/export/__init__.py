"""Records -> formats: JSON lines of whole records, and flat tables for spreadsheets."""

from onrecord.export.lines import write_jsonl
from onrecord.export.sheets import TABLES, neutral, write_sheet

__all__ = ["TABLES", "neutral", "write_jsonl", "write_sheet"]
