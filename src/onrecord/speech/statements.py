"""Article, Doc and Marks -> statements: who said what, denied it, asked it or declined to say.

The front door of the stage. Attribution gives source, cue and content in tokens; here they become
spans, are tied to the actors and moments that were marked, and get their addressee, stance and
relays. Nothing is made from a quarantined passage, nor across one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc

from onrecord.records import (
    Article,
    Marks,
    Mention,
    Relay,
    Span,
    Statement,
    StatementKind,
    make_id,
)
from onrecord.speech.attribution import Attribution, attribute
from onrecord.speech.carry import Carried, carry
from onrecord.speech.cited import cited
from onrecord.speech.content import quote_tokens, runs
from onrecord.speech.moments import said_when
from onrecord.speech.quotes import Quotation, find_quotes
from onrecord.speech.sources import Source
from onrecord.speech.stance import addressee, stance_of
from onrecord.speech.tree import MARKS, Tree, plant
from onrecord.speech.verbs import Verbs, load_verbs
from onrecord.speech.weights import load_counts, load_models

__all__ = ["find_statements"]

#: Share of the content's words in quotation marks from which speech is direct; PolNeAR's scorer
#: and research/attribution.md draw the line there.
DIRECT: Final = 0.9
#: Longest chain of report that is kept.
MOST_RELAYS: Final = 8
#: Pronouns of the first person: inside a quotation, the speaker.
SELVES: Final = frozenset({"i", "me", "my", "we", "us", "our"})
#: Relations of a name's words to its head.
NAME_PARTS: Final = frozenset({"compound", "nmod", "flat"})
#: Nouns that speak for whoever owns them.
VOICES: Final = frozenset(
    {"statement", "report", "office", "post", "letter", "tweet", "memo", "website"}
    | {"spokesperson", "spokesman", "spokeswoman"}
)
#: How a source was found, in words.
WAYS: Final = {
    "subject": "source is the subject of {cue}",
    "agent": "source is the agent of {cue}",
    "relative": "source is the relative pronoun that is the subject of {cue}",
    "antecedent": "source is the noun that {cue} describes",
    "controller": "source is the subject of the verb above {cue}",
    "coordinated": "source is the subject of the verb that {cue} is joined to",
    "inverted": "source follows {cue} after a quotation",
    "beside": "source stands right before {cue}",
    "owner": "source is whose {cue} it is",
    "supported": "source is the subject of the verb that takes {cue}",
    "according": "source follows 'according to'",
    "label": "source is the label before the colon",
    "passive": "no source: {cue} is passive and names no agent",
    "none": "no source: {cue} has no subject",
}


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the parts of a statement are looked up in."""

    article: Article
    tree: Tree
    heads: dict[int, Mention]
    #: The mentions in text order, and where they start and end.
    ordered: list[Mention]
    places: list[tuple[int, int]]
    verbs: Verbs
    moments: dict[int, str]


def find_statements(article: Article, doc: Doc, marks: Marks) -> tuple[Statement, ...]:
    """The article's statements in text order; those inside others' contents point at them.

    `doc` is the parse of the article (`text.language.Language.parse`); `marks` may be empty. Sources,
    cues and contents follow PolNeAR (Newell et al., LREC 2018). Never raises on any text.
    """
    areas = _areas(article)
    quotes: list[Quotation] = []
    for start, end in areas:
        quotes += find_quotes(doc.text, start, end)
    walls = sorted({edge for area in areas for edge in area})
    tree = plant(doc, quotes, walls)
    found = attribute(tree, load_counts(), load_models())
    regions = [bisect_right(walls, offset) for offset in tree.at]
    verbs = load_verbs()
    carried = carry(tree, found, regions, verbs)
    found = [one for one in found if one.content]
    heads: dict[int, Mention] = {}
    for mention in sorted(marks.mentions, key=lambda one: one.span.start - one.span.end):
        heads[mention.head] = mention
    moments = said_when(tree, found, marks.moments)
    ordered = sorted(marks.mentions, key=lambda one: one.span)
    places = [(one.span.start, one.span.end) for one in ordered]
    reading = _Reading(article, tree, heads, ordered, places, verbs, moments)
    ids = {id(one): _id(reading, one.content, one) for one in found}
    made = [_statement(reading, one, ids) for one in found]
    made += [_carried_statement(reading, one) for one in carried]
    for one, outer in zip(found, tuple(made), strict=False):
        made += _cited_statements(reading, one, outer)
    return tuple(sorted(made, key=_place))


def _areas(article: Article) -> list[tuple[int, int]]:
    """The unbroken stretches of read passages."""
    areas: list[tuple[int, int]] = []
    for passage in article.passages:
        if not passage.read:
            continue
        if areas and areas[-1][1] == passage.span.start:
            areas[-1] = (areas[-1][0], passage.span.end)
        else:
            areas.append((passage.span.start, passage.span.end))
    return areas


