"""The desk returns a petition with what is to be mended."""

import pytest

from kexie.areas.standing.tests import factories
from kexie.engines.notices.tests.factories import titles
from kexie.engines.worklist.queries import todo
from kexie.foundation.appointments.tests.factories import actor
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-11")]


def test_it_waits_for_the_body_with_the_reason() -> None:
    petition = factories.applied()
    browser, address = pages.browser(factories.reviewer(petition)), f"/petitions/{petition.code}/return_/"
    assert pages.status(browser, address, seen=petition.revision, reason=" ") == 422
    assert pages.status(browser, address, seen=petition.revision, reason="请补上决议") == 303
    petition.refresh_from_db()
    assert (petition.stage, petition.due) == ("returned", None)
    (waiting,) = todo(actor(petition.applicant), [petition.body])
    assert waiting.why == "请补上决议"
    assert "被退回" in titles(petition.applicant)[0]
