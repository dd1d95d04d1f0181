"""What a person asks about: topics and places by name, with near matches for what is not known."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date as calendar
from difflib import get_close_matches

from graph.divisions import register_of
from graph.questions import run
from graph.store import Store
from ontology import names, topics
from ontology.dates import ALL_TIME, precision
from ontology.divisions import COUNTRY, Register
from ontology.errors import ZelianError

_MOST = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """A topic's identifier, a place's code and a date: what a chain is asked for."""

    topic: str
    place: str
    date: str


def asked(
    store: Store, topic: str | None, issue: str | None, duty: str | None, place: str | None, date: str | None
) -> Asked:
    """The question behind the options of ``zelian chain``; an issue or a duty stands for its topic and its place.

    Raises E505 to E512 when it is not clear what is meant.
    """
    fact = _fact(store, issue, duty)
    if not topic and not fact:
        raise ZelianError("E508")
    identifier = topic_named(topic) if topic else _topic_of(store, str(fact))
    where = place or (_place_of(store, fact, is_issue=bool(issue)) if fact else None)
    if not where:
        raise ZelianError("E512")
    day = date or calendar.today().isoformat()
    return Asked(identifier, place_in(store, where, day), day)


def topic_named(text: str) -> str:
    """The identifier of a topic given by identifier, label or term. Raises E505 with near matches."""
    found = topics.find(text)
    if found:
        return found.id
    words = {word: topic.zh for topic in topics.topics().values() for word in (*topic.terms, topic.en, topic.id)}
    near = _near(text, words)
    raise ZelianError("E505", topic=text, near=_listed(words[word] for word in near))


def place_named(register: Register, text: str, preferred: Container[str] = (), on: str | None = None) -> str:
    """The code of a place given by code or name; a name of several is that of the one among ``preferred``.

    A unit and the one that replaced it under the same name are one place: that of the date is meant.

    Raises E506 with near matches, or E507 when several are meant.
    """
    wanted = text.strip()
    if wanted.isdecimal():
        if register.unit(wanted):
            return wanted
        above = next((wanted[:width] for width in (9, 6, 4, 2) if register.unit(wanted[:width])), None)
        near = [unit.code for unit in register.children(above)[:_MOST]] if above else []
        raise ZelianError("E506", place=text, near=_listed(_with_code(register, code) for code in near))
    codes = sorted(register.apart({unit.code for unit in register.find(wanted)}, on))
    codes = [code for code in codes if code in preferred] or codes
    if len(codes) == 1:
        return codes[0]
    if codes:
        raise ZelianError("E507", place=text, near=_listed(_with_code(register, code) for code in codes[:8]))
    near = [register.names()[name][0] for name in _near(wanted, register.names())]
    raise ZelianError("E506", place=text, near=_listed(_with_code(register, code) for code in near))


def place_in(store: Store, text: str, on: str | None = None) -> str:
    """The code of a place, of those with one name the one that the store's documents speak of."""
    units = run(store, "units-in", place=names.unit_iri(COUNTRY)).column("unit")
    return place_named(register_of(store), text, {str(unit).rpartition("/")[2] for unit in units}, on)


def fact_named(given: str, kind: str) -> str:
    """The IRI of a fact given by its IRI or identifier."""
    return given if given.startswith(names.DATA) else f"{names.DATA}{kind}/{given}"


def day_asked(date: str | None) -> str:
    """The day that is asked about: today without one. Raises E306 for what is no day."""
    if date and precision(date) != "day":
        raise ZelianError("E306", date=date)
    return date or calendar.today().isoformat()


def _fact(store: Store, issue: str | None, duty: str | None) -> str | None:
    """The IRI of the issue or duty that is given by its IRI or identifier."""
    if not (issue or duty):
        return None
    iri = fact_named(issue, "issue") if issue else fact_named(str(duty), "duty")
    if not run(store, "labels", things=(iri,)).rows:
        raise ZelianError("E509", what=issue or duty)
    return iri


def _topic_of(store: Store, fact: str) -> str:
    found = [str(iri).removeprefix(names.TOPICS) for iri in run(store, "topics", facts=(fact,)).column("topic")]
    if not found:
        raise ZelianError("E511", what=fact)
    if len(found) > 1:
        raise ZelianError("E510", what=fact, topics=_listed(topics.topics()[each].zh for each in found))
    return found[0]


def _place_of(store: Store, fact: str, *, is_issue: bool) -> str | None:
    rows = run(store, "issues", date=ALL_TIME) if is_issue else run(store, "duties", duties=(fact,))
    units = {str(row["place"]) for row in rows if row["issue" if is_issue else "duty"] == fact and row["place"]}
    return units.pop().rpartition("/")[2] if len(units) == 1 else None


def _near(text: str, words: Iterable[str]) -> Sequence[str]:
    """The words that hold the text or are held by it, then those spelled alike."""
    known = list(words)
    lower = text.strip().lower()
    holding = [word for word in known if lower and (lower in word.lower() or (len(word) > 1 and word.lower() in lower))]
    alike = get_close_matches(text, known, _MOST, 0.5)
    return list(dict.fromkeys([*sorted(holding, key=len), *alike]))[: 2 * _MOST]


def _listed(words: Iterable[str]) -> str:
    return "、".join(list(dict.fromkeys(words))[:_MOST]) or "—"


def _with_code(register: Register, code: str) -> str:
    return f"{register.full_name(code)} {code}"
