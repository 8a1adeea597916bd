"""What proves a petition is read by both sides and by nobody else."""

import pytest

from kexie.areas.standing.tests import factories
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-11")]


def test_who_let_a_body_go_reads_it_still() -> None:
    petition = factories.applied("superior")
    old = petition.organisation
    factories.approved(petition)
    address = f"/petitions/{petition.code}/proof/{petition.proofs.get().pk}/"
    places = [petition.body, old, bodies.association("430611"), bodies.association("430602"), bodies.body("430611")]
    found = [pages.browser(appointed(place, Role.ADMINISTRATOR)).get(address).status_code for place in places]
    assert found == [200, 200, 200, 404, 404]
