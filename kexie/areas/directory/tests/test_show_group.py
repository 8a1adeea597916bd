"""Whom a group stands for."""

import pytest

from kexie.areas.directory import actions as directory
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import BY, appointed
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("COM-01")]


def test_members_rule_and_number_stand_there() -> None:
    county = factories.association("430603")
    factories.body("430603", name="甲企业科协")
    group = directory.add_group(county, name="本级以下", is_picked=False, circle="below", by=BY)
    html = (
        pages.browser(appointed(county, Role.VIEWER))
        .get(f"/organisations/{county.code}/groups/{group.pk}/show_group/")
        .text
    )
    assert "甲企业科协" in html
    assert "共 <strong>1</strong> 个组织" in html
    assert "change_group" not in html


def test_under_another_organisations_address_it_is_not_there() -> None:
    county, beside = factories.association("430603"), factories.association("430602")
    group = directory.add_group(county, name="组", is_picked=False, by=BY)
    person = appointed(county)
    appointed(beside, person=person)
    browser = pages.browser(person)
    assert browser.get(f"/organisations/{beside.code}/groups/{group.pk}/show_group/").status_code == 404
