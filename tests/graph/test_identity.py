"""Who is who: candidates and their reasons, judgements, and the clusters that follow from them."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from graph.candidates import Candidate, Known, candidates, compared
from graph.chain import trace
from graph.clusters import clusters
from graph.derived import DERIVED
from graph.judged import JUDGEMENTS, Judgement, judgements, standing
from graph.judgements import judge
from graph.names_over_time import names_over_time
from graph.questions import run
from graph.short_names import core
from graph.store import Store
from graph.work import log, open_candidates, sentences
from ontology.divisions import Register
from ontology.errors import ZelianError
from tests.graph.histories import COUNTY, Paper, iri, stored

NATIONAL = Register.national()
SHORT, FULL, OTHER = "县环保局", "县环境保护局", "县水利局"


def known(name: str, place: str, **more: frozenset[str] | str) -> Known:
    return Known(f"urn:{name}@{place}", name, place, core(name, place, NATIONAL), **more)  # type: ignore[arg-type]


def pairs(*bodies: Known) -> dict[frozenset[str], Candidate]:
    return {frozenset((one.first.name, one.second.name)): one for one in compared(bodies, NATIONAL)}


def keys(found: Candidate) -> list[str]:
    return [reason.key for reason in found.reasons]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (known("汕头市发改委", "4405"), known("汕头市发展和改革委员会", "4405"), ["expanded", "place"]),
        (known("汕头市金平区城管局", "440511"), known("汕头市金平区城市管理和综合执法局", "440511"),
         ["expanded", "place"]),
        (known("汕头市生态环境局金平分局", "4405"), known("汕头市金平区金平分局", "440511"), ["branch"]),
        (
            known("汕头市金平区农业局", "440511"),
            known("汕头市金平区农业农村局", "440511", former=frozenset({"区农业局"})),
            ["former", "place"],
        ),
        (
            known("汕头市金平区综合治理中心", "440511"),
            known("汕头市金平区网格中心", "440511", aliases=frozenset({"综合治理中心"})),
            ["alias", "place"],
        ),
        (
            known("汕头市金平区生态环境保护办公室", "440511"),
            known("汕头市金平区综合行政执法办公室", "440511", plates=frozenset({"生态环境保护办公室"})),
            ["plate", "place"],
        ),
    ],
    ids=lambda value: value.name if isinstance(value, Known) else None,
)  # fmt: skip
def test_a_candidate_says_why(one: Known, other: Known, expected: list[str]) -> None:
    (found,) = compared([one, other], NATIONAL)
    assert keys(found) == expected
    assert found.score == pytest.approx(sum(reason.weight for reason in found.reasons))
    assert all(reason.zh and reason.en and "{" not in reason.zh + reason.en for reason in found.reasons)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (known("汕头市金平区教育局", "440511"), known("汕头市金平区体育局", "440511")),
        (known("汕头市金平区环境保护局", "440511"), known("汕头市龙湖区环境保护局", "440507")),
        (known("汕头市生态环境局金平分局", "4405"), known("汕头市龙湖区龙湖分局", "440507")),
    ],
)
def test_what_is_no_candidate(one: Known, other: Known) -> None:
    assert compared([one, other], NATIONAL) == ()


def test_lives_that_do_not_meet_speak_against_one_body() -> None:
    old = known("汕头市金平区环保局", "440511", until="2019-05-21")
    new = known("汕头市金平区环境保护局", "440511", since="2019-05-21")
    (found,) = compared([old, new], NATIONAL)
    assert keys(found) == ["expanded", "apart", "place"]
    assert found.score < 0.7


def test_twenty_thousand_institutions_take_seconds() -> None:
    heads = [f"{a}{b}" for a in "水林农工商教卫民司财交住人文体审统信气税" for b in ("务管理", "业发展")]
    counties = [f"{number:06d}" for number in range(110000, 110500)]
    bodies = [Known(f"urn:{c}{h}", f"{h}局", c, f"{h}局") for c in counties for h in heads]
    begin = time.perf_counter()
    compared(bodies, NATIONAL)
    assert len(bodies) == 20_000
    assert time.perf_counter() - begin < 10


# ------------------------------------------------------------------------------------------- Judgements


@pytest.fixture
def store() -> Store:
    old = Paper("青府办〔2016〕8号", "2016-03-05").duty(SHORT, "县环保局负责油烟").duty(OTHER, "县水利局负责河道")
    new = Paper("青府办〔2018〕3号", "2018-04-01").duty(FULL, "县环境保护局负责扬尘")
    return stored(old, new)


def test_the_candidate_of_the_store_shows_both_sentences(store: Store) -> None:
    (found,) = candidates(store, [COUNTY])
    assert {found.first.name, found.second.name} == {SHORT, FULL}
    said = sentences(store, [found])
    assert [each.quote for each in said[iri(SHORT)]] == ["县环保局负责油烟"]
    assert [each.source.paper.number for each in said[iri(FULL)]] == ["青府办〔2018〕3号"]
    assert candidates(store) == (found,)


def test_a_judgement_is_kept_counts_and_can_be_taken_back(store: Store) -> None:
    before, untouched = store.version, store.digests()
    made = judge(store, SHORT, iri(FULL), "same", "简称", "甲")
    assert store.version != before
    assert {name for name, digest in store.digests().items() if untouched.get(name) != digest} == {JUDGEMENTS, DERIVED}
    assert len([line for line in store.triples(DERIVED) if "sameBodyAs" in line]) == 2
    assert open_candidates(store) == ()
    taken_back = judge(store, FULL, SHORT, "unsure", "待查")
    assert [one.verdict for one in judgements(store)] == ["same", "unsure"]
    assert not [line for line in store.triples(DERIVED) if "sameBodyAs" in line]
    assert len(open_candidates(store)) == 1
    assert [(one.judgement.iri, one.counts) for one in log(store).ruled] == [(taken_back.iri, True), (made.iri, False)]


def test_the_later_judgement_counts_whatever_the_clock_says(store: Store) -> None:
    noon = datetime(2024, 1, 1, 12, tzinfo=UTC)
    judge(store, SHORT, FULL, "same", "一", when=noon)
    judge(store, SHORT, FULL, "different", "二", when=noon - timedelta(hours=1))
    assert [one.verdict for one in standing(judgements(store))] == ["different"]


@pytest.mark.parametrize(
    ("first", "second", "verdict", "why", "code"),
    [
        ("县气象局", FULL, "same", "x", "E541"),
        ("urn:nothing", FULL, "same", "x", "E541"),
        ('"} DROP ALL #', FULL, "same", "x", "E541"),
        (FULL, iri(FULL), "same", "x", "E543"),
        (SHORT, FULL, "yes", "x", "E544"),
        (SHORT, FULL, "same", "  ", "E545"),
    ],
)
def test_a_wrong_judgement_writes_nothing(
    store: Store, first: str, second: str, verdict: str, why: str, code: str
) -> None:
    before = store.version
    with pytest.raises(ZelianError) as caught:
        judge(store, first, second, verdict, why)
    assert (caught.value.code, store.version) == (code, before)


def test_a_name_of_two_places_must_be_told_apart() -> None:
    there = Paper("云府〔2018〕1号", "2018-01-01", place="9901").duty(FULL, "负责")
    both = stored(Paper("青府〔2018〕1号", "2018-01-01").duty(FULL, "负责"), there)
    assert candidates(both) == ()
    with pytest.raises(ZelianError) as caught:
        judge(both, FULL, iri(FULL), "same", "x")
    assert caught.value.code == "E542"
    assert judge(both, iri(FULL), iri(FULL, "9901"), "different", "两地").verdict == "different"


# ------------------------------------------------------------------------------------------- Clusters


def ruled(*said: str) -> list[Judgement]:
    """Judgements in a row: "a=b" same, "a≠b" different, "a?b" unsure."""
    verdicts = {"=": "same", "≠": "different", "?": "unsure"}
    return [
        Judgement(f"j{n}", words[0], words[2], verdicts[words[1]], "", None, f"2024-01-01T00:00:{n:02d}Z")  # type: ignore[arg-type]
        for n, words in enumerate(said)
    ]


@pytest.mark.parametrize(
    ("said", "expected", "conflicts"),
    [
        (["a=b", "b=c"], ["abc"], []),
        (["a=b", "c=d"], ["ab", "cd"], []),
        (["a=b", "c=d", "b=c"], ["abcd"], []),
        (["a=b", "b=c", "b?c"], ["ab"], []),
        (["a=b", "a≠b"], [], []),
        (["a≠b", "a=b"], ["ab"], []),
        (["a=b", "b=c", "a≠c"], ["ab"], [("j1", "j2")]),
        (["a≠c", "a=b", "b=c"], ["ab"], [("j2", "j0")]),
        (["a=b", "c=d", "a≠d", "b=c"], ["ab", "cd"], [("j3", "j2")]),
        (["a=b", "b=c", "a≠c", "a?c"], ["abc"], []),
        (["a≠b"], [], []),
    ],
)
def test_clusters(said: list[str], expected: list[str], conflicts: list[tuple[str, str]]) -> None:
    found = clusters(ruled(*said))
    assert sorted({"".join(members) for members in found.of.values()}) == expected
    assert [(each.same.iri, each.against.iri) for each in found.conflicts] == conflicts


# ------------------------------------------------------------------------------------------- What follows


def test_a_chain_puts_one_body_together_and_says_why() -> None:
    both = stored(
        Paper("青府办〔2016〕8号", "2016-03-05").duty(SHORT, "县环保局负责油烟", "餐饮油烟与露天烧烤"),
        Paper("青府办〔2018〕3号", "2018-04-01").duty(FULL, "县环境保护局负责扬尘", "餐饮油烟与露天烧烤"),
        Paper("青府办〔2018〕4号", "2018-04-01").duty(OTHER, "县水利局负责河道", "餐饮油烟与露天烧烤"),
    )
    judge(both, SHORT, FULL, "same", "简称", "甲")
    entries = trace(both, "餐饮油烟与露天烧烤", COUNTY, "2020-01-01").entries
    joined = [entry.bearer.name for entry in entries if entry.bearer.same]
    assert sorted(joined) == sorted([SHORT, FULL])
    at = [number for number, entry in enumerate(entries) if entry.bearer.same]
    assert at[1] - at[0] == 1
    (same,) = next(entry.bearer.same for entry in entries if entry.bearer.name == SHORT)
    assert (same.name, same.why, same.by) == (FULL, ("简称",), ("甲",))
    assert len({entry.bearer.cluster for entry in entries}) == 2


def test_the_names_of_a_cluster_over_time() -> None:
    both = stored(
        Paper("青府办〔2016〕8号", "2016-03-05").duty(SHORT, "县环保局负责油烟"),
        Paper("青府办〔2018〕3号", "2018-04-01").duty(FULL, "县环境保护局负责扬尘").plate(FULL, "县生态办"),
        Paper("青府办〔2019〕3号", "2019-04-01").duty(FULL, "县环境保护局负责河道"),
    )
    found = [(one.name, one.sort, one.since, one.until) for one in names_over_time(both, [iri(SHORT), iri(FULL)])]
    assert found == [
        (SHORT, "name", "2016-03-05", "2016-03-05"),
        (FULL, "name", "2018-04-01", "2019-04-01"),
        ("县生态办", "plate", "2018-04-01", None),
    ]


def test_the_duties_of_a_body_are_those_of_its_cluster_too(store: Store) -> None:
    assert {row["quote"] for row in run(store, "cq02-duties-of-body", bodies=[iri(SHORT)], date="2020-01-01")} == {
        "县环保局负责油烟"
    }
    judge(store, SHORT, FULL, "same", "简称")
    for body in (SHORT, FULL):
        rows = run(store, "cq02-duties-of-body", bodies=[iri(body)], date="2020-01-01").rows
        assert sorted(str(row["quote"]) for row in rows) == ["县环保局负责油烟", "县环境保护局负责扬尘"]
        assert [row["via"] is None for row in rows].count(True) == 1
    assert len(run(store, "cq02-duties-of-body", bodies=[iri(FULL)], date="2017-01-01")) == 1


def test_a_sign_that_another_document_takes_for_a_body_is_a_warning() -> None:
    both = stored(
        Paper("青府〔2018〕1号", "2018-01-01").plate("县环境保护局", "县生态文明办公室"),
        Paper("青府〔2019〕1号", "2019-01-01").duty("县生态文明办公室", "负责宣传"),
    )
    (found,) = candidates(both, [COUNTY])
    assert keys(found) == ["plate", "place"]
    assert [reason.zh for reason in found.reasons][1] == "同在云水市青禾县"
