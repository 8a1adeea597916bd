"""Many members are put into a group at once: those who were ticked, or all whom the filters leave."""

import pytest

from kexie.areas.membership import actions
from kexie.areas.membership.models import Member, Tag, Tagged
from kexie.areas.membership.tests import factories
from kexie.core import clock
from kexie.core.tests.threads import at_once
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-08")]


def inside(tag: Tag) -> list[str]:
    return [row.member.name for row in tag.tagged.select_related("member").order_by("member__number")]


def test_those_ticked_those_filtered_and_out_again() -> None:
    body = factories.body()
    first, second, third = (factories.member(body, name=name) for name in ("甲", "乙", "丙"))
    factories.member(body, name="丁", category="skilled")
    stranger = factories.member(name="外人")
    browser, page = pages.browser(appointed(body)), f"/organisations/{body.code}/members/tag_many/"
    picked = f"{page}?member={first.code}&member={second.code}&member={stranger.code}"
    assert ("勾选的 2 位" in browser.get(picked).text, "外人" in browser.get(picked).text) == (True, False)
    answer = pages.send(browser, picked, member=[first.code], name="学组")
    group = Tag.objects.get()
    assert (answer.status_code, answer["Location"].endswith(f"?tag={group.code}"), inside(group)) == (303, True, ["甲"])
    for typed, words in (
        ({"member": [first.code]}, "只填其中一项"),
        ({"member": [first.code], "into": group.code, "name": "又"}, "只填其中一项"),
        ({"into": group.code}, "至少勾选一位"),
        ({"member": [stranger.code], "into": group.code}, "刷新页面"),
    ):
        refused = pages.send(browser, picked, **typed)
        assert (refused.status_code, words in refused.text) == (422, True), typed
    assert pages.status(browser, f"{page}?category=technical", into=group.code) == 303
    assert inside(group) == ["甲", "乙", "丙"]
    listed = browser.get(f"/organisations/{body.code}/members/", {"tag": group.code}).text
    assert [name for name in ("甲", "乙", "丙", "丁") if f">{name}</a>" in listed] == ["甲", "乙", "丙"]
    assert pages.status(browser, f"{page}?member={third.code}", member=[third.code], into=group.code, is_out="1") == 303
    assert inside(group) == ["甲", "乙"]


def test_who_is_no_member_any_more_is_left_out() -> None:
    member = factories.member()
    group = factories.tag(member.organisation)
    actions.depart(member, seen=member.revision, departed_on=clock.today(), by=factories.BY)
    page = f"/organisations/{group.organisation.code}/members/tag_many/"
    assert "没有选中在册的会员" in pages.send(pages.browser(appointed(group.organisation)), page, into=group.code).text


@pytest.mark.django_db(transaction=True)
def test_two_at_once_put_everybody_in_once() -> None:
    body = factories.body()
    for _ in range(4):
        factories.member(body)
    group = factories.tag(body)

    def put() -> object:
        return actions.tag_many(body, Member.objects.filter(organisation=body), into=group.code, by=factories.BY)

    assert all(isinstance(one, Tag) for one in at_once(put, put))
    assert Tagged.objects.count() == 4
