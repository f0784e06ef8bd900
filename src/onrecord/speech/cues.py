"""Parse -> cue candidates: words that may say that something was said, backed, wanted or believed.

Verbs, nouns and adjectives that were cues in PolNeAR train, "according to", and the colon between a
name and its words; each with its source and the features that a linear model weighs.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final, Literal

from onrecord.speech.content import Piece, clause, pieces_of, quote_tokens
from onrecord.speech.sources import NOBODY, Source, find_source, signature
from onrecord.speech.tree import DASHES, MARKS, Tree
from onrecord.speech.weights import Counts, log_odds

__all__ = ["Candidate", "candidate_at", "cue_features", "find_candidates", "piece_features"]

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
    if named < 0:
        return None
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


def cue_features(tree: Tree, one: Candidate, counts: Counts) -> dict[str, float]:
    """The features of a candidate for the model "cue"."""
    token, source = one.token, one.source
    base = counts.rate(one.key, 0.05)
    narrow = counts.rate(f"{one.key}|{one.structure}", base)
    group = one.key[-1]
    structure = one.structure if not one.structure.startswith("prep:") else "prep"
    odds = log_odds(narrow)
    found = {
        f"base{group}": log_odds(base),
        f"odds{group}": odds,
        f"structure={structure}{group}": 1.0,
        f"odds|{structure}": odds,
        f"way={source.way}{group}": 1.0,
        f"dep={tree.dep[token]}{group}": 1.0,
        f"tag={tree.tag[token]}": 1.0,
        f"kind={one.kind}": 1.0,
    }
    if tree.quote[token] >= 0 and one.kind != "colon":
        found["quoted"] = 1.0
    _add_source(tree, source, found)
    _add_setting(tree, one, found)
    _add_quotes(tree, one, odds, found)
    if one.kind == "colon":
        _add_label(tree, one, found)
    return found


def _add_label(tree: Tree, one: Candidate, found: dict[str, float]) -> None:
    """Features of a label before a colon: who it names, and whether a sentence follows."""
    source, piece = one.source, one.pieces[0]
    size = source.last - source.first
    words = range(piece.first, piece.last + 1)
    found[f"label={tree.pos[source.head]}/{tree.ent[source.head]}"] = 1.0
    found[f"label|{'one' if size == 0 else 'short' if size < 4 else 'long'}"] = 1.0
    verb = any(tree.tag[token] in ("VBD", "VBZ", "VBP", "MD") for token in words)
    found["label|verb" if verb else "label|no verb"] = 1.0
    opens = tree.quote[piece.first] not in (-1, tree.quote[one.token])
    found["label|quoted" if opens else "label|plain"] = 1.0
    found["label|stop" if tree.lower[piece.last] in (".", "?", "!", "”", '"') else "label|open"] = 1.0
    if (
        tree.lower[source.first].isupper()
        or tree.text[tree.at[source.first] : tree.until[source.last]].isupper()
    ):
        found["label|capitals"] = 1.0
    if tree.line[one.token] == 0:
        found["label|headline"] = 1.0
        found[f"label|headline|{tree.pos[source.head]}"] = 1.0
    if len(words) < 4:
        found["label|brief"] = 1.0


def _add_source(tree: Tree, source: Source, found: dict[str, float]) -> None:
    if source.head < 0:
        found["who=none"] = 1.0
        return
    pos, ent = tree.pos[source.head], tree.ent[source.head]
    if pos == "PRON":
        found[f"who={tree.lower[source.head]}"] = 1.0
    else:
        found[f"who={pos}/{ent}"] = 1.0


def _add_setting(tree: Tree, one: Candidate, found: dict[str, float]) -> None:
    token = one.token
    for kid in tree.kids[token]:
        dep = tree.dep[kid]
        if dep in ("neg", "mark", "aux", "auxpass", "prt"):
            found[f"{dep}={tree.lower[kid]}"] = 1.0
        elif dep == "ccomp":
            found["that" if tree.lower[tree.left[kid]] == "that" else "bare"] = 1.0
        elif dep == "dobj" and kid > token:
            found[f"dobj={tree.pos[kid]}/{tree.ent[kid]}"] = 1.0
        elif dep == "xcomp":
            found[f"to={tree.tag[kid]}"] = 1.0
    above = tree.head[token]
    if above != token:
        found[f"above={tree.pos[above]}/{tree.dep[token]}"] = 1.0
    if tree.line[token] == 0:
        found["headline"] = 1.0


def _add_quotes(tree: Tree, one: Candidate, odds: float, found: dict[str, float]) -> None:
    often = "often" if odds > 0 else "seldom"
    for piece in one.pieces:
        if piece.quotation >= 0 and piece.role in ("qb0", "qa0"):
            gap = _gap(tree, one, piece)
            found[f"{piece.role}={gap}"] = 1.0
            found[f"{piece.role}={gap}|{often}"] = 1.0
    last = one.token + 1
    if last < len(tree) and tree.marked[last] and tree.quote[last] < 0:
        found["scare"] = 1.0


def _gap(tree: Tree, one: Candidate, piece: Piece) -> str:
    """How far a quotation stands from the words that attribute, and what is between."""
    first, last = clause(tree, one.token, one.source)
    if piece.last < first:
        between = range(piece.last + 1, first)
    elif piece.first > last:
        between = range(last + 1, piece.first)
    else:
        return "within"
    if len(between) > 25:
        return "far"
    stop = any(tree.lower[token] in (".", "!", "?", ";") for token in between)
    words = sum(1 for token in between if tree.pos[token] not in ("PUNCT", "SPACE"))
    size = "0" if words == 0 else "1-3" if words <= 3 else "4-9" if words <= 9 else "10+"
    edge = tree.lower[between[-1]] if between else ""
    edge = edge if edge in (",", ":") else ""
    return f"{size}{'.' if stop else ''}{edge}"


def piece_features(tree: Tree, one: Candidate, piece: Piece, counts: Counts) -> dict[str, float]:
    """The features of a piece for the model "piece"."""
    role = piece.role
    group = one.key[-1]
    if piece.quotation >= 0:
        return _quote_features(tree, one, piece)
    rate = counts.rate(f"{one.key}>{role}", counts.rate(f"*/{group}>{role}", 0.3))
    side = "after" if piece.first > one.token else "before"
    roles = {other.role for other in one.pieces}
    broad = role.split(":")[0]
    odds = log_odds(rate)
    found = {
        "odds": odds,
        f"role={role}{group}": 1.0,
        f"broad={broad}{group}": 1.0,
        f"odds|{broad}": odds,
        f"role={broad}|{side}": 1.0,
        f"role={broad}|{one.source.way}": 1.0,
        f"first={broad}|{tree.lower[piece.first]}": 1.0,
    }
    for other in ("ccomp", "dobj", "xcomp", "oprd", "qa0", "qb0"):
        if other in roles and other != role:
            found[f"{broad}+{other}"] = 1.0
    if piece.head >= 0:
        found[f"{broad}:{tree.pos[piece.head]}/{tree.ent[piece.head]}"] = 1.0
    gap = piece.first - one.token if side == "after" else one.token - piece.last
    found[f"{broad}|far" if gap > 10 else f"{broad}|near" if gap <= 2 else f"{broad}|mid"] = 1.0
    size = piece.last - piece.first
    found[f"{broad}|{'one' if size == 0 else 'short' if size < 4 else 'mid' if size < 12 else 'long'}"] = 1.0
    return found


def _quote_features(tree: Tree, one: Candidate, piece: Piece) -> dict[str, float]:
    role = piece.role
    gap = _gap(tree, one, piece)
    begin, end = quote_tokens(tree, piece.quotation)
    roles = {other.role for other in one.pieces}
    inside = [
        other.role
        for other in one.pieces
        if other.quotation < 0 and other.first <= (begin + end) // 2 <= other.last
    ]
    odds = log_odds(one.score)
    found = {
        f"role={role}": 1.0,
        f"{role}|{gap}": 1.0,
        f"{role}|{one.structure.split(':')[0]}": 1.0,
        f"{role}|{gap}|{one.structure.split(':')[0]}": 1.0,
        f"{role}|way={one.source.way}": 1.0,
        f"{role}|odds": odds,
        f"{role}|in={inside[0] if inside else ''}": 1.0,
        f"{role}|in={inside[0] if inside else ''}|{gap}": 1.0,
    }
    for other in ("qa0", "qb0"):
        if other in roles and other != role:
            found[f"{role}+{other}"] = 1.0
    same = tree.sentence[begin] == tree.sentence[one.token]
    found[f"{role}|{'same' if same else 'other'}"] = 1.0
    if tree.begins(begin):
        found[f"{role}|starts"] = 1.0
    if end - begin < 6:
        found[f"{role}|short"] = 1.0
    if begin == 0 or tree.line[begin - 1] != tree.line[begin] or tree.pos[begin - 1] == "SPACE":
        found[f"{role}|opens"] = 1.0
    return found
