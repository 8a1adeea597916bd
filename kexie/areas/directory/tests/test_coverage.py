"""A park association sees which enterprises of its park have an association."""

from dataclasses import dataclass

import pytest

from kexie.areas.directory.tests import staff
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.models import Organisation, Relation
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-12")]


@dataclass
class Park:
    """A park with its association and three enterprises, of which one has an association."""

    association: Organisation
    links: list[Relation]


def park() -> Park:
    place = factories.body(kind="park", name="云溪园区")
    association = factories.body(kind="park_association", host=place)
    enterprises = [factories.body(kind="enterprise", name=f"园区企业{letter}") for letter in "甲乙丙"]
    factories.body(host=enterprises[0])
    links = [actions.relate(one, place, edge=rules.Edge.IN_PARK, by=factories.BY) for one in enterprises]
    return Park(association, links)


def test_who_has_an_association_and_who_keeps_contact_with_the_others() -> None:
    made = park()
    actions.name_contact(made.links[1], contact="王敏", seen=0, by=factories.BY)
    browser = pages.browser(appointed(made.association))
    address = f"/organisations/{made.association.code}/coverage/"
    html = browser.get(address).text
    assert "覆盖率 33%" in html
    assert "王敏" in html
    for only, expected in (("covered", "甲"), ("uncovered", "乙丙"), ("alone", "丙"), ("nonsense", "甲乙丙")):
        rows = browser.get(address, {"only": only}).text.split('<table class="table')[1]
        assert {letter for letter in "甲乙丙" if f"园区企业{letter}" in rows} == set(expected), only


def test_other_kinds_have_no_such_page() -> None:
    body = factories.body()
    assert pages.browser(appointed(body)).get(f"/organisations/{body.code}/coverage/").status_code == 404


@pytest.mark.spec("SCP-05")
def test_only_own_staff_and_those_above_reach_it() -> None:
    body = park().association
    staff.assert_reached(
        f"/organisations/{body.code}/coverage/", body, staff.Cast.around(body), "own", "viewer", "parent"
    )


def test_the_association_enters_the_enterprises_of_its_park_and_takes_them_out() -> None:
    made = park()
    fresh = factories.body(kind="enterprise", name="新来企业", published=True)
    browser = pages.browser(appointed(made.association))
    base = f"/organisations/{made.association.code}"
    typed = {"edge": int(rules.Edge.IN_PARK), "object": f"新来企业（{fresh.code}）", "since": "2026-01-01"}
    assert pages.status(browser, f"{base}/relate/", **typed) == 303
    relation = Relation.objects.get(subject=fresh)
    assert relation.object == made.links[0].object
    assert "新来企业" in browser.get(f"{base}/coverage/").text
    assert pages.status(browser, f"{base}/links/{relation.pk}/unrelate/", until="2026-02-01") == 303
    assert "新来企业" not in browser.get(f"{base}/coverage/").text


def test_an_association_without_a_park_is_told_so() -> None:
    body, fresh = factories.body(kind="park_association"), factories.body(kind="enterprise", published=True)
    answer = pages.send(
        pages.browser(appointed(body)),
        f"/organisations/{body.code}/relate/",
        edge=int(rules.Edge.IN_PARK),
        object=f"{fresh.name}（{fresh.code}）",
    )
    assert answer.status_code == 422
    assert "还没有登记所在园区" in answer.text
