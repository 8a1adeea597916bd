"""Organisations online: the public lists, their filters and pages."""

import base64
import json
import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from kexie.areas.directory.tests import reading
from kexie.core import memory
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories
from kexie.foundation.regions import actions as regions
from kexie.foundation.regions.models import Region
from kexie.foundation.regions.rules import Change, ChangeKind

pytestmark = [pytest.mark.django_db, pytest.mark.spec("POR-03")]

CHANGLING = "中国石化长岭炼化公司科学技术协会"


def browse(**asked: str) -> str:
    memory.forget()
    answer = Client().get("/organisations/", asked)
    assert answer.status_code == 200
    return answer.text


def names(**asked: str) -> list[str]:
    return list(reading.rows(browse(**asked)))


def listed(name: str, code: str = "430603", kind: str = "enterprise_association", **fields: Any) -> Organisation:
    """A body with a page; industry and ownership are those of the enterprise that it belongs to."""
    profile = {key: fields.pop(key) for key in ("industry", "ownership") if key in fields}
    body = factories.body(code, kind=kind, name=name, published=True, **fields)
    if profile:
        host = factories.body(code, kind="enterprise", name=f"{name}所在企业", profile=profile)
        actions.relate(body, host, edge=rules.Edge.HOSTED_BY, by=factories.BY)
    return body


@pytest.fixture
def seven() -> None:
    """Bodies that differ in every filter; names stand in the order of their pinyin."""
    listed("安科协", industry="C25", ownership="state", founded_on=date(1984, 5, 1))
    listed("白科协", industry="I65", ownership="private", founded_on=date(2020, 1, 1))
    listed("程科协", "430602", industry="C39", ownership="state", founded_on=date(2020, 1, 1))
    listed("戴科协", "430103", industry="C25", ownership="private", status="preparing")
    listed("额科协", "320113", industry="C25", ownership="foreign", founded_as="2019-01")
    listed("方科协", "320113", status="rectifying")
    listed("高科协", "429004", ownership="state")


@pytest.mark.parametrize(("kind", "listing"), [(kind.code, kind.listing) for kind in rules.KINDS.values()])
def test_each_kind_is_in_its_list_and_in_no_other(kind: str, listing: str | None) -> None:
    if kind == "association":
        factories.association("430603")
        actions.publish_places(by=factories.BY)
        name = "云溪区科学技术协会"
    else:
        name = listed("一家", kind=kind).name
    for item in rules.Listing:
        assert (name in names(listing=item)) == (item == listing), item


def test_without_a_list_the_first_that_has_something_is_shown() -> None:
    assert reading.chosen_tab(browse()) == "企业科协"
    listed("园区一", kind="park_association")
    memory.forget()
    html = browse()
    assert (reading.chosen_tab(html), list(reading.rows(html))) == ("园区科协", ["园区一"])
    listed("企业一")
    memory.forget()
    assert names() == ["企业一"]
    assert names(q="园区") == ["园区一"]


@pytest.mark.usefixtures("seven")
@pytest.mark.spec("ORG-09")
@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, "安白程戴额方高"),
        ({"region": "430603"}, "安白"),
        ({"region": "430600"}, "安白程"),
        ({"region": "430000"}, "安白程戴"),
        ({"region": "320000"}, "额方"),
        ({"region": "320100"}, "额方"),
        ({"region": "429004"}, "高"),
        ({"region": "420000"}, "高"),
        ({"region": "110000"}, ""),
        ({"section": "C"}, "安程戴额"),
        ({"section": "I"}, "白"),
        ({"section": "A"}, ""),
        ({"ownership": "state"}, "安程高"),
        ({"ownership": "foreign"}, "额"),
        ({"status": "active"}, "安白程额高"),
        ({"status": "preparing"}, "戴"),
        ({"status": "rectifying"}, "方"),
        ({"q": "科协"}, "安白程戴额方高"),
        ({"q": "白"}, "白"),
        ({"q": "baike"}, "白"),
        ({"q": "GAOKEXIE"}, "高"),
        ({"q": "dkx"}, "戴"),
        ({"q": "协 程"}, "程"),
        ({"q": "没有"}, ""),
        ({"region": "430600", "section": "C"}, "安程"),
        ({"region": "430600", "section": "C", "ownership": "state", "status": "active", "q": "chengke"}, "程"),
        ({"region": "430000", "ownership": "private"}, "白戴"),
        ({"region": "320000", "ownership": "state"}, ""),
        ({"sort": "founded", "section": "C"}, "程安额戴"),
        ({"sort": "founded", "region": "430603"}, "白安"),
    ],
)
def test_filters_alone_and_together(asked: dict[str, str], expected: str) -> None:
    html = browse(listing="enterprise", **asked)
    found = [name[0] for name in reading.rows(html)]
    if asked.get("sort") == "founded":
        assert found[:2] == list(expected[:2])
    assert sorted(found) == sorted(expected)
    assert reading.count(html) == str(len(expected))
    assert reading.tabs(html)["企业科协"] == str(len(expected))
    assert reading.notices(html) == []
    assert ("没有符合条件的组织" in html) == (not expected)


