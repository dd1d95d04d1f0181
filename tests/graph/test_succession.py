"""What became of bodies, duties and plates in small histories whose right answer is worked out by hand."""

from __future__ import annotations

import itertools

from rdflib import DCTERMS, RDF, SKOS, Graph, URIRef

from graph.chain import trace
from graph.derived import DERIVED
from graph.evidence import bodies
from graph.export import nquads
from graph.store import Store
from graph.succession import today
from ontology.names import code_iri
from ontology.vocabulary import ZL
from tests.graph.histories import STREET, Paper, iri, stored

FUME = "餐饮油烟与露天烧烤"


def path(store: Store, body: str, date: str) -> list[list[tuple[str, str | None, str]]]:
    """The paths as (kind, body after, day)."""
    found = today(store, iri(body), date)
    named = bodies(store, (turn.after for one in found for turn in one if turn.after), date)
    return [
        [(turn.change.kind, turn.after and named[turn.after].name, str(turn.change.date)) for turn in one]
        for one in found
    ]


def ended(store: Store) -> dict[str, tuple[str, str, str | None]]:
    """The words of ended duties and the names of ended plates: (day, ground, receiver)."""
    derived = Graph().parse(data="\n".join(store.triples(DERIVED)), format="nt")
    found = {}
    for fact, day in derived.subject_objects(ZL.validTo):
        words = store.select(
            f"SELECT DISTINCT ?words {{ <{fact}> a ?kind ; <{DCTERMS.description}>|<{SKOS.prefLabel}> ?words "
            f"FILTER (?kind IN (<{ZL.Duty}>, <{ZL.Nameplate}>)) }}"
        ).column("words")
        receivers = [str(one) for one in derived.objects(fact, ZL.receivedBy)]
        ground = str(derived.value(fact, ZL.endGround)).rpartition("/")[2]
        for one in words:
            found[str(one)] = (str(day), ground, receivers[0] if receivers else None)
    return found


def test_renamed_twice() -> None:
    store = stored(
        Paper("青发〔2008〕1号", "2008-05-01").duty("县环保局", "负责油烟污染防治", FUME),
        Paper("青发〔2010〕1号", "2010-03-01").reform(
            "县环保局更名为县环境保护局", ("renamed", ["县环保局"], ["县环境保护局"], None)
        ),
        Paper("青发〔2019〕1号", "2019-03-20").reform(
            "县环境保护局更名为县生态环境局", ("renamed", ["县环境保护局"], ["县生态环境局"], None)
        ),
        Paper("青发〔2020〕9号", "2020-12").reform(
            "2010年县环保局更名为县环境保护局", ("renamed", ["县环保局"], ["县环境保护局"], None)
        ),
    )
    first, second = ("renamed", "县环境保护局", "2010-03-01"), ("renamed", "县生态环境局", "2019-03-20")
    assert path(store, "县环保局", "2009-12-31") == []
    assert path(store, "县环保局", "2018-12-31") == [[first]]
    assert path(store, "县环保局", "2021-01-01") == [[first, second]]
    assert path(store, "县生态环境局", "2021-01-01") == []
    assert ended(store) == {}


def test_merged_then_split() -> None:
    store = stored(
        Paper("青发〔2010〕1号", "2010-01-01")
        .duty("社区科", "负责社区网格管理", "网格化管理")
        .duty("城管科", "负责市容巡查"),
        Paper("青发〔2015〕1号", "2015-01-01").reform(
            "将社区科、城管科合并为社区管理办公室", ("merged", ["社区科", "城管科"], ["社区管理办公室"], None)
        ),
        Paper("青发〔2016〕1号", "2016-01-01").duty("社区管理办公室", "负责志愿服务"),
        Paper("青发〔2020〕1号", "2020-06-01").reform(
            "社区管理办公室分设为社区建设办公室和城市管理办公室",
            ("split", ["社区管理办公室"], ["社区建设办公室", "城市管理办公室"], None),
        ),
    )
    merged = ("merged", "社区管理办公室", "2015-01-01")
    assert path(store, "社区科", "2016-01-01") == [[merged]]
    assert path(store, "城管科", "2021-01-01") == [
        [merged, ("split", name, "2020-06-01")] for name in sorted(["社区建设办公室", "城市管理办公室"], key=iri)
    ]
    office = iri("社区管理办公室")
    assert ended(store) == {
        "负责社区网格管理": ("2015-01-01", "duty-transferred", office),
        "负责市容巡查": ("2015-01-01", "duty-transferred", office),
        "负责志愿服务": ("2020-06-01", "body-abolished", None),
    }


