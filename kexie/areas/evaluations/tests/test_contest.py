"""A body objects once and in time."""

from datetime import timedelta

import pytest

from kexie.areas.evaluations.tests import factories
from kexie.core import clock
from kexie.engines.worklist.queries import todo
from kexie.foundation.appointments.tests.factories import actor
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]


def test_once_in_time_and_the_association_has_to_answer() -> None:
    row = factories.released()
    clerk = factories.staff(row.organisation)
    browser, address = pages.browser(factories.secretary(row)), f"/evaluations/{row.code}/contest/"
    assert pages.status(browser, address, seen=row.revision, text=" ") == 422
    assert row.contest_until is not None
    with clock.held(clock.now() + timedelta(days=11)):
        answer = pages.send(browser, address, seen=row.revision, text="会议应得满分")
        assert (answer.status_code, "已经过了" in answer.text) == (422, True)
    with clock.held(clock.now() + timedelta(days=10)):
        assert pages.status(browser, address, seen=row.revision, text="会议应得满分") == 303
    assert f"答复“{row.name}”的考核异议" in [one.what for one in todo(actor(clerk), [row.organisation])]
    row.refresh_from_db()
    answer = pages.send(browser, address, seen=row.revision, text="再提一次")
    assert (answer.status_code, "只能提一次" in answer.text) == (422, True)


def test_before_the_result_nobody_objects() -> None:
    row = factories.confirmed()
    browser = pages.browser(factories.secretary(row))
    answer = pages.send(browser, f"/evaluations/{row.code}/contest/", seen=row.revision, text="异议")
    assert (answer.status_code, "结果公布以后" in answer.text) == (422, True)
