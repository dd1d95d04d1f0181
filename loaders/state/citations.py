"""Citations: every other document that the text names, once, with how it is used."""

from __future__ import annotations

import re

from loaders.find.papers import PaperMention, find_papers
from loaders.head import Head
from ontology.names import normal_name, normal_number
from ontology.records import Citation

_BASED = re.compile(r"(?:根据|依据|依照|按照|遵照|为贯彻落实|为落实|为了?贯彻|贯彻落实)[^。；]{0,60}$")
_REPEALS = re.compile(r"(?:同时废止|予以废止|即行废止|停止执行)")
_RESPONDS = re.compile(r"(?:收悉|你[们]?(?:局|委|办|厅|府|区|县|街道)[^。]{0,20})$")
_ARTICLE = re.compile(
    r"第[一二三四五六七八九十百千零\d]+条(?:第[一二三四五六七八九十\d]+款)?(?:第[（一二三四五六七八九十）\d]+项)?"
)


def state_citations(text: str, flat: str, head: Head) -> tuple[Citation, ...]:
    """The documents cited, in the order of their first mention; the document's own title and number are none."""
    own = {normal_number(head.number)} if head.number else set()
    titles = {_plain(head.title)} if head.title else set()
    found: dict[str, Citation] = {}
    for paper in find_papers(text, flat):
        if (
            (paper.number and paper.number in own)
            or (paper.title and _plain(paper.title) in titles)
            or _is_own(paper, head)
        ):
            continue
        key = _known(found, paper)
        if key is None:
            found[paper.number or _plain(paper.title or "")] = _citation(flat, paper, head)
        elif (paper.number and not found[key].number) or (paper.title and not found[key].title):
            before = found.pop(key)
            merged = Citation(
                before.title or paper.title,
                before.number or paper.number,
                before.start,
                before.end,
                before.article,
                before.relation,
            )
            found[merged.number or key] = merged
    return tuple(sorted(found.values(), key=lambda c: c.start))


def _plain(title: str) -> str:
    return re.sub(r"[《》〈〉<>“”]", "", normal_name(title))


def _is_own(paper: PaperMention, head: Head) -> bool:
    """《方案》 for the document itself, or the head's own number printed again."""
    title = paper.title or ""
    return bool(head.title) and not paper.number and len(title) <= 4 and title in (head.title or "")


def _known(found: dict[str, Citation], paper: PaperMention) -> str | None:
    for key, citation in found.items():
        if paper.number and citation.number and paper.number == citation.number:
            return key
        same_title = paper.title and citation.title and _plain(paper.title) == _plain(citation.title)
        if same_title and not (paper.number and citation.number and paper.number != citation.number):
            return key
    return None


def _citation(flat: str, paper: PaperMention, head: Head) -> Citation:
    before = flat[max(0, paper.start - 80) : paper.start]
    after = flat[paper.end : paper.end + 40]
    article = _ARTICLE.match(after.lstrip("）的 "))
    relation = "cites"
    if _REPEALS.search(after.partition("。")[0]):
        relation = "repeals"
    elif any(_plain(a) == _plain(paper.title or "") for a in head.attachments):
        relation = "attaches"
    elif paper.title and re.match(r"关于转发|转发", paper.title):
        relation = "forwards" if paper.start < head.body else "responds_to"
    elif _RESPONDS.search(before):
        relation = "responds_to"
    if relation in ("cites", "attaches") and _BASED.search(before.rpartition("。")[2]):
        relation = "based_on"
    return Citation(paper.title, paper.number, paper.start, paper.end, article[0] if article else None, relation)
