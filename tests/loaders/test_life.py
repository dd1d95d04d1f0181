"""When a document begins and ends by its own words, what stage it is at, on which track it was issued."""

from __future__ import annotations

import pytest

from ontology.records import Document
from tests.loaders.reading import record

FOOT = "\n青禾县人民政府\n2021年3月2日\n"


def life(sentence: str, title: str = "青禾县河道管理办法", foot: str = FOOT) -> Document:
    return record(f"{title}\n第一条 县水利局负责河道巡查。\n第二条 {sentence}{foot}").document


@pytest.mark.parametrize(
    ("sentence", "effective", "expires"),
    [
        ("本办法自2021年5月1日起施行。", "2021-05-01", None),
        ("本办法自印发之日起施行。", "2021-03-02", None),
        ("本办法自公布之日起30日后施行。", "2021-04-01", None),
        ("本办法自公布之日起三十日后施行。", "2021-04-01", None),
        ("本办法自公布之日起30个工作日后施行。", None, None),
        ("本办法自2021年5月1日起施行，有效期五年。", "2021-05-01", "2026-05-01"),
        ("本办法自2021年8月31日起试行，有效期6个月。", "2021-08-31", "2022-02-28"),
        ("自印发之日起施行，有效期至2025年12月31日。", "2021-03-02", "2026-01-01"),
        ("本办法自2021年5月起施行，有效期至2025年6月。", "2021-05", "2025-07-01"),
        ("《江岭省河道管理条例》自2020年1月1日起施行。", None, None),
        ("《旧办法》同时废止，本办法自2021年5月1日起实施。", "2021-05-01", None),
        ("排污许可证有效期五年。本办法自2021年5月1日起施行。", "2021-05-01", None),
        ("有效期至2025年12月31日的许可证继续有效。本办法自2021年5月1日起施行。", "2021-05-01", None),
        ("本办法有效期三年，自2021年5月1日起施行。", "2021-05-01", "2024-05-01"),
        ("本办法自2021年5月1日起施行。有效期三年。", "2021-05-01", "2024-05-01"),
        ("各镇应当做好相关工作。", None, None),
    ],
)
def test_beginning_and_end(sentence: str, effective: str | None, expires: str | None) -> None:
    found = life(sentence)
    assert (found.effective, found.expires) == (effective, expires)


def test_a_month_begins_no_term() -> None:
    found = life("本办法自印发之日起施行，有效期三年。", foot="\n青禾县人民政府\n2021年3月  日\n")
    assert (found.effective, found.expires) == ("2021-03", None)


def test_the_day_of_printing_is_not_the_day_of_the_document() -> None:
    found = life("本办法自印发之日起施行。", foot=f"{FOOT}青禾县人民政府办公室 2021年3月9日印发\n")
    assert (found.date, found.printed, found.effective) == ("2021-03-02", "2021-03-09", "2021-03-09")


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("青禾县河道管理办法", None),
        ("青禾县河道管理办法（试行）", "trial"),
        ("青禾县河道管理暂行办法", "trial"),
        ("青禾县河道管理办法（征求意见稿）", "draft"),
        ("青禾县河道管理办法（试行）（送审稿）", "draft"),
        ("关于印发《青禾县河道管理办法（试行）》的通知", "trial"),
    ],
)
def test_stage(title: str, stage: str | None) -> None:
    assert life("本办法自印发之日起施行。", title).stage == stage


@pytest.mark.parametrize(
    ("issuer", "track"),
    [
        ("青禾县人民政府", "state"),
        ("中共青禾县委办公室", "party"),
        ("中共青禾县委机构编制委员会", "party"),
        ("青禾县卫生健康委员会", "state"),
        ("中共青禾县委办公室\n青禾县人民政府办公室", "joint"),
    ],
)
def test_track(issuer: str, track: str) -> None:
    assert life("各镇做好工作。", foot=f"\n{issuer}\n2021年3月2日\n").track == track


def test_a_number_tells_the_track_where_nobody_signs() -> None:
    assert record("关于设立执法办公室的通知\n青编发〔2020〕4号\n县水利局负责河道巡查。\n").document.track == "party"
    assert record("关于设立执法办公室的通知\n青府办〔2020〕4号\n县水利局负责河道巡查。\n").document.track == "state"
