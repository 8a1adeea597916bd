"""The association confirms that a group member has left."""

import pytest

from kexie.areas.affiliations import actions
from kexie.areas.affiliations.models import Departure
from kexie.areas.affiliations.tests import factories
from kexie.core.tests.threads import at_once
from kexie.engines.notices.models import Announcement
from kexie.engines.worklist.models import Obligation
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-11")]


def test_it_is_no_member_any_more_and_sends_nobody() -> None:
    row = factories.leaving()
    sent = factories.delegate(row)
    browser = pages.browser(appointed(row.object))
    address = f"/organisations/{row.object.code}/affiliations/{row.pk}/confirm_leaving/"
    assert pages.status(browser, address) == 303
    sent.refresh_from_db()
    assert sent.until is not None
    assert Departure.objects.get().is_confirmed
    assert not Obligation.objects.open().exists()
    assert Announcement.objects.get(what="affiliations.confirm_leaving").organisation == row.subject
    former = browser.get(f"/organisations/{row.object.code}/affiliations/?state=former").text
    assert row.subject.name in former
    assert "已经结束" in pages.send(browser, address).text


def test_nobody_is_made_to_leave() -> None:
    row = factories.relation()
    address = f"/organisations/{row.object.code}/affiliations/{row.pk}/confirm_leaving/"
    answer = pages.send(pages.browser(appointed(row.object)), address)
    assert (answer.status_code, "没有申请退出" in answer.text) == (422, True)


@pytest.mark.django_db(transaction=True)
def test_of_confirming_and_taking_back_at_once_one_holds() -> None:
    row, first, second = factories.leaving(), factories.by(), factories.by()
    answers = at_once(lambda: actions.confirm_leaving(row, by=first), lambda: actions.stay(row, by=second))
    assert sum(isinstance(answer, Departure) for answer in answers) == 1
    row.refresh_from_db()
    assert (row.period.upper is not None) == Departure.objects.get().is_confirmed
