"""Dues of 长岭炼化's association in the demonstration: a year that was closed and one that goes on, all made up."""

from datetime import date, datetime, timedelta

from django.db import transaction

from kexie.areas.charters import queries as charters
from kexie.areas.charters.rules.choices import Dues
from kexie.areas.dues import actions
from kexie.areas.dues.models import Due, Year
from kexie.areas.dues.rules import Group, Way
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.engines.jobs import actions as jobs
from kexie.foundation.appointments.queries import reaches
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.people.models import Person
from kexie.operation.demo.accounts import workplace

CLERK = "changling.secretary"
WAYS = (Way.PAYROLL, Way.TRANSFER, Way.CASH, Way.MOBILE)
NAME = "个人会员"


@transaction.atomic
def load(*, by: Actor) -> int:
    """Make two years of dues, once; return how many members owe in them."""
    body, clerk = workplace("changling"), Person.objects.filter(username=CLERK).first()
    if body is None or clerk is None or Year.objects.exists() or charters.choice(body, "dues") == Dues.NONE:
        return 0
    who = Actor(person=clerk.pk, name=clerk.name, reaches=reaches(clerk.pk))
    today = clock.today()
    with clock.held(_noon(date(today.year - 1, 3, 2))):
        former = _year(body, by=who)
    with clock.held(_noon(date(today.year - 1, 12, 20))):
        _pay(former, every=1, by=who)
        former.refresh_from_db()
        actions.close(former, seen=former.revision, by=who)
    now = _year(body, by=who)
    _pay(now, every=3, by=who)
    return Due.objects.count()


def _year(body: Organisation, *, by: Actor) -> Year:
    """Set a year up with the charter's amount, and list who is on the roll."""
    today = clock.today()
    year = actions.add_year(body, year=today.year, by=by)
    amount = charters.choice(body, "dues_fen")
    groups = [group.value for group in Group]
    actions.add_rate(year, seen=year.revision, name=NAME, amount=amount, groups=groups, by=by)
    year.refresh_from_db()
    job = actions.roll(year, seen=year.revision, on=today, by=by)
    with jobs.running(job.pk) as work:
        actions.write_roll(work)
    year.refresh_from_db()
    return year


def _pay(year: Year, *, every: int, by: Actor) -> None:
    """Let every so many members pay, some a part, and one be waived; one payment was recorded by mistake."""
    dues = list(year.dues.select_related("member").order_by("number"))
    waived, *others = [due for due in dues if due.member.person_id is None]
    reason = "长期病假，本人申请，秘书处同意。"
    actions.waive(waived, seen=waived.revision, amount=waived.remainder, reason=reason, by=by)
    for place, due in enumerate(others[::every]):
        amount = due.remainder // 2 if place == 4 else due.remainder
        on = clock.today() - timedelta(days=place % 20)
        entry = actions.pay(due, seen=due.revision, amount=amount, on=on, way=WAYS[place % len(WAYS)], by=by)
        if place == 6:
            due.refresh_from_db()
            actions.correct(entry, seen=due.revision, reason="会员号写错，记到了别人名下。", by=by)


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=clock.PLACE)
