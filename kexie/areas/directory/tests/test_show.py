"""A body's page shows what the body has released, and nothing else of it."""

import re
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kexie.areas.directory.tests import reading
from kexie.core import clock
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.models import (
    AgreedTask,
    AssociationProfile,
    Branch,
    EnterpriseProfile,
    GrassrootsProfile,
    Organisation,
    PublicPage,
)
from kexie.foundation.organisations.tests import factories
from kexie.foundation.regions.models import Region
from tests import qr as telephone

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-08"), pytest.mark.spec("POR-03")]

CHANGLING = "中国石化长岭炼化公司科学技术协会"
SINCE = date(2020, 1, 1)
Section = rules.Section
# A word that stands nowhere else, for everything that a body may or may not release.
CANARIES = {
    Section.INTRODUCTION: ("canary-introduction", "canary-highlight"),
    Section.PARTICULARS: ("71,001 人", "7,002 人", "有固定场所"),
    Section.STRUCTURE: ("canary-branch", "canary-inner-branch"),
    Section.POSTS: ("canary-chair", "canary-adviser"),
    Section.CONTACTS: ("canary-address", "414012", "0730-7100", "canary@example.com", "canary.example.com", "113.71"),
    Section.RELATIONS: ("canary-federation",),
    Section.CHARTER: ("2021-03-04",),
}
NEVER = (
    "canary-lead",  # who leads a branch is seen where both posts and structure are released
    "canary-past",
    "canary-future",
    "canary-closed-branch",
    "canary-hidden",
    "canary-contact",
    "canary-party",
    "canary-task",
    "canary-reason",
    "91430600000000000R",
    "7003",
)


def show(body: Organisation) -> str:
    answer = Client().get(f"/organisations/{body.code}/")
    assert answer.status_code == 200
    return answer.text


@pytest.fixture
def body() -> Organisation:
    """A body with a canary in every field."""
    today = clock.today()
    body = factories.body(name=CHANGLING, short_name="长岭科协", founded_on=date(1984, 5, 1), published=True)
    GrassrootsProfile.objects.filter(organisation=body).update(
        members=71001, full_time_staff=7002, part_time_staff=7003, has_premises=True, has_budget=True
    )
    outer = actions.add_branch(body, kind="study_group", name="canary-branch", by=factories.BY)
    actions.add_branch(body, kind="branch", name="canary-inner-branch", superior=outer, by=factories.BY)
    actions.add_branch(body, kind="branch", name="canary-closed-branch", by=factories.BY)
    Branch.objects.filter(name="canary-closed-branch").update(closed_on=today)
    for title, holder, since, until in (
        (rules.Title.CHAIR, "canary-chair", SINCE, None),
        (rules.Title.ADVISER, "canary-adviser", SINCE, today + timedelta(days=1)),
        (rules.Title.VICE_CHAIR, "canary-past", SINCE, today),
        (rules.Title.SECRETARY_GENERAL, "canary-future", today + timedelta(days=1), None),
    ):
        actions.fill_post(body, title=title, holder=holder, since=since, until=until, by=factories.BY)
    leader = rules.Title.LEADER
    actions.fill_post(body, title=leader, holder="canary-lead", since=SINCE, branch=outer, by=factories.BY)
    for name, published, until in (
        ("canary-federation", True, None),
        ("canary-hidden", False, None),
        ("canary-past-federation", True, today),
    ):
        federation = factories.body(kind="federation", name=name, published=published)
        member = rules.Edge.MEMBER_OF
        actions.relate(body, federation, edge=member, until=until, contact="canary-contact", by=factories.BY)
    host = factories.body(
        kind="enterprise", name="canary-hidden-host", uscc="91430600000000000R", profile={"ownership": "state"}
    )
    EnterpriseProfile.objects.filter(organisation=host).update(party_organisation="canary-party")
    actions.relate(body, host, edge=rules.Edge.HOSTED_BY, by=factories.BY)
    AgreedTask.objects.create(organisation=body, title="canary-task", agreed_on=SINCE)
    actions.show_charter(body, since=date(2021, 3, 4))
    Organisation.objects.filter(pk=body.pk).update(offline_reason="canary-reason")
    return body


