"""Whom a password alone does not let in."""

from django.conf import settings
from django.db.models import Q

from kexie.foundation.appointments.models import PLATFORM
from kexie.foundation.organisations.rules import Level
from kexie.foundation.people.models import Person

HIGH = PLATFORM | Q(organisation__level__in=[Level.NATIONAL.value, Level.PROVINCIAL.value])


def needs_second_factor(person: Person) -> bool:
    """Tell whether the person must sign in with a second factor (ACC-04).

    `settings.SECOND_FACTOR`: "off" for nobody, as in the demonstration; "roles" for whoever holds a role of the
    platform, or in a national or provincial association; "all" for everybody.
    """
    if settings.SECOND_FACTOR == "roles":
        return person.appointments.current().filter(HIGH).exists()
    return bool(settings.SECOND_FACTOR == "all")
