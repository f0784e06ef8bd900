"""What the table of sentences cannot show: pages, chains, carrying over, actors, quarantine, any text."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.records import (
    Actor,
    Article,
    Marks,
    Mention,
    Moment,
    Passage,
    Span,
    Statement,
    check_spans,
)
from onrecord.speech.statements import find_statements
from onrecord.text.language import Language

Reader = Callable[..., tuple[Statement, ...]]


@pytest.fixture(scope="module")
def read(language: Language, article_of: Callable[..., Article]) -> Reader:
    def reader(text: str, marks: Marks | None = None, *, tagger: bool = True) -> tuple[Statement, ...]:
        article = article_of(text)
        return find_statements(article, language.parse(article), marks or Marks(), tagger=tagger)

    return reader


def by_cue(found: tuple[Statement, ...], cue: str) -> Statement:
    matching = [one for one in found if one.cue is not None and one.cue.words == cue]
    assert len(matching) == 1, [one.cue and one.cue.words for one in found]
    return matching[0]


def words(one: Statement) -> tuple[str, ...]:
    return tuple(span.words for span in one.content)


def test_relay_of_an_agency(read: Reader) -> None:
    found = read("The Associated Press reports that Tolland said the bridge was safe.")
    outer, inner = by_cue(found, "reports"), by_cue(found, "said")
    assert inner.within == outer.id
    assert outer.within is None
    assert [relay.span.words for relay in inner.via] == ["The Associated Press"]
    assert [relay.cue.words for relay in inner.via if relay.cue] == ["reports"]
    assert outer.via == ()


def test_relay_after_the_words(read: Reader) -> None:
    found = read("Tolland said the bridge was safe, according to the Harbour Times.")
    assert [relay.span.words for relay in by_cue(found, "said").via] == ["the Harbour Times"]


def test_nobody_relays_their_own_words(read: Reader) -> None:
    found = read("The mayor rejected a call to resign. The mayor said the mayor promised to stay.")
    assert all(one.via == () for one in found)


def test_past_refusal_after_a_present_report(read: Reader) -> None:
    """The parse joins "say" to "analysing"; it belongs to "said"."""
    found = read("The coast guard said it is analysing the wreck but did not clearly say why it sank.")
    assert words(by_cue(found, "said")) == ("it is analysing the wreck",)
    refusal = by_cue(found, "did not clearly say")
    assert refusal.stance == "declines"
    assert refusal.source is not None
    assert refusal.source.words == "The coast guard"


def test_paragraph_of_quotation_is_carried_over(read: Reader) -> None:
    text = "Mira Tolland, an engineer, said the bridge was safe.\n\n“We tested it twice on Monday.”\n"
    carried = read(text, tagger=False)[-1]
    assert carried.carried
    assert carried.cue is None
    assert carried.source is not None
    assert carried.source.words == "Mira Tolland, an engineer"
    assert words(carried) == ("“We tested it twice on Monday.”",)
    assert carried.kind == "direct"
    assert "carried over" in carried.why


def test_nobody_to_carry_over(read: Reader) -> None:
    (one,) = read("“We tested it twice on Monday and it held.”\n\nThe river rose.\n")
    assert (one.source, one.speaker, one.carried) == (None, None, False)
    assert "the paragraph gives no speaker" in one.why


def test_name_below_a_quotation(read: Reader) -> None:
    found = read("The sea rose.\n\n“We tested it twice on Monday and it held.”\n\n- Mira Tolland.\n")
    assert [one.source.words if one.source else None for one in found] == ["Mira Tolland"]
    assert not found[0].carried


def test_subheading_is_no_speech(read: Reader) -> None:
    found = read("Mira Tolland said the bridge was safe.\n\n'A tough call.'\n\nThe river rose.\n")
    assert len(found) == 1


def test_open_quotation_goes_on(read: Reader) -> None:
    found = read(
        "“We tested it twice,” said Mira Tolland. “It held.\n\n“It will hold again.”\n", tagger=False
    )
    assert found[0].source is not None
    assert found[-1].carried
    assert found[-1].source == found[0].source


def test_open_quotation_whose_speaker_comes_later(read: Reader) -> None:
    found = read("“We tested it twice on Monday.\n\n“It will hold again,” said Mira Tolland.\n")
    one = by_cue(found, "said")
    assert words(one) == ("“We tested it twice on Monday.", "“It will hold again,”")
    assert len(found) == 1


def test_announced_quotation(read: Reader) -> None:
    found = read("In a speech on Monday the mayor declared:\n\n“The bridge is safe and it will open.”\n")
    one = by_cue(found, "declared")
    assert words(one) == ("“The bridge is safe and it will open.”",)


def quarantined(text: str, bad: str) -> Article:
    """The text as body passages by line, the line `bad` quarantined."""
    passages, start = [], 0
    for line in text.splitlines(keepends=True):
        span = Span.of(text, start, start + len(line))
        kind = "foreign" if line.strip() == bad else "body"
        passages.append(Passage(span=span, kind=kind, why="test", score=1.0))
        start += len(line)
    return Article(id="a", page="p", text=text, passages=tuple(passages))


def test_nothing_from_quarantine_nor_across_it(language: Language) -> None:
    bad = "Coach Ben Orr said the team was happy."
    text = f"Mira Tolland said the bridge was safe.\n{bad}\n“We tested it twice on Monday.”\n"
    article = quarantined(text, bad)
    found = find_statements(article, language.parse(article), Marks())
    assert [one.source.words if one.source else None for one in found] == ["Mira Tolland", None]
    assert not found[1].carried
    place = Span.of(text, text.index(bad), text.index(bad) + len(bad))
    for one in found:
        assert not any(span.touches(place) for span in one.content)


def marked(text: str, names: dict[str, str | None]) -> Marks:
    """Mentions of the given words, each with its actor; the head is the last word."""
    mentions, actors = [], {}
    for name, actor in names.items():
        at = text.index(name)
        head = at + (name.rindex(" ") + 1 if " " in name else 0)
        kind = "pronoun" if len(name) < 4 else "name"
        span = Span.of(text, at, at + len(name))
        mentions.append(Mention(id=f"m{at}", span=span, head=head, kind=kind, actor=actor, why="no rule"))
        if actor is not None:
            actors[actor] = Actor(id=actor, name=name, kind="person")
    return Marks(actors=tuple(actors.values()), mentions=tuple(mentions))


def test_speaker_is_the_mention_at_the_head(read: Reader) -> None:
    text = "Mira Tolland, who runs the port with Bo Ferro, said the bridge was safe."
    found = read(text, marked(text, {"Mira Tolland": "tolland", "Bo Ferro": "ferro"}))
    assert by_cue(found, "said").speaker == "tolland"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dock workers, who form part of Tolland's base, said the plan was bad.", "Tolland"),
        ("A rower who spoke to Meridian Wire said the hull was cracked.", "Meridian Wire"),
        ("A report critical of Mira Tolland said the plan was bad.", "Mira Tolland"),
        ("The house that Mira Tolland built said nothing.", "Mira Tolland"),
        ("Mira Tolland's brother said the plan was bad.", "Mira Tolland"),
        ("The Tolland family said the plan was bad.", "Tolland"),
        ("A lawyer for Mira Tolland said the plan was bad.", "Mira Tolland"),
    ],
)
def test_mention_beside_the_head_is_no_speaker(text: str, name: str, read: Reader) -> None:
    one = by_cue(read(text, marked(text, {name: "tolland"})), "said")
    assert one.speaker is None
    assert one.why.endswith("no actor was marked in the source")


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("The harbour master, Mira Tolland, said the wall held.", "said"),
        ("According to the harbour master, Mira Tolland, the wall suffered a scratch.", "According to"),
        ("Mira Tolland's office said the wall held.", "said"),
        ("Mira Tolland and a friend said the wall held.", "said"),
        ("The city hired the engineer, Mira Tolland, who said the wall held.", "said"),
    ],
)
def test_mention_that_names_the_head_is_the_speaker(text: str, cue: str, read: Reader) -> None:
    assert by_cue(read(text, marked(text, {"Mira Tolland": "tolland"})), cue).speaker == "tolland"


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        (
            '"You wrote that in March," replied Mira Tolland, the mayor, to laughter.',
            "wrote",
            "that in March",
        ),
        ('"I hope that they said it held," and went out.', "said", "it held"),
        ('Tolland said: "I was told that the wall held." Then he left.', "was told", "that the wall held"),
    ],
)
def test_content_in_a_quotation_ends_with_it(text: str, cue: str, content: str, read: Reader) -> None:
    assert words(by_cue(read(text), cue)) == (content,)


def test_who_is_cited_speaks_by_way_of_who_reports(read: Reader) -> None:
    text = "Kestrel Wire, citing an unnamed engineer, reported that the dam had cracked."
    found = read(text, marked(text, {"Kestrel Wire": "kestrel", "an unnamed engineer": "engineer"}))
    outer = by_cue(found, "reported")
    (inner,) = [one for one in found if one.within == outer.id]
    assert (inner.source and inner.source.words, inner.speaker) == ("an unnamed engineer", "engineer")
    assert inner.content == outer.content
    assert [(relay.span.words, relay.actor) for relay in inner.via] == [("Kestrel Wire", "kestrel")]
    assert (outer.speaker, outer.via) == ("kestrel", ())


def test_who_cites_a_thing_reports_nobody(read: Reader) -> None:
    found = read("Kestrel Wire, citing safety reasons, said the dam was shut.")
    assert all(one.within is None for one in found)


def test_relative_pronoun_speaks_for_its_noun(read: Reader) -> None:
    text = "The city hired Mira Tolland, who said the bridge was safe."
    found = read(text, marked(text, {"Mira Tolland": "tolland"}))
    one = by_cue(found, "said")
    assert one.source is not None
    assert (one.source.words, one.speaker) == ("who", "tolland")


def test_unresolved_pronoun_says_why(read: Reader) -> None:
    text = "It said the bridge was safe."
    one = by_cue(read(text, marked(text, {"It": None})), "said")
    assert one.speaker is None
    assert one.source is not None
    assert "no rule" in one.why


def test_first_person_inside_a_quotation_is_its_speaker(read: Reader) -> None:
    text = "“I told them it would hold,” said Mira Tolland."
    found = read(text, marked(text, {"Mira Tolland": "tolland"}))
    told = by_cue(found, "told")
    assert told.within == by_cue(found, "said").id
    assert (told.speaker, told.via) == ("tolland", ())


def test_moment_of_the_cue_not_of_the_content(read: Reader) -> None:
    text = "The mayor said Wednesday that the bridge would open on Friday."
    moments = []
    for day in ("Wednesday", "Friday"):
        at = text.index(day)
        span = Span.of(text, at, at + len(day))
        value = Moment(
            id=day, span=span, type="DATE", value="2026-05-06", earliest=date(2026, 5, 6), rule="t"
        )
        moments.append(value)
    (one,) = read(text, Marks(moments=tuple(moments)))
    assert one.moment == "Wednesday"


#: The shapes of a torn wire story: what stands around is gone, relays, chains, doubts.
TORN = """Harbour Master to Meet Trade Envoy This Month, Says Council

