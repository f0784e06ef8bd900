"""Parse reading and tagger reading -> one: for each cue the likelier content and source, with a confidence.

Both readers propose contents and sources for a cue. Three small linear models (models/fusion.tsv),
fitted on documents of PolNeAR train that neither reader was trained on, weigh them: "content" and
"source" choose among the proposals, "joint" gives the confidence of what was chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from onrecord.speech.attribution import Attribution
from onrecord.speech.checks import on_line
from onrecord.speech.decode import Floats, Ints, Reading
from onrecord.speech.tagger import Tagged
from onrecord.speech.tree import Tree
from onrecord.speech.weights import Model, log_odds

__all__ = ["Choice", "Proposal", "choose", "joint_features", "proposals"]

#: Least probability of the first word of a cue, by the tagger, at which it weighs contents of its own.
LEAST_MASS: Final = 0.3
#: Least log-probability of a word to begin a cue at which it is looked at although the tagger's own
#: decoding passed it by and the parse has nothing.
LEAST_CUE: Final = -2.3
#: Columns of the roles' probabilities.
SOURCES, CUES, CONTENTS = slice(1, 3), slice(3, 5), slice(5, 7)


@dataclass(slots=True)
class Choice:
    """A content or a source that is proposed for a cue."""

    #: Tokens.
    tokens: frozenset[int]
    #: Which readers propose it: "t" tagger, "p" parse, "s" the tagger's scores without its decoding.
    by: str
    features: dict[str, float] = field(default_factory=dict)
    score: float = 0.0


@dataclass(slots=True)
class Proposal:
    """A cue with everything that is proposed for it."""

    #: Tokens of the cue.
    cue: frozenset[int]
    #: The parse's attribution; None if it has none here.
    built: Attribution | None
    #: The tagger's; None if it has none here.
    reading: Reading | None
    contents: list[Choice]
    sources: list[Choice]
    #: Probability of a cue here, by the tagger.
    cue_score: float
    #: Probability that the cue stands in somebody's content, by the tagger.
    inside: float


class Field:
    """The tagger's scores of a text, looked up by token."""

    def __init__(self, tree: Tree, tagged: Sequence[Tagged]) -> None:
        self.tree = tree
        self.tagged = tagged
        self.window: list[int] = [-1] * len(tree)
        #: First and one past the last word of each token in its window.
        self.words: list[tuple[int, int]] = [(0, 0)] * len(tree)
        #: Probabilities of the roles of each window's words, and the tokens that each of them is.
        self.chances: list[Floats] = [np.exp(one.roles) for one in tagged]
        self._tokens = [self._spans(one) for one in tagged]
        for number, one in enumerate(tagged):
            self._place(number, one)

    def _place(self, number: int, one: Tagged) -> None:
        tree = self.tree
        at, until = one.at.tolist(), one.until.tolist()
        token = tree.token_from(at[0]) if at else len(tree)
        word = 0
        while token < len(tree) and word < len(at):
            begin = word
            while word < len(at) and at[word] < tree.until[token]:
                word += 1
            if word > begin:
                self.window[token], self.words[token] = number, (begin, word)
            elif begin > 0 and until[begin - 1] > tree.at[token]:
                self.window[token], self.words[token] = number, (begin - 1, begin)
            token += 1

    def _spans(self, one: Tagged) -> list[range]:
        """The tokens of each word of a window."""
        tree, size = self.tree, len(self.tree)
        begins = [tree.token_from(at) for at in one.at.tolist()]
        ends = [tree.token_before(until) for until in one.until.tolist()]
        return [range(begin, min(size, max(begin + 1, end))) for begin, end in zip(begins, ends, strict=True)]

    def tokens(self, number: int, words: Iterable[int]) -> frozenset[int]:
        """The tokens of words of a window."""
        spans = self._tokens[number]
        return frozenset(token for word in words for token in spans[word])

    def words_of(self, tokens: Iterable[int], number: int) -> Ints:
        """The words of tokens that stand in a window, in order."""
        found = [
            word
            for token in sorted(tokens)
            if self.window[token] == number
            for word in range(*self.words[token])
        ]
        return np.array(sorted(set(found)), np.int64)


