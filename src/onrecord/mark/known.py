"""Names that the recogniser found once -> the places where it missed them: "Jobs welcomed everyone".

A full name that stands elsewhere word for word, a person's surname where it can be nothing else, and
an acronym that the article itself explains in brackets. A person's name at the end of another's
("Harbour Board for Pilots Ida Moen") is cut off from it.
"""

from __future__ import annotations

from typing import Final

from spacy.tokens import Doc, Token

from onrecord.mark.attributes import SUBJECTS, Candidate
from onrecord.mark.names import SCENES
from onrecord.mark.tables import agents, country_names

__all__ = ["add_halves", "add_known_names"]

#: Relations in which a bare surname can stand; a modifier ("Moen family") names somebody else.
SPOTS: Final = SUBJECTS | {"poss", "pobj", "dobj", "appos", "conj", "dative", "ROOT"}
#: What each half of Korea is called for short.
HALVES: Final = {"North": "North Korea", "South": "South Korea"}
#: Fewest letters of a surname that is looked for.
LEAST_LETTERS: Final = 3


def add_known_names(doc: Doc, found: dict[int, Candidate], inside: bytearray, sentences: list[int]) -> None:
    """Adds the missed mentions to `found` and marks their tokens in `inside`."""
    wholes: dict[str, Candidate] = {}
    surnames: dict[str, Candidate] = {}
    acronyms: dict[str, Candidate] = {}
    for name in [found[head] for head in sorted(found)]:
        words = doc[name.start : name.end]
        if len(words) > 1 and name.form in ("person", "organization") and words[0].text[:1].isupper():
            wholes.setdefault(words.text, name)
            if name.form == "person" and _is_surname(words[-1]):
                surnames.setdefault(words[-1].text, name)
        explained = _explained(doc, name)
        if explained and name.form == "organization":
            acronyms.setdefault(explained, name)
    #: First word of a full name to the lengths of those that begin so.
    firsts: dict[str, set[int]] = {}
    for name in wholes.values():
        firsts.setdefault(doc[name.start].text, set()).add(name.end - name.start)
    ends = {name.end: name for name in found.values()}
    for token in doc:
        names = _beginning(token, firsts[token.text], wholes) if token.text in firsts else []
        whole = _whole_at(token, names, inside, found, ends)
        if whole is not None:
            _add(token, whole.end - whole.start, whole, found, sentences)
            inside[token.i : token.i + whole.end - whole.start] = b"\x01" * (whole.end - whole.start)
        elif inside[token.i]:
            continue
        elif token.text in acronyms and token.dep_ in SPOTS:
            _add(token, 1, acronyms[token.text], found, sentences)
            inside[token.i] = 1
        elif token.text in surnames and _stands_alone(token):
            _add(token, 1, surnames[token.text], found, sentences)
            inside[token.i] = 1


def add_halves(doc: Doc, found: dict[int, Candidate], inside: bytearray, sentences: list[int]) -> None:
    """Adds "the North" and "the South" where an article names either Korea, as the country."""
    korea = any(name.place is not None and name.place.iso3 in ("PRK", "KOR") for name in found.values())
    if not korea:
        return
    for token in doc:
        whole = HALVES.get(token.text)
        if whole is None or inside[token.i] or token.i == 0 or token.nbor(-1).lower_ != "the":
            continue
        following = doc[token.i + 1] if token.i + 1 < len(doc) else None
        if token.dep_ not in SPOTS or (following is not None and following.lower_ == "of"):
            continue
        if token.dep_ == "pobj" and token.head.lower_ in SCENES:
            continue
        place = country_names()[whole]
        half = Candidate(
            token.i, token.i + 1, token, "name", "country", whole, sentences[token.i], place=place
        )
        half.country = place.iso3
        half.evidence.append(f"“the {token.text}” in an article that names a Korea")
        found[token.i] = half
        inside[token.i] = 1


def _is_surname(token: Token) -> bool:
    text = token.text
    known = token.lower_ in agents() or text in country_names()
    return len(text) >= LEAST_LETTERS and text[0].isupper() and text.isalpha() and not known


def _explained(doc: Doc, name: Candidate) -> str:
    """The acronym in brackets right behind a name."""
    end = name.end
    if end + 2 < len(doc) and doc[end].text == "(" and doc[end + 2].text == ")":
        word = doc[end + 1].text
        return word if word.isupper() and len(word) > 1 else ""
    return ""


def _stands_alone(token: Token) -> bool:
    """Whether a word that is somebody's surname stands as a name, not as in "Jobs are few"."""
    if token.dep_ not in SPOTS or any(child.dep_ in ("det", "amod", "nummod") for child in token.lefts):
        return False
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if following is not None and following.pos_ == "PROPN" and following.dep_ != "ROOT":
        return False  # the first word of another name
    before = token.doc[token.i - 1] if token.i else None
    if before is not None and before.pos_ == "PROPN":
        return False
    if token.is_sent_start:
        return token.dep_ in SUBJECTS and token.head.tag_ in ("VBD", "VBZ", "VBN")
    return True


def _beginning(token: Token, lengths: set[int], wholes: dict[str, Candidate]) -> list[Candidate]:
    """The known full names that stand at a token, in text order."""
    doc = token.doc
    ends = [(length, token.i + length) for length in lengths if token.i + length <= len(doc)]
    reach = [(length, wholes.get(doc[token.i : end].text)) for length, end in ends]
    # A name that was cut meanwhile is no longer so long.
    names = [name for length, name in reach if name is not None and name.end - name.start == length]
    return sorted(names, key=lambda name: name.start)


def _whole_at(
    token: Token,
    names: list[Candidate],
    inside: bytearray,
    found: dict[int, Candidate],
    ends: dict[int, Candidate],
) -> Candidate | None:
    """The one of the full names that begin at a token: on free words, or at the end of another's name."""
    doc = token.doc
    for name in names:
        end = token.i + name.end - name.start
        if not any(inside[token.i : end]):
            return name
        holder = ends.get(end)
        cuts = holder is not None and holder.start < token.i and holder.form != "person" == name.form
        if holder is not None and cuts:
            _cut(doc, holder, token.i, found)
            return name
    return None


def _cut(doc: Doc, holder: Candidate, end: int, found: dict[int, Candidate]) -> None:
    """Takes the words from `end` on away from a name."""
    del found[holder.head.i]
    while end > holder.start + 1 and doc[end - 1].pos_ in ("ADP", "DET", "PUNCT", "PART"):
        end -= 1
    holder.end = end
    holder.head = doc[holder.start : end].root
    holder.noun = holder.head.lower_
    found[holder.head.i] = holder


def _add(
    first: Token, length: int, like: Candidate, found: dict[int, Candidate], sentences: list[int]
) -> None:
    """Adds a mention of `length` tokens from `first` on, a name like another."""
    start, end = first.i, first.i + length
    head = first.doc[start:end].root
    if head.i in found:
        return
    added = Candidate(start, end, head, "name", like.form, head.lower_, sentences[head.i], place=like.place)
    added.country, added.sector = like.country, like.sector
    added.evidence.append("a name that the recogniser found elsewhere in the article")
    found[head.i] = added
