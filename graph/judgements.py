"""Judging: a ruling on two institutions is added to the store, and what follows from it is derived anew."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final, get_args

from rdflib import DCTERMS, PROV, RDF, XSD, Graph, Literal, URIRef

from graph.derived import derive
from graph.export import ntriples
from graph.judged import JUDGEMENTS, Judgement, Verdict, judgements
from graph.questions import run
from graph.store import Store
from ontology.errors import ZelianError
from ontology.names import DATA, code_iri, fact_iri
from ontology.vocabulary import ZL

VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)
_IRI: Final = re.compile(r"""[a-z][\w+.-]*:[^\x00-\x20<>"{}|\\^`]+""")
LONGEST: Final = 2000
"""Most characters of a reason or a name."""


def judge(
    store: Store,
    first: str,
    second: str,
    verdict: str,
    why: str,
    by: str | None = None,
    *,
    when: datetime | None = None,
) -> Judgement:
    """Record that two institutions (IRIs, identifiers or names) are the ``same``, ``different`` or ``unsure``.

    Nothing is overwritten: the last judgement on a pair counts, and ``unsure`` takes an earlier one back. Raises E541
    to E545 when an institution is not found, is not one only, or the ruling is not complete.
    """
    one, other = sorted((institution_named(store, first), institution_named(store, second)))
    why, by = why.strip(), (by or "").strip() or None
    if one == other:
        raise ZelianError("E543", what=first)
    if verdict not in VERDICTS:
        raise ZelianError("E544", verdict=verdict, known=" / ".join(VERDICTS))
    if not why or max(len(why), len(by or "")) > LONGEST:
        raise ZelianError("E545", limit=LONGEST)
    moment = _moment(store, when or datetime.now(UTC))
    iri = fact_iri("judgement", one, other, verdict, by or "", why, moment)
    made = Judgement(iri, one, other, verdict, why, by, moment)
    store.replace({}, add={JUDGEMENTS: ntriples(_triples(made))})
    derive(store)
    return made


def institution_named(store: Store, words: str) -> str:
    """The IRI of the institution of this IRI, identifier or name. A full name goes before an alias of another.

    Raises E541 when there is none, E542 when there are several.
    """
    wanted = words.strip()
    iri = wanted if ":" in wanted else f"{DATA}institution/{wanted}"
    rows = run(store, "institutions-called", called=wanted, candidates=[iri] if _IRI.fullmatch(iri) else [])
    names = {str(row["institution"]): str(row["name"]) for row in rows}
    exact = {one: name for one, name in names.items() if name == wanted} or names
    if not exact:
        raise ZelianError("E541", what=words)
    if len(exact) > 1:
        raise ZelianError("E542", what=words, found="、".join(f"{name} <{one}>" for one, name in sorted(exact.items())))
    return next(iter(exact))


def _moment(store: Store, when: datetime) -> str:
    """The time of a judgement, later than that of all before it also when the clock is not."""
    last = max((one.moment for one in judgements(store)), default=datetime.min.replace(tzinfo=UTC))
    later = max(when.astimezone(UTC), last + timedelta(microseconds=1))
    return later.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _triples(made: Judgement) -> Graph:
    graph, iri = Graph(), URIRef(made.iri)
    graph.add((iri, RDF.type, ZL.Judgement))
    for body in made.pair:
        graph.add((iri, ZL.judges, URIRef(body)))
    graph.add((iri, ZL.verdict, URIRef(code_iri("verdict", made.verdict))))
    graph.add((iri, DCTERMS.description, Literal(made.why)))
    graph.add((iri, PROV.endedAtTime, Literal(made.when, datatype=XSD.dateTime, normalize=False)))
    if made.by:
        graph.add((iri, DCTERMS.creator, Literal(made.by)))
    return graph
