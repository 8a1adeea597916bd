"""Appointments for tests, made by the actions that make them in life."""

from kexie.core.actors import Actor
from kexie.foundation.appointments import actions, queries
from kexie.foundation.appointments.models import Appointment
from kexie.foundation.appointments.rules import Role
from kexie.foundation.organisations.models import Branch, Organisation
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests import factories as people

BY = Actor.platform("tests")


def appointed(
    organisation: Organisation | None,
    role: str = Role.ADMINISTRATOR,
    *,
    person: Person | None = None,
    branch: Branch | None = None,
) -> Person:
    """Somebody with a role; further roles for the same person if given."""
    holder = person or people.person()
    actions.appoint(holder, role=role, organisation=organisation, branch=branch, by=BY)
    return holder


def actor(person: Person | None) -> Actor:
    """The person as the middleware makes an actor of one, with the reaches of this moment."""
    if person is None:
        return Actor(person=None, name="访客")
    return Actor(person=person.pk, name=person.name, reaches=queries.reaches(person.pk))


def appointment_of(person: Person) -> Appointment:
    """The one appointment of a person."""
    return Appointment.objects.current().get(person=person)
