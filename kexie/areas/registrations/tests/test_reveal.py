"""The telephone number in full, for those who decide and say what for."""

import pytest

from kexie.areas.registrations.tests import factories
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-06"), pytest.mark.spec("SEC-06")]


def test_the_number_is_shown_to_who_says_what_for_and_that_is_on_record() -> None:
    row = factories.registration()
    browser = pages.browser(appointed(row.organisation, Role.REVIEWER))
    address = f"/registrations/{row.code}/reveal/"
    assert row.phone not in browser.get(address).text
    page = pages.send(browser, address, reason="核对地址").text
    assert row.phone in page
    kept = Record.objects.get(what="registrations.reveal")
    assert kept.after == {"what": "phone", "reason": "核对地址"}
    assert row.phone not in str(kept.after)


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_purpose_nothing_is_shown(reason: str) -> None:
    row = factories.registration()
    browser = pages.browser(appointed(row.organisation))
    answer = pages.send(browser, f"/registrations/{row.code}/reveal/", reason=reason)
    assert answer.status_code == 422
    assert row.phone not in answer.text
    assert not Record.objects.filter(what="registrations.reveal").exists()
