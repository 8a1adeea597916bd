"""Where a body ends, what it had joined and who had joined it end with it; both sides are told (EST-13)."""

from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from kexie.areas.affiliations import tasks
from kexie.areas.affiliations.models import Accession, Departure
from kexie.areas.affiliations.tests import factories
from kexie.areas.membership import actions as membership
from kexie.core import clock
from kexie.engines.notices.models import Announcement
from kexie.engines.worklist.models import Obligation
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-02"), pytest.mark.spec("EST-13")]


def end(body: Organisation) -> None:
    fresh = Organisation.objects.get(pk=body.pk)
    organisations.close(fresh, closed_on=clock.today(), by=factories.BY)


def told() -> set[int | None]:
    return set(Announcement.objects.filter(what="affiliations.dissolve").values_list("organisation", flat=True))


def test_a_member_that_ended_is_none_and_its_history_stays() -> None:
    row = factories.leaving()
    sent, kept = factories.delegate(row), factories.relation(bodies.body(), row.object)
    end(row.subject)
    for _ in range(2):
        tasks.end_all(number=row.subject_id)
    for one in (row, sent, kept):
        one.refresh_from_db()
    assert sent.until == clock.today()
    assert row.period.upper <= clock.today() + timedelta(days=1)
    assert kept.period.upper is None
    assert (Departure.objects.get().ended_at is not None, Departure.objects.get().is_confirmed) == (True, False)
    assert not Obligation.objects.open().exists()
    assert told() == {row.subject_id, row.object_id}
    assert Announcement.objects.filter(what="affiliations.dissolve").count() == 2
    page = pages.browser(appointed(row.object)).get(f"/organisations/{row.object.code}/affiliations/").text
    assert (kept.subject.name in page, "撤回" in page) == (True, False)


def test_a_host_that_ended_has_no_members_and_decides_nothing() -> None:
    host = bodies.body("430603", kind="federation")
    row, part = factories.relation(bodies.body(), host), factories.branch_member()
    asked = factories.accession(part.organisation)
    end(host)
    end(part.organisation)
    tasks.end_missed(timestamp=1)
    for one in (row, part, asked):
        one.refresh_from_db()
    assert (row.period.upper is not None, part.until) == (True, clock.today())
    assert (asked.stage, "已于" in asked.reason) == ("withdrawn", True)
    assert told() == {row.subject_id, host.pk}


def test_an_application_to_a_body_that_ended_is_refused_and_the_applicant_told() -> None:
    county = bodies.association("430603")
    row = factories.accession(bodies.body("430611"), bodies.association("430611"))
    Accession.objects.filter(pk=row.pk).update(organisation=bodies.body("430603", kind="federation"))
    row = Accession.objects.get(pk=row.pk)
    end(row.organisation)
    tasks.end_all(number=row.organisation_id)
    row.refresh_from_db()
    assert (row.stage, row.relation, county.closed_on) == ("refused", None, None)
    assert Announcement.objects.get(what="affiliations.refuse").organisation == row.body


def test_whoever_lets_a_body_end_lets_this_end_too() -> None:
    row = factories.relation()
    membership.dissolve(row.subject, closed_on=clock.today(), by=factories.BY)
    assert ProcrastinateJob.objects.get(task_name="affiliations.end_all").args == {"number": row.subject_id}
