"""The desk returns an application with a reason."""

import pytest

from kexie.areas.membership.models import Application
from kexie.areas.membership.tests import factories
from kexie.engines.notices.models import Announcement
from kexie.engines.worklist.models import Obligation
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-01")]


def send(row: Application, **given: object) -> tuple[int, str]:
    form = pages.form(seen=row.revision, reason="部门没有填", faults=["department", "name"]) | given
    answer = pages.browser(appointed(row.organisation, Role.REVIEWER)).post(f"/applications/{row.code}/return_/", form)
    return answer.status_code, answer.text


def test_it_goes_back_with_reason_and_marks_and_the_applicant_is_told() -> None:
    row = factories.application()
    assert send(row)[0] == 303
    row.refresh_from_db()
    assert (row.stage, row.reason, row.faults) == ("returned", "部门没有填", ["name", "department"])
    assert [(one.kind, one.person_id) for one in Obligation.objects.open()] == [("membership.amend", row.applicant_id)]
    assert Announcement.objects.get(what="membership.return_").people == [row.applicant_id]


@pytest.mark.parametrize(
    ("typed", "words"),
    [({"reason": " "}, "请写明"), ({"reason": "缺" * 501}, "最多 500 个字"), ({"faults": ["member"]}, "没有这个项目")],
)
def test_what_is_wrong_is_said(typed: dict[str, object], words: str) -> None:
    row = factories.application()
    status, html = send(row, **typed)
    row.refresh_from_db()
    assert (status, words in html, row.stage) == (422, True, "submitted")


def test_what_does_not_wait_is_not_returned() -> None:
    assert "已退回" in send(factories.returned())[1]
