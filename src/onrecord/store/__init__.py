"""The record file: records go in, one transaction a page, and come out again as they went in."""

from onrecord.store.queries import Hit, Listing, find, find_pages, load_record, load_records, pages, problems
from onrecord.store.record_file import Outcome, RecordFile, open_record, problem_entry
from onrecord.store.verify import Fault, Report, verify

__all__ = [
    "Fault",
    "Hit",
    "Listing",
    "Outcome",
    "RecordFile",
    "Report",
    "find",
    "find_pages",
    "load_record",
    "load_records",
    "open_record",
    "pages",
    "problem_entry",
    "problems",
    "verify",
]
