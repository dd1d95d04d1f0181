"""Whether the confidence of duties can be relied on: how many are right, by band of confidence and by rule.

Run: ``python bench/reliability.py FOLDER [FOLDER ...]``. A folder holds annotated texts: beside each ``NAME.txt`` a
``NAME.gold.json`` with ``{"file": "NAME.txt", "duties": [{"quote", "at", "holders": [{"names"}], "optional"}]}``, where
``at`` is the offset of the quote and ``names`` are all names that would be right. Everything is counted for each pair
of a duty and one of its bearers. A pair is right when at least half of the duty's quote lies in duties annotated for
that bearer, by name or mention; the role is not asked for. A duty of which half is annotated as optional does not count
against the rules. The expected calibration error is the mean distance between confidence and precision over the bands,
weighted by their pairs. Exit status 2 when there is nothing to read.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from loaders.pipeline import read_file
from ontology.divisions import Register
from ontology.records import Holder

BANDS = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.0))
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Pair:
    """A duty's bearer, whether it is right, and what the rule said of it."""

    rule: str
    confidence: float
    right: bool


def pairs(folder: Path, register: Register) -> Iterator[Pair]:
    """The pairs of a folder's texts that the annotation lets one judge."""
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        annotated = gold.get("duties", [])
        for duty in read_file(folder / gold["file"], register).duties:
            span = range(duty.start, duty.end)
            optional = _share(span, [each for each in annotated if each.get("optional")])
            for holder in duty.holders:
                same = [each for each in annotated if not each.get("optional") and _names(holder) & _accepted(each)]
                right = _share(span, same) >= HALF
                if right or optional < HALF:
                    yield Pair(duty.rule, duty.confidence, right)


def _share(span: range, annotated: Iterable[Mapping[str, Any]]) -> float:
    """The share of the span that the annotated duties cover."""
    covered = {place for each in annotated for place in range(each["at"], each["at"] + len(each["quote"]))}
    return len(covered.intersection(span)) / len(span)


def _names(holder: Holder) -> set[str]:
    return {_plain(holder.name), _plain(holder.mention)}


def _accepted(annotated: Mapping[str, Any]) -> set[str]:
    return {_plain(name) for holder in annotated["holders"] for name in holder["names"]}


def _plain(name: str) -> str:
    """Names are compared without spaces and without differences of width."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name))


def bands(found: Iterable[Pair]) -> dict[tuple[float, float], list[Pair]]:
    """The pairs by band of confidence; the last band holds 1 itself.

    >>> [band for band, held in bands([Pair("duty.by", 0.9, True), Pair("duty.by", 1.0, True)]).items() if held]
    [(0.9, 0.95), (0.95, 1.0)]
    """
    held: dict[tuple[float, float], list[Pair]] = {band: [] for band in BANDS}
    for pair in found:
        held[max(band for band in BANDS if band[0] <= pair.confidence)].append(pair)
    return held


def error(held: Iterable[list[Pair]]) -> float:
    """The expected calibration error of pairs in bands.

    >>> error([[Pair("duty.by", 0.9, True), Pair("duty.by", 0.9, False)], []])
    0.4
    """
    filled = [pairs for pairs in held if pairs]
    total = sum(map(len, filled))
    gaps = (len(pairs) * abs(_mean(pairs) - _precision(pairs)) for pairs in filled)
    return round(sum(gaps) / total, 3) if total else 0.0


def _mean(found: list[Pair]) -> float:
    return fmean(pair.confidence for pair in found)


def _precision(found: list[Pair]) -> float:
    return fmean(pair.right for pair in found)


def _print(name: str, found: list[Pair]) -> None:
    right = sum(pair.right for pair in found)
    told = f"{right / len(found):>10.3f} {_mean(found):>11.3f}" if found else f"{'–':>10} {'–':>11}"
    print(f"{name:<28} {len(found):>6} {right:>6} {told}")


def main() -> int:
    folders = [Path(each) for each in sys.argv[1:]]
    if not any(True for folder in folders for _ in folder.glob("*.gold.json")):
        print("Give one or more folders that hold annotated texts (NAME.txt with NAME.gold.json).", file=sys.stderr)
        return 2
    register = Register.national()
    found = [pair for folder in folders for pair in pairs(folder, register)]
    held = bands(found)
    print(f"{'confidence':<28} {'pairs':>6} {'right':>6} {'precision':>10} {'confidence':>11}")
    for (low, high), inside in held.items():
        _print(f"{low:.2f} to {high:.2f}", inside)
    _print("all", found)
    print(f"expected calibration error {error(held.values())}\n")
    by_rule = defaultdict(list)
    for pair in found:
        by_rule[f"{pair.rule} {pair.confidence}"].append(pair)
    for name, inside in sorted(by_rule.items(), key=lambda item: -_precision(item[1])):
        _print(name, inside)
    return 0


if __name__ == "__main__":
    sys.exit(main())
