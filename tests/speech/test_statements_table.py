"""Sentences of our own making and the statement that each must give: one row a form of speech."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from onrecord.records import Article, Marks, Statement
from onrecord.speech.statements import find_statements
from onrecord.text.language import Language


class Row(NamedTuple):
    """A text, the cue of the statement looked for, and what it must say."""

    text: str
    source: str | None
    cue: str
    content: tuple[str, ...]
    kind: str = "indirect"
    stance: str = "says"
    told: str | None = None


ROWS = [
    # the parser hangs the name elsewhere: who heads the union speaks, not the union
    Row(
        "Asked whether members would drive the two other buses, Ida Moen, who heads the Tram Union, said: "
        '"Not until somebody shows us the brakes."',
        "Ida Moen, who heads the Tram Union",
        "said",
        ('"Not until somebody shows us the brakes."',),
        "direct",
    ),
    # when it was said is no part of who said it; a name after "according to the mayor," is
    Row(
        "“The bridge is safe,” said Mira Tolland, a spokeswoman for the county, on Thursday.",
        "Mira Tolland, a spokeswoman for the county",
        "said",
        ("“The bridge is safe,”",),
        "direct",
    ),
    Row(
        "According to the harbour master, Ida Moen, the wall itself suffered little more than a scratch.",
        "the harbour master, Ida Moen",
        "According to",
        ("the wall itself suffered little more than a scratch",),
    ),
    # indirect, with and without "that"
    Row("Mira Tolland said the bridge would reopen.", "Mira Tolland", "said", ("the bridge would reopen",)),
    Row(
        "Mira Tolland said that the bridge would reopen.",
        "Mira Tolland",
        "said",
        ("that the bridge would reopen",),
    ),
    Row("The engineers concluded that it was safe.", "The engineers", "concluded", ("that it was safe",)),
    Row("The mayor insisted the bridge was safe.", "The mayor", "insisted", ("the bridge was safe",)),
    Row(
        "The union warned that the bridge could fall.",
        "The union",
        "warned",
        ("that the bridge could fall",),
        stance="warns",
    ),
    Row("Experts agree that the bridge is old.", "Experts", "agree", ("that the bridge is old",)),
    Row("On Monday, the mayor said the bridge was safe.", "the mayor", "said", ("the bridge was safe",)),
    Row(
        "The mayor said in a statement that bridges were safe.",
        "The mayor",
        "said",
        ("that bridges were safe",),
    ),
    # direct: before, after, inverted, broken, single marks, two sentences
    Row(
        '"The bridge is safe," Mira Tolland said.',
        "Mira Tolland",
        "said",
        ('"The bridge is safe,"',),
        "direct",
    ),
    Row(
        '"The bridge is safe," said Mira Tolland.',
        "Mira Tolland",
        "said",
        ('"The bridge is safe,"',),
        "direct",
    ),
    Row("“The bridge is safe,” the mayor said.", "the mayor", "said", ("“The bridge is safe,”",), "direct"),
    Row("'The bridge is safe,' Mr Tolland said.", "Mr Tolland", "said", ("'The bridge is safe,'",), "direct"),
    Row('"The bridge," she said, "is safe."', "she", "said", ('"The bridge,"', '"is safe."'), "direct"),
    Row('The mayor said: "The bridge is safe."', "The mayor", "said", ('"The bridge is safe."',), "direct"),
    Row('"We will fight," he added.', "he", "added", ('"We will fight,"',), "direct"),
    Row('"No!" Tolland shouted.', "Tolland", "shouted", ('"No!"',), "direct"),
    Row("Tolland tweeted: “Bridge open!”", "Tolland", "tweeted", ("“Bridge open!”",), "direct"),
    Row(
        "“The bridge is safe,” said Mira Tolland, a city engineer. “We tested it twice.”",
        "Mira Tolland, a city engineer",
        "said",
        ("“The bridge is safe,”", "“We tested it twice.”"),
        "direct",
    ),
    Row(
        "“I can't sleep,” said Odo Prell, 61, who lives nearby. “The noise never stops.”",
        "Odo Prell, 61, who lives nearby",
        "said",
        ("“I can't sleep,”", "“The noise never stops.”"),
        "direct",
    ),
    # mixed and scare quotes
    Row(
        'The mayor said the bridge was "perfectly safe" and would reopen.',
        "The mayor",
        "said",
        ('the bridge was "perfectly safe" and would reopen',),
        "mixed",
    ),
    Row(
        'The city said the "bridge" was a plank.', "The city", "said", ('the "bridge" was a plank',), "mixed"
    ),
    Row(
        'The mayor described the bridge as "a disgrace".',
        "The mayor",
        "described",
        ('the bridge as "a disgrace"',),
        "mixed",
    ),
    # fronted, parenthetical, "according to"
    Row("The bridge is safe, officials said.", "officials", "said", ("The bridge is safe",)),
    Row("The bridge, officials said, is safe.", "officials", "said", ("The bridge", "is safe")),
    Row("The bridge is safe, according to the city.", "the city", "according to", ("The bridge is safe",)),
    Row("According to the city, the bridge is safe.", "the city", "According to", ("the bridge is safe",)),
    Row(
        "The bridge, according to two engineers, is safe.",
        "two engineers",
        "according to",
        ("The bridge", "is safe"),
    ),
    # headlines
    Row(
        "Bridge will stay closed, union warns", "union", "warns", ("Bridge will stay closed",), stance="warns"
    ),
    Row(
        "Prime Minister to Visit Lima This Spring, Says Embassy\n\nThe trip was planned.",
        "Embassy",
        "Says",
        ("Prime Minister to Visit Lima This Spring",),
    ),
    Row("Ferry to Sail Again by June, Says Council", "Council", "Says", ("Ferry to Sail Again by June",)),
    # told
    Row(
        "The mayor told reporters that the bridge was safe.",
        "The mayor",
        "told",
        ("that the bridge was safe",),
        told="reporters",
    ),
    Row("The mayor told AFP the bridge was safe.", "The mayor", "told", ("the bridge was safe",), told="AFP"),
    Row(
        "The bridge was safe, the mayor told the Harbour Times.",
        "the mayor",
        "told",
        ("The bridge was safe",),
        told="the Harbour Times",
    ),
    Row(
        "The mayor said to reporters that the bridge was safe.",
        "The mayor",
        "said",
        ("that the bridge was safe",),
        told="reporters",
    ),
    Row(
        "The night had been still so no swell can have lifted the raft, a harbour official told Reuters.",
        "a harbour official",
        "told",
        ("The night had been still so no swell can have lifted the raft",),
        told="Reuters",
    ),
    # denials, refusals, questions
    Row(
        "The mayor denied that the bridge was closed.",
        "The mayor",
        "denied",
        ("that the bridge was closed",),
        stance="denies",
    ),
    Row("The mayor denied the report.", "The mayor", "denied", ("the report",), stance="denies"),
    Row(
        "The prime minister rejected calls to resign.",
        "The prime minister",
        "rejected",
        ("to resign",),
        stance="denies",
    ),
    Row(
        "The ministry declined to comment on the report.",
        "The ministry",
        "declined",
        ("to comment on the report",),
        stance="declines",
    ),
    Row(
        "The ministry refused to say when the bridge would open.",
        "The ministry",
        "refused to say",
        ("when the bridge would open",),
        stance="declines",
    ),
    Row(
        "The ministry did not say when the bridge would open.",
        "The ministry",
        "did not say",
        ("when the bridge would open",),
        stance="declines",
    ),
    Row(
        "The company would not confirm that the bridge had moved.",
        "The company",
        "would not confirm",
        ("that the bridge had moved",),
        stance="declines",
    ),
    Row(
        "The mayor did not deny that the bridge was closed.",
        "The mayor",
        "did not deny",
        ("that the bridge was closed",),
    ),
    Row(
        "The reporter asked whether the bridge was safe.",
        "The reporter",
        "asked",
        ("whether the bridge was safe",),
        stance="asks",
    ),
    Row(
        '"Is the bridge safe?" asked Tolland.',
        "Tolland",
        "asked",
        ('"Is the bridge safe?"',),
        "direct",
        "asks",
    ),
    Row("The mayor questioned Tolland's judgment.", "The mayor", "questioned", ("Tolland's judgment",)),
    Row("The mayor asked for help.", "The mayor", "asked", ("help",), stance="asks"),
    Row(
        "Residents have been told to leave.",
        None,
        "have been told",
        ("to leave",),
        stance="asks",
        told="Residents",
    ),
    Row('"No," he said.', "he", "said", ('"No,"',), "direct"),
    Row(
        '"You wrote that in March," replied Mira Tolland, the mayor, to applause.',
        "Mira Tolland, the mayor",
        "replied",
        ('"You wrote that in March,"',),
        "direct",
    ),
    Row(
        "In a hearing last week, Tolland was asked if she would agree with the plan.",
        None,
        "was asked",
        ("if she would agree with the plan",),
        stance="asks",
        told="Tolland",
    ),
    # attitudes and judgements
    Row("Residents believe the bridge is dangerous.", "Residents", "believe", ("the bridge is dangerous",)),
    Row("The mayor wants a new bridge.", "The mayor", "wants", ("a new bridge",)),
    Row("The mayor called the bridge a disgrace.", "The mayor", "called", ("the bridge a disgrace",)),
    Row("The mayor criticised the plan.", "The mayor", "criticised", ("the plan",)),
    Row(
        "The mayor accused the company of hiding the report.",
        "The mayor",
        "accused",
        ("the company of hiding the report",),
    ),
    Row(
        "The mayor promised to reopen the bridge.",
        "The mayor",
        "promised",
        ("to reopen the bridge",),
        stance="promises",
    ),
    Row("The board voted to support the plan.", "The board", "voted", ("to support the plan",)),
    # passives
    Row("The bridge is said to be unsafe.", None, "is said", ("The bridge", "to be unsafe")),
    Row("The plan was criticised by the union.", "the union", "was criticised", ("The plan",)),
    # sources: appositions, relative clauses, coordination, participles, controllers
    Row(
        "Tolland, who runs the port, said the bridge was safe.",
        "Tolland, who runs the port",
        "said",
        ("the bridge was safe",),
    ),
    Row(
        "Tolland, a city engineer, said the bridge was safe.",
        "Tolland, a city engineer",
        "said",
        ("the bridge was safe",),
    ),
    Row(
        "Tolland praised the plan and said it would save money.", "Tolland", "said", ("it would save money",)
    ),
    Row(
        "Tolland arrived on Monday, saying the bridge was safe.",
        "Tolland",
        "saying",
        ("the bridge was safe",),
    ),
    Row(
        "The minister said he would stay, adding that he had done nothing wrong.",
        "The minister",
        "adding",
        ("that he had done nothing wrong",),
    ),
    Row("The staff replied by saying it was late.", "The staff", "saying", ("it was late",)),
    Row(
        "A report showing that the bridge was unsafe was published.",
        "A report",
        "showing",
        ("that the bridge was unsafe",),
    ),
    Row("Asked about the bridge, Tolland said it was safe.", "Tolland", "said", ("it was safe",)),
    # nouns
    Row(
        "Tolland's claim that the bridge is safe was wrong.",
        "Tolland's",
        "claim",
        ("that the bridge is safe",),
    ),
    # odd marks: unclosed, too many
    Row(
        'The mayor said "the bridge is perfectly safe and will',
        "The mayor",
        "said",
        ('"the bridge is perfectly safe and will',),
        "direct",
    ),
    Row(
        '"Whether or not you call it a "boat" in your book, my crew sails it", Hanford said.',
        "Hanford",
        "said",
        ('"Whether or not you call it a "boat" in your book, my crew sails it"',),
        "direct",
    ),
]


def read(language: Language, article_of: Callable[..., Article], text: str) -> tuple[Statement, ...]:
    article = article_of(text)
    return find_statements(article, language.parse(article), Marks())


@pytest.mark.parametrize("row", ROWS, ids=[row.text[:50] for row in ROWS])
def test_row(row: Row, language: Language, article_of: Callable[..., Article]) -> None:
    found = [
        one
        for one in read(language, article_of, row.text)
        if one.cue is not None and f" {row.cue} " in f" {one.cue.words} " and one.within is None
    ]
    assert len(found) == 1
    one = found[0]
    assert (one.source.words if one.source else None) == row.source
    assert tuple(span.words for span in one.content) == row.content
    assert (one.kind, one.stance) == (row.kind, row.stance)
    assert (one.told.words if one.told else None) == row.told
    assert one.why
    assert 0 <= one.confidence <= 1


#: Sentences in which nobody says anything.
SILENT = [
    "Inspectors will question the skipper.",
    "On Monday the guards questioned the pupil.",
    "The rowers' clubs have offered boats.",
    "None has been told.",
    "The family was informed on Monday.",
    "The ferry left at noon and came back at three.",
    "It rained on Tuesday in the hills above the town.",
    "The band Free played “All Right Now” at the fair.",
    "A lorry hit a wall near the dogs' home.",
    "",
    "\n\n",
]


@pytest.mark.parametrize("text", SILENT)
def test_nobody_speaks(text: str, language: Language, article_of: Callable[..., Article]) -> None:
    assert read(language, article_of, text) == ()
