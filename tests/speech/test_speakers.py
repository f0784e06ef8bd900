"""Who speaks: the source of a statement and the actor it was resolved to, or why it was not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.mark.marks import find_marks
from onrecord.records import Actor, Article, Statement
from onrecord.speech.statements import find_statements
from onrecord.text.language import Language

Said = tuple[Statement, Actor | None]
Reader = Callable[..., list[Said]]


@pytest.fixture
def read(language: Language, article_of: Callable[..., Article]) -> Reader:
    """Statements with their speakers, of a text read with marks as the flow reads it."""

    def run(text: str, *, tagger: bool = True) -> list[Said]:
        article = article_of(text)
        doc = language.parse(article)
        marks = find_marks(article, doc)
        actors = {actor.id: actor for actor in marks.actors}
        found = find_statements(article, doc, marks, tagger=tagger)
        return [(one, None if one.speaker is None else actors[one.speaker]) for one in found]

    return run


def by_source(found: list[Said], source: str) -> Said:
    """The last statement whose source is these words."""
    return [pair for pair in found if pair[0].source and pair[0].source.words == source][-1]


#: Text, the source's words, and the name of the actor that speaks.
NAMED = [
    # names and titles
    ("Ida Moen said the dam was safe.", "Ida Moen", "Ida Moen"),
    ("Mayor Ida Moen said the dam was safe.", "Mayor Ida Moen", "Ida Moen"),
    ("The mayor of Nesvik, Ida Moen, said the dam was safe.", "The mayor of Nesvik, Ida Moen", "Ida Moen"),
    ("Ida Moen, a diver, said the dam was safe.", "Ida Moen, a diver", "Ida Moen"),
    ("Director of the dock workers union Erik Dahlen said the dam was safe.", None, "Erik Dahlen"),
    (
        'Chief investment officer at Ansgard Capital Group Erik Dahlen said: "We sold the boats on Monday."',
        "Chief investment officer at Ansgard Capital Group Erik Dahlen",
        "Erik Dahlen",
    ),
    (
        "According to Norwegian Ambassador to France Erik Dahlen, the talks went well.",
        "Norwegian Ambassador to France Erik Dahlen",
        "Erik Dahlen",
    ),
    ("Dahlen said the wall was old. Erik Dahlen is a diver.", "Dahlen", "Erik Dahlen"),
    ("Erik Dahlen opened the dam. Dahlen said it was safe.", "Dahlen", "Erik Dahlen"),
    ("Erik Dahlen opened the dam. Mr Dahlen said it was safe.", "Mr Dahlen", "Erik Dahlen"),
    ("Erik J. Dahlen opened the dam. Erik Dahlen said it was safe.", "Erik Dahlen", "Erik J. Dahlen"),
    ("Erik Dahlenberg opened the dam. Dahlenburg said it was safe.", "Dahlenburg", "Erik Dahlenberg"),
    # organizations by their short forms
    (
        "Ansgard Ferry Company lost money. Ansgard said it would sell boats.",
        "Ansgard",
        "Ansgard Ferry Company",
    ),
    (
        "The Harbour Pilots Union (HPU) met on Monday. The HPU said pay was too low.",
        "The HPU",
        "Harbour Pilots Union",
    ),
    (
        "The World Fish Organization (WFO) met. WFO says cod is scarce.",
        "WFO",
        "World Fish Organization",
    ),
    ("Vonheim Motors Corp. lost money. VM said it would sell boats.", "VM", "Vonheim Motors Corp."),
    (
        "The Norwegian Fisheries Ministry met pilots. The ministry said cod was scarce.",
        "The ministry",
        "Norwegian Fisheries Ministry",
    ),
    # pronouns
    ("Ida Moen opened the dam. She said it was safe.", "She", "Ida Moen"),
    ("Erik Dahlen met Ida Moen on Monday. He said she was right.", "He", "Erik Dahlen"),
    ("Ansgard Ferry Company lost money. It said it would sell boats.", "It", "Ansgard Ferry Company"),
    (
        "Erik Dahlen said the dam was old. Water had risen for a week. He said it would hold.",
        "He",
        "Erik Dahlen",
    ),
    (
        '"The dam is old," Erik Dahlen said. "The wall will hold for a year," he added.',
        "he",
        "Erik Dahlen",
    ),
    (
        "Erik Dahlen said the dam was old.\nHe also said that the wall would hold.",
        "He",
        "Erik Dahlen",
    ),
    ('Ida Moen denied the claim. "The dam is quite safe today," she said.', "she", "Ida Moen"),
    # relative pronouns
    ("The city hired Ida Moen, who said the wall held.", "who", "Ida Moen"),
    ("He met Erik Dahlen, who told reporters that the wall held.", "who", "Erik Dahlen"),
    # descriptions
    (
        "Ansgard Ferry Company lost money last year. The company said it would sell boats.",
        "The company",
        "Ansgard Ferry Company",
    ),
    (
        "Ida Moen, the mayor of Nesvik, opened the dam. The mayor said it was safe.",
        "The mayor",
        "Ida Moen",
    ),
    (
        "Bank chief Erik Dahlen spoke on Monday. The bank chief said prices would fall.",
        "The bank chief",
        "Erik Dahlen",
    ),
    (
        "Prime Minister Ida Moen opened the dam. The prime minister said it was safe.",
        "The prime minister",
        "Ida Moen",
    ),
    # possessives: whose
    (
        "Ida Moen left on Monday. Her lawyer, Erik Dahlen, spoke. Her lawyer said it was a forgery.",
        "Her lawyer",
        "Erik Dahlen",
    ),
    # what only holds words is whoever gave it
    ("Ida Moen's statement said the dam was safe.", "Ida Moen's statement", "Ida Moen"),
    ("According to a report by the Nesvik Institute, the dam is old.", None, "Nesvik Institute"),
    ("According to figures released by Ansgard Ferry Company, fares rose.", None, "Ansgard Ferry Company"),
    # first persons
    ('Ida Moen said: "We believe that the dam is old."', "We", "Ida Moen"),
]


@pytest.mark.parametrize(("text", "source", "name"), [row for row in NAMED if row[2]])
def test_the_speaker_is_the_one_whom_the_page_names(
    text: str, source: str | None, name: str, read: Reader
) -> None:
    found = read(text)
    one, speaker = by_source(found, source) if source else found[0]
    assert speaker is not None, one.why
    assert speaker.named
    assert speaker.name == name, one.why


#: Text, the source's words, and what its actor is called.
DESCRIBED = [
    ("A military official told reporters the bridge was closed.", "A military official", "military official"),
    ("Police said the bridge was closed.", "Police", "Police"),
    ("Officials said the bridge was closed.", "Officials", "Officials"),
    ("Residents said the bridge was closed.", "Residents", "Residents"),
    ("A spokesperson said the bridge was closed.", "A spokesperson", "spokesperson"),
    ("The two men said the bridge was closed.", "The two men", "two men"),
    ("Someone close to the talks said the bridge was closed.", None, "Someone close to the talks"),
    ("Some say the bridge was closed.", "Some", "Some"),
    ("Others believe that the bridge was closed.", "Others", "Others"),
    ("The teen told reporters that the bridge was closed.", "The teen", "teen"),
    ("Some Norwegians said the bridge was closed.", "Some Norwegians", "Norwegians"),
    ("One of the dockers said the bridge was closed.", None, None),
    ("His national security adviser said the bridge was closed.", "His national security adviser", None),
    ("A diver went down. A witness saw it. A witness denied that it was deep.", "A witness", "witness"),
    ("Dockers walked out on Monday. They say pay is too low.", "They", "Dockers"),
    ("Critics say the bridge was closed.", "Critics", "Critics"),
]


@pytest.mark.parametrize(("text", "source", "name"), DESCRIBED)
def test_who_is_not_named_stays_described(
    text: str, source: str | None, name: str | None, read: Reader
) -> None:
    found = read(text)
    one, speaker = by_source(found, source) if source else found[0]
    assert speaker is not None, one.why
    assert not speaker.named
    if name is not None:
        assert speaker.name == name


#: Text, the source's words, and words of the reason.
OPEN = [
    ("A letter seen by the Harbour Times says the wall will hold.", None, "does not say whose"),
    ("It said the valley was safe.", "It", "nothing near before"),
    ("He also noted that the cost was high.", "He", "nothing near before"),
    ("She said the wall would hold.", "She", "nothing near before"),
    ("They said the wall would hold.", "They", "nothing near before"),
    ("A report said the wall would hold.", "A report", "does not say whose"),
    ("The documents say that the wall will hold.", "The documents", "does not say whose"),
    ("Ms. Poole left. He said the wall would hold.", "He", "nothing near before"),
    ("The plan is old.\nHe also said the cost was high.", "He", "nothing near before"),
    ("I think that the wall will hold.", "I", "outside of quotation marks"),
    ("A lawyer said the wall was old. It said the valley was safe.", "It", "nothing near before"),
]


@pytest.mark.parametrize(("text", "source", "reason"), OPEN)
def test_where_the_page_gives_nobody_the_speaker_is_open(
    text: str, source: str | None, reason: str, read: Reader
) -> None:
    found = read(text)
    one, speaker = by_source(found, source) if source else found[0]
    assert speaker is None
    assert reason in one.why


#: Text, the source's words, and a name that is not the speaker's.
OTHERS = [
    ("A lawyer for Ida Moen said the wall was old.", "A lawyer for Ida Moen", "Ida Moen"),
    ("An aide to President Ida Moen said the wall was old.", "An aide to President Ida Moen", "Ida Moen"),
    ("Ida Moen's brother said the wall was old.", "Ida Moen's brother", "Ida Moen"),
    ("A spokesman for Ansgard Ferry Company said fares rose.", None, "Ansgard Ferry Company"),
    ("Ansgard Ferry Company officials said fares rose.", None, "Ansgard Ferry Company"),
    ("In a letter to the head of the union, Ida Moen said the wall was old.", None, "union"),
    ("The Oslo Herald lost readers. Oslo said fares rose.", "Oslo", "Oslo Herald"),
    ("Ansgard Line met Ansgard Bank. Ansgard said fares rose.", "Ansgard", "Ansgard Line"),
    ("Indonesia met Garuda Indonesia. Indonesia said fares rose.", "Indonesia", "Garuda Indonesia"),
]


@pytest.mark.parametrize(("text", "source", "name"), OTHERS)
def test_who_stands_beside_is_not_the_speaker(text: str, source: str | None, name: str, read: Reader) -> None:
    found = read(text)
    one, speaker = by_source(found, source) if source else found[0]
    assert speaker is None or speaker.name != name, one.why


def test_whose_adviser_it_is_stands_in_the_reason(read: Reader) -> None:
    text = "Ida Moen left on Monday. Her security adviser said the wall was old."
    one, speaker = by_source(read(text), "Her security adviser")
    assert speaker is not None
    assert not speaker.named
    assert "the adviser of “Ida Moen”" in one.why


def test_a_pronoun_s_reason_names_its_antecedent(read: Reader) -> None:
    one, _ = by_source(read("Ida Moen opened the dam. She said it was safe."), "She")
    assert "points at “Moen”" in one.why


def test_two_who_fit_alike_leave_it_open(read: Reader) -> None:
    found = read("Erik Dahlen and Arne Lund met at the dam of the village. For years the wall had been old.")
    assert found == [] or all(speaker is None or speaker.named for _, speaker in found)


def test_a_first_person_after_an_ended_quotation_is_not_the_next_speaker(read: Reader) -> None:
    text = (
        '"The wall is old," said Ida Moen.\n"I think that it will hold for years." Erik Dahlen, the mayor, '
        "warned that talk of repairs might be premature.\n"
    )
    for one, speaker in read(text):
        if one.source and one.source.words == "I":
            assert speaker is None or speaker.name != "Erik Dahlen"


def test_a_quotation_alone_goes_on_with_the_speaker_before(read: Reader) -> None:
    text = (
        'Ida Moen opened the dam on Monday. "The wall is quite old," she said.\n'
        '"But it will hold for many years to come."\n'
    )
    carried = [(one, speaker) for one, speaker in read(text, tagger=False) if one.carried]
    assert carried
    assert carried[0][1] is not None
    assert carried[0][1].name == "Ida Moen"


def test_a_torn_quotation_has_no_speaker(read: Reader) -> None:
    [(one, speaker)] = read('"But it will hold for many years to come."\n')
    assert speaker is None
    assert "the paragraph gives no speaker" in one.why
