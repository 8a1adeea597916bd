"""A group of recipients is changed."""

import pytest

from kexie.areas.directory import actions as directory
from kexie.foundation.appointments.tests.factories import BY, appointed
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("COM-01")]


def test_it_is_changed_unless_somebody_did_so_meanwhile() -> None:
    county = factories.association("430603")
    group = directory.add_group(county, name="组", is_picked=False, circle="below", by=BY)
    browser = pages.browser(appointed(county))
    address = f"/organisations/{county.code}/groups/{group.pk}/change_group/"
    assert 'value="组"' in browser.get(address).text
    assert pages.status(browser, address, name="新名", circle="peers", seen=0) == 303
    group.refresh_from_db()
    assert (group.name, group.circle) == ("新名", "peers")
    assert pages.status(browser, address, name="旧页", circle="all", seen=0) == 409


def test_a_hand_picked_one_becomes_one_by_rule() -> None:
    county, body = factories.association("430603"), factories.body("430603", name="甲科协")
    browser = pages.browser(appointed(county))
    assert (
        pages.status(
            browser, f"/organisations/{county.code}/add_group/", name="组", circle="all", is_picked="1", bodies="甲科协"
        )
        == 303
    )
    group = county.recipient_groups.get()
    address = f"/organisations/{county.code}/groups/{group.pk}/change_group/"
    assert f"甲科协（{body.code}）" in browser.get(address).text
    assert pages.status(browser, address, name="组", circle="all", seen=0) == 303
    group.refresh_from_db()
    assert (group.is_picked, group.bodies.count()) == (False, 0)
