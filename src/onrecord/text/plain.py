"""Plain text -> drafts of its passages: paragraphs as they stand, with headline and furniture marked.

The text is kept as it is, line ends made one. A passage is a line, or a run of lines that were wrapped
at a fixed width.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from onrecord.text.credits import author_names
from onrecord.text.drafts import Draft, mark_repeats
from onrecord.text.foreign import mark_foreign
from onrecord.text.furniture import SENTENCE_END, Verdict, is_statement, judge_section, judge_words
from onrecord.text.kinds import mark_notes, mark_subheads
from onrecord.text.markup import Markup
from onrecord.text.shapes import bylines, mark_bios

#: Widest and narrowest line of a text that was wrapped by hand or by mail.
WIDEST: Final = 100
NARROWEST: Final = 40
#: Share of line ends at which the next word would not have fitted, in a wrapped paragraph. Chosen so
#: that the letters and wires wrapped at 65 to 80 columns in tests/text all count.
WRAPPED: Final = 0.8
#: Columns by which a wrapped line may fall short.
SLACK: Final = 2
#: Words at which a line is a paragraph and no headline, and most words of a headline.
PARAGRAPH_WORDS: Final = 22
HEADLINE_WORDS: Final = 30
#: Passages among which the headline is looked for.
HEAD_PASSAGES: Final = 8
#: Passages at the end that count as closing.
CLOSING: Final = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank."""

    start: int
    #: One past its last character that is not white space.
    end: int
    words: str
    #: Whether it begins with two or more spaces or a tab.
    indented: bool
    #: Whether a blank line stands before it.
    fresh: bool


def one_line_end(content: str) -> str:
    """The text with "\\n" for every kind of line end."""
    return content.replace("\r\n", "\n").replace("\r", "\n")


def draft_text(content: str, *, title: str | None) -> tuple[list[Draft], str | None, str]:
    """Drafts of the passages of a text, its headline (None if none), and the white space before them."""
    text = one_line_end(content)
    lines = read_lines(text)
    if not lines:
        return [], None, ""
    spans = group_lines(lines)
    drafts: list[Draft] = []
    for number, (start, end) in enumerate(spans):
        following = spans[number + 1][0] if number + 1 < len(spans) else len(text)
        why = "a paragraph of the text"
        drafts.append(Draft(text[start:end], text[end:following], "body", why, 0.8))
    headline = mark_headline(drafts, title)
    mark_furniture(drafts)
    mark_repeats(drafts)
    mark_notes(drafts)
    mark_bios(drafts, author_names(Markup(), bylines(drafts)))
    mark_foreign(drafts, headline=headline or title or "")
    mark_subheads(drafts)
    return drafts, headline, text[: spans[0][0]]


def read_lines(text: str) -> list[Line]:
    """The lines of a text that are not blank."""
    lines: list[Line] = []
    start = 0
    fresh = True
    for row in text.split("\n"):
        words = row.strip()
        if words:
            lead = len(row) - len(row.lstrip())
            indented = lead >= 2 or row[:1] == "\t"
            lines.append(Line(start + lead, start + lead + len(words), words, indented, fresh))
        fresh = not words
        start += len(row) + 1
    return lines


def group_lines(lines: list[Line]) -> list[tuple[int, int]]:
    """Start and end of each passage: a line, or the lines of a wrapped paragraph."""
    width = max(len(line.words) for line in lines)
    groups: list[list[Line]] = []
    for line in lines:
        if line.fresh or not groups:
            groups.append([])
        groups[-1].append(line)
    spans: list[tuple[int, int]] = []
    for group in groups:
        if NARROWEST <= width <= WIDEST and is_wrapped(group, width):
            starts = [
                n for n, line in enumerate(group) if n == 0 or (line.indented and not group[0].indented)
            ]
            if group[0].indented:
                starts = [n for n, line in enumerate(group) if n == 0 or line.indented]
            if len(starts) == len(group):
                starts = [0]
            ends = [*starts[1:], len(group)]
            spans += [(group[a].start, group[b - 1].end) for a, b in zip(starts, ends, strict=True)]
        else:
            spans += [(line.start, line.end) for line in group]
    return spans


def is_wrapped(group: list[Line], width: int) -> bool:
    """Whether the lines of a group end where the next word would not have fitted."""
    if len(group) < 2:
        return False
    full = sum(
        len(line.words) + 1 + len(following.words.split(None, 1)[0]) > width - SLACK
        for line, following in pairwise(group)
    )
    return full >= WRAPPED * (len(group) - 1)


def mark_headline(drafts: list[Draft], title: str | None) -> str | None:
    """Marks the headline and the labels above it; returns its words."""
    head: list[int] = []
    for number, draft in enumerate(drafts[:HEAD_PASSAGES]):
        words = draft.words.split()
        ended = SENTENCE_END.search(draft.words) is not None
        if len(words) >= PARAGRAPH_WORDS or (len(words) >= 12 and ended and not draft.words.endswith("?")):
            break
        if title and " ".join(words).casefold() == " ".join(title.split()).casefold():
            head = [number]
            break
        plain = not draft.words.rstrip().endswith((".", ",", ";", ":"))
        if 2 <= len(words) <= HEADLINE_WORDS and plain and not judge_words(draft.words, closing=False):
            head.append(number)
    if not head or len(drafts) == 1:
        return None
    # A masthead or a section's name is shorter than the headline under it.
    best = max(head, key=lambda number: (len(drafts[number].words.split()), -number))
    best = next((n for n in head if len(drafts[n].words.split()) >= 5 and n < best), best)
    drafts[best].turn("headline", "the first short line without a full stop", 0.8)
    for number in range(best):
        if drafts[number].kind == "body" and len(drafts[number].words.split()) <= 6:
            drafts[number].turn("chrome", "a short line above the headline", 0.7, "label")
    return drafts[best].words


def mark_furniture(drafts: list[Draft]) -> None:
    """Gives the drafts that are furniture their kind."""
    section: Verdict | None = None
    for number, draft in enumerate(drafts):
        if draft.kind != "body":
            continue
        opening = judge_section(draft.words)
        if opening:
            section = opening
        flat = " ".join(draft.words.split("\n"))
        verdict = judge_words(flat, closing=number >= len(drafts) - CLOSING)
        if section and not opening and not verdict and is_statement(flat):
            section = None
        if section and verdict is None:
            why = section.why if opening else f"it stands under {section.why}"
            verdict = Verdict(section.furniture, why, section.score)
        if verdict:
            draft.turn("chrome", f"{verdict.furniture}: {verdict.why}", verdict.score, verdict.furniture)
