"""Dates as precise as a document is: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, and the days they stand for."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final, Literal

Precision = Literal["year", "month", "day"]
ALL_TIME: Final = "9999-12-31"
"""The date on which everything has begun that is known of."""
_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def precision(text: str | None) -> Precision | None:
    """How precise a date is; None for what is no date: words (长期坚持), or a day that does not exist.

    >>> precision("2020-08"), precision("立行立改"), precision("2020-02-30")
    ('month', None, None)
    """
    found = _DATE.fullmatch(text or "")
    if not found:
        return None
    try:
        date.fromisoformat(first_day(found[0]))
    except ValueError:
        return None
    return "day" if found[3] else "month" if found[2] else "year"


def first_day(text: str) -> str:
    """The earliest day that a date can mean.

    >>> first_day("2020-12"), first_day("2016")
    ('2020-12-01', '2016-01-01')
    """
    return (text + "-01-01")[:10]


def last_day(text: str) -> str:
    """The latest day that a date can mean.

    >>> last_day("2024-02"), last_day("2016")
    ('2024-02-29', '2016-12-31')
    """
    if precision(text) == "day":
        return text
    year, month = (text + "-12")[:7].split("-")
    return f"{year}-{month}-{monthrange(int(year), int(month))[1]}"


def day_after(text: str) -> str:
    """The day from which something no longer holds that held to the end of a date.

    >>> day_after("2019-10-30")
    '2019-10-31'
    """
    return (date.fromisoformat(last_day(text)) + timedelta(days=1)).isoformat()
