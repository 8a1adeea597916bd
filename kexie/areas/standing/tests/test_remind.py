"""Bodies are reminded 6, 3 and 1 months before their term ends and when it has, once each."""

from datetime import date, datetime, time

import pytest

from kexie.areas.standing import actions, tasks
from kexie.areas.standing.models import Reminder
from kexie.areas.standing.tests import factories
from kexie.core import clock
from kexie.core.tests.threads import at_once
from kexie.engines.notices.models import Announcement
from kexie.engines.notices.tests.factories import titles
from kexie.engines.worklist.models import Obligation
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import BY, appointed
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-14")]
END = date(2027, 5, 31)


def on(day: date) -> int:
    """How many are reminded on a day."""
    with clock.held(datetime.combine(day, time(0, 11), clock.PLACE)):
        return actions.remind(by=BY)


def owed() -> list[date | None]:
    return list(Obligation.objects.owed().values_list("due", flat=True))


def test_each_reminder_is_sent_once_and_the_last_one_goes_to_the_association_too() -> None:
    body = factories.in_term(END).organisation
    staff, reviewer = appointed(body), appointed(body.superior, Role.REVIEWER)
    days = [date(2026, 11, 29), date(2026, 11, 30), date(2026, 12, 1), date(2027, 2, 28), date(2027, 4, 30), END]
    assert [(on(day), on(day)) for day in days] == [(0, 0), (1, 0), (0, 0), (1, 0), (1, 0), (1, 0)]
    assert [title.split("任期")[1] for title in titles(staff)] == [
        "已经届满",
        "还有一个月届满",
        "还有三个月届满",
        "还有六个月届满",
    ]
    assert [title for title in titles(reviewer) if "届满" in title] == [f"“{body.name}”第1届任期已经届满，还没有换届"]
    assert owed() == [END]


def test_who_comes_late_to_the_platform_is_reminded_of_the_nearest_day_alone() -> None:
    term = factories.in_term(END)
    assert on(date(2027, 4, 1)) == 1
    assert list(term.reminders.values_list("months", flat=True)) == [3]


def test_a_term_that_is_put_off_or_followed_waits_no_longer() -> None:
    term = factories.in_term(END)
    on(date(2027, 5, 1))
    later = date(2028, 5, 31)
    organisations.change_term(term, starts_on=term.period.lower, ends_on=later, seen=term.revision, by=BY)
    assert (on(date(2027, 5, 2)), owed()) == (0, [])
    assert (on(date(2027, 12, 1)), owed()) == (1, [later])
    factories.in_term(date(2033, 6, 5), body=term.organisation, number=2)
    assert (on(date(2028, 5, 1)), owed()) == (0, [])


@pytest.mark.parametrize(("status", "kind"), [("preparing", "enterprise_association"), ("active", "workstation")])
def test_who_has_no_congress_yet_is_not_reminded(status: str, kind: str) -> None:
    factories.in_term(END, status=status, kind=kind)
    assert on(END) == 0


def test_a_body_that_has_ended_is_not_reminded() -> None:
    term = factories.in_term(END)
    on(date(2027, 4, 1))
    body = Organisation.objects.get(pk=term.organisation_id)
    organisations.close(body, closed_on=clock.today(), by=BY)
    assert (on(END), owed()) == (0, [])


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_remind_once() -> None:
    factories.in_term(clock.today())
    at_once(*[lambda: tasks.remind(timestamp=1)] * 2)
    assert Reminder.objects.count() == 1
    assert Announcement.objects.filter(what="standing.remind").count() == 2
