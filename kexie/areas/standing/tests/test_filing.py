"""A body's whole life where the place files: its congress comes first, then the filing, a change, the end."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.establishment import actions
from kexie.areas.establishment.models import Case, Certificate
from kexie.areas.establishment.tests import factories as founding
from kexie.areas.establishment.tests.procedures import let
from kexie.areas.standing.tests import factories
from kexie.core import clock
from kexie.foundation.organisations.models import Organisation, Term
from tests import pages

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.spec("EST-03"),
    pytest.mark.spec("EST-11"),
    pytest.mark.spec("EST-13"),
]


def body_of(case: Case) -> Organisation:
    return Organisation.objects.get(pk=case.body_id)


def test_a_body_is_filed_renamed_and_ended() -> None:
    let("430603", regime="filing")
    case = founding.prepared()
    asked = set(case.materials.values_list("key", flat=True))
    assert asked == {"application", "charter", "consent", "profile", "committee", "resumes"}
    with pytest.raises(ValidationError, match="先召开成立大会"):
        submitted(case)
    held_on = clock.today() - timedelta(days=20)
    case = founding.held(case, congress_on=held_on)
    assert (case.stage, case.body.status) == ("preparing", "preparing"), "elected, and not yet filed"
    assert Term.objects.get(organisation=case.body).period.lower == held_on
    case = founding.approved(submitted(case))
    body = body_of(case)
    assert (case.stage, body.status, case.reported_on) == ("established", "active", clock.today())
    assert not Case.objects.unreported().exists(), "filing was the report"
    reply = pages.browser(case.applicant).get(f"/establishment/{case.code}/reply/?as=word")
    assert reply.status_code == 200

    petition = factories.approved(factories.applied("name", body=body))
    new = Certificate.objects.current().get(body=body)
    assert (petition.stage, body_of(case).name, new.name, new.edition) == ("approved", petition.new, petition.new, 2)

    ended = factories.approved(factories.applied("end", body=body_of(case)))
    body = body_of(case)
    assert (ended.stage, body.status, body.closed_on) == ("approved", "closed", clock.today())
    for certificate in Certificate.objects.filter(body=body):
        assert "已经失效" in pages.browser().get(f"/certificates/{certificate.code}/").text


def submitted(case: Case) -> Case:
    return actions.submit(case, seen=case.revision, by=founding.by(case.applicant))
