"""Small histories of documents whose right answer is worked out by hand from their dates and sentences."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from rdflib import Graph, URIRef

from graph.derived import DERIVED
from graph.export import nquads
from graph.force import in_force
from graph.store import Store
from ontology.vocabulary import ZL
from tests.graph.papers_of import number, paper, stored


def answers(store: Store, document: str, *days: str) -> list[tuple[str, str]]:
    found = [in_force(store, document, day) for day in days]
    return [(one.answer, one.ground) for one in found]


OLD, NEW, ACT = "青府〔2008〕3号", "青府〔2019〕9号", "青府〔2021〕6号"
OLD_RULE = paper(
    "青禾县街道办事处工作规定",
    "第一条 街道办事处负责辖区市容巡查。\n第二条 本规定自2008年6月1日起施行。",
    "2008年5月2日",
    OLD,
)
NEW_RULE = paper(
    "青禾县街道办事处条例",
    "第一条 街道办事处负责辖区环境巡查。\n第二条 本条例自2020年1月1日起施行。",
    "2019年11月27日",
    NEW,
)
REPEAL = paper(
    "青禾县人民政府关于废止部分文件的决定",
    "现决定废止《青禾县街道办事处工作规定》（青府〔2008〕3号）。",
    "2021年3月30日",
    ACT,
)


def test_old_and_new_rule_overlap_until_the_old_one_is_repealed() -> None:
    store = stored(OLD_RULE, NEW_RULE, REPEAL)
    assert answers(store, number(OLD), "2008-05-31", "2019-12-31", "2020-06-01", "2021-03-29", "2021-03-30") == [
        ("no", "not-yet"),
        ("yes", "before-end"),
        ("yes", "before-end"),
        ("yes", "before-end"),
        ("no", "repealed"),
    ]
    assert answers(store, number(NEW), "2019-12-31", "2020-06-01") == [("no", "not-yet"), ("unknown", "no-end")]
    ended = in_force(store, number(OLD), "2022-01-01")
    assert ended.act is not None and ended.act.number == ACT
    assert ended.quote == "现决定废止《青禾县街道办事处工作规定》（青府〔2008〕3号）"
    assert answers(stored(OLD_RULE, NEW_RULE), number(OLD), "2022-01-01") == [("unknown", "no-end")]


def triples(store: Store) -> Graph:
    return Graph().parse(data="\n".join(store.triples(DERIVED)), format="nt")


def quoted(store: Store, fact: object) -> str:
    return str(
        store.select(f"SELECT ?words {{ <{fact}> <http://purl.org/dc/terms/description> ?words }}").rows[0]["words"]
    )


def test_what_a_repealed_document_states_ends_and_what_rests_on_it_is_marked() -> None:
    plan = paper("青禾县街道巡查工作方案", "一、县水利局负责沿街巡查。", "2010年5月4日", "青府办〔2010〕4号")
    [duty] = plan.duties
    store = stored(OLD_RULE, REPEAL, replace(plan, duties=(replace(duty, basis=("青禾县街道办事处工作规定",)),)))
    derived = triples(store)
    ended = {
        quoted(store, duty): str(derived.value(duty, ZL.validTo))
        for duty in derived.subjects(ZL.endedBy, URIRef(number(ACT)))
        if "/duty/" in str(duty)
    }
    assert ended == {"负责辖区市容巡查": "2021-03-30"}
    assert {quoted(store, duty) for duty in derived.subjects(ZL.basisGone, URIRef(number(ACT)))} == {"负责沿街巡查"}


def test_any_order_gives_the_same_lives() -> None:
    papers = [OLD_RULE, NEW_RULE, REPEAL]
    expected = list(nquads(stored(*papers)))
    for order in itertools.permutations(papers):
        assert list(nquads(stored(*order))) == expected


def test_a_title_alone_leads_to_the_document_that_was_issued_under_it() -> None:
    issued = paper(
        "青禾县人民政府关于印发《青禾县河道管理办法》的通知",
        "第一条 县水利局负责河道巡查。",
        "2015年4月1日",
        "青府〔2015〕8号",
    )
    new = paper(
        "青禾县水域管理办法",
        "第一条 县水利局负责水域巡查。\n第二条 本办法自2022年7月1日起施行，《青禾县河道管理办法》同时废止。",
        "2022年6月1日",
        "青府〔2022〕5号",
    )
    store = stored(issued, new)
    assert answers(store, number("青府〔2015〕8号"), "2022-06-30", "2022-07-01") == [
        ("yes", "before-end"),
        ("no", "repealed"),
    ]


def test_a_month_alone_is_an_interval() -> None:
    plan = paper("青禾县河道巡查方案", "一、县水利局负责河道巡查。", "2020年12月  日", "青府办〔2020〕12号")
    days = ("2020-11-30", "2020-12-01", "2020-12-30", "2020-12-31", "2021-01-01")
    assert answers(stored(plan), number("青府办〔2020〕12号"), *days) == [
        ("no", "not-yet"),
        ("unknown", "begins-within"),
        ("unknown", "begins-within"),
        ("unknown", "no-end"),
        ("unknown", "no-end"),
    ]


def test_rules_on_trial_do_not_end_by_that_and_a_stated_term_does() -> None:
    trial = paper(
        "青禾县河长制考核办法（试行）",
        "第一条 县水利局负责考核。\n第二条 本办法自印发之日起施行。",
        "2015年4月1日",
        "青府办〔2015〕1号",
    )
    term = paper(
        "青禾县禁烧办法（试行）",
        "第一条 县农业农村局负责禁烧。\n第二条 本办法自2018年5月1日起施行，有效期二年。",
        "2018年4月1日",
        "青府办〔2018〕2号",
    )
    store = stored(trial, term)
    assert answers(store, number("青府办〔2015〕1号"), "2025-01-01") == [("unknown", "no-end")]
    assert answers(store, number("青府办〔2018〕2号"), "2020-04-30", "2020-05-01") == [
        ("yes", "before-end"),
        ("no", "expired"),
    ]


def test_a_draft_has_no_effect_and_repeals_nothing() -> None:
    draft = paper(
        "青禾县街道工作规定（征求意见稿）",
        "第一条 街道办事处负责巡查。\n第二条 本规定自2022年1月1日起施行，"
        "《青禾县街道办事处工作规定》（青府〔2008〕3号）同时废止。",
        "2021年9月1日",
        "青府〔2021〕90号",
    )
    store = stored(OLD_RULE, draft)
    assert answers(store, number("青府〔2021〕90号"), "2021-10-01", "2023-01-01") == [("no", "draft")] * 2
    assert answers(store, number(OLD), "2023-01-01") == [("unknown", "no-end")]


def test_a_clean_up_list_declares_void() -> None:
    listed = paper(
        "青禾县人民政府关于公布规范性文件清理结果的通知",
        "一、现公布清理结果。\n宣布失效的规范性文件目录\n1.《青禾县街道办事处工作规定》（青府〔2008〕3号）\n2.《青禾县秸秆禁烧办法》（青府〔2009〕1号）",
        "2018年2月23日",
        "青府〔2018〕7号",
    )
    store = stored(OLD_RULE, listed)
    assert answers(store, number(OLD), "2018-02-22", "2018-02-23") == [("yes", "before-end"), ("no", "void")]
    assert answers(store, number("青府〔2009〕1号"), "2018-02-22", "2018-02-23") == [
        ("unknown", "no-begin"),
        ("no", "void"),
    ]
    assert answers(store, number("青府〔1999〕1号"), "2018-02-23") == [("unknown", "not-held")]


@pytest.mark.parametrize("day", ["2021-05-31", "2021-06-01"])
def test_a_repeal_counts_from_the_day_it_names(day: str) -> None:
    act = paper(
        "青禾县人民政府关于街道工作的通知",
        "一、《青禾县街道办事处工作规定》（青府〔2008〕3号）自2021年6月1日起废止。",
        "2021年3月30日",
        ACT,
    )
    expected = ("no", "repealed") if day == "2021-06-01" else ("yes", "before-end")
    assert answers(stored(OLD_RULE, act), number(OLD), day) == [expected]
