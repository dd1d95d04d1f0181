"""What loading a document anew did to its duties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from api.pages.facts import DutyFact, duties
from graph.questions import run
from graph.store import Store
from ontology.vocabulary import ZL

Kind = Literal["appeared", "ended", "changed"]


@dataclass(frozen=True, slots=True)
class Change:
    """A duty that a document states now and did not, no longer states, or states with other particulars.

    ``bearers`` are those of now, for an ended duty those of before.
    """

    kind: Kind
    quote: str
    bearers: tuple[str, ...]


def duties_in(store: Store, document: str) -> tuple[DutyFact, ...]:
    """The duties that a document in the store states."""
    rows = run(store, "facts", document=document)
    return duties(store, (str(row["fact"]) for row in rows if row["class"] == str(ZL.Duty)), "")


def compare(before: Iterable[DutyFact], after: Iterable[DutyFact]) -> tuple[Change, ...]:
    """The changes between two states of a document, in the order of its text.

    A duty is known by its words, so that one that only moved within the text has not changed. Its end does not count:
    other documents state it.
    """
    old, new = _by_words(before), _by_words(after)
    changes = [_change("appeared" if quote not in old else "changed", facts)
               for quote, facts in new.items() if _particulars(facts) != _particulars(old.get(quote, ()))]  # fmt: skip
    return (*changes, *(_change("ended", facts) for quote, facts in old.items() if quote not in new))


def _by_words(facts: Iterable[DutyFact]) -> dict[str, list[DutyFact]]:
    found: dict[str, list[DutyFact]] = defaultdict(list)
    for fact in facts:
        found[fact.quote].append(fact)
    return dict(found)


def _particulars(facts: Iterable[DutyFact]) -> list[tuple[object, ...]]:
    return sorted(
        (
            sorted((bearer.iri, bearer.role) for bearer in fact.bearers),
            sorted(topic.id for topic in fact.topics),
            sorted(paper.iri for paper in fact.basis),
            (fact.since or "", fact.deadline or "", fact.place or "", fact.kind or "", fact.general),
        )
        for fact in facts
    )


def _change(kind: Kind, facts: list[DutyFact]) -> Change:
    bearers = tuple(dict.fromkeys(bearer.name for fact in facts for bearer in fact.bearers))
    return Change(kind, facts[0].quote, bearers)
