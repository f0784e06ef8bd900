"""Actors and mentions: what is named, described or pointed at, and what stays open."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.mark.actors import find_actors
from onrecord.mark.places import find_places
from onrecord.mark.tables import agents, country_names, usual_names
from onrecord.records import Actor, Article, Mention
from onrecord.text.language import Language

Found = tuple[tuple[Actor, ...], tuple[Mention, ...]]


@pytest.fixture
def mark(language: Language, article_of: Callable[..., Article]) -> Callable[..., Found]:
    def run(text: str, *, headline: bool = False) -> Found:
        article = article_of(text, headline=headline)
        return find_actors(article, language.parse(article))

    return run


def actor_at(found: Found, words: str) -> Actor | None:
    """The actor of the last mention with these words."""
    actors, mentions = found
    owner = [mention.actor for mention in mentions if mention.span.words == words][-1]
    return next((actor for actor in actors if actor.id == owner), None)


@pytest.mark.parametrize(
    ("text", "words", "kind", "named", "country", "sector"),
    [
        ("Norway signed the pact on Monday.", "Norway", "country", True, "NOR", None),
        ("Moscow said it was working on a meeting.", "Moscow", "country", True, "RUS", None),
        ("The Kremlin gave no details.", "Kremlin", "organization", True, "RUS", "GOV"),
        ("A military official told reporters.", "A military official", "person", False, None, "MIL"),
        ("A police spokesman said so.", "A police spokesman", "person", False, None, "COP"),
        (
            "A company spokesman declined to comment.",
            "A company spokesman",
            "person",
            False,
            None,
            "BUS",
        ),
        ("Dockers walked out.", "Dockers", "group", False, None, "LAB"),
        (
            "Norway's fisheries ministry said it would pay.",
            "Norway's fisheries ministry",
            "organization",
            False,
            "NOR",
            "GOV",
        ),
        ("The Canadian government agreed.", "The Canadian government", "organization", False, "CAN", "GOV"),
        ("Protesters blocked the road.", "Protesters", "group", False, None, "SOC"),
        ("The U.N. called for calm.", "U.N.", "organization", True, "IGO", None),
        ("Rebels attacked the town.", "Rebels", "group", False, None, "REB"),
    ],
)
def test_who_an_actor_is(
    mark: Callable[..., Found],
    text: str,
    words: str,
    kind: str,
    named: bool,
    country: str | None,
    sector: str | None,
) -> None:
    actor = actor_at(mark(text), words)
    assert actor is not None
    assert (actor.kind, actor.named, actor.country, actor.sector) == (kind, named, country, sector)
    if country is None or sector is None:
        assert "the words give no" in actor.why


def test_a_title_gives_role_country_and_sector(mark: Callable[..., Found]) -> None:
    actor = actor_at(mark("Peruvian Foreign Minister Elena Quispe met reporters."), "Elena Quispe")
    assert actor is not None
    assert actor.role is not None
    assert actor.role.words == "Peruvian Foreign Minister"
    assert (actor.country, actor.sector) == ("PER", "GOV")


def test_an_apposition_gives_role_and_is_a_mention(mark: Callable[..., Found]) -> None:
    found = mark("Ida Moen, the mayor of Nesvik, said the dam was safe.")
    actor = actor_at(found, "Ida Moen")
    assert actor is not None
    assert actor.role is not None
    assert actor.role.words == "the mayor of Nesvik"
    assert actor.sector == "GOV"
    assert actor_at(found, "the mayor of Nesvik") == actor


def test_short_forms_join_the_full_name(mark: Callable[..., Found]) -> None:
    found = mark("Moen opened the meeting.\nIda Moen is the mayor. Mr. Moen is not related.\n")
    actors, mentions = found
    names = [mention for mention in mentions if mention.kind == "name"]
    assert {mention.actor for mention in names} == {actor_at(found, "Ida Moen").id}  # type: ignore[union-attr]
    assert [actor.name for actor in actors if actor.named] == ["Ida Moen"]


def test_a_person_may_be_called_like_a_town(mark: Callable[..., Found]) -> None:
    found = mark("Valeska Paris, an Australian woman, said she left. Paris claims it was hard.")
    actor = actor_at(found, "Paris")
    assert actor is not None
    assert (actor.name, actor.kind, actor.country) == ("Valeska Paris", "person", "AUS")


def test_a_spokeswoman_is_not_her_company(mark: Callable[..., Found]) -> None:
    found = mark("A spokeswoman for the company, Astri Vonheim, said the boat was safe. The company paid.")
    actor = actor_at(found, "Astri Vonheim")
    assert actor is not None
    assert (actor.kind, actor.sector) == ("person", "BUS")
    assert actor_at(found, "The company") != actor
    assert actor_at(found, "the company") == actor_at(found, "The company")


@pytest.mark.parametrize("text", ["Ms. Poole left. He said no.", "Mr. Poole left. She said no."])
def test_an_honorific_shows_who_cannot_be_meant(mark: Callable[..., Found], text: str) -> None:
    _, mentions = mark(text)
    assert mentions[-1].actor is None


def test_an_ambassador_to_a_country_is_not_of_it(mark: Callable[..., Found]) -> None:
    actor = actor_at(mark("An Afghan ambassador to the United States said so."), "An Afghan ambassador")
    assert actor is not None
    assert actor.country == "AFG"


def test_neither_side_is_nobody(mark: Callable[..., Found]) -> None:
    assert mark("Neither party agreed. No minister spoke.") == ((), ())


@pytest.mark.parametrize(
    ("iso3", "name"),
    [("JOR", "Jordan"), ("NLD", "Netherlands"), ("KOR", "South Korea"), ("USA", "United States")],
)
def test_countries_go_by_their_usual_name(iso3: str, name: str) -> None:
    assert usual_names()[iso3] == name


def test_capitals_stand_for_countries_only_where_they_act(mark: Callable[..., Found]) -> None:
    found = mark("Pyongyang rejected the offer. He flew to Pyongyang in May. They met in Pyongyang.")
    assert [mention.span.words for mention in found[1]].count("Pyongyang") == 1


def test_a_definite_description_points_back(mark: Callable[..., Found]) -> None:
    found = mark("Norway's transport ministry opened an inquiry. Police helped. The ministry hired divers.")
    assert actor_at(found, "The ministry") == actor_at(found, "Norway's transport ministry")


def test_a_description_of_another_country_is_another_actor(mark: Callable[..., Found]) -> None:
    found = mark("The Kremlin gave no details. The US government replied on Thursday.")
    assert actor_at(found, "The US government") != actor_at(found, "Kremlin")


def test_an_indefinite_description_is_somebody_new(mark: Callable[..., Found]) -> None:
    found = mark("A diver went down. A witness saw it. A witness denied it.")
    assert len([actor for actor in found[0] if actor.name == "witness"]) == 2


@pytest.mark.parametrize(
    ("text", "pronoun", "name"),
    [
        ("Ida Moen said she would stay.", "she", "Ida Moen"),
        ("Ida Moen opened the dam. She praised the engineers.", "She", "Ida Moen"),
        ("Norway signed. It will pay the fee.", "It", "Norway"),
        ("Dockers walked out. They want more pay.", "They", "Dockers"),
    ],
)
def test_a_pronoun_points_at_the_subject(
    mark: Callable[..., Found], text: str, pronoun: str, name: str
) -> None:
    actor = actor_at(mark(text), pronoun)
    assert actor is not None
    assert actor.name == name


def test_an_object_does_not_point_at_its_own_subject(mark: Callable[..., Found]) -> None:
    found = mark("Arne Lund sat down. A lawyer questioned him for two hours.")
    assert actor_at(found, "him") == actor_at(found, "Arne Lund")
    assert actor_at(mark("A lawyer hurt himself."), "himself") is not None


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("It said the valley was safe.", "It"),
        ("Mayor Seeks New Dam, Says Ministry\nIt said the plan was ready.", "It"),
        ("The plan is old.\nHe also noted the cost.", "He"),
        ("It said Ida Moen had paid.\nHe also noted the cost.", "He"),
    ],
)
def test_a_torn_opening_stays_unresolved_with_a_reason(
    mark: Callable[..., Found], text: str, pronoun: str
) -> None:
    _, mentions = mark(text, headline="\n" in text)
    last = [mention for mention in mentions if mention.span.words == pronoun][-1]
    assert last.actor is None
    assert "nothing near before" in last.why


def test_quarantined_words_name_nobody(language: Language, article_of: Callable[..., Article]) -> None:
    plain = article_of("Ida Moen spoke.\nFollow Arne Lund on our app.\nShe left.")
    passages = tuple(
        passage
        if "Follow" not in passage.span.words
        else type(passage)(span=passage.span, kind="chrome", why="test", score=1.0)
        for passage in plain.passages
    )
    article = Article(id="article-test", page="page-test", text=plain.text, passages=passages)
    _, mentions = find_actors(article, language.parse(article))
    assert {mention.span.words for mention in mentions} == {"Ida Moen", "She"}


def test_places_are_where_things_happen(language: Language, article_of: Callable[..., Article]) -> None:
    article = article_of("Norway sent divers. They met in Oslo and in France.")
    places = find_places(article, language.parse(article))
    assert [(place.span.words, place.country, place.precision) for place in places] == [
        ("Oslo", "NOR", "city"),
        ("France", "FRA", "country"),
    ]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(
        alphabet=st.sampled_from("Ida Moen, the mayor of Oslo's U.N. it He\n\"'“’-0é\u200b"), min_size=1
    )
)
def test_odd_text_never_raises(language: Language, article_of: Callable[..., Article], text: str) -> None:
    article = article_of(text)
    actors, mentions = find_actors(article, language.parse(article))
    ids = {actor.id for actor in actors}
    assert len(ids) == len(actors)
    assert all(mention.actor is None or mention.actor in ids for mention in mentions)
    assert all(mention.why for mention in mentions)


@pytest.mark.parametrize(
    ("piece", "count"),
    [
        ("{0}ova {1}elu Company will sue {1}ari Inc. on Monday.\n\n", 250),
        ("{0}ova {1}elu met Mr. {1}arimo and he told her of it.\n\n", 250),
        ("{0}ova said that {1}elu told him that ", 250),
    ],
    ids=["bodies", "people", "one sentence"],
)
def test_many_names_take_no_time_of_their_own(
    language: Language, article_of: Callable[..., Article], piece: str, count: int
) -> None:
    """Every name is another: what compares each with all others takes ten times as long."""
    sounds = [f"{one}{two}{three}" for one in "BDFGKLMN" for two in "aeiou" for three in "dklmnrst"]
    text = "".join(piece.format(sounds[at], sounds[-1 - at].capitalize()) for at in range(count))
    article = article_of(text)
    doc = language.parse(article)
    begin = time.process_time()
    find_actors(article, doc)
    assert time.process_time() - begin < 1.5


def test_the_tables_hold_codes_of_the_right_shape() -> None:
    assert len(usual_names()) > 190
    assert all(len(entry.iso3) == 3 and entry.iso3.isupper() for entry in country_names().values())
    assert {agent.sector for agent in agents().values()} <= set(
        "COP GOV JUD LEG MIL PTY REB SPY UAF UNK AGR BUS CRM CVL EDU JRN LAB MED REF OPP REL SOC".split()
    )