@pytest.mark.usefixtures("seven")
def test_a_row_says_what_where_and_since_when() -> None:
    html = browse(q="安科协")
    assert (
        reading.words(html.split('<ul class="k-meta">')[1].split("</ul>")[0])
        == "企业科协 湖南岳阳云溪区 1984-05-01 成立"
    )
    assert "2019-01 成立" in browse(q="额科协")
    assert "限期整改" in reading.words(browse(q="方科协", region="320113")).split("清除筛选")[1]


@pytest.mark.usefixtures("seven")
def test_the_regions_below_lead_on_with_their_numbers() -> None:
    html = browse(q="科协", section="C")
    (hunan,) = reading.links(html, "湖南")
    assert {"region=430000", "section=C"} < set(hunan.split("?")[1].split("&"))
    html = Client().get(hunan).text
    assert [name[0] for name in reading.rows(html)] == list("安程戴")
    (yueyang,) = reading.links(html, "岳阳")
    html = Client().get(yueyang).text
    assert [name[0] for name in reading.rows(html)] == list("安程")
    assert reading.links(html, "湖南") == [hunan]
    county = Client().get(reading.links(html, "云溪区")[0]).text
    assert [name[0] for name in reading.rows(county)] == ["安"]
    assert reading.links(county, "岳阳楼区")


@pytest.mark.usefixtures("seven")
@pytest.mark.spec("STA-10")
def test_a_regions_number_is_what_its_link_leads_to() -> None:
    listed("园区科协", kind="park_association")
    for asked in ({}, {"listing": "park"}, {"region": "430000"}, {"region": "430600"}, {"sort": "founded"}):
        html = browse(**asked)
        found = reading.regions(html)
        assert any(number for _, number in found.values()), asked
        for address, number in found.values():
            assert len(reading.rows(Client().get(address).text)) == int(number or 0)
    for asked in ({"q": "科协"}, {"section": "C"}, {"ownership": "state"}, {"status": "active", "region": "430000"}):
        assert {number for _, number in reading.regions(browse(**asked)).values()} == {""}, asked


@pytest.mark.parametrize(
    ("region", "label"),
    [
        ("", "省份"),
        ("430000", "城市"),
        ("420000", "城市"),
        ("110000", "区县"),
        ("430600", "区县"),
        ("430603", "区县"),
        ("429004", "城市"),
    ],
)
def test_the_regions_below_are_called_what_they_are(region: str, label: str) -> None:
    html = browse(region=region)
    labels = [reading.words(part.split("</span>")[0]) for part in html.split('<span class="k-filter-label">')[1:]]
    assert labels == ["地区", label]


@pytest.mark.spec("POR-02")
@pytest.mark.parametrize(
    ("region", "address"),
    [
        ("", "/distribution/"),
        ("430000", "/distribution/430000/"),
        ("430600", "/distribution/430600/"),
        ("430603", "/distribution/430600/"),
        ("429004", "/distribution/420000/"),
        ("999999", "/distribution/"),
    ],
)
def test_the_map_of_the_chosen_region_is_one_step_away(region: str, address: str) -> None:
    assert reading.links(browse(region=region), "地图") == [address]
    assert Client().get(address).status_code == 200


