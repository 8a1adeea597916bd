"""The roll taken away as a table: filtered as on screen, numbers masked."""

import pytest

from kexie.areas.directory.tests import tables
from kexie.areas.membership import tasks
from kexie.areas.membership.tests import factories
from kexie.engines.jobs.models import Job
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-01"), pytest.mark.spec("SEC-06")]


def test_it_holds_what_the_list_shows_and_no_number_in_full() -> None:
    body = factories.body()
    shown = factories.member(body, name="=甲博士", education="doctor", identity=factories.identity())
    factories.member(body, name="乙本科", education="bachelor")
    factories.member(name="别处博士", education="doctor")
    person = appointed(body, Role.SECRETARY)
    page = f"/organisations/{body.code}/members/export/"
    assert "<li>共 1 人</li>" in pages.browser(person).get(page, {"education": "doctor"}).text
    assert pages.status(pages.browser(person), page, education="doctor") == 303
    job = Job.objects.latest("id")
    tasks.export(number=job.pk)
    rows = tables.left(job)
    assert tables.column(rows, "姓名") == ["=甲博士"]
    assert tables.column(rows, "会员号") == ["000001"]
    written = str(rows)
    assert not any(secret in written for secret in (shown.mobile, shown.identity))
    assert Record.objects.get(what="membership.export").after == {"count": 1}


def test_other_roles_find_nothing() -> None:
    body = factories.body()
    for role in (Role.REVIEWER, Role.LEADER, Role.VIEWER):
        browser = pages.browser(appointed(body, role))
        assert pages.status(browser, f"/organisations/{body.code}/members/export/") == 404
