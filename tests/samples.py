"""The kit's full sample brief, built from its collection: ``python tests/samples.py`` freezes it again."""

from base64 import b64encode
from dataclasses import replace
from functools import partial
from pathlib import Path

from briefgen.brief.build import build_brief
from briefgen.model import Appearance, Brief, Edition, History, Logo, Occasion, Window
from briefgen.model.frozen import dump
from briefgen.profile.load import FILE_NAME, load_profile
from briefgen.rendering.kit.samples import FULL
from briefgen.series.make import in_series
from briefgen.sources.readers import read_sources

COLLECTION = Path(__file__).parent / "collection"
CUTOFF = "2026-03-08"
FIRST_EDITION = frozenset({"2_courier.txt", "5_undated.txt"})
"""The files of which the full brief's edition before was made."""
EMBLEM = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 24" width="64" height="24">'
    b'<path d="M4 20 12 4l8 16z" fill="#14507a" /><path d="M26 4h34v4H26zm0 8h34v8H26z" fill="#1f6f5c" /></svg>'
)
"""The logo of the samples."""


def build_full_brief() -> Brief:
    """Return a brief with something in every part: a corrected second edition of a series."""
    profile = load_profile(COLLECTION / FILE_NAME)
    documents, skipped = read_sources([COLLECTION], profile.reading)
    build = partial(build_brief, profile=profile, as_of=CUTOFF)
    first = build([d for d in documents if d.file in FIRST_EDITION])
    window = Window(kind="week", start="2026-03-02", end=CUTOFF)
    correction = "The first printing named a wrong day."
    edition = Edition(number=2, revision=1, window=window, as_of=CUTOFF, correction=correction)
    occasion = Occasion(window=window, edition=edition, history=History(recent=(first,)))
    brief = in_series(build(documents, occasion=occasion, skipped=skipped), occasion)
    logo = Logo(media_type="image/svg+xml", data=b64encode(EMBLEM).decode(), alt="Alda Gazette")
    return replace(
        brief,
        sources=tuple(replace(s, path=f"collection/{s.file}") for s in brief.sources),
        appearance=Appearance(brand="#1f5c4d", themes={"supplies": "#7a3a12"}, logo=logo),
    )


if __name__ == "__main__":
    FULL.write_bytes(dump(build_full_brief()))