def proposals(tree: Tree, tagged: Sequence[Tagged], built: Sequence[Attribution]) -> list[Proposal]:
    """Every cue that either reader sees, with the contents and sources that are proposed for it."""
    ground = Field(tree, tagged)
    by_token: dict[int, list[Attribution]] = {}
    for one in built:
        for token in range(one.first, one.last + 1):
            by_token.setdefault(token, []).append(one)
    found, used = [], set()
    for number, window in enumerate(tagged):
        for reading in window.readings:
            cue = ground.tokens(number, range(reading.first, reading.last + 1))
            theirs = {id(one): one for token in cue for one in by_token.get(token, [])}
            rivals = [one for one in theirs.values() if id(one) not in used]
            mine = max(rivals, key=lambda one: (one.cue.token in cue, one.confidence), default=None)
            if mine is not None:
                used.add(id(mine))
            found.append(_proposal(ground, number, cue, mine, reading))
    for one in built:
        if id(one) not in used:
            cue = frozenset(range(one.first, one.last + 1))
            found.append(_proposal(ground, ground.window[one.cue.token], cue, one, None))
    taken = {token for one in found for token in one.cue}
    for number, window in enumerate(tagged):
        for word in np.flatnonzero(window.roles[:, 3] > LEAST_CUE):
            cue = ground.tokens(number, [int(word)])
            if not cue & taken:
                found.append(_proposal(ground, number, cue, None, None))
    return [one for one in found if one.contents and one.sources]


def _proposal(
    ground: Field, number: int, cue: frozenset[int], built: Attribution | None, reading: Reading | None
) -> Proposal:
    contents: dict[frozenset[int], str] = {}
    sources: dict[frozenset[int], str] = {}
    if reading is not None:
        _propose(contents, _on_line(ground.tree, cue, ground.tokens(number, reading.content)), "t")
        span = () if reading.source is None else range(reading.source[0], reading.source[1] + 1)
        _propose(sources, ground.tokens(number, span), "t")
    if built is not None:
        _propose(contents, frozenset(built.content), "p")
        who = built.cue.source
        named = frozenset(range(who.first, who.last + 1)) if who.head >= 0 else frozenset[int]()
        _propose(sources, named, "p")
    proposal = Proposal(cue, built, reading, [], [], 0.0, 0.0)
    mass, link = _mass(ground, number, cue, proposal)
    if reading is None and mass is not None and proposal.cue_score > 0.02:
        likely = np.flatnonzero(mass > LEAST_MASS * max(mass.max(), 0.1))
        if len(likely):
            _propose(contents, _on_line(ground.tree, cue, ground.tokens(number, likely.tolist())), "s")
    if reading is None and link is not None:
        _propose(sources, _pointed(ground, number, link), "s")
    proposal.contents = [Choice(tokens, by) for tokens, by in contents.items() if tokens]
    proposal.sources = [Choice(tokens, by) for tokens, by in sources.items()]
    for one in proposal.contents:
        _weigh_content(ground, number, proposal, one, mass)
    for one in proposal.sources:
        _weigh_source(ground, number, proposal, one, link)
    return proposal


def _pointed(ground: Field, number: int, link: Floats) -> frozenset[int]:
    """The tokens of the source that a cue's link points at: its word and those that go on with it."""
    top = int(link.argmax())
    if top == 0:
        return frozenset()
    roles = ground.chances[number]
    first = last = top - 1
    while last + 1 < len(roles) and roles[last + 1, 2] > 0.5:
        last += 1
    return ground.tokens(number, range(first, last + 1))


def _on_line(tree: Tree, cue: frozenset[int], tokens: frozenset[int]) -> frozenset[int]:
    return frozenset(on_line(tree, min(cue), set(tokens - cue)))


def _propose(table: dict[frozenset[int], str], tokens: frozenset[int], by: str) -> None:
    table[tokens] = table.get(tokens, "") + by


def _mass(
    ground: Field, number: int, cue: frozenset[int], proposal: Proposal
) -> tuple[Floats | None, Floats | None]:
    """Probability of each word to be content of the cue, and the cue's link to sources."""
    words = ground.words_of(cue, number) if number >= 0 else np.array([], np.int64)
    if not len(words):
        return None, None
    one = ground.tagged[number]
    roles = ground.chances[number]
    starts = roles[words, 3]
    anchor = int(words[int(starts.argmax())])
    proposal.cue_score = float(roles[words, CUES].sum(-1).max())
    proposal.inside = float(roles[words, CONTENTS].sum(-1).min())
    mass: Floats = roles[:, CONTENTS].sum(-1) * np.exp(one.to_cue[:, anchor])
    link: Floats = np.exp(one.to_source[anchor])
    return mass, link


def overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """Share of the tokens of both that both have."""
    either = len(one | other)
    return len(one & other) / either if either else 1.0


