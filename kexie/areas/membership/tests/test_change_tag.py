"""A group is called by another name; who is in it stays."""

import pytest

from kexie.areas.membership.tests import factories
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-08")]


def test_the_name_changes_and_the_members_stay() -> None:
    group = factories.tagged(factories.member(), "学组")
    factories.tag(group.organisation, "已有")
    browser, page = pages.browser(appointed(group.organisation)), f"/members/tags/{group.code}/change_tag/"
    assert "同名的分组" in pages.send(browser, page, seen=0, name="已有").text
    assert pages.status(browser, page, seen=0, name="炼油学组") == 303
    group.refresh_from_db()
    assert (group.name, group.tagged.count()) == ("炼油学组", 1)
    assert pages.browser(appointed(factories.body())).get(page).status_code == 404
