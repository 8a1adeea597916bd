"""A body's list of members: found by name, pinyin, number and department, filtered, in pages."""

from typing import Any

import pytest

from kexie.areas.membership.models import Member
from kexie.areas.membership.queries.members import SIZE
from kexie.areas.membership.rules import Status
from kexie.areas.membership.tests import factories
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests.factories import DAY
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-01"), pytest.mark.spec("MEM-09")]


def html(body: Organisation, **filters: Any) -> str:
    answer = pages.browser(appointed(body, Role.REVIEWER)).get(f"/organisations/{body.code}/members/", filters)
    assert answer.status_code == 200
    return answer.text


def test_members_are_found_by_all_that_people_know_of_them() -> None:
    body = factories.body()
    factories.member(body, name="单云飞", department="炼油研究所")
    factories.member(body, name="赵设备", department="设备部")
    for words in ("单", "单云", "s y", "sy", "shanyun", "syf", "000001", "炼油", "单云飞 研究所"):
        page = html(body, q=words)
        assert ("单云飞" in page, "赵设备" in page) == (True, False), words
    assert "没有符合条件的会员" in html(body, q="查无此人")


def test_filters_pick_out_and_others_bodies_stay_apart() -> None:
    body = factories.body()
    factories.member(body, name="甲博士", education="doctor", rank="senior")
    factories.member(body, name="乙技师", category="skilled", rank="skilled")
    factories.member(name="丙博士", education="doctor", rank="senior")
    assert "甲博士" in (page := html(body, education="doctor"))
    assert "乙技师" not in page
    assert "丙博士" not in page
    assert "乙技师" in html(body, category="skilled")
    assert "没有符合条件的会员" in html(body, category="skilled", education="doctor")


def test_pages_follow_one_another_and_miss_nobody() -> None:
    body = factories.body()
    for number in range(SIZE + 1):
        factories.member(body, name=f"甲{chr(0x4E00 + number)}")
    for sort in ("name", "number"):
        browser = pages.browser(appointed(body, Role.REVIEWER))
        first = browser.get(f"/organisations/{body.code}/members/", {"sort": sort})
        link = first.text.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
        second = browser.get(link)
        codes = [code for code in Member.objects.values_list("code", flat=True) if code in first.text + second.text]
        assert (len(codes), second.text.count('data-label="会员号"')) == (SIZE + 1, 1)
        assert "共 <strong>51</strong> 人" in second.text


def test_former_members_have_a_list_of_their_own() -> None:
    body = factories.body()
    left = factories.member(body, name="退会人")
    Member.objects.filter(pk=left.pk).update(status=Status.LEFT, ended_on=DAY)
    factories.member(body, name="在册人")
    assert "退会人" not in html(body)
    assert "退会人" in (page := html(body, view="gone"))
    assert "在册人" not in page


def test_a_wrong_filter_or_mark_shows_the_first_page() -> None:
    body = factories.body()
    factories.member(body, name="在册人")
    assert "在册人" in html(body, category="nothing", after="???", view="x")


def test_the_code_to_join_by_is_there_once_the_page_is_public() -> None:
    assert f"/organisations/{(body := factories.body()).code}/apply/" in html(body)
    assert "公开主页以后" in html(factories.body(published=False))
