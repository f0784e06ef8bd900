"""Doc -> places: names that stand where something happens, with the country that they are in.

A first version without coordinates: it knows countries, capitals and some large cities.
"""

from __future__ import annotations

from spacy.tokens import Doc

from onrecord.mark.names import is_scene
from onrecord.mark.tables import CountryName, country_names, usual_names
from onrecord.records import Article, Place, Precision, Span, make_id

_LABELS = frozenset({"GPE", "LOC", "FAC"})
_PRECISIONS: dict[str, Precision] = {
    "usual": "country",
    "name": "country",
    "region-name": "region",
    "capital": "city",
    "city": "city",
}


def find_places(article: Article, doc: Doc) -> tuple[Place, ...]:
    """The places of an article, in text order; names of countries only where something is located."""
    places = []
    for words in doc.ents:
        if words.label_ not in _LABELS or "\n" in words.text:
            continue
        start = words.start
        while start < words.end - 1 and doc[start].lower_ in ("the", "a", "an"):
            start += 1
        end = words.end
        while end > start + 1 and doc[end - 1].text in ("'s", "’s", "'", "’", ","):
            end -= 1
        text = doc[start:end].text
        known = country_names().get(text)
        if not is_scene(words.root, known) and (known is not None or words.label_ == "GPE"):
            continue
        span = Span.of(article.text, doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
        places.append(_make_place(article, span, text, known))
    return tuple(places)


def _make_place(article: Article, span: Span, text: str, known: CountryName | None) -> Place:
    precision: Precision = "name"
    country, name, why = None, " ".join(text.split()), "not in the tables; the gazetteer is still to come"
    if known is not None and known.kind in _PRECISIONS:
        precision, country = _PRECISIONS[known.kind], known.iso3
        why = f"“{text}” in countries.tsv"
        if precision == "country":
            name = usual_names().get(country, name)
    return Place(
        id=make_id("place", article.id, span.start, span.end),
        span=span,
        name=name,
        country=country,
        precision=precision,
        why=why,
    )
