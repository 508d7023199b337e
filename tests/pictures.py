"""Make the pictures of four audiences and two styles in docs/pictures: ``python tests/pictures.py BRIEF_FOLDER``.

The folder holds an edition with all audiences: ``briefgen render output/*/brief.json``.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from looking import chromium
from PIL import Image

from briefgen.model import Appearance
from briefgen.model.frozen import load_brief
from briefgen.rendering import render

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
WIDE = 620
"""Pixels of a picture's width: four stand in a README without weighing much."""


def main(folder: Path) -> None:
    """Picture the page of each PDF that shows most, and the top of the e-mail: the analyst's first is the executive page."""
    for audience, page in (("analyst", 2), ("executive", 1), ("public", 1)):
        _picture(folder / f"{audience}.pdf", audience, page)
    brief = load_brief(folder / "brief.json")
    (page,) = render(replace(brief, appearance=Appearance(style="folio")), ["executive"])
    with TemporaryDirectory() as place:
        (Path(place) / page.name).write_bytes(page.content)
        _picture(Path(place) / page.name, "folio")
    with chromium() as browser:
        page = browser.new_page(viewport={"width": WIDE, "height": 877})
        page.goto((folder / "email.html").absolute().as_uri())
        page.screenshot(path=PICTURES / "email.png")
    _shrink(PICTURES / "email.png")


def _picture(pdf: Path, name: str, page: int = 1) -> None:
    """Picture a page of a PDF."""
    command = ["pdftoppm", "-png", "-r", "110", "-singlefile", "-f", str(page)]
    subprocess.run([*command, pdf, PICTURES / name], check=True)
    _shrink(PICTURES / f"{name}.png")


def _shrink(path: Path) -> None:
    """Store a picture as wide as all are, in 128 colours that keep the strong ones."""
    with Image.open(path) as picture:
        size = (WIDE, round(picture.height * WIDE / picture.width))
        small = picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    small.quantize(128, method=Image.Quantize.MAXCOVERAGE).save(path, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
