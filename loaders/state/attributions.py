"""Bearers given after a task: （A牵头，B、C参与）, （牵头单位：A；配合单位：B）, a line 责任单位：A."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.find.bodies import Body, read_phrase
from loaders.find.lexicon import Words, data
from ontology.records import Role

_LABELS: dict[str, Role] = {word: role for role, words in data("roles.toml")["labels"].items() for word in words}
_ENDINGS: dict[str, Role] = {word: role for role, words in data("roles.toml")["endings"].items() for word in words}
_LABEL = re.compile(r"(?P<label>" + "|".join(sorted(_LABELS, key=len, reverse=True)) + r")\s*[：为是]\s*")
_ENDING = re.compile(
    r"(?:等(?:有关|相关)?(?:部门和单位|部门|单位)?|各?按照?(?:各自)?(?:职责|职能)(?:分工)?|分别|共同|具体|各自|统筹|均|分工)*(?P<verb>"
    + "|".join(sorted(_ENDINGS, key=len, reverse=True))
    + r")[。；，]?$"
)
_ALL_LATER = re.compile(
    r"以下(?:各项|任务|工作|内容)?[^，。]{0,12}均(?:需|由|须|应)(?P<who>[^，。]{2,40}?)(?:落实|负责|配合|参与)"
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Bearers with their roles; ``later`` are those that the text adds to every later task."""

    bearers: tuple[tuple[Body, Role], ...]
    later: tuple[tuple[Body, Role], ...] = ()


def read_attribution(words: Words, start: int, end: int) -> Attribution | None:
    """Reads the inside of a bracket, or a line; None when it gives no bearer with a role.

    >>> text = "市生态环境局牵头，市公安局、水务局配合"
    >>> [(b.mention, role) for b, role in read_attribution(Words(text), 0, len(text)).bearers]
    [('市生态环境局', 'lead'), ('市公安局', 'cooperate'), ('水务局', 'cooperate')]
    """
    text = words.text
    found: list[tuple[Body, Role]] = []
    later: list[tuple[Body, Role]] = []
    waiting: list[Body] = []
    label: Role | None = None
    for first, last in _parts(text, start, end):
        default = _ALL_LATER.search(text, first, last)
        if default:
            phrase = read_phrase(words, default.start("who"), default.end("who"))
            later = [(body, "responsible") for body in phrase.bodies] if phrase else []
            continue
        labelled = _LABEL.match(text, first, last)
        if labelled:
            label = _LABELS[labelled["label"]]
            first = labelled.end()
        phrase = read_phrase(words, _past_joint(text, first, last), last)
        if phrase is None:
            continue
        ending = _ENDING.search(text, phrase.end - 1, last)
        role = _ENDINGS[ending["verb"]] if ending else label
        if role is None:
            waiting.extend(phrase.bodies)
            continue
        if not label or ending:
            found.extend((body, role) for body in waiting)
            waiting = []
        found.extend((body, role) for body in phrase.bodies)
    return Attribution(tuple(found), tuple(later)) if found or later else None


def _past_joint(text: str, start: int, end: int) -> int:
    match = re.compile(r"[ ，]*(?:以及|和|并由|由|请|及)?").match(text, start, end)
    return match.end() if match else start


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Parts between ， ； 。 that stand outside inner brackets."""
    parts, depth, begin = [], 0, start
    for i in range(start, end):
        if text[i] in "（〔":
            depth += 1
        elif text[i] in "）〕":
            depth -= 1
        elif text[i] in "，；。 \n" and depth <= 0 and (text[i] != " " or _LABEL.match(text, i + 1, end)):
            parts.append((begin, i))
            begin = i + 1
    parts.append((begin, end))
    return [(a, b) for a, b in parts if text[a:b].strip()]


def find_brackets(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Outermost brackets （…） and 〔…〕 in ``start:end`` that close, as spans of their inside."""
    spans, depth, begin = [], 0, 0
    for i in range(start, end):
        if text[i] in "（〔":
            depth += 1
            begin = i if depth == 1 else begin
        elif text[i] in "）〕" and depth:
            depth -= 1
            if depth == 0:
                spans.append((begin + 1, i))
    return spans


def looks_like_attribution(text: str, start: int, end: int) -> bool:
    """Cheap test before a bracket is read: it ends or begins with a word of role."""
    inside = text[start:end]
    return bool(
        _LABEL.match(inside)
        or _ENDING.search(inside)
        or (_LABEL.search(inside) and len(inside) > 6)
        or _ALL_LATER.search(inside)
    )
