"""Members of classes of bodies (各街道综合行政执法办公室), as the register of divisions has their units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from rdflib import ORG, RDF, SKOS, XSD, Literal, URIRef

from graph.draft import Draft
from ontology.dates import day_after, first_day
from ontology.divisions import Register, Unit
from ontology.names import code_iri, fact_iri, institution_iri, unit_iri
from ontology.records import LEVELS, Institution, Level
from ontology.vocabulary import ZL

LIMIT: Final = 3000
"""Groups of more members (every town of the country) are left without: a chain reaches them by their scope."""
AUTHORITY: Final = {
    "street": "办事处",
    "town": "人民政府",
    "township": "人民政府",
    "county": "人民政府",
    "prefecture": "人民政府",
    "province": "人民政府",
    "community": "居民委员会",
    "village": "村民委员会",
}
"""What a unit's own authority is called after the unit's name."""
KINDS: Final[Mapping[str, tuple[Level, tuple[str, ...]]]] = {
    "province": ("province", ()),
    "prefecture": ("prefecture", ()),
    "county": ("county", ()),
    "township-level": ("township", ()),
    "rural": ("township", ("town", "township")),
    "street": ("township", ("street",)),
    "town": ("township", ("town",)),
    "township": ("township", ("township",)),
    "grassroots": ("community", ()),
    "community": ("community", ("community",)),
    "village": ("community", ("village",)),
}
"""The kinds of member units: their level, and which units of it belong (none named: all of them)."""


def infer_members(draft: Draft) -> None:
    """Add the members of the draft's groups, and their nameplates, to its graph of inferred facts."""
    for group, body in sorted(draft.groups.items()):
        if not (body.place and body.unit in AUTHORITY):
            continue
        begin = _spoken_of_since(draft, body)
        listed = members(draft.register, body.place, body.unit)
        units = [unit for unit in listed if not (begin and unit.valid_to and unit.valid_to < begin)]
        if len(units) > LIMIT:
            continue
        plates = sorted(str(plate) for plate in draft.stated.subjects(ZL.nameplateOf, group))
        for unit in units:
            member = _add_member(draft, group, body, unit)
            for plate in plates:
                _add_plate(draft, URIRef(plate), member)


def _spoken_of_since(draft: Draft, group: Institution) -> str | None:
    """The first day for which the document speaks of a group: a unit that had ended by then was never a member."""
    record = draft.record
    stated = [duty.valid_from for duty in record.duties if any(holder.name == group.name for holder in duty.holders)]
    stated += [plate.valid_from for plate in record.nameplates if plate.office == group.name]
    return min((first_day(day) for day in (*stated, record.document.date) if day), default=None)


def members(register: Register, scope: str, kind: str) -> Iterator[Unit]:
    """The units of a kind that lie in ``scope``, each name of a renamed unit by itself.

    >>> [unit.name for unit in members(Register.national(), "440511", "town")]
    []
    """
    depth = LEVELS.index(KINDS[kind][0])
    for unit in register.children(scope):
        if is_of_kind(unit, kind):
            yield unit
        elif LEVELS.index(unit.level) < depth:
            yield from members(register, unit.code, kind)


def is_of_kind(unit: Unit, kind: str) -> bool:
    """Whether a unit can be a member of a group of this kind: a town (镇) is one of 各乡镇, but not of 各街道.

    >>> town = Unit("440513100", "海门镇", "township", "440513")
    >>> is_of_kind(town, "rural"), is_of_kind(town, "street")
    (True, False)
    """
    level, kinds = KINDS[kind]
    return unit.level == level and (not kinds or unit.kind in kinds)


def _add_member(draft: Draft, group: URIRef, body: Institution, unit: Unit) -> URIRef:
    now = draft.register.unit(unit.code) or unit
    above = draft.register.full_name(unit.code).removesuffix(now.name)
    name = above + _authority(unit.name, body)
    member = URIRef(institution_iri(name, unit.code))
    graph = draft.inferred
    graph.add((group, ORG.hasMember, member))
    graph.add((member, RDF.type, ZL.Institution))
    graph.add((member, SKOS.prefLabel, Literal(name, lang="zh")))
    graph.add((member, ORG.classification, URIRef(code_iri("institution-kind", body.kind))))
    graph.add((member, ZL.jurisdiction, URIRef(unit_iri(unit.code))))
    graph.add((member, ZL.level, URIRef(code_iri("level", unit.level))))
    for predicate, day in life(unit.valid_from, unit.valid_to):
        if day:
            graph.add((member, predicate, Literal(day, datatype=XSD.date)))
    return member


def _authority(unit: str, body: Institution) -> str:
    """The body of a unit; a committee's own name is not said twice (渡口社区居委会, 坪头村委会).

    >>> _authority("渡口社区居委会", Institution("社区居委会", unit="community"))
    '渡口社区居委会'
    >>> committee = Institution("社区居民委员会", kind="self-governing-committee", office="居民委员会")
    >>> _authority("渡口社区居委会", committee)
    '渡口社区居委会'
    """
    own = not body.office or body.kind == "self-governing-committee"
    if own and unit.endswith(("委会", "委员会")):
        return unit
    return unit + (body.office or AUTHORITY[body.unit or ""])


def _add_plate(draft: Draft, plate: URIRef, member: URIRef) -> None:
    """The member's own nameplate: what the group's says, on the member."""
    own = URIRef(fact_iri("nameplate", draft.iri, plate, member))
    for _, predicate, value in draft.stated.triples((plate, None, None)):
        draft.inferred.add((own, predicate, member if predicate == ZL.nameplateOf else value))


def life(begin: str | None, last: str | None) -> tuple[tuple[URIRef, str | None], ...]:
    """The first day on which something holds, and the first on which it no longer does."""
    return (ZL.validFrom, begin and first_day(begin)), (ZL.validTo, last and day_after(last))
