"""Obligations for tests, opened by the action that opens them in life."""

from datetime import date
from typing import Any

from kexie.core.actors import Actor
from kexie.core.todo import Todo
from kexie.engines.worklist import actions, queries
from kexie.engines.worklist.models import Obligation
from kexie.foundation.appointments.tests.factories import actor
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.people.models import Person

BY = Actor.platform("tests")
KIND, PERMISSION = "directory.publish", "directory.change"


def waits(thing: Organisation, *, what: str = "请修改后公开", due: date | None = None, **fields: Any) -> Obligation:
    """Something about a body that waits there for those who keep its entry, unless told otherwise."""
    given = {"organisation": thing, "permission": PERMISSION, "link": "/workbench/", **fields}
    return actions.wait(given.pop("kind", KIND), thing, what=what, due=due, by=BY, **given)


def told(person: Person, *bodies: Organisation) -> list[Todo]:
    """What waits for a person in these workplaces."""
    return list(queries.todo(actor(person), bodies))