@pytest.mark.usefixtures("seven")
@pytest.mark.spec("AXS-01")
@pytest.mark.parametrize("region", ["", "430000", "430600", "430603", "429004", "110000"])
def test_what_can_be_chosen_has_a_name_of_its_own_for_the_focus(region: str) -> None:
    html = browse(region=region)
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    assert {f"list-{item}" for item in rules.Listing} < set(ids)
    if region:
        assert f"region-{region}" in ids


@pytest.mark.usefixtures("seven")
def test_clearing_and_the_whole_country_take_the_filters_off() -> None:
    html = browse(q="安", region="430600", section="C", listing="enterprise")
    (clear,) = reading.links(html, "清除筛选")
    assert len(reading.rows(Client().get(clear).text)) == 7
    (whole,) = reading.links(html, "全国")
    assert list(reading.rows(Client().get(whole).text)) == ["安科协"]
    assert reading.links(browse(), "清除筛选") == []


@pytest.mark.spec("ORG-03")
def test_an_old_code_leads_to_todays_region() -> None:
    merged = Change(
        ChangeKind.MERGED, date(2018, 12, 26), origin=("371200",), into=("370100",), former_names={"371200": "莱芜市"}
    )
    regions.change(merged, by=factories.BY)
    listed("济科协", "370102")
    html = browse(region="371200")
    assert list(reading.rows(html)) == ["济科协"]
    assert reading.notices(html) == ["代码 371200 的行政区划已经调整，现按济南市显示。"]
    assert 'name="region" value="370100"' in html


@pytest.mark.spec("ORG-03")
def test_a_region_without_an_heir_keeps_what_is_registered_there() -> None:
    listed("君科协", "430611")
    Region.objects.filter(pk="430611").update(abolished_on=date(2026, 6, 5))
    html = browse(region="430611")
    assert list(reading.rows(html)) == ["君科协"]
    assert reading.notices(html) == ["君山区已于 2026-06-05 撤销，下面是原来登记在那里的组织。"]


@pytest.mark.usefixtures("seven")
@pytest.mark.parametrize(
    ("asked", "notice"),
    [
        ({"region": "999999"}, "没有代码为 999999 的地区，已按全部地区显示。"),
        ({"region": "43"}, "地区代码应为六位数字，已按全部地区显示。"),
        ({"region": "湖南"}, "地区代码应为六位数字，已按全部地区显示。"),
        ({"region": "４３００００"}, "地区代码应为六位数字，已按全部地区显示。"),
        ({"q": "长" * 61}, "名称最多输入 60 个字，请缩短后再查。"),
        ({"listing": "all"}, "没有这个“类别”选项，已按全部显示。"),
        ({"section": "Z"}, "没有这个“行业”选项，已按全部显示。"),
        ({"ownership": "mine"}, "没有这个“所有制”选项，已按全部显示。"),
        ({"status": "closed"}, "没有这个“状态”选项，已按全部显示。"),
        ({"sort": "size"}, "没有这个“排序”选项，已按全部显示。"),
        ({"page": "1" + "0" * 30}, "这里不用页码翻页，请用列表下方的“上一页”“下一页”。"),
        ({"after": "garbage"}, "没有找到这一页，已回到第一页。"),
        ({"before": "garbage"}, "没有找到这一页，已回到第一页。"),
        ({"after": base64.urlsafe_b64encode(b'["\\ud800","1"]').decode()}, "没有找到这一页，已回到第一页。"),
    ],
)
def test_what_cannot_be_read_is_said_and_left_out(asked: dict[str, str], notice: str) -> None:
    html = browse(**asked)
    assert reading.notices(html) == [notice]
    assert [name[0] for name in reading.rows(html)] == list("安白程戴额方高")


def test_a_nul_byte_is_refused() -> None:
    for field in ("q", "region", "after", "x"):
        assert Client().get("/organisations/", {field: "长\0岭"}).status_code == 400


