"""A turn of one of the founders is entered."""

import pytest

from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-13")]


def test_only_founders_and_no_overlap() -> None:
    body, founder, other = factories.body(kind="joint_association"), factories.body(kind="enterprise"), factories.body()
    actions.relate(founder, body, edge=rules.Edge.CO_FOUNDER_OF, by=factories.BY)
    browser = pages.browser(appointed(body))
    address = f"/organisations/{body.code}/add_turn/"
    given = {"founder": founder.pk, "starts_on": "2027-01-01", "ends_on": "2028-01-01"}
    assert pages.status(browser, address, **given | {"founder": other.pk}) == 422
    assert pages.status(browser, address, **given | {"ends_on": "2027-01-01"}) == 422
    assert pages.status(browser, address, **given, holder="王总") == 303
    answer = pages.send(browser, address, **given | {"starts_on": "2027-06-01"})
    assert answer.status_code == 422
    assert "轮值时间与另一家企业重叠" in answer.text


def test_only_the_joint_associations_own_staff() -> None:
    body, other = factories.body(kind="joint_association"), factories.body()
    for person in (appointed(body.superior), appointed(other)):
        assert pages.browser(person).get(f"/organisations/{body.code}/add_turn/").status_code == 404
    assert pages.browser(appointed(other)).get(f"/organisations/{other.code}/add_turn/").status_code == 404
