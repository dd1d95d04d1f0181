"""Bearers given after a task: （A牵头，B、C参与）, （牵头单位：A；配合单位：B）, a line 责任单位：A."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.find.bodies import Body, read_phrase
from loaders.find.lexicon import Words, data
from loaders.find.patterns import patterns
from ontology.records import Role

_RE = patterns("attributions")
_BRACKET = re.compile("[（〔）〕]")
_MARK = re.compile("[（〔）〕，；。 \n]")
_LABELS: dict[str, Role] = {word: role for role, words in data("roles.toml")["labels"].items() for word in words}
_ENDINGS: dict[str, Role] = {word: role for role, words in data("roles.toml")["endings"].items() for word in words}


@dataclass(frozen=True, slots=True)
class Attribution:
    """Bearers with their roles; ``later`` are those that the text adds to every later task.

    ``others``: it speaks of further bodies (…等部门). ``first_leads``: the text says that the first of several always
    leads (列第一位者为牵头单位，下同).
    """

    bearers: tuple[tuple[Body, Role], ...]
    later: tuple[tuple[Body, Role], ...] = ()
    first_leads: bool = False
    others: bool = False

    def led_by_first(self) -> Attribution:
        """The same with the first of several bearers in the lead."""
        alone = len(self.bearers) < 2 and not self.others
        if alone or any(role == "lead" for _, role in self.bearers) or self.bearers[0][0].mention.startswith("各"):
            return self
        (first, _), *others = self.bearers
        return Attribution(((first, "lead"), *others), self.later, self.first_leads, self.others)


def find_brackets(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Outermost brackets （…） and 〔…〕 in ``start:end`` that close, as spans of their inside."""
    spans, depth, begin = [], 0, 0
    for match in _BRACKET.finditer(text, start, end):
        if match[0] in "（〔":
            depth += 1
            begin = match.end() if depth == 1 else begin
        elif depth:
            depth -= 1
            if depth == 0:
                spans.append((begin, match.start()))
    return spans


def looks_like_attribution(text: str, start: int, end: int) -> bool:
    """Cheap test before a bracket is read: it ends or begins with a word of role."""
    inside = text[start:end]
    label = _RE["label"].search(inside)
    labelled = label is not None and (label.start() == 0 or len(inside) > 6)
    told = ("ending", "all-later", "first-leads")
    return labelled or any(_RE[key].search(inside) for key in told)


def read_attribution(words: Words, start: int, end: int) -> Attribution | None:
    """Reads the inside of a bracket, or a line; None when it gives no bearer with a role.

    >>> text = "市生态环境局牵头，市公安局、水务局配合"
    >>> [(b.mention, role) for b, role in read_attribution(Words(text), 0, len(text)).bearers]
    [('市生态环境局', 'lead'), ('市公安局', 'cooperate'), ('水务局', 'cooperate')]
    """
    found: list[tuple[Body, Role]] = []
    later: list[tuple[Body, Role]] = []
    also: list[tuple[Body, Role]] = []
    first_leads = bool(_RE["first-leads"].search(words.text, start, end))
    waiting: list[Body] = []  # named before the word that gives their role
    label: Role | None = None
    for begin, last in _parts(words.text, start, end):
        first = begin
        default = _RE["all-later"].search(words.text, first, last)
        if default:
            phrase = read_phrase(words, *default.span("who" if default["who"] else "all"))
            later = [(body, "responsible") for body in phrase.bodies] if phrase else []
            also = later if default["all"] else []  # 均涉及X，下同: this task as well
            continue
        labelled = _RE["label"].match(words.text, first, last)
        if labelled:
            label, first = _LABELS[labelled["label"]], labelled.end()
        phrase = read_phrase(words, _past_joint(words.text, first, last), last)
        if phrase is None:
            continue
        ending = _RE["ending"].search(words.text, phrase.end - 1, last)
        role = _ENDINGS[ending["verb"]] if ending else label
        if role is None:
            waiting.extend(phrase.bodies)
            continue
        if not label or ending:
            found.extend((body, role) for body in waiting)
            waiting = []
        found.extend((body, role) for body in phrase.bodies)
    found.extend(also)
    return (
        Attribution(tuple(found), tuple(later), first_leads, _RE["others"].search(words.text, start, end) is not None)
        if found or later
        else None
    )


def is_attribution(words: Words, start: int, end: int) -> bool:
    """A sentence that only says who does what stands before it (由A牵头，B、C配合，12月底前完成)."""
    handed = _RE["by"].match(words.text, start, end)
    if handed is None and "牵头" not in words.text[start:end]:
        return False
    for begin, last in _parts(words.text, handed.end() if handed else start, end):
        phrase = read_phrase(words, _past_joint(words.text, begin, last), last)
        ending = _RE["ending"].match(words.text, phrase.end, last) if phrase else None
        if not ending and not _RE["time-part"].match(words.text[begin:last].strip()):
            return False
    return True


def _past_joint(text: str, start: int, end: int) -> int:
    joint = _RE["joint"].match(text, start, end)
    return joint.end() if joint else start


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Parts between ， ； 。 that stand outside inner brackets; a blank divides only before a label."""
    parts, depth, begin = [], 0, start
    for match in _MARK.finditer(text, start, end):
        mark, at = match[0], match.start()
        if mark in "（〔":
            depth += 1
        elif mark in "）〕":
            depth -= 1
        elif depth <= 0 and (mark != " " or _RE["label"].match(text, at + 1, end)):
            parts.append((begin, at))
            begin = at + 1
    parts.append((begin, end))
    return [(a, b) for a, b in parts if text[a:b].strip()]
