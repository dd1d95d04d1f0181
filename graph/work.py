"""The work of judging: candidates with the sentences of both sides, and what was ruled so far, by names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.candidates import Candidate, candidates
from graph.clusters import Clusters, clusters
from graph.evidence import papers, source
from graph.judged import Judgement, Verdict, judgements, standing
from graph.links import Source
from graph.questions import run
from graph.store import Store

MOST: Final = 3
"""Most sentences that are shown of one institution."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words of a document in which an institution bears a duty or a nameplate."""

    fact: str
    quote: str
    source: Source


@dataclass(frozen=True, slots=True)
class Ruled:
    """A judgement with the names of the two institutions. ``counts``: no later one is on the same pair."""

    judgement: Judgement
    names: tuple[str, str]
    counts: bool


@dataclass(frozen=True, slots=True)
class Log:
    """All judgements, the newest first, and the clusters and conflicts that follow from them."""

    ruled: tuple[Ruled, ...]
    clusters: Clusters
    names: Mapping[str, str]


def open_candidates(store: Store, places: Iterable[str] = ()) -> tuple[Candidate, ...]:
    """The candidates that nobody has ruled to be the same or different; those ruled ``unsure`` are among them."""
    settled: dict[tuple[str, str], Verdict] = {one.pair: one.verdict for one in standing(judgements(store))}
    return tuple(one for one in candidates(store, places) if settled.get(one.pair, "unsure") == "unsure")


def sentences(store: Store, shown: Sequence[Candidate]) -> dict[str, tuple[Sentence, ...]]:
    """Institution → some sentences in which it stands, for both sides of these candidates."""
    wanted = sorted({iri for one in shown for iri in one.pair})
    rows = run(store, "sentences-of", bodies=wanted).rows if wanted else ()
    known = papers(store, {str(row["document"]) for row in rows})
    found: dict[str, list[Sentence]] = defaultdict(list)
    for row in rows:
        if len(found[str(row["body"])]) < MOST:
            found[str(row["body"])].append(Sentence(str(row["fact"]), str(row["quote"]), source(row, known)))
    return {iri: tuple(found.get(iri, ())) for iri in wanted}


def log(store: Store) -> Log:
    """What was ruled in the store."""
    made = judgements(store)
    named = sorted({iri for one in made for iri in one.pair})
    names = {iri: iri for iri in named}
    if named:
        names |= {str(row["body"]): str(row["name"]) for row in run(store, "institution", bodies=named)}
    counting = {one.iri for one in standing(made)}
    ruled = [Ruled(one, (names[one.first], names[one.second]), one.iri in counting) for one in reversed(made)]
    return Log(tuple(ruled), clusters(made), names)
