"""Text -> its words as codes: one character a word or mark, with offsets and number values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from onrecord.mark.moments.lexicon import codes, holiday_table, word_table

TOKEN = re.compile(
    r"\d{4}([-/])\d\d\1\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d/-])"
    r"|\d+(?:[.,:/]\d+)*"
    r"|[AaPp]\.\s?[Mm]\b\.?|[Bb]\.\s?[Cc]\b\.?(?:E\b\.?)?|A\.\s?D\b\.?"
    r"|[Oo]['’]clock"
    r"|\b[QqHh][1-4]\b"
    r"|[^\W\d_]+"
    r"|\n"
    r"|[^\w\s]"
)
ISO_DATE = re.compile(r"\d{4}([-/])\d\d\1\d\d")
CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?$")
DAY_MONTH_YEAR = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4}|\d\d)$")
THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+$")
MARKS = {
    ",": "COMMA", ".": "DOT", "-": "HYPH", "‐": "HYPH", "‑": "HYPH", "–": "DASH", "—": "DASH", "'": "APOS",
    "’": "APOS", "‘": "APOS", "(": "OPEN", ")": "CLOSE", "[": "OPEN", "]": "CLOSE", "+": "PLUS", "$": "MONEY",
    "€": "MONEY", "£": "MONEY", "¥": "MONEY", "#": "MONEY", "?": "STOP", "!": "STOP",
}  # fmt: skip
#: Words that are a month, a weekday or a zone only with a capital letter.
CAPITAL = frozenset(
    "may march jan feb febr mar apr jun jul aug sep sept oct nov dec "
    "mon tue tues wed weds thu thur thurs fri sat sun".split()
)
#: Words that are a zone or an era only in capital letters.
CAPITALS = frozenset(
    "ad ce est edt cst cdt mst mdt pst pdt cet cest bst eet eest msk ist sgt et ct pt".split()
)
#: Days of the longest month.
MOST_DAYS = 31
#: Letters before a hyphen that leave a number a year: "mid-1990s", "pre-2003"; not "F-16".
YEAR_PREFIXES = frozenset("mid early late pre post since from in to and or the a an".split())


@dataclass(slots=True)
class Words:
    """A text as codes; every list has an entry a word."""

    text: str
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    #: Lower-case words.
    keys: list[str] = field(default_factory=list)
    #: The code of each word; a string once `lex` is done.
    code: str = ""
    #: Place of a word -> the rule of the holiday whose name starts there.
    holidays: dict[int, str] = field(default_factory=dict)
    #: Places of words that were joined to the one before them.
    gone: set[int] = field(default_factory=set)

    def value(self, place: int) -> str:
        """What the table says that the word at `place` stands for; "" if nothing."""
        word = word_table().get(self.keys[place])
        return word.value if word else ""

    def number(self, place: int) -> int:
        """The number that the word or the digits at `place` stand for; 0 if none."""
        key = self.keys[place]
        digits = key if key.isdecimal() else re.sub(r"\D", "", key)
        if digits:
            return int(digits[:9])
        value = self.value(place)
        return int(value) if value.lstrip("-").isdecimal() else 0

    def glued(self, place: int) -> bool:
        """Whether the word at `place` stands right behind the one before it."""
        return place > 0 and self.starts[place] == self.ends[place - 1]


def lex(text: str) -> Words:
    """The words of `text` with their codes."""
    words = Words(text)
    table, code, names = word_table(), codes(), holiday_table()
    other = code["OTHER"]
    found: list[str] = []
    odd: list[int] = []
    holidays: list[int] = []
    starts, ends, keys = words.starts, words.ends, words.keys
    for match in TOKEN.finditer(text):
        word = match[0]
        key = word.lower()
        entry = table.get(key)
        if entry is not None:
            if key in CAPITAL or key in CAPITALS or key == "fall":
                odd.append(len(keys))
            found.append(entry.code)
        elif not word.isalpha():
            odd.append(len(keys))
            found.append(other)
        else:
            found.append(other)
        if key in names:
            holidays.append(len(keys))
        starts.append(match.start())
        ends.append(match.end())
        keys.append(key)
    for place in odd:
        found[place] = odd_code(words, place, found)
    words.code = "".join(found)
    join_ordinals(words)
    if holidays:
        join_holidays(words, holidays)
    if words.gone:
        drop(words, words.gone)
    return words


def join_ordinals(words: Words) -> None:
    """Makes "twenty-fifth" one word like "25th", as far as days of a month go."""
    code = codes()
    start = words.code.find(code["HYPH"])
    found = list(words.code)
    while start > 0:
        tens, ones = words.number(start - 1), words.number(start + 1) if start + 1 < len(found) else 0
        named = found[start - 1] == code["NWORD"] and found[start + 1 : start + 2] in (
            [code["ORD"]],
            [code["SECOND"]],
        )
        if named and tens in (20, 30) and 0 < ones < 10 and tens + ones <= MOST_DAYS and words.glued(start):
            found[start - 1], words.keys[start - 1] = code["ORDN"], f"{tens + ones}th"
            words.ends[start - 1] = words.ends[start + 1]
            words.gone.update((start, start + 1))
        start = words.code.find(code["HYPH"], start + 1)
    words.code = "".join(found)


def odd_code(words: Words, place: int, found: list[str]) -> str:
    """The code of digits, a mark, or a word whose meaning hangs on its capitals."""
    code = codes()
    key = words.keys[place]
    word = words.text[words.starts[place] : words.ends[place]]
    if key[0].isdecimal():
        return code[digit_class(words, place)]
    if key in CAPITAL:
        if word[0].islower():
            return code["WLOW"] if found[place] == code["WABBR"] else code["OTHER"]
        return code[{"may": "MAY", "march": "MARCH"}[key]] if key in ("may", "march") else found[place]
    if key in CAPITALS:
        return found[place] if word.isupper() else code["OTHER"]
    if key == "fall":
        return code["FALL"]
    if key == "\n":
        return code[line_class(words, place)]
    return code[MARKS.get(key, "OTHER")]


def line_class(words: Words, place: int) -> str:
    """A line break parts what stands on its sides, unless the next line goes on in lower case or digits."""
    text, after = words.text, words.ends[place]
    stop = after < len(text) and (text[after].islower() or text[after].isdecimal())
    return "OTHER" if stop else "BARRIER"


def digit_class(words: Words, place: int) -> str:
    """The class of a word that starts with a digit; OTHER for codes, money, scores and per cents."""
    text, start, end = words.text, words.starts[place], words.ends[place]
    key = words.keys[place]
    if ISO_DATE.match(key):
        return "ISO"
    fiscal = place > 0 and words.keys[place - 1] == "fy"
    if start and ((text[start - 1].isalpha() and not fiscal) or text[start - 1] in "$€£¥#_/\\=@"):
        return "OTHER"
    if end < len(text) and text[end] in "%$€£¥/_@":
        return "OTHER"
    if text[start - 1 : start] in ("-", "‑") and part_of_code(words, place):
        return "OTHER"
    suffix = glued_suffix(words, place)
    if suffix is not None:
        return suffix_class(words, place, suffix)
    if len(key) == 2 and behind_apostrophe(words, place):
        join_apostrophe(words, place)
        return "YY"
    return plain_class(key)


def behind_apostrophe(words: Words, place: int) -> bool:
    """Whether an apostrophe that ends no word stands right before the word at `place`: "'82", "'60s"."""
    text, start = words.text, words.starts[place]
    return text[start - 1 : start] in ("'", "’", "‘") and not text[start - 2 : start - 1].isalnum()


def join_apostrophe(words: Words, place: int) -> None:
    """Makes the apostrophe before the word at `place` a part of it."""
    words.starts[place] -= 1
    words.gone.add(place - 1)


def part_of_code(words: Words, place: int) -> bool:
    """Whether digits behind a hyphen belong to a name such as "F-16" or "Covid-19"."""
    if place < 2 or words.ends[place - 2] != words.starts[place - 1]:
        return False
    before = words.keys[place - 2]
    return before.isalpha() and before not in word_table() and before not in YEAR_PREFIXES


def glued_suffix(words: Words, place: int) -> str | None:
    """The letters that stand right behind the digits; None if there are none."""
    end = words.ends[place]
    match = re.compile(r"[^\W\d_]+").match(words.text, end)
    return match[0].lower() if match else None


def join_next(words: Words, place: int) -> None:
    """Makes the word at `place + 1` part of the one at `place`."""
    words.ends[place] = words.ends[place + 1]
    words.gone.add(place + 1)


def suffix_class(words: Words, place: int, suffix: str) -> str:
    """The class of digits with letters glued to them: "2nd", "1990s", "8pm", "9hrs"."""
    key = words.keys[place]
    if suffix in ("st", "nd", "rd", "th") and key.isdecimal():
        join_next(words, place)
        return "ORDN" if 1 <= int(key[:4]) <= 31 and len(key) < 3 else "OTHER"
    if suffix == "s" and key.isdecimal() and 1 < len(key) < 5 and key[-1] == "0":
        if len(key) == 2 and behind_apostrophe(words, place):
            join_apostrophe(words, place)
        join_next(words, place)
        return "DECADEN"
    if suffix in word_table() or suffix in ("hrs", "h", "a", "p", "b"):
        return plain_class(key)
    return "OTHER"


def plain_class(key: str) -> str:
    """The class of digits with nothing glued to them."""
    if key.isdecimal():
        number, length = int(key[:9]), len(key)
        if length <= 2:
            return "INT" if 1 <= number <= 31 else "NUM2"
        if length == 3:
            return "NUM3"
        if length == 4:
            return "YEAR" if 1000 <= number < 2200 else "HOURS" if number < 2400 else "BIG"
        return "BIG" if length < 9 else "OTHER"
    if key == "1/2":
        return "HALFN"
    if CLOCK.match(key):
        return "CLOCKN"
    if DAY_MONTH_YEAR.match(key):
        return "SLASH"
    if THOUSANDS.match(key):
        return "BIG"
    whole, _, part = key.partition(".")
    if whole.isdecimal() and part.isdecimal() and len(key) < 9:
        return "DECIMAL"
    return "OTHER"


def join_holidays(words: Words, places: list[int]) -> None:
    """Gives the first word of each holiday's name the code HOLIDAY and joins the rest to it."""
    names = holiday_table()
    code = list(words.code)
    gone = words.gone
    for place in places:
        if place in gone:
            continue
        for parts, rule in names[words.keys[place]]:
            stop = place + len(parts)
            seen = tuple("'" if key == "’" else key for key in words.keys[place:stop])
            if seen == parts and (len(parts) == 1 or words.text[words.starts[stop - 1] - 1] != "\n"):
                if not named_day(words, place, parts):
                    continue
                code[place] = codes()["HOLIDAY"]
                words.ends[place] = words.ends[stop - 1]
                words.holidays[place] = rule
                gone.update(range(place + 1, stop))
                break
    words.code = "".join(code)


