"""Places: names in context, what is no place, the table's bytes, and properties."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.mark.gazetteer import Gazetteer, fold, load_gazetteer
from onrecord.mark.places import find_places, locate
from onrecord.mark.resolving import shares_of
from onrecord.mark.toponyms import gather
from onrecord.records import Article, Credit, Evidence, check_spans
from onrecord.text.language import Language

Make = Callable[..., Article]
TABLE = Path(__file__).with_name("places_table.tsv")
with TABLE.open(encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
#: How far a region's centre may be from the rounded point of the table, in degrees.
NEAR = 1.2


def test_the_table_is_long_enough() -> None:
    assert len(ROWS) >= 150


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_a_name_in_context(language: Language, article_of: Make, row: dict[str, str]) -> None:
    article = article_of(row["text"])
    found = {place.name: place for place in find_places(article, language.parse(article))}
    assert row["name"] in found, found
    place = found[row["name"]]
    assert place.country == (row["country"] or None)
    assert place.latitude is not None
    assert place.longitude is not None
    assert abs(place.latitude - float(row["latitude"])) <= NEAR
    turn = math.cos(math.radians(place.latitude))
    assert abs(place.longitude - float(row["longitude"])) * turn <= NEAR


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Moscow said on Friday that the talks were over.", "Moscow"),
        ("Beijing denied the report on Friday.", "Beijing"),
        ("Iran told inspectors on Friday to leave.", "Iran"),
        ("Diplomats held talks with Iran on Friday.", "Iran"),
        ("The sanctions against Russia were lifted.", "Russia"),
        ("U.S. officials left the room.", "U.S."),
        ("The Norwegian divers left the room.", "Norwegian"),
        ("Two Iraqis left the room.", "Iraqis"),
        ("Mr. Houston left the room on Friday.", "Houston"),
        ("Valeska Paris left the room on Friday.", "Paris"),
        ("It was a nice day, and everybody was reading.", "nice"),
        ("She gave us a mobile phone.", "us"),
    ],
)
def test_who_acts_is_no_place(language: Language, article_of: Make, text: str, words: str) -> None:
    article = article_of(text)
    places = find_places(article, language.parse(article))
    assert words not in [place.span.words for place in places]


@pytest.mark.parametrize(
    ("text", "words", "precision"),
    [
        ("It rained in Norway.", "Norway", "country"),
        ("It rained in Texas.", "Texas", "region"),
        ("It rained in Bergen.", "Bergen", "city"),
        ("It rained at Camp David.", "Camp David", "site"),
        ("It rained in the Sahara.", "Sahara", "region"),
    ],
)
def test_precision(language: Language, article_of: Make, text: str, words: str, precision: str) -> None:
    article = article_of(text)
    places = find_places(article, language.parse(article))
    assert [(place.span.words, place.precision) for place in places] == [(words, precision)]


def test_an_unknown_name_says_so(language: Language, article_of: Make) -> None:
    article = article_of("The boat sank near Qvistrandhamn on Friday.")
    (place,) = locate(article, [(19, 32)])
    assert (place.span.words, place.latitude, place.geonames) == ("Qvistrandhamn", None, None)
    assert place.precision == "name"
    assert "no place of this name" in place.why


def test_two_senses_of_a_name_where_the_words_say_so(article_of: Make) -> None:
    text = "They flew from Paris, France, to Paris, Texas."
    article = article_of(text)
    spans = [(at, at + 5) for at in (text.index("Paris"), text.rindex("Paris"))]
    assert [place.country for place in locate(article, spans)] == ["FRA", "USA"]


def test_a_name_without_more_means_what_the_text_said_before(article_of: Make) -> None:
    text = "A barn burned in Paris, Texas. Firemen in Paris were slow."
    article = article_of(text)
    spans = [(at, at + 5) for at in (text.index("Paris"), text.rindex("Paris"))]
    assert len({place.geonames for place in locate(article, spans)}) == 1


@pytest.mark.parametrize(
    ("text", "spans", "countries"),
    [
        ("Us and US", [(0, 2), (7, 9)], [None, "USA"]),
        ("US and Us", [(0, 2), (7, 9)], ["USA", None]),
        ("polish and Polish", [(0, 6), (11, 17)], [None, "POL"]),
    ],
)
def test_a_word_spelt_like_a_name_says_nothing_of_the_name(
    article_of: Make, text: str, spans: list[tuple[int, int]], countries: list[str | None]
) -> None:
    assert [place.country for place in locate(article_of(text), spans)] == countries


def test_demonyms_that_are_given_stand_for_their_country(article_of: Make) -> None:
    article = article_of("Norwegian divers")
    (place,) = locate(article, [(0, 9)])
    assert (place.country, place.precision) == ("NOR", "country")


def test_the_outlet_tells_which_place(article_of: Make) -> None:
    plain = article_of("A shop closed in Newcastle.")
    evidence = Evidence(words="abc.net.au", where="url")
    credit = Credit(kind="outlet", name="abc.net.au", evidence=evidence)
    there = Article(id=plain.id, page=plain.page, text=plain.text, passages=plain.passages, credits=(credit,))
    assert locate(there, [(17, 26)])[0].country == "AUS"


def test_a_dateline_is_a_place(language: Language, article_of: Make) -> None:
    article = article_of("HERAT, Afghanistan (AP) -- Shops were shut.")
    places = find_places(article, language.parse(article))
    assert ("HERAT", "AFG") in [(place.span.words, place.country) for place in places]


def test_a_span_out_of_range_is_refused(article_of: Make) -> None:
    with pytest.raises(ValueError, match="span 2:9"):
        locate(article_of("Oslo"), [(2, 9)])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St. Louis", "Saint Louis"),
        ("SÃO PAULO", "Sao Paulo"),
        ("Stratford-upon-Avon", "Stratford upon Avon"),
        ("N’Djamena", "N'Djamena"),
        ("Platte Co.", "Platte County"),
    ],
)
def test_spellings_that_fold_to_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_bytes_that_are_no_table_are_refused() -> None:
    with pytest.raises(ValueError, match="not a table"):
        Gazetteer(b"SQLite format 3\0" * 4)


def test_every_row_lies_on_earth_and_in_something_that_holds_it() -> None:
    table = load_gazetteer()
    for row in range(0, table.size, 61):
        entry = table.entry(row)
        assert -90 <= entry.latitude <= 90
        assert -180 <= entry.longitude <= 180
        assert entry.name
        assert len(table.holders(row)) < 4
        assert all(each.country == entry.country for each in table.holders(row) if each.kind == "country")


def test_a_row_that_is_not_there() -> None:
    table = load_gazetteer()
    with pytest.raises(IndexError):
        table.entry(table.size)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(
        alphabet=st.sampled_from(list("ParisLondon, Texas.Ill’s (AP) -\n\u200bé\U0001f600")), min_size=1
    ),
    cuts=st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), max_size=6),
)
def test_any_spans_of_any_text(article_of: Make, text: str, cuts: list[tuple[int, int]]) -> None:
    spans = [(start, min(start + length, len(text))) for start, length in cuts if start < len(text)]
    article = article_of(text)
    places = locate(article, spans)
    check_spans(text, places)
    assert [(place.span.start, place.span.end) for place in places] == spans
    assert all((place.latitude is None) == (place.longitude is None) for place in places)
    assert all(place.why for place in places)
    assert places == locate(article, spans)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=st.sampled_from(list("Paris in Oslo, Ill. (AP) --\n’\u200bé")), min_size=1))
def test_odd_text_never_raises(language: Language, article_of: Make, text: str) -> None:
    article = article_of(text)
    places = find_places(article, language.parse(article))
    check_spans(text, places)
    ends = [0, *(place.span.end for place in places)]
    assert all(end <= place.span.start for end, place in zip(ends, places, strict=False))


def test_shares_add_up_and_order_does_not_matter() -> None:
    text = "Dover Folkestone Canterbury Springfield Georgia Victoria"
    spans = [(at, at + len(word)) for word in text.split() for at in (text.index(word),)]
    table = load_gazetteer()
    names, _ = gather(text, spans, table)
    shares = shares_of(names)
    assert all(abs(float(each.sum()) - 1) < 1e-9 for each in shares)
    turned, _ = gather(text, spans[::-1], table)
    back = dict(zip((name.text for name in turned), shares_of(turned), strict=True))
    for name, share in zip(names, shares, strict=True):
        assert back[name.text] == pytest.approx(share)


def test_a_long_list_of_names_stays_quick(article_of: Make) -> None:
    text = " ".join(f"Springfield{number} Paris Dover" for number in range(2_000))
    spans = [(at, at + 5) for at in range(0, len(text) - 5, 7)][:4_000]
    assert len(locate(article_of(text), spans)) == len(spans)
