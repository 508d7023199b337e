"""Writes the manifest of the pack: version, labels, and the SHA-256 of every file.

python make_manifest.py PACK_DIR
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

from labels import LABELS

VERSION = "1"
FILES = ("entities.onnx", "tagger.bin", "tagger.cfg", "vectors.npz", "vocabulary.txt")


def main() -> None:
    """Write ``manifest.json`` beside the files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pack", type=Path)
    asked = parser.parse_args()
    hashes = {name: hashlib.sha256((asked.pack / name).read_bytes()).hexdigest() for name in FILES}
    content = {"version": VERSION, "language": "en", "labels": LABELS, "files": hashes}
    (asked.pack / "manifest.json").write_text(
        json.dumps(content, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
