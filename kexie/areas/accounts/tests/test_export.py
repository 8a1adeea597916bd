"""Who answers for a body takes its records and those below away, as far as the role reaches then (SCP-05, SCP-06)."""

import pytest

from kexie.areas.accounts import tasks
from kexie.areas.directory.tests import tables
from kexie.engines.jobs.models import Job
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.records.models import Record
from tests.pages import browser, send, status

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SCP-06"), pytest.mark.spec("SCP-05")]


def taken(body: Organisation, **typed: str) -> list[list[object]]:
    send(browser(appointed(body)), f"/organisations/{body.code}/records/export/", **typed)
    job = Job.objects.latest("id")
    tasks.export_records(number=job.pk)
    return tables.left(job)


def test_own_and_below_and_nothing_beside() -> None:
    county = bodies.association("430603")
    bodies.body("430603", name="云溪甲企业科协")
    bodies.body("430611", name="君山乙企业科协")
    rows = taken(county, what="organisations.add")
    assert tables.column(rows, "对象名称") == ["云溪甲企业科协", county.name]
    told = Record.objects.get(what="accounts.export")
    assert (told.organisation, told.after["count"]) == (county.pk, 2)


def test_an_organisation_outside_gives_nothing() -> None:
    county, other = bodies.association("430603"), bodies.body("430611", name="君山乙企业科协")
    send(browser(appointed(county)), f"/organisations/{county.code}/records/export/", organisation=other.code)
    job = Job.objects.latest("id")
    tasks.export_records(number=job.pk)
    assert Job.objects.get(pk=job.pk).message == "没有符合条件的记录，没有可导出的内容。"


def test_where_from_is_shown_in_part() -> None:
    body = bodies.body()
    browser(appointed(body)).get(f"/organisations/{body.code}/records/")
    rows = taken(body)
    assert "127.0.0.1" not in str(rows)


def test_others_may_not() -> None:
    body = bodies.body()
    assert status(browser(appointed(body, Role.VIEWER)), f"/organisations/{body.code}/records/export/") == 404
