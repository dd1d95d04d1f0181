"""Lines that give bearers to the task above them: 牵头单位：A, 配合单位：B, 完成时限：….

A run of such lines belongs to the item that stands before it. When it is the only run among the points (1.2.3.) of an
item, it belongs to the whole item.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.find.lexicon import Words
from loaders.find.patterns import patterns
from loaders.state.attributions import Attribution, read_attribution
from loaders.structure import STYLES, Unit

_RE = patterns("attributions")
_LONGEST = 200
_POINT = STYLES["arabic"].rank


@dataclass(slots=True)
class LabelLines:
    """``of``: the bearers of a task by the index of its unit; ``lines``: the units that are label lines themselves."""

    of: dict[int, Attribution] = field(default_factory=dict)
    lines: set[int] = field(default_factory=set)


def read_label_lines(words: Words, units: Sequence[Unit]) -> LabelLines:
    """The label lines of a text and the tasks that they close.

    >>> from loaders.structure import read_structure
    >>> text = "（一）组织巡查。\\n牵头单位：县水利局\\n配合单位：县公安局"
    >>> [[(b.mention, role) for b, role in a.bearers]
    ...  for a in read_label_lines(Words(text), read_structure(text)).of.values()]
    [[('县水利局', 'lead'), ('县公安局', 'cooperate')]]
    """
    found = LabelLines()
    at = {unit.index: position for position, unit in enumerate(units)}
    runs = _runs(words, units)
    owners = [_owner(units, at[run[0].index]) for run in runs]
    runs_under = Counter(owner.parent.index for owner in owners if owner and owner.parent)
    before = 0
    for run, owner in zip(runs, owners, strict=True):
        found.lines.update(unit.index for unit in run)
        read = [read_attribution(words, unit.start, unit.end) for unit in run]
        attribution = Attribution(tuple(bearer for part in read if part for bearer in part.bearers))
        whole = owner
        if owner and owner.parent and STYLES[owner.style].rank >= _POINT and runs_under[owner.parent.index] == 1:
            whole = owner.parent
        if whole and attribution.bearers:
            for unit in units[before : at[run[0].index]]:
                if unit is whole or whole in unit.ancestors():
                    found.of[unit.index] = attribution
        before = at[run[-1].index] + 1
    return found


def _runs(words: Words, units: Sequence[Unit]) -> list[list[Unit]]:
    """Label lines that follow one another, each run from the first that gives bearers."""
    runs: list[list[Unit]] = []
    running = False
    for unit in units:
        labels = _is_label_line(words.text, unit)
        if running and labels:
            runs[-1].append(unit)
        else:
            running = labels and _RE["label"].match(words.text, unit.start, unit.end) is not None
            runs += [[unit]] if running else []
    return runs


def _is_label_line(text: str, unit: Unit) -> bool:
    short = unit.end - unit.start <= _LONGEST
    return short and any(_RE[key].match(text, unit.start, unit.end) for key in ("label", "time-label"))


def _owner(units: Sequence[Unit], position: int) -> Unit | None:
    """The numbered item that a run at ``position`` follows."""
    last = units[position - 1] if position else None
    return last.parent if last and not last.style else last
