"""What a unit's lighter form has goes over into its association (EST-18).

The association is a body of its own beside the former one, linked by the history of both: a body's kind never changes,
its certificate says what it was, and a joint association goes on for its other founders.
"""

from django.db import transaction

from kexie.areas.establishment import queries, rules
from kexie.areas.establishment.actions.liaisons import release
from kexie.areas.establishment.actions.steps import step
from kexie.areas.establishment.models import Case, Liaison
from kexie.areas.establishment.rules import Deed
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.foundation.appointments import actions as appointments
from kexie.foundation.appointments.models import Appointment
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.records.actions import record

GROWTH = Actor.platform("组织成长")


@transaction.atomic
def grow(case: Case, *, by: Actor) -> None:
    """Let the people of the unit's workstation work in its association, and end workstation and liaison officer.

    Nothing happens where the unit had neither.
    """
    if case.kind not in rules.SINGLE or case.host is None:
        return
    for station in queries.stations(Organisation.objects.all(), case.host):
        _carry(station, case.body)
        organisations.close(station, closed_on=clock.today(), by=by)
        step(case, Deed.GROW, by=by, note=station.name)
        for told in (station, case.body):
            record("establishment.grow", case, by=by, organisation=told, after={"partner": station.name})
    for liaison in Liaison.objects.serving().filter(unit=case.host):
        release(liaison, reason=f"“{case.body.name}”已经成立", seen=liaison.revision, by=by)


def _carry(station: Organisation, body: Organisation) -> None:
    """Give everybody the roles that they had, where they have not got them yet."""
    there = set(Appointment.objects.current().filter(organisation=body).values_list("person", "role"))
    for held in Appointment.objects.current().filter(organisation=station, branch=None).select_related("person"):
        if (held.person_id, held.role) not in there:
            appointments.appoint(held.person, role=held.role, organisation=body, by=GROWTH)
