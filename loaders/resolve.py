"""Who is meant: mentions to institutions, from the document's own place, the tiers of government and the divisions.

``区政府`` in a document of 金平区 is 汕头市金平区人民政府; ``各街道`` is the class of its streets; ``县级以上主管部门`` is a class in the
area that the document rules. What cannot be placed stays a local institution of the document and is listed as a problem.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from loaders.find.bodies import Body
from loaders.find.lexicon import data
from ontology.divisions import COUNTRY, Register
from ontology.records import Holder, Institution, Level, Mention, Role

_NAMES = data("names.toml")
_TIER_LEVEL: tuple[tuple[str, Level], ...] = (
    ("自治区", "province"), ("省", "province"), ("自治州", "prefecture"), ("设区的市", "prefecture"), ("地区", "prefecture"), ("州", "prefecture"), ("盟", "prefecture"),
    ("市", "prefecture"), ("县", "county"), ("区", "county"), ("旗", "county"), ("镇", "township"), ("乡", "township"), ("街道", "township"),
)  # fmt: skip
_OWN = re.compile(r"^(?:本|我|全)?(自治区|省|自治州|市|州|盟|县|区|旗|镇|乡|街道)(?!（|、|级以上|级及)(?:级)?(?:里$)?")
_CLASS = re.compile(
    r"^(?:各级|各|每个|县级以上|市级以上|省级以上|乡级以上|乡镇以上|设区的市|设区市|相邻|下级|上级|同级|其他|有关|相关|相应|辖区|省级|市级|县级|乡级|地方|区（县）|县（市|县（区|镇（街|街道（镇|乡（镇|乡镇|镇街|村（|社区|村民|居民|村级|基层)"
)
_UNIT_WORDS: tuple[tuple[str, str, Level], ...] = (
    ("镇（街道）", "township-level", "township"), ("镇街", "township-level", "township"), ("乡镇（街道）", "township-level", "township"), ("乡镇", "rural", "township"),
    ("街道", "street", "township"), ("镇", "town", "township"), ("乡", "township", "township"),
    ("村（社区）", "grassroots", "community"), ("村（居）", "grassroots", "community"), ("社区", "community", "community"), ("居民委员会", "community", "community"), ("居委会", "community", "community"), ("村民委员会", "village", "community"), ("村委会", "village", "community"), ("村", "village", "community"),
    ("县（市、区）", "county", "county"), ("区（县）", "county", "county"), ("县", "county", "county"), ("区", "county", "county"), ("设区的市", "prefecture", "prefecture"), ("市", "prefecture", "prefecture"), ("省级", "province", "province"), ("省", "province", "province"),
)  # fmt: skip
_ENDS = re.compile(r"(?:部门|单位|机关|机构|局|委|委员会|厅|部|署|办|办公厅|行|社|会|组织)$")
_GENERIC_BODY = re.compile(r"^(?:有关|相关|各有关|各相关|所在|承办|受理|责任|参与|原|本级|该|其|所属)")
_OWN_AUTHORITY = {
    "street": ("各街道", "街道办事处", "街道"),
    "town": ("镇人民政府", "各镇人民政府", "镇政府", "各镇"),
    "township": ("乡人民政府",),
    "county": ("人民政府",),
    "village": ("村民委员会", "村委会"),
    "community": ("居民委员会", "社区居委会", "居委会", "社区居委"),
}


@dataclass(frozen=True, slots=True)
class Owner:
    """A statement that every member of a class has an office (各街道设置综合行政执法办公室)."""

    office: str
    group: str


class Resolver:
    """Resolves the mentions of one document. ``place`` is the code of the area whose authority issued it."""

    def __init__(
        self,
        register: Register,
        place: str | None,
        aliases: dict[str, str],
        owners: tuple[Owner, ...] = (),
        area: dict[Level, str] | None = None,
    ) -> None:
        self.register = register
        self.place = place
        self.aliases = aliases
        self.area = area or {}
        self.owners = {owner.office: owner.group for owner in owners}
        self.institutions: dict[tuple[str, str | None], Institution] = {}
        self.unplaced: list[Body] = []
        self._own = self._own_units()
        self._known_places = self._nearby_names()

    def full_name(self, mention: str) -> str:
        """A body named by tier (市X办公室) with the name of its place; any other name as it is."""
        own = _OWN.match(mention)
        body = Body(mention, 0, len(mention), "department")
        resolved = (
            self._by_own_tier(body, mention, own)
            if own and not _CLASS.match(mention) and "、" not in mention and "，" not in mention
            else None
        )
        return resolved.name if resolved else mention

    def holder(self, body: Body, role: Role) -> Holder:
        """The bearer that a body in a phrase is."""
        known = self.institution(body)
        return Holder(known.name, body.mention, role, known.group, known.place)

    def institution(self, body: Body) -> Institution:
        """The institution that is meant; the mention is noted on it."""
        found = self._resolve(body)
        key = (found.name, found.place)
        before = self.institutions.get(key, found)
        mention = Mention(body.mention, body.start, body.end)
        mentions = before.mentions if mention in before.mentions else (*before.mentions, mention)
        alias = (body.mention,) if body.mention != found.name and body.mention not in before.aliases else ()
        self.institutions[key] = replace(before, mentions=mentions, aliases=(*before.aliases, *alias))
        return self.institutions[key]

    def _own_units(self) -> dict[Level, str]:
        """The unit of each level that the document's own place lies in."""
        if not self.place or self.place == COUNTRY:
            return {}
        unit = self.register.unit(self.place)
        units = ([unit] if unit else []) + list(self.register.ancestors(self.place))
        own: dict[Level, str] = {}
        for u in units:
            own.setdefault(u.level, u.code)
        if unit and unit.level == "county" and unit.kind == "city":
            own["prefecture"] = unit.code  # 市政府 in a county-level city is its own
        return own

    def _nearby_names(self) -> dict[str, tuple[str, ...]]:
        """Names of the townships of the document's own county, full only."""
        county = self._own.get("county")
        units = (
            [u for u in self.register.children(county) if u.level == "township" and u.kind != "other"] if county else []
        )
        return {u.name: (u.code,) for u in units if len(u.name) > 2}

    # resolving -------------------------------------------------------------------------------------------------

    def _resolve(self, body: Body) -> Institution:
        mention = self.aliases.get(body.mention, body.mention)
        if mention in self.owners:
            return self._office_of_class(body, mention)
        if mention.startswith(("国务院", "中共中央", "全国人民代表大会")) or mention in _NAMES["central"]:
            return self._named(body, _NAMES["central"].get(mention, mention), "central", COUNTRY)
        named = self._by_place_name(body, mention)
        if named:
            return named
        if (
            self.place == COUNTRY
            and not _CLASS.match(mention)
            and body.kind in ("department", "party-office", "mass-organisation", "party-committee")
        ):
            return self._named(body, mention, "central", COUNTRY)
        own = _OWN.match(mention)
        if own and not _CLASS.match(mention):
            resolved = self._by_own_tier(body, mention, own)
            if resolved:
                return resolved
        return self._class_or_local(body, mention)

    def _named(self, body: Body, name: str, level: Level | None, place: str | None, **more: object) -> Institution:
        known: dict[str, object] = {"name": name, "kind": body.kind, "level": level, "place": place, **more}
        return Institution(**known)  # type: ignore[arg-type]

    def _by_place_name(self, body: Body, mention: str) -> Institution | None:
        """A mention that begins with the name of a place: 汕头市金平区…, 金平区委, 北京市…"""
        party = re.match(r"中共(?=.)", mention)
        rest = mention[party.end() :] if party else mention
        code, length = self._place_prefix(rest)
        if not code or length >= len(rest):
            return None
        unit = self.register.unit(code)
        if unit is None:
            return None
        tail = rest[length:]
        if re.match(r"各|所辖|辖区", tail):
            return self._group(body, tail, code)
        return self._named(
            body,
            self._completed(tail, self.register.full_name(code), party is not None or body.kind == "party-committee"),
            unit.level,
            code,
        )

    def _place_prefix(self, name: str) -> tuple[str | None, int]:
        """The longest place name at the beginning of ``name``; of several places of one name, the one nearby."""
        for size in range(min(len(name), 24), 1, -1):
            codes = self._known_places.get(name[:size]) or self.register.names().get(name[:size])
            if not codes:
                continue
            near = [c for c in codes if self.place and (c.startswith(self.place) or self.place.startswith(c))] or [
                c for c in codes if self.place and c[:4] == self.place[:4]
            ]
            if len(codes) == 1 or len(near) == 1:
                return (near or list(codes))[0], size
            return None, 0
        return None, 0

    def _by_own_tier(self, body: Body, mention: str, own: re.Match[str]) -> Institution | None:
        level = next((lv for word, lv in _TIER_LEVEL if own[1] == word), None)
        code = self._own.get(level) if level else None
        if level and level in self.area:
            tail = mention[own.end() :] or "人民政府"
            return self._named(
                body, self._completed(tail, self.area[level], body.kind == "party-committee", own[1]), level, None
            )
        if code is None or level is None:
            return None
        tail = mention[own.end() :]
        if level == "township" and not tail:
            tail = "办事处"
        if not tail:
            tail = "人民政府"
        if own[0].endswith("级") and body.kind != "post":
            tail = tail.removeprefix("级")
        unit = self.register.unit(code)
        name = self._completed(tail, self.register.full_name(code), body.kind == "party-committee", own[1])
        return self._named(body, name, unit.level if unit else level, code)

    def _completed(self, tail: str, place: str, party: bool, tier: str = "") -> str:
        """The full name of a body from its ending and the name of its place."""
        if party:
            tail = tier + tail
        for short, whole in _NAMES["endings"].items():
            if tail.endswith(short) and not tail.endswith(whole):
                tail = tail[: -len(short)] + whole
                break
        if party:
            tail = re.sub(r"^(?:省|市|区|县|州|旗|镇|乡)?委(?:员会)?$", "委员会", tail)
            return f"中共{place}{tail}"
        return place + tail

    def _class_or_local(self, body: Body, mention: str) -> Institution:
        if (
            body.kind == "self-governing-committee"
            or _CLASS.match(mention)
            or "（" in mention[:6]
            or mention.startswith(("街道", "镇", "乡"))
        ):
            return self._group(body, mention, self.place)
        if body.kind in ("post", "grid"):
            level: Level | None = (
                "grid" if body.kind == "grid" or mention.startswith("网格") else self._level_of(mention)
            )
            return self._named(body, mention, level, self.place, group=True)
        if body.kind == "department" and not _ENDS.search(mention):
            mention += "部门"
        if _GENERIC_BODY.match(mention) or body.kind == "department":
            return self._named(
                body, mention, self._place_level() if not _GENERIC_BODY.match(mention) else None, self.place, group=True
            )
        if self.place is None:
            self.unplaced.append(body)
            return self._named(body, mention, None, None)
        return self._named(
            body,
            f"{self.register.full_name(self.place)}{mention}" if self.place != COUNTRY else mention,
            self._place_level(),
            self.place,
        )

    def _place_level(self) -> Level | None:
        if self.place == COUNTRY:
            return "central"
        unit = self.register.unit(self.place) if self.place else None
        return unit.level if unit else None

    def _level_of(self, mention: str) -> Level | None:
        return next((level for word, _, level in _UNIT_WORDS if word in mention[:6]), None)

    def _group(self, body: Body, mention: str, scope: str | None) -> Institution:
        """A class of bodies: its scope, the kind of unit each belongs to, and the office in each."""
        core = re.sub(r"^(?:各|每个|辖区内?)", "", mention)
        unit, level = next(
            ((u, lv) for word, u, lv in _UNIT_WORDS if core.startswith(word)), (None, self._level_of(core))
        )
        office = ""
        if unit:
            word = next(w for w, u, _ in _UNIT_WORDS if u == unit and core.startswith(w))
            office = core[len(word) :].removeprefix("级")
            if mention in _OWN_AUTHORITY.get(unit, ()) or office in (
                "人民政府",
                "政府",
                "办事处",
                "委员会",
                "民委员会",
                "居委会",
                "居委",
            ):
                office = ""
        if body.kind == "self-governing-committee":
            level = "community"
        if body.kind == "grid":
            level = "grid"
        named = (
            scope
            and scope != COUNTRY
            and not _GENERIC_BODY.match(mention)
            and not re.match(r"下级|上级|同级|其他|相邻|相应", mention)
        )
        place = self.register.full_name(scope) if scope and named else ""
        return self._named(body, place + mention, level, scope, group=True, unit=unit, office=office)

    def _office_of_class(self, body: Body, office: str) -> Institution:
        group = self._group(replace(body, mention=self.owners[office]), self.owners[office], self.place)
        return replace(group, name=f"{group.name}{office}", kind=body.kind, office=office)