def present(body: Organisation, *released: str) -> PublicPage:
    return actions.present(
        body,
        by=factories.BY,
        released=released,
        introduction="canary-introduction\n\n第二段",
        highlights=["canary-highlight"],
        address="canary-address",
        postcode="414012",
        phone="0730-7100",
        email="canary@example.com",
        website="https://canary.example.com/",
        longitude="113.710000",
        latitude="29.540000",
        source="《企业科协工作手册》",
    )


@pytest.mark.parametrize("released", [(), *((section,) for section in Section), tuple(Section)], ids=str)
def test_only_what_is_released_is_in_the_page(body: Organisation, released: tuple[Section, ...]) -> None:
    present(body, *released)
    html = show(body)
    for section, canaries in CANARIES.items():
        for canary in canaries:
            assert (canary in html) == (section in released), canary
    for canary in NEVER:
        both = canary == "canary-lead" and set(released) == set(Section)
        assert (canary in html) == both, canary
    assert "canary-past-federation" not in html
    assert CHANGLING in html
    assert "资料来源：《企业科协工作手册》" in reading.words(html)


def test_a_page_that_says_nothing_yet_says_so() -> None:
    html = show(factories.body(name=CHANGLING, published=True))
    assert "该组织还没有公布更多内容" in html
    assert "资料来源" not in html
    facts = reading.words(reading.section(html, "基本情况"))
    assert facts == "基本情况 类型 企业科协 所在地区 湖南省岳阳市云溪区"


def test_highlights_are_shown_without_an_introduction(body: Organisation) -> None:
    actions.present(body, by=factories.BY, released=[Section.INTRODUCTION], highlights=["专利 <12> 项"])
    assert "专利 &lt;12&gt; 项" in reading.section(show(body), "组织简介")


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"founded_on": date(2019, 9, 12)}, "2019-09-12"),
        ({"founded_on": date(2019, 1, 1), "founded_as": "2019-01"}, "2019-01"),
        ({"founded_as": "1984"}, "1984"),
        ({}, ""),
    ],
)
def test_the_founding_is_as_precise_as_it_is_known(fields: dict[str, Any], shown: str) -> None:
    facts = reading.words(reading.section(show(factories.body(published=True, **fields)), "基本情况"))
    assert re.findall("成立时间 ([0-9-]+) ", facts) == ([shown] if shown else [])


@pytest.mark.parametrize("change", ["none", "hidden", "offline", "closed"])
def test_a_page_that_is_not_public_is_not_found(body: Organisation, change: str) -> None:
    present(body, *Section)
    if change == "hidden":
        Organisation.objects.filter(pk=body.pk).update(published_at=None)
    elif change == "offline":
        actions.take_offline(body, reason="整改", by=factories.BY)
    elif change == "closed":
        actions.close(body, closed_on=clock.today(), by=factories.BY)
    answer = Client().get(f"/organisations/{body.code}/")
    assert answer.status_code == (200 if change in {"none", "closed"} else 404)
    assert ("已于" in answer.text) == (change == "closed")
    assert ("canary" in answer.text) == (change == "none")


@pytest.mark.parametrize("code", ["23456789ab", "a" * 300, "-", "_", "1"])
def test_a_code_that_nobody_has_is_not_found(code: str) -> None:
    assert Client().get(f"/organisations/{code}/").status_code == 404


def test_the_code_may_be_typed_without_the_last_slash(body: Organisation) -> None:
    answer = Client().get(f"/organisations/{body.code}")
    assert (answer.status_code, answer["Location"]) == (301, f"/organisations/{body.code}/")


def test_the_superior_is_named_only_when_it_is_public(body: Organisation) -> None:
    assert "上级：" not in show(body)
    actions.publish_places(by=factories.BY)
    above = body.superior
    assert above
    assert f'上级：<a href="/organisations/{above.code}/">云溪区科学技术协会</a>' in show(body)
    actions.take_offline(above, reason="整改", by=factories.BY)
    assert "上级：" not in show(body)
    assert above.code not in show(body)


@pytest.mark.spec("ORG-05b")
def test_a_relation_is_read_from_both_sides() -> None:
    body, federation = factories.body(name=CHANGLING, published=True), factories.body(kind="federation", published=True)
    lead = factories.body(name="牵头科协", published=True)
    actions.relate(body, federation, edge=rules.Edge.MEMBER_OF, by=factories.BY)
    actions.relate(lead, federation, edge=rules.Edge.MEMBER_OF, is_lead=True, by=factories.BY)
    for each in (body, federation):
        actions.present(each, by=factories.BY, released=[Section.RELATIONS])
    assert reading.words(reading.section(show(body), "加入的联合会")) == f"加入的联合会 1 个 {federation.name}"
    members = reading.section(show(federation), "成员单位")
    assert reading.words(members) == f"成员单位 2 个 {CHANGLING} 牵头科协（牵头）"
    assert f'href="/organisations/{body.code}/"' in members


