"""What a unit that is no sentence says of the units under it: headings, lead-ins, items that begin with an office."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.find.bodies import Body, Phrase, read_phrase
from loaders.find.lexicon import Tag
from loaders.find.patterns import patterns
from loaders.state.clauses import Clauses
from loaders.structure import Unit

_RE = patterns("headings")
_TITLE_END = patterns("head")["title-end"]
_BRACKET = re.compile(r"（[^（）]{2,60}）")
_MARK = re.compile(r"[。；，]")
_LONGEST_HEADING = 60
_LONGEST_BARE = 16


@dataclass(frozen=True, slots=True)
class Lead:
    """What a line ending in a colon says of the items after it: ``kind`` is duty, power, condition, content or none."""

    kind: str
    subject: tuple[Body, ...]


def read_heading(clauses: Clauses, unit: Unit) -> tuple[Body, ...]:
    """The bearers that a short numbered line without a closing mark gives to what stands under it; () for other lines.

    >>> from loaders.find.lexicon import Words
    >>> from loaders.structure import read_structure
    >>> text = "一、县水利局主要职责\\n（一）组织巡查。"
    >>> [body.mention for body in read_heading(Clauses(Words(text)), read_structure(text)[0])]
    ['县水利局']
    """
    whole = clauses.text[unit.start : unit.end].rstrip(" ")
    line = whole.rstrip(" ：")
    closed = line.endswith("；") and not unit.children
    if not unit.style or len(line) > _LONGEST_HEADING or _MARK.search(line) or closed:
        return ()
    phrase = read_phrase(clauses.words, unit.start, unit.end)
    if phrase is None:
        return ()
    named = _BRACKET.match(clauses.text, phrase.end, unit.end)
    rest = clauses.text[named.end() if named else phrase.end : unit.end].strip(" ：")
    if (rest and not _RE["duty-heading"].search(rest)) or not (rest or unit.children):
        return ()
    tokens = clauses.tokens(phrase.end, unit.end) if line != whole else []
    return () if any(t.tags & (Tag.VERB | Tag.MODAL) for t in tokens) else phrase.bodies


def is_bare_heading(text: str, unit: Unit) -> bool:
    """机构设置, 工作保障: a numbered line of few words and no sentence."""
    line = text[unit.start : unit.end]
    return bool(unit.style) and len(line) <= _LONGEST_BARE and not _RE["sentence-word"].search(line)


def is_title_line(text: str, unit: Unit) -> bool:
    """The title of an enclosed document on a line of its own (青禾县临江街道职能配置和内设机构规定)."""
    line = text[unit.start : unit.end]
    return not unit.style and not _MARK.search(line) and bool(_TITLE_END.search(line))


def read_title(clauses: Clauses, start: int, end: int) -> tuple[Body, ...]:
    """The body whose duties the document sets out, as its title in ``start:end`` has it; () for other documents.

    >>> from loaders.find.lexicon import Words
    >>> text = "关于印发青禾县司法局职能配置、内设机构和人员编制规定的通知"
    >>> [body.mention for body in read_title(Clauses(Words(text)), 0, len(text))]
    ['青禾县司法局']
    """
    founds = _RE["title-founds"].search(clauses.text, start, end)
    if founds:
        return (Body(founds["who"], *founds.span("who"), "coordination-group"),)
    for match in _RE["title-body"].finditer(clauses.text, start, end):
        phrase = read_phrase(clauses.words, *match.span("who"))
        if phrase and phrase.end == match.end("who"):
            return phrase.bodies
    return ()


def is_duty_heading(text: str, unit: Unit) -> bool:
    """主要职责: a numbered line that is nothing but a word for duties."""
    return bool(unit.style) and _RE["duty-heading"].fullmatch(text, unit.start, unit.end) is not None


def read_office_item(clauses: Clauses, unit: Unit) -> tuple[tuple[Body, ...], int] | None:
    """（一）办公室。负责…, 县财政局：负责…: the office that a line names first, and where its duties begin."""
    if unit.style == "article":
        return None
    phrase = _captioned(clauses, unit) or read_phrase(clauses.words, unit.start, unit.end)
    if phrase is None or len(phrase.bodies) > 3:
        return None
    plates = _BRACKET.match(clauses.text, phrase.end)
    mark = _RE["office-mark"].match(clauses.text, plates.end() if plates else phrase.end)
    if not mark or mark.end() >= unit.end or (not unit.style and not mark[0].endswith("：")):
        return None
    following = next(iter(clauses.tokens(mark.end(), min(unit.end, mark.end() + 8))), None)
    acts = following is not None and following.tags & (Tag.VERB | Tag.ADVERB | Tag.PREPOSITION | Tag.FACT_VERB)
    return (phrase.bodies, mark.end()) if acts else None


def _captioned(clauses: Clauses, unit: Unit) -> Phrase | None:
    """（三）建设与监督股。…: an office named by the whole caption, whatever words its name is made of."""
    caption = _RE["office-caption"].match(clauses.text, unit.start, unit.end) if unit.style else None
    if caption is None:
        return None
    name = caption["name"]
    return Phrase((Body(name, *caption.span("name"), "internal-office"),), *caption.span("name"))


def named_bearer(clauses: Clauses, start: int, end: int) -> tuple[Body, ...]:
    """The bearers that a lead-in itself names: those at the beginning of one of its segments."""
    for a, b in clauses.segments(start, end):
        phrase = read_phrase(clauses.words, a, b)
        if phrase and clauses.text[phrase.end : phrase.end + 1] not in ("的", "、"):
            return phrase.bodies
    return ()


def read_lead(clauses: Clauses, start: int, end: int, named: tuple[Body, ...], subject: tuple[Body, ...]) -> Lead:
    """What a sentence ending in a colon says of the items that follow; private bearers make them conditions."""
    bearers = named or subject
    public = tuple(body for body in bearers if not body.private)
    kind = _kind(clauses, start, end, bool(named))
    return Lead("condition" if kind == "duty" and bearers and not public else kind, public)


def _kind(clauses: Clauses, start: int, end: int, named: bool) -> str:
    line = clauses.text[start:end]
    tokens = clauses.tokens(start, end)
    if _RE["condition-lead"].search(line):
        return "condition"
    if any(t.tags & Tag.MAY for t in tokens):
        return "power"
    if _RE["quality-lead"].search(line):
        return "content"
    if _RE["duty-lead"].search(line):
        return "duty"
    if _RE["content-lead"].search(line):
        return "content"
    return "duty" if named and any(t.tags & Tag.MODAL for t in tokens) else "none"


def stated_span(clauses: Clauses, lead: Lead, named: tuple[Body, ...], start: int, end: int) -> tuple[int, int] | None:
    """The part of a lead-in that is a sentence of its own (X应当加强…，履行下列职责：); None when there is none."""
    if lead.kind not in ("duty", "condition", "content") or not named:
        return None
    segments = clauses.segments(start, end)
    if lead.kind != "duty":
        return start, end
    if len(segments) == 1:
        return None
    announces = _RE["duty-lead"].search(clauses.text[segments[-1][0] : end])
    return start, segments[-2][1] if announces else end
