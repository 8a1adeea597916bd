"""The desk refuses a petition with a reason, and everything stays as it is."""

import pytest

from kexie.areas.standing.tests import factories
from kexie.engines.notices.tests.factories import titles
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-11")]


def test_nothing_changes_and_one_may_apply_again() -> None:
    petition = factories.applied()
    browser, address = pages.browser(factories.reviewer(petition)), f"/petitions/{petition.code}/reject/"
    assert pages.status(browser, address, seen=petition.revision, reason="") == 422
    assert pages.status(browser, address, seen=petition.revision, reason="没有依据") == 303
    petition.refresh_from_db()
    petition.body.refresh_from_db()
    assert (petition.stage, petition.body.name) == ("rejected", petition.old)
    assert "没有获得批准" in titles(petition.applicant)[0]
    assert factories.applied(body=petition.body).stage == "submitted"
