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
