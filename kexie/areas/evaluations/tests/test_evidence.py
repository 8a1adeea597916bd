"""Evidence is read by both sides and by nobody else."""

import pytest

from kexie.areas.evaluations.models import Evidence
from kexie.areas.evaluations.tests import factories
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15"), pytest.mark.spec("SCP-05")]


def test_body_and_reviewer_read_it_and_a_neighbour_does_not() -> None:
    row = factories.submitted()
    proof = Evidence.objects.get(score__evaluation=row)
    neighbour = factories.evaluation(bodies.body(factories.COUNTY), factories.published())
    for person, status in (
        (factories.secretary(row), 200),
        (factories.reviewer(row), 200),
        (factories.secretary(neighbour), 404),
        (factories.staff(bodies.association("430611")), 404),
    ):
        assert pages.browser(person).get(f"/evaluations/{row.code}/evidence/{proof.pk}/").status_code == status


def test_until_it_is_submitted_a_draft_is_the_bodys_own() -> None:
    row = factories.filled()
    proof = Evidence.objects.get(score__evaluation=row)
    own, desk = pages.browser(factories.secretary(row)), pages.browser(factories.reviewer(row))
    file, page = f"/evaluations/{row.code}/evidence/{proof.pk}/", f"/evaluations/{row.code}/"
    assert (own.get(file).status_code, desk.get(file).status_code) == (200, 404)
    assert ("会议做了许多。" in own.get(page).text, "会议做了许多。" in desk.get(page).text) == (True, False)
    assert "79.5" not in desk.get(f"/sheets/{row.sheet.code}/results/").text
