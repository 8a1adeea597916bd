"""The address book: whom an organisation may write to, as far as they have released themselves."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kexie.areas.directory.queries import contacts as book
from kexie.areas.directory.tests.book import MOBILE, entry, names
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.models import Organisation, Post
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-11"), pytest.mark.spec("SCP-04")]
Title = rules.Title


def shown(body: Organisation, query: str = "", role: Role = Role.VIEWER) -> str:
    answer = pages.browser(appointed(body, role)).get(f"/organisations/{body.code}/contacts/{query}")
    assert answer.status_code == 200
    return answer.text


@pytest.fixture
def county() -> Organisation:
    """A county with people above, beside, below and elsewhere."""
    county = factories.association("430603")
    entry(county, "云溪本人", Title.CHAIR)
    entry(factories.association("430600"), "岳阳上级", Title.CHAIR)
    entry(factories.association("430000"), "湖南上上级", Title.CHAIR)
    entry(factories.association("430602"), "同级楼区", Title.CHAIR)
    entry(factories.body("430602", name="楼区企业科协"), "同级的下级")
    entry(factories.body("430603", name="云溪企业科协"), "云溪下级")
    entry(factories.association("430102"), "长沙堂亲")
    entry(factories.association("320113"), "栖霞外人")
    return county


def test_it_holds_those_below_the_peers_and_the_direct_superior(county: Organisation) -> None:
    assert set(names(shown(county))) == {"云溪本人", "岳阳上级", "同级楼区", "云溪下级"}


@pytest.mark.parametrize(
    ("circle", "found"),
    [("below", {"云溪下级"}), ("peers", {"同级楼区"}), ("superior", {"岳阳上级"})],
)
def test_a_circle_is_a_part_of_it(county: Organisation, circle: str, found: set[str]) -> None:
    assert set(names(shown(county, f"?circle={circle}"))) == found


def test_a_grassroots_body_finds_itself_and_its_superior() -> None:
    body, beside = factories.body(name="甲科协"), factories.body(name="乙科协")
    entry(factories.association("430603"), "云溪上级")
    entry(body, "甲的人")
    entry(beside, "乙的人")
    assert set(names(shown(body))) == {"甲的人", "云溪上级"}
    assert set(names(shown(body, "?view=bodies"))) == {"甲科协", "云溪区科学技术协会"}


def test_provincial_associations_and_cities_of_one_province_are_peers() -> None:
    entry(factories.association("320000"), "江苏同级")
    entry(factories.association("430600"), "岳阳下级")
    assert set(names(shown(factories.association("430000")))) == {"江苏同级", "岳阳下级"}


def test_what_a_body_has_not_released_stands_nowhere(county: Organisation) -> None:
    entry(factories.body("430603", name="未公开科协"), "没有公开", is_listed=False)
    assert "没有公开" not in shown(county)
    assert names(shown(county, "?q=没有公开")) == []


def test_nor_who_holds_the_post_no_longer_or_not_yet_nor_of_a_closed_body(county: Organisation) -> None:
    past = entry(factories.body("430603"), "已经卸任")
    actions.end_post(past, until=factories.DAY.replace(day=1), by=factories.BY)
    closed = factories.body("430603")
    entry(closed, "已经注销")
    actions.close(closed, closed_on=factories.DAY, by=factories.BY)
    html = shown(county)
    assert "已经卸任" not in html
    assert "已经注销" not in html


def test_a_role_elsewhere_adds_nothing_to_this_book(county: Organisation) -> None:
    person = appointed(county, Role.SECRETARY)
    appointed(factories.association("320000"), Role.SECRETARY, person=person)
    browser = pages.browser(person)
    assert "栖霞外人" not in browser.get(f"/organisations/{county.code}/contacts/").text
    jiangsu = factories.association("320000")
    assert names(browser.get(f"/organisations/{jiangsu.code}/contacts/?q=栖霞").text) == ["栖霞外人"]


def test_mobile_numbers_are_masked(county: Organisation) -> None:
    entry(factories.body("430603"), "有手机", phone="000-1234567", mobile=MOBILE)
    html = shown(county, "?q=youshouji", role=Role.ADMINISTRATOR)
    assert "000-1234567" in html
    assert "199****5678" in html
    assert MOBILE not in html


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("单云", ["单", "单云", "shanyun", "sy", "shan", "Shan", "danyun"]),
        ("曾国", ["zengguo", "zg", "zeng"]),
        ("仇英", ["qiuying", "qy"]),
        ("解缙", ["xiejin", "xj"]),
        ("查良", ["zhaliang", "zl"]),
        ("区寄", ["ouji"]),
        ("尉迟恭", ["yuchigong", "ycg"]),
        ("欧阳修", ["ouyangxiu", "oyx"]),
        ("单于达", ["chanyuda", "cyd"]),
        ("买买提·吐尔逊", ["maimaiti", "吐尔逊"]),
        ("𠮷野㐂", ["𠮷", "㐂"]),
        ("O'Brien", ["o'br", "BRIEN"]),
    ],
)
def test_a_person_is_found_by_characters_pinyin_and_initials(name: str, words: list[str]) -> None:
    county = factories.association("430603")
    entry(factories.body("430603", name="某某科协"), name)
    entry(factories.body("430603", name="别的科协"), "冯铭")
    browser = pages.browser(appointed(county))
    for word in words:
        html = browser.get(f"/organisations/{county.code}/contacts/", {"q": word}).text
        assert names(html) == [name], word


def test_surnames_are_sorted_as_they_are_read() -> None:
    county = factories.association("430603")
    body = factories.body("430603")
    for name in ("曾三", "单四", "仇五", "任六", "解七", "查八", "陈一"):
        entry(body, name)
    assert names(shown(county)) == ["陈一", "仇五", "任六", "单四", "解七", "曾三", "查八"]


def test_also_by_body_region_kind_and_post(county: Organisation) -> None:
    park = factories.body("430603", kind="park_association", name="绿色化工园区科协")
    entry(park, "园区秘书", Title.SECRETARY_GENERAL)
    assert names(shown(county, "?q=绿色化工")) == ["园区秘书"]
    assert names(shown(county, "?q=lshg 园区秘")) == ["园区秘书"]
    assert names(shown(county, "?kind=park_association")) == ["园区秘书"]
    assert names(shown(county, f"?title={int(Title.SECRETARY_GENERAL)}")) == ["园区秘书"]
    assert names(shown(county, "?region=430602")) == ["同级楼区"]
    assert names(shown(county, "?region=430602&q=没有")) == []
    assert names(shown(county, "?view=bodies&q=lshg")) == ["绿色化工园区科协"]
    assert names(shown(county, "?view=bodies&kind=park_association")) == ["绿色化工园区科协"]


def test_a_body_that_is_renamed_or_moved_takes_its_people_along() -> None:
    county, beside = factories.association("430603"), factories.association("430611")
    body = factories.body("430603", name="旧名科协")
    entry(body, "随行人")
    body.refresh_from_db()
    actions.change(body, name="新名科协", seen=body.revision, by=factories.BY)
    assert names(shown(county, "?q=xinming")) == ["随行人"]
    assert names(shown(county, "?q=jiuming")) == []
    body.refresh_from_db()
    actions.move(body, superior=factories.association("430600"), seen=body.revision, by=factories.BY)
    assert names(shown(county, "?q=xinming")) == []
    assert names(shown(factories.association("430600"), "?q=xinming")) == ["随行人"]
    assert names(shown(beside)) == []
    assert Post.objects.get(holder="随行人").path == Organisation.objects.get(pk=body.pk).path


def test_an_office_is_shown_as_far_as_it_is_online(county: Organisation) -> None:
    for name, released, published in (
        ("公开科协", ["contacts"], True),
        ("半公开科协", [], True),
        ("未公开科协", ["contacts"], False),
    ):
        body = factories.body("430603", name=name)
        actions.present(body, phone=f"{name}电话", email="a@example.com", released=released, by=factories.BY)
        if published:
            actions.publish(body, by=factories.BY)
    html = shown(county, "?view=bodies")
    assert "公开科协电话" in html
    assert "半公开科协电话" not in html
    assert "未公开科协电话" not in html


def test_a_wrong_filter_is_said_and_left_out(county: Organisation) -> None:
    html = shown(county, "?kind=wrong&region=999999&title=7&circle=moon&after=nonsense&view=x")
    for words in ("“类型”", "“地区”", "“职务”", "“范围”", "已回到第一页"):
        assert words in html
    assert len(names(html)) == 4


def test_it_goes_on_page_by_page() -> None:
    county = factories.association("430603")
    body = factories.body("430603")
    for number in range(book.SIZE + 3):
        entry(body, f"成员{number:03}")
    entry(factories.association("430602"), "楼区")
    first = shown(county)
    assert len(names(first)) == book.SIZE
    assert "<strong>34</strong>" in first
    next_page = first.split('rel="next" href="')[1].split('"')[0].partition("?")[2].replace("&amp;", "&")
    second = names(shown(county, f"?{next_page}"))
    assert len(second) == 4
    assert not set(second) & set(names(first))
    assert names(shown(county, "?before=end"))[-4:] == second


def test_an_empty_book_says_how_it_is_filled() -> None:
    assert "通讯录里还没有人员" in shown(factories.body())
    assert "没有符合条件的人员" in shown(factories.body(), "?q=谁")


@pytest.mark.spec("PRF-12")
@pytest.mark.parametrize(
    "query", ["", "?q=chengyuan", "?view=bodies", "?view=bodies&q=keji", "?circle=below&kind=association"]
)
def test_more_rows_take_no_more_queries(query: str, county: Organisation) -> None:
    browser = pages.browser(appointed(county))
    address = f"/organisations/{county.code}/contacts/{query}"
    taken = []
    for _ in range(2):
        entry(factories.body("430603"), "成员", mobile=MOBILE)
        browser.get(address)
        with CaptureQueriesContext(connection) as caught:
            browser.get(address)
        taken.append(len(caught))
        entry(factories.body("430603"), "成员")
    assert taken[0] == taken[1]