def _place(one: Statement) -> tuple[int, int, str]:
    start = one.content[0].start
    if one.cue is not None:
        start = min(start, one.cue.start)
    return start, one.content[0].start, one.id


def _span(reading: _Reading, first: int, last: int) -> Span:
    tree = reading.tree
    return Span.of(reading.article.text, tree.at[first], tree.until[last])


def _content(reading: _Reading, tokens: set[int]) -> tuple[Span, ...]:
    """The content's pieces, without punctuation at their edges that is no quotation mark."""
    tree = reading.tree
    spans = []
    for begin, end in runs(tokens):
        first, last = begin, end
        while first <= last and _edge(tree, first):
            first += 1
        while last >= first and (_edge(tree, last) or _joins(tree, last)):
            last -= 1
        if first < last and _closes_alone(tree, last, tokens):
            last -= 1
        if first <= last and any(tree.pos[token] != "PUNCT" for token in range(first, last + 1)):
            spans.append(_span(reading, first, last))
    if not spans:
        first, last = min(tokens), min(tokens)
        spans.append(_span(reading, first, last))
    return tuple(spans)


def _edge(tree: Tree, token: int) -> bool:
    return tree.pos[token] in ("PUNCT", "SPACE") and not tree.marked[token]


def _closes_alone(tree: Tree, token: int, tokens: set[int]) -> bool:
    """Whether a piece's last token closes a quotation that the content does not open."""
    quotation = tree.quote[token]
    if tree.lower[token] not in MARKS or tree.pos[token] != "PUNCT" or quotation < 0:
        return False
    begin, end = quote_tokens(tree, quotation)
    return tree.quotes[quotation].closed and token == end - 1 and begin not in tokens


def _joins(tree: Tree, token: int) -> bool:
    """Whether a piece's last word only leads to what is not in it: "but"."""
    return tree.pos[token] == "CCONJ" and not tree.marked[token]


def _kind(tree: Tree, content: set[int]) -> StatementKind:
    words = [token for token in content if tree.pos[token] not in ("PUNCT", "SPACE")]
    quoted = sum(1 for token in words if tree.marked[token])
    if not quoted:
        return "indirect"
    return "direct" if quoted >= DIRECT * len(words) else "mixed"


def _id(reading: _Reading, content: set[int], one: Attribution | None) -> str:
    tree = reading.tree
    cue = None if one is None else tree.at[one.cue.token]
    return make_id("statement", reading.article.id, cue, tree.at[min(content)], tree.until[max(content)])


def _statement(reading: _Reading, one: Attribution, ids: dict[int, str]) -> Statement:
    tree = reading.tree
    source = one.cue.source
    cue = _span(reading, one.first, one.last)
    told = addressee(tree, one, reading.verbs)
    speaker, why = _speaker(reading, one, cue.words)
    return Statement(
        id=ids[id(one)],
        source=_source_span(reading, source),
        cue=cue,
        content=_content(reading, one.content),
        kind=_kind(tree, one.content),
        speaker=speaker,
        told=None if told is None else _span(reading, *told),
        via=_relays(reading, one, speaker),
        stance=stance_of(tree, one, reading.verbs),
        moment=reading.moments.get(one.cue.token),
        within=None if one.outer is None else ids[id(one.outer)],
        confidence=round(one.confidence, 3),
        why=why,
    )


def _carried_statement(reading: _Reading, one: Carried) -> Statement:
    speaker, reason = _actor(reading, one.source)
    return Statement(
        id=_id(reading, one.content, None),
        source=_source_span(reading, one.source),
        content=_content(reading, one.content),
        kind=_kind(reading.tree, one.content),
        speaker=speaker,
        carried=one.carried,
        confidence=one.confidence,
        why=f"{one.why}; {reason}" if reason else one.why,
    )


def _cited_statements(reading: _Reading, one: Attribution, outer: Statement) -> list[Statement]:
    """What somebody says whom the source of `outer` cites: the same words, passed on by that source."""
    tree = reading.tree
    inner = cited(tree, one, reading.verbs, reading.heads)
    if inner is None or outer.source is None:
        return []
    speaker, reason = _actor(reading, inner.source)
    if speaker is not None and speaker == outer.speaker:
        return []
    at, last = tree.at[inner.token], tree.until[max(one.content)]
    relay = Relay(span=outer.source, actor=outer.speaker, cue=outer.cue)
    why = f"the source is whom {outer.source.words!r} cites"
    return [
        Statement(
            id=make_id("statement", reading.article.id, at, "cited", tree.at[min(one.content)], last),
            source=_source_span(reading, inner.source),
            cue=_span(reading, inner.token, inner.token),
            content=outer.content,
            kind=outer.kind,
            speaker=speaker,
            via=(*outer.via, relay),
            within=outer.id,
            confidence=outer.confidence,
            why=f"{why}; {reason}" if reason else why,
        )
    ]


def _source_span(reading: _Reading, source: Source) -> Span | None:
    return None if source.head < 0 else _span(reading, source.first, source.last)