@pytest.mark.spec("ORG-08")
def test_what_is_not_public_appears_nowhere() -> None:
    hidden = factories.body(name="未公开科协")
    offline, closed, shown = listed("已下线科协"), listed("已注销科协"), listed("公开科协")
    actions.take_offline(offline, reason="整改", by=factories.BY)
    actions.close(closed, closed_on=closed.created_at.date(), by=factories.BY)
    for asked in ({}, {"region": "430603"}, {"status": "active"}, {"sort": "founded"}, {"before": "end"}):
        html = browse(listing="enterprise", **asked)
        assert list(reading.rows(html)) == [shown.name], asked
        assert reading.count(html) == reading.tabs(html)["企业科协"] == "1"
        for body in (hidden, offline, closed):
            assert body.code not in html
            assert body.name not in html
    for body in (hidden, offline, closed):
        html = browse(q=body.name)
        assert reading.rows(html) == {}
        assert set(reading.tabs(html).values()) == {"0"}


@pytest.mark.spec("ORG-09")
def test_a_body_is_found_as_people_type_it() -> None:
    listed(CHANGLING, short_name="长炼科协")
    listed("岳阳长炼机电工程技术有限公司科学技术协会", kind="park_association")
    for text in ("长岭", "changling", "ChangLing", "zgsh", "岭炼", "长岭 科学", "石化　炼化", "长炼", " 长岭 "):
        assert names(q=text) == [CHANGLING], text


def test_a_place_that_is_called_like_the_words_is_offered() -> None:
    listed(CHANGLING)
    html = browse(q="岳阳")
    assert "/organisations/?region=430600" in reading.links(html, "湖南岳阳")
    html = browse(q="chaoyang")
    assert len(reading.links(html, "[^<]*朝阳[^<]*")) >= 3


def test_typed_signs_are_text() -> None:
    body = listed("<script>alert(1)</script>&科协")
    assert names(q="<script>") == [body.name]
    html = browse(q='"><img src=x onerror=alert(1)>')
    assert "<img" not in html
    assert "<script>alert" not in browse()
    for text in ("%", "_", "\\", "' OR 1=1 --", "100%", "a_b"):
        assert names(q=text) == [], text


def test_htmx_gets_the_list_alone() -> None:
    listed(CHANGLING)
    whole, part = (
        Client().get("/organisations/", {"q": "长岭"}, headers=headers)
        for headers in ({}, {"HX-Request": "true", "HX-Target": "results"})
    )
    assert part.text.strip().startswith('<div class="k-results" id="results"')
    assert "<html" not in part.text
    assert "<html" in whole.text
    assert reading.rows(part.text) == reading.rows(whole.text) != {}
    assert "HX-Target" in part["Vary"]


def test_pages_keep_the_filters_and_come_to_an_end() -> None:
    one = listed("一科协", ownership="private")
    copies = []
    for number in range(130):
        fields = {"code": f"copy{number}", "name": f"甲{number}科协", "name_key": f"a{number % 7}", "pk": None}
        copies.append(Organisation.objects.get(pk=one.pk))
        vars(copies[-1]).update(id=None, **fields)
    Organisation.objects.bulk_create(copies)
    asked = {"listing=enterprise", "region=430600", "ownership=private", "q=ke"}
    first = last = "/organisations/?" + "&".join(asked)
    there = [first]
    for number in range(3):
        html = Client().get(there[-1]).text
        assert reading.count(html) == "131"
        around = [*(["首页", "上一页"] if number else []), *(["下一页", "末页"] if number < 2 else [])]
        assert list(reading.pages(html)) == around
        there += [address for label, address in reading.pages(html).items() if label == "下一页"]
        last = reading.pages(html).get("末页", last)
    back = [last]
    while before := reading.pages(Client().get(back[-1]).text).get("上一页"):
        back.append(before)
        assert len(back) < 5
    seen = [name for address in there for name in reading.rows(Client().get(address).text)]
    assert len(seen) == len(set(seen)) == 131
    assert [name for address in reversed(back) for name in reading.rows(Client().get(address).text)] == seen
    assert all(asked < set(address.split("?")[1].split("&")) for address in [*there[1:], *back])
    begin = reading.pages(Client().get(last).text)["首页"]
    assert set(begin.split("?")[1].split("&")) == asked


def test_more_than_a_thousand_are_counted_so() -> None:
    one = listed("一科协")
    copies = [Organisation.objects.get(pk=one.pk) for _ in range(1000)]
    for number, copy in enumerate(copies):
        vars(copy).update(id=None, code=f"copy{number}")
    Organisation.objects.bulk_create(copies)
    html = browse(q="科协")
    assert (reading.count(html), reading.tabs(html)["企业科协"]) == ("1,000+", "1,000+")
    assert reading.tabs(browse())["企业科协"] == "1,001"


