"""The desk accepts: the applicant becomes a member."""

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.membership import actions
from kexie.areas.membership.models import Application, Member
from kexie.areas.membership.tests import factories
from kexie.core.locks import Stale
from kexie.core.tests.threads import at_once
from kexie.engines.notices.models import Announcement
from kexie.engines.worklist.models import Obligation
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.people.tests import factories as persons
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-01")]


def accept(row: Application) -> Member:
    return actions.accept(row, seen=row.revision, by=factories.by(persons.person()))


def test_the_applicant_is_a_member_with_number_and_card() -> None:
    row = factories.application(identity=factories.identity(), rank="middle", department="研发部")
    reviewer = pages.browser(appointed(row.organisation, Role.REVIEWER))
    answer = pages.send(reviewer, f"/applications/{row.code}/accept/", seen=row.revision)
    member, mobile = Member.objects.get(), row.mobile
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/members/{member.code}/")
    assert (member.person, member.number, member.mobile, member.rank) == (row.applicant, 1, mobile, "middle")
    row.refresh_from_db()
    assert (row.stage, row.member, row.mobile) == ("accepted", member, "")
    assert not Obligation.objects.open().exists()
    assert Announcement.objects.get(what="membership.accept").link == f"/memberships/{member.code}/card/"
    assert member.changes.get().cause == "applied"


@pytest.mark.spec("MEM-01b")
def test_who_stands_on_the_roll_is_joined_to_that_entry() -> None:
    member = factories.member(mobile="19900001234")
    row = factories.application(member.organisation, mobile="19900001234")
    assert accept(row).pk == member.pk
    member.refresh_from_db()
    assert (Member.objects.count(), member.person) == (1, row.applicant)
    assert [change.cause for change in member.changes.all()] == ["entered", "claimed"]
    other = factories.application(member.organisation, mobile="19900001234")
    with pytest.raises(ValidationError, match="另一个账号"):
        accept(other)


@pytest.mark.spec("SEC-03")
def test_nobody_accepts_his_own() -> None:
    body = factories.body()
    reviewer = appointed(body)
    row = factories.application(body, reviewer)
    answer = pages.send(pages.browser(reviewer), f"/applications/{row.code}/accept/", seen=0)
    assert (answer.status_code, "请由其他审核人员办理" in answer.text) == (422, True)


@pytest.mark.django_db(transaction=True)
def test_of_two_reviewers_at_once_one_decides_and_the_other_is_told() -> None:
    row = factories.application()
    first, second = (factories.by(persons.person()) for _ in range(2))

    def take() -> object:
        return actions.accept(row, seen=row.revision, by=first)

    def refuse() -> object:
        return actions.refuse(row, seen=row.revision, reason="不在本企业", by=second)

    answers = at_once(take, refuse)
    assert sum(isinstance(answer, Stale) for answer in answers) == 1
    row.refresh_from_db()
    assert row.steps.count() == 2
    decided = Record.objects.filter(what__in=["membership.accept", "membership.refuse"], thing="membership.application")
    assert decided.count() == 1
    assert Member.objects.count() == (row.stage == "accepted")


def test_the_second_reviewer_reads_what_the_first_decided() -> None:
    row = factories.application()
    actions.refuse(row, seen=row.revision, reason="不在本企业", by=factories.by(persons.person()))
    browser, page = pages.browser(appointed(row.organisation, Role.REVIEWER)), f"/applications/{row.code}/accept/"
    answer = pages.send(browser, page, seen=row.revision)
    assert (answer.status_code, "现在是“未通过”" in answer.text) == (409, True)
    assert "不能再审核" in pages.send(browser, page, seen=row.revision + 1).text
    assert not Member.objects.exists()
