"""A proof is handed out as a file, to those who may read the registration."""

import pytest

from kexie.areas.registrations.tests import factories
from kexie.engines.files.rules import Upload
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SEC-04"), pytest.mark.spec("SCP-05")]


def test_it_is_kept_and_never_shown() -> None:
    content = factories.PDF + b"<script>alert(1)</script>"
    row = factories.registration(proofs=[Upload("执照.html", "pdf", content)])
    answer = pages.browser(row.applicant).get(f"/registrations/{row.code}/proof/{row.proofs.get().pk}/")
    assert answer.getvalue() == content
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Disposition"].endswith(".pdf")
    assert "no-store" in answer["Cache-Control"]


def test_only_who_reads_the_registration_gets_it() -> None:
    row = factories.registration()
    address = f"/registrations/{row.code}/proof/{row.proofs.get().pk}/"

    def status(person: Person | None) -> int:
        answer = pages.browser(person).get(address)
        assert answer.getvalue() or answer.status_code == 302
        return answer.status_code

    assert status(None) == 302
    assert status(persons.person()) == 404
    assert status(appointed(row.organisation, Role.EDITOR)) == 404
    assert status(appointed(bodies.association("430611"))) == 404
    assert status(appointed(row.organisation, Role.REVIEWER)) == 200
    assert status(appointed(row.organisation.superior)) == 200


def test_a_proof_of_another_registration_is_not_found_here() -> None:
    mine, other = factories.registration(), factories.registration()
    address = f"/registrations/{mine.code}/proof/{other.proofs.get().pk}/"
    assert pages.browser(mine.applicant).get(address).status_code == 404
    assert pages.browser(appointed(mine.organisation)).get(address).status_code == 404
