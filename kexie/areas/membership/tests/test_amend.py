"""A returned application is mended."""

import pytest

from kexie.areas.membership.tests import factories
from kexie.engines.worklist.models import Obligation
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-01")]


def test_it_waits_again_and_the_reason_is_gone() -> None:
    row = factories.returned()
    browser, page = pages.browser(row.applicant), f"/applications/{row.code}/amend/"
    assert "审核意见：请修改这一项" in browser.get(page).text
    typed = factories.typed(accepts="on", department="研发部", seen=row.revision)
    assert pages.status(browser, page, **typed) == 303
    row.refresh_from_db()
    assert (row.stage, row.reason, row.faults, row.department) == ("resubmitted", "", [], "研发部")
    assert [one.kind for one in Obligation.objects.open()] == ["membership.accept"]


def test_what_waits_cannot_be_changed() -> None:
    row = factories.application()
    assert pages.browser(row.applicant).get(f"/applications/{row.code}/amend/").status_code == 404


def test_the_charter_is_accepted_anew() -> None:
    row = factories.returned()
    answer = pages.send(pages.browser(row.applicant), f"/applications/{row.code}/amend/", **factories.typed(seen=1))
    assert (answer.status_code, "第十九条" in answer.text) == (422, True)
