"""Whom a password alone does not let in."""

from django.conf import settings

from kexie.foundation.people.models import Person


def needs_second_factor(person: Person) -> bool:
    """Tell whether the person must sign in with a second factor (ACC-04).

    `settings.SECOND_FACTOR` is "off" in the demonstration.
    """
    return bool(settings.SECOND_FACTOR == "all" and person.is_active)
