"""A body takes its petition back, while it is not decided."""

import pytest

from kexie.areas.standing.tests import factories
from kexie.engines.notices.tests.factories import titles
from kexie.engines.worklist.models import Obligation
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-11")]


def test_it_waits_no_longer_and_the_desk_is_told() -> None:
    petition = factories.applied()
    reviewer = factories.reviewer(petition)
    browser, address = pages.browser(petition.applicant), f"/petitions/{petition.code}/withdraw/"
    assert pages.status(browser, address, seen=petition.revision) == 303
    petition.refresh_from_db()
    assert (petition.stage, Obligation.objects.open().count()) == ("withdrawn", 0)
    assert "申请已经撤回" in titles(reviewer)[0]
    assert pages.status(browser, address, seen=petition.revision) == 422
