"""Article, Doc and Marks -> statements: who said what, denied it, asked it or declined to say.

The front door of the stage. Attribution gives source, cue and content in tokens; here they become
spans, are tied to the actors and moments that were marked, and get their addressee, stance and
relays. Nothing is made from a quarantined passage, nor across one.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc

from onrecord.records import (
    Article,
    Marks,
    Relay,
    Span,
    Statement,
    StatementKind,
    make_id,
)
from onrecord.speech.attribution import Attribution
from onrecord.speech.carry import Carried, carry
from onrecord.speech.content import quote_tokens, runs
from onrecord.speech.inner import with_inner
from onrecord.speech.moments import said_when
from onrecord.speech.overlooked import with_overlooked
from onrecord.speech.quotes import Quotation, find_quotes
from onrecord.speech.reading import attribute
from onrecord.speech.relays import Hop, Relays, find_relays
from onrecord.speech.sources import Source
from onrecord.speech.speakers import Speakers, gather
from onrecord.speech.stance import stance_of
from onrecord.speech.tagger import load_tagger, tag
from onrecord.speech.told import addressee
from onrecord.speech.tree import MARKS, Tree, plant
from onrecord.speech.verbs import Verbs, load_verbs

__all__ = ["find_statements"]

#: Share of the content's words in quotation marks from which speech is direct; PolNeAR's scorer
#: and research/attribution.md draw the line there.
DIRECT: Final = 0.9


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the parts of a statement are looked up in."""

    article: Article
    tree: Tree
    speakers: Speakers
    verbs: Verbs
    moments: dict[int, str]
    relays: Relays
    #: The agency that the page credits; None if it credits none in its text.
    agency: Relay | None


def find_statements(
    article: Article, doc: Doc, marks: Marks, *, tagger: bool = True
) -> tuple[Statement, ...]:
    """The article's statements in text order; those inside others' contents point at them.

    `doc` is the parse of the article (`text.language.Language.parse`); `marks` may be empty. Sources,
    cues and contents follow PolNeAR (Newell et al., LREC 2018). Never raises on any text.
    """
    areas = _areas(article)
    quotes: list[Quotation] = []
    for start, end in areas:
        quotes += find_quotes(doc.text, start, end)
    walls = sorted({edge for area in areas for edge in area if 0 < edge < len(doc.text)})
    tree = plant(doc, quotes, walls)
    tagged = tag(doc.text, areas, quotes, *load_tagger()) if tagger else None
    found = attribute(tree, tagged)
    regions = [bisect_right(walls, offset) for offset in tree.at]
    verbs = load_verbs()
    carried = carry(tree, found, regions, verbs)
    found = [one for one in found if one.content]
    speakers = gather(tree, marks)
    found = with_inner(tree, with_overlooked(tree, found, verbs), verbs)
    found, relays = find_relays(tree, found, verbs, speakers.heads)
    speakers.hear(found, carried)
    moments = said_when(tree, found, marks.moments)
    reading = _Reading(article, tree, speakers, verbs, moments, relays, _agency(article))
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
    speaker, why = reading.speakers.of(one, cue.words)
    return Statement(
        id=ids[id(one)],
        source=_source_span(reading, source),
        cue=cue,
        content=_content(reading, one.content),
        kind=_kind(tree, one.content),
        speaker=speaker,
        told=None if told is None else _span(reading, *told),
        via=_via(reading, one, speaker),
        stance=stance_of(tree, one, reading.verbs),
        moment=reading.moments.get(one.cue.token),
        within=None if one.outer is None else ids[id(one.outer)],
        confidence=round(one.confidence, 3),
        why=why,
    )


def _carried_statement(reading: _Reading, one: Carried) -> Statement:
    speaker, reason = reading.speakers.named_by(one.source)
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
    inner = reading.relays.citations.get(id(one))
    if inner is None or outer.source in (None, _source_span(reading, inner.source)):
        return []
    speaker, reason = reading.speakers.named_by(inner.source)
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
            content=_content(reading, set(one.content - inner.words) or one.content),
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


def _agency(article: Article) -> Relay | None:
    """The agency that the article's own words credit with it."""
    for credit in article.credits:
        if credit.kind == "agency" and credit.evidence.span is not None:
            return Relay(span=credit.evidence.span)
    return None


def _via(reading: _Reading, one: Attribution, speaker: str | None) -> tuple[Relay, ...]:
    """Who else reports the statement, nearest to the page first; nobody relays their own words."""
    hops = reading.relays.chain(one)
    kept: list[Relay] = []
    passed, own = {speaker}, {_words(reading, one.cue.source)}
    for hop in reversed(hops):
        actor = _actor_of(reading, hop)
        words = _words(reading, hop.source)
        span = _span(reading, hop.source.first, hop.source.last)
        again = words in own or span == _source_span(reading, one.cue.source)
        same = actor is not None and actor in passed and not reading.relays.another(one, hop)
        if again or same:
            continue
        passed.add(actor)
        own.add(words)
        kept.append(Relay(span=span, actor=actor, cue=_span(reading, hop.first, hop.last)))
    return _credited(reading, tuple(reversed(kept)), one)


def _credited(reading: _Reading, via: tuple[Relay, ...], one: Attribution) -> tuple[Relay, ...]:
    """The chain behind the agency that the page credits, unless the agency is in it or speaks."""
    agency = reading.agency
    if agency is None or not reading.relays.spoken(one):
        return via
    source = _source_span(reading, one.cue.source)
    spans = [relay.span for relay in via] + ([source] if source is not None else [])
    return via if any(agency.span.words in span.words for span in spans) else (agency, *via)


def _actor_of(reading: _Reading, hop: Hop) -> str | None:
    if hop.outer is not None:
        return reading.speakers.of(hop.outer, "")[0]
    return reading.speakers.named_by(hop.source)[0]


def _words(reading: _Reading, source: Source) -> str:
    """The source's head, lower case: the same words name the same speaker inside one sentence."""
    return "" if source.head < 0 else reading.tree.lower[source.head]
