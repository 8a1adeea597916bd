"""What the platform reads of bodies: exact, as of a day, with how it was made."""

from datetime import timedelta
from decimal import Decimal

import pytest

from kexie.areas.charters.tests import factories as charters
from kexie.areas.evaluations import queries
from kexie.areas.membership import actions as membership
from kexie.areas.membership.tests import factories as members
from kexie.core import clock
from kexie.core.measures import Reading, of_year
from kexie.engines.worklist import actions as worklist
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import Title
from kexie.foundation.organisations.tests import factories as bodies

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]


def read(name: str, body: Organisation) -> Reading | None:
    today = clock.today()
    measure = queries.measures()[name]
    assert measure.label
    assert measure.meaning
    return measure.read(Organisation.objects.filter(pk=body.pk), of_year(today.year, today)).get(body.pk)


def value(name: str, body: Organisation) -> Decimal:
    found = read(name, body)
    assert found is not None
    return found.value


def test_members_and_their_growth() -> None:
    body, today = members.body(), clock.today()
    for _ in range(3):
        members.member(body)
    members.member(body, joined_on=today)
    gone = members.member(body)
    assert value("membership.growth", body) == 1
    membership.depart(gone, seen=gone.revision, departed_on=today - timedelta(days=1), by=members.BY)
    assert value("membership.members", body) == 4
    assert read("membership.growth", body) == Reading(Decimal(0), "新入会 1 人，终止 1 人，净增 0 人")
    assert read("membership.members", bodies.body()) is None


def test_charter_leaders_and_page() -> None:
    body = bodies.body(published=True)
    assert read("charters.in_force", body) is None
    charters.in_force(body)
    assert value("charters.in_force", body) == 1
    organisations.fill_post(body, title=Title.CHAIR, holder="王某", since=bodies.DAY, by=bodies.BY)
    assert read("organisations.leaders", body) == Reading(Decimal(1), "在任：主席")
    organisations.present(body, introduction="简介", address="路口镇", phone="0730-8452000", by=bodies.BY)
    assert read("directory.page", body) == Reading(Decimal(80), "缺：工作亮点")


def test_what_waited_and_what_was_due_to_be_reported() -> None:
    body, now = bodies.body(), clock.now()
    assert read("worklist.in_time", body) == Reading(Decimal(100), "没有到期的事项")
    given = {"link": "/", "organisation": body, "permission": "evaluations.fill", "by": bodies.BY}
    for place, (due, done) in enumerate(((-5, -6), (-5, -5), (-5, -4), (-5, None), (5, None))):
        kind = f"evaluations.submit{place}"
        worklist.wait(kind, body, what="事", due=clock.today() + timedelta(days=due), **given)  # type: ignore[arg-type] # given
        if done is not None:
            with clock.held(now + timedelta(days=done)):
                worklist.close(kind, body, by=bodies.BY)
    assert read("worklist.in_time", body) == Reading(Decimal("50.00"), "到期 4 项，按时 2 项")
    assert read("establishment.reports", body) == Reading(Decimal(100), "没有应报送的事项")
