"""onrecord: who did what to whom, when and where, according to whom, tied to the words.

>>> import onrecord
>>> record = onrecord.read_text('"The dam is safe," said Ida Moen, the mayor of Nesvik.')
>>> [span.words for span in record.statements[0].content]
['"The dam is safe,"']
"""

from onrecord.errors import LanguageError, OnrecordError, RecordFileError, SettingError
from onrecord.flow import code_event, locate, read_bytes, read_text
from onrecord.records import (
    Account,
    Actor,
    Article,
    Cell,
    Coding,
    Copy,
    Credit,
    Dating,
    Disagreement,
    Entry,
    Event,
    Evidence,
    Guess,
    Link,
    Mention,
    Moment,
    Page,
    Participant,
    Passage,
    Place,
    Problem,
    Record,
    Relay,
    Shared,
    Source,
    Span,
    Statement,
    Story,
)
from onrecord.settings import Settings, load_settings
from onrecord.store import RecordFile, open_record

__all__ = [
    "Account",
    "Actor",
    "Article",
    "Cell",
    "Coding",
    "Copy",
    "Credit",
    "Dating",
    "Disagreement",
    "Entry",
    "Event",
    "Evidence",
    "Guess",
    "LanguageError",
    "Link",
    "Mention",
    "Moment",
    "OnrecordError",
    "Page",
    "Participant",
    "Passage",
    "Place",
    "Problem",
    "Record",
    "RecordFile",
    "RecordFileError",
    "Relay",
    "SettingError",
    "Settings",
    "Shared",
    "Source",
    "Span",
    "Statement",
    "Story",
    "code_event",
    "load_settings",
    "locate",
    "open_record",
    "read_bytes",
    "read_text",
]
