"""The tagger's scores of a window -> its reading: cues, each with its source and its content.

Roles are decoded under the constraint that a span begins where it begins (Viterbi); each word of
content then goes to the cue that its link points at, changing owner inside a span only where the
links insist, and each cue to the source that its own link points at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt

__all__ = ["Reading", "decode", "log_softmax", "spans", "viterbi"]

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
#: Order of the roles: none, then beginning and inside of each.
SOURCE, CUE, CONTENT = 1, 3, 5
INSIDE: Final = (2, 4, 6)
ROLES: Final = 7
#: Cost, in nats, of giving the words of one span of content to two cues.
SWITCH: Final = 4.0
#: Least log-probability that a link is taken for.
FLOOR: Final = -12.0
FORBIDDEN: Final = -1e9


@dataclass(slots=True)
class Reading:
    """A cue as the tagger reads it; all numbers are words of the window."""

    #: First and last word of the cue.
    first: int
    last: int
    #: First and last word of its source; None if it has none.
    source: tuple[int, int] | None = None
    content: list[int] = field(default_factory=list)
    #: Probability that the first word begins a cue, 0 to 1.
    cue_score: float = 0.0
    #: Mean probability that the content's words are content of this cue.
    content_score: float = 0.0
    #: Probability of the link to the source, or to none.
    source_score: float = 0.0


def log_softmax(scores: Floats) -> Floats:
    """Logarithms of the softmax over the last axis."""
    shifted = scores - scores.max(-1, keepdims=True)
    found: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return found


def viterbi(scores: Floats) -> list[int]:
    """The likeliest allowed sequence of roles; `scores` are log-probabilities, (words, 7).

    An inside follows its beginning or another inside, anything else follows anything.
    """
    rows = scores.tolist()
    if not rows:
        return []
    best = [FORBIDDEN if role in INSIDE else score for role, score in enumerate(rows[0])]
    back = []
    for row in rows[1:]:
        most = max(best)
        above = [best.index(most)] * ROLES
        now = [most + score for score in row]
        for role in INSIDE:
            above[role] = role - 1 if best[role - 1] >= best[role] else role
            now[role] = best[above[role]] + row[role]
        best = now
        back.append(above)
    found = [max(range(ROLES), key=best.__getitem__)]
    for above in reversed(back):
        found.append(above[found[-1]])
    return found[::-1]


def spans(roles: Sequence[int], kind: int) -> list[tuple[int, int]]:
    """First and last word of each span of `SOURCE`, `CUE` or `CONTENT`."""
    found: list[tuple[int, int]] = []
    for word, role in enumerate(roles):
        if role == kind:
            found.append((word, word))
        elif role == kind + 1 and found:
            found[-1] = (found[-1][0], word)
    return found


def decode(roles: Floats, to_cue: Floats, to_source: Floats) -> list[Reading]:
    """The attributions of a window.

    `roles` are log-probabilities (words, 7), `to_cue` those of each word's link (words, words) and
    `to_source` those of each cue's link (words, 1 + words), the first column for no source.
    """
    path = viterbi(roles)
    found = [Reading(first, last) for first, last in spans(path, CUE)]
    if not found:
        return []
    anchors = np.array([one.first for one in found])
    names = spans(path, SOURCE)
    for one in found:
        one.cue_score = float(np.exp(roles[one.first, CUE : CUE + 2].max()))
        _find_source(one, names, to_source[one.first])
    links = np.maximum(to_cue[:, anchors], FLOOR)
    for first, last in spans(path, CONTENT):
        owners = _owners(links[first : last + 1])
        for word, owner in zip(range(first, last + 1), owners, strict=True):
            found[owner].content.append(word)
    for number, one in enumerate(found):
        if one.content:
            words = np.array(one.content)
            kinds = np.logaddexp(roles[words, CONTENT], roles[words, CONTENT + 1])
            one.content_score = float(np.exp(kinds + links[words, number]).mean())
    return [one for one in found if one.content]


def _find_source(one: Reading, names: Sequence[tuple[int, int]], link: Floats) -> None:
    """Takes the span that the cue's link points at; none if it points at none."""
    one.source_score = float(np.exp(link[0]))
    for first, last in names:
        score = float(np.exp(link[1 + first : 2 + last]).sum())
        if score > one.source_score:
            one.source, one.source_score = (first, last), score


def _owners(links: Floats) -> list[int]:
    """The cue of each word of a span, with a price on changing it."""
    likeliest = links.argmax(1)
    if (likeliest == likeliest[0]).all():
        return [int(likeliest[0])] * len(links)
    best: Any = links[0].copy()
    back = []
    for row in links[1:]:
        top = int(best.argmax())
        stay = best >= best[top] - SWITCH
        back.append(np.where(stay, np.arange(len(best)), top))
        best = np.where(stay, best, best[top] - SWITCH) + row
    owner = int(best.argmax())
    found = [owner]
    for step in reversed(back):
        owner = int(step[owner])
        found.append(owner)
    return found[::-1]
