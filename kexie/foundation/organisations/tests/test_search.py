"""Bodies are found by any part of their names, by pinyin and by initials."""

import re
from datetime import date

import pytest
from django.db import connection, transaction
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kexie.core import clock
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.actions.names import initials, spellings
from kexie.foundation.organisations.models import EnterpriseProfile, Organisation
from kexie.foundation.organisations.tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-09")]


def found(text: str) -> set[str]:
    """The names of the grassroots bodies and enterprises that a text finds."""
    bodies = Organisation.objects.matching(text).exclude(kind="association")
    return set(bodies.values_list("name", flat=True))


@pytest.mark.parametrize(
    ("name", "usual", "other"),
    [
        ("长岭炼化", "chang ling lian hua", "zhang ling lian hua"),
        ("单县科协", "shan xian ke xie", "dan xian ke xie"),
        ("重庆大学", "chong qing da xue", "zhong qing da xue"),
        ("曾都区", "zeng du qu", "ceng du qu"),
        ("岳阳", "yue yang", None),
        ("吕梁", "lv liang", None),
        ("ABC公司", "a b c gong si", None),
        ("", "", None),
    ],
)
def test_spellings_begin_with_the_usual_one(name: str, usual: str, other: str | None) -> None:
    assert spellings(name)[0] == usual
    assert other is None or other in spellings(name)


def test_there_are_at_most_six_spellings() -> None:
    assert len(spellings("长行重乐单曾朝调厦柏车传")) == 6


@pytest.mark.parametrize(
    ("spelling", "letters"),
    [("chang ling", "cl"), ("a b c gong si", "abcgs"), ("· ke", "k"), ("3 m", "3m"), ("", "")],
)
def test_initials_are_the_first_letters(spelling: str, letters: str) -> None:
    assert initials(spelling) == letters


@given(st.text(min_size=1, max_size=40).filter(lambda name: " " not in name))
@example("长A岭·1")
def test_every_character_has_one_syllable(name: str) -> None:
    """Readings stand by place: otherwise a polyphone's would replace a neighbour's."""
    assert all(len(spelling.split(" ")) == len(name) for spelling in spellings(name))


@pytest.mark.parametrize(
    "text",
    [
        "中石化长岭",
        "长岭炼化",
        "岭炼",
        "岭",
        "changling",
        "zhangling",
        "linglian",
        "zshcllh",
        "cllh",
        "zllh",
        "CLLH",
        "ChangLing",
        "长岭 有限公司",
        "有限公司 长岭",
        "长岭 lianhua",
        "abc",
        "ABC",
        "bC2",
        "a",
        "2",
        "  长岭  ",
        "长岭　炼化",
        "长炼",
        "changlian",
        "",
    ],
)
def test_any_part_of_a_name_finds_the_body(text: str) -> None:
    factories.body(name="中石化长岭炼化ABC2有限公司", short_name="长炼")
    assert found(text) == {"中石化长岭炼化ABC2有限公司"}


@pytest.mark.parametrize("text", ["长炼化", "岭长", "changlingx", "abcd", "b2", "长岭 巴陵", "z z9", "岳", "ū", "·"])
def test_what_is_no_part_finds_nothing(text: str) -> None:
    factories.body(name="中石化长岭炼化ABC2有限公司", short_name="长炼")
    assert found(text) == set()


@pytest.mark.parametrize(
    ("name", "readings"),
    [
        ("长岭炼化", ["changling", "zhangling", "linglian", "cllh", "zllh"]),
        ("单县食品", ["shanxian", "danxian", "sxsp", "dxsp"]),
        ("曾都制药", ["zengdu", "cengdu", "zdzy", "cdzy"]),
        ("曾氏集团", ["zengshi", "cengshi", "zsjt", "csjt"]),
        ("重庆钢铁", ["chongqing", "zhongqing", "cqgt", "zqgt"]),
        ("乐山电力", ["leshan", "yueshan", "lsdl", "ysdl"]),
        ("厦门航空", ["xiamen", "shamen", "xmhk"]),
        ("吕梁铝业", ["lvliang", "lvye", "llly"]),
        ("朝阳轴承", ["chaoyang", "zhaoyang", "cyzc"]),
    ],
)
def test_every_usual_reading_finds_the_body(name: str, readings: list[str]) -> None:
    factories.body(name=name)
    for reading in readings:
        assert found(reading) == {name}, reading


