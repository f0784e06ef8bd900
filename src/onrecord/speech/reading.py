"""Tree and the tagger's windows -> attributions: the parse's alone, or both readers' joined.

The tagger was taught outermost attributions, as PolNeAR annotates them; what is said inside somebody's
words is read by the parse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from onrecord.speech.attribution import Attribution, nest, weighed
from onrecord.speech.checks import settled
from onrecord.speech.cited import CITES
from onrecord.speech.cues import Candidate, candidate_at
from onrecord.speech.fusion import Choice, Proposal, choose, overlap, proposals
from onrecord.speech.sources import NOBODY, Source, disowned
from onrecord.speech.tagger import Tagged
from onrecord.speech.tree import RELATIVES, Tree
from onrecord.speech.verbs import load_verbs
from onrecord.speech.weights import load_counts, load_fusion, load_models

__all__ = ["attribute"]

#: Least confidence of a statement that the parse reads; the best F1 of who said what on PolNeAR
#: train, cross-fitted.
LEAST_CONFIDENCE: Final = 0.34
#: The same for both readers together, on the documents of PolNeAR train held back from them.
LEAST_JOINT: Final = 0.46
#: Most tokens of a headline.
TITLE: Final = 25
#: Share of common tokens from which two contents are one.
SAME: Final = 0.5


def attribute(tree: Tree, tagged: Sequence[Tagged] | None = None) -> list[Attribution]:
    """Every attribution of a parsed text that is likely right, nested, in the order of their cues.

    Without the tagger's windows the parse reads alone.
    """
    read = weighed(tree, load_counts(), load_models())
    if tagged is None:
        kept = [_owned(tree, one) for one in read if one.confidence >= LEAST_CONFIDENCE]
    else:
        kept = _joined(tree, tagged, read)
    for one in kept:
        one.content = settled(tree, one.cue, one.pieces, one.content, load_verbs())
    return _unrepeated(tree, [one for one in kept if one.content])


def _joined(tree: Tree, tagged: Sequence[Tagged], read: Sequence[Attribution]) -> list[Attribution]:
    """What both readers make of the text together, and the parse's reading inside contents."""
    models = load_fusion()
    chosen = []
    relayed = _relayed(tree) | _titled(tree, read)
    sure = [one for one in read if one.cue.kind == "signed" or one.cue.token in relayed]
    for proposal in proposals(tree, tagged, [one for one in read if one not in sure]):
        if proposal.cue & relayed:
            continue
        content, source, confidence = choose(tree, proposal, models)
        if confidence >= LEAST_JOINT:
            chosen.append((confidence, min(proposal.cue), proposal, content, source))
    chosen.sort(key=lambda row: (-row[0], row[1]))
    found = [one for one in sure if one.confidence >= LEAST_CONFIDENCE]
    for confidence, _, proposal, content, source in chosen:
        made = _made(tree, proposal, content, source, confidence)
        if made.content and not any(_same(made, other) for other in found):
            found.append(made)
    _part_joined(tree, found, read)
    spoken = {token for one in found for token in one.content}
    spoken.update(token for token in range(len(tree)) if tree.quote[token] >= 0)
    cues = {token for one in found for token in range(one.first, one.last + 1)}
    for one in read:
        token = one.cue.token
        if one.confidence >= LEAST_CONFIDENCE and token in spoken and token not in cues:
            found.append(_owned(tree, one))
    return sorted(found, key=lambda one: one.cue.token)


def _owned(tree: Tree, one: Attribution) -> Attribution:
    """The attribution, without a source that only deals with somebody's words: "rejected the claim"."""
    if one.cue.kind == "noun" and disowned(tree, one.cue.token, one.cue.source):
        one.cue = replace(one.cue, source=Source("disowned"))
    return one


def _relayed(tree: Tree) -> frozenset[int]:
    """Cues of somebody quoted by somebody: "citing X" and its verb, "quoted as saying".

    PolNeAR annotates one attribution there, of which the tagger makes a mixture; the parse tells them apart.
    """
    found = set()
    for token, lemma in enumerate(tree.lemma):
        above = tree.head[token]
        if lemma in CITES and tree.tag[token] == "VBG" and tree.dep[token] == "advcl":
            found |= {token, above}
        elif tree.dep[token] == "pcomp" and tree.lower[above] == "as":
            quoting = tree.head[above]
            if tree.lemma[quoting] in CITES:
                found |= {token, quoting}
    return frozenset(found)


