"""Second names of bodies, by the annotation guide."""

from __future__ import annotations

import pytest

from tests.loaders.reading import record

OFFICE, TEAM = "综合行政执法办公室", "综合行政执法队"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{OFFICE}加挂生态环境保护办公室牌子。", [(OFFICE, "生态环境保护办公室", "加挂牌子")]),
        (
            f"{OFFICE}加挂应急管理办公室、生态环境保护办公室牌子。",
            [(OFFICE, "应急管理办公室", "加挂牌子"), (OFFICE, "生态环境保护办公室", "加挂牌子")],
        ),
        (f"设置{OFFICE}（{TEAM}）。", [(OFFICE, TEAM, "加挂牌子")]),
        ("党政办公室与人大办公室合署办公。", [("党政办公室", "人大办公室", "合署办公")]),
        (f"{OFFICE}对外称{TEAM}。", [(OFFICE, TEAM, "对外名称")]),
        ("便民服务中心与党群服务中心实行一个机构、两块牌子。", [("便民服务中心", "党群服务中心", "加挂牌子")]),
        (
            "（一）平安法治办公室。负责信访工作。与综合治理中心合署办公。",
            [("平安法治办公室", "综合治理中心", "合署办公")],
        ),
    ],
)
def test_nameplate(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(p.office_mention, p.plate, p.kind) for p in record(text).nameplates] == expected


@pytest.mark.parametrize(
    "text",
    [
        f"{OFFICE}（以下简称执法办）负责巡查。",
        f"{OFFICE}（含{TEAM}）负责巡查。",
        "各镇人民政府（街道办事处）负责保洁。",
        "清理河道（县水利局负责）。",
        "对外公布举报电话。",
    ],
)
def test_what_is_no_nameplate(text: str) -> None:
    assert record(text).nameplates == ()


def test_each_pair_once_and_since_the_day_of_the_reform() -> None:
    text = (
        "根据青编〔2020〕12号文件，自2020年9月25日起，"
        f"临江街道设立{OFFICE}，加挂生态环境保护办公室牌子。\n{OFFICE}（生态环境保护办公室）负责巡查。"
    )
    [plate] = record(text).nameplates
    assert (plate.valid_from, plate.basis) == ("2020-09-25", ("青编〔2020〕12号",))


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (f"设立{OFFICE}, 加挂应急管理办公室牌子。", f"{OFFICE}, 加挂应急管理办公室牌子"),
        (f"设置{OFFICE}（{TEAM}）。", f"{OFFICE}（{TEAM}"),
        ("（一）平安法治办公室。负责信访工作。与综合治理中心合署办公。", "与综合治理中心合署办公"),
    ],
)
def test_the_passage_runs_from_the_host_in_the_words_of_the_text(text: str, quote: str) -> None:
    [plate] = record(text).nameplates
    assert (plate.quote, text[plate.start : plate.end]) == (quote, quote)
