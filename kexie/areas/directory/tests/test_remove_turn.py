"""A turn that was not taken over is taken out of the calendar."""

from datetime import date

import pytest

from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.tests import factories
from tests import pages

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
    browser = pages.browser(appointed(body))
    address = "/organisations/{}/rounds/{}/remove_turn/"
    answer = pages.send(browser, address.format(body.code, turns[0].pk))
    assert answer.status_code == 422
    assert "已经交接" in answer.text
    stranger = pages.browser(appointed(factories.body()))
    assert pages.status(stranger, address.format(body.code, turns[1].pk)) == 404
    assert pages.status(browser, address.format(body.code, turns[1].pk)) == 303
    assert list(body.turns.all()) == [turns[0]]
