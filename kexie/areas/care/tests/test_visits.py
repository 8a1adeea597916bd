"""Visits to members, for the secretaries alone."""

import pytest

from kexie.areas.care.tests import factories
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-08"), pytest.mark.spec("SEC-06")]


def test_the_list_tells_that_there_was_one_and_not_what() -> None:
    visit = factories.visit()
    body = visit.member.organisation
    page = f"/organisations/{body.code}/care/visits/"
    shown = pages.browser(appointed(body, Role.SECRETARY)).get(page).text
    assert (visit.member.name in shown, "帮扶" in shown, "失火" in shown) == (True, True, False)
    assert not Record.objects.filter(what="care.show_visit").exists()
    for role in (Role.ADMINISTRATOR, Role.LEADER, Role.FINANCE):
        assert pages.browser(appointed(body, role)).get(page).status_code == 404
