"""A body in the address book: how it is reached, and who is in it."""

import pytest

from kexie.areas.directory.tests.book import MOBILE, entry
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-11"), pytest.mark.spec("SCP-04")]


def shown(book: Organisation, other: Organisation, role: Role = Role.VIEWER) -> str:
    answer = pages.browser(appointed(book, role)).get(f"/organisations/{book.code}/contacts/{other.code}/office/")
    assert answer.status_code == 200
    return answer.text


def test_released_people_and_what_is_online() -> None:
    county, body = factories.association("430603"), factories.body(name="长岭科协", published=True)
    actions.present(body, phone="000-5555555", address="长岭路", released=["contacts"], by=factories.BY)
    entry(body, "公开的人", mobile=MOBILE)
    entry(body, "没公开的人", is_listed=False)
    html = shown(county, body)
    assert "000-5555555" in html
    assert "公开的人" in html
    assert "199****5678" in html
    assert "没公开的人" not in html


def test_who_works_there_is_for_those_who_run_accounts() -> None:
    county, body = factories.association("430603"), factories.body()
    appointed(body, Role.EDITOR, person=persons.person(name="平台编辑员"))
    assert "平台编辑员" in shown(county, body, Role.ADMINISTRATOR)
    assert "平台编辑员" not in shown(county, body, Role.SECRETARY)
    beside = factories.association("430602")
    appointed(beside, Role.EDITOR, person=persons.person(name="邻县编辑员"))
    assert "邻县编辑员" not in shown(county, beside, Role.ADMINISTRATOR)


@pytest.mark.spec("ORG-12")
def test_who_keeps_contact_between_the_two() -> None:
    park = factories.body(kind="park", name="园区")
    association = factories.body(kind="park_association", name="园区科协", superior=factories.association("430603"))
    enterprise = factories.body(kind="enterprise", name="园区里的企业")
    actions.relate(association, park, edge=rules.Edge.HOSTED_BY, by=factories.BY)
    relation = actions.relate(enterprise, park, edge=rules.Edge.IN_PARK, by=factories.BY)
    actions.name_contact(relation, contact="联络员甲", seen=relation.revision, by=factories.BY)
    county = factories.association("430603")
    assert "联络员甲" not in shown(county, enterprise)
    guest = pages.browser(appointed(association))
    address = f"/organisations/{association.code}/contacts/{enterprise.code}/office/"
    assert guest.get(address).status_code == 404  # a park association does not write to enterprises (SCP-04)
