"""Which institutions are one body by the judgements of people: clusters, and the rulings that cannot hold together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rdflib import Graph, URIRef

from graph.judged import Judgement, judgements, standing
from graph.store import Store
from ontology.vocabulary import ZL


@dataclass(frozen=True, slots=True)
class Conflict:
    """A ruling ``same`` that was not applied, since it would join two bodies that ``against`` rules to be different."""

    same: Judgement
    against: Judgement


@dataclass(frozen=True, slots=True)
class Clusters:
    """``of``: institution → all that are one body with it (itself among them, sorted), for those that have others."""

    of: Mapping[str, tuple[str, ...]]
    conflicts: tuple[Conflict, ...]

    def members(self, institution: str) -> tuple[str, ...]:
        """All institutions that are one body with this one, itself among them."""
        return self.of.get(institution, (institution,))


def clusters(made: Iterable[Judgement]) -> Clusters:
    """The clusters that follow from judgements.

    Of each pair the last judgement counts. Those that say ``same`` are applied from the oldest on. One that would bring
    two bodies together that are ruled ``different`` is left out and reported: those two are never in one cluster.
    """
    last = standing(made)
    apart = [one for one in last if one.verdict == "different"]
    member_of: dict[str, frozenset[str]] = {}
    conflicts: list[Conflict] = []
    for one in last:
        if one.verdict != "same":
            continue
        left, right = (member_of.get(body, frozenset({body})) for body in one.pair)
        against = next((each for each in apart if _across(each, left, right)), None)
        if against:
            conflicts.append(Conflict(one, against))
            continue
        member_of |= dict.fromkeys(left | right, left | right)
    return Clusters({body: tuple(sorted(others)) for body, others in sorted(member_of.items())}, tuple(conflicts))


def same_bodies(store: Store) -> Graph:
    """``zl:sameBodyAs`` between each member of a cluster and the one of the smallest IRI, both ways."""
    graph = Graph()
    for body, members in clusters(judgements(store)).of.items():
        if body != members[0]:
            graph.add((URIRef(body), ZL.sameBodyAs, URIRef(members[0])))
            graph.add((URIRef(members[0]), ZL.sameBodyAs, URIRef(body)))
    return graph


def reasons(made: Iterable[Judgement], found: Clusters) -> Mapping[str, tuple[Judgement, ...]]:
    """For each institution in a cluster, the rulings ``same`` that hold its cluster together."""
    dropped = {conflict.same.iri for conflict in found.conflicts}
    why: dict[str, list[Judgement]] = defaultdict(list)
    for one in standing(made):
        if one.verdict == "same" and one.iri not in dropped:
            for body in found.members(one.first):
                why[body].append(one)
    return {body: tuple(each) for body, each in why.items()}


def _across(judgement: Judgement, left: frozenset[str], right: frozenset[str]) -> bool:
    one, other = judgement.pair
    return (one in left and other in right) or (one in right and other in left)
