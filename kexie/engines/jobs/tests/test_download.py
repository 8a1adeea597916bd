"""Taking what long work left: its owner alone, while the file is kept and the role still reaches."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from kexie.engines.files.models import File
from kexie.engines.jobs import actions, tasks
from kexie.engines.jobs.actions import running
from kexie.engines.jobs.models import Job
from kexie.engines.jobs.rules import State
from kexie.engines.jobs.tests import factories
from kexie.foundation.appointments import actions as appointments
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import BY, appointed, appointment_of
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests.factories import person
from tests.pages import browser

pytestmark = pytest.mark.django_db


def test_it_is_given_to_be_saved() -> None:
    job = factories.done(person())
    answer = browser(job.owner).get(f"/jobs/{job.code}/download/")
    assert b"".join(answer) == b"PK"
    assert "attachment" in answer.headers["Content-Disposition"]
    text = browser(job.owner).get(f"/jobs/{job.code}/").text
    assert f"/jobs/{job.code}/download/" in text
    assert "名单.xlsx" in text


@pytest.mark.spec("SEC-02")
def test_nobody_else_takes_it() -> None:
    assert status(person(), factories.done(person())) == 404


def status(by: Person, job: Job) -> int:
    answer = browser(by).get(f"/jobs/{job.code}/download/")
    if answer.streaming:
        assert b"".join(answer) == b"PK"  # read to its end, the file is closed
    return answer.status_code


@pytest.mark.spec("SCP-05")
def test_who_lost_the_role_since_does_not_take_it() -> None:
    county = bodies.association("430603")
    owner = appointed(county, Role.SECRETARY)
    job = factories.done(owner, organisation=county, permission="directory.manage")
    assert status(owner, job) == 200
    appointments.dismiss(appointment_of(owner), by=BY)
    assert status(owner, job) == 404
    assert "您的角色有变动" in browser(owner).get(f"/jobs/{job.code}/").text


def test_a_permission_without_a_body_is_asked_for_too() -> None:
    county = bodies.association("430603")
    owner = appointed(county, Role.SECRETARY)
    job = factories.done(owner, permission="directory.manage")
    assert status(owner, job) == 200
    appointments.dismiss(appointment_of(owner), by=BY)
    assert status(owner, job) == 404


def test_after_seven_days_it_is_gone() -> None:
    job = factories.done(person())
    Job.objects.update(expires_at=Now() + timedelta(minutes=1))
    tasks.prune(0)
    assert status(job.owner, job) == 200
    Job.objects.update(expires_at=Now() - timedelta(minutes=1))
    assert status(job.owner, job) == 404
    tasks.prune(0)
    assert Job.objects.get().result is None
    assert "到期删除" in browser(job.owner).get(f"/jobs/{job.code}/").text


def test_a_failure_may_leave_a_file() -> None:
    job = factories.job(person())
    with running(job.pk) as work:
        work.keep(b"PK", name="标注.xlsx", kind="xlsx")
        raise actions.Faulty("有 1 处要更正。", [(2, "名称", "没有填写。")])
    assert status(job.owner, job) == 200
    assert Job.objects.get().state == State.FAILED


def test_what_is_repeated_lets_go_of_its_file() -> None:
    job = factories.done(person())
    Job.objects.update(state=State.FAILED)
    actions.repeat(job, by=BY)
    assert Job.objects.get().result is None
    assert File.objects.exists()  # swept when nothing has referred to it for a day