def find_aliases(plain: str) -> dict[str, str]:
    """Short names that the text itself gives: 领导小组（以下简称…）, with the name before the bracket.

    >>> find_aliases("城市管理综合执法部门（以下简称城管执法部门）是")
    {'城管执法部门': '城市管理综合执法部门'}
    """
    found = {}
    for match in re.finditer(
        r"(?P<name>[\u4e00-\u9fff]{3,40})（(?:以下)?(?:统一)?简称[：“ ]*(?P<alias>[\u4e00-\u9fff]{2,16})”?）", plain
    ):
        alias = match["alias"]
        name = re.sub(r"^.*(?:成立|设立|组建|由|对|和|与|的|决定对|根据)(?=[\u4e00-\u9fff]{3,})", "", match["name"])
        if name.endswith(alias[-1]) and len(alias) < len(name):
            found[alias] = name
    return found


def find_owners(plain: str) -> tuple[Owner, ...]:
    """Offices that every member of a class has: 各街道设置综合行政执法办公室.

    >>> find_owners("金平区各街道设置综合行政执法办公室（综合行政执法队）")
    (Owner(office='综合行政执法办公室', group='各街道'),)
    """
    pattern = re.compile(
        r"(?P<group>各(?:镇（街道）|乡镇（街道）|乡镇|街道|镇街|镇|社区|村))(?:办事处|人民政府)?(?:统一|均|分别|应当|要)?(?:设置|设立|组建|成立|内设)(?P<office>[\u4e00-\u9fff]{2,16}?(?:办公室|中心|队|所|站|科))"
    )
    return tuple(Owner(m["office"], m["group"]) for m in pattern.finditer(plain))
