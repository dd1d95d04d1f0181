"""Powers that a document passes on: conferred, entrusted or taken back, from whom, to whom, in whose name.

A power is no duty. A rule that only lets powers pass (可以委托…) passes none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.find.bodies import Body
from loaders.find.lexicon import Words
from loaders.find.patterns import patterns
from loaders.resolve import Resolver
from loaders.state.grounds import Grounds
from loaders.state.named import named_bodies, past_lead, sentences, subject_before
from loaders.structure import Unit
from ontology.records import PowerTransfer, TransferMode

_RE = patterns("powers")
_HANDING: tuple[tuple[str, TransferMode], ...] = (
    ("hands-down", "conferred"),
    ("passes", "conferred"),
    ("vests", "conferred"),
    ("entrusts", "entrusted"),
)
_SHORTEST = 3


def state_powers(
    text: str, words: Words, units: Sequence[Unit], resolver: Resolver, grounds: Grounds
) -> tuple[PowerTransfer, ...]:
    """The powers that the sentences of ``units`` pass on, each body that receives one by itself."""
    found: dict[tuple[object, ...], PowerTransfer] = {}
    for unit in units:
        for start, end in sentences(words.text, unit.start, unit.end):
            if _RE["power"].search(words.text, start, end) and not _RE["permits"].search(words.text, start, end):
                for power in _Reader(text, words, start, end, unit.end, resolver, grounds).read():
                    found.setdefault((power.item, power.mode, power.from_, power.to), power)
    return tuple(found.values())


class _Reader:
    """Reads one sentence; a limit may follow it in its paragraph, which ends at ``paragraph``."""

    def __init__(
        self, text: str, words: Words, start: int, end: int, paragraph: int, resolver: Resolver, grounds: Grounds
    ) -> None:
        self.original, self.words, self.text = text, words, words.text
        self.start, self.end, self.paragraph = start, end, paragraph
        self.resolver, self.grounds = resolver, grounds

    def read(self) -> Iterator[PowerTransfer]:
        """The powers that are taken back, else those that are handed on."""
        recalled = list(self._recalled())
        yield from recalled
        for pattern, mode in _HANDING if not recalled else ():
            for match in _RE[pattern].finditer(self.text, self.start, self.end):
                yield from self._handed(match, mode)

    def _handed(self, match: re.Match[str], mode: TransferMode) -> Iterator[PowerTransfer]:
        groups = match.groupdict()
        item = next((words for key in ("item", "rest") if (words := groups.get(key)) and _power(words)), None)
        by = named_bodies(self.words, *match.span("by")) if groups.get("by") else ()
        giver = by[0] if by else subject_before(self.words, self.start, match.start())
        if item and giver is None:
            giver, item = self._owner(match.start("item"), item) if groups.get("item") else (None, item)
        if item:
            for body in named_bodies(self.words, *match.span("to")):
                yield self._transfer(item, mode, giver, body)

    def _recalled(self) -> Iterator[PowerTransfer]:
        for pattern in ("takes-back", "takes-back-first"):
            for match in _RE[pattern].finditer(self.text, self.start, self.end):
                item, holder = match["item"], None
                given = _RE["given-to"].search(self.text, match.start("item"), match.end("item"))
                if given:
                    item, holder = given["item"], next(iter(named_bodies(self.words, *given.span("to"))), None)
                to = match.groupdict().get("to")
                taker = next(iter(named_bodies(self.words, *match.span("to"))), None) if to else None
                if _power(item):
                    holder = holder or self._holder()
                    taker = taker or subject_before(self.words, self.start, match.start())
                    yield self._transfer(item, "recalled", holder, taker)
                    return

    def _holder(self) -> Body | None:
        """Who exercised the power so far: 不再由X行使."""
        match = _RE["no-longer"].search(self.text, self.start, self.end)
        span = match.span("by" if match["by"] else "who") if match else (0, 0)
        return next(iter(named_bodies(self.words, *span)), None)

    def _owner(self, start: int, item: str) -> tuple[Body | None, str]:
        """县城管局的占道经营处罚权: whose power it is, and the power itself."""
        possessive = item.find("的")
        bodies = named_bodies(self.words, start, start + possessive) if possessive > 0 else ()
        owned = bool(bodies) and bodies[-1].end == start + possessive
        return (bodies[0], item[possessive + 1 :]) if owned else (None, item)

    def _transfer(self, item: str, mode: TransferMode, giver: Body | None, taker: Body | None) -> PowerTransfer:
        since, basis = self.grounds.of(self.start)
        named = _RE["whose-name"].search(self.text, self.start, self.end)
        bodies = named_bodies(self.words, *named.span("name")) if named else ()
        limit = _RE["condition"].search(self.text, self.start, self.paragraph)
        name = taker if named and named["name"].startswith("自己") else next(iter(bodies), None)
        start = past_lead(self.text, self.start, self.end)
        return PowerTransfer(
            item=item.strip(" ，、的"),
            mode=mode,
            from_=self._name(giver),
            to=self._name(taker),
            in_name_of=self._name(name),
            condition=limit["condition"].strip() if limit else None,
            start=start,
            end=self.end,
            quote=self.original[start : self.end],
            valid_from=since,
            basis=basis,
            place=self.resolver.place,
        )

    def _name(self, body: Body | None) -> str | None:
        return self.resolver.institution(body).name if body else None


def _power(item: str) -> bool:
    return len(item) >= _SHORTEST and bool(_RE["power"].search(item))