def _titled(tree: Tree, read: Sequence[Attribution]) -> frozenset[int]:
    """Likely cues of short lines without a full stop: headlines, of which PolNeAR has none to teach."""
    found = set()
    for one in read:
        line, token = tree.line[one.cue.token], one.cue.token
        first, last = token, token
        while first > 0 and tree.line[first - 1] == line and token - first <= TITLE:
            first -= 1
        while last + 1 < len(tree) and tree.line[last + 1] == line and last - first <= TITLE:
            last += 1
        while last > first and tree.pos[last] == "SPACE":
            last -= 1
        stop = tree.lower[last] in (".", "?", "!", ":", ",", ";") or tree.marked[last]
        if one.confidence >= LEAST_CONFIDENCE and last - first < TITLE and not stop:
            found.add(token)
    return frozenset(found)


def _part_joined(tree: Tree, found: Sequence[Attribution], read: Sequence[Attribution]) -> None:
    """Takes what a source goes on to say out of what it says first: "said no and did not say why"."""
    parsed = {one.cue.token: one for one in read}
    for one in found:
        for other in found:
            token = other.cue.token
            same = other.cue.source.head == one.cue.source.head >= 0
            if same and token in one.content and tree.dep[token] == "conj":
                mine = parsed.get(one.cue.token)
                if mine is not None and token not in mine.content:
                    one.content, one.pieces = set(mine.content), mine.pieces


def _same(one: Attribution, other: Attribution) -> bool:
    """Whether two cues claim one content."""
    return overlap(frozenset(one.content), frozenset(other.content)) >= SAME


def _made(tree: Tree, proposal: Proposal, content: Choice, source: Choice, confidence: float) -> Attribution:
    """The attribution of a cue with the content and the source that were chosen."""
    built = proposal.built
    candidate = built.cue if built is not None else candidate_at(tree, proposal.cue)
    cue = replace(candidate, source=_source(tree, candidate, source))
    if built is not None and proposal.reading is None:
        first, last = built.first, built.last
    else:
        first, last = min(cue.token, *proposal.cue), max(cue.token, *proposal.cue)
        while last > cue.token and tree.pos[last] in ("DET", "SPACE", "PUNCT"):
            last -= 1 + (tree.pos[last] == "DET" and tree.pos[last - 1] == "ADP")  # "said in a"
    pieces = built.pieces if built is not None and "p" in content.by else []
    words = set(content.tokens).difference(range(first, last + 1))
    if "t" in content.by:
        words -= source.tokens
    words = {token for token in words if tree.pos[token] != "SPACE"}
    if all(tree.pos[token] == "PUNCT" for token in words):
        words = set()
    return Attribution(cue, first, last, pieces, words, None, confidence)


def _source(tree: Tree, candidate: Candidate, chosen: Choice) -> Source:
    """The chosen source: as the parse found it where its head is in it, else as the tagger saw it."""
    parsed = candidate.source
    if not chosen.tokens:
        return parsed if parsed.head < 0 else NOBODY
    if parsed.head in chosen.tokens:
        return (
            parsed if "p" in chosen.by else replace(parsed, first=min(chosen.tokens), last=max(chosen.tokens))
        )
    tops = [token for token in sorted(chosen.tokens) if tree.head[token] not in chosen.tokens]
    named = [token for token in tops if tree.pos[token] in ("PROPN", "NOUN", "PRON")]
    head = (named or tops or sorted(chosen.tokens))[0]
    antecedent = -1
    if tree.lower[head] in RELATIVES and tree.dep[tree.head[head]] == "relcl":
        antecedent = tree.head[tree.head[head]]
    return Source("tagged", head, min(chosen.tokens), max(chosen.tokens), antecedent)


def _unrepeated(tree: Tree, kept: list[Attribution]) -> list[Attribution]:
    """The attributions nested, without those that say their outer one's again."""
    nest(kept)
    repeated = {one.cue.token for one in kept if _repeats(tree, one)}
    for one in kept:
        while one.outer is not None and one.outer.cue.token in repeated:
            one.outer = one.outer.outer
    return [one for one in kept if one.cue.token not in repeated]


def _repeats(tree: Tree, one: Attribution) -> bool:
    """Whether a nested attribution says its outer one's again: "say" in "refused to say"."""
    outer, token = one.outer, one.cue.token
    if outer is None or tree.dep[token] != "xcomp" or tree.head[token] != outer.cue.token:
        return False
    return tree.lemma[outer.cue.token] in ("refuse", "decline", "fail")
