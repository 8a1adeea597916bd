"""The people and bodies of the drills, made in a fresh database by a process that uses it."""

import json
import sys

from kexie.core.actors import Actor
from kexie.engines.notices.rules import Cadence
from kexie.engines.notices.tests.factories import prefer, reader
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import BY, appointed
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import Status
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.tests import factories as persons
from kexie.foundation.regions import actions as regions
from kexie.foundation.regions import queries as divisions

CLIENTS = 4
READERS = 3


def main() -> None:
    """Make a county's association, and federations whose administrators work in it, too; print how to reach them."""
    regions.load(divisions.shipped_rows(), by=Actor.platform("drills"))
    county = bodies.association("430603")
    staged, federation = [], county
    for number in range(CLIENTS):
        # not founded yet: the name of one that is changes by a petition
        federation = bodies.body(kind="federation", name=f"演练{number}号联合会", status=Status.PREPARING)
        person = appointed(federation, person=persons.person(f"drill{number}"))
        appointed(county, person=person)
        staged.append({"name": person.username, "federation": federation.code, "county": county.code})
    told = _readers(federation)
    json.dump({"password": persons.PASSWORD, "clients": staged, "readers": told, "read": federation.code}, sys.stdout)


def _readers(federation: Organisation) -> list[str]:
    """Let people who want letters at once, at any hour, keep the page of a body that is online."""
    told = [reader(f"演练读者{number}") for number in range(READERS)]
    for person in told:
        prefer(person, Cadence.ONCE, kind="directory")
        appointed(federation, Role.EDITOR, person=person)
    organisations.publish(federation, by=BY)
    return [person.email for person in told]
