"""A profile's values as a brief holds them, and back: what decides content and pages, and nothing else.

Never in it: what is collected from where, how editions are sent and to whom, and files of the machine. The logo and fonts stand in the brief's
appearance already.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from briefgen.model import Appearance
from briefgen.profile.collecting import CollectOptions
from briefgen.profile.tables import DeliveryOptions, FontOptions, Profile, adapter, without_files


def freeze_profile(profile: Profile) -> dict[str, Any]:
    """Return a profile's values as plain mappings and lists."""
    bare = without_files(profile)
    bare = replace(bare, page=replace(bare.page, logo=None, fonts=FontOptions()))
    tree: dict[str, Any] = adapter().dump_python(bare, mode="json", exclude={"collect", "delivery"})
    return tree


def thaw_profile(tree: dict[str, Any], appearance: Appearance) -> Profile:
    """Return the profile whose values a brief holds, with the logo and the fonts of its appearance.

    Raises:
        ValueError: they are no profile of this version.
    """
    profile: Profile = adapter().validate_python(tree)
    logo = appearance.logo.address if appearance.logo else None
    fonts = FontOptions(**{f.role: f"data:font/sfnt;base64,{f.data}" for f in appearance.fonts})
    page = replace(profile.page, logo=logo, fonts=fonts)
    return replace(profile, page=page, collect=CollectOptions(), delivery=DeliveryOptions())
