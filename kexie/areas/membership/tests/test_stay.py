"""A member who asked to leave thinks better of it."""

import pytest

from kexie.areas.membership.tests import factories
from kexie.engines.worklist.models import Obligation
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-06")]


def test_the_membership_goes_on() -> None:
    person = persons.person()
    member = factories.leaving(person)
    browser, page = pages.browser(person), f"/memberships/{member.code}/stay/"
    assert pages.status(browser, page, seen=member.revision) == 303
    member.refresh_from_db()
    assert (member.is_leaving, member.leaving_reason) == (False, "")
    assert not Obligation.objects.open().exists()
    assert "没有申请退会" in pages.send(browser, page, seen=member.revision).text
