"""A noisy text states the facts of the clean one, in its own words."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.layout import broken_lines, page_marks
from loaders.noise import clean
from loaders.text import Text
from loaders.view import View
from ontology.records import Record
from tests.loaders.reading import borne, record, table

Noise = Callable[[str, random.Random], str]
SAMPLES = Path(__file__).resolve().parents[2] / "api/samples/qinghe"
REGULATION = """青禾县河道保洁办法

第一条 为了加强河道保洁，保护水环境，制定本办法。
第二条 县水利局负责组织河道巡查，建立巡查台账，并将巡查情况定期报送县人民政府。
第三条 县综合行政执法局应当会同县公安局查处向河道倾倒垃圾、渣土等违法行为。
第四条 街道办事处、镇人民政府履行下列职责：
（一）组织清理本辖区河道两岸的垃圾；
（二）配合县水利局开展河道岸线巡查，及时制止违法行为。
第五条 县生态环境局应当对水质进行监测，并督促有关单位按照规定处理污水，防止污水直接排入河道。
"""
NOTICE = """青禾县人民政府办公室关于做好河道保洁工作的通知
青府办〔2021〕12号

各街道办事处、镇人民政府：
为做好全县河道保洁工作，根据《青禾县河道保洁办法》（青府〔2020〕3号），现将有关事项通知如下。
一、加强组织领导
县水利局牵头制定河道保洁工作方案，县财政局负责落实工作经费，县住房和城乡建设局配合。
二、落实属地责任
各街道办事处负责组织开展辖区内河道的日常保洁，社区居民委员会协助做好宣传教育工作。
青禾县人民政府办公室
2021年8月14日
"""
CLEAN = {
    "regulation": REGULATION,
    "notice": NOTICE,
    **{path.stem: path.read_text("utf-8") for path in sorted(SAMPLES.glob("0[13]-*.txt"))},
}
HAN = "[\u4e00-\u9fff]"
TRADITIONAL = dict(zip("环务办县应当责组织开负规处镇护门关区", "環務辦縣應當責組織開負規處鎮護門關區", strict=True))
STRIPPED = re.compile(r"\s|\u200b|（què）|</?b>|[—-] \d+ [—-]")


def between_characters(mark: str, often: float) -> Noise:
    return lambda text, rng: re.sub(f"(?<={HAN})(?={HAN})", lambda _: mark if rng.random() < often else "", text)


def spelled_names(blank: str) -> Noise:
    name = f"{HAN}{{2,8}}(?:人民政府|办公室|委员会|办事处|局)"
    return lambda text, rng: re.sub(name, lambda m: blank.join(m[0]) if rng.random() < 0.5 else m[0], text)


def set_to_width(text: str, rng: random.Random) -> str:
    """Paragraphs with an indent, set to lines of one width, page numbers between."""
    width, lines = rng.randint(25, 40), []
    for paragraph in filter(None, map(str.strip, text.split("\n"))):
        rest = f"　　{paragraph}"
        while rest:
            lines.append(rest[:width])
            rest = rest[width:]
            if len(lines) % 11 == 0:
                lines.append(rng.choice(["— {} —", "- {} -"]).format(len(lines) // 11))
    return "\n".join(lines)


def doubled_marks(text: str, rng: random.Random) -> str:
    return re.sub("[，。；]", lambda m: m[0] * rng.choice([1, 2]), text)


def other_widths(text: str, rng: random.Random) -> str:
    wide = {**dict(zip("，；：（）", ",;:()", strict=True)), **{str(n): chr(0xFF10 + n) for n in range(10)}}
    return "".join(wide.get(char, char) if rng.random() < 0.5 else char for char in text)


def other_brackets(text: str, rng: random.Random) -> str:
    styles = ["[{}]", "({})", "（{}）", "﹝{}﹞", "【{}】", "［{}］"]
    return re.sub(r"〔(\d{4})〕", lambda m: rng.choice(styles).format(m[1]), text)


def traditional(text: str, rng: random.Random) -> str:
    return "".join(TRADITIONAL.get(char, char) for char in text)


def tagged(text: str, rng: random.Random) -> str:
    return re.sub(f"(?<={HAN}){HAN}{{2}}(?={HAN})", lambda m: f"<b>{m[0]}</b>" if rng.random() < 0.1 else m[0], text)


def spaced_numbering(text: str, rng: random.Random) -> str:
    text = re.sub("（([一二三四五])）", lambda m: rng.choice(["（ {} ）", "( {} )", "（{} ）"]).format(m[1]), text)
    text = re.sub("(?m)^第([一二三四五六七八九十]+)条", r"第 \1 条", text)
    return re.sub(r"(?<=\d)(?=[年月日])|(?<=[年月])(?=\d)", " ", text)


NOISES: dict[str, Noise] = {
    "blanks": between_characters(" ", 0.03),
    "wide blanks": between_characters("　", 0.03),
    "blanks that do not break": between_characters("\u00a0", 0.03),
    "unseen": between_characters("\u200b", 0.2),
    "readings": between_characters("（què）", 0.02),
    "every character apart": between_characters(" ", 1.0),
    "spelled names": spelled_names(" "),
    "spelled names, wide": spelled_names("　"),
    "set to a width": set_to_width,
    "doubled marks": doubled_marks,
    "widths": other_widths,
    "brackets": other_brackets,
    "traditional": traditional,
    "tags": tagged,
    "numbering": spaced_numbering,
    "line ends": lambda text, _: text.replace("\n", "\r\n"),
}


def facts(found: Record) -> list[tuple[str, str, str]]:
    """Bearer, role and words of each duty, the words without noise and in one form of characters and marks."""
    simplified = {ord(old): new for new, old in TRADITIONAL.items()}
    marks = str.maketrans(",;:()", "，；：（）")
    figures = {0xFF10 + n: str(n) for n in range(10)}
    facts = []
    for duty in found.duties:
        words = STRIPPED.sub("", duty.quote).translate(simplified).translate(marks).translate(figures)
        words = re.sub(r"([，。；])\1", r"\1", re.sub(r"[\[（﹝【［](\d{4})[\]）﹞】］]", r"〔\1〕", words))
        facts += [(holder.name, holder.role, words) for holder in duty.holders]
    return sorted(facts)


@pytest.mark.parametrize("kind", NOISES)
@pytest.mark.parametrize("name", CLEAN)
@settings(max_examples=8, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000))
def test_noisy_text_states_the_same(name: str, kind: str, seed: int) -> None:
    text = CLEAN[name]
    noisy = record(NOISES[kind](text, random.Random(seed)))  # noqa: S311 - reproducible noise
    assert facts(noisy) == facts(record(text))
    for fact in (*noisy.duties, *noisy.citations, *noisy.coverage.unexplained):
        assert 0 <= fact.start < fact.end <= len(noisy.text)
    assert all(noisy.text[duty.start : duty.end] == duty.quote for duty in noisy.duties)
    about, clean_about = noisy.document, record(text).document
    assert (about.issuer, about.number, about.date) == (clean_about.issuer, clean_about.number, clean_about.date)


def test_clean_texts_are_left_alone() -> None:
    for text in CLEAN.values():
        assert clean(Text(text, "text"))[0].string == text


@pytest.mark.parametrize(
    "text",
    [
        "青禾县人民政府 青禾县水利局\n2021年3月2日",
        "责任单位：县水利局 县财政局 县公安局",
        "第一章 总则\n第二条 县水利局负责巡查。",
        "组长 副组长 成员",
        "县水利局\t县财政局",
        "2021年3月  日",
        "面积三亩（mu），试行（2018年度）。",
        "工作目标 全县河道保洁，水质改善。",
    ],
)
def test_blanks_and_brackets_that_mean_something_stay(text: str) -> None:
    assert clean(Text(text, "text"))[0].string == text


@pytest.mark.parametrize(
    ("noisy", "plain"),
    [
        ("区 人 民 政 府 办 公 室", "区人民政府办公室"),
        ("县水务 局", "县水务局"),
        ("青府办〔2021〕3号文件和第 三 十 次会议", "青府办〔2021〕3号文件和第三十次会议"),
        ("（ 一 ）组织巡查 ，", "（一）组织巡查，"),
        ("礐（què）石、礐（音雀）石", "礐石、礐石"),
        ("2021 年 3 月 2 日", "2021年3月2日"),
        ("環境保護、關於後勤", "环境保护、关于后勤"),
    ],
)
def test_noise_is_taken_out(noisy: str, plain: str) -> None:
    assert clean(Text(noisy, "text"))[0].string == plain


def test_quote_keeps_the_words_of_the_text() -> None:
    [duty] = record("縣水 利局負責組\u200b織河道巡查。").duties
    assert (duty.quote, duty.holders[0].mention) == ("負責組\u200b織河道巡查", "县水利局")


def test_table_cells_are_cleaned_each_for_itself() -> None:
    [duty] = table("職責,責任單位\n組織河 道巡查，建立台账。,縣水\u200b利局\n").duties
    assert (duty.quote, duty.holders[0].mention) == ("組織河 道巡查，建立台账", "县水利局")


def test_lines_of_their_own_are_not_joined() -> None:
    lists = "青禾县水利局河道巡查工作组成员单位名单\n青禾县财政局\n青禾县公安局\n河口镇人民政府"
    assert broken_lines(lists) == []
    short = "第一条 县水利局负责组织河道巡查。\n第二条 县财政局负责落实经费保障。\n第三条 略。"
    assert broken_lines(short) == []


def test_running_heads_go_with_the_page_numbers() -> None:
    text = "县水利局负责\n河道保洁汇编\n— 1 —\n组织巡查，\n河道保洁汇编\n— 2 —\n建立台账。"
    assert View.whole(text).without(page_marks(text)).string == "县水利局负责\n组织巡查，\n建立台账。"


def test_sentence_goes_on_over_the_page() -> None:
    text = f"县水利局负责组织河道巡查，建立巡查\n\n— 3 —\n\n台账，{'定期报送情况，' * 9}接受监督。"
    assert borne(record(text))[0][2].startswith("负责组织河道巡查，建立巡查\n\n— 3 —\n\n台账，")


def test_views_of_views_lead_back_to_the_text() -> None:
    view = View.whole("a b c d").without([(1, 2)]).without([(2, 3)])
    assert (view.string, view.original(1, 3), view.original(3, 3)) == ("abc d", (2, 5), (5, 5))
    assert View.whole("").original(0, 0) == (0, 0)
