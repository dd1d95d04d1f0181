"""Dates as documents write them, to ISO 8601 with the precision of the document."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.find.dates import find_dates

DIGITS = "〇一二三四五六七八九"


@pytest.mark.parametrize(
    ("text", "value", "bearing"),
    [
        ("2020年8月14日", "2020-08-14", "on"),
        ("2020年12月  日", "2020-12", "on"),
        ("二〇二〇年八月十四日", "2020-08-14", "on"),
        ("二○一六年十二月三十一日", "2016-12-31", "on"),
        ("2020年底前", "2020", "until"),
        ("2024年11月底前", "2024-11", "until"),
        ("2021年6月30日前", "2021-06-30", "until"),
        ("2016年以来", "2016", "since"),
        ("自2021年5月1日起", "2021-05-01", "since"),
        ("2020-08-14", "2020-08-14", "on"),
        ("2020/8/14", "2020-08-14", "on"),
        ("2020年2月30日", None, "on"),
        ("2020年13月", None, "on"),
    ],
)
def test_one_date(text: str, value: str | None, bearing: str) -> None:
    [found] = find_dates(text)
    assert (found.value, found.bearing) == (value, bearing)


def test_blank_day_is_told() -> None:
    assert [d.blank_day for d in find_dates("2020年12月  日，2020年12月1日，2020年12月")] == [True, False, False]


@pytest.mark.parametrize("text", ["第三年", "共2020个", "12020年度", "八月十四日", "3.5.2020"])
def test_no_date(text: str) -> None:
    assert find_dates(text) == []


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_every_day_is_read_in_both_scripts(day: date) -> None:
    arabic = f"{day.year}年{day.month}月{day.day}日"
    chinese = f"{''.join(DIGITS[int(c)] for c in str(day.year))}年{numeral(day.month)}月{numeral(day.day)}日"
    assert [found.value for found in find_dates(f"自{arabic}至{chinese}")] == [day.isoformat()] * 2


def numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones else "")
