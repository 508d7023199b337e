"""Whether everything is there that briefgen needs, and the command that helps where it is not."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from ctypes.util import find_library
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version

import briefgen
from briefgen.errors import LanguageError
from briefgen.language import pack, spacy_models

LIBRARIES = (
    ("pango", ("pango-1.0", "pango-1.0-0"), "libpango-1.0-0", "PDFs", True),
    ("pangoft2", ("pangoft2-1.0", "pangoft2-1.0-0"), "libpangoft2-1.0-0", "PDFs", True),
    ("harfbuzz-subset", ("harfbuzz-subset", "harfbuzz-subset-0"), "libharfbuzz-subset0", "PDFs in a quarter of the time", False),
)  # fmt: skip
"""Name, names it may have, Debian's package, what it is for, whether it is needed."""
BREW = {"pango": "pango", "pangoft2": "pango", "harfbuzz-subset": "harfbuzz"}
"""Name of a library, and Homebrew's package."""
FONTS = (
    ("Korean", "ko", "fonts-noto-cjk"), ("Chinese", "zh", "fonts-noto-cjk"), ("Japanese", "ja", "fonts-noto-cjk"),
    ("Arabic", "ar", "fonts-noto-core"), ("Hebrew", "he", "fonts-noto-core"), ("Thai", "th", "fonts-noto-core"),
)  # fmt: skip
"""Scripts that the shipped fonts lack, their language for fontconfig, Debian's package."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at."""

    subject: str
    found: str
    """What is there, or what is wrong."""
    fine: bool
    needed: bool = True
    """Whether briefgen cannot do its work without it."""
    remedy: str = ""
    """The command that helps."""


def examine(model: str | None = None) -> Iterator[Check]:
    """Yield what was found: versions, the language pack, system libraries, fonts.

    Args:
        model: the spaCy pipeline that a profile names, to be looked at, too.
    """
    yield Check("briefgen", briefgen.__version__, fine=True)
    yield Check("Python", platform.python_version(), fine=True)
    yield from _packages()
    yield from _pack()
    if model:
        yield _pipeline(model)
    yield from _libraries()
    yield from _fonts()


def requirement_name(requirement: str) -> str:
    """Return the package that a requirement asks for: "fonttools" of "fonttools[woff]>=4.60; python_version > '3'"."""
    match = re.match(r"\s*([A-Za-z0-9][\w.-]*)", requirement)
    return match[1] if match else requirement


def _packages() -> Iterator[Check]:
    """Yield the version of each package that briefgen asks for."""
    for requirement in requires("briefgen") or ():
        name = requirement_name(requirement)
        if "extra ==" in requirement:
            continue
        try:
            yield Check(name, version(name), fine=True)
        except PackageNotFoundError:
            yield Check(name, "not installed", fine=False, remedy=f"pip install '{requirement}'")


def _pack() -> Iterator[Check]:
    """Yield whether each file of the language pack is the one it was made with."""
    try:
        files = pack.manifest()["files"]
        for name in files:
            pack.read(name)
        found = f"version {pack.manifest()['version']}, SHA-256 {pack.fingerprint()}"
        yield Check("language pack", found, fine=True)
    except LanguageError as error:
        yield Check("language pack", str(error), fine=False, remedy=pack.REMEDY)


def _pipeline(name: str) -> Check:
    try:
        meta = spacy_models.load(name).meta
    except LanguageError as error:
        return Check(
            "spaCy pipeline", str(error), fine=False, remedy=f"python -m spacy download {name}"
        )
    return Check("spaCy pipeline", f"{name} {meta['version']}", fine=True)


def _libraries() -> Iterator[Check]:
    for name, names, package, purpose, needed in LIBRARIES:
        found = next((path for path in map(find_library, names) if path), None)
        yield Check(
            name,
            found or f"missing; it is for {purpose}",
            fine=found is not None,
            needed=needed,
            remedy="" if found else _install(package, name),
        )


def _install(package: str, library: str) -> str:
    """Return the command that installs a system package here."""
    if sys.platform == "darwin":
        return f"brew install {BREW.get(library, package)}"
    sudo = "" if hasattr(os, "geteuid") and os.geteuid() == 0 else "sudo "
    return f"{sudo}apt-get install {package}"


def _fonts() -> Iterator[Check]:
    """Yield whether a font is there for each script that the shipped ones lack."""
    program = shutil.which("fc-list")
    if program is None:
        found = "fc-list is missing, so fonts cannot be looked for"
        yield Check("fonts", found, fine=False, needed=False, remedy=_install("fontconfig", ""))
        return
    for script, language, package in FONTS:
        families = _families(program, language)
        yield Check(
            f"font for {script}",
            families[0] if families else "missing; names in it would be empty boxes",
            fine=bool(families),
            needed=False,
            remedy="" if families else _install(package, ""),
        )


def _families(program: str, language: str) -> list[str]:
    """Return the names of the fonts that fontconfig knows for a language."""
    command = [program, f":lang={language}", "family"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - found on the path
    return sorted(line.split(",")[0] for line in done.stdout.splitlines())
