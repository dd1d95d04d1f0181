"""Small histories by hand: papers of 青禾县 that state duties, plates and changes, sentence by sentence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from graph.build import build
from graph.derived import derive
from graph.loading import put
from graph.oxigraph import Embedded
from graph.store import Store
from ontology.divisions import Register
from ontology.names import document_iri, institution_iri
from ontology.records import (
    Aspect,
    Change,
    ChangeKind,
    Control,
    ControlKind,
    Division,
    Document,
    Duty,
    Holder,
    Institution,
    Nameplate,
    PowerTransfer,
    Record,
    ReformEvent,
    Role,
    TransferMode,
)

COUNTY = "990121"
STREET = "990121001"
REGISTER = Register.national().extended(
    (
        Division("99", "江岭省", "province"),
        Division("9901", "云水市", "prefecture"),
        Division(COUNTY, "青禾县", "county"),
        Division(STREET, "临江街道", "township"),
    )
)
Told = tuple[ChangeKind, Sequence[str], Sequence[str], str | None]


def iri(name: str, place: str = COUNTY) -> str:
    return institution_iri(name, place)


def paper_iri(number: str) -> str:
    return document_iri(number, None, None)


class Paper:
    """A document that is written sentence by sentence."""

    def __init__(self, number: str, date: str | None, place: str = COUNTY, *, draft: bool = False) -> None:
        self.number, self.date, self.place = number, date, place
        self.draft = draft
        self._text = f"关于有关工作的通知{number}。"
        self._names: dict[str, None] = {}
        self._duties: list[Duty] = []
        self._plates: list[Nameplate] = []
        self._events: list[ReformEvent] = []
        self._powers: list[PowerTransfer] = []
        self._controls: list[Control] = []

    def _say(self, words: str) -> tuple[int, int]:
        start = len(self._text)
        self._text += words + "。"
        return start, start + len(words)

    def duty(
        self,
        body: str | Sequence[str],
        words: str,
        *topics: str,
        role: Role = "responsible",
        general: bool = False,
        since: str | None = None,
    ) -> Paper:
        bodies = [body] if isinstance(body, str) else list(body)
        self._names |= dict.fromkeys(bodies)
        start, end = self._say(words)
        holders = tuple(Holder(name, name, role, place=self.place) for name in bodies)
        self._duties.append(
            Duty(words, start, end, holders, topics=topics, general=general, valid_from=since, rule="test")
        )
        return self

    def plate(self, host: str, name: str) -> Paper:
        self._names |= {host: None}
        start, end = self._say(f"{host}加挂{name}牌子")
        self._plates.append(Nameplate(host, host, name, "加挂牌子", start, end, place=self.place))
        return self

    def reform(self, words: str, *told: Told, date: str | None = None, topics: Iterable[str] = ()) -> Paper:
        start, end = self._say(words)
        changes = []
        for kind, before, after, what in told:
            self._names |= dict.fromkeys((*before, *after))
            changes.append(Change(kind, tuple(before), tuple(after), what, start, end, words, tuple(topics)))
        self._events.append(ReformEvent("机构改革", words, start, end, date, None, self.place, changes=tuple(changes)))
        return self

    def power(
        self, words: str, item: str, mode: TransferMode, giver: str | None, taker: str | None, **more: str
    ) -> Paper:
        start, end = self._say(words)
        self._names |= {name: None for name in (giver, taker) if name}
        power = PowerTransfer(
            item, mode, giver, taker, more.get("name"), more.get("condition"), start, end, words, place=self.place
        )
        self._powers.append(power)
        return self

    def control(self, words: str, led: str, leader: str, kind: ControlKind, aspect: Aspect | None = None) -> Paper:
        start, end = self._say(words)
        self._names |= dict.fromkeys((led, leader))
        self._controls.append(Control(led, leader, kind, aspect, start, end, words))
        return self

    def record(self) -> Record:
        return Record(
            file=f"{self.number}.txt",
            sha256=hashlib.sha256(self._text.encode()).hexdigest(),
            reader="text",
            text=self._text,
            document=Document(
                title="关于有关工作的通知",
                number=self.number,
                date=self.date,
                place=self.place,
                stage="draft" if self.draft else None,
            ),
            institutions=tuple(Institution(name, "department", place=self.place) for name in self._names),
            duties=tuple(self._duties),
            nameplates=tuple(self._plates),
            reform_events=tuple(self._events),
            powers=tuple(self._powers),
            controls=tuple(self._controls),
        )


def stored(*papers: Paper) -> Store:
    store = Embedded()
    for paper in papers:
        put(store, [build(paper.record(), REGISTER)], REGISTER)
    derive(store)
    return store
