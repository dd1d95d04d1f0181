"""A chain as a picture: one lane a level, one card a body, one row a duty. SVG 1.1 without style sheet or script.

Level is shown by position, role by fill, relation by colour and dash, so that it also reads in greyscale. Bodies of a
level that bear the same duties in the same roles share one card. Text is set at 13 px and never shrinks: the picture
grows instead. Everything is presentation attributes, so that it shows under a strict content security policy.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from graph.links import Chain, Entry, Finding, Step
from graph.xml_text import xml_text
from ontology.names import code_iri
from ontology.vocabulary import Language, label

_PARTS: Final = re.compile(r"[A-Za-z0-9'’.-]+[,;:)]? ?|.")
"""What stays on one line: a Latin word with the mark and the blank after it, or one sign."""
BLUE, GREEN, ORANGE, INK, GREY = "#00568A", "#006B4F", "#B34700", "#1A1A1A", "#595959"
LANE, CARD, TOP, GAP, PAD, LINE = 236, 212, 64, 14, 10, 17
CLOSING = "，。、；：？！）〕》”’,.;:?!)"
BADGE = {"zh": 38, "en": 48}
WORDS = {
    "zh": {
        "bodies": "{bodies} 个主体 · {duties} 项",
        "issues": "督察检查问题",
        "same": "其余 {count} 个主体相同",
        "plate": "牌子：{names}",
        "one": "经认定与“{name}”同一",
        "basis": "§ {names}",
        "since": "自 {date}",
        "break": "断点",
        "lead": "牵头",
        "responsible": "负责",
        "cooperate": "配合",
        "supervise": "督导",
        "issue": "问题",
        "chain": "责任链：{topic} · {place} · {date}",
        "general": "概括条款",
        "via": "见“{name}”",
        "from": "原属 {name}",
    },
    "en": {
        "bodies": "bodies: {bodies} · duties: {duties}",
        "issues": "Findings",
        "same": "and {count} more bodies alike",
        "plate": "also: {names}",
        "one": "one body with “{name}” by judgement",
        "basis": "§ {names}",
        "since": "since {date}",
        "break": "Break",
        "lead": "lead",
        "responsible": "resp.",
        "cooperate": "coop.",
        "supervise": "superv.",
        "issue": "issue",
        "chain": "Chain: {topic} · {place} · {date}",
        "general": "general clause",
        "via": "as “{name}”",
        "from": "from {name}",
    },
}
_BADGES = {  # fill, stroke, text, dash
    "lead": (BLUE, BLUE, "#FFFFFF", None),
    "responsible": ("#CFE3F1", BLUE, INK, None),
    "cooperate": ("#FFFFFF", BLUE, BLUE, None),
    "supervise": ("#FFFFFF", GREEN, GREEN, "3 2"),
    "issue": (ORANGE, ORANGE, "#FFFFFF", None),
}

Link = Callable[[Entry | Finding], str]
"""The address of the sentence that an entry or a finding rests on."""


@dataclass(frozen=True, slots=True)
class _Row:
    key: str
    badge: str
    lines: tuple[str, ...]
    notes: tuple[tuple[str, str], ...]
    href: str
    full: str

    @property
    def height(self) -> int:
        return LINE * (len(self.lines) + len(self.notes)) + 12


@dataclass(frozen=True, slots=True)
class _Card:
    heading: tuple[str, ...]
    notes: tuple[str, ...]
    rows: tuple[_Row, ...]
    bodies: frozenset[str]
    papers: frozenset[str]
    basis: frozenset[str]
    colour: str = BLUE

    @property
    def head(self) -> int:
        return LINE * (len(self.heading) + len(self.notes)) + 10

    @property
    def height(self) -> int:
        return self.head + sum(row.height for row in self.rows) + 4


@dataclass(frozen=True, slots=True)
class _Lane:
    title: str
    summary: str
    cards: tuple[_Card, ...]
    gap: str | None = None


def swimlane(chain: Chain, lang: Language, link: Link) -> str:
    """The picture of ``chain`` as an ``<svg>`` element; ``link`` gives where each row leads to."""
    lanes = [*_issue_lane(chain, lang, link), *(_lane(step, lang, link) for step in chain.steps)]
    places = _placed(lanes)
    height = max([TOP + 180, *(y + card.height for card, _, y in places)]) + GAP
    picture = Element("svg", {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": f"0 0 {LANE * len(lanes)} {height}",
        "width": str(LANE * len(lanes)),
        "height": str(height),
        "role": "group",
        "font-family": "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif",
        "font-size": "13",
    })  # fmt: skip
    place, topic = chain.place.name, chain.topic.zh if lang == "zh" else chain.topic.en
    SubElement(picture, "title").text = xml_text(WORDS[lang]["chain"].format(topic=topic, place=place, date=chain.date))
    for number, lane in enumerate(lanes):
        _draw_lane(picture, lane, number * LANE, height)
    for start, end, colour, dash in _relations(places):
        _draw_relation(picture, start, end, colour, dash)
    for number, lane in enumerate(lanes):
        if lane.gap is not None:
            _draw_gap(picture, lane.gap, number * LANE, WORDS[lang]["break"])
    for card, x, y in places:
        _draw_card(picture, card, x, y, lang)
    return tostring(picture, encoding="unicode")


def _lane(step: Step, lang: Language, link: Link) -> _Lane:
    bodies: dict[tuple[str, str], list[Entry]] = {}
    for entry in step.entries:
        bodies.setdefault(entry.bearer.cluster, []).append(entry)
    alike: dict[tuple[tuple[str, str], ...], list[list[Entry]]] = {}
    for entries in bodies.values():
        alike.setdefault(tuple(sorted((entry.duty, entry.role) for entry in entries)), []).append(entries)
    cards = tuple(_card(group, lang, link) for group in alike.values())
    summary = WORDS[lang]["bodies"].format(bodies=len(bodies), duties=len({entry.duty for entry in step.entries}))
    gap = (step.gap.zh if lang == "zh" else step.gap.en) if step.gap else None
    return _Lane(label(code_iri("level", step.level), lang) or step.level, summary if bodies else "", cards, gap)


def _card(group: Sequence[list[Entry]], lang: Language, link: Link) -> _Card:
    words, first = WORDS[lang], group[0]
    body = first[0].bearer
    notes = [words["plate"].format(names="、".join(plate.name for plate in body.plates))] if body.plates else []
    notes += [words["one"].format(name=one.name) for one in body.same]
    if len(group) > 1:
        notes.append(words["same"].format(count=len(group) - 1))
    return _Card(
        heading=wrap(body.name, CARD - 2 * PAD, 2),
        notes=tuple(line for note in notes for line in wrap(note, CARD - 2 * PAD, 2)),
        rows=tuple(_row(entry, lang, link) for entry in first),
        bodies=frozenset(entry.bearer.iri for entries in group for entry in entries),
        papers=frozenset(entry.source.paper.iri for entry in first),
        basis=frozenset(paper.iri for entry in first for paper in entry.basis),
    )


def _row(entry: Entry, lang: Language, link: Link) -> _Row:
    words, room = WORDS[lang], CARD - 2 * PAD - BADGE[lang] - 3
    notes = [(words["from"].format(name=entry.path[0].before.name), GREY)] if entry.path else []
    if entry.via:
        notes.append((words["via"].format(name=entry.via.name), GREY))
    if entry.basis:
        names = "、".join(paper.called for paper in entry.basis)
        notes.append((words["basis"].format(names=names), GREEN))
    about = [words["since"].format(date=entry.since)] if entry.since else []
    about += [words["general"]] if entry.general else []
    if about:
        notes.append((" · ".join(about), GREY))
    short = tuple((wrap(text, CARD - 2 * PAD, 1, 12)[0], colour) for text, colour in notes)
    return _Row(entry.duty, entry.role, wrap(entry.quote, room, 3), short, link(entry), entry.quote)


def _issue_lane(chain: Chain, lang: Language, link: Link) -> Iterator[_Lane]:
    if chain.issues:
        cards = tuple(_issue_card(finding, lang, link) for finding in chain.issues)
        yield _Lane(WORDS[lang]["issues"], str(len(cards)), cards)


def _issue_card(finding: Finding, lang: Language, link: Link) -> _Card:
    lines = wrap(finding.quote, CARD - 2 * PAD - BADGE[lang] - 3, 4)
    row = _Row(finding.iri, "issue", lines, (), link(finding), finding.quote)
    answerable = frozenset(one.body.iri for one in finding.answerable)
    heading = wrap(finding.raised_by or WORDS[lang]["issues"], CARD - 2 * PAD, 2)
    return _Card(heading, (), (row,), answerable, frozenset(), frozenset(), ORANGE)


Placed = tuple[_Card, int, int]


def _placed(lanes: Sequence[_Lane]) -> list[Placed]:
    places: list[Placed] = []
    for number, lane in enumerate(lanes):
        y = TOP
        for card in lane.cards:
            places.append((card, number * LANE + (LANE - CARD) // 2, y))
            y += card.height + GAP
    return places


def _relations(places: Sequence[Placed]) -> Iterator[tuple[Placed, Placed, str, str | None]]:
    """From a finding to who must answer it; to a duty from the nearest lane with a duty of a document it rests on."""
    for end in places:
        for start in places:
            if start[0].colour == ORANGE and end[0].colour == BLUE and start[0].bodies & end[0].bodies:
                yield start, end, ORANGE, None
        for paper in sorted(end[0].basis):
            before = [start for start in places if start[1] < end[1] and paper in start[0].papers]
            if before:
                yield max(before, key=lambda start: (start[1], -start[2])), end, GREEN, "5 4"


def _draw_lane(picture: Element, lane: _Lane, x: int, height: int) -> None:
    shade = "#F6F6F6" if (x // LANE) % 2 == 0 else "#FFFFFF"
    SubElement(picture, "rect", {"x": str(x), "y": "0", "width": str(LANE), "height": str(height), "fill": shade})
    heading = {"font-size": "16", "font-weight": "700", "text-anchor": "middle"}
    draw_text(picture, lane.title, x + LANE // 2, 26, heading)
    draw_text(picture, lane.summary, x + LANE // 2, 48, {"fill": GREY, "text-anchor": "middle"})


def _draw_gap(picture: Element, gap: str, x: int, heading: str) -> None:
    lines = wrap(gap, CARD - 2 * PAD, 8)
    left = x + (LANE - CARD) // 2
    SubElement(picture, "rect", {
        "x": str(left), "y": str(TOP), "width": str(CARD), "height": str(LINE * (len(lines) + 1) + 16), "rx": "4",
        "fill": "#FFFFFF", "stroke": GREY, "stroke-dasharray": "4 3",
    })  # fmt: skip
    for number, line in enumerate((f"— {heading}", *lines)):
        weight = "700" if number == 0 else "400"
        draw_text(picture, line, left + PAD, TOP + 20 + number * LINE, {"fill": GREY, "font-weight": weight})


def _draw_relation(picture: Element, start: Placed, end: Placed, colour: str, dash: str | None) -> None:
    x1, y1 = start[1] + CARD, start[2] + start[0].head + 12
    x2, y2 = end[1], end[2] + end[0].head + 12
    bend = (x1 + x2) // 2
    line = {"d": f"M{x1} {y1}C{bend} {y1} {bend} {y2} {x2 - 6} {y2}", "fill": "none", "stroke": colour}
    SubElement(picture, "path", {**line, **({"stroke-dasharray": dash} if dash else {})})
    SubElement(picture, "path", {"d": f"M{x2} {y2}l-9 -4v8z", "fill": colour})


def _draw_card(picture: Element, card: _Card, x: int, y: int, lang: Language) -> None:
    tint = "#E6F0F7" if card.colour == BLUE else "#FBE9DD"
    box = {"x": str(x), "y": str(y), "width": str(CARD), "rx": "4", "stroke": card.colour}
    SubElement(picture, "rect", {**box, "height": str(card.height), "fill": "#FFFFFF"})
    SubElement(picture, "rect", {**box, "height": str(card.head), "fill": tint, "stroke": "none"})
    for number, line in enumerate((*card.heading, *card.notes)):
        is_name = number < len(card.heading)
        look = {"font-weight": "700"} if is_name else {"fill": GREEN, "font-size": "12"}
        draw_text(picture, line, x + PAD, y + 18 + number * LINE, look)
    top = y + card.head
    for row in card.rows:
        _draw_row(picture, row, x, top, lang)
        top += row.height


def _draw_row(picture: Element, row: _Row, x: int, y: int, lang: Language) -> None:
    link = SubElement(picture, "a", {"href": xml_text(row.href), "class": "row", "data-duty": xml_text(row.key)})
    SubElement(link, "title").text = xml_text(row.full)
    SubElement(link, "rect", {"x": str(x + 1), "y": str(y), "width": str(CARD - 2), "height": str(row.height),
                              "fill": "#FFFFFF", "fill-opacity": "0"})  # fmt: skip
    fill, stroke, ink, dash = _BADGES[row.badge]
    badge = {"x": str(x + PAD - 3), "y": str(y + 5), "width": str(BADGE[lang]), "height": "18", "rx": "3", "fill": fill,
             "stroke": stroke}  # fmt: skip
    SubElement(link, "rect", {**badge, **({"stroke-dasharray": dash} if dash else {})})
    name = WORDS[lang][row.badge]
    draw_text(
        link, name, x + PAD - 3 + BADGE[lang] // 2, y + 18, {"fill": ink, "font-size": "12", "text-anchor": "middle"}
    )
    for number, line in enumerate(row.lines):
        draw_text(link, line, x + PAD + BADGE[lang] + 3, y + 18 + number * LINE, {})
    for number, (line, colour) in enumerate(row.notes, len(row.lines)):
        draw_text(link, line, x + PAD, y + 22 + number * LINE, {"fill": colour, "font-size": "12"})


def draw_text(parent: Element, text: str, x: int, y: int, look: dict[str, str]) -> None:
    """A line of text; ``look`` holds presentation attributes."""
    SubElement(parent, "text", {"x": str(x), "y": str(y), "fill": INK, **look}).text = xml_text(text)


def _fitting(word: str, room: int, size: int) -> list[str]:
    """The word, or its signs one by one when it is too long for any line."""
    return [word] if len(word.rstrip()) * size * 0.58 <= room else list(word)


def wrap(text: str, room: int, most: int, size: int = 13) -> tuple[str, ...]:
    """``text`` broken into at most ``most`` lines of ``room`` px; the last ends in … when something was left out.

    No line begins with a closing mark (GB/T 15834): it hangs at the end of the line before. Latin words stay whole.

    >>> wrap("负责生态环境保护工作", 65, 2)
    ('负责生态环', '境保护工作')
    >>> wrap("负责生态环境保护工作", 65, 1)
    ('负责生态…',)
    """
    lines, line, used = list[str](), "", 0.0
    for part in (p for word in _PARTS.findall(re.sub(r"\s+", " ", text).strip()) for p in _fitting(word, room, size)):
        wide = sum(size if unicodedata.east_asian_width(sign) in "WFA" else size * 0.58 for sign in part.rstrip())
        if line and used + wide > room and part not in CLOSING:
            lines.append(line.rstrip())
            line, used = "", 0.0
        line, used = line + part, used + wide + (0 if part == part.rstrip() else size * 0.58)
    lines.append(line)
    if len(lines) > most:
        return (*lines[: most - 1], lines[most - 1][:-1] + "…")
    return tuple(lines)
