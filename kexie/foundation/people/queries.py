"""Accounts as sign-in looks them up."""

from kexie.foundation.people.models import Person


def known_as(typed: str) -> Person | None:
    """Return the open account with this user name, mobile number or e-mail address (ACC-04)."""
    return Person.objects.get_queryset().known_as(typed).first()
