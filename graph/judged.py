"""The judgements of a store, read: whether two institutions are one, by whom, why and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, cast

from graph.questions import run
from graph.store import GRAPHS, Store

JUDGEMENTS: Final = f"{GRAPHS}judgements"
"""The named graph of all judgements: it only grows."""
Verdict = Literal["same", "different", "unsure"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A ruling on two institutions (IRIs, ``first`` < ``second``). ``when`` is an xsd:dateTime in UTC."""

    iri: str
    first: str
    second: str
    verdict: Verdict
    why: str
    by: str | None
    when: str

    @property
    def pair(self) -> tuple[str, str]:
        """The two institutions."""
        return self.first, self.second

    @property
    def moment(self) -> datetime:
        """When it was made."""
        return datetime.fromisoformat(self.when)


def judgements(store: Store) -> tuple[Judgement, ...]:
    """All judgements of the store, the oldest first."""
    found: dict[str, Judgement] = {}
    for row in run(store, "judgements"):
        first, second = sorted((str(row["first"]), str(row["second"])))
        verdict = cast(Verdict, str(row["verdict"]).rpartition("/")[2])
        by = None if row["by"] is None else str(row["by"])
        iri = str(row["judgement"])
        found[iri] = Judgement(iri, first, second, verdict, str(row["why"]), by, str(row["when"]))
    return tuple(sorted(found.values(), key=lambda one: (one.moment, one.iri)))


def standing(made: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The last judgement on each pair, in the order in which they were made."""
    last = {one.pair: one for one in made}
    return tuple(sorted(last.values(), key=lambda one: (one.moment, one.iri)))
