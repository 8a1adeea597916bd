"""A body opens its results to everybody, and closes them again."""

import pytest

from kexie.areas.surveys.tests import collected, factories
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-01")]


def test_it_is_opened_and_closed_on_record() -> None:
    survey = collected.survey(number=6)
    browser, address = pages.browser(factories.staff(survey.organisation)), f"/surveys/{survey.code}/release/"
    public = f"/surveys/{survey.code}/outcome/"
    assert pages.browser().get(public).status_code == 404
    survey.refresh_from_db()
    assert pages.status(browser, address, is_open="on", seen=survey.revision) == 303
    assert pages.browser().get(public).status_code == 200
    assert pages.status(browser, address, seen=survey.revision) == 409
    assert pages.status(browser, address, seen=survey.revision + 1) == 303
    assert pages.browser().get(public).status_code == 404
    found = Record.objects.filter(what="surveys.release").order_by("id")
    assert [row.after for row in found] == [{"is_open": True}, {"is_open": False}]