@pytest.mark.spec("ORG-10")
def test_the_chart_shows_parts_within_parts_with_their_posts(body: Organisation) -> None:
    group = Branch.objects.get(name="canary-branch")
    Branch.objects.filter(pk=group.pk).update(members=12)
    deputy = rules.Title.DEPUTY_LEADER
    actions.fill_post(body, title=deputy, holder="副手", since=SINCE, branch=group, by=factories.BY)
    for name in ("秘书处", "炼油学组"):
        kind = "secretariat" if name == "秘书处" else "study_group"
        actions.add_branch(body, kind=kind, name=name, position=9, by=factories.BY)
    present(body, Section.STRUCTURE, Section.POSTS)
    chart = reading.section(show(body), "组织架构")
    assert reading.words(chart) == (
        "组织架构 长岭科协 秘书处（办公室） 1 个 秘书处"
        " 学组 2 个 canary-branch 12 人 负责人 canary-lead 副负责人 副手 canary-inner-branch 炼油学组"
    )
    tree = re.sub(r"<(?!/?(ul|li)\b)[^>]*>|\s+", "", re.sub(r" class=\"[^\"]*\"", "", chart))
    assert "<li>canary-branch12人负责人canary-lead副负责人副手<ul><li>canary-inner-branch</li></ul></li>" in tree
    assert chart.count("<ul") == chart.count("</ul>")
    assert chart.count("<li") == chart.count("</li>")


def test_a_chart_with_numbers_alone(body: Organisation) -> None:
    GrassrootsProfile.objects.filter(organisation=body).update(parts={"branch": 38, "study_group": 1})
    Branch.objects.filter(organisation=body).update(closed_on=clock.today())
    present(body, Section.STRUCTURE)
    assert reading.words(reading.section(show(body), "组织架构")) == "组织架构 长岭科协 学组 1 个 分会 38 个"


def test_holders_of_one_post_stand_together(body: Organisation) -> None:
    for position, holder in enumerate(("甲", "乙")):
        title = rules.Title.VICE_CHAIR
        actions.fill_post(body, title=title, holder=holder, since=SINCE, position=position, by=factories.BY)
    present(body, Section.POSTS)
    posts = reading.words(reading.section(show(body), "任职人员"))
    assert posts == "任职人员 主席 canary-chair 副主席 甲、乙 顾问 canary-adviser"


def test_the_map_link_leads_to_the_place(body: Organisation) -> None:
    present(body, Section.CONTACTS)
    (link,) = reading.links(show(body), "在地图上查看")
    parts = urlsplit(link)
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "uri.amap.com", "/marker")
    assert parse_qs(parts.query) == {"position": ["113.710000,29.540000"], "name": ["长岭科协"]}
    actions.present(
        body, by=factories.BY, released=[Section.CONTACTS], address="岳阳市 & 路口镇", longitude=None, latitude=None
    )
    (link,) = reading.links(show(body), "在地图上查看")
    assert urlsplit(link).path == "/search"
    assert parse_qs(urlsplit(link).query) == {"keyword": ["岳阳市 & 路口镇"]}


def test_contacts_can_be_used(body: Organisation) -> None:
    present(body, Section.CONTACTS)
    html = reading.section(show(body), "联系方式")
    for link in ("tel:0730-7100", "mailto:canary@example.com", "https://canary.example.com/"):
        assert f'href="{link}"' in html
    assert all('rel="noopener noreferrer"' in tag for tag in re.findall('<a [^>]*target="_blank"[^>]*>', html))


@pytest.mark.spec("SEC-04")
@pytest.mark.parametrize("website", ["javascript:alert(1)", "data:text/html,x", "ftp//x", "https://"])
def test_a_link_that_runs_something_is_refused(body: Organisation, website: str) -> None:
    with pytest.raises(ValidationError):
        actions.present(body, by=factories.BY, released=list(Section), website=website)


