"""Page text -> what may be shown: nothing in it hidden, moved or obeyed, and no longer than asked."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["shorten", "visible"]

#: Controls (C0 but tab and line feed, C1), bidi marks and overrides, invisible operators and tags,
#: line separators, lone surrogates: all that moves, hides or reorders text without being seen.
#: Joiners (U+200C, U+200D) stay: emoji and Persian words need them.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def visible(text: str, *, lines: bool = False) -> str:
    r"""The text with each unseen character written as its code point; one line, unless `lines`.

    >>> visible("a\u202eb\x1b[2Jc")
    'a⟨U+202E⟩b⟨U+001B⟩[2Jc'
    """
    shown = _UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text).replace("\t", " ")
    return shown if lines else " ".join(shown.split())


def shorten(text: str, most: int) -> str:
    """The text, cut at a word with "…" where it has more than `most` characters."""
    if len(text) <= most:
        return text
    cut = text[:most]
    word = cut.rfind(" ")
    return (cut[:word] if word > most // 2 else cut).rstrip() + " …"
