"""One named contact for each enterprise of the park."""

from dataclasses import dataclass

import pytest

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


def test_a_contact_is_named_and_an_old_page_is_told() -> None:
    made = park()
    browser = pages.browser(appointed(made.association))
    address = f"/organisations/{made.association.code}/links/{made.links[1].pk}/name_contact/"
    assert pages.status(browser, address, seen=0, contact="王敏") == 303
    answer = pages.send(browser, address, seen=0, contact="李雷")
    assert answer.status_code == 409
    assert "现在的内容：王敏" in answer.text
    assert pages.status(browser, address, seen=1, contact="") == 422


@pytest.mark.spec("SEC-01")
def test_enterprises_of_another_park_are_not_there() -> None:
    made, other = park(), factories.body(kind="park", name="别的园区")
    strange = actions.relate(factories.body(kind="enterprise"), other, edge=rules.Edge.IN_PARK, by=factories.BY)
    browser = pages.browser(appointed(made.association))
    address = f"/organisations/{made.association.code}/links/{strange.pk}/name_contact/"
    assert pages.status(browser, address, seen=0, contact="王敏") == 404


@pytest.mark.spec("SCP-02")
def test_the_superior_reads_but_does_not_name() -> None:
    made = park()
    browser = pages.browser(appointed(made.association.superior))
    assert browser.get(f"/organisations/{made.association.code}/coverage/").status_code == 200
    address = f"/organisations/{made.association.code}/links/{made.links[1].pk}/name_contact/"
    assert pages.status(browser, address, seen=0, contact="王敏") == 404
