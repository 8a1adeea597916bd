"""A part of an enterprise association becomes its group member."""

from datetime import timedelta

import pytest

from kexie.areas.affiliations.models import BranchMember
from kexie.areas.affiliations.tests import factories
from kexie.core import clock
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.rules import BranchKind
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-02"), pytest.mark.spec("ORG-05a")]


def test_a_branch_is_taken_once_and_stands_beside_the_group_members() -> None:
    part = factories.branch()
    body = part.organisation
    factories.branch(body, BranchKind.SPECIALIST_COMMITTEE, name="咨询委员会")
    browser = pages.browser(appointed(body, Role.SECRETARY))
    address, today = f"/organisations/{body.code}/affiliations/admit_branch/", clock.today()
    form = browser.get(address).text
    assert ("电子分会" in form, "咨询委员会" in form) == (True, False)
    typed = {"branch": part.pk, "since": f"{today:%Y-%m-%d}", "decision": "第二次会议", "delegates": "罗溪、方原"}
    late = pages.send(browser, address, **(typed | {"since": f"{today + timedelta(days=1):%Y-%m-%d}"}))
    assert (late.status_code, "不能晚于今天" in late.text) == (422, True)
    assert pages.status(browser, address, **typed) == 303
    assert BranchMember.objects.get().branch == part
    assert Record.objects.filter(what="affiliations.admit_branch", organisation=body.pk).count() == 1
    page = browser.get(f"/organisations/{body.code}/affiliations/").text
    assert ("罗溪、方原" in page, "admit_branch" in page) == (True, False)
    assert pages.status(browser, address, **typed) == 422


def test_associations_of_places_have_none() -> None:
    county = bodies.association("430603")
    factories.branch(county)
    page = pages.browser(appointed(county)).get(f"/organisations/{county.code}/affiliations/").text
    assert "admit_branch" not in page
