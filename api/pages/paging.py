"""A long list in pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from ontology.errors import ZelianError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Paging:
    """Which part of a list is shown: items ``first`` to ``last`` of ``total``, page ``number`` of ``pages``."""

    number: int
    pages: int
    first: int
    last: int
    total: int


def paged(items: Sequence[T], number: int, size: int) -> tuple[Sequence[T], Paging]:
    """The items of page ``number`` (from 1) and where they stand in the list. Raises E413 for a page that is none.

    >>> paged("abcde", 2, 2)[0]
    'cd'
    """
    pages = max(1, -(-len(items) // size))
    if not 1 <= number <= pages:
        raise ZelianError("E413", name="page", value=number, expected=f"1–{pages}")
    start = (number - 1) * size
    shown = items[start : start + size]
    return shown, Paging(number, pages, start + 1 if shown else 0, start + len(shown), len(items))
