"""What tests of pages send: a browser in which somebody has signed in, and forms with their key."""

import re
from itertools import count
from typing import TYPE_CHECKING, Any, TypeAlias

from django.test import Client

from kexie.foundation.people.models import Person

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse

Answer: TypeAlias = "_MonkeyPatchedWSGIResponse"
_keys = count(1)


def browser(person: Person | None = None) -> Client:
    """A browser in which a person has signed in, or a visitor's."""
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def form(**typed: Any) -> dict[str, Any]:
    """What a form sends, with a key of its own."""
    return {"form_key": f"a-key-of-a-form-{next(_keys):08d}", **typed}


def send(client: Client, address: str, /, **typed: Any) -> Answer:
    """Send a form, with a key of its own unless one is given."""
    return client.post(address, form(**typed))


def status(client: Client, address: str, /, **typed: Any) -> int:
    """Send a form, and return only how it was answered."""
    return send(client, address, **typed).status_code


def key_of(page: str) -> str:
    """The key of a page's form."""
    found = re.search(r'name="form_key"[^>]* value="([^"]+)"', page)
    assert found is not None
    return found[1]


def bare(page: str) -> str:
    """A page without what is new each time it is drawn."""
    return re.sub(r'(name="(csrfmiddlewaretoken|form_key)" value=)"[^"]*"', r"\1", page)
