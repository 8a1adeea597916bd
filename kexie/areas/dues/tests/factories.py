"""Dues for tests, made as in life."""

from datetime import date
from typing import Any

from kexie.areas.charters.rules.choices import Dues
from kexie.areas.charters.tests import factories as charters
from kexie.areas.dues import actions, tasks
from kexie.areas.dues.models import Due, Entry, Rate, Year
from kexie.areas.membership.models import Member
from kexie.areas.membership.tests import factories as members
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.engines.jobs.models import Job
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import actor, appointed
from kexie.foundation.organisations.models import Organisation

ALL = ("technical", "managerial", "skilled", "retired")
OWED = 5000  # fen


def body(dues: str = Dues.REGULATED, **given: Any) -> Organisation:
    """A body whose charter has dues."""
    made = members.body()
    charters.in_force(made, dues=dues, **given)
    return made


def year(organisation: Organisation | None = None, **given: Any) -> Year:
    """A year without rates."""
    typed: dict[str, Any] = {"year": clock.today().year, "decision": "第一次会员代表大会，2026-01-10"} | given
    return actions.add_year(organisation or body(), **typed, by=members.BY)


def rate(of: Year | None = None, **given: Any) -> Rate:
    """A rate for all sorts of members."""
    of = of or year()
    of.refresh_from_db()
    typed: dict[str, Any] = {"name": "普通会员", "amount": OWED, "groups": ALL} | given
    return actions.add_rate(of, seen=of.revision, **typed, by=members.BY)


def rolled(organisation: Organisation | None = None, **given: Any) -> Year:
    """A year in which all members of a body owe."""
    of = year(organisation)
    if not given.pop("without_rate", False):
        rate(of, **given)
    roll(of)
    of.refresh_from_db()
    return of


def clerk(of: Organisation) -> Actor:
    """Somebody who works with a body's dues."""
    return actor(appointed(of, Role.FINANCE))


def roll(of: Year, on: date | None = None, by: Actor | None = None) -> Job:
    """Make a year's roll, and return how that ended."""
    of.refresh_from_db()
    who = by or clerk(of.organisation)
    job = actions.roll(of, seen=of.revision, on=on or clock.today(), by=who)
    tasks.roll(number=job.pk)
    return Job.objects.get(pk=job.pk)


def due(member: Member | None = None, **given: Any) -> Due:
    """What a member owes."""
    member = member or members.member(body())
    made = rolled(member.organisation, **given)
    return Due.objects.select_related("year", "member").get(year=made, member=member)


def paid(of: Due | None = None, **given: Any) -> Entry:
    """A payment, in whole unless said otherwise."""
    of = of or due()
    typed: dict[str, Any] = {"amount": of.remainder, "on": clock.today(), "way": "transfer"} | given
    return actions.pay(of, seen=of.revision, **typed, by=members.BY)
