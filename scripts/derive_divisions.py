"""Derives ``ontology/divisions.tsv.gz`` and ``ontology/replacements.tsv.gz`` from public tables of divisions.

    uv run python -m scripts.derive_divisions FOLDER

FOLDER holds the tables of modood/Administrative-divisions-of-China: ``provinces_DATE.csv``, ``cities_DATE.csv`` and
``areas_DATE.csv`` for one cut-off date, ``streets_DATE.csv.gz`` for several, and ``villages_COUNTY_NAME_DATE.csv`` for
counties whose communities are known at several. ``division_names.csv``, beside this script, has the counties and
prefectures that are missing or called otherwise in the lists of that one date. A unit exists at a cut-off when a street
or town of it is listed there. Fillers of the code tree are left out. What took the place of an ended unit is told by
``replacements.py``. The same input gives the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby, pairwise
from pathlib import Path

from ontology.place_names import plain_township
from scripts.replacements import HEADER as REPLACEMENTS_HEADER
from scripts.replacements import replacements

ROOT = Path(__file__).resolve().parent.parent
FILLERS = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
HEADER = """\
# Administrative units of China, provinces to streets and towns: code, name, first and last cut-off date that lists the
# unit under this name; empty = listed by the first or by the last one. Facts published by the National Bureau of
# Statistics of China (统计用区划代码和城乡划分代码), taken from github.com/modood/Administrative-divisions-of-China
# (WTFPL/MIT). Written by scripts/derive_divisions.py; the first line below lists the cut-off dates.
"""

Names = dict[str, str]  # code → name, at one cut-off


def table(path: Path) -> list[dict[str, str]]:
    packed = path.read_bytes()
    text = (gzip.decompress(packed) if path.suffix == ".gz" else packed).decode("utf-8")
    return list(csv.DictReader(text.splitlines()))


def upper_names(folder: Path, cut: str) -> Names:
    """Provinces, prefectures and counties as they are called at a cut-off."""
    lists = (table(path) for kind in ("provinces", "cities", "areas") for path in folder.glob(f"{kind}_*.csv"))
    names = {row["code"]: row["name"] for rows in lists for row in rows}
    corrections = table(Path(__file__).with_name("division_names.csv"))
    return names | {row["code"]: row["name"] for row in corrections if row["first"] <= cut <= row["last"]}


def units_at(folder: Path, path: Path, cut: str) -> Names:
    """Every unit at one cut-off: the streets and towns listed, and what they lie in."""
    named = upper_names(folder, cut)
    units: Names = {}
    for row in table(path):
        for code in (row["provinceCode"], row["cityCode"], row["areaCode"]):
            if not (len(code) == 6 and code.endswith("00")):  # 441900: a prefecture without counties, repeated
                units[code] = named[code]
        units[row["code"]] = township_name(row["name"], named[row["cityCode"]], named[row["areaCode"]])
    return {code: name for code, name in units.items() if name not in FILLERS}


def township_name(listed: str, prefecture: str, county: str) -> str:
    """The name alone: without the places above it, which some rows repeat, and without the word for its office."""
    name = plain_township(listed).replace("办事处街道", "街道")
    own = name.removeprefix(prefecture).removeprefix(county)
    return own if len(own) > 2 and own.endswith(("街道", "镇", "乡", "苏木")) else name


def aligned(earlier: Names, later: Names) -> Names:
    """The earlier names, with streets that were listed by their office (中华路办事处) called as they are later."""
    return {
        code: later[code] if later.get(code) in (street + "街道", street + "道") else name
        for code, name in earlier.items()
        for street in [name.removesuffix("办事处")]
    }


def stretches(snapshots: Mapping[str, Names]) -> Iterator[tuple[str, str, str, str]]:
    """Code, name, first and last cut-off of every unbroken stretch under one name; empty at the ends of the record."""
    cuts = list(snapshots)
    for code in sorted({code for units in snapshots.values() for code in units}):
        for name, run in groupby(cuts, key=lambda cut: snapshots[cut].get(code)):
            stretch = list(run)
            if name:
                first, last = stretch[0], stretch[-1]
                yield code, name, "" if first == cuts[0] else first, "" if last == cuts[-1] else last


def derived(folder: Path) -> tuple[dict[str, Names], list[tuple[str, str, str, str]]]:
    """The units at each cut-off, and the rows of the data file in the order of code and time."""
    paths = {path.name[len("streets_") : -len(".csv.gz")]: path for path in sorted(folder.glob("streets_*.csv.gz"))}
    snapshots = {cut: units_at(folder, path, cut) for cut, path in paths.items()}
    cuts = list(snapshots)
    for earlier, later in reversed(list(pairwise(cuts))):
        snapshots[earlier] = aligned(snapshots[earlier], snapshots[later])
    timeless = [row for row in table(Path(__file__).with_name("division_names.csv")) if not row["first"]]
    rows = [*stretches(snapshots), *((row["code"], row["name"], "", "") for row in timeless)]
    rows.sort(key=lambda row: (row[0], row[2]))
    return snapshots, rows


def communities(folder: Path) -> dict[str, Names]:
    """The communities at each cut-off, of the counties that have them at several."""
    found: dict[str, Names] = {}
    for path in sorted(folder.glob("villages_[0-9]*_*.csv")):
        cut = path.stem.rpartition("_")[2]
        found[cut] = found.get(cut, {}) | {row["code"]: row["name"] for row in table(path)}
    return found


def replacements_file(folder: Path, snapshots: Mapping[str, Names]) -> str:
    rows = replacements(snapshots, communities(folder))
    return REPLACEMENTS_HEADER + "".join("\t".join(row) + "\n" for row in rows)


def packed(text: str) -> bytes:
    return gzip.compress(text.encode(), compresslevel=9, mtime=0)


def data_file(snapshots: Mapping[str, Names], rows: list[tuple[str, str, str, str]]) -> str:
    return HEADER + "".join("\t".join(row) + "\n" for row in [tuple(snapshots), *rows])


def main(folder: Path) -> None:
    snapshots, rows = derived(folder)
    target = ROOT / "ontology" / "divisions.tsv.gz"
    target.write_bytes(packed(data_file(snapshots, rows)))
    target.with_name("replacements.tsv.gz").write_bytes(packed(replacements_file(folder, snapshots)))
    report(snapshots, rows, target)


def report(snapshots: Mapping[str, Names], rows: list[tuple[str, str, str, str]], target: Path) -> None:
    for cut, units in snapshots.items():
        counts = Counter(len(code) for code in units)
        print(cut, *(f"{label} {counts[width]}" for label, width in LABELS.items()))
    codes = Counter(code for code, *_ in rows)
    print(f"{len(codes)} codes, {len(rows)} rows ({sum(n > 1 for n in codes.values())} codes with several)")
    print(f"{target.name}: {target.stat().st_size} bytes")


LABELS = {"provinces": 2, "prefectures": 4, "counties": 6, "townships": 9}

if __name__ == "__main__":
    main(Path(sys.argv[1]))
