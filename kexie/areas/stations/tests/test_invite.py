"""The host invites its members; who comes decides each."""

import pytest

from kexie.areas.membership.tests import factories as members
from kexie.areas.stations.models import Panelist
from kexie.areas.stations.tests import factories
from kexie.engines.notices.models import Announcement
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-02")]


def test_those_who_are_not_on_the_panel_are_told_and_put_in_by_nobody() -> None:
    row = factories.station()
    factories.panelist(row)
    browser, page = pages.browser(factories.staff(row.host)), f"/stations/{row.code}/invite/"
    assert "没有可以邀请的人" in pages.send(browser, page, group="").text
    grouped, other = persons.person(), persons.person()
    group = members.tagged(members.own(grouped, row.host))
    members.own(other, row.host)
    members.member(row.host)  # without an account
    assert pages.status(browser, page, group=group.code) == 303
    told = Announcement.objects.get(what="stations.invite")
    assert (told.people, told.link) == ([grouped.pk], f"/stations/{row.code}/join/")
    assert pages.status(browser, page, group="") == 303
    assert Panelist.objects.count() == 1
