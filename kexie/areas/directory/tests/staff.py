"""Who asks for a page of the workbench, and what each of them gets."""

from dataclasses import dataclass

from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories
from kexie.foundation.people.models import Person
from tests import pages

NOWHERE = "2222222222"


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


def assert_reached(address: str, body: Organisation, cast: Cast, *reaching: str) -> None:
    """Only these reach the address; for the others it is as if the body did not exist, and a visitor signs in."""
    for who in ("own", "viewer", "parent", "sibling", "stranger"):
        browser = pages.browser(getattr(cast, who))
        answer = browser.get(address)
        assert answer.status_code == (200 if who in reaching else 404), f"{who}: {answer.status_code}"
        if who not in reaching:
            assert pages.bare(answer.text) == pages.bare(browser.get(address.replace(body.code, NOWHERE)).text), who
            assert pages.status(browser, address) in {404, 405}, who
    assert pages.browser().get(address)["Location"] == f"/signin/?next={address}"