It said Odland directed a "new kind of mooring test".

He also noted that deeper trust helps every ferry town along the coast.

The port has been saying since March that its crews were planning for such a visit.

In Lowmere, Acting Harbour Secretary Pat Shand confirmed that Eastport held a test but said that it \
had no large vessel in it.

The ferry owners replied by saying they are "glad to sit down at any table".

Eastport's harbour ministry described Pell as "stubborn" and careless and said a younger pilot must follow.

Hal Kazan, the harbours director for the Centre for Ports, noted that Odland never promised to stop all tests.
"""


def test_torn_page(read: Reader) -> None:
    found = [one for one in read(TORN) if one.within is None]
    seen = [(one.source.words if one.source else None, one.cue.words if one.cue else None) for one in found]
    assert seen[:6] == [
        ("Council", "Says"),
        ("It", "said"),
        ("He", "also noted"),
        ("The port", "has been saying"),
        ("Acting Harbour Secretary Pat Shand", "confirmed"),
        ("Acting Harbour Secretary Pat Shand", "said"),
    ]
    assert words(by_cue(tuple(found), "described")) == ('Pell as "stubborn" and careless',)
    assert words(found[-1]) == ("that Odland never promised to stop all tests",)


def test_text_order_ids_and_second_reading(read: Reader) -> None:
    found = read(TORN)
    assert found == read(TORN)
    assert len({one.id for one in found}) == len(found)
    places = [min(one.content[0].start, one.cue.start if one.cue else one.content[0].start) for one in found]
    assert places == sorted(places)


BITS = st.sampled_from(
    [
        "Tolland",
        "said",
        "that",
        "the bridge",
        "is safe",
        '"',
        "“",
        "”",
        "'",
        "’",
        "‘",
        ",",
        ".",
        ":",
        "\n",
        "\n\n",
        "told AFP",
        "according to",
        "It",
        "who",
        "denied",
        "not",
        "a claim",
        "says",
        "?",
        "😀",
        "\u202e",
        "--",
        "he",
    ]
)


@pytest.mark.parametrize("unit", ["Tolland said that ", '"Yes it is so."\n', "who said he said, ", "A: b\n"])
def test_time_grows_with_length(unit: str, language: Language, article_of: Callable[..., Article]) -> None:
    """Four times the text may take at most ten times as long, and never seconds."""
    taken = []
    for words_in_it in (500, 2_000):
        article = article_of(unit * (words_in_it // len(unit.split())))
        doc = language.parse(article)
        begin = time.process_time()
        find_statements(article, doc, Marks())
        taken.append(time.process_time() - begin)
    assert taken[1] < max(10 * taken[0], 1.0)


@given(st.lists(BITS, max_size=25), st.booleans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_never_raises_and_spans_are_exact(
    language: Language, article_of: Callable[..., Article], bits: list[str], tight: bool
) -> None:
    text = ("" if tight else " ").join(bits)
    article = article_of(text)
    doc = language.parse(article)
    found = find_statements(article, doc, Marks())
    check_spans(text, found)
    assert found == find_statements(article, doc, Marks())
    ids = {one.id for one in found}
    assert len(ids) == len(found)
    for one in found:
        assert one.content
        assert one.within is None or one.within in ids
        assert list(one.content) == sorted(one.content)


def test_spans_exact_over_every_example(
    examples: object, language: Language, article_of: Callable[..., Article]
) -> None:
    from pathlib import Path

    paths = sorted(Path(str(examples)).glob("*.txt"))
    assert paths
    for path in paths:
        article = article_of(path.read_text("utf-8"))
        check_spans(article.text, find_statements(article, language.parse(article), Marks()))
