"""A turn that was not taken over is taken out of the calendar."""

from datetime import date

import pytest

from kexie.areas.directory.tests import staff
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-13")]


def test_only_before_it_was_taken_over() -> None:
    body, founder = factories.body(kind="joint_association"), factories.body(kind="enterprise")
    actions.relate(founder, body, edge=rules.Edge.CO_FOUNDER_OF, by=factories.BY)
    turns = [
        actions.add_turn(
            body, founder=founder, starts_on=date(year, 1, 1), ends_on=date(year + 1, 1, 1), by=factories.BY
        )
        for year in (2026, 2027)
    ]
    actions.hand_over(turns[0], by=factories.BY)
    browser = staff.client(appointed(body))
    address = "/organisations/{}/rounds/{}/remove_turn/"
    answer = browser.post(address.format(body.code, turns[0].pk), {"form_key": "k" * 20})
    assert answer.status_code == 422
    assert "已经交接" in answer.text
    stranger = staff.client(appointed(factories.body()))
    assert staff.post(stranger, address.format(body.code, turns[1].pk)) == 404
    assert staff.post(browser, address.format(body.code, turns[1].pk)) == 303
    assert list(body.turns.all()) == [turns[0]]
