"""A member's entry is corrected."""

import pytest

from kexie.areas.membership.models import Member
from kexie.areas.membership.rules import Status
from kexie.areas.membership.tests import factories
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests.factories import DAY
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-01")]


def send(member: Member, **given: object) -> tuple[int, str]:
    typed = {**factories.typed(), "joined_on": "2024-03-01", "seen": member.revision, **given}
    browser = pages.browser(appointed(member.organisation))
    answer = pages.send(browser, f"/members/{member.code}/change/", **typed)
    return answer.status_code, answer.text


def test_it_is_found_anew_and_the_record_says_which_fields() -> None:
    member = factories.member(name="王敏", department="设备部")
    assert send(member, name="王敏芝", mobile=member.mobile, department="研发部")[0] == 303
    member.refresh_from_db()
    assert (member.name, member.name_key, "研发部" in member.searched) == ("王敏芝", "wangminzhi", True)
    assert Record.objects.get(what="membership.change").after == {"fields": ["name", "department"]}


def test_an_old_page_says_so() -> None:
    member = factories.member()
    assert send(member, seen=9)[0] == 409


def test_another_members_number_is_refused() -> None:
    member = factories.member()
    other = factories.member(member.organisation)
    assert "使用这个手机号" in send(member, mobile=other.mobile)[1]


@pytest.mark.spec("MEM-07")
def test_who_has_left_stays_as_it_was() -> None:
    member = factories.member()
    Member.objects.filter(pk=member.pk).update(status=Status.LEFT, ended_on=DAY)
    assert "资料不能再改" in send(member)[1]
