"""Who somebody is, by user name, mobile number or e-mail address and a password."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from kexie.foundation.people import queries
from kexie.foundation.people.models import Person


class Backend(BaseBackend):
    """Find the account and check the password, with the same work whether or not there is one (SEC-05)."""

    def authenticate(
        self, request: HttpRequest | None, username: str = "", password: str = "", **_: Any
    ) -> Person | None:
        """Return the person; None for a wrong password, an unknown name and a locked account alike."""
        person = queries.known_as(username)
        known = person or Person()
        if person is None:
            known.set_password("nobody has this one")  # takes as long as checking one
            return None
        return person if known.check_password(password) and known.is_active else None

    def get_user(self, user_id: int) -> Person | None:
        """Return a session's person while the account is active: a lock bites with the next request."""
        return Person.objects.filter(pk=user_id, is_active=True).first()
