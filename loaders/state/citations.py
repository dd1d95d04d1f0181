"""Citations: every other document that the text names, once, with how it is used."""

from __future__ import annotations

import re
from dataclasses import replace

from loaders.find.papers import PaperMention, find_papers
from loaders.find.patterns import patterns
from loaders.head import Head
from ontology.names import normal_name, normal_number
from ontology.records import Citation

_RE = patterns("citations")
_BEFORE = 80
_AFTER = 40


def state_citations(text: str, flat: str, head: Head) -> tuple[Citation, ...]:
    """The documents cited, in the order of their first mention; the document's own title and number are none."""
    found: list[Citation] = []
    by_number: dict[str, int] = {}
    by_title: dict[str, int] = {}
    for paper in find_papers(text, flat):
        if _is_own(paper, head):
            continue
        title = _bare(paper.title) if paper.title else None
        known = by_number.get(paper.number or "")
        if known is None and title in by_title:
            other = found[by_title[title]].number
            known = by_title[title] if not (paper.number and other and paper.number != other) else None
        if known is None:
            known = len(found)
            found.append(_citation(flat, paper, head))
        else:
            before = found[known]
            found[known] = replace(before, title=before.title or paper.title, number=before.number or paper.number)
        if paper.number:
            by_number.setdefault(paper.number, known)
        if title:
            by_title.setdefault(title, known)
    return tuple(found)


def _bare(title: str) -> str:
    return re.sub(r"[《》〈〉<>“”]", "", normal_name(title))


def _is_own(paper: PaperMention, head: Head) -> bool:
    """The head's own number or title printed again, or 《方案》 for the document itself."""
    if paper.number and head.number and paper.number == normal_number(head.number):
        return True
    if not paper.title or not head.title:
        return False
    short = not paper.number and len(paper.title) <= 4 and paper.title in head.title
    return short or _bare(paper.title) == _bare(head.title)


def _citation(flat: str, paper: PaperMention, head: Head) -> Citation:
    before = flat[max(0, paper.start - _BEFORE) : paper.start]
    after = flat[paper.end : paper.end + _AFTER]
    article = _RE["article"].match(after.lstrip("）的 "))
    return Citation(
        title=paper.title,
        number=paper.number,
        start=paper.start,
        end=paper.end,
        article=article[0] if article else None,
        relation=_relation(paper, head, before, after),
    )


def _relation(paper: PaperMention, head: Head, before: str, after: str) -> str:
    """How the document is used: repealed, forwarded, answered, based on, attached, or only cited."""
    title = paper.title or ""
    if _RE["repeals"].search(after.partition("。")[0]):
        return "repeals"
    attached = any(_bare(name) == _bare(title) for name in head.attachments)
    if not attached and _RE["forwards"].match(title):
        return "forwards" if paper.start < head.body else "responds_to"
    if not attached and _RE["responds"].search(before):
        return "responds_to"
    if _RE["based"].search(before.rpartition("。")[2]):
        return "based_on"
    return "attaches" if attached else "cites"
