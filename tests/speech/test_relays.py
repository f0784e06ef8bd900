"""Sentences of our own making: to whom something was told, and who passed it on, nearest first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.records import Article, Credit, Evidence, Marks, Span, Statement, check_spans
from onrecord.speech.statements import find_statements
from onrecord.text.language import Language

Reader = Callable[[str], tuple[Statement, ...]]


@pytest.fixture(scope="module")
def read(language: Language, article_of: Callable[..., Article]) -> Reader:
    def reader(text: str) -> tuple[Statement, ...]:
        article = article_of(text)
        return find_statements(article, language.parse(article), Marks())

    return reader


class Row(NamedTuple):
    """A text, the source and cue of the statement looked for, its hearer and its relays."""

    text: str
    source: str | None
    cue: str
    told: str | None = None
    via: tuple[str, ...] = ()


TOLD = [
    Row(
        "A harbour official told Kestrel Wire that the dam had cracked.",
        "A harbour official",
        "told",
        "Kestrel Wire",
    ),
    Row(
        "The dam had cracked, a harbour official told Kestrel Wire.",
        "a harbour official",
        "told",
        "Kestrel Wire",
    ),
    Row("“The dam has cracked,” Moen told the Harbour Times.", "Moen", "told", "the Harbour Times"),
    Row("Reporters were told that the dam had cracked.", None, "were told", "Reporters"),
    Row("The mayor told the court that the dam was safe.", "The mayor", "told", "the court"),
    Row(
        "The mayor told members of the council that the dam was safe.",
        "The mayor",
        "told",
        "members of the council",
    ),
    Row("The company told customers to boil their water.", "The company", "told", "customers"),
    Row("The mayor assured residents that the dam would hold.", "The mayor", "assured", "residents"),
    Row("The mayor reminded voters that the dam was old.", "The mayor", "reminded", "voters"),
    Row(
        "The engineer informed the ministry that the dam had cracked.",
        "The engineer",
        "informed",
        "the ministry",
    ),
    Row("The mayor promised voters that the dam would hold.", "The mayor", "promised", "voters"),
    Row("The mayor warned the council that the dam could fall.", "The mayor", "warned", "the council"),
    Row("The mayor said to reporters that the dam was safe.", "The mayor", "said", "reporters"),
    Row("The mayor explained to the crew that the dam was safe.", "The mayor", "explained", "the crew"),
    Row("“We are safe,” said Mira Tolland to the crowd.", "Mira Tolland", "said", "the crowd"),
    Row(
        "The mayor said in a statement to the Harbour Times that the dam was safe.",
        "The mayor",
        "said",
        "the Harbour Times",
    ),
    Row("The mayor said in a letter to parents that the school would close.", "The mayor", "said", "parents"),
    Row(
        "In a message to employees, the director said the yard would close.",
        "the director",
        "said",
        "employees",
    ),
    Row("In an email to staff, Moen wrote that the yard would close.", "Moen", "wrote", "staff"),
    Row(
        "In an interview with Kestrel Wire, the mayor said the dam was safe.",
        "the mayor",
        "said",
        "Kestrel Wire",
    ),
    Row(
        "The mayor said in an interview with Kestrel Wire that the dam was safe.",
        "The mayor",
        "said",
        "Kestrel Wire",
    ),
    Row(
        "In a call with analysts, the director said the losses would end.", "the director", "said", "analysts"
    ),
    Row(
        "Speaking to reporters in Lowmere, the mayor said the dam was safe.", "the mayor", "said", "reporters"
    ),
    Row("Addressing the crowd, the mayor said the dam was safe.", "the mayor", "said", "the crowd"),
    Row("The mayor urged the council to shut the dam.", "The mayor", "urged", "the council"),
    Row("The mayor called on the council to shut the dam.", "The mayor", "called", "the council"),
    Row("The mayor ordered the crew to leave the dam.", "The mayor", "ordered", "the crew"),
    Row("The mayor asked the engineers whether the dam was safe.", "The mayor", "asked", "the engineers"),
    Row("Asked whether the dam was safe, Moen said it was.", None, "Asked", "Moen"),
    Row(
        "The engineer testified before the council that the dam was safe.",
        "The engineer",
        "testified",
        "the council",
    ),
    Row("The agency warned fishermen to stay ashore.", "The agency", "warned", "fishermen"),
    Row(
        "The agency told crews to either leave the dam or to stay inside.",
        "The agency",
        "told",
        "crews",
    ),
    Row("Moen thanked the harbour police for their help.", "Moen", "thanked", "the harbour police"),
    Row("The mayor called on fellow Lowmerians to pay the toll.", "The mayor", "called", "fellow Lowmerians"),
    Row(
        "The engineer showed the court how the dam had cracked.",
        "The engineer",
        "showed",
        "the court",
    ),
    Row("Moen told co-host Mira Tolland that the dam was safe.", "Moen", "told", "co-host Mira Tolland"),
    Row(
        "The port authority requested money for the search from the ministry.",
        "The port authority",
        "requested",
        "the ministry",
    ),
    Row(
        "In a Lowmere Radio interview the mayor said that the dam was safe.",
        "the mayor",
        "said",
        "Lowmere Radio",
    ),
    Row(
        "The mayor, speaking to a group of sailors in Lowmere, said the dam was safe.",
        "The mayor, speaking to a group of sailors in Lowmere",
        "said",
        "a group of sailors",
    ),
    Row(
        "As the mayor put it in a letter to parents, the school was “a danger to the town.”",
        "the mayor",
        "put",
        "parents",
    ),
    Row(
        "Reporters questioned the mayor about the crack in the dam.",
        "Reporters",
        "questioned",
        "the mayor",
    ),
    Row("“I want to tell everyone in Lowmere that the dam is safe,” Moen said.", "I", "to tell", "everyone"),
    Row("“I would like to thank the crew for their work,” Moen said.", "I", "to thank", "the crew"),
    Row("Tolland shouted at the crowd that the dam had cracked.", "Tolland", "shouted", "the crowd"),
    Row("Tolland pointed out to reporters that the dam had cracked.", "Tolland", "pointed", "reporters"),
    Row("Kestrel News interviewed Moen, who said that the dam was safe.", "who", "said", "Kestrel News"),
    Row("In a letter sent to parents, the mayor said the dam was safe.", "the mayor", "said", "parents"),
    Row(
        "The mayor joked with reporters that the dam was older than she was.",
        "The mayor",
        "joked",
        "reporters",
    ),
    Row("The mayor boasted to reporters that the dam was safe.", "The mayor", "boasted", "reporters"),
    Row(
        "When asked whether the dam was safe, engineer Sten Moen replied, “It is.”",
        None,
        "asked",
        "engineer Sten Moen",
    ),
    Row(
        "In response to a question from Kestrel Wire, the minister said the dam was safe.",
        "the minister",
        "said",
        "Kestrel Wire",
    ),
    Row(
        "In reply to reporters' questions, the minister said the dam was safe.",
        "the minister",
        "said",
        "reporters",
    ),
    Row(
        "Asked by reporters about the dam, the minister said it was safe.",
        "the minister",
        "said",
        "reporters",
    ),
    Row(
        "A spokesman for the ministry told the Kestrel Wire two men were held.",
        "A spokesman for the ministry",
        "told",
        "the Kestrel Wire",
    ),
]
NOT_TOLD = [
    Row("The mayor said to applause that the dam was safe.", "The mayor", "said"),
    Row("The mayor told the truth about the dam.", "The mayor", "told"),
    Row("Speaking at a news conference in Lowmere, the mayor said the dam was safe.", "the mayor", "said"),
    Row("The mayor said in a statement that the dam was safe.", "The mayor", "said"),
    Row("The mayor said on Monday to no great surprise that the dam was safe.", "The mayor", "said"),
    Row("The mayor warned that the incident could hurt trade.", "The mayor", "warned"),
    Row("The mayor promised a new dam.", "The mayor", "promised"),
    Row("The mayor is promising lower tolls and “boats, boats, boats.”", "The mayor", "is promising"),
    Row("Moen questioned the mayor's right to shut the dam.", "Moen", "questioned"),
    Row("The mayor called for higher tolls on a wider scale.", "The mayor", "called"),
    Row("Tolland pointed to reports that the dam had cracked.", "Tolland", "pointed"),
    Row("In her first talk with her, she said, the dam was safe.", "she", "said"),
    Row("In a statement on its website, the company said the yard would close.", "the company", "said"),
]
VIA = [
    Row("“He kept telling me that the dam was safe,” Moen said.", "He", "telling", "me", ("Moen",)),
    Row(
        "Kestrel Wire reported that the ministry had said the dam was safe.",
        "the ministry",
        "had said",
        None,
        ("Kestrel Wire",),
    ),
    Row(
        "The ministry had said the dam was safe, according to Kestrel Wire.",
        "The ministry",
        "had said",
        None,
        ("Kestrel Wire",),
    ),
    Row("According to Kestrel Wire, Moen said the dam was safe.", "Moen", "said", None, ("Kestrel Wire",)),
    Row(
        "Kestrel Wire quoted Mira Tolland as saying that the dam had cracked.",
        "Mira Tolland",
        "saying",
        None,
        ("Kestrel Wire",),
    ),
    Row(
        "Mira Tolland was quoted by Kestrel Wire as saying that the dam had cracked.",
        "Mira Tolland",
        "saying",
        None,
        ("Kestrel Wire",),
    ),
    Row(
        "Kestrel Wire, citing an engineer, reported that the dam had cracked.",
        "an engineer",
        "citing",
        None,
        ("Kestrel Wire",),
    ),
    Row(
        "Citing two engineers, Kestrel Wire said the dam had cracked.",
        "two engineers",
        "Citing",
        None,
        ("Kestrel Wire",),
    ),
    Row(
        "Kestrel Wire reported, citing court documents, that the dam had cracked.",
        "court documents",
        "citing",
        None,
        ("Kestrel Wire",),
    ),
    Row(
        "The dam had cracked, Kestrel Wire reported, citing a military official.",
        "a military official",
        "citing",
        None,
        ("Kestrel Wire",),
    ),
    Row(
        "Kestrel Wire, citing an unnamed source, reported that the ministry had said the dam was safe.",
        "the ministry",
        "had said",
        None,
        ("Kestrel Wire", "an unnamed source"),
    ),
    Row(
        "Mira Tolland, quoted by Kestrel Wire, said the dam had cracked.",
        "Mira Tolland, quoted by Kestrel Wire",
        "said",
        None,
        ("Kestrel Wire",),
    ),
    Row(
        "“The dam has cracked,” Tolland said, as quoted by Kestrel Wire.",
        "Tolland",
        "said",
        None,
        ("Kestrel Wire",),
    ),
    Row(
        "“The dam has cracked,” said Mira Tolland, cited by Kestrel Wire.",
        "Mira Tolland, cited by Kestrel Wire",
        "said",
        None,
        ("Kestrel Wire",),
    ),
    Row(
        "The dam had cracked, according to documents seen by the Harbour Times.",
        "documents seen by the Harbour Times",
        "according to",
        None,
        ("the Harbour Times",),
    ),
    Row(
        "According to a memo obtained by the Harbour Times, the dam had cracked.",
        "a memo obtained by the Harbour Times",
        "According to",
        None,
        ("the Harbour Times",),
    ),
    Row(
        "A report seen by the Harbour Times said the dam had cracked.",
        "A report seen by the Harbour Times",
        "said",
        None,
        ("the Harbour Times",),
    ),
    Row(
        "The mayor said in comments carried by state television that the dam was safe.",
        "The mayor",
        "said",
        None,
        ("state television",),
    ),
    Row(
        "The mayor said through a spokesman that the dam was safe.",
        "The mayor",
        "said",
        None,
        ("a spokesman",),
    ),
    Row(
        "The mayor said through his lawyer that the dam was safe.", "The mayor", "said", None, ("his lawyer",)
    ),
    Row(
        "Moen said that the engineers had told the council the dam was safe.",
        "the engineers",
        "had told",
        "the council",
        ("Moen",),
    ),
    Row("“The ministry told us the dam was safe,” Moen said.", "The ministry", "told", "us", ("Moen",)),
    Row("“He says that the dam is safe,” Moen said.", "He", "says", None, ("Moen",)),
    Row(
        "“The dam has cracked,” Kestrel Wire quoted Tolland as saying.",
        "Tolland",
        "saying",
        None,
        ("Kestrel Wire",),
    ),
    Row(
        "“The dam has cracked,” Tolland was quoted as saying by Kestrel Wire.",
        "Tolland",
        "saying",
        None,
        ("Kestrel Wire",),
    ),
    Row("“The dam has cracked,” Tolland was quoted as saying.", "Tolland", "saying"),
    Row(
        "The mayor, according to Kestrel News, told the council that the dam had cracked.",
        "The mayor",
        "told",
        "the council",
        ("Kestrel News",),
    ),
    Row(
        "Mira Tolland is quoted in the Harbour Times as saying that the dam had cracked.",
        "Mira Tolland",
        "saying",
        None,
        ("the Harbour Times",),
    ),
    Row("The report quotes Mira Tolland: “The dam has cracked.”", "Mira Tolland", ":", None, ("The report",)),
    Row(
        "Moen said the crew had been told by the port authority that the dam had cracked.",
        "the port authority",
        "told",
        "the crew",
        ("Moen",),
    ),
    Row(
        "Moen said that, according to the port authority, the dam had cracked.",
        "the port authority",
        "according to",
        None,
        ("Moen",),
    ),
    Row(
        "Kestrel Wire reports that the dam has cracked, according to the port authority.",
        "the port authority",
        "according to",
        None,
        ("Kestrel Wire",),
    ),
    Row(
        "According to the Harbour Times, a memo at the ministry showed the dam had cracked.",
        "a memo at the ministry",
        "showed",
        None,
        ("the Harbour Times",),
    ),
    Row(
        "Some sailors reported that all they had was a notice stating, “The dam has cracked and is shut.”",
        "a notice",
        "stating",
        None,
        ("Some sailors",),
    ),
    Row(
        "The judge agreed with the ministry's claim that the dam was safe.",
        "the ministry's",
        "claim",
        None,
        ("The judge",),
    ),
    Row(
        "“In the end he said, ‘We want to shut the dam,’” Moen recalled.",
        "he",
        "said",
        None,
        ("Moen",),
    ),
    Row(
        "Her brief noted several reports alleging that she claimed in the spring that the dam was safe.",
        "she",
        "claimed",
        None,
        ("Her brief", "several reports"),
    ),
    Row(
        "The minister was reported by the Gazette to have said that the dam was safe.",
        "The minister",
        "to have said",
        None,
        ("the Gazette",),
    ),
    Row(
        "As the Gazette reported on Monday, the ministry says two men were held.",
        "the ministry",
        "says",
        None,
        ("the Gazette",),
    ),
    Row(
        "The ministry said, as reported by the Gazette, that two men were held.",
        "The ministry",
        "said",
        None,
        ("the Gazette",),
    ),
]
NO_VIA = [
    Row("Kestrel Wire, citing safety reasons, said the dam was shut.", "Kestrel Wire", "said"),
    Row("The port authority, citing the storm, said the port was shut.", "The port authority", "said"),
    Row("“I told them the dam was safe,” Moen said.", "I", "told", "them"),
    Row("Mira Tolland said she had told the council the dam was safe.", "she", "had told", "the council"),
    Row("Moen said the council feared that the dam would crack.", "Moen", "said"),
    Row("Moen denied that the council had said the dam was safe.", "the council", "had said"),
    Row(
        "A report published by the university said the dam was safe.",
        "A report published by the university",
        "said",
    ),
    Row("The mayor said in a statement published on its website that the dam was safe.", "The mayor", "said"),
    Row("A sailor seen by the crew said the dam had cracked.", "A sailor seen by the crew", "said"),
    Row("The mayor believes the council said the dam was safe.", "the council", "said"),
]


def look_up(found: tuple[Statement, ...], row: Row) -> Statement:
    matching = [
        one
        for one in found
        if one.cue is not None
        and f" {row.cue} " in f" {one.cue.words} "
        and (one.source.words if one.source else None) == row.source
    ]
    assert len(matching) == 1, [(one.cue and one.cue.words, one.source and one.source.words) for one in found]
    return matching[0]


@pytest.mark.parametrize("row", [*TOLD, *NOT_TOLD], ids=lambda row: row.text)
def test_to_whom(row: Row, read: Reader) -> None:
    one = look_up(read(row.text), row)
    assert (one.told.words if one.told else None) == row.told
    assert one.via == ()


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("A spokesman for the ministry told the Kestrel Wire two men were held.", "two men were held"),
        ("The ministry said, as reported by the Gazette, that two men were held.", "that two men were held"),
    ],
)
def test_hearers_and_reporters_are_no_content(text: str, content: str, read: Reader) -> None:
    (one,) = read(text)
    assert [span.words for span in one.content] == [content]


@pytest.mark.parametrize("row", [*VIA, *NO_VIA], ids=lambda row: row.text)
def test_by_way_of_whom(row: Row, read: Reader) -> None:
    one = look_up(read(row.text), row)
    assert tuple(relay.span.words for relay in one.via) == row.via
    assert (one.told.words if one.told else None) == row.told
    assert all(relay.cue is not None for relay in one.via)


@pytest.mark.parametrize(
    "text",
    [
        "Kestrel Wire, citing an engineer, reported that the dam had cracked.",
        "Citing two engineers, Kestrel Wire said the dam had cracked.",
        "The dam had cracked, Kestrel Wire reported, citing a military official.",
    ],
)
def test_citing_leaves_no_statement_of_its_own(text: str, read: Reader) -> None:
    found = read(text)
    assert len(found) == 2
    outer, inner = sorted(found, key=lambda one: one.within is not None)
    assert inner.within == outer.id
    assert inner.content == outer.content
    assert "dam had cracked" in outer.content[0].words


def test_cited_words_are_no_content(read: Reader) -> None:
    for one in read("Kestrel Wire reported, citing court documents, that the dam had cracked."):
        assert [span.words for span in one.content] == ["that the dam had cracked"]


def credited(text: str, agency: str) -> Article:
    """An article of one line of credit and one of body."""
    from bench.shared import plain_article

    span = Span.of(text, text.index(agency), text.index(agency) + len(agency))
    evidence = Evidence(words=agency, where="dateline", span=span)
    return replace(plain_article(text), credits=(Credit(kind="agency", name=agency, evidence=evidence),))


def test_credited_agency_is_the_nearest_relay(language: Language) -> None:
    text = "LOWMERE (Kestrel Wire) - The Harbour Times reported that Moen had said the dam was safe.\n"
    article = credited(text, "Kestrel Wire")
    found = find_statements(article, language.parse(article), Marks())
    inner = next(one for one in found if one.cue is not None and one.cue.words == "had said")
    assert inner.via[0].span.words == "Kestrel Wire"
    assert inner.via[0].cue is None
    assert inner.via[-1].span.words.endswith("Harbour Times")


def test_credited_agency_does_not_relay_itself(language: Language) -> None:
    text = "LOWMERE (Kestrel Wire)\nThe sea rose.\nKestrel Wire reported that the dam had cracked.\n"
    article = credited(text, "Kestrel Wire")
    found = find_statements(article, language.parse(article), Marks())
    own = next(one for one in found if one.cue is not None and one.cue.words == "reported")
    assert own.via == ()


BITS = st.sampled_from(
    "Moen|Kestrel Wire|told|quoted|as saying|citing|an engineer|said|that|it held|,|“|”|.|through a lawyer"
    "|seen by|documents|according to|in a letter to|us|was asked|whether|to shut it|\n|reported|by".split("|")
)


@given(st.lists(BITS, max_size=22))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_of_relay_words(
    language: Language, article_of: Callable[..., Article], bits: list[str]
) -> None:
    text = " ".join(bits)
    article = article_of(text)
    found = find_statements(article, language.parse(article), Marks())
    check_spans(text, found)
    ids = {one.id for one in found}
    assert len(ids) == len(found)
    for one in found:
        assert one.within is None or one.within in ids
        assert len(one.via) <= 8
        assert all(relay.span != one.source for relay in one.via)
