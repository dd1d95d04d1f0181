"""Citations: every other document that the text names, once, with how it is used."""

from __future__ import annotations

from dataclasses import replace

from loaders.find.papers import PaperMention, find_papers
from loaders.head import Head
from loaders.state.relations import Relations, Use, bare, eid_of
from ontology.names import normal_number
from ontology.records import Citation


def state_citations(text: str, flat: str, head: Head) -> tuple[Citation, ...]:
    """The documents cited, in the order of their first mention; the document's own title and number are none.

    Of several mentions of a document the one counts that says most of how it is used (`Use.rank`).
    """
    found: list[Citation] = []
    ranks: list[int] = []
    by_number: dict[str, int] = {}
    by_title: dict[str, int] = {}
    relations = Relations(flat, head)
    for paper in find_papers(text, flat):
        if _is_own(paper, head):
            continue
        title = bare(paper.title) if paper.title else None
        known = by_number.get(paper.number or "")
        if known is None and title in by_title:
            other = found[by_title[title]].number
            known = by_title[title] if not (paper.number and other and paper.number != other) else None
        use = relations.of(paper)
        if known is None:
            known = len(found)
            found.append(_citation(paper, use))
            ranks.append(use.rank)
        else:
            found[known] = _joined(found[known], paper, use, better=use.rank > ranks[known])
            ranks[known] = max(ranks[known], use.rank)
        if paper.number:
            by_number.setdefault(paper.number, known)
        if title:
            by_title.setdefault(title, known)
    return tuple(found)


def _is_own(paper: PaperMention, head: Head) -> bool:
    """The head's own number or title printed again, or 《方案》 for the document itself."""
    if paper.number and head.number and paper.number == normal_number(head.number):
        return True
    if not paper.title or not head.title:
        return False
    short = not paper.number and len(paper.title) <= 4 and paper.title in head.title
    return short or bare(paper.title) == bare(head.title)


def _citation(paper: PaperMention, use: Use) -> Citation:
    return Citation(
        paper.title, paper.number, paper.start, paper.end, use.article, use.relation, use.date, eid_of(use.article)
    )


def _joined(before: Citation, paper: PaperMention, use: Use, *, better: bool) -> Citation:
    """A citation with what a further mention adds; a mention that says more of the use is the one that is quoted."""
    told = replace(
        before,
        title=before.title or paper.title,
        number=before.number or paper.number,
        article=before.article or use.article,
        eid=before.eid or eid_of(use.article),
    )
    if not better:
        return told
    return replace(told, start=paper.start, end=paper.end, relation=use.relation, date=use.date)