def test_a_duty_that_moves_between_bodies() -> None:
    store = stored(
        Paper("青发〔2010〕1号", "2010-01-01")
        .duty("县水利局", "负责湿地保护巡查")
        .duty("县水利局", "负责河道采砂管理")
        .duty("县水利局", "完成湿地保护等交办的其他工作", general=True)
        .duty(["县水利局", "县林业局"], "共同做好湿地保护宣传"),
        Paper("青发〔2019〕1号", "2019-03-20").reform(
            "将县水利局的湿地保护职责划转至县林业局", ("transferred", ["县水利局"], ["县林业局"], "湿地保护职责")
        ),
    )
    assert ended(store) == {"负责湿地保护巡查": ("2019-03-20", "duty-transferred", iri("县林业局"))}
    assert path(store, "县水利局", "2020-01-01") == []


def test_a_matter_that_moves_is_known_by_its_topic() -> None:
    store = stored(
        Paper("青发〔2010〕1号", "2010-01-01")
        .duty("县环境保护局", "查处餐馆排油烟的行为", FUME)
        .duty("县环境保护局", "负责工地扬尘检查", "扬尘"),
        Paper("青发〔2019〕1号", "2019-03-20").reform(
            "将县环境保护局的大气餐饮污染监管职责划入县综合行政执法局",
            ("transferred", ["县环境保护局"], ["县综合行政执法局"], "大气餐饮污染监管职责"),
            topics=[FUME],
        ),
    )
    assert ended(store) == {"查处餐馆排油烟的行为": ("2019-03-20", "duty-transferred", iri("县综合行政执法局"))}


def test_an_abolished_body_with_and_without_a_receiver() -> None:
    store = stored(
        Paper("青发〔2010〕1号", "2010-01-01").duty("县林业局", "负责造林").duty("县旅游局", "负责景区管理"),
        Paper("青发〔2019〕1号", "2019-03")
        .reform(
            "将县林业局的职责划入县自然资源局，不再保留县林业局",
            ("transferred", ["县林业局"], ["县自然资源局"], None),
            ("abolished", ["县林业局"], [], None),
        )
        .reform("不再保留县旅游局", ("abolished", ["县旅游局"], [], None)),
        Paper("青发〔2020〕1号", "2020-01-01").duty("县旅游局", "负责旅游统计"),
    )
    assert ended(store) == {
        "负责造林": ("2019-03-01", "duty-transferred", iri("县自然资源局")),
        "负责景区管理": ("2019-03-01", "body-abolished", None),
    }
    assert path(store, "县林业局", "2021-01-01") == [[("transferred", "县自然资源局", "2019-03-01")]]
    assert path(store, "县旅游局", "2021-01-01") == [[("abolished", None, "2019-03-01")]]


def test_a_plate_that_ended() -> None:
    store = stored(
        Paper("青发〔2020〕1号", "2020-08-14").plate("执法办公室", "环保办公室").plate("执法办公室", "信访办公室"),
        Paper("青发〔2024〕1号", "2024-11-01").reform(
            "执法办公室不再加挂环保办公室牌子", ("plate-removed", ["执法办公室"], [], "环保办公室")
        ),
        Paper("青发〔2025〕1号", "2025-03-01").plate("执法办公室", "统计办公室"),
    )
    assert ended(store) == {"环保办公室": ("2024-11-01", "plate-removed", None)}


def test_a_body_set_up_again_has_no_single_interval() -> None:
    store = stored(
        Paper("青发〔2010〕1号", "2010-01-01").reform("撤销县科技局", ("abolished", ["县科技局"], [], None)),
        Paper("青发〔2015〕1号", "2015-01-01").reform("组建县科技局", ("created", [], ["县科技局"], None)),
        Paper("青发〔2019〕1号", "2019-01-01").reform("组建县大数据局", ("created", [], ["县大数据局"], None)),
    )
    derived = Graph().parse(data="\n".join(store.triples(DERIVED)), format="nt")
    assert set(derived.subjects()) == {URIRef(iri("县大数据局"))}
    assert str(derived.value(URIRef(iri("县大数据局")), ZL.validFrom)) == "2019-01-01"


