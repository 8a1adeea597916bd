"""What can happen to accounts."""

from django.db import transaction

from kexie.core.actors import Actor
from kexie.foundation.people.models import Person
from kexie.foundation.records.actions import record


@transaction.atomic
def open_account(username: str, *, name: str, password: str, by: Actor) -> Person | None:
    """Open an account; None if the user name is taken."""
    person = Person(username=username, name=name)
    person.set_password(password)
    if Person.objects.filter(username=username).exists():
        return None
    person.save(force_insert=True)
    record("people.open_account", person, by=by)
    return person
