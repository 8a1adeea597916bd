"""The address book taken away as a table: masked, marked, recorded, and as far as one reaches when it is written."""

import pytest

from kexie.areas.directory import tasks
from kexie.areas.directory.tests import tables
from kexie.areas.directory.tests.book import MOBILE, entry
from kexie.engines.jobs.models import Job
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import BY, appointed
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories
from kexie.foundation.people.models import Person
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-11"), pytest.mark.spec("SCP-04"), pytest.mark.spec("SEC-06")]


def asked(person: Person, county: Organisation, **filters: str) -> Job:
    answer = pages.send(pages.browser(person), f"/organisations/{county.code}/contacts/export_contacts/", **filters)
    job = Job.objects.latest("id")
    assert answer["Location"] == f"/jobs/{job.code}/"
    return job


def test_it_is_masked_marked_and_on_record() -> None:
    county = factories.association("430603")
    entry(factories.body(), "甲一", phone="000-1234567", mobile=MOBILE)
    entry(factories.body(), "=乙二")
    entry(factories.body(), "没公开", is_listed=False)
    entry(factories.body("430602"), "外人")
    person = appointed(county, Role.SECRETARY)
    page = pages.browser(person).get(f"/organisations/{county.code}/contacts/export_contacts/")
    assert "<li>共 2 人</li>" in page.text
    job = asked(person, county)
    tasks.export_contacts(number=job.pk)
    rows = tables.left(job)
    written = str(rows)
    assert tables.column(rows, "手机号（部分）") == [None, "199****5678"] or "199****5678" in written
    assert set(tables.column(rows, "姓名")) == {"甲一", "=乙二"}
    assert MOBILE not in written
    assert person.name in written
    told = Record.objects.get(what="directory.export_contacts")
    assert (told.organisation, told.after) == (county.pk, {"count": 2})


def test_filtered_as_on_screen_and_as_far_as_one_reaches_when_it_is_written() -> None:
    county = factories.association("430603")
    body = factories.body("430603", name="移走的科协")
    entry(body, "移走的人")
    entry(factories.body("430603"), "留下的人")
    person = appointed(county)
    job, filtered = asked(person, county, circle="below"), asked(person, county, q="liuxia")
    actions.move(body, superior=factories.association("430600"), seen=body.revision, by=BY)
    for one in (job, filtered):
        tasks.export_contacts(number=one.pk)
        assert tables.column(tables.left(one), "姓名") == ["留下的人"]


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR, Role.STATISTICIAN, Role.REVIEWER, Role.FINANCE])
def test_other_roles_find_nothing(role: Role) -> None:
    county = factories.association("430603")
    browser = pages.browser(appointed(county, role))
    assert pages.status(browser, f"/organisations/{county.code}/contacts/export_contacts/") == 404