@pytest.mark.spec("PRF-12")
def test_the_number_of_queries_does_not_grow() -> None:
    def queries(**asked: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            browse(**asked)
        return len(seen)

    listed("一科协", ownership="state")
    asked: list[dict[str, str]] = [{}, {"q": "科协"}, {"region": "430603"}, {"ownership": "state"}]
    one = [queries(**given) for given in asked]
    listed("二科协", "320113", ownership="state")
    listed("三科协", "110101", ownership="state")
    assert [queries(**given) for given in asked] == one
    assert max(one) < 20


JUNK = [
    "",
    " ",
    "\t\r\n",
    "null",
    "undefined",
    "NaN",
    "-1",
    "0",
    "1e309",
    "10" * 30,
    "true",
    "[]",
    "{}",
    "()",
    "'",
    '"',
    "`",
    "\\",
    "%",
    "%s",
    "%(a)s",
    "%%",
    "{{ 7*7 }}",
    "{% debug %}",
    "${7*7}",
    "<b>",
    "</script>",
    "&amp;",
    "; DROP TABLE organisation; --",
    "' OR '1'='1",
    "../../../etc/passwd",
    "file:///etc/passwd",
    "http://example.com/",
    "//example.com",
    "javascript:alert(1)",
    "\x7f",
    "\x1b[31m",
    "\u200b",
    "\u202e长岭",
    "\ufeff",
    "\ufffd",
    "👨‍👩‍👧‍👦",
    "𠮷㐂䶮",
    "é",
    "e\u0301",
    "ＣＨＡＮＧＬＩＮＧ",
    "İ",
    "ß",
    "長嶺",
    "a" * 5000,
    "长" * 5000,
    "a " * 30,
    "*",
    "?",
    "|",
    "(",
    "[",
    "+",
    "^$",
    "\n430000",
    "430000\n",
    "000000",
    "999999",
    "430000,320000",
    "43",
    "C25",
    "closed",
    "end",
    "WyJhIiwgIjEiXQ",
    "WyJhIiwgIjEiXQ==",
    base64.urlsafe_b64encode(b"[" * 740).decode(),
    base64.urlsafe_b64encode(json.dumps(["a", str(10**30)]).encode()).decode(),
    base64.urlsafe_b64encode(json.dumps(["2026-02-30", "1"]).encode()).decode(),
    base64.urlsafe_b64encode(json.dumps(["\ud800", "1"]).encode()).decode(),
]
FIELDS = ["q", "listing", "region", "section", "ownership", "status", "sort", "after", "before", "page", "x"]


@pytest.mark.spec("SEC-02")
def test_no_junk_breaks_the_list() -> None:
    listed(CHANGLING)
    client = Client(raise_request_exception=False)
    for junk in JUNK:
        for fields in (["q"], ["region"], ["after"], ["before"], ["listing", "section", "ownership", "status", "sort"]):
            answer = client.get("/organisations/", dict.fromkeys([*fields, "page", "x"], junk))
            assert answer.status_code == 200, (fields, junk)


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(st.sampled_from(FIELDS), st.one_of(st.text(max_size=70), st.sampled_from(JUNK)), max_size=6))
def test_no_combination_of_junk_breaks_the_list(asked: dict[str, str]) -> None:
    answer = Client(raise_request_exception=False).get("/organisations/", asked)
    assert answer.status_code == (400 if any("\0" in text for text in asked.values()) else 200)


def test_other_ways_of_asking() -> None:
    client = Client(raise_request_exception=False)
    assert client.get("/organisations/?q=a&q=b&q=c").status_code == 200
    assert client.get("/organisations/?" + "&".join(f"a{n}=1" for n in range(500))).status_code == 200
    assert client.get("/organisations/?q=%ff%fe&region=%c3%28").status_code == 200
    assert client.get("/organisations/?=&&&;;=").status_code == 200
    assert client.head("/organisations/").status_code == 200
    assert client.get("/organisations").headers["Location"] == "/organisations/"