def test_a_wildcard_of_the_database_is_a_plain_character() -> None:
    factories.body(name="百分之百(100%)公司")
    factories.body(name="下划线_公司")
    factories.body(name=r"反斜线\公司")
    assert found("%") == {"百分之百(100%)公司"}
    assert found("100%") == {"百分之百(100%)公司"}
    assert found("_") == {"下划线_公司"}
    assert found("线_公") == {"下划线_公司"}
    assert found("\\") == {r"反斜线\公司"}
    assert found("线%公") == set()
    assert found("下_线") == set()
    assert found("'") == set()


def test_rare_characters_are_found() -> None:
    factories.body(name="𠮷野家𠮷𠮷食品")
    factories.body(name="㐂多科技")
    factories.body(name="䶮龙重工")
    assert found("𠮷") == found("𠮷𠮷") == found("家𠮷") == {"𠮷野家𠮷𠮷食品"}
    assert found("㐂") == found("㐂多") == {"㐂多科技"}
    assert found("䶮") == found("䶮龙") == {"䶮龙重工"}
    assert found("keji") == {"㐂多科技"}


def test_letters_of_other_alphabets_are_found_in_any_case() -> None:
    factories.body(name="Straße AG")
    factories.body(name="ΑΣΑ公司")
    assert found("STRASSE") == found("straße ag") == found("ßE") == {"Straße AG"}
    assert found("ασα") == found("ΑΣ") == found("Σ") == {"ΑΣΑ公司"}


def test_one_chinese_character_is_answered_by_the_index() -> None:
    factories.body(name="长岭炼化")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # the table is nearly empty here
    for text in ("岭", "长岭", "ch", "changling"):
        assert "organisation_terms" in Organisation.objects.matching(text).order_by().explain(), text


# Chinese characters (rare ones too), letters, digits, marks that mean something to LIKE, and spaces.
NAMES = st.text(
    st.one_of(
        st.sampled_from("长重行乐单曾湘岳阳炼化有限公司科协"),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.characters(min_codepoint=0x3400, max_codepoint=0x4DBF),
        st.characters(min_codepoint=0x20000, max_codepoint=0x2A6DF),
        st.sampled_from("abzABZ0129%_\\'\"()（）· 　-ßİΣſK"),
        st.characters(exclude_categories=("Cs", "Cc")),
    ),
    min_size=1,
    max_size=30,
)


@given(name=NAMES, short=NAMES | st.just(""), data=st.data())
@settings(max_examples=150, deadline=None)
def test_every_part_of_a_name_and_its_readings_finds_the_body(name: str, short: str, data: st.DataObject) -> None:
    if not name.strip():
        return
    with transaction.atomic():
        body = factories.body(name=name, short_name=short, superior=factories.national())
        text = data.draw(st.sampled_from([body.name, *([body.short_name] if body.short_name else [])]))
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        part = text[start:end]
        other_case = "".join(letter.swapcase() if letter.isascii() else letter for letter in part)
        assert body in Organisation.objects.matching(part), part
        assert body in Organisation.objects.matching(other_case), other_case
        word = data.draw(st.sampled_from(body.searched.split(" ")))
        start = data.draw(st.integers(0, len(word) - 1))
        part = word[start : data.draw(st.integers(start + 1, len(word)))]
        assert body in Organisation.objects.matching(part), part
        transaction.set_rollback(True)


