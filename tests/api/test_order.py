"""What follows from several documents together is the same, in whatever order they were loaded."""

from __future__ import annotations

import itertools
from pathlib import Path

from api.ingest import load, select
from graph.export import nquads
from graph.oxigraph import Embedded
from graph.store import Store
from ontology.names import code_iri
from ontology.vocabulary import ZL

TEXTS = {
    "divisions.csv": "代码,名称,级别,起始日期,终止日期\n99,江岭省,省级,,\n9901,云水市,地级,,\n990121,青禾县,县级,,\n",
    "duties.txt": """青禾县人民政府办公室关于做好餐饮油烟整治工作的通知
青府办〔2016〕8号

县政府各部门：
一、县环境保护局负责餐饮油烟污染防治工作。
二、县财政局负责保障整治经费。

青禾县人民政府办公室
2016年3月5日
""",
    "reform.txt": """青禾县机构改革方案
青委办发〔2019〕5号

组建县生态环境局。不再保留县环境保护局。

中共青禾县委办公室
2019年3月20日
""",
}


def stored(paths: list[Path], *, one_by_one: bool) -> Store:
    store = Embedded()
    for batch in [[path] for path in paths] if one_by_one else [paths]:
        for report in load(store, batch, lang="zh", max_bytes=1 << 20):
            assert report.outcome == "new", report
    return store


def test_any_order_gives_the_same_store(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in TEXTS]
    for path in paths:
        path.write_text(TEXTS[path.name], "utf-8")
    expected = list(nquads(stored(paths, one_by_one=False)))
    assert f"<{code_iri('end-ground', 'body-abolished')}>" in "\n".join(expected)
    for order in itertools.permutations(paths[1:]):
        assert list(nquads(stored([paths[0], *order], one_by_one=True))) == expected
        assert list(nquads(stored([*order, paths[0]], one_by_one=False))) == expected


def test_the_samples_in_two_orders_export_the_same() -> None:
    """All sample files at once from the first to the last, and one by one from the last to the first."""
    files = select([Path(__file__).parents[2] / "api" / "samples"]).files
    paths = [path for path in files if path.suffix != ".md"]
    assert len(paths) == 7
    units = [path for path in paths if path.name == "divisions.csv"]
    others = [path for path in reversed(paths) if path not in units]
    expected = list(nquads(stored(paths, one_by_one=False)))
    assert list(nquads(stored([*units, *others], one_by_one=True))) == expected


def test_a_derived_end_goes_when_the_document_that_ends_goes(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in TEXTS]
    for path in paths:
        path.write_text(TEXTS[path.name], "utf-8")
    store = stored(paths, one_by_one=False)
    ended = f"SELECT DISTINCT ?duty ?day {{ ?duty a <{ZL.Duty}> ; <{ZL.validTo}> ?day }}"
    assert [row["day"] for row in store.select(ended)] == ["2019-03-20"]
    paths[2].write_text(TEXTS["reform.txt"].replace("不再保留县环境保护局。", ""), "utf-8")
    list(load(store, paths[2:], lang="zh", max_bytes=1 << 20))
    assert not store.select(ended).rows
