"""A member's numbers are shown in full to somebody who says what for."""

import pytest

from kexie.areas.membership.tests import factories
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SEC-06")]


def test_it_is_shown_and_on_record() -> None:
    member = factories.member(mobile="19900001234", identity=factories.identity())
    browser, page = pages.browser(appointed(member.organisation)), f"/members/{member.code}/reveal/"
    assert "19900001234" not in browser.get(page).text
    shown = pages.send(browser, page, reason="核对证件").text
    assert (member.mobile in shown, member.identity in shown) == (True, True)
    assert Record.objects.get(what="membership.reveal").after == {"reason": "核对证件"}


def test_without_a_purpose_nothing_is_shown() -> None:
    member = factories.member(mobile="19900001234")
    answer = pages.send(pages.browser(appointed(member.organisation)), f"/members/{member.code}/reveal/", reason=" ")
    assert (answer.status_code, "19900001234" in answer.text) == (422, False)
    assert not Record.objects.filter(what="membership.reveal").exists()
