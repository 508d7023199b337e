"""Where a sentence names weapons, vehicles, satellites and other systems: by families and designations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from briefgen.language.late import late

_NAMES = (
    "ATACMS|HIMARS|GMLRS|THAAD|JDAM|NLAW|Bayraktar|Iron Dome|David['’]s Sling|Iron Beam|Storm Shadow|"
    "Kinzhal|Kalibr|Zircon|Tsirkon|Oreshnik|Sarmat|Burevestnik|Iskander|Tomahawk|Minuteman III|"
    "Global Hawk|Aegis Ashore|Starlink|Hyunmoo|Cheongung|Hwasong(?:pho)?|Pukguksong|Taepodong|"
    "Nodong|Rodong|Musudan|Malligyong|Kwangmyongsong|Chollima|Hwasal|Pulhwasal|Haeil|Shahed|Geran"
)
"""Names that mean nothing else."""
_ALSO_WORDS = (
    "Patriot|Javelin|Stinger|Aegis|Trident|Harpoon|Neptune|Taurus|Scalp|SCALP|Lancet|Orlan|Topol|Yars|"
    "Bulava|Avangard|Poseidon|Leopard|Abrams|Challenger|Bradley|Reaper|Predator|Arrow|Unha|Apache|"
    "Black Hawk|Hellfire|Excalibur|Grad|Uragan|Smerch|Tornado|Typhoon|Eurofighter|Rafale|Gripen|Mirage"
)
"""Names only with a number or before a word that says what they are."""
_FAMILY = "KN|DF|JL|YJ|HQ|SM|RS|RSM|MiG|Su|Tu|Il|An|Ka|Mi|MQ|RQ|AH|UH|CH|EA|KC|AIM|AGM|BGM|RIM|BM|TOS|KF|FA|TB"
"""Letters that stand for a maker or a class whatever the number."""
_LETTER = "K|M|T|F|A|B|C|E|P|U|S|J|Y|H"
"""Single letters: with two digits or a letter behind the number, or before a word that says what it is."""
_NUMBER = r"[-‐‑ ]?\d{1,4}(?:[A-Z]{1,2}|[a-z])?(?:/[A-Z0-9]+)?\b"
_CLASS = (
    r"(?:ballistic|cruise|anti-?\w*|air[- ]defen[cs]e|guided|surface-to-air|long-range|short-range|"
    r"medium-range|intercontinental|hypersonic|main|battle|fighter|attack|combat|stealth|strategic|"
    r"reconnaissance|spy|military|solid-fuel|multiple|rocket)"
)
_THING = (
    r"(?:missiles?|rockets?|aircraft|jets?|fighters?|bombers?|drones?|UAVs?|helicopters?|tanks?|"
    r"howitzers?|launchers?|batter(?:y|ies)|interceptors?|satellites?|submarines?|torpedo(?:es)?|guns?|"
    r"ICBMs?|SLBMs?|SRBMs?|IRBMs?|systems?|warheads?|planes?|carriers?|artillery|radars?|vehicles?)"
)
_AHEAD = rf"(?=(?:[- ]{_CLASS}){{0,3}}[- ]{_THING}\b)"
_SYSTEM = late(
    rf"(?<![\w-])(?:(?:{_NAMES})(?:{_NUMBER}|-[A-Z]\b)?(?:-[A-Z][a-z])?(?:-\d+(?:\.\d+)?)?(?![\w-])"
    rf"|(?:{_ALSO_WORDS})(?:{_NUMBER}|(?!\w){_AHEAD})"
    rf"|(?:{_FAMILY})[-‐‑]\d{{1,4}}[A-Za-z]{{0,2}}(?:\s(?:{_ALSO_WORDS}|{_NAMES}))?(?![\w-])"
    rf"|(?:{_LETTER})[-‐‑](?:\d{{2,3}}[A-Z]{{0,2}}|\d[A-Z]{{1,2}}|\d{_AHEAD})(?![\w-]))"
)


def find_systems(text: str) -> Iterator[tuple[int, int, Literal["system"]]]:
    """Yield start and end of each named weapon or system."""
    for match in _SYSTEM.finditer(text):
        yield match.start(), match.end(), "system"
