"""The group takes a case back from the desk to change it."""

import pytest

from kexie.areas.establishment import actions
from kexie.areas.establishment.tests import factories
from kexie.core import clock
from kexie.core.locks import Stale
from kexie.core.tests.threads import at_once
from kexie.engines.notices.tests.factories import titles
from kexie.engines.worklist.queries import todo
from kexie.foundation.appointments.tests.factories import actor
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-07")]


def test_it_is_the_groups_turn_again_and_the_desk_is_told() -> None:
    case = factories.submitted()
    reviewer = factories.reviewer(case)
    answer = pages.send(pages.browser(case.applicant), f"/establishment/{case.code}/recall/", seen=case.revision)
    case.refresh_from_db()
    assert (answer.status_code, case.stage, case.due) == (303, "preparing", None)
    assert f"“{case.body.name}”撤回了设立申请，修改后再提交" in titles(reviewer)
    assert not list(todo(actor(reviewer), [case.organisation]))


def test_what_does_not_wait_is_not_recalled() -> None:
    case = factories.founded()
    answer = pages.send(pages.browser(case.applicant), f"/establishment/{case.code}/recall/", seen=case.revision)
    assert answer.status_code == 422


@pytest.mark.django_db(transaction=True)
def test_recalled_and_approved_at_once_is_one_of_both() -> None:
    case = factories.submitted()
    reviewer, day = factories.by(factories.reviewer(case)), clock.today()
    done = at_once(
        lambda: actions.recall(case, seen=case.revision, by=factories.by(case.applicant)),
        lambda: actions.approve(case, number="1号", issued_on=day, seen=case.revision, by=reviewer),
    )
    assert sum(isinstance(result, Stale) for result in done) == 1