def named_day(words: Words, place: int, parts: tuple[str, ...]) -> bool:
    """Whether the words are a name: capitals, unless one word that nothing else is called."""
    if len(parts) == 1:
        return parts[0] != "epiphany"
    last = place + len(parts) - 1
    place += parts[0] == "the"
    if parts[-1] == "s":
        last -= 2
    return not words.text[words.starts[last]].islower() and not words.text[words.starts[place]].islower()


def drop(words: Words, gone: set[int]) -> None:
    """Takes the words at `gone` out of every list."""
    kept = [place for place in range(len(words.keys)) if place not in gone]
    words.starts = [words.starts[place] for place in kept]
    words.ends = [words.ends[place] for place in kept]
    words.keys = [words.keys[place] for place in kept]
    words.code = "".join(words.code[place] for place in kept)
    new = {old: place for place, old in enumerate(kept)}
    words.holidays = {new[old]: rule for old, rule in words.holidays.items()}


@lru_cache(maxsize=1)
def class_names() -> dict[str, str]:
    """Code character -> class name."""
    return {mark: name for name, mark in codes().items()}


def codes_of(words: Words, first: int, last: int) -> list[str]:
    """The class names of the words from `first` to `last`."""
    names = class_names()
    return [names[mark] for mark in words.code[first:last]]


def near(words: Words, place: int) -> str:
    """The class name of the word at `place`; "" outside the text."""
    return class_names()[words.code[place]] if 0 <= place < len(words.code) else ""
