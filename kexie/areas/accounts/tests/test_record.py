"""One record for those who answer for a body, content included (SCP-02, SCP-06)."""

import pytest

from kexie.areas.registrations.tests import factories as registrations
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.records.models import Record
from tests.pages import browser

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SCP-06")]


def test_with_what_stood_before_and_after() -> None:
    row = registrations.registration(name="云溪有限公司")
    body = row.organisation
    told = Record.objects.get(what="registrations.submit")
    page = browser(appointed(body)).get(f"/organisations/{body.code}/record/{told.pk}/").text
    assert "云溪有限公司" in page
    assert "待审核" in page


def test_a_record_of_another_body_is_not_there() -> None:
    body, other = bodies.body(), bodies.body()
    foreign = Record.objects.filter(organisation=other.pk).latest("pk")
    client = browser(appointed(body))
    assert client.get(f"/organisations/{body.code}/record/{foreign.pk}/").status_code == 404
    assert client.get(f"/organisations/{other.code}/record/{foreign.pk}/").status_code == 404
    own = Record.objects.filter(organisation=body.pk).latest("pk")
    assert client.get(f"/organisations/{body.code}/record/{own.pk}/").status_code == 200
