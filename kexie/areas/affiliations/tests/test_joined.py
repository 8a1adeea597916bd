"""A body sees what it has joined, what that lets it do, and what it may join."""

import pytest

from kexie.areas.affiliations.tests import factories
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-02"), pytest.mark.spec("MEM-11")]


def test_rights_duties_and_candidates_with_their_conditions() -> None:
    body = bodies.body()
    page = pages.browser(appointed(body)).get(f"/organisations/{body.code}/joined/").text
    for words in ("推选代表", "执行决议", factories.superior(body).name, "应为大型", "申请加入"):
        assert words in page
    leader = pages.browser(appointed(body, Role.LEADER)).get(f"/organisations/{body.code}/joined/").text
    assert f"/organisations/{body.code}/joined/apply/" not in leader


def test_what_has_ended_stays_to_be_seen() -> None:
    row = factories.delegate().relation
    page = pages.browser(appointed(row.subject)).get(f"/organisations/{row.subject.code}/joined/").text
    assert ("罗溪" in page, "申请退出" in page) == (True, True)
