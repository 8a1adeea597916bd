"""A relation is ended from either side and stays as history."""

from datetime import date

import pytest

from kexie.engines.notices.tests.factories import titles
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-05b")]


@pytest.mark.parametrize("at", [0, 1])
def test_either_side_ends_it(at: int) -> None:
    sides = (factories.body(), factories.body("320113"))
    relation = actions.relate(*sides, edge=rules.Edge.GUIDED_BY, since=date(2020, 1, 1), by=factories.BY)
    browser = pages.browser(appointed(sides[at]))
    address = f"/organisations/{sides[at].code}/links/{relation.pk}/unrelate/"
    assert pages.status(browser, address, until="2020-01-01") == 422
    assert pages.status(browser, address, until="2024-01-01") == 303
    relation.refresh_from_db()
    assert relation.period.upper == date(2024, 1, 1)
    assert pages.status(browser, address, until="2024-01-02") == 404
    assert titles(appointed(sides[1 - at])) == [f"与{sides[at].called}的关系已结束登记"]


@pytest.mark.spec("SEC-01")
def test_a_third_body_does_not() -> None:
    one, two, third = factories.body(), factories.body(), factories.body()
    relation = actions.relate(one, two, edge=rules.Edge.GUIDED_BY, by=factories.BY)
    browser = pages.browser(appointed(third))
    for code in (one.code, third.code):
        assert pages.status(browser, f"/organisations/{code}/links/{relation.pk}/unrelate/", until="2026-01-01") == 404


@pytest.mark.spec("EST-11")
def test_a_founded_body_leaves_its_unit_by_petition_and_its_association_puts_mistakes_right() -> None:
    host, right = (factories.body("430603", kind="enterprise", published=True) for _ in range(2))
    body = factories.body("430603", host=host)
    relation = body.relations.get(edge=rules.Edge.HOSTED_BY)
    for side in (body, host):
        address = f"/organisations/{side.code}/links/{relation.pk}/unrelate/"
        answer = pages.send(pages.browser(appointed(side)), address, until="2026-01-01")
        assert (answer.status_code, "组织状态" in answer.text) == (422, True)
    assert "在组织状态里申请变更" in pages.browser(appointed(body)).get(f"/organisations/{body.code}/relations/").text
    other = {"edge": int(rules.Edge.HOSTED_BY), "object": f"{right.name}（{right.code}）"}
    assert pages.status(pages.browser(appointed(body)), f"/organisations/{body.code}/relate/", **other) == 422
    browser = pages.browser(appointed(body.superior))
    assert "更正所在单位" in browser.get(f"/organisations/{body.code}/relations/").text
    address = f"/organisations/{body.code}/links/{relation.pk}/unrelate/"
    assert pages.status(browser, address, until="2026-01-01") == 303
    assert pages.status(browser, f"/organisations/{body.code}/relate/", **other, since="2026-01-01") == 303
    guided = {"edge": int(rules.Edge.GUIDED_BY), "object": f"{right.name}（{right.code}）"}
    assert pages.status(browser, f"/organisations/{body.code}/relate/", **guided) == 422
    assert list(body.relations.current().values_list("object", flat=True)) == [right.pk]
