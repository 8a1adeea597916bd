"""A task that the members agreed on is entered."""

import pytest

from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-14")]


def test_the_lead_is_one_of_the_members() -> None:
    body, member, other = factories.body(kind="federation"), factories.body(), factories.body()
    actions.relate(member, body, edge=rules.Edge.MEMBER_OF, by=factories.BY)
    browser = pages.browser(appointed(body))
    address = f"/organisations/{body.code}/agree_task/"
    given = {"title": "联合攻关", "agreed_on": "2026-03-01"}
    assert pages.status(browser, address, **given, lead=other.pk) == 422
    assert pages.status(browser, address, **given | {"agreed_on": "2199-01-01"}) == 422
    assert pages.status(browser, address, **given | {"title": ""}) == 422
    assert pages.status(browser, address, **given, lead=member.pk) == 303
    assert body.agreed_tasks.get().lead == member


def test_only_the_federations_own_staff() -> None:
    body = factories.body(kind="federation")
    for person in (appointed(body.superior), appointed(factories.body())):
        assert pages.browser(person).get(f"/organisations/{body.code}/agree_task/").status_code == 404


@pytest.mark.spec("NOT-02")
def test_it_waits_until_it_is_done_and_shows_until_when() -> None:
    body = factories.body(kind="federation")
    person = appointed(body)
    browser = pages.browser(person)
    address = f"/organisations/{body.code}/agree_task/"
    given = {"title": "联合攻关", "agreed_on": "2026-03-01"}
    assert pages.status(browser, address, **given, due="2026-02-28") == 422
    assert pages.status(browser, address, **given, due="2099-05-06") == 303
    for place in ("/worklist/", f"/organisations/{body.code}/tasks/"):
        assert "2099-05-06" in browser.get(place).text
    task = body.agreed_tasks.get()
    own = f"/organisations/{body.code}/agreed/{task.pk}"
    assert 'value="2099-05-06"' in browser.get(f"{own}/change_task/").text
    assert pages.status(browser, f"{own}/change_task/", seen=0, **given, due="2098-05-06") == 303
    assert "2098-05-06" in browser.get("/worklist/").text
    assert pages.status(browser, f"{own}/complete_task/", done_on="2026-04-01", result="做成了") == 303
    assert "联合攻关" not in browser.get("/worklist/").text
