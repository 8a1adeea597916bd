"""A body that was entered without a certificate gets one from its association."""

import pytest

from kexie.areas.establishment.models import Case, Certificate
from kexie.areas.establishment.tests import factories
from kexie.engines.notices.tests.factories import titles
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-06"), pytest.mark.spec("EST-16")]
TYPED = {"old_number": "云科协〔2019〕 3号", "founded_on": "2019-05-06", "chair": "罗溪"}


def send(body: Organisation, **given: str) -> tuple[int, str]:
    browser = pages.browser(appointed(body.superior, Role.REVIEWER))
    body.refresh_from_db()
    answer = pages.send(browser, f"/organisations/{body.code}/recognise/", seen=body.revision, **TYPED | given)
    return answer.status_code, answer.text


def test_it_has_its_certificate_at_once_and_its_people_are_told() -> None:
    host = factories.enterprise("430603")
    body = bodies.body("430603", host=host)
    staff, reviewer = appointed(body), pages.browser(appointed(body.superior, Role.REVIEWER))
    standing = f"/organisations/{body.code}/standing/"
    assert "补发登记证书" in reviewer.get(standing).text
    assert "补发登记证书" not in pages.browser(staff).get(standing).text
    assert send(body)[0] == 303
    row = Certificate.objects.get(body=body)
    assert (row.host, row.chair, f"{row.founded_on}", row.organisation) == (
        host.name,
        "罗溪",
        "2019-05-06",
        body.superior,
    )
    case = Case.objects.get(body=body)
    assert (case.old_number, case.way, case.stage) == ("云科协〔2019〕3号", "existing", "established")
    assert f"“{body.name}”的登记证书已经颁发" in titles(staff)
    assert "补发登记证书" not in reviewer.get(standing).text
    assert row.number in pages.browser().get(f"/certificates/{row.code}/").text


def test_nobody_gets_a_second_one() -> None:
    case = factories.established()
    status, text = send(case.body)
    assert status == 422
    assert "已经有登记证书" in text
    assert Certificate.objects.filter(body=case.body).count() == 1


def test_a_day_to_come_is_refused() -> None:
    body = bodies.body("430603")
    assert send(body, founded_on="2999-01-01")[0] == 422
    assert not Certificate.objects.filter(body=body).exists()