@pytest.mark.spec("SEC-04")
def test_typed_signs_are_text() -> None:
    evil = '<script>alert("x")</script>&'
    body = factories.body(name=f"{evil}科协", short_name=evil, published=True)
    branch = actions.add_branch(body, kind="branch", name=f"{evil}分会", by=factories.BY)
    for part, title in ((None, rules.Title.CHAIR), (branch, rules.Title.LEADER)):
        actions.fill_post(body, title=title, holder=evil, since=SINCE, branch=part, by=factories.BY)
    actions.present(
        body,
        by=factories.BY,
        released=list(Section),
        introduction=evil,
        highlights=[evil],
        address=evil,
        phone='"><script>',
        source=evil,
    )
    html = show(body)
    assert "<script>" not in html
    assert html.count("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;") >= 8


def test_the_qr_code_holds_the_pages_own_address(body: Organisation) -> None:
    html = show(body)
    (svg,) = re.findall(r'<svg[^>]*class="k-qr".*?</svg>', html, re.DOTALL)
    assert telephone.read(svg) == f"http://testserver/organisations/{body.code}/"


def test_the_way_leads_back_to_the_lists(body: Organisation) -> None:
    html = show(body)
    trail = html.split('class="k-breadcrumb"')[1].split("</nav>")[0]
    assert reading.words(f"<nav {trail}") == "首页 组织在线 湖南 岳阳 云溪 长岭科协"
    for label in ("组织在线", "湖南", "岳阳", "云溪"):
        (link,) = reading.links(trail, label)
        assert CHANGLING in reading.rows(Client().get(link).text)


@pytest.mark.spec("ORG-01")
def test_an_association_shows_those_below_it() -> None:
    factories.association("430603")
    factories.association("430121")
    body = factories.body("430603", published=True)
    actions.publish_places(by=factories.BY)
    hunan = Organisation.objects.get(region="430000", kind="association")
    AssociationProfile.objects.filter(organisation=hunan).update(department="企业工作部")
    actions.present(hunan, by=factories.BY, released=[Section.PARTICULARS])
    html = show(hunan)
    below = reading.section(html, "下级科协")
    assert reading.words(below) == "下级科协 2 个 长沙科协 岳阳科协"
    assert "企业工作部" in reading.section(html, "基本情况")
    assert "省级科协" in reading.words(html)
    assert body.name not in html
    yueyang = Organisation.objects.get(region="430600", kind="association")
    actions.take_offline(yueyang, reason="整改", by=factories.BY)
    assert reading.words(reading.section(show(hunan), "下级科协")) == "下级科协 1 个 长沙科协"


def test_the_corps_and_the_nation_have_pages() -> None:
    national = factories.national()
    corps = actions.add(
        national, kind="association", level="provincial", name=rules.CORPS, region=None, by=factories.BY
    )
    actions.publish_places(by=factories.BY)
    assert rules.CORPS in reading.section(show(national), "下级科协")
    assert "所在地区" not in show(corps)


@pytest.mark.parametrize(("status", "badge"), [("preparing", "筹备中"), ("rectifying", "限期整改"), ("active", "")])
def test_a_body_that_is_not_in_order_is_marked(status: str, badge: str) -> None:
    html = show(factories.body(status=status, published=True))
    assert re.findall('<span class="badge bg-orange-lt">(.*?)</span>', html) == ([badge] if badge else [])


@pytest.mark.spec("PRF-12")
def test_the_number_of_queries_does_not_grow(body: Organisation) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            show(body)
        return len(seen)

    present(body, *Section)
    one = queries()
    for number in range(3):
        part = actions.add_branch(body, kind="branch", name=f"分会{number}", by=factories.BY)
        actions.add_branch(body, kind="branch", name=f"小组{number}", superior=part, by=factories.BY)
        actions.fill_post(
            body, title=rules.Title.LEADER, holder=f"甲{number}", since=SINCE, branch=part, by=factories.BY
        )
        actions.fill_post(body, title=rules.Title.ADVISER, holder=f"乙{number}", since=SINCE, by=factories.BY)
        federation = factories.body(kind="federation", published=True)
        actions.relate(body, federation, edge=rules.Edge.MEMBER_OF, by=factories.BY)
    assert queries() == one
    assert one < 20


def test_a_body_whose_region_went_keeps_its_page(body: Organisation) -> None:
    Region.objects.filter(pk="430603").update(abolished_on=date(2026, 6, 5))
    assert "云溪区" in show(body)
