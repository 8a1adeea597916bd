"""A group of recipients is removed."""

import pytest

from kexie.areas.directory import actions as directory
from kexie.areas.directory.models import Group
from kexie.foundation.appointments.tests.factories import BY, appointed
from kexie.foundation.organisations.tests import factories
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("COM-01")]


def test_it_is_gone_and_that_is_on_record() -> None:
    county = factories.association("430603")
    group = directory.add_group(county, name="组", is_picked=False, by=BY)
    browser = pages.browser(appointed(county))
    address = f"/organisations/{county.code}/groups/{group.pk}/remove_group/"
    assert "不能恢复" in browser.get(address).text
    assert pages.status(browser, address) == 303
    assert not Group.objects.exists()
    assert Record.objects.get(what="directory.remove_group").before == {"name": "组"}
