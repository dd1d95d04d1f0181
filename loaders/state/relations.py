"""How a text uses a document that it names: rests on it, carries it out, answers, quotes, amends or ends it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.find.dates import find_dates
from loaders.find.numerals import number_value
from loaders.find.papers import PaperMention
from loaders.find.patterns import patterns
from loaders.head import Head
from ontology.names import normal_name
from ontology.records import Relation

_RE = patterns("citations")
_BEFORE = 80
_AFTER = 60
_LONGEST_HEADING = 60
_NAMED = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》(?:（[^（）]*号[^（）]*）)?|〈[^〈〉]*〉")
_PARTS = {"条": "art", "款": "para", "项": "item"}
_ENDS: tuple[tuple[str, Relation], ...] = (("repeal-list", "repeals"), ("void-list", "voids"))
_RANK: tuple[Relation, ...] = ("cites", "attaches", "quotes", "based_on", "implements", "responds_to", "forwards",
                               "amends", "voids", "repeals")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Use:
    """How one mention uses a document; ``date`` is the day that it gives for a repeal."""

    relation: Relation
    article: str | None = None
    date: str | None = None

    @property
    def rank(self) -> int:
        """Of several mentions of a document the highest counts: its end before anything else."""
        return _RANK.index(self.relation)


class Relations:
    """Reads the mentions of one text."""

    def __init__(self, flat: str, head: Head) -> None:
        self.flat, self.head = flat, head
        self._lists = _lists(flat)
        self._attached = frozenset(map(bare, head.attachments))

    def of(self, paper: PaperMention) -> Use:
        """How a mention uses the document that it names."""
        before = self.flat[max(0, paper.start - _BEFORE) : paper.start].rpartition("。")[2].rpartition("\n")[2]
        after = self.flat[paper.end : paper.end + _AFTER].partition("\n")[0]
        article = _RE["article"].match(after.lstrip("）的 "))
        ended = self._ended(paper, before, after)
        if ended and not article:
            return Use(ended, date=self._day(before, after))
        relation: Relation = "amends" if ended else self._relation(paper, before, after)
        return Use(relation, article[0] if article else None)

    def _ended(self, paper: PaperMention, before: str, after: str) -> Relation | None:
        bare_before, bare_after = _NAMED.sub("", before), _NAMED.sub("", after)
        if _RE["repeals"].search(bare_after) or _RE["repealing"].search(bare_before):
            return "repeals"
        declared = _RE["voiding"].search(bare_before) and _RE["void-end"].search(bare_after)
        if declared or _RE["voids"].search(bare_after):
            return "voids"
        return next((relation for start, end, relation in self._lists if start <= paper.start < end), None)

    def _day(self, before: str, after: str) -> str | None:
        clause = _RE["repeals"].search(_NAMED.sub("", after))
        words = (clause[0] if clause else "", before)
        told = next((found for each in words if (found := _RE["repealed-on"].search(each))), None)
        days = find_dates(told["day"]) if told else []
        return days[0].value if days else None

    def _relation(self, paper: PaperMention, before: str, after: str) -> Relation:
        title = paper.title or ""
        in_head = paper.start < self.head.body
        if _RE["amends"].search(_after_article(after)) or _RE["amending"].search(before):
            return "amends"
        attached = bare(title) in self._attached
        if not attached and (_RE["forwarding"].search(before) or _RE["forwarded"].search(_NAMED.sub("", after))):
            return "forwards"
        if not attached and _RE["forwards"].match(title):
            return "forwards" if in_head else "responds_to"
        if not attached and _RE["responds"].search(before):
            return "responds_to"
        if in_head and _RE["implements-title"].search(before):
            return "implements"
        based, carried = _last(_RE["based"], before), _last(_RE["implements"], before)
        if based >= 0 or carried >= 0:
            return "based_on" if based > carried else "implements"
        if _RE["quotes"].search(after):
            return "quotes"
        return "attaches" if attached else "cites"


def eid_of(article: str | None) -> str | None:
    """An article, paragraph and item in the manner of Akoma Ntoso's eId.

    >>> eid_of("第二十四条第一款第（三）项"), eid_of("第5条")
    ('art_24__para_1__item_3', 'art_5')
    """
    parts = _RE["part"].finditer(article or "")
    return "__".join(f"{_PARTS[part['kind']]}_{number_value(part['number'])}" for part in parts) or None


def bare(title: str) -> str:
    """A title as it is compared, without its marks."""
    return re.sub(r"[《》〈〉<>“”]", "", normal_name(title))


def _last(pattern: re.Pattern[str], before: str) -> int:
    """Where the last verb of a kind stands: the nearest to the document counts."""
    starts = [at for at in range(len(before)) if pattern.match(before, at)]
    return starts[-1] if starts else -1


def _after_article(after: str) -> str:
    article = _RE["article"].match(after.lstrip("）的 "))
    return after.lstrip("）的 ")[article.end() if article else 0 :]


def _lists(flat: str) -> list[tuple[int, int, Relation]]:
    """The stretches in which documents are listed that end: from a heading or lead-in to the next that says otherwise.

    >>> text = "宣布失效的文件目录\\n1.《甲办法》\\n继续有效的文件目录\\n2.《乙办法》"
    >>> [(text[start:end].strip(), relation) for start, end, relation in _lists(text)]
    [('1.《甲办法》', 'voids')]
    """
    found: list[tuple[int, int, Relation]] = []
    begun: tuple[int, Relation] | None = None
    at = 0
    for line in [*flat.split("\n"), ""]:
        heading = _heading(line)
        if (heading or _ends_list(line)) and begun:
            found.append((begun[0], at, begun[1]))
            begun = None
        if heading and heading != "cites":
            begun = (at + len(line), heading)
        at += len(line) + 1
    return [*found, (begun[0], len(flat), begun[1])] if begun else found


def _heading(line: str) -> Relation | None:
    """What a heading or lead-in makes of the documents after it; "cites" for a list of documents that do not end."""
    flat = line.strip()
    if not flat or (len(flat) > _LONGEST_HEADING and not flat.endswith("：")):
        return None
    if _RE["other-list"].search(flat):
        return "cites"
    return next((relation for key, relation in _ENDS if _RE[key].search(flat)), None)


def _ends_list(line: str) -> bool:
    """A full sentence that names no document."""
    return line.rstrip().endswith("。") and "《" not in line and "号" not in line
