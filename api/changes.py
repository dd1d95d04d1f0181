"""What loading a document anew did to its duties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from api.pages.facts import DutyFact, duties
from graph.questions import run
from graph.store import Store
from ontology.vocabulary import ZL

Kind = Literal["appeared", "ended", "changed"]
Aspect = Literal["bearers", "topics", "basis", "since", "deadline", "place", "kind", "general"]
_ASPECTS: Final[Mapping[Aspect, Callable[[DutyFact], object]]] = {
    "bearers": lambda fact: sorted((bearer.iri, bearer.role) for bearer in fact.bearers),
    "topics": lambda fact: sorted(topic.id for topic in fact.topics),
    "basis": lambda fact: sorted(paper.iri for paper in fact.basis),
    "since": lambda fact: fact.since,
    "deadline": lambda fact: fact.deadline,
    "place": lambda fact: fact.place,
    "kind": lambda fact: fact.kind,
    "general": lambda fact: fact.general,
}


@dataclass(frozen=True, slots=True)
class Change:
    """A duty that a document states now and did not, no longer states, or states with other particulars.

    ``bearers`` are those of now, for an ended duty those of before. Of a changed duty, ``before`` are its bearers of
    before and ``aspects`` what differs.
    """

    kind: Kind
    quote: str
    bearers: tuple[str, ...]
    before: tuple[str, ...] = ()
    aspects: tuple[Aspect, ...] = ()


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
    changes = [_changed(quote, old.get(quote, []), facts) for quote, facts in new.items()]
    ended = [Change("ended", quote, _bearers(facts)) for quote, facts in old.items() if quote not in new]
    return (*(change for change in changes if change), *ended)


def _by_words(facts: Iterable[DutyFact]) -> dict[str, list[DutyFact]]:
    found: dict[str, list[DutyFact]] = defaultdict(list)
    for fact in facts:
        found[fact.quote].append(fact)
    return dict(found)


def _changed(quote: str, old: list[DutyFact], new: list[DutyFact]) -> Change | None:
    if not old:
        return Change("appeared", quote, _bearers(new))
    aspects = tuple(key for key, of in _ASPECTS.items() if _values(of, old) != _values(of, new))
    return Change("changed", quote, _bearers(new), _bearers(old), aspects) if aspects else None


def _values(of: Callable[[DutyFact], object], facts: list[DutyFact]) -> list[str]:
    return sorted(repr(of(fact)) for fact in facts)


def _bearers(facts: list[DutyFact]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(bearer.name for fact in facts for bearer in fact.bearers))