@given(name=NAMES, text=NAMES)
@settings(max_examples=100, deadline=None)
@example(name="长岭", text="岭长")
@example(name="Straße", text="STRASSE")
@example(name="ΑΣΑ", text="ΑΣ")
def test_what_is_found_has_every_word_of_the_text(name: str, text: str) -> None:
    """The pieces only narrow down; the row itself decides."""
    if not name.strip():
        return
    with transaction.atomic():
        body = factories.body(name=name, superior=factories.national())
        holds = all(word in body.searched for word in text.casefold().split())
        assert (body in Organisation.objects.matching(text)) == holds
        transaction.set_rollback(True)


@given(st.text(max_size=20), st.data())
def test_the_pieces_of_a_part_are_pieces_of_the_whole(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    part = text[start : data.draw(st.integers(start, len(text)))]
    assert rules.sought(part) <= rules.grams(text)


def test_a_long_name_keeps_its_initials() -> None:
    """What is cut off at the end of a very long text are rare readings, nothing that people type."""
    name = "中国长江重型装备行业长沙重庆联合调度车辆传动弹性蓄藏盛系研究中心" + "股份有限责任公司" * 10
    factories.body(name=name[:120], short_name="长江重装")
    assert found("zgcjzx") == {name[:120]}
    assert found("changjiangzhong") == {name[:120]}
    assert found("cjzz") == {name[:120]}


def test_the_name_key_sorts_by_pinyin() -> None:
    for name in ("重庆", "安徽", "长岭", "宝钢", "ABB"):
        factories.body(name=name)
    names = Organisation.objects.filter(kind="enterprise_association").order_by("name_key", "id")
    assert list(names.values_list("name", flat=True)) == ["ABB", "安徽", "宝钢", "长岭", "重庆"]


def test_the_index_follows_a_new_name() -> None:
    body = factories.body(name="旧名公司", short_name="旧名")
    actions.change(body, seen=body.revision, name="新名公司", short_name="", by=factories.BY)
    assert found("旧名") == found("jiuming") == set()
    assert found("新名") == found("xmgs") == {"新名公司"}


def test_the_index_follows_the_profile_of_the_enterprise() -> None:
    enterprise = factories.body(kind="enterprise", profile={"industry": "C25"})
    EnterpriseProfile.objects.filter(pk=enterprise).update(industry="C26", size="large")
    actions.index(enterprise)
    assert enterprise in Organisation.objects.having(industry="C26", size="large", section="C")
    assert enterprise not in Organisation.objects.having(industry="C25")


@pytest.mark.spec("ORG-05b")
def test_an_association_has_the_industry_of_its_host_while_it_is_its_host() -> None:
    chemistry = factories.body(kind="enterprise", name="安化工", profile={"industry": "C26"})
    motors = factories.body(kind="enterprise", name="宝汽车", profile={"industry": "C36"})
    body = factories.body(kind="enterprise_association")
    having = Organisation.objects.filter(kind="enterprise_association").having
    hosted = actions.relate(body, chemistry, edge=rules.Edge.HOSTED_BY, since=date(2020, 1, 1), by=factories.BY)
    assert set(having(industry="C26")) == {body}
    actions.unrelate(hosted, until=clock.today(), by=factories.BY)
    assert set(having(industry="C26")) == set()
    actions.relate(body, motors, edge=rules.Edge.HOSTED_BY, since=clock.today(), by=factories.BY)
    assert set(having(industry="C36")) == {body}
    assert set(having(industry="C26")) == set()


def test_readings_of_places_are_those_of_the_division_table() -> None:
    """洪洞 is hongtong and 涡阳 guoyang, wherever they stand."""
    factories.body(name="山西洪洞醋业")
    factories.body(name="涡阳酒业")
    assert found("hongtong") == {"山西洪洞醋业"}
    assert found("gyjy") == {"涡阳酒业"}
    assert re.fullmatch(r"[a-z]+", Organisation.objects.get(name="涡阳酒业").name_key)
