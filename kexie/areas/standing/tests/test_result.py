"""The result that was reported is read by both sides."""

import pytest

from kexie.areas.standing import actions
from kexie.areas.standing.tests import factories
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import BY, appointed
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-14")]


def test_both_sides_read_it_and_nobody_else() -> None:
    renewal = factories.renewed()
    body, address = renewal.organisation, f"/renewals/{renewal.code}/result/"
    people = [appointed(body), appointed(body.superior, Role.REVIEWER), appointed(bodies.body("430603"))]
    browsers = [pages.browser(person) for person in people]
    assert [browser.get(address).status_code for browser in browsers] == [404, 404, 404]
    actions.report(renewal, result=factories.upload("选举结果.pdf"), seen=renewal.revision, by=BY)
    assert [browser.get(address).status_code for browser in browsers] == [200, 200, 404]