def _mention(reading: _Reading, source: Source) -> tuple[Mention | None, bool]:
    """The mention that a source is, and whether it only owns the source ("the mayor's office").

    It stands at the source's head or reaches it as part of the name or as an apposition; a mention
    elsewhere in the source's words ("a critic of the mayor") is somebody else.
    """
    tree = reading.tree
    for head in (source.antecedent, source.head):
        if head >= 0 and tree.at[head] in reading.heads:
            return reading.heads[tree.at[head]], False
    head = source.antecedent if source.antecedent >= 0 else source.head
    inside = _inside(reading, source, head)
    named = [one for one in inside if _names(tree, tree.token_from(one.head), head, source)]
    owner = tree.kid(head, "poss") if not named and tree.lemma[head] in VOICES else -1
    if owner >= 0:
        named = [one for one in inside if _names(tree, tree.token_from(one.head), owner, None)]
    longest = max(named, key=lambda one: (one.span.end - one.span.start, -one.span.start), default=None)
    return longest, owner >= 0


def _inside(reading: _Reading, source: Source, head: int) -> list[Mention]:
    """The mentions in a source's words, and in the phrase of the noun that its pronoun stands for."""
    tree = reading.tree
    first, last = source.first, source.last
    if head == source.antecedent:
        first, last = tree.left[head], tree.right[head]
    start, end = tree.at[first], tree.until[last]
    found = []
    nearest = bisect_left(reading.places, (start, 0))
    while nearest < len(reading.places) and reading.places[nearest][0] < end:
        if reading.places[nearest][1] <= end:
            found.append(reading.ordered[nearest])
        nearest += 1
    return found


def _names(tree: Tree, token: int, head: int, source: Source | None) -> bool:
    """Whether the word at `token` names what `head` does: a part of its name, or its apposition."""
    if source is not None and source.way == "according" and tree.right[head] < token <= source.last:
        return True  # "according to the harbour master, Ida Moen,": see `cues._with_name`.
    while token != head:
        above, dep = tree.head[token], tree.dep[token]
        part = dep in NAME_PARTS and (tree.pos[above] == "PROPN" or tree.lemma[above] in VOICES)
        if above == token or not (part or dep == "appos"):
            return False
        token = above
    return True


def _speaker(reading: _Reading, one: Attribution, cue: str) -> tuple[str | None, str]:
    """The speaking actor's id and how it was found, or why there is none."""
    source, tree = one.cue.source, reading.tree
    why = WAYS[source.way].format(cue=repr(cue))
    actor, reason = _actor(reading, source)
    if actor is None and source.head >= 0 and one.outer is not None and tree.quote[source.head] >= 0:
        word = tree.text[tree.at[source.head] : tree.until[source.head]]
        if word.lower() in SELVES:
            actor, _ = _speaker(reading, one.outer, cue)
            reason = f"{word!r} is whoever speaks the words around it"
    return actor, f"{why}; {reason}" if reason else why


def _actor(reading: _Reading, source: Source) -> tuple[str | None, str]:
    """The actor that a source names, or None and why."""
    if source.head < 0:
        return None, ""
    tree = reading.tree
    word = tree.text[tree.at[source.head] : tree.until[source.head]]
    mention, owns = _mention(reading, source)
    if mention is not None and mention.actor is not None:
        return mention.actor, f"the speaker is whose {word} it is" if owns else ""
    if mention is not None:
        return None, mention.why or f"{word!r} was not resolved to an actor"
    if tree.pos[source.head] == "PRON":
        return None, f"pronoun {word!r} was not resolved to an actor"
    return None, "no actor was marked in the source"


def _relays(reading: _Reading, one: Attribution, speaker: str | None) -> tuple[Relay, ...]:
    """Who else reports the statement, nearest to the page first; nobody relays their own words."""
    chain: list[Relay] = []
    if not reading.verbs.speaks(reading.tree.lemma[one.cue.token]):
        return ()
    passed, own = {speaker}, {_words(reading, one.cue.source)}
    for outer in _outward(one):
        span = _source_span(reading, outer.cue.source)
        if span is None or not reading.verbs.speaks(reading.tree.lemma[outer.cue.token]):
            continue
        actor, _ = _speaker(reading, outer, "")
        words = _words(reading, outer.cue.source)
        if (actor is not None and actor in passed) or words in own:
            continue
        passed.add(actor)
        own.add(words)
        chain.append(Relay(span=span, actor=actor, cue=_span(reading, outer.first, outer.last)))
    return tuple(reversed(chain))


def _words(reading: _Reading, source: Source) -> str:
    """The source's head, lower case: the same words name the same speaker inside one sentence."""
    return "" if source.head < 0 else reading.tree.lower[source.head]


def _outward(one: Attribution) -> list[Attribution]:
    """The statements around a statement, the nearest first."""
    chain: list[Attribution] = []
    outer = one.outer
    while outer is not None and len(chain) < MOST_RELAYS:
        chain.append(outer)
        outer = outer.outer
    return chain
