"""What can happen to accounts."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.foundation.people.models import Person
from kexie.foundation.records.actions import record


@transaction.atomic
def open_account(username: str, *, name: str, password: str, by: Actor) -> Person | None:
    """Open an account; None if the user name is taken."""
    person = Person(username=username, name=name)
    person.set_password(password)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError:
        return None
    record("people.open_account", person, by=by)
    return person


@transaction.atomic
def change_password(person: Person, *, present: str, new: str, by: Actor) -> Person:
    """Set a new password; raises ValidationError when the present one is wrong."""
    person = lock(person)
    if not person.check_password(present):
        raise ValidationError({"present": "现在的密码不对。"})
    person.set_password(new)
    person.save(update_fields=["password"])
    record("people.change_password", person, by=by)
    return person
