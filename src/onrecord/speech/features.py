"""A cue candidate and its pieces -> the features that the linear models "cue" and "piece" weigh."""

from __future__ import annotations

from onrecord.speech.content import Piece, clause, quote_tokens
from onrecord.speech.cues import Candidate
from onrecord.speech.sources import Source
from onrecord.speech.tree import Tree
from onrecord.speech.weights import Counts, log_odds

__all__ = ["cue_features", "piece_features"]


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
