"""How tests of the pages of staff ask for them: a browser in which somebody has signed in, and forms that are sent."""

from itertools import count

from django.test import Client

from kexie.foundation.people.models import Person

_keys = count(1)


def browser(person: Person | None) -> Client:
    """A browser in which a person has signed in."""
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def typed(**fields: object) -> dict[str, object]:
    """What a form sends, with a fresh key."""
    return {"form_key": f"a-key-of-a-staff-form-{next(_keys):06d}", **fields}
