"""A visit is written down of those who agreed to that."""

from datetime import timedelta

import pytest

from kexie.areas.care.models import Visit
from kexie.areas.care.tests import factories
from kexie.areas.membership.tests import factories as members
from kexie.core import clock
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-08")]


def test_only_with_consent_and_not_in_advance() -> None:
    member = factories.agreeing(visits=True)
    body, today = member.organisation, clock.today()
    other = members.member(body)
    browser = pages.browser(appointed(body, Role.SECRETARY))
    page, typed = f"/organisations/{body.code}/care/visits/add_visit/", {"sort": "visit", "note": "看望"}
    refused = {
        "没有同意登记": {"number": other.number, "on": str(today)},
        "没有这个会员号": {"number": 99, "on": str(today)},
        "不能晚于今天": {"number": member.number, "on": str(today + timedelta(days=1))},
    }
    for words, given in refused.items():
        answer = pages.send(browser, page, **typed, **given)
        assert (answer.status_code, words in answer.text) == (422, True), words
    assert pages.status(browser, page, **typed, number=member.number, on=str(today)) == 303
    assert Visit.objects.get().member == member
