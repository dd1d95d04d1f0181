"""Candidates: pairs of institutions that may be one body, each with its reasons and a score. Nothing is merged."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations
from typing import Any

from rapidfuzz import fuzz, process
from rdflib import ORG, SKOS

from graph.divisions import register_of
from graph.questions import run
from graph.short_names import branch, core, spelled_out
from graph.store import Store
from ontology.divisions import Register
from ontology.names import DATA
from ontology.vocabulary import ZL, label


@dataclass(frozen=True, slots=True)
class Known:
    """What the documents together say of an institution. ``core`` is its name without the place."""

    iri: str
    name: str
    place: str
    core: str
    kinds: frozenset[str] = frozenset()
    aliases: frozenset[str] = frozenset()
    former: frozenset[str] = frozenset()
    plates: frozenset[str] = frozenset()
    parents: frozenset[str] = frozenset()
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a pair may be one body or not: a key of ``data/candidates.toml`` with its weight and its sentence."""

    key: str
    weight: float
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two institutions that may be one body; ``score`` (0 to 1) is the sum of the weights of the reasons."""

    first: Known
    second: Known
    score: float
    reasons: tuple[Reason, ...]

    @property
    def pair(self) -> tuple[str, str]:
        """The IRIs of the two."""
        return self.first.iri, self.second.iri


def candidates(store: Store, places: Iterable[str] = ()) -> tuple[Candidate, ...]:
    """The candidates at ``places`` (codes; none given: everywhere), those of the highest score first.

    Only institutions of one place are compared, and branches with the bodies of the place that they are named after:
    one name in two places is two bodies. Institutions without a place are local to their document: not compared.
    """
    units = [f"{DATA}unit/{code}" for code in places] or list(map(str, run(store, "places-of-bodies").column("place")))
    register = register_of(store)
    return compared(_known(store, units, register).values(), register)


def compared(known: Iterable[Known], register: Register) -> tuple[Candidate, ...]:
    """The candidates among institutions."""
    by_place: dict[str, list[_Named]] = defaultdict(list)
    for body in sorted(known, key=lambda one: one.iri):
        aliases, former, plates = (_cores(body, names, register) for names in (body.aliases, body.former, body.plates))
        by_place[body.place].append(_Named(body, spelled_out(body.core), aliases, former, plates))
        if elsewhere := branch(body.name, body.place, register):
            place, words = elsewhere
            if place != body.place:
                by_place[place].append(_Named(body, frozenset({words}), branch=words))
    found: dict[tuple[str, str], Candidate] = {}
    for place, bodies in sorted(by_place.items()):
        for first, second in _pairs(bodies):
            made = _candidate(first, second, place, register)
            known_score = found[made.pair].score if made.pair in found else -1.0
            if made.score >= _data()["limits"]["least"] and made.score > known_score:
                found[made.pair] = made
    return tuple(sorted(found.values(), key=lambda one: (-one.score, one.first.name, one.second.name, one.pair)))


@dataclass(frozen=True, slots=True)
class _Named:
    """An institution with what its name, aliases and former names can stand for; ``branch``: its name at this place."""

    body: Known
    full: frozenset[str]
    aliases: frozenset[str] = frozenset()
    former: frozenset[str] = frozenset()
    plates: frozenset[str] = frozenset()
    branch: str | None = None


def _cores(body: Known, names: Iterable[str], register: Register) -> frozenset[str]:
    return frozenset(core(name, body.place, register) for name in names)


def _pairs(bodies: list[_Named]) -> Iterator[tuple[_Named, _Named]]:
    """The pairs that share a name in some way, or whose names are similar; each once."""
    shared: dict[str, set[int]] = defaultdict(set)
    for number, one in enumerate(bodies):
        for words in one.full | one.aliases | one.former | one.plates | {one.body.core}:
            shared[words].add(number)
        if one.branch:
            shared[_short_branch(one.branch)].add(number)
    pairs = {pair for numbers in shared.values() if len(numbers) < 50 for pair in combinations(sorted(numbers), 2)}
    cores, limits = [one.body.core for one in bodies], _data()["limits"]
    for number, words in enumerate(cores):
        near = process.extract(words, cores, scorer=fuzz.ratio, score_cutoff=limits["similar"], limit=limits["beside"])
        pairs |= {tuple(sorted((number, other))) for _, _, other in near if other != number}
    for first, second in sorted(pairs):
        one, other = sorted((bodies[first], bodies[second]), key=lambda each: each.body.iri)
        if one.body.iri != other.body.iri:
            yield one, other


def _candidate(one: _Named, other: _Named, place: str, register: Register) -> Candidate:
    found = list(_reasons(one, other))
    if one.body.place == other.body.place:
        found.append(_reason("place", register.full_name(place) or place))
    score = round(min(1.0, max(0.0, sum(reason.weight for reason in found))), 2)
    return Candidate(one.body, other.body, score, tuple(found))


def _reasons(one: _Named, other: _Named) -> Iterator[Reason]:
    a, b = one.body, other.body
    if one.branch or other.branch:
        words = next(each.branch for each in (one, other) if each.branch)
        if words and (({*one.full, *other.full} >= {words} and _short_branch(words) in (a.core, b.core))
                      or one.full & other.full):  # fmt: skip
            yield _reason("branch", words)
    elif both := one.full & other.full:
        yield _reason("expanded", min(both))
    elif called := (one.aliases & ({b.core} | other.full)) | (other.aliases & ({a.core} | one.full)):
        yield _reason("alias", min(called))
    elif (likeness := fuzz.ratio(a.core, b.core)) >= _data()["limits"]["similar"]:
        yield _reason("similar", str(round(likeness)))
    if named := (one.former & ({b.core} | other.full)) | (other.former & ({a.core} | one.full)):
        yield _reason("former", min(named))
    if signs := {a.core} & other.plates | {b.core} & one.plates:
        yield _reason("plate", min(signs))
    if parents := a.parents & b.parents:
        yield _reason("parent", min(parents))
    if a.kinds and b.kinds and not a.kinds & b.kinds:
        kinds = [min(a.kinds), min(b.kinds)]
        yield _reason("kind", *(" / ".join(label(kind, lang) or kind for kind in kinds) for lang in ("zh", "en")))
    for earlier, later in ((a, b), (b, a)):
        if earlier.until and later.since and earlier.until <= later.since:
            yield _reason("apart", later.since)


def _short_branch(words: str) -> str:
    """A branch by the name that its own place uses: 生态环境局金平分局 is 金平分局."""
    return words.partition("局")[2]


def _reason(key: str, words: str, words_en: str | None = None) -> Reason:
    said = _data()[key]
    return Reason(key, said["weight"], said["zh"].format(words=words), said["en"].format(words=words_en or words))


def _known(store: Store, units: list[str], register: Register) -> Mapping[str, Known]:
    says: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in run(store, "names-at", places=units) if units else ():
        says[str(row["body"])][str(row["says"])].add(str(row["value"]))
    kinds: dict[str, set[str]] = defaultdict(set)
    rows = run(store, "bodies-at", places=units).rows if units else ()
    for row in rows:
        kinds[str(row["body"])].add(str(row["kind"]))
    names = {str(row["body"]): str(row["name"]) for row in rows}
    found = {}
    for row in rows:
        iri, place, told = str(row["body"]), str(row["place"]).removeprefix(f"{DATA}unit/"), says[str(row["body"])]
        name = names[iri]
        parents = frozenset(names.get(parent, parent) for parent in told[str(ORG.subOrganizationOf)])
        found[iri] = Known(
            iri, name, place, core(name, place, register), frozenset(kinds[iri]), frozenset(told[str(SKOS.altLabel)]),
            frozenset(told[str(ZL.formerName)]), frozenset(told[str(ZL.nameplateOf)]), parents,
            min(told[str(ZL.validFrom)], default=None), min(told[str(ZL.validTo)], default=None))  # fmt: skip
    return found


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(files("graph").joinpath("data/candidates.toml").read_text("utf-8"))
