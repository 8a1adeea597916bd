"""The leader confirms: everybody has ended, equal totals share a place, who took no part is told so."""

import pytest

from kexie.areas.evaluations.tests import factories
from kexie.foundation.appointments.rules import Role
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]


def test_ranks_are_given_and_nothing_is_confirmed_while_somebody_waits() -> None:
    made = [bodies.body(factories.COUNTY) for _ in range(5)]
    sheet = factories.published()
    rows = [factories.evaluation(body, sheet) for body in made]
    for row, points in zip(rows, (40, 30, 30, 10), strict=False):
        factories.reviewed(factories.scored(factories.submitted(row), 服务=points), 服务=points)
    sheet.refresh_from_db()
    browser, address = pages.browser(factories.staff(sheet.organisation)), f"/sheets/{sheet.code}/confirm/"
    answer = pages.send(browser, address, seen=sheet.revision)
    assert (answer.status_code, "还有 1 个组织没有评完" in answer.text) == (422, True)
    factories.late(sheet)
    assert pages.status(pages.browser(factories.staff(sheet.organisation, Role.SECRETARY)), address) == 404
    assert pages.status(browser, address, seen=sheet.revision) == 303
    found = [factories.fresh(row) for row in rows]
    assert [(row.stage, row.rank) for row in found] == [
        ("confirmed", 1),
        ("confirmed", 2),
        ("confirmed", 2),
        ("confirmed", 4),
        ("missed", None),
    ]


def test_without_any_review_there_is_nothing_to_confirm() -> None:
    sheet = factories.published()
    factories.late(sheet)
    browser = pages.browser(factories.staff(sheet.organisation))
    answer = pages.send(browser, f"/sheets/{sheet.code}/confirm/", seen=sheet.revision)
    assert (answer.status_code, "没有可以审定的结果" in answer.text) == (422, True)
