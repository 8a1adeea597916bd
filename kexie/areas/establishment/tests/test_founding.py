"""A body's menu leads to its founding."""

import pytest

from kexie.areas.establishment.tests import factories
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-07")]


def test_it_leads_there_or_says_that_there_is_none() -> None:
    case = factories.founded()
    answer = pages.browser(case.applicant).get(f"/organisations/{case.body.code}/founding/")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/establishment/{case.code}/")
    body = bodies.body()
    assert "没有办理中的设立申请" in pages.browser(appointed(body)).get(f"/organisations/{body.code}/founding/").text
