"""When two spellings are one name: keys that romanisations of a person's or a weapon's name share.

Korean, Russian and Arabic names reach English by several romanisations (McCune–Reischauer, Revised,
Pyongyang's own; BGN/PCGN, ISO 9; news practice). A key folds what those differ in and nothing more:
Choe Son Hui and Choi Sun-hee, Sergei and Sergey, Mohammed el-Baradei and Muhammad al-Baradei.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_KOREAN_FAMILIES = (
    "kim gim", "ri lee yi rhee li", "pak park bak", "choe choi choy", "jong jung jeong chong chung",
    "no roh noh ro", "yu yoo ryu ryoo", "im lim rim yim", "kang gang", "jo cho", "mun moon", "yun yoon",
    "ko go koh", "sin shin", "o oh", "so seo suh", "kwon gwon", "hwang", "an ahn", "song", "hong",
    "yang ryang", "pae bae", "paek baek paik", "han", "jang chang", "hyon hyun", "thae tae",
    "jon jeon chon chun", "pan ban", "u woo", "min", "son sohn", "nam", "sim shim", "ha", "kwak gwak",
    "ju joo chu", "ku koo gu", "ra na rah", "om eom uhm", "ho heo hur huh",
)  # fmt: skip
"""Korean family names, each with its romanisations, the North's first."""
_KOREAN = {form: group.split()[0] for group in _KOREAN_FAMILIES for form in group.split()}
_CHINESE = frozenset(
    "bai cai cao chen cheng deng ding dong du duan fan fang feng fu gao gong gu guo hao he hou hu "
    "huang jia jiang jin kong lai lei li liang liao lin liu long lu luo lv ma mao meng pan peng qian "
    "qin qiu ren shao shen shi song su sun tan tang tao tian wan wang wei wen wu xi xia xiang xiao xie "
    "xiong xu xue yan yang yao ye yi yin yu yuan zeng zhang zhao zheng zhong zhou zhu zou".split()
)
_KOREAN_SYLLABLES = (
    ("yeo", "yo"), ("eo", "o"), ("eu", "u"), ("ae", "e"), ("oo", "u"), ("ou", "u"), ("ee", "i"),
    ("ui", "i"), ("u", "o"), ("ch", "j"), ("sh", "s"), ("k", "g"), ("t", "d"), ("p", "b"), ("r", "l"),
)  # fmt: skip
_LETTERS = (
    ("kh", "h"), ("x", "ks"), ("y", "i"), ("j", "i"), ("ie", "e"), ("ou", "u"), ("dr$", "der"),
)  # fmt: skip
_ARABIC_LETTERS = (("ei", "ai"), ("q", "k"), ("g", "k"), ("dh", "d"), ("o", "u"), ("e", "a"))
_ARABIC_ARTICLES = frozenset({"al", "el", "ul", "as", "ash", "an", "at"})
_SERVANT = frozenset({"abd", "abdel", "abdul", "abdal", "abdol"})
_ARABIC_MARKS = frozenset({"bin", "ibn", "abu", "abou"}) | _SERVANT
_ARABIC_GIVEN = frozenset(
    "muhamad ahmad husain hasan mahmud mustafa ali umar usman khalid halid ibrahim yusuf iusuf".split()
)
_PARTICLES = frozenset("van von de der den di da du la le dos del bin ibn abu".split())
_HONORIFICS = frozenset(
    "mr mrs ms miss dr prof professor sir lord lady dame president premier chairman chairwoman minister "
    "secretary general gen col colonel lt lieutenant capt captain maj major adm admiral marshal sen "
    "senator rep representative gov governor king queen prince princess pope sheikh shaikh ayatollah "
    "imam chancellor ambassador judge justice supreme leader vice deputy prime foreign defense defence "
    "former acting mayor sergeant sgt the".split()
)
"""Words before a name that are none of it."""
_DESIGNATION = re.compile(
    r"(?<![\w-])(?P<name>[A-Z][A-Za-z]{0,14})(?P<gap>[-‐‑–]|\s)(?P<number>\d{1,4}[A-Za-z]{0,3})(?![\w.,]*\d|\w)"
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name as it is compared: keys of the family name and of the given names."""

    family: str
    given: tuple[str, ...]
    korean: bool = False
    arabic: bool = False

    @property
    def full(self) -> bool:
        """Whether it has more than a family name."""
        return bool(self.given)


def parse_person(name: str) -> PersonName | None:
    """Return a person's name as it is compared; None for what is titles alone."""
    pieces = _pieces(name)
    if not pieces:
        return None
    return _as_korean(pieces) or _as_western(pieces)


def _pieces(name: str) -> list[str]:
    """Return the parts of a name, small, without titles, accents and possessives."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    bare = re.sub(r"['’]s?\b", "", bare)
    pieces = [p for p in re.split(r"[\s.,‐‑–-]+", bare.lower()) if p]
    while len(pieces) > 1 and pieces[0] in _HONORIFICS:
        pieces = pieces[1:]
    return [] if len(pieces) == 1 and pieces[0] in _HONORIFICS else pieces


def _as_korean(pieces: list[str]) -> PersonName | None:
    """Return a name of a Korean family name and two syllables, whichever comes first."""
    if len(pieces) != 3 or any(len(p) > 6 for p in pieces):  # noqa: PLR2004 - family and two syllables
        return None
    if pieces[0] in _KOREAN:
        family, given = pieces[0], pieces[1:]
    elif pieces[2] in _KOREAN:
        family, given = pieces[2], pieces[:2]
    else:
        return None
    return PersonName(
        family_key(family), tuple(_fold(g, _KOREAN_SYLLABLES) for g in given), korean=True
    )


def _as_western(pieces: list[str]) -> PersonName:
    arabic = bool(_ARABIC_MARKS & set(pieces) or _ARABIC_ARTICLES & set(pieces[1:-1]))
    kept = ["abdul" if p in _SERVANT else p for p in pieces]
    kept = [p for n, p in enumerate(kept) if p not in _ARABIC_ARTICLES or n in {0, len(kept) - 1}]
    chinese = len(kept) == 2 and kept[0] in _CHINESE  # noqa: PLR2004 - family and given name
    family, given = (kept[0], kept[1:]) if chinese else (kept[-1], kept[:-1])
    names = tuple(_fold(g, _LETTERS) for g in given if g not in _PARTICLES and len(g) > 1)
    arabic = arabic or any(loosely(g) in _ARABIC_GIVEN for g in names)
    return PersonName(family_key(family), names, arabic=arabic)


def family_key(name: str) -> str:
    """Return the key of a family name that stands alone."""
    small = "".join(_pieces(name)) or name.lower()
    return _KOREAN.get(small) or _fold(small, _LETTERS)


def loosely(key: str) -> str:
    """Return a key with the vowels and letters folded in which romanisations of Arabic differ."""
    return _fold(key, _ARABIC_LETTERS)


def _fold(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    """Return a text with letters replaced in order and doubled letters single."""
    for old, new in pairs:
        text = re.sub(old, new, text)
    return re.sub(r"(.)\1+", r"\1", text)


def find_designations(text: str) -> list[tuple[int, int]]:
    """Return where a text names a weapon or vehicle by word and number: Hwasong-17, Su-35.

    With a space between ("Hwasong 17") only where the same name stands with a hyphen, too; else it
    is a heading's number, a day of a month, a flight.
    """
    found = list(_DESIGNATION.finditer(text))
    hyphened = {_stem(m["name"]) for m in found if not m["gap"].isspace()}
    return [m.span() for m in found if not m["gap"].isspace() or _stem(m["name"]) in hyphened]


def designation_key(name: str) -> str:
    """Return the key of a designation: Hwasong-17 and Hwasongpho-17 have one, Hwasong-18 another."""
    letters, number = re.match(r"\W*([^\W\d_]*)[\s‐‑–-]*(.*)", name).groups()  # type: ignore[union-attr]  # matches anything
    return f"{_stem(letters)}-{re.sub(r'[^a-z0-9]', '', number.lower())}"


def _stem(letters: str) -> str:
    """Return a designation's word folded: without pho (Korean for gun), Rodong as Nodong."""
    small = letters.lower().removesuffix("pho")
    small = re.sub(r"^ro(?=dong)", "no", small)
    return _fold(small, _KOREAN_SYLLABLES) if len(small) > 3 else small  # noqa: PLR2004 - Su, KN, F: codes
