"""Who is meant: mentions to institutions, from the document's own place, the tiers of government and the divisions.

``区政府`` in a document of 金平区 is 汕头市金平区人民政府; ``各街道`` is the class of its streets;
``县级以上主管部门`` is a class in the area that the document rules. What cannot be placed stays a local institution of
the document and is listed as a problem.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from loaders.classes import level_of, membership
from loaders.find.bodies import Body
from loaders.find.lexicon import data
from loaders.find.naming import Owner
from loaders.find.patterns import patterns
from loaders.nearby import Nearby
from loaders.text import plain
from ontology.divisions import COUNTRY, Register
from ontology.errors import message
from ontology.records import Holder, Institution, Level, Mention, Problem, Role

_RE = patterns("resolve")
_NAMES = data("names.toml")
_TIERS: dict[str, Level] = _NAMES["tiers"]
_CENTRAL: dict[str, str] = _NAMES["central"]
_NATIONAL = frozenset(data("kinds.toml")["national"]["words"])
_PARTY = "中共"
_MOST = 5
"""Units that a problem names of those with one name."""


class Resolver:
    """Resolves the mentions of one document. ``place`` is the code of the area whose authority issued it.

    ``area`` names by level an area that the register does not know, ``on`` is the document's date. ``unplaced`` lists,
    once a name, the first mentions of bodies whose place is not known.
    """

    def __init__(
        self,
        register: Register,
        place: str | None,
        aliases: Mapping[str, str] | None = None,
        owners: Sequence[Owner] = (),
        area: Mapping[Level, str] | None = None,
        former: Mapping[str, str] | None = None,
        on: str | None = None,
        text: str = "",
    ) -> None:
        self.register = register
        self.place = place
        self._text = text
        self.area = area or {}
        self._former = former or {}
        self.unplaced: list[Body] = []
        self._candidates: dict[str, tuple[str, ...]] = {}
        self._aliases = aliases or {}
        self._owners = {owner.office: owner.group for owner in owners}
        self._own = self._own_units()
        self._nearby = Nearby(register, place, on)
        self._known: dict[tuple[str, str], Institution] = {}
        self._mentions: dict[tuple[str, str | None], dict[Mention, None]] = {}
        self._found: dict[tuple[str, str | None], Institution] = {}

    def full_name(self, mention: str) -> str:
        """A body named by tier (市X办公室) with the name of its place; any other name as it is."""
        joined = "、" in mention or "，" in mention or _RE["class"].match(mention)
        resolved = None if joined else self._by_own_tier(Body(mention, 0, len(mention), "department"), mention)
        return resolved.name if resolved else mention

    def holder(self, body: Body, role: Role) -> Holder:
        """The bearer that a body in a phrase is."""
        known = self.institution(body)
        return Holder(known.name, self._words_of(body), role, known.group, known.place)

    def institution(self, body: Body) -> Institution:
        """The institution that is meant; the mention is noted for :meth:`institutions`."""
        wanted = (body.mention, body.kind)
        resolved = self._known.get(wanted)
        if resolved is None:
            resolved = self._known[wanted] = self._resolve(body)
            unknown = resolved.level is None and resolved.place is None and not resolved.group
            if unknown or body.mention in self._candidates:
                self.unplaced.append(body)
        key = (resolved.name, resolved.place)
        self._mentions.setdefault(key, {})[Mention(self._words_of(body), body.start, body.end)] = None
        return self._found.setdefault(key, resolved)

    def describe(self, known: Institution, *, parent: str | None, staff: int | None) -> None:
        """Notes what a list says of an institution: what it belongs to and how many posts it has."""
        key = (known.name, known.place)
        found = self._found[key]
        self._found[key] = replace(found, parent=parent or found.parent, staff=found.staff if staff is None else staff)

    def problems(self, lang: str) -> tuple[Problem, ...]:
        """The bodies whose place is not known: L009 with the units that share its name, else L003."""
        found = []
        for body in self.unplaced:
            codes = self._candidates.get(body.mention, ())
            named = "、".join(map(self.register.full_name, codes[:_MOST])) + "…" * (len(codes) > _MOST)
            code = "L009" if codes else "L003"
            about = message(code, lang, mention=body.mention, candidates=named)
            found.append(Problem("notice", code, about, body.start, body.end))
        return tuple(found)

    def _words_of(self, body: Body) -> str:
        """The mention as the text writes it (县(区)政府), where it stands there in one piece."""
        words = self._text[body.start : body.end]
        return words if plain(words) == body.mention else body.mention

    def institutions(self) -> tuple[Institution, ...]:
        """All institutions met so far, by name, with the places and the words by which the text names them."""
        found = []
        for (name, place), institution in self._found.items():
            mentions = tuple(self._mentions[(name, place)])
            aliases = tuple(dict.fromkeys(mention.text for mention in mentions if mention.text != name))
            former = tuple(sorted(self._former_names({mention.text for mention in mentions})))
            found.append(replace(institution, mentions=mentions, aliases=aliases, former=former))
        return tuple(sorted(found, key=lambda institution: (institution.name, institution.place or "")))

    def _former_names(self, words: set[str]) -> set[str]:
        """The former names of a body that the text calls by these words."""
        return {
            former
            for before, former in self._former.items()
            if any(len(each) > 2 and before.endswith(each) and each != former for each in words)
        }

    def _own_units(self) -> dict[Level, str]:
        """The unit of each level that the document's own place lies in."""
        unit = self.register.unit(self.place) if self.place and self.place != COUNTRY else None
        if unit is None:
            return {}
        own: dict[Level, str] = {}
        for above in (unit, *self.register.ancestors(unit.code)):
            own.setdefault(above.level, above.code)
        if unit.level == "county" and unit.kind == "city":
            own["prefecture"] = unit.code  # 市政府 in a county-level city is its own
        return own

    # one mention -----------------------------------------------------------------------------------------------

    def _resolve(self, body: Body) -> Institution:
        bare = _RE["former"].sub("", body.mention)
        mention = self._aliases.get(bare, bare)
        if mention in self._owners:
            return self._office_of_class(body, mention)
        if mention in _CENTRAL or _RE["central-body"].match(mention):
            return _named(body, _CENTRAL.get(mention, mention), "central", COUNTRY)
        by_place = self._by_place_name(body, mention)
        if by_place:
            return by_place
        if _RE["class"].match(mention):
            return self._group(body, mention, self.place)
        if self.place == COUNTRY and body.kind in _NATIONAL:
            return _named(body, mention, "central", COUNTRY)
        return self._by_own_tier(body, mention) or self._local(body, mention)

    def _by_place_name(self, body: Body, mention: str) -> Institution | None:
        """A mention that begins with the name of a place: 汕头市金平区…, 金平区委, 北京市…"""
        party = mention.startswith(_PARTY) and mention != _PARTY
        rest = mention.removeprefix(_PARTY) if party else mention
        codes, length = self._nearby.first(rest)
        unit = self.register.unit(codes[0]) if codes and length < len(rest) else None
        if unit is None:
            return None
        tail = rest[length:]
        if _RE["township-goes-on"].match(tail) and not _RE["full-place"].search(rest[:length]):
            return None  # 临江|街道办事处 is a street 临江, not one of 临江市
        if len(codes) > 1:
            self._candidates[body.mention] = codes
            return _named(body, mention, None, None, group=bool(_RE["members-of-place"].match(tail)))
        if _RE["members-of-place"].match(tail):
            return self._group(body, tail, unit.code)
        below = _RE["township-name"].match(tail)
        townships = self.register.find(below[0], within=unit.code) if below and unit.level == "county" else ()
        if below and len(townships) == 1 and tail != below[0]:
            unit, tail = townships[0], tail[below.end() :]
        party = party or body.kind == "party-committee"
        return _named(body, _completed(tail, self.register.full_name(unit.code), party), unit.level, unit.code)

    def _by_own_tier(self, body: Body, mention: str) -> Institution | None:
        """区政府, 市生态环境局: the tier is that of the document's own place."""
        own = _RE["own-tier"].match(mention)
        if own is None:
            return None
        level = _TIERS[own["tier"]]
        party = body.kind == "party-committee"
        tail = mention[own.end() :]
        if level in self.area:
            name = _completed(tail or "人民政府", self.area[level], party, own["tier"])
            return _named(body, name, level, None)
        unit = self.register.unit(self._own.get(level, ""))
        if unit is None:
            return None
        tail = tail or ("办事处" if level == "township" else "人民政府")
        if own[0].endswith("级") and body.kind != "post":
            tail = tail.removeprefix("级")
        name = _completed(tail, self.register.full_name(unit.code), party, own["tier"])
        return _named(body, name, unit.level, unit.code)

    def _local(self, body: Body, mention: str) -> Institution:
        """A body that neither a place nor a tier tells: a class, a post, some department, or one of the place."""
        if body.kind == "self-governing-committee" or "（" in mention[:6] or mention.startswith(("街道", "镇", "乡")):
            return self._group(body, mention, self.place)
        if body.kind in ("post", "grid"):
            grid = body.kind == "grid" or mention.startswith("网格")
            place = "" if self.place in (None, COUNTRY) else self.register.full_name(str(self.place))
            return _named(body, place + mention, "grid" if grid else level_of(mention), self.place, group=True)
        if body.kind == "department" and not _RE["department-ending"].search(mention):
            mention += "部门"
        if _RE["described"].match(mention):
            return _named(body, mention, None, self.place, group=True)
        if body.kind == "department":
            return _named(body, mention, self._place_level(), self.place, group=True)
        if self.place is None:
            return _named(body, mention, None, None)
        place = "" if self.place == COUNTRY else self.register.full_name(self.place)
        return _named(body, place + mention, self._place_level(), self.place)

    def _place_level(self) -> Level | None:
        unit = self.register.unit(self.place) if self.place else None
        return unit.level if unit else None

    def _group(self, body: Body, mention: str, scope: str | None) -> Institution:
        """A class of bodies in an area; it bears the name of the area unless it is only described."""
        unit, level, office = membership(mention, body.kind)
        described = _RE["described"].match(mention) or _RE["relative"].match(mention)
        place = self.register.full_name(scope) if scope and scope != COUNTRY and not described else ""
        named = _named(body, place + mention, level, scope, group=True)
        return replace(named, unit=unit, office=office)

    def _office_of_class(self, body: Body, office: str) -> Institution:
        owner = self._owners[office]
        group = self._group(replace(body, mention=owner), owner, self.place)
        return replace(group, name=f"{group.name}{office}", kind=body.kind, office=office)


def _named(body: Body, name: str, level: Level | None, place: str | None, *, group: bool = False) -> Institution:
    return Institution(name=name, kind=body.kind, level=level, place=place, group=group)


def _completed(tail: str, place: str, party: bool, tier: str = "") -> str:
    """The full name of a body from its ending and the name of its place.

    >>> _completed("政府", "汕头市金平区", False), _completed("委", "汕头市金平区", True, "区")
    ('汕头市金平区人民政府', '中共汕头市金平区委员会')
    """
    tail = tier + tail if party else tail
    for short, whole in _NAMES["endings"].items():
        if tail.endswith(short) and not tail.endswith(whole):
            tail = tail[: -len(short)] + whole
            break
    return f"{_PARTY}{place}{_RE['party-committee'].sub('委员会', tail)}" if party else place + tail
