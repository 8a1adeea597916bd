"""A member as the body's staff sees it."""

import pytest

from kexie.areas.membership.models import Member
from kexie.areas.membership.rules import Status
from kexie.areas.membership.tests import factories
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-01")]


def html(member: Member, role: Role = Role.SECRETARY) -> str:
    answer = pages.browser(appointed(member.organisation, role)).get(f"/members/{member.code}/")
    assert answer.status_code == 200
    return answer.text


@pytest.mark.spec("SEC-06")
def test_numbers_are_masked() -> None:
    member = factories.member(mobile="19900001234", identity=factories.identity(), email="li@example.com")
    page = html(member)
    assert "199****1234" in page
    assert "l***@example.com" in page
    assert not any(secret in page for secret in (member.mobile, member.identity, member.email))


def test_buttons_are_for_those_who_may() -> None:
    member = factories.member()
    for role, may in ((Role.SECRETARY, True), (Role.REVIEWER, False), (Role.LEADER, False)):
        page = html(member, role)
        assert (f"{member.code}/change/" in page, f"{member.code}/reveal/" in page) == (may, may)


@pytest.mark.spec("MEM-03")
def test_rights_are_shown_until_the_end() -> None:
    member = factories.member()
    assert "选举权和表决权" in html(member)
    Member.objects.filter(pk=member.pk).update(status=Status.EXPELLED, ended_on=bodies.DAY)
    page = html(member)
    assert "选举权和表决权" not in page
    assert "不再享有会员权利" in page
    assert "change/" not in page


@pytest.mark.spec("SCP-03")
def test_a_superior_finds_nobody() -> None:
    member = factories.member()
    superior = member.organisation.superior
    assert pages.browser(appointed(superior)).get(f"/members/{member.code}/").status_code == 404


def test_a_member_moves_with_its_body() -> None:
    member = factories.member()
    body = member.organisation
    moved = organisations.move(
        body,
        superior=bodies.association("430611"),
        region=bodies.association("430611").region,
        seen=body.revision,
        by=factories.BY,
    )
    member.refresh_from_db()
    assert (member.path, member.territory) == (moved.path, "430611")
