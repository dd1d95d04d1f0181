"""What the reading of a file adds to the record of its text: how sure its characters are, what could not be read."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from loaders.spans import Spans
from loaders.text import Block, Text
from ontology.errors import message
from ontology.records import Duty, Issue, Problem, Record

_F = TypeVar("_F", Duty, Issue)


def as_read(record: Record, text: Text, lang: str) -> Record:
    """The record with the pages, attachments and notices of its ``text``; facts in doubtful characters are doubtful."""
    problems = [Problem("warning", each.code, message(each.code, lang, **dict(each.about))) for each in text.notices]
    doubtful = Spans(block for block in text.blocks if block.confidence < 1)
    return replace(
        record,
        attachments=text.attachments,
        pages=_pages(text),
        duties=tuple(_weighed(duty, doubtful) for duty in record.duties),
        issues=tuple(_weighed(issue, doubtful) for issue in record.issues),
        problems=(*problems, *record.problems),
    )


def _pages(text: Text) -> tuple[int, ...]:
    """Where each page begins; a page without words begins where the next one does."""
    starts: list[int] = []
    for block in text.blocks:
        while block.page and len(starts) < block.page:
            starts.append(block.start)
    return tuple(starts)


def _weighed(fact: _F, doubtful: Spans[Block]) -> _F:
    block = doubtful.first(fact.start, fact.end)
    return replace(fact, confidence=round(fact.confidence * block.confidence, 4)) if block else fact
