"""Persons for tests, with accounts opened as in life."""

from itertools import count

from kexie.core.actors import Actor
from kexie.foundation.people import actions
from kexie.foundation.people.models import Person

BY = Actor.platform("tests")
PASSWORD = "correct horse battery"
_numbers = count(1)


def person(username: str = "", name: str = "王敏") -> Person:
    """Somebody with an account."""
    opened = actions.open_account(username or f"person{next(_numbers)}", name=name, password=PASSWORD, by=BY)
    assert opened is not None
    return opened
