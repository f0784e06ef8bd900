"""Parse -> cue candidates: words that may say that something was said, backed, wanted or believed.

Verbs, nouns and adjectives that were cues in PolNeAR train, "according to", and the colon between a
name and its words; each with its source and the pieces that may be its content.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final, Literal

from onrecord.speech.content import Piece, pieces_of, quote_tokens
from onrecord.speech.sources import NOBODY, Source, find_source, signature
from onrecord.speech.tree import DASHES, MARKS, Tree
from onrecord.speech.weights import Counts

__all__ = ["Candidate", "candidate_at", "find_candidates"]

Kind = Literal["verb", "noun", "according", "colon", "adverb", "signed"]
#: Least share of cues among a word's uses in PolNeAR train at which it is looked at.
LEAST_RATE: Final = 0.03
#: The same for nouns and adjectives, of which there are more.
LEAST_NOUN_RATE: Final = 0.06
#: Least letters of a transcript's label: "Q" and "A" name nobody.
LABEL_LETTERS: Final = 3
#: Least lines with such a label that make a transcript.
LABEL_LINES: Final = 2
VERBAL: Final = frozenset({"VERB", "AUX"})
OTHER: Final = frozenset({"NOUN", "PROPN", "ADJ", "ADV", "ADP"})
#: Complements of a cue, the most telling first.
COMPLEMENTS: Final = ("ccomp", "oprd", "dobj", "xcomp", "acomp", "attr", "acl")


@dataclass(slots=True)
class Candidate:
    """A word that may be a cue."""

    #: Its token.
    token: int
    kind: Kind
    #: "say/V", "claim/N": the key into the counts.
    key: str
    #: Its complement: ccomp, dobj, "prep:for", none.
    structure: str
    source: Source
    pieces: list[Piece] = field(default_factory=list)
    #: Probability that it is a cue.
    score: float = 0.0


def key_of(tree: Tree, token: int) -> str:
    """The key into the counts: lemma and part of speech."""
    pos = tree.pos[token]
    return f"{tree.lemma[token]}/{'V' if pos in VERBAL else 'N' if pos in ('NOUN', 'PROPN') else pos[:3]}"


def structure_of(tree: Tree, token: int) -> str:
    """The complement that a word stands with."""
    deps: dict[str, int] = {}
    for kid in tree.kids[token]:
        deps.setdefault(tree.dep[kid], kid)
    for dep in COMPLEMENTS:
        if dep in deps:
            return dep
    if "prep" in deps:
        return f"prep:{tree.lower[deps['prep']]}"
    return "prt" if "prt" in deps else "none"


def find_candidates(tree: Tree, counts: Counts) -> list[Candidate]:
    """The cue candidates in text order, with sources and pieces; scores are still 0."""
    found = []
    for token, pos in enumerate(tree.pos):
        if tree.lower[token][-1:] in DASHES and tree.lower[token].strip('”"') in DASHES:
            candidate = _signed(tree, token)
        elif pos in VERBAL:
            candidate = _verb(tree, token, counts)
        elif pos in OTHER:
            candidate = _other(tree, token, counts)
        elif tree.lower[token] == ":":
            candidate = _colon(tree, token)
        else:
            continue
        if candidate is not None:
            found.append(candidate)
    _sign_labels(tree, found)
    return found


def _sign_labels(tree: Tree, found: list[Candidate]) -> None:
    """Marks the labels of a transcript: names in capitals before a colon, on several lines."""
    labels = []
    for one in found:
        if one.kind == "colon":
            label = tree.text[tree.at[one.source.first] : tree.until[one.source.last]]
            if label.isupper() and sum(map(str.isalpha, label)) >= LABEL_LETTERS:
                labels.append(one)
    for one in labels if len(labels) >= LABEL_LINES else ():
        one.kind = "signed"


def candidate_at(tree: Tree, cue: Collection[int]) -> Candidate:
    """The candidate of a cue that was read otherwise, however rarely its word is one; without pieces."""
    token = _main_word(tree, cue)
    if tree.lower[token] == "according":
        return _according(tree, token) or Candidate(token, "according", "according/V", "to", NOBODY)
    if tree.lower[token] == ":":
        return Candidate(token, "colon", ":/C", "colon", NOBODY)
    verb = tree.pos[token] in VERBAL
    source = find_source(tree, token, noun=not verb)
    kind: Kind = "verb" if verb else "noun"
    return Candidate(token, kind, key_of(tree, token), structure_of(tree, token), source)


def _main_word(tree: Tree, cue: Collection[int]) -> int:
    """The word of a cue that the others hang from: a verb if there is one, the last of several."""
    verbs = [t for t in cue if tree.pos[t] in VERBAL and tree.dep[t] not in ("aux", "auxpass")]
    others = [t for t in cue if tree.pos[t] in OTHER or tree.lower[t] == ":"]
    words = verbs or others or list(cue)
    tops = [t for t in words if tree.head[t] not in words]
    return max(tops or words)


def _verb(tree: Tree, token: int, counts: Counts) -> Candidate | None:
    if tree.lower[token] == "according":
        return _according(tree, token)
    dep = tree.dep[token]
    if dep in ("aux", "auxpass"):
        return None
    key = key_of(tree, token)
    structure = structure_of(tree, token)
    rate = counts.rate(key, 0.0)
    if counts.rate(f"{key}|{structure}", rate) < LEAST_RATE and structure != "ccomp":
        return None
    source = find_source(tree, token)
    return Candidate(token, "verb", key, structure, source, pieces_of(tree, token, source))


def _other(tree: Tree, token: int, counts: Counts) -> Candidate | None:
    if tree.lower[token] == "according":
        return _according(tree, token)
    key = key_of(tree, token)
    if counts.rate(key, 0.0) < LEAST_NOUN_RATE and tree.lower[token] != "per":
        return None
    if tree.pos[token] == "ADV" and tree.dep[token] == "advmod":
        above = tree.head[token]
        piece = Piece("host:advmod", tree.left[above], tree.right[above], above)
        return Candidate(token, "adverb", key, "none", Source("none"), [piece])
    source = find_source(tree, token, noun=True)
    structure = structure_of(tree, token)
    return Candidate(token, "noun", key, structure, source, pieces_of(tree, token, source, noun=True))


def _according(tree: Tree, token: int) -> Candidate | None:
    if token + 2 >= len(tree) or tree.lower[token + 1] != "to":
        return None
    named = tree.kid(token + 1, "pobj")
    if named <= token:
        return None  # none, or one drawn to the front: "what they rely on, according to"
    first, last = token + 2, min(tree.right[token], tree.right[named])
    host = tree.head[token]
    while tree.dep[host] not in ("ROOT", "ccomp", "conj", "relcl", "advcl", "parataxis"):
        host = tree.head[host]
    last = max(last, named)
    while last > named and tree.pos[last] in ("PUNCT", "SPACE"):
        last -= 1
    last = _with_name(tree, named, last)
    source = Source("according", named, first, last)
    pieces = [Piece("host:according", tree.left[host], tree.right[host], host)] if host != token else []
    return Candidate(token, "according", "according/V", "to", source, pieces)


def _with_name(tree: Tree, head: int, last: int) -> int:
    """The last token of "the harbour master, Ida Moen," where the parse put the name elsewhere."""
    token = last + 2
    if tree.pos[head] != "NOUN" or token >= len(tree) or tree.lower[last + 1] != ",":
        return last
    while token < len(tree) and tree.ent[token] == "PERSON" and tree.line[token] == tree.line[head]:
        token += 1
    named = token > last + 2 and token < len(tree) and tree.lower[token] == ","
    return token - 1 if named else last


def _colon(tree: Tree, token: int) -> Candidate | None:
    """A colon after at most eight words at the start of a line: a speaker's label."""
    first = tree.starts[tree.sentence[token]]
    while first > 0 and tree.line[first - 1] == tree.line[token] and token - first <= 8:
        first -= 1
    while first < token and tree.pos[first] == "SPACE":
        first += 1
    if not 0 < token - first <= 8 or (
        first > 0 and tree.line[first - 1] == tree.line[token] and tree.pos[first - 1] != "SPACE"
    ):
        return None
    if first + 1 < token and tree.lower[first] in MARKS:
        first += 1  # A transcript in quotation marks: `"POOLE: The bridge is safe.`
    elif tree.marked[first]:
        return None
    if any(tree.pos[inner] in VERBAL or tree.lower[inner] in MARKS for inner in range(first, token)):
        return None
    last = token + 1
    while last < len(tree) and tree.line[last] == tree.line[token]:
        last += 1
    while last - 1 > token and tree.pos[last - 1] == "SPACE":
        last -= 1
    if last - 1 <= token:
        return None
    head = first
    while tree.head[head] != head and first <= tree.head[head] < token:
        head = tree.head[head]
    piece = Piece("colon", token + 1, last - 1, -1)
    return Candidate(token, "colon", ":/C", "colon", Source("label", head, first, token - 1), [piece])


def _signed(tree: Tree, token: int) -> Candidate | None:
    """A dash between a quotation and the name that ends its line: `“We are tired.” ― Ana Poole`."""
    before = token if tree.lower[token] not in DASHES else token - 1  # The tokenizer leaves "”―" whole.
    while before > 0 and tree.pos[before] == "SPACE":
        before -= 1
    if before < 0 or tree.line[before] != tree.line[token] or tree.quote[before] < 0:
        return None
    quotation = tree.quote[before]
    begin, end = quote_tokens(tree, quotation)
    last = token + 1
    while last < len(tree) and tree.line[last] == tree.line[token]:
        last += 1
    source = signature(tree, token + 1, last)
    if source is None or end - 1 != before:
        return None
    return Candidate(
        token, "signed", "―/C", "signed", source, [Piece("signed", begin, end - 1, -1, quotation)]
    )
