"""What a build is given besides its sources, as the brief holds it: so that it can be built again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from briefgen.language import pack, spacy_models
from briefgen.model import Brief, Edit, Edition, Occasion, Window
from briefgen.model.packed import dump_packed
from briefgen.profile.tables import Profile, hash_profile


def hash_given(profile: Profile, as_of: str, occasion: Occasion, edits: Sequence[Edit]) -> str:
    """Return the hash of all that a build was given: profile, cut-off, days, number, correction, edits, what was collected from.

    Where nothing is collected the hash is that of a brief from before there was collecting.
    """
    told: tuple[object, ...] = (
        hash_profile(profile),
        as_of,
        occasion.window,
        occasion.edition,
        tuple(edits),
    )
    if occasion.collected:
        told = (*told, occasion.collected)
    return hashlib.sha256(dump_packed(told)).hexdigest()


def models_of(profile: Profile) -> str:
    """Return which models read a profile's sources: the shipped pack by its hash, with a pipeline's name and version.

    Raises:
        LanguageError: they cannot be used.
    """
    name = profile.language.model
    named = f" {name} {spacy_models.load(name).meta['version']}" if name else ""
    return f"{pack.fingerprint()}{named}"


def occasion_of(brief: Brief) -> Occasion:
    """Return what a brief was built for, without what came before it: its days, its number, its edits, what was collected from."""
    period, window = brief.period, None
    if period.kind != "sources" and period.start and period.end:
        window = Window(kind=period.kind, start=period.start, end=period.end)
    edition = None
    if brief.changes is not None and brief.edition is not None and window is not None:
        edition = Edition(
            number=brief.edition,
            revision=brief.revision,
            window=window,
            as_of=brief.as_of,
            correction=brief.correction,
        )
    return Occasion(
        window=window, edition=edition, edits=brief.decisions, collected=brief.collected
    )
