"""A body is given more time (see test_submit.py for what it may do then)."""

from datetime import timedelta

import pytest

from kexie.areas.evaluations.tests import factories
from kexie.core import clock
from kexie.engines.worklist.queries import todo
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import actor
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]


def test_the_new_day_stands_and_an_earlier_one_is_refused() -> None:
    row = factories.evaluation()
    secretary = factories.secretary(row)
    browser = pages.browser(factories.staff(row.organisation, Role.SECRETARY))
    address = f"/evaluations/{row.code}/extend/"
    answer = pages.send(browser, address, seen=row.revision, due=f"{row.due:%Y-%m-%d}")
    assert (answer.status_code, "晚于原来的" in answer.text) == (422, True)
    due = clock.today() + timedelta(days=30)
    assert pages.status(browser, address, seen=row.revision, due=f"{due:%Y-%m-%d}") == 303
    (waiting,) = todo(actor(secretary), [row.body])
    assert waiting.due == due
    done = factories.submitted()
    address = f"/evaluations/{done.code}/extend/"
    assert pages.status(browser, address, seen=done.revision, due=f"{due:%Y-%m-%d}") == 422