def test_a_draft_changes_nothing() -> None:
    store = stored(
        Paper("青发〔2010〕1号", "2010-01-01").duty("县旅游局", "负责景区管理"),
        Paper("青发〔2019〕1号", "2019-01-01", draft=True).reform(
            "撤销县旅游局", ("abolished", ["县旅游局"], [], None)
        ),
    )
    assert ended(store) == {}
    assert path(store, "县旅游局", "2021-01-01") == []


def test_nothing_is_ended_by_a_paper_without_a_date() -> None:
    store = stored(
        Paper("青发〔2010〕1号", "2010-01-01").duty("县旅游局", "负责景区管理"),
        Paper("青发〔2019〕1号", None).reform("不再保留县旅游局", ("abolished", ["县旅游局"], [], None)),
    )
    assert ended(store) == {}
    assert path(store, "县旅游局", "2021-01-01") == []


def test_any_order_of_loading_gives_the_same_ends() -> None:
    papers = [
        Paper("青发〔2010〕1号", "2010-01-01").duty("县林业局", "负责造林"),
        Paper("青发〔2019〕1号", "2019-03-20").reform("撤销县林业局", ("abolished", ["县林业局"], [], None)),
        Paper("青发〔2019〕2号", "2019-03-20").reform(
            "县林业局并入县自然资源局", ("merged", ["县林业局"], ["县自然资源局"], None)
        ),
    ]
    expected = list(nquads(stored(*papers)))
    assert f"<{code_iri('end-ground', 'duty-transferred')}>" in "\n".join(expected)
    for order in itertools.permutations(papers):
        assert list(nquads(stored(*order))) == expected


def test_the_duties_of_a_body_end_with_it_under_its_later_name() -> None:
    store = stored(
        Paper("青发〔2010〕1号", "2010-01-01").duty("县环保局", "负责油烟污染防治", FUME),
        Paper("青发〔2012〕1号", "2012-01-01").reform(
            "县环保局更名为县环境保护局", ("renamed", ["县环保局"], ["县环境保护局"], None)
        ),
        Paper("青发〔2019〕1号", "2019-03-20").reform(
            "不再保留县环境保护局", ("abolished", ["县环境保护局"], [], None)
        ),
    )
    assert ended(store) == {"负责油烟污染防治": ("2019-03-20", "body-abolished", None)}


def test_the_derived_graph_describes_nothing_anew() -> None:
    store = stored(Paper("青发〔2019〕1号", "2019-03-20").reform("撤销县林业局", ("abolished", ["县林业局"], [], None)))
    derived = Graph().parse(data="\n".join(store.triples(DERIVED)), format="nt")
    assert len(derived) == 3
    assert (None, RDF.type, None) not in derived


def test_a_chain_leads_to_the_body_that_has_the_duty_today() -> None:
    store = stored(
        Paper("青发〔2008〕1号", "2008-05-01").duty("县环保局", "负责油烟污染防治", FUME),
        Paper("青发〔2010〕1号", "2010-03-01").reform(
            "县环保局更名为县环境保护局", ("renamed", ["县环保局"], ["县环境保护局"], None)
        ),
        Paper("青发〔2019〕1号", "2019-03-20").reform(
            "将县环境保护局的职责划入县生态环境局，不再保留县环境保护局",
            ("transferred", ["县环境保护局"], ["县生态环境局"], None),
            ("abolished", ["县环境保护局"], [], None),
        ),
        Paper("青发〔2024〕1号", "2024-01-01").reform("撤销县生态环境局", ("abolished", ["县生态环境局"], [], None)),
    )
    borne = {day: [entry.bearer.name for entry in trace(store, FUME, STREET, day).entries]
             for day in ("2008-04-30", "2009-01-01", "2018-01-01", "2020-01-01", "2024-01-01")}  # fmt: skip
    assert borne == {
        "2008-04-30": [],
        "2009-01-01": ["县环保局"],
        "2018-01-01": ["县环境保护局"],
        "2020-01-01": ["县生态环境局"],
        "2024-01-01": [],
    }
    [entry] = trace(store, FUME, STREET, "2020-01-01").entries
    assert [(one.kind, one.before.name, one.after and one.after.name, one.date, one.quote) for one in entry.path] == [
        ("renamed", "县环保局", "县环境保护局", "2010-03-01", "县环保局更名为县环境保护局"),
        ("transferred", "县环境保护局", "县生态环境局", "2019-03-20",
         "将县环境保护局的职责划入县生态环境局，不再保留县环境保护局"),
    ]  # fmt: skip
    assert entry.path[1].source.paper.number == "青发〔2019〕1号"
