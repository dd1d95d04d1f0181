"""What pages show of administrative units: names and times, what replaced them, and the bodies that govern them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from api.pages.facts import Force, force, level_rank, merged
from graph.evidence import text
from graph.questions import run
from graph.results import Row
from graph.store import Store
from ontology.divisions import Register, Unit
from ontology.records import ROLES, Level
from ontology.replacements import Replacement, ReplacementGround


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A name of a unit, its place in the country, and the time of the name by the lists of units."""

    code: str
    name: str
    full_name: str
    level: Level
    kind: str
    first_seen: str | None
    last_seen: str | None
    exists: bool


@dataclass(frozen=True, slots=True)
class Successor:
    """A unit that replaced another one or was replaced by it: ``share`` of the ``of`` units below the ended one."""

    code: str
    name: str
    share: float | None
    of: int | None
    ground: ReplacementGround


@dataclass(frozen=True, slots=True)
class Governing:
    """A body with its jurisdiction in a place, and how many duties it bears on the date, by role."""

    iri: str
    name: str
    kind: str | None
    since: str | None
    until: str | None
    force: Force
    duties: Mapping[str, int]


def unit_row(register: Register, unit: Unit, date: str) -> UnitRow:
    """One name of a unit as a row; ``exists`` says whether it holds on the date."""
    return UnitRow(
        unit.code, unit.name, register.full_name(unit), unit.level, unit.kind, unit.first_seen, unit.last_seen,
        unit.exists(date),
    )  # fmt: skip


def successors(register: Register, found: Iterable[Replacement]) -> tuple[Successor, ...]:
    """Replacements with the names of the units."""
    return tuple(Successor(one.code, register.full_name(one.code), one.share, one.of, one.ground) for one in found)


def searched(register: Register, words: str) -> tuple[Unit, ...]:
    """The units of a code, of a name in any of its forms, else of names that hold these words; higher levels first.

    >>> [unit.name for unit in searched(Register.national(), "石炮台")]
    ['石炮台街道']
    """
    if words.isdecimal():
        return register.history(words)[-1:]
    return register.find(words) or register.named_like(words)


def bodies_of(store: Store, unit: str) -> list[Row]:
    """The bodies whose jurisdiction is the unit of an IRI, by level and name, each once."""
    listed = sorted({str(row["body"]) for row in run(store, "bodies-in", units=[unit])})
    found: dict[str, list[Row]] = defaultdict(list)
    for row in run(store, "institution", bodies=listed) if listed else ():
        found[str(row["body"])].append(row)
    return sorted(map(merged, found.values()), key=lambda row: (level_rank(row["level"]), str(row["name"])))


def governing(store: Store, rows: Sequence[Row], date: str) -> tuple[Governing, ...]:
    """Bodies with the duties that they bear on a date, by themselves or as one of a group of bodies."""
    listed = [str(row["body"]) for row in rows]
    groups: dict[str, set[str]] = defaultdict(set)
    for row in run(store, "members", members=listed) if listed else ():
        groups[str(row["member"])].add(str(row["group"]))
    bearers = sorted({*listed, *(group for found in groups.values() for group in found)})
    borne: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in run(store, "duties-of", bearers=bearers, date=date) if bearers else ():
        if row["force"] in ("holds", "no_end"):
            borne[str(row["bearer"])].add((str(row["role"]), str(row["duty"])))
    return tuple(
        Governing(
            body, str(row["name"]), text(row["kind"]), text(row["from"]), text(row["to"]),
            force(text(row["from"]), text(row["to"]), date),
            _by_role(pair for bearer in (body, *groups[body]) for pair in borne[bearer]),
        )
        for body, row in zip(listed, rows, strict=True)
    )  # fmt: skip


def _by_role(borne: Iterable[tuple[str, str]]) -> dict[str, int]:
    counted = Counter(role for role, _ in set(borne))
    return {role: counted[role] for role in ROLES if counted[role]}
