"""The evidence of a sanction is shown to both sides."""

import pytest

from kexie.areas.establishment.tests import sanctions
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-12")]


def test_both_sides_read_it_and_only_under_its_body() -> None:
    row, other = sanctions.decided(), sanctions.decided()
    for person in (appointed(row.body), appointed(row.organisation)):
        answer = pages.browser(person).get(f"/organisations/{row.body.code}/evidence/{row.pk}/")
        assert answer.headers["Content-Type"] == "application/pdf"
        assert pages.browser(person).get(f"/organisations/{row.body.code}/evidence/{other.pk}/").status_code == 404
