"""Head and foot by GB/T 9704, and the variants that documents on the web have."""

from __future__ import annotations

import pytest

from tests.loaders.reading import record

TITLE = "青禾县人民政府办公室关于做好河道巡查工作的通知"
BODY = "    为加强河道管理，现通知如下。\n"


def test_standard_form() -> None:
    document = record(
        f"青府办〔2021〕3号\n\n{TITLE}\n\n各镇人民政府，各街道办事处：\n{BODY}"
        "附件：1.任务分工表\n      2.巡查制度\n\n青禾县人民政府办公室\n2021年3月2日\n"
    ).document
    assert document.title == TITLE
    assert document.type == "通知"
    assert document.number == "青府办〔2021〕3号"
    assert document.issuer == "青禾县人民政府办公室"
    assert document.addressee == "各镇人民政府，各街道办事处"
    assert document.date == "2021-03-02"
    assert document.place == "990121"
    assert document.attachments == ("任务分工表", "巡查制度")


@pytest.mark.parametrize("head", [f"{TITLE}\n青府办〔2021〕3号\n", f"青府办〔2021〕3号\n{TITLE}\n"])
def test_number_before_or_after_the_title(head: str) -> None:
    document = record(f"{head}各镇人民政府：\n{BODY}").document
    assert (document.title, document.number, document.addressee) == (TITLE, "青府办〔2021〕3号", "各镇人民政府")


def test_title_over_several_lines() -> None:
    text = f"青禾县人民政府办公室\n关于印发《青禾县河长制工作方案》\n的通知\n各镇人民政府：\n{BODY}"
    assert record(text).document.title == "青禾县人民政府办公室关于印发《青禾县河长制工作方案》的通知"


def test_two_signing_bodies_are_both_issuers() -> None:
    text = f"{TITLE}\n各镇人民政府：\n{BODY}中共青禾县委办公室\n青禾县人民政府办公室\n2021年3月2日"
    assert record(text).document.issuer == "中共青禾县委办公室、青禾县人民政府办公室"


def test_name_broken_over_two_lines_is_one_body() -> None:
    text = f"{TITLE}\n各镇人民政府：\n{BODY}青禾县全面推行河长制工作\n领导小组办公室\n2021年3月2日"
    assert record(text).document.issuer == "青禾县全面推行河长制工作领导小组办公室"


def test_blank_day_gives_the_month_and_a_notice() -> None:
    found = record(f"{TITLE}\n各镇人民政府：\n{BODY}青禾县人民政府办公室\n2021年3月  日")
    assert found.document.date == "2021-03"
    assert "L006" in [problem.code for problem in found.problems]


def test_issuer_from_the_title_when_nobody_signs() -> None:
    assert record(f"{TITLE}\n各镇人民政府：\n{BODY}").document.issuer == "青禾县人民政府办公室"


def test_adopting_body_and_day_of_a_regulation() -> None:
    document = record(
        "江岭省河道管理条例\n（2021年4月26日江岭省第十届人民代表大会常务委员会第三次会议通过）\n"
        "第一条 为了加强河道管理，制定本条例。"
    ).document
    assert document.type == "条例"
    assert document.issuer == "江岭省人民代表大会常务委员会"
    assert document.date == "2021-04-26"
    assert document.place == "99"


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (
            "（2012年3月1日江岭省第十届人民代表大会常务委员会第三次会议通过 根据2019年9月27日江岭省第十三届人民代表大会"
            "常务委员会第十二次会议《关于修改〈江岭省环境保护条例〉等三件条例的决定》修正 自2019年12月1日起施行）",
            "2019-09-27",
        ),
        (
            "2012年3月1日 江岭省第十届人民代表大会常务委员会第三次会议通过\n\n"
            "2016年5月4日 江岭省第十二届人民代表大会常务委员会第二十次会议修订\n\n"
            "2018年5月24日 江岭省第十三届人民代表大会常务委员会第二次会议《关于修改部分地方性法规的决定》第二次修正",
            "2018-05-24",
        ),
        ("（2012年3月1日江岭省人民政府令第12号公布 自2012年5月1日起施行）", "2012-03-01"),
    ],
)
def test_day_of_a_law_is_that_of_its_last_adoption_or_amendment(lines: str, day: str) -> None:
    document = record(f"江岭省河道管理条例\n{lines}\n第一条 为了加强河道管理，制定本条例。").document
    assert document.date == day
    assert (document.issuer or "").startswith("江岭省人民")


def test_figures_left_out_of_number_date_and_articles() -> None:
    found = record(
        "青禾县人民政府文件\n青府〔2020〕 号\n青禾县人民政府关于印发\n《青禾县河道巡查办法〈试行〉》的通知\n"
        "各镇人民政府：\n现印发给你们。\n第 条 县水利局负责河道巡查。\n青禾县人民政府 青禾县水利局\n2020年 月 日"
    )
    about = found.document
    assert about.title == "青禾县人民政府关于印发《青禾县河道巡查办法〈试行〉》的通知"
    assert (about.number, about.date, about.issuer) == (None, "2020", "青禾县人民政府、青禾县水利局")
    assert [duty.quote for duty in found.duties] == ["负责河道巡查"]


def test_copies_and_printing_are_not_the_sign_off() -> None:
    found = record(
        f"{TITLE}\n各镇人民政府：\n{BODY}附件：1. 任务分工表 2. 网格划分表\n青禾县人民政府办公室\n2021年3月2日\n"
        "（此件公开发布）\n抄送：县委办公室，县人大常委会办公室。\n青禾县水利局  2021年3月4日印发"
    )
    about = found.document
    assert (about.issuer, about.date) == ("青禾县人民政府办公室", "2021-03-02")
    assert about.attachments == ("任务分工表", "网格划分表")


def test_day_of_writing_comes_before_the_day_of_publishing() -> None:
    block = f"索 引 号：QH1\n发布日期：2021-03-09\n成文日期：2021-03-02\n标题：{TITLE}\n"
    assert record(f"{block}{BODY}").document.date == "2021-03-02"


def test_metadata_of_a_web_page() -> None:
    document = record(
        f"名  称：{TITLE}\n文  号：青府办〔2021〕3号\n发布机构：青禾县人民政府办公室\n成文日期：2021-03-02\n{BODY}"
    ).document
    assert (document.title, document.number, document.date) == (TITLE, "青府办〔2021〕3号", "2021-03-02")
    assert document.issuer == "青禾县人民政府办公室"


def test_text_without_a_head_has_no_head() -> None:
    document = record("县水利局负责河道巡查。").document
    assert (document.title, document.number, document.issuer, document.date) == (None, None, None, None)


def test_enclosed_document_on_a_part_makes_it_that_part() -> None:
    text = f"青禾县人民政府办公室关于印发《青禾县临江街道职能配置规定》的通知\n各街道办事处：\n{BODY}"
    assert record(text).document.place == "990121001"


def test_a_catalogue_behind_the_word_attachment_is_titled_by_its_own_name() -> None:
    document = record("附件2\n青禾县轻微违法行为不予处罚事项目录\n一、县水利局负责河道巡查。\n").document
    assert (document.title, document.type, document.place) == ("青禾县轻微违法行为不予处罚事项目录", "目录", "990121")


def test_a_table_of_contents_ends_no_title() -> None:
    document = record("青禾县河道管护工作方案\n目录\n一、总则\n一、总则\n县水利局负责河道巡查。\n").document
    assert (document.title, document.type) == ("青禾县河道管护工作方案", "方案")
