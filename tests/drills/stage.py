"""The people and bodies of the drills, made in a fresh database by a process that uses it."""

import json
import sys

from kexie.core.actors import Actor
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.tests import factories as persons
from kexie.foundation.regions import actions as regions
from kexie.foundation.regions import queries as divisions

CLIENTS = 4


def main() -> None:
    """Make a county's association, and federations whose administrators work in it, too; print how to reach them."""
    regions.load(divisions.shipped_rows(), by=Actor.platform("drills"))
    county = bodies.association("430603")
    staged = []
    for number in range(CLIENTS):
        federation = bodies.body(kind="federation", name=f"演练{number}号联合会")
        person = appointed(federation, person=persons.person(f"drill{number}"))
        appointed(county, person=person)
        staged.append({"name": person.username, "federation": federation.code, "county": county.code})
    json.dump({"password": persons.PASSWORD, "clients": staged}, sys.stdout)
