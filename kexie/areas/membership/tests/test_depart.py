"""Whoever leaves the enterprise is a member no longer (T10)."""

import pytest

from kexie.areas.membership.models import Member
from kexie.areas.membership.tests import factories
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-06")]


def send(member: Member, departed_on: str) -> tuple[int, str]:
    browser = pages.browser(appointed(member.organisation))
    answer = pages.send(browser, f"/members/{member.code}/depart/", seen=member.revision, departed_on=departed_on)
    return answer.status_code, answer.text


def test_the_membership_ends_that_day() -> None:
    member = factories.member()
    assert send(member, "2026-11-01")[0] == 303
    member.refresh_from_db()
    assert (member.status, str(member.ended_on), member.changes.last().cause) == ("departed", "2026-11-01", "departed")


@pytest.mark.parametrize(("day", "words"), [("2024-02-29", "早于入会"), ("2999-01-01", "晚于今天"), ("", "请填写")])
def test_a_day_that_cannot_be_is_refused(day: str, words: str) -> None:
    status, html = send(factories.member(), day)
    assert (status, words in html) == (422, True)


def test_rights_end_with_it() -> None:
    person = persons.person()
    member = factories.own(person)
    assert send(member, str(member.joined_on))[0] == 303
    assert "不再享有会员权利" in pages.browser(person).get(f"/memberships/{member.code}/card/").text
