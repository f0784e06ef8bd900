"""The nouns, in the order in which they are made: frozen records, tuples for collections.

Offsets are half-open Unicode code points into `Article.text`. A span carries its words, and
`text[start:end] == words` is checked when a record is made: `Article` checks its own spans and
`Record` those of everything that was read from the article. Terms are the field's own:
source/cue/content (PARC, PolNeAR), actor/recipient/type/mode/context (PLOVER), TIMEX3 (TimeML).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from typing import Any, Literal

from onrecord.errors import advice_for
from onrecord.faces import RecordFace, StoryFace

#: "summary" is the standfirst under a headline, "quote" what is set off as a quotation, "entry" the stamp
#: that opens an entry of a live blog.
PassageKind = Literal[
    "headline", "summary", "subhead", "body", "list", "quote", "caption",
    "table", "entry", "chrome", "correction", "foreign", "repeat", "hidden",
]  # fmt: skip
#: Kinds from which statements and events are made; the other kinds are quarantined.
READ_KINDS: frozenset[str] = frozenset({"headline", "summary", "subhead", "body", "list", "quote", "caption"})
Origin = Literal["given", "metadata", "dateline", "text", "sibling", "unknown"]
Grain = Literal["second", "minute", "hour", "day", "week", "month", "year"]
CreditKind = Literal["byline", "agency", "outlet", "first-reported"]
#: "address" is the page's own address (canonical), "section" the part of the paper.
LabelKind = Literal["title", "address", "section", "language"]
ActorKind = Literal["person", "organization", "country", "group"]
MentionKind = Literal["name", "description", "pronoun"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Precision = Literal["country", "region", "city", "site", "name"]
StatementKind = Literal["direct", "indirect", "mixed"]
#: "declines" is who would not say, "unsaid" what may come, is expected or is asked: neither was said.
Stance = Literal["says", "denies", "declines", "asks", "promises", "warns", "unsaid"]
Polarity = Literal["positive", "negative"]
Certainty = Literal["certain", "probable", "possible"]
Tense = Literal["past", "present", "future", "none"]
Status = Literal[
    "happened", "ongoing", "planned", "possible", "conditional", "requested", "denied", "negated"
]
#: Where an event's time was found: through the parse, elsewhere in its sentence, or the article's own day.
MomentFrom = Literal["parse", "sentence", "article"]
Slot = Literal["number", "date", "place", "actor", "happened", "name"]
CopyKind = Literal["copy", "quotation"]
SourceKind = Literal["outlet", "agency", "publication", "statement", "page"]
DisagreementKind = Literal["disagreement", "update"]
Stage = Literal["read", "text", "mark", "speech", "event", "story", "store"]
#: What can be corrected: the lines of a page, its article's title and date, and the lines of a story.
LineKind = Literal[
    "article", "actor", "mention", "moment", "place", "statement", "event", "copy", "account", "disagreement"
]
Verdict = Literal["right", "wrong", "edit", "undo"]
#: Whether a correction holds: an undo took it back, or its author has since said something else.
Standing = Literal["standing", "undone", "replaced"]
#: What the machine reads now where a correction was made: the same as then, something else, what the
#: edit says, or no such line any more.
Reread = Literal["same", "changed", "agrees", "gone"]


def make_id(kind: str, *parts: object) -> str:
    """An id from content: `kind`, a dash, and 16 hex digits of the parts' hash.

    The same parts give the same id on every machine, in every order of reading.
    """
    key = "\x1f".join("" if part is None else str(part) for part in parts)
    return f"{kind}-{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


#: Fewest words of a passage that says by itself where it comes from.
BLOCK_WORDS = 5
_NOT_WORD = re.compile(r"[\W_]+")


def block_of(words: str) -> str | None:
    """The id of a passage's letters and digits, the same wherever the words stand; None if they are few."""
    if len(words.split(None, BLOCK_WORDS)) < BLOCK_WORDS:
        return None
    return make_id("block", _NOT_WORD.sub("", words).casefold())


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A stretch of an article's text, with the words that stand there."""

    #: First code point of the words in `Article.text`.
    start: int
    #: One past the last code point.
    end: int
    #: The words themselves: `text[start:end]`, never empty.
    words: str

    def __post_init__(self) -> None:
        if self.start < 0 or self.end - self.start != len(self.words) or not self.words:
            raise ValueError(f"span {self.start}:{self.end} does not fit its words {self.words!r}")

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span of `text[start:end]`; ValueError if that is empty or out of range."""
        if not 0 <= start < end <= len(text):
            raise ValueError(f"span {start}:{end} is empty or outside a text of {len(text)}")
        return cls(start=start, end=end, words=text[start:end])

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The bytes as they came, before anything was read from them."""

    #: From the sha256: the same bytes are the same page, wherever they lie.
    id: str
    #: Where it came from: a path, "-" for standard input, `path#line` for a JSONL row.
    source: str
    #: The address it was published at; None if nobody said.
    url: str | None = None
    #: Hex sha256 of the exact bytes.
    sha256: str
    #: Size of the exact bytes.
    bytes: int
    #: "text/html" or "text/plain"; None if it could not be told.
    media_type: str | None = None
    #: Digest of what was said with the page (URL, title, date): a change of it asks for a new reading.
    given: str | None = None
    #: When it was fetched (aware, UTC); None for files, whose time is not the page's.
    retrieved: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPage:
    """A page with its bytes decoded, and what was said of it when it was given."""

    page: Page
    #: The decoded bytes: HTML or plain text, without NUL and lone surrogates.
    content: str
    #: The title that was given with the page; None if none was.
    title: str | None = None
    #: The date of publication that was given, as it was written; None if none was.
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of the article's text and what it is; passages tile the text without a gap."""

    span: Span
    #: headline, summary, subhead, body, list, quote and caption are read; the other kinds are quarantined.
    kind: PassageKind
    #: The evidence, in plain words.
    why: str
    #: How sure the kind is, 0 to 1.
    score: float
    #: Where the block stood in the page, as a tag path ("body/main/p[3]"); None for flat text.
    path: str | None = None
    #: Whether it opens with words that point back ("It said") and nothing before it can hold them; then
    #: nothing in it is resolved to what stands before it.
    torn: bool = False

    @property
    def read(self) -> bool:
        """Whether statements and events may be made from it."""
        return self.kind in READ_KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One piece of evidence: what it says and where it stands."""

    #: What was found, as it stands there.
    words: str
    #: Where: "given", a tag ("meta[name=date]"), or a rule's name for words in the text.
    where: str
    #: The words in the article's text; None when they stand in markup or were given.
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dating:
    """When the article was published, as an interval of days with its evidence."""

    #: First day it can have been published; None if unknown.
    earliest: date | None = None
    #: Last day it can have been published (inclusive); None if unknown.
    latest: date | None = None
    #: The instant, when the page gives one with a zone; None otherwise.
    instant: datetime | None = None
    #: How fine the date is; None if unknown.
    grain: Grain | None = None
    #: Which rung of the ladder gave it.
    origin: Origin = "unknown"
    #: What it rests on, best first; empty only if unknown.
    evidence: tuple[Evidence, ...] = ()

    @property
    def day(self) -> date | None:
        """The day of publication, when it is known to the day; None otherwise."""
        return self.earliest if self.earliest == self.latest else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Who the words come from."""

    kind: CreditKind
    #: The name as the page gives it.
    name: str
    #: Where it was found: a span in the text or a tag.
    evidence: Evidence
    #: False for a candidate that lost: another place gives other authors, or another name of the outlet.
    chosen: bool = True
    #: Why it was chosen or not, in plain words.
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What the page says of itself; of several candidates of a kind one is chosen."""

    kind: LabelKind
    #: As the record uses it: a title without the outlet's name, an address without tracking, "en".
    value: str
    #: Where it stands, and its words there.
    evidence: Evidence
    #: Whether this candidate was chosen among those of its kind.
    chosen: bool
    #: Why it was chosen, or how it differs from the one that was.
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What words that a rewriting program swapped in read as; the words themselves stay as they are."""

    #: The swapped words: "past" in "until past year".
    span: Span
    #: What to read in their place: "last".
    reads_as: str
    #: The kind of artefact, a row of data/swaps.tsv.
    kind: str
    #: The evidence, in plain words.
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """Everything that was extracted from a page, in page order, quarantine included."""

    #: From the page's id.
    id: str
    #: The `Page.id` it was read from.
    page: str
    #: The headline; None if none was found.
    title: str | None = None
    #: The text. Every offset in the record points into it.
    text: str
    passages: tuple[Passage, ...]
    published: Dating = field(default_factory=Dating)
    credits: tuple[Credit, ...] = ()
    #: Title, address, section and language as the page gives them, the chosen one of each kind first.
    labels: tuple[Label, ...] = ()
    #: Swapped words and what they read as, in text order.
    readings: tuple[Reading, ...] = ()
    #: ISO 639-1 code.
    language: str = "en"

    def __post_init__(self) -> None:
        end = 0
        for passage in self.passages:
            if passage.span.start != end:
                raise ValueError(f"passages of {self.id} do not tile its text at {end}")
            end = passage.span.end
        if end != len(self.text):
            raise ValueError(f"passages of {self.id} end at {end}, its text at {len(self.text)}")
        check_spans(self.text, (self.passages, self.published, self.credits, self.labels, self.readings))

    @property
    def rewritten(self) -> bool:
        """Whether a rewriting program has been over it: two kinds of artefact meet."""
        return len({reading.kind for reading in self.readings}) > 1

    def blocks(self) -> tuple[tuple[str, bool], ...]:
        """`block_of` each passage that has one, and whether it is the headline or the lead, in text order."""
        found: list[tuple[str, bool]] = []
        led = False
        for passage in self.passages:
            lead = passage.kind == "body" and not led
            led = led or lead
            if block := block_of(passage.span.words):
                found.append((block, lead or passage.kind == "headline"))
        return tuple(found)

    def blanked(self) -> str:
        """The text with quarantined passages as white space of the same length: offsets stay."""
        parts = []
        for passage in self.passages:
            words = passage.span.words
            if not passage.read:
                words = "".join(mark if mark == "\n" else " " for mark in words)
            parts.append(words)
        return "".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A passage of an article that stands in another article of the record file too."""

    #: `block_of` the passage.
    block: str
    #: `Article.id` of the other article.
    article: str
    #: Its title; None if it has none.
    title: str | None = None
    #: Whether the passage is the other article's headline or lead.
    opens: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One who acts or speaks, resolved inside one article."""

    id: str
    #: The fullest name or description that the article gives.
    name: str
    kind: ActorKind
    #: Whether the article names it; False for "a military official".
    named: bool = True
    #: ISO 3166-1 alpha-3, or PLOVER's IGO/UN/EU specials; None if the words do not say.
    country: str | None = None
    #: PLOVER sector (GOV, MIL, COP, ...); None if the words do not say.
    sector: str | None = None
    #: The role as the text gives it ("foreign minister"); None if it gives none.
    role: Span | None = None
    #: What country, sector and kind rest on, or why they are None.
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place in the text that names, describes or points at an actor."""

    id: str
    span: Span
    #: Offset of the mention's head word: "minister" in "the foreign minister of Peru".
    head: int
    kind: MentionKind
    #: `Actor.id`; None if it could not be told.
    actor: str | None = None
    #: How it was resolved, or why it was not.
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time expression and its value (TimeML TIMEX3)."""

    id: str
    span: Span
    type: TimexType
    #: TIMEX3 value; underspecified ("XXXX-WXX") where the page has no date to hang it from.
    value: str
    #: TIMEX3 mod (APPROX, START, MID, END, ...); None if there is none.
    mod: str | None = None
    #: TIMEX3 quant of a repetition ("EVERY", "EACH"); None if the words give none.
    quant: str | None = None
    #: TIMEX3 freq of a repetition ("2X" for "twice a week"); None if the words give none.
    freq: str | None = None
    #: First day it covers; None if that cannot be told.
    earliest: date | None = None
    #: Last day it covers (inclusive); None if that cannot be told.
    latest: date | None = None
    #: What the value hangs from: "published", a `Moment.id`, or None if it is absolute or unanchored.
    anchor: str | None = None
    #: Signed ISO 8601 offset from the unknown day of publication ("-P1W"); None if anchored.
    offset: str | None = None
    #: A reading, not the page's words: the usual words that unusual ones were read as ("last year" for
    #: "past year"); None where the words were read as they stand.
    reading: str | None = None
    #: The rule that fired.
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place named in the text."""

    id: str
    span: Span
    #: Its usual name.
    name: str
    #: ISO 3166-1 alpha-3; None if it could not be told.
    country: str | None = None
    #: Degrees north, WGS 84; None if unknown.
    latitude: float | None = None
    #: Degrees east, WGS 84; None if unknown.
    longitude: float | None = None
    #: GeoNames id; None if it has none.
    geonames: int | None = None
    #: How fine the place is; "name" when only the name is known.
    precision: Precision
    #: How it was resolved, or why it was not.
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """One hop of a chain of report: who passed the words on."""

    #: The words that name the relay ("the Associated Press").
    span: Span
    #: Its `Actor.id`; None if not resolved.
    actor: str | None = None
    #: The words that say so ("reports"); None for a credit line.
    cue: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Who said what (PARC, PolNeAR): source, cue and content, and the actor who speaks."""

    id: str
    #: The words that name the speaker; None if the page gives none.
    source: Span | None = None
    #: The words that say that it was said; None for a quotation that only carries on.
    cue: Span | None = None
    #: What was said, in one piece or several, in text order; never empty.
    content: tuple[Span, ...]
    #: direct: all within quotation marks; indirect: none; mixed: some.
    kind: StatementKind
    #: `Actor.id` of the speaker; None if it could not be told.
    speaker: str | None = None
    #: Whether the source was carried over from an earlier paragraph.
    carried: bool = False
    #: To whom it was said ("AFP", "reporters"); None if the page does not say.
    told: Span | None = None
    #: Who passed it on, nearest to the page first.
    via: tuple[Relay, ...] = ()
    stance: Stance = "says"
    #: `Moment.id` of when it was said; None if the page does not say.
    moment: str | None = None
    #: `Statement.id` of the statement whose content this one stands in; None if none.
    within: str | None = None
    #: 0 to 1.
    confidence: float
    #: How source and speaker were found, or why one of them is None.
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """An actor or recipient of an event, as the words name it."""

    span: Span
    #: `Actor.id`; None if it could not be told.
    actor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Who did what to whom (PLOVER), whether it happened, and according to whom."""

    id: str
    #: PLOVER type ("ASSAULT").
    type: str
    #: PLOVER mode ("aerial"); None if the words show none.
    mode: str | None = None
    #: PLOVER contexts ("military"), sorted.
    contexts: tuple[str, ...] = ()
    #: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    quad: int
    #: CAMEO code as text ("190"); None if none fits.
    cameo: str | None = None
    #: Who did it; empty if the words name nobody.
    actors: tuple[Participant, ...] = ()
    #: To whom; empty if the words name nobody.
    recipients: tuple[Participant, ...] = ()
    #: The words that tell of it ("launched an attack").
    trigger: Span
    #: Other words of the article that tell of the same event ("the attack"), in text order.
    also: tuple[Span, ...] = ()
    #: `Moment.id`; None if the words name no time for it.
    moment: str | None = None
    #: Where its time was found; with "article" `moment` is None and the time is that of `Article.published`.
    #: None if it has no time (a plan, a condition) that the words name.
    moment_from: MomentFrom | None = None
    #: `Place.id`; None if it has no place of its own.
    place: str | None = None
    polarity: Polarity
    #: MEANTIME's terms.
    certainty: Certainty
    tense: Tense
    #: From polarity, certainty, tense and what governs the trigger.
    status: Status
    #: `Statement.id` of the statement it stands in; None when the page says it in its own voice.
    according_to: str | None = None
    #: 0 to 1.
    confidence: float
    #: How type and roles were found, and why a role is missing.
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Why an article stands in its story: the article that it is most like."""

    #: `Article.id`.
    article: str
    #: `Article.id` of the article in the story that it is most like.
    other: str
    #: Cosine of their weighed terms, faded with the days between them, 0 to 1.
    score: float
    #: The terms that they share, those first that weigh most, as they are counted (stems).
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A passage whose words stand in two articles."""

    #: In the text of `Copy.original` or, for a quotation, of the first article.
    span: Span
    #: In the text of `Copy.article` or of the second article.
    other: Span
    #: Whether it is what somebody said: two pages that quote the same words are not copies for that.
    quotation: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Two articles of a story that share their words, and whether one is a copy of the other."""

    id: str
    #: `Article.id` of the page that the words stood in first, where `directed`; else the first in order.
    original: str
    #: `Article.id` of the other page.
    article: str
    #: copy: words outside quotations; quotation: only what somebody said is shared.
    kind: CopyKind
    #: Whether it is known which of the two was first.
    directed: bool
    #: Share of the words of `original` outside quotations that stand in shared passages, 0 to 1.
    original_share: float
    #: The same for `article`.
    article_share: float
    #: The shared passages, in the order of `original`.
    passages: tuple[Shared, ...]
    #: What the direction rests on, or why there is none.
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An origin: where the words of one or more articles of a story go back to, as far as they tell.

    Origins that could be told apart; nothing here says that one is right.
    """

    #: The origin's name: an outlet, an agency, or the page that was copied.
    name: str
    kind: SourceKind
    #: `Article.id`s that go back to it, sorted.
    articles: tuple[str, ...]
    #: What that rests on, in plain words.
    why: str
    #: The words that name it, in the first of `articles` where they stand; None where none do.
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One article's version of an event or figure in a story, and the origin that it counts for."""

    id: str
    #: What it is a version of: accounts with the same `matter` tell of the same event or figure.
    matter: str
    #: `Article.id`.
    article: str
    #: `Event.id` in that article; None for a figure that belongs to no event.
    event: str | None = None
    #: The words that tell it.
    span: Span
    #: `Statement.id` of the statement that it stands in; None when the page says it in its own voice.
    according_to: str | None = None
    #: The origin's name, as in `Source.name`; for a statement, the speaker and what passed it on.
    origin: str
    #: What the origin rests on, in plain words.
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one account says in a slot, in its own words."""

    #: `Account.id`.
    account: str
    #: The value in a form that can be compared; None if the account is silent.
    value: str | None
    #: The words in the account's article; None if it is silent.
    span: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A slot in which accounts of one event or figure differ."""

    id: str
    slot: Slot
    #: disagreement, or update: a later value from the same origin.
    kind: DisagreementKind = "disagreement"
    #: What the slot is of, in the words of the first account ("passengers hurt").
    matter: str
    #: A cell for each account.
    cells: tuple[Cell, ...]
    #: Why the values cannot stand together.
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of a story's timeline: something dated, past or planned."""

    #: First day it can have been.
    earliest: date
    #: Last day it can have been (inclusive).
    latest: date
    #: As in `Event.status`.
    status: Status
    #: `Article.id` of the article whose words are shown.
    article: str
    #: `Event.id` in that article.
    event: str
    #: The sentence or line that tells of it.
    span: Span
    #: Names of the origins that tell of it, sorted.
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """When an undated article of a story was published, by its siblings."""

    #: `Article.id`.
    article: str
    #: Origin "sibling", or "unknown" with no day; the evidence names the siblings.
    dating: Dating
    #: Which siblings it rests on, or why there is no day.
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story(StoryFace):
    """Articles on one happening."""

    #: Kept from run to run: a story that takes in a page keeps its id.
    id: str
    #: Headline of the article that is most like the others; None if none has one.
    title: str | None = None
    #: First day of publication of its dated articles; None if none is dated.
    earliest: date | None = None
    #: Last day of publication of its dated articles; None if none is dated.
    latest: date | None = None
    #: `Article.id`s, sorted.
    articles: tuple[str, ...]
    #: Why each article stands in it; empty for a story of one article.
    links: tuple[Link, ...] = ()
    #: Pairs of articles that share words.
    copies: tuple[Copy, ...] = ()
    #: Copy families: `Article.id`s of pages that are copies of one another.
    families: tuple[tuple[str, ...], ...] = ()
    #: Names of the outlets that the pages name, sorted; a page that names none counts for none.
    outlets: tuple[str, ...] = ()
    #: The origins that could be told apart, by name.
    origins: tuple[Source, ...] = ()
    accounts: tuple[Account, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    #: By day.
    timeline: tuple[Entry, ...] = ()
    #: Datings of undated articles by their siblings.
    guesses: tuple[Guess, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An expected failure: what went wrong, with which page, and what to do."""

    #: `Page.id`; None if not even the bytes could be had.
    page: str | None = None
    #: Where the page came from, as in `Page.source`.
    source: str
    stage: Stage
    #: A code of `errors.CATALOGUE`.
    code: str
    #: What exactly, in plain words.
    detail: str
    #: What to do about it.
    advice: str

    @classmethod
    def of(cls, *, source: str, stage: Stage, code: str, detail: str, page: str | None = None) -> Problem:
        """A problem with the catalogue's advice; KeyError for a code that is not in it."""
        return cls(page=page, source=source, stage=stage, code=code, detail=detail, advice=advice_for(code))


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What was marked in an article: the input of the speech and event stages."""

    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    moments: tuple[Moment, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(RecordFace):
    """All that was read from one page, every span checked against the article's text."""

    page: Page
    #: None if the page gave no article; then `problems` says why.
    article: Article | None = None
    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    moments: tuple[Moment, ...] = ()
    places: tuple[Place, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = ()

    def __post_init__(self) -> None:
        parts = (self.actors, self.mentions, self.moments, self.places, self.statements, self.events)
        if self.article is None:
            if any(parts):
                raise ValueError(f"record of {self.page.id} has lines but no article")
            return
        check_spans(self.article.text, parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What an analyst says of a line that the machine read; kept apart from it, and never changed."""

    #: From what it says and the correction before it in the file: a row taken out leaves a gap that shows.
    id: str
    #: Id of the line.
    line: str
    kind: LineKind
    #: `Page.id` of the line's page; None for a line of a story.
    page: str | None = None
    #: What the analyst says of the line: right, wrong, an edit of a field, or the undoing of another.
    verdict: Verdict
    #: Name of the field that an edit is of; None for the other verdicts.
    field: str | None = None
    #: What an edit says the field holds, in the form of the JSON; None also where it is unknown.
    value: Any = None
    #: The whole line as the machine read it then, in the form of the JSON; None for an undo.
    was: dict[str, Any] | None = None
    #: `Correction.id` of what an undo takes back; None for the other verdicts.
    undoes: str | None = None
    #: Who says so.
    by: str
    #: When it was said (aware, UTC).
    at: datetime
    #: Why, in the analyst's words; may be empty.
    note: str = ""
    #: Worked out when it is loaded.
    state: Standing = "standing"
    #: Worked out when it is loaded.
    reading: Reread = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """The PLOVER coding of one sentence whose actor and recipient are given."""

    #: PLOVER type.
    type: str
    #: PLOVER mode; None if the words show none.
    mode: str | None
    #: 1 to 4, as in `Event.quad`.
    quad: int
    #: 0 to 1.
    confidence: float


def spans_in(value: Any) -> Iterator[Span]:
    """Every span inside a record or a collection of records, in the order of the fields."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from spans_in(item)
    elif is_dataclass(value):
        for part in fields(value):
            yield from spans_in(getattr(value, part.name))


def check_spans(text: str, records: Iterable[Any]) -> None:
    """ValueError naming the first span whose words do not stand at its offsets in `text`."""
    for record in records:
        for span in spans_in(record):
            if text[span.start : span.end] != span.words:
                raise ValueError(
                    f"words {span.words!r} do not stand at {span.start}:{span.end} "
                    f"but {text[span.start : span.end]!r}"
                )
