"""The bodies below an association, taken away: as on screen, and as far as the owner reaches when it is written."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kexie.areas.directory import tasks
from kexie.areas.directory.tests import tables
from kexie.areas.directory.tests.staff import Cast, assert_reached
from kexie.engines.jobs.models import Job
from kexie.engines.jobs.rules import OUT_OF_REACH, State
from kexie.foundation.appointments import actions as appointments
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import BY, appointed, appointment_of
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories
from kexie.foundation.people.models import Person
from kexie.foundation.records.models import Record
from kexie.foundation.regions.models import Region
from tests.pages import browser, send

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-09")]


@pytest.fixture
def city() -> Organisation:
    return factories.association("430600")


@pytest.fixture
def owner(city: Organisation) -> Person:
    return appointed(city, Role.SECRETARY)


def asked(owner: Person, city: Organisation, **filters: str) -> Job:
    answer = send(browser(owner), f"/organisations/{city.code}/subordinates/export_subordinates/", **filters)
    job = Job.objects.latest("id")
    assert answer["Location"] == f"/jobs/{job.code}/"
    return job


def names(job: Job) -> list[str]:
    tasks.export_subordinates(number=job.pk)
    return sorted(tables.column(tables.left(job), "名称"))


def test_who_may(city: Organisation) -> None:
    cast = Cast.around(city)
    assert_reached(
        f"/organisations/{city.code}/subordinates/export_subordinates/", city, cast, "own", "viewer", "parent"
    )


def test_everything_below_and_nothing_else(owner: Person, city: Organisation) -> None:
    body = factories.body(name="长岭炼化科协")
    factories.body("320113", name="别处的科协")
    closed = factories.body(name="注销的科协")
    actions.close(closed, closed_on=closed.created_at.date(), by=BY)
    job = asked(owner, city)
    assert names(job) == ["云溪区科学技术协会", "长岭炼化科协"]
    rows = tables.left(job)
    assert [row[0] for row in rows[:4]][2:] == [f"范围：{city.name}以下", "筛选：无"]
    page = browser(owner).get(f"/organisations/{city.code}/subordinates/export_subordinates/")
    assert "<li>共 2 个组织</li>" in page.text
    codes = dict(zip(tables.column(rows, "名称"), tables.column(rows, "编码"), strict=True))
    assert codes["长岭炼化科协"] == body.code
    superiors = dict(zip(tables.column(rows, "名称"), tables.column(rows, "上级科协"), strict=True))
    assert superiors["长岭炼化科协"] == "云溪区科学技术协会"


def test_filtered_as_on_screen(owner: Person, city: Organisation) -> None:
    factories.body(name="长岭炼化科协")
    factories.body(name="岳阳纸业科协", published=True)
    assert names(asked(owner, city, q="长岭")) == ["长岭炼化科协"]
    assert names(asked(owner, city, online="online", listing="enterprise")) == ["岳阳纸业科协"]
    page = browser(owner).get(f"/organisations/{city.code}/subordinates/?online=online").text
    assert '<input type="hidden" name="online" value="online">' in page


@pytest.mark.spec("SCP-05")
def test_what_moved_away_meanwhile_is_not_in_it(owner: Person, city: Organisation) -> None:
    body = factories.body(name="迁走的科协")
    job = asked(owner, city, listing="enterprise")
    away = factories.association("430102")
    actions.move(body, superior=away, region=Region.objects.get(pk="430102"), seen=body.revision, by=BY)
    factories.body(name="留下的科协")
    assert names(job) == ["留下的科协"]


@pytest.mark.spec("SCP-05")
def test_who_lost_the_role_meanwhile_gets_nothing(owner: Person, city: Organisation) -> None:
    factories.body(name="长岭炼化科协")
    job = asked(owner, city)
    appointments.dismiss(appointment_of(owner), by=BY)
    tasks.export_subordinates(number=job.pk)
    now = Job.objects.get(pk=job.pk)
    assert (now.state, now.message, now.result) == (State.FAILED, OUT_OF_REACH, None)
    assert not Record.objects.filter(what="directory.export_subordinates").exists()


@pytest.mark.spec("SCP-06")
def test_it_is_recorded_with_count_and_filters(owner: Person, city: Organisation) -> None:
    factories.body(name="长岭炼化科协")
    names(asked(owner, city, q="长岭"))
    taken = Record.objects.get(what="directory.export_subordinates")
    assert (taken.person, taken.organisation, taken.after) == (owner.pk, city.pk, {"count": 1, "q": "长岭"})


@pytest.mark.spec("SEC-04")
def test_a_name_is_never_a_formula(owner: Person, city: Organisation) -> None:
    factories.body(name='=HYPERLINK("http://x")')
    job = asked(owner, city, listing="enterprise")
    assert names(job) == ['=HYPERLINK("http://x")']


@pytest.mark.spec("PRF-12")
def test_three_bodies_cost_as_many_queries_as_one(owner: Person, city: Organisation) -> None:
    names(asked(owner, city, q="无"))  # the names of regions are read once
    numbers = []
    for more in (1, 2):
        for number in range(more):
            factories.body(name=f"科协{more}{number}")
        job = asked(owner, city, listing="enterprise")
        with CaptureQueriesContext(connection) as queries:
            tasks.export_subordinates(number=job.pk)
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]
