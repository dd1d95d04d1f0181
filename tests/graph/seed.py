"""The self-check report of 金平区 as a record made by hand: the facts the chain's seed case rests on."""

from __future__ import annotations

from ontology.records import (
    Citation,
    Coverage,
    Document,
    Duty,
    GridTier,
    Holder,
    Indicator,
    Institution,
    Issue,
    Measure,
    Nameplate,
    Record,
    ReformEvent,
    Rejected,
    Span,
)

TEXT = """金平区关于环境监管体制问题整改情况的自查报告
反馈问题：基层环境监管责任没有落实。整改情况：已完成。
一、印发《金平区环境监管网格化工作方案》（汕金府办〔2016〕38号），社区居委会为四级网格的责任主体，负责本社区环境隐患排查，协助上级网格调查处理污染投诉。
二、根据汕机编发〔2020〕54号文件，各街道设置综合行政执法办公室，加挂生态环境保护办公室牌子，负责生态环境保护、人居环境整治等工作。
三、2018年考核指标C1污染物减排情况2分。完成上级交办的其他任务。街道可以开展宣传。
"""
OFFICES = "金平区各街道综合行政执法办公室"
COMMITTEES = "金平区各社区居民委员会"
DISTRICT = "汕头市金平区人民政府"
ENVIRONMENT = "生态环境保护"


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def duty(words: str, holder: Holder, **more: object) -> Duty:
    return Duty(words, *at(words), (holder,), **more)  # type: ignore[arg-type]


def record() -> Record:
    offices = Holder(OFFICES, "综合行政执法办公室", "responsible", group=True, place="440511")
    committees = Holder(COMMITTEES, "社区居委会", "responsible", group=True, place="440511")
    helpers = Holder(COMMITTEES, "社区居委会", "cooperate", group=True, place="440511")
    grid = {
        "topics": (ENVIRONMENT,),
        "basis": ("汕金府办〔2016〕38号",),
        "valid_from": "2016-06-30",
        "rule": "duty.list",
    }
    issue = "基层环境监管责任没有落实"
    plate = "加挂生态环境保护办公室牌子"
    reform = "各街道设置综合行政执法办公室"
    return Record(
        file="seed.txt",
        sha256="5eed" * 16,
        reader="text",
        text=TEXT,
        document=Document(
            title="金平区关于环境监管体制问题整改情况的自查报告",
            type="报告",
            issuer=DISTRICT,
            addressee="市整改办",
            date="2020-12",
            place="440511",
        ),
        duties=(
            duty("负责本社区环境隐患排查", committees, **grid),
            duty("协助上级网格调查处理污染投诉", helpers, **{**grid, "topics": ("餐饮油烟与露天烧烤",)}),
            duty(
                "负责生态环境保护、人居环境整治等工作",
                offices,
                topics=(ENVIRONMENT,),
                basis=("汕机编发〔2020〕54号",),
                valid_from="2020-08-14",
                eid="list_1__item_2",
                rule="duty.charge",
                confidence=0.95,
            ),
            duty("完成上级交办的其他任务", offices, general=True, topics=(ENVIRONMENT,), confidence=0.3),
        ),
        citations=(
            Citation("金平区环境监管网格化工作方案", "汕金府办〔2016〕38号", *at("汕金府办〔2016〕38号")),
            Citation(None, "汕机编发〔2020〕54号", *at("汕机编发〔2020〕54号"), relation="based_on"),
        ),
        institutions=(
            Institution(DISTRICT, "government", "county", "440511", aliases=("区政府",)),
            Institution(
                OFFICES, "internal-office", "township", "440511", group=True, unit="street", office="综合行政执法办公室"
            ),
            Institution(COMMITTEES, "self-governing-committee", "community", "440511", group=True, unit="community"),
        ),
        nameplates=(
            Nameplate(
                OFFICES,
                "综合行政执法办公室",
                "生态环境保护办公室",
                "加挂牌子",
                *at(plate),
                quote=plate,
                place="440511",
                valid_from="2020-08-14",
                basis=("汕机编发〔2020〕54号",),
            ),
        ),
        issues=(
            Issue(
                issue,
                *at(issue),
                ordinal="六",
                raised_by="广东省环境保护督察组",
                raised_on="2018-01-09",
                responsible=(Holder(DISTRICT, "区政府", "responsible", place="440511"),),
                deadline="长期坚持",
                status="completed",
                status_claimed_by=DISTRICT,
                topics=(ENVIRONMENT,),
                rule="issue.heading",
            ),
        ),
        measures=(
            Measure(
                "印发《金平区环境监管网格化工作方案》", *at("印发《金平区环境监管网格化工作方案》"), 0, "completed"
            ),
        ),
        reform_events=(
            ReformEvent("街道体制改革", reform, *at(reform), "2020-08-14", "汕机编发〔2020〕54号", "440511"),
        ),
        grid_tiers=(GridTier(4, "社区", COMMITTEES, "社区居委会", *at("社区居委会为四级网格的责任主体")),),
        indicators=(Indicator(2018, "C1", "污染物减排情况", 2.0, *at("C1污染物减排情况2分")),),
        coverage=Coverage(6, 4, (Rejected(*at("街道可以开展宣传"), "power"),), (Span(*at("没有落实")),)),
    )
