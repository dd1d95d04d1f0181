"""The parts of a comparison of two dates of a place, or of two places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from graph.links import Body, Paper, Passing, Place, Plate, Source
from ontology.records import Role

Kind = Literal["kept", "renamed", "moved", "split", "merged", "reworded", "role_changed", "new", "lost"]
KINDS: Final[tuple[Kind, ...]] = (
    "role_changed", "moved", "merged", "split", "renamed", "reworded", "kept", "new", "lost"
)  # fmt: skip
"""All kinds; a duty that changed in several ways shows the first of its kinds in this order."""


@dataclass(frozen=True, slots=True)
class Item:
    """A duty on one side, with its sentence."""

    duty: str
    quote: str
    body: Body
    role: Role
    source: Source


@dataclass(frozen=True, slots=True)
class Line:
    """A duty on both sides, or on one only; ``kinds`` says how they differ, ``path`` how the body came to be another.

    ``likeness`` of the two wordings is from 0 to 100. ``silent``: no end was found for the duty, but newer documents
    state duties of the same body and not this one.
    """

    kinds: tuple[Kind, ...]
    left: Item | None
    right: Item | None
    path: tuple[Passing, ...] = ()
    likeness: float | None = None
    silent: bool = False

    @property
    def kind(self) -> Kind:
        """The first of its kinds."""
        return self.kinds[0]


@dataclass(frozen=True, slots=True)
class PlateLine:
    """A nameplate on both sides ("kept") or on one ("new", "lost")."""

    kind: Kind
    host: Body
    plate: Plate


@dataclass(frozen=True, slots=True)
class Side:
    """A place and a day, how many bodies and duties are set out there, and the documents that state them."""

    place: Place
    date: str
    bodies: int
    duties: int
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides and what differs between them. A side without documents makes everything new or lost."""

    left: Side
    right: Side
    lines: tuple[Line, ...]
    plates: tuple[PlateLine, ...]

    def count(self, kind: Kind) -> int:
        """How many lines have ``kind`` as the first of their kinds."""
        return sum(line.kind == kind for line in self.lines)
