"""Averages the weights of two models that began alike (Wortsman et al. 2022): better than either.

python average_weights.py FIRST.pt SECOND.pt OUT.pt
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

SECOND = 0.65
"""Share of the second model."""


def main() -> None:
    """Average and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("first", "second", "out"):
        parser.add_argument(name, type=Path)
    asked = parser.parse_args()
    first, second = torch.load(asked.first), torch.load(asked.second)
    torch.save(
        {
            k: torch.lerp(first[k], second[k], SECOND) if first[k].is_floating_point() else first[k]
            for k in first
        },
        asked.out,
    )


if __name__ == "__main__":
    main()
