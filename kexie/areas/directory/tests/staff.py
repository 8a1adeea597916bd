"""Who asks for a page of the workbench, and what each of them gets."""

import re
from dataclasses import dataclass

from django.test import Client

from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories
from kexie.foundation.people.models import Person

NOWHERE = "2222222222"
KEY = "a-key-of-a-form-{:08d}"
_keys = iter(range(10**8))


@dataclass(frozen=True)
class Cast:
    """The people around a body: its own staff, those above, beside and elsewhere."""

    own: Person
    viewer: Person
    parent: Person
    sibling: Person
    stranger: Person

    @classmethod
    def around(cls, body: Organisation) -> "Cast":
        """Appoint them all."""
        superior = body.superior or body
        beside = factories.association("430602") if body.kind == "association" else factories.body()
        return cls(
            own=appointed(body),
            viewer=appointed(body, Role.VIEWER),
            parent=appointed(superior),
            sibling=appointed(beside),
            stranger=appointed(factories.association("320100")),
        )


def client(person: Person | None) -> Client:
    """A browser in which a person has signed in."""
    browser = Client()
    if person is not None:
        browser.force_login(person)
    return browser


def post(browser: Client, address: str, **typed: object) -> int:
    """Send a form and return the status."""
    return browser.post(address, {"form_key": KEY.format(next(_keys)), **typed}).status_code


def bare(content: str) -> str:
    """A page without what is new each time it is drawn."""
    return re.sub(r'(name="(csrfmiddlewaretoken|form_key)" value=)"[^"]*"', r"\1", content)


def assert_reached(address: str, body: Organisation, cast: Cast, *reaching: str) -> None:
    """Only these reach the address; for the others it is as if the body did not exist, and a visitor signs in."""
    for who in ("own", "viewer", "parent", "sibling", "stranger"):
        browser = client(getattr(cast, who))
        answer = browser.get(address)
        assert answer.status_code == (200 if who in reaching else 404), f"{who}: {answer.status_code}"
        if who not in reaching:
            assert bare(answer.text) == bare(browser.get(address.replace(body.code, NOWHERE)).text), who
            assert browser.post(address, {"form_key": KEY.format(next(_keys))}).status_code in {404, 405}, who
    assert Client().get(address)["Location"] == f"/signin/?next={address}"
