"""A worker reads what is asked, and agrees."""

import pytest
from django.db import IntegrityError

from kexie.areas.membership.tests import factories as members
from kexie.areas.stations import actions, rules
from kexie.areas.stations.models import Panelist
from kexie.areas.stations.tests import factories
from kexie.core.tests.threads import at_once
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-02", "SEC-06")]


def test_only_who_agrees_and_is_a_member_is_on_the_panel() -> None:
    row, person = factories.station(), persons.person()
    members.own(person, row.host)
    page = f"/stations/{row.code}/join/"
    assert pages.browser().get(page).headers["Location"].startswith("/signin/")
    browser = pages.browser(person)
    shown = browser.get(page).text
    assert all(line in shown for line in rules.CONSENTS[rules.CONSENT])
    assert "请先勾选" in pages.send(browser, page).text
    stranger = pages.browser(persons.person())
    assert "请先成为会员" in stranger.get(page).text
    assert "不在会员名册里" in pages.send(stranger, page, agrees="on").text
    assert not Panelist.objects.exists()
    assert pages.send(browser, page, agrees="on")["Location"] == "/stations/own/"
    place = Panelist.objects.get()
    assert (place.person, place.wording, place.left_at) == (person, rules.CONSENT, None)
    assert "同意了以下内容" in browser.get(page).text
    again = pages.send(browser, page, agrees="on")
    assert (again.status_code, "已经参加了" in again.text, Panelist.objects.count()) == (422, True, 1)


@pytest.mark.django_db(transaction=True)
def test_two_windows_join_once() -> None:
    row, person = factories.station(), persons.person()
    by = members.by(person)
    done = at_once(*[lambda: actions.join(row, agrees=True, is_worker=True, by=by)] * 2)
    assert sorted(isinstance(one, IntegrityError) for one in done) == [False, True]
    assert Panelist.objects.count() == 1
