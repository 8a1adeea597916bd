"""The desk registers what is not founded here; a reply and a registration are not mixed up."""

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.establishment import actions
from kexie.areas.establishment.tests import factories, light
from kexie.core import clock
from kexie.engines.notices.tests.factories import titles
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-06"), pytest.mark.spec("EST-07")]


def test_the_desk_admits_and_those_who_asked_are_told() -> None:
    case = light.stationed()
    browser = pages.browser(factories.reviewer(case))
    html = browser.get(f"/establishment/{case.code}/").text
    assert ("准予登记" in html, f"/establishment/{case.code}/approve/" in html) == (True, False)
    where = f"/establishment/{case.code}/admit/"
    assert pages.send(browser, where, seen=case.revision + 1).status_code == 409
    assert pages.send(browser, where, seen=case.revision).status_code == 303
    assert f"“{case.body.name}”已经登记" in titles(case.applicant)
    assert pages.browser(case.applicant).get(f"/establishment/{case.code}/").status_code == 200


def test_who_asked_does_not_admit() -> None:
    case = light.stationed()
    with pytest.raises(ValidationError, match="您自己提交"):
        actions.admit(case, seen=case.revision, by=factories.by(case.applicant))


def test_a_reply_and_a_registration_are_not_mixed_up() -> None:
    case = light.stationed()
    with pytest.raises(ValidationError, match="不用批复"):
        factories.approved(case)
    founded = factories.submitted()
    with pytest.raises(ValidationError, match="须有文号"):
        light.admitted(founded)
    with pytest.raises(ValidationError, match="须有文号"):
        actions.admit(founded, seen=founded.revision, by=factories.by(factories.reviewer(founded)))
    assert clock.today() >= founded.since.date()
