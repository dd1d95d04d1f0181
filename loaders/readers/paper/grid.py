"""Drawn rules to tables: rules that touch make a grid, and squares of it with no rule between them are one cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from loaders.readers.paper.marks import Grid, Region, Rule
from loaders.readers.paper.rules import MAX_RULES

_NEAR: Final = 3.0
_SHORTEST: Final = 5.0
_MAX_PAIRS: Final = 1_000_000
_MAX_SQUARES: Final = 100_000

Square = tuple[int, int]


def grids_of(rules: Sequence[Rule]) -> list[Grid]:
    """The tables that rules draw, from top to bottom, with cells but without words.

    >>> lines = [Rule(0, y, 60, y) for y in (0, 20, 40)] + [Rule(x, 0, x, 40) for x in (0, 60)] + [Rule(30, 20, 30, 40)]
    >>> [grid] = grids_of(lines)
    >>> [(cell.row, cell.column, cell.rows, cell.columns) for cell in grid.regions]
    [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)]
    """
    if not 4 <= len(rules) <= MAX_RULES:
        return []
    across = _merged(rule for rule in rules if rule.top == rule.bottom)
    down = [_turned(rule) for rule in _merged(_turned(rule) for rule in rules if rule.top != rule.bottom)]
    if len(across) * len(down) > _MAX_PAIRS:
        return []
    grids = (_grid(*group) for group in _touching(across, _with_sides(across, down)))
    return sorted((grid for grid in grids if grid), key=lambda grid: grid.top)


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Level rules put together where they are near one another or overlap; short ones are left out."""
    levels: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.top):
        if levels and rule.top - levels[-1][0].top <= _NEAR:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    merged = []
    for level in levels:
        y = sum(rule.top for rule in level) / len(level)
        level.sort(key=lambda rule: rule.left)
        left, right = level[0].left, level[0].right
        for rule in level[1:]:
            if rule.left > right + _NEAR:
                merged.append(Rule(left, y, right, y))
                left = rule.left
            right = max(right, rule.right) if rule.left <= right + _NEAR else rule.right
        merged.append(Rule(left, y, right, y))
    return [rule for rule in merged if rule.right - rule.left >= _SHORTEST]


def _with_sides(across: Sequence[Rule], down: Sequence[Rule]) -> list[Rule]:
    """Tables that are open at their sides are closed, where three or more rules begin and end at the same places."""
    alike: dict[tuple[int, int], list[Rule]] = defaultdict(list)
    for rule in across:
        alike[round(rule.left / _NEAR), round(rule.right / _NEAR)].append(rule)
    sides = []
    for rules in alike.values():
        first, last = rules[0], rules[-1]
        beside = [rule.left for rule in down if rule.top < last.top and rule.bottom > first.top]
        if len(rules) < 3 or not any(first.left + _NEAR < x < first.right - _NEAR for x in beside):
            continue
        for side in (first.left, first.right):
            if not any(abs(x - side) <= 2 * _NEAR for x in beside):
                sides.append(Rule(side, first.top, side, last.top))
    return [*down, *sides]


def _touching(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Groups of rules that cross or meet."""
    groups = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while groups[i] != i:
            groups[i] = groups[groups[i]]
            i = groups[i]
        return i

    for i, a in enumerate(across):
        for j, d in enumerate(down, len(across)):
            if a.left - _NEAR <= d.left <= a.right + _NEAR and d.top - _NEAR <= a.top <= d.bottom + _NEAR:
                groups[root(j)] = root(i)
    members: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for i, rule in enumerate([*across, *down]):
        members[root(i)][i >= len(across)].append(rule)
    return (group for group in members.values() if len(group[0]) > 1 and len(group[1]) > 1)


def _grid(across: Sequence[Rule], down: Sequence[Rule]) -> Grid | None:
    xs, ys = _positions(rule.left for rule in down), _positions(rule.top for rule in across)
    if len(xs) * len(ys) > _MAX_SQUARES:
        return None
    over, beside = _walls(across, xs, ys), _walls(map(_turned, down), ys, xs)
    regions = [region for squares in _closed(over, beside, len(xs) - 1, len(ys) - 1) if (region := _bounds(squares))]
    if not regions:
        return None
    rows = {y: i for i, y in enumerate(sorted({r[1] for r in regions}))}
    columns = {x: i for i, x in enumerate(sorted({r[0] for r in regions}))}
    cells = []
    for left, top, right, bottom in regions:
        covered = (sum(top <= y <= bottom for y in rows), sum(left <= x <= right for x in columns))
        box = (xs[left], ys[top], xs[right + 1], ys[bottom + 1])
        cells.append(Region(rows[top], columns[left], *covered, *box))
    edges = (*(xs[x] for x in columns), max(cell.right for cell in cells))
    return Grid(tuple(sorted(cells, key=lambda c: (c.row, c.column))), edges, min(ys), max(ys))


def _turned(rule: Rule) -> Rule:
    return Rule(rule.top, rule.left, rule.bottom, rule.right)


def _positions(values: Iterable[float]) -> list[float]:
    positions: list[float] = []
    for value in sorted(values):
        if not positions or value - positions[-1] > _NEAR:
            positions.append(value)
    return positions


def _walls(rules: Iterable[Rule], xs: Sequence[float], ys: Sequence[float]) -> set[Square]:
    """Which squares (column, row) of the grid have a rule over them."""
    walls = set()
    for rule in rules:
        y = min(range(len(ys)), key=lambda i: abs(ys[i] - rule.top))
        walls |= {(x, y) for x in range(len(xs) - 1) if rule.left <= (xs[x] + xs[x + 1]) / 2 <= rule.right}
    return walls


def _closed(over: set[Square], beside: set[Square], width: int, height: int) -> Iterator[list[Square]]:
    """Squares of the grid with no rule between them, but for those that are open to the outside."""
    seen: set[Square] = set()
    for start in ((x, y) for y in range(height) for x in range(width)):
        if start in seen:
            continue
        seen.add(start)
        group, outside = [start], False
        for x, y in group:
            for nx, ny, wall in (
                (x - 1, y, (y, x) in beside),
                (x + 1, y, (y, x + 1) in beside),
                (x, y - 1, (x, y) in over),
                (x, y + 1, (x, y + 1) in over),
            ):
                if wall:
                    continue
                if not (0 <= nx < width and 0 <= ny < height):
                    outside = True
                elif (nx, ny) not in seen:
                    seen.add((nx, ny))
                    group.append((nx, ny))
        if not outside:
            yield group


def _bounds(squares: Sequence[Square]) -> tuple[int, int, int, int] | None:
    """First column, first row, last column, last row of squares that make a rectangle."""
    columns, rows = [x for x, _ in squares], [y for _, y in squares]
    bounds = min(columns), min(rows), max(columns), max(rows)
    full = (bounds[2] - bounds[0] + 1) * (bounds[3] - bounds[1] + 1)
    return bounds if len(squares) == full else None
