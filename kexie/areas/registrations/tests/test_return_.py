"""The desk returns a registration with a reason."""

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.registrations import actions
from kexie.areas.registrations.models import Registration
from kexie.areas.registrations.tests import factories
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-07")]


def send(row: Registration, **given: object) -> tuple[int, str]:
    form = pages.form(seen=row.revision, reason="执照过期", faults=["proofs", "uscc"]) | given
    answer = pages.browser(appointed(row.organisation, Role.REVIEWER)).post(f"/registrations/{row.code}/return_/", form)
    return answer.status_code, answer.text


def test_it_goes_back_with_reason_and_marks() -> None:
    row = factories.registration()
    assert send(row)[0] == 303
    row.refresh_from_db()
    assert (row.stage, row.reason, row.faults) == ("returned", "执照过期", ["uscc", "proofs"])
    assert row.steps.last().reason == "执照过期"
    assert Record.objects.get(what="registrations.return_").organisation == row.organisation_id


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"reason": " "}, "请写明退回的原因"),
        ({"reason": "缺" * 501}, "最多 500 个字"),
        ({"faults": ["applicant"]}, "没有这个项目"),
    ],
)
def test_what_is_wrong_is_said(typed: dict[str, object], words: str) -> None:
    row = factories.registration()
    status, html = send(row, **typed)
    row.refresh_from_db()
    assert (status, words in html, row.stage) == (422, True, "submitted")


@pytest.mark.spec("SEC-03")
def test_nobody_returns_his_own() -> None:
    reviewer = appointed(bodies.association("430603"))
    row = factories.registration(reviewer)
    answer = pages.send(pages.browser(reviewer), f"/registrations/{row.code}/return_/", seen=0, reason="不行")
    assert (answer.status_code, "请由其他审核人员办理" in answer.text) == (422, True)


def test_what_does_not_wait_is_not_returned() -> None:
    row = factories.returned()
    with pytest.raises(ValidationError, match="已退回"):
        actions.return_(row, seen=row.revision, reason="再退", by=factories.by(appointed(row.organisation)))
    assert send(row)[0] == 422


def test_an_old_page_says_so() -> None:
    row = factories.registration()
    assert send(row, seen=7)[0] == 409
