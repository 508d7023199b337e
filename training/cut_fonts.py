"""Cut the shipped fonts to what web pages need, once, under names of ours, for the licence reserves the makers'.

    python training/cut_fonts.py

reads ``templates/base/fonts/Source*.ttf`` and writes ``Briefgen*.woff2`` beside them. Kept are the letters of
the languages that briefgen reads (Latin, with the accents of names), the marks that pages draw, kerning,
figures of all kinds, and small capitals in the plain sans. PDFs go on taking the whole fonts.
"""

from __future__ import annotations

import io
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent.parent / "templates" / "base" / "fonts"
LETTERS = (
    *range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, "ĀāĂăĄąĆćČčĎďĐđĒēĖėĘęĚěĞğĢģĪīĮįİıĶķĻļŁłŃńŅņŇňŌōŐőŒœŘřŚśŞşŠšŢţŤťŪūŮůŰűŲųŸŹźŻżŽžȘșȚț"), 0x2009, 0x200A, 0x202F,
    *range(0x2010, 0x2016), *range(0x2018, 0x201F), 0x2020, 0x2021, 0x2022, 0x2026, 0x2030, 0x2032, 0x2033,
    0x2039, 0x203A, 0x2044, 0x20AC, 0x2116, 0x2122, *range(0x2190, 0x2194), 0x2212, 0x2248, 0x2260, 0x2264,
    0x2265, 0x25A0, 0x25B2, 0x25CB, 0x25CF,
)  # fmt: skip
PLAIN = ["kern", "liga", "mark", "ccmp"]
FIGURES = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "lnum", "onum", "pnum", "tnum"]
CUTS = {
    "SourceSans3-Regular": ("Briefgen Sans", "Regular", [*FIGURES, "smcp"]),
    "SourceSans3-Semibold": ("Briefgen Sans", "Semibold", [*PLAIN, "lnum", "tnum"]),
    "SourceSerif4-Regular": ("Briefgen Serif", "Regular", FIGURES),
    "SourceSerif4-Semibold": ("Briefgen Serif", "Semibold", PLAIN),
}
NAMES = {1: "{family} {style}", 3: "{family} {style}; cut for briefgen", 4: "{family} {style}", 6: "{joined}-{style}",
         16: "{family}", 17: "{style}"}  # fmt: skip
"""What a font says of its own name, by the number of the record."""


def cut(name: str) -> bytes:
    """Return a shipped font with the kept letters, under its new name, packed as WOFF2."""
    family, style, features = CUTS[name]
    options = subset.Options(
        layout_features=features, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17], hinting=False,
        desubroutinize=True, notdef_outline=True, drop_tables=["DSIG", "meta", "STAT", "gasp"],
    )  # fmt: skip
    font = TTFont(FONTS / f"{name}.ttf", recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=LETTERS)
    cutter.subset(font)
    table = font["name"]
    for record in list(table.names):
        if record.nameID in NAMES:
            new = NAMES[record.nameID].format(family=family, style=style, joined=family.replace(" ", ""))  # fmt: skip
            table.setName(new, record.nameID, record.platformID, record.platEncID, record.langID)
    font.flavor = "woff2"
    packed = io.BytesIO()
    font.save(packed)
    return packed.getvalue()


def main() -> None:
    """Write all cuts, and say how large each is."""
    for name, (family, style, _) in CUTS.items():
        path = FONTS / f"{family.replace(' ', '')}-{style}.woff2"
        path.write_bytes(cut(name))
        print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
