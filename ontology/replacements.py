"""What took the place of administrative units that ended (facts in ``replacements.tsv.gz``)."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

ReplacementGround = Literal["units-below", "same-name", "kind-changed"]
"""How a replacement is known: by where the units below went, or by a name newly listed where the ended unit lay."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """That a unit stands, wholly or in part, where an ended one lay.

    ``code`` is the other unit: the new one of ``replaced_by``, the old one of ``replaces``. ``share`` is how much of
    the old unit's units below went to the new one, by their number, and ``of`` is the number of them all; both are
    ``None`` on grounds of the name alone.
    """

    code: str
    share: float | None
    ground: ReplacementGround
    of: int | None = None


Replacements = Mapping[str, tuple[Replacement, ...]]


@cache
def replacements() -> tuple[Replacements, Replacements]:
    """Ended code → what took its place, largest share first; and code → what it took the place of, by code."""
    packed = files("ontology").joinpath("replacements.tsv.gz").read_bytes()
    new: dict[str, tuple[Replacement, ...]] = {}
    old: dict[str, tuple[Replacement, ...]] = {}
    for line in gzip.decompress(packed).decode().splitlines():
        if not line.startswith("#"):
            before, after, known_by, moved, number = line.split("\t")
            ground, of = cast(ReplacementGround, known_by), int(number) if number else None
            share = int(moved) / of if of else None
            new[before] = (*new.get(before, ()), Replacement(after, share, ground, of))
            old[after] = (*old.get(after, ()), Replacement(before, share, ground, of))
    return {code: tuple(sorted(found, key=lambda one: -(one.share or 0))) for code, found in new.items()}, old
