"""Who works where, taken away: as far as the owner reaches, shortened, marked and recorded."""

import pytest

from kexie.areas.accounts import tasks
from kexie.areas.directory.tests import tables
from kexie.engines.files.queries import store
from kexie.engines.jobs.models import Job
from kexie.engines.jobs.rules import State
from kexie.foundation.appointments import actions as appointments
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import BY, appointed
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories
from kexie.foundation.people import actions as people
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests.factories import person
from kexie.foundation.records.models import Record
from tests.pages import browser, send, status

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> Organisation:
    return factories.association("430603")


@pytest.fixture
def owner(county: Organisation) -> Person:
    return appointed(county, person=person(name="王敏"))


def taken(owner: Person, county: Organisation, **typed: str) -> Job:
    send(browser(owner), f"/organisations/{county.code}/staff/export_staff/", **typed)
    job = Job.objects.latest("id")
    tasks.export_staff(number=job.pk)
    return job


@pytest.mark.spec("SEC-06")
def test_numbers_are_shortened_and_every_page_says_who_took_it(owner: Person, county: Organisation) -> None:
    people.set_mobile(owner, mobile="13800005678", by=BY)
    rows = tables.left(taken(owner, county))
    assert tables.column(rows, "手机号") == ["138****5678"]
    assert "13800005678" not in str(rows)
    assert str(rows[3][0]).startswith("王敏 于 ")
    assert "请勿外传" in str(rows[3][0])


def test_one_line_for_each_person_with_all_roles(owner: Person, county: Organisation) -> None:
    appointed(county, Role.SECRETARY, person=owner)
    appointed(county, Role.EDITOR, person=person(name="李明"))
    rows = tables.left(taken(owner, county))
    assert list(zip(tables.column(rows, "姓名"), tables.column(rows, "角色"), strict=True)) == [
        ("王敏", "管理员、秘书"),
        ("李明", "编辑"),
    ]


def test_below_only_where_it_is_wanted(owner: Person, county: Organisation) -> None:
    appointed(factories.body(name="长岭炼化科协"), person=person(name="赵岭"))
    appointed(factories.body("430611"), person=person(name="外人"))
    assert tables.column(tables.left(taken(owner, county)), "姓名") == ["王敏"]
    rows = tables.left(taken(owner, county, below="on"))
    assert tables.column(rows, "姓名") == ["王敏", "赵岭"]
    assert tables.column(rows, "组织") == [county.name, "长岭炼化科协"]


@pytest.mark.spec("SCP-06")
def test_it_is_recorded(owner: Person, county: Organisation) -> None:
    taken(owner, county)
    found = Record.objects.get(what="accounts.export_staff")
    assert (found.person, found.organisation, found.after) == (owner.pk, county.pk, {"count": 1, "below": False})


@pytest.mark.spec("SCP-05")
def test_who_is_no_administrator_any_more_gets_nothing(owner: Person, county: Organisation) -> None:
    appointed(county)
    send(browser(owner), f"/organisations/{county.code}/staff/export_staff/")
    job = Job.objects.get()
    for held in owner.appointments.current():
        appointments.dismiss(held, by=BY)
    appointed(county, Role.VIEWER, person=owner)
    tasks.export_staff(number=job.pk)
    now = Job.objects.get()
    assert (now.state, now.result) == (State.FAILED, None)


def test_who_may(owner: Person, county: Organisation) -> None:
    address = f"/organisations/{county.code}/staff/export_staff/"
    assert browser(owner).get(address).status_code == 200
    assert status(browser(appointed(county, Role.LEADER)), address) == 404
    assert status(browser(appointed(factories.association("430611"))), address) == 404


def test_the_file_is_a_table_under_its_name(owner: Person, county: Organisation) -> None:
    job = Job.objects.select_related("result").get(pk=taken(owner, county).pk)
    assert job.result is not None
    assert job.result.name.startswith(f"{county.called}人员名单-")
    assert store().exists(job.result.blob)
