"""The one catalogue of what can go wrong: a code gives a title and advice.

Expected failures of a page are values (`records.Problem`); what stops a command is an exception::

    OnrecordError            code, detail; `advice` from the catalogue
    ├── SettingError         a setting that does not exist or cannot hold that value
    ├── RecordFileError      the record file is missing, foreign, newer, locked or damaged
    └── LanguageError        the language pipeline named in the settings is not installed
"""

from __future__ import annotations

from typing import Final, NamedTuple

__all__ = [
    "CATALOGUE",
    "Entry",
    "LanguageError",
    "OnrecordError",
    "RecordFileError",
    "SettingError",
    "advice_for",
]


class Entry(NamedTuple):
    """What a code means and what the reader of the message can do about it."""

    title: str
    advice: str


CATALOGUE: Final[dict[str, Entry]] = {
    # read: bytes -> page
    "not-found": Entry(
        "no such file or folder", "Check the path; quote a glob so that the shell leaves it alone."
    ),
    "not-a-file": Entry(
        "not a regular file", "Give a regular file: sockets, pipes and devices are not opened."
    ),
    "unreadable": Entry("the file could not be read", "Check its permissions and that the disk is there."),
    "outside-root": Entry(
        "a link that leads out of the folder", "Name the linked file itself if you want it read."
    ),
    "empty": Entry("the page holds no bytes", "Fetch or save the page again."),
    "too-large": Entry("the page is larger than the limit", "Raise read.max_bytes if you trust the page."),
    "too-many": Entry("more pages than the limit", "Raise read.max_pages, or read the folder in parts."),
    "bad-encoding": Entry("the bytes are not text in any allowed encoding", "Save the page as UTF-8."),
    "binary": Entry("the bytes are not text", "Give the text or HTML of the page."),
    "unsupported-type": Entry(
        "a kind of file that onrecord does not read", "Turn it into text or HTML first."
    ),
    "bad-row": Entry("a JSONL row that cannot be read", 'Each line is an object with "text" or "html".'),
    "bad-date": Entry("a date that cannot be read", "Write it as YYYY-MM-DD, or with a time and a zone."),
    "bad-url": Entry("an address that cannot be read", "Give a whole http or https address."),
    "broken-feed": Entry(
        "a feed or list of feeds that is broken", "Fetch it again; its entries were read as far as it goes."
    ),
    "broken-archive": Entry(
        "a web archive that is broken or cut off", "Copy it again; its pages were read as far as it goes."
    ),
    "network-off": Entry("an address, and the network is off", "Give --fetch to let onrecord fetch it."),
    "not-fetched": Entry("the address could not be fetched", "Open it in a browser, or try again later."),
    "kept-off": Entry(
        "the server's robots.txt does not allow it", "Save the page from a browser, or ask the publisher."
    ),
    "refused-address": Entry(
        "the address leads into a private net", "Turn fetch.private on if you trust it and the net is yours."
    ),
    # text: page -> article
    "no-text": Entry(
        "no article text was found", "Check that the page is an article and not a list or a script."
    ),
    "too-deep": Entry(
        "the HTML is nested deeper than the limit", "Save the page in reader view, or raise text.max_depth."
    ),
    "too-slow": Entry(
        "reading took longer than the limit", "Raise text.max_seconds, or save the page in reader view."
    ),
    "too-long": Entry(
        "the text is longer than the limit; the rest was left out", "Raise text.max_characters."
    ),
    "parser-gave-up": Entry(
        "the HTML parser stopped early; text may be missing", "Save the page again and compare."
    ),
    "not-english": Entry(
        "the page is not in English", "Only English is read; a later version may know more."
    ),
    # any stage
    "stage-failed": Entry("a stage failed in a way that was not expected", "Please report it with the page."),
    # commands
    "unknown-setting": Entry("no such setting", "`onrecord config` lists every setting."),
    "bad-setting": Entry(
        "a value that the setting cannot hold", "`onrecord config` shows each setting's bounds and default."
    ),
    "no-language": Entry(
        "no such language pipeline", "Name an installed spaCy pipeline in language.pipeline, or unset it."
    ),
    "no-record": Entry("no record file there", "Make one with `onrecord add`, or name it with --record."),
    "not-a-record": Entry("the file is not an onrecord record", "Name another file with --record."),
    "newer-record": Entry(
        "the record file was written by a newer onrecord", "Upgrade onrecord, or export from the newer one."
    ),
    "older-record": Entry(
        "the record file was written by an older onrecord", "Add the pages again into a new file."
    ),
    "locked": Entry(
        "another program is writing the record file", "Wait until it has finished, then run this again."
    ),
    "damaged": Entry("the record file is damaged", "Restore a copy, or add the pages again into a new file."),
    "cannot-write": Entry(
        "what was asked for cannot be written", "Check the folder's permissions and the free space."
    ),
    "unknown-story": Entry("no such story in the record", "`onrecord stories` shows them with their ids."),
    "unknown-page": Entry("no such page in the record", "`onrecord find WORDS` shows pages with their ids."),
    "unknown-line": Entry(
        "no such line in the record", "`onrecord page ID --ids` shows lines with their ids."
    ),
    "unknown-correction": Entry(
        "no such correction in the record", "`onrecord corrections` shows them with their ids."
    ),
    "bad-correction": Entry(
        "a correction that cannot be made", "`onrecord correct --help` shows what can be said of a line."
    ),
}


def advice_for(code: str) -> str:
    """The catalogue's advice for `code`; KeyError for a code that is not in the catalogue."""
    return CATALOGUE[code].advice


class OnrecordError(Exception):
    """What stops a command: `code` from the catalogue, `detail` naming the thing at fault."""

    def __init__(self, code: str, detail: str) -> None:
        entry = CATALOGUE[code]
        self.code = code
        self.detail = detail
        self.advice = entry.advice
        super().__init__(f"{entry.title}: {detail}")


class SettingError(OnrecordError):
    """A setting that does not exist or cannot hold the value given."""


class RecordFileError(OnrecordError):
    """The record file is missing, foreign, newer, locked or damaged."""


class LanguageError(OnrecordError):
    """The language pipeline named in the settings is not installed, or is no spaCy pipeline."""
