"""What is personal in an answer is shown for a reason, which is on record."""

import pytest

from kexie.areas.surveys.tests import collected, factories
from kexie.foundation.appointments.rules import Role
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SEC-06")]


def test_it_is_shown_to_those_who_say_what_for() -> None:
    survey = collected.survey()
    row = collected.answer(survey, field="a1", mobile="13800005678")
    browser, address = pages.browser(factories.staff(survey.organisation)), f"/responses/{row.pk.hex}/reveal/"
    assert "13800005678" not in browser.get(address).text
    refused = pages.send(browser, address, reason=" ")
    assert (refused.status_code, "13800005678" in refused.text) == (422, False)
    assert not Record.objects.filter(what="surveys.reveal").exists()
    assert "13800005678" in pages.send(browser, address, reason="电话核实").text
    assert Record.objects.get(what="surveys.reveal").after == {"reason": "电话核实"}
    leader = pages.browser(factories.staff(survey.organisation, Role.LEADER))
    assert pages.status(leader, address, reason="看看") == 404
