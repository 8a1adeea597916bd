"""A superior urges those below to decide what is overdue."""

import pytest

from kexie.areas.establishment.tests import factories
from kexie.areas.establishment.tests.test_overdue import late
from kexie.engines.notices.tests.factories import titles
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-07")]


def test_the_desks_below_are_told_once_a_day() -> None:
    case = late()
    reviewer, city = factories.reviewer(case), factories.over(case)
    browser = pages.browser(appointed(city))
    address = f"/organisations/{city.code}/establishment/urge/"
    assert case.organisation.name in browser.get(address).text
    for _ in range(2):
        assert pages.send(browser, address).status_code == 303
    assert titles(reviewer).count(f"{city.called}催办：1 件设立申请超过审核期限") == 1
    assert Record.objects.filter(what="establishment.urge").count() == 2
