"""Accounts for tests."""

from kexie.core.actors import Actor
from kexie.foundation.people import actions
from kexie.foundation.people.models import Person

PASSWORD = "long-enough-secret"


def person(username: str = "yunxi", name: str = "云溪区科协") -> Person:
    """An account that can sign in."""
    opened = actions.open_account(username, name=name, password=PASSWORD, by=Actor.platform("tests"))
    assert opened is not None
    return opened
