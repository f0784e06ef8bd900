"""The record file: records go in, one transaction a page, and come out again as they went in."""

from onrecord.store.corrections import correct, find_line, load_corrections, undo
from onrecord.store.heads import Head, heads, voices
from onrecord.store.queries import Hit, Listing, find, find_pages, load_record, load_records, pages, problems
from onrecord.store.record_file import Outcome, RecordFile, open_record, problem_entry
from onrecord.store.stories import StoryListing, find_story, load_story, stale, stories
from onrecord.store.verify import Fault, Report, verify

__all__ = [
    "Fault",
    "Head",
    "Hit",
    "Listing",
    "Outcome",
    "RecordFile",
    "Report",
    "StoryListing",
    "correct",
    "find",
    "find_line",
    "find_pages",
    "find_story",
    "heads",
    "load_corrections",
    "load_record",
    "load_records",
    "load_story",
    "open_record",
    "pages",
    "problem_entry",
    "problems",
    "stale",
    "stories",
    "undo",
    "verify",
    "voices",
]