def _weigh_content(ground: Field, number: int, proposal: Proposal, one: Choice, mass: Floats | None) -> None:
    tree = ground.tree
    found = {f"by={one.by}": 1.0}
    if mass is not None:
        words = ground.words_of(one.tokens, number)
        own = float(mass[words].sum()) if len(words) else 0.0
        total = float(mass.sum())
        found["iou"] = log_odds(own / max(1e-6, len(words) + total - own))
        found["mean"] = log_odds(own / max(1, len(words)))
        found["share"] = log_odds(own / max(1e-6, total))
        found["away"] = 1.0 - sum(ground.window[token] == number for token in one.tokens) / len(one.tokens)
        found["short"] = float(len(words) < 3)
    else:
        found["blind"] = 1.0
    rivals = [overlap(one.tokens, other.tokens) for other in proposal.contents if other is not one]
    found["rival"] = max(rivals, default=1.0)
    found["alone"] = float(not rivals)
    quoted = sum(1 for token in one.tokens if tree.quote[token] >= 0) / len(one.tokens)
    found[f"quoted={'all' if quoted > 0.9 else 'some' if quoted else 'none'}|{one.by}"] = 1.0
    if "p" in one.by and proposal.built is not None:
        built = proposal.built
        found["p:sure"] = log_odds(built.confidence)
        found["p:worst"] = log_odds(min((piece.score for piece in built.pieces), default=1.0))
        found[f"p:{built.cue.kind}"] = 1.0
    one.features = found


def _weigh_source(ground: Field, number: int, proposal: Proposal, one: Choice, link: Floats | None) -> None:
    found = {f"by={one.by}": 1.0}
    if link is not None:
        words = ground.words_of(one.tokens, number)
        pointed = float(link[words + 1].sum()) if len(words) else 0.0 if one.tokens else float(link[0])
        found["link"] = log_odds(pointed)
        if len(words):
            found["role"] = log_odds(float(ground.chances[number][words, SOURCES].sum(-1).max()))
        found["away"] = float(bool(one.tokens) and not len(words))
    else:
        found["blind"] = 1.0
    found["nobody" if not one.tokens else "somebody"] = 1.0
    found["alone"] = float(len(proposal.sources) == 1)
    if "p" in one.by and proposal.built is not None:
        found[f"p:{proposal.built.cue.source.way}|{one.by}"] = 1.0
        found[f"p:{proposal.built.cue.kind}"] = 1.0
        found["p:sure"] = log_odds(proposal.built.confidence)
    one.features = found


def joint_features(tree: Tree, proposal: Proposal, content: Choice, source: Choice) -> dict[str, float]:
    """The features of a whole attribution for the model "joint"."""
    built = proposal.built
    readers = ("t" if proposal.reading is not None else "") + ("p" if built is not None else "")
    found = {
        f"readers={readers}": 1.0,
        "content": log_odds(content.score),
        "source": log_odds(source.score),
        "cue": log_odds(proposal.cue_score),
        f"cue|{readers}": log_odds(proposal.cue_score),
        "inside": log_odds(proposal.inside),
        f"content by={content.by}": 1.0,
        f"source by={source.by}": 1.0,
        "iou": content.features.get("iou", -5.0),
        "mean": content.features.get("mean", -5.0),
        "share": content.features.get("share", -5.0),
        "link": source.features.get("link", -5.0),
        "role": source.features.get("role", 0.0),
        "marked" if tree.quote[min(proposal.cue)] >= 0 else "unmarked": 1.0,
    }
    if built is not None:
        found["p:sure"] = log_odds(built.confidence)
        found["p:cue"] = log_odds(built.cue.score)
        found[f"p:{built.cue.kind}"] = 1.0
        found[f"p:sure|{readers}"] = log_odds(built.confidence)
    quoted = sum(1 for token in content.tokens if tree.quote[token] >= 0) / len(content.tokens)
    found[f"quoted={'all' if quoted > 0.9 else 'some' if quoted else 'none'}"] = 1.0
    size = len(content.tokens)
    found[f"size={next((str(most) for most in (1, 3, 9, 30) if size <= most), 'long')}"] = 1.0
    found["nobody" if not source.tokens else "somebody"] = 1.0
    return found


def choose(tree: Tree, proposal: Proposal, models: Mapping[str, Model]) -> tuple[Choice, Choice, float]:
    """The likeliest content and source of a cue, and the probability that both are right."""
    for one in proposal.contents:
        one.score = models["content"].score(one.features)
    for one in proposal.sources:
        one.score = models["source"].score(one.features)
    content = max(proposal.contents, key=lambda one: one.score)
    source = max(proposal.sources, key=lambda one: one.score)
    return content, source, models["joint"].score(joint_features(tree, proposal, content, source))
