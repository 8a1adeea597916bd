"""An adoption that was entered by mistake is taken back while it is not reported."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.charters import actions, queries
from kexie.areas.charters.tests import factories
from kexie.core import clock
from kexie.engines.worklist.models import Obligation
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import PublicPage
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-09"), pytest.mark.spec("EST-11")]


def again() -> dict[str, object]:
    return {"congress": "第一次会员代表大会", "adopted_on": f"{clock.today():%Y-%m-%d}", **factories.VOTES}


def test_it_is_a_draft_again_and_nothing_is_owed() -> None:
    row = factories.adopted()
    browser, address = pages.browser(appointed(row.organisation)), f"/charters/{row.code}/undo/"
    assert pages.status(browser, address, seen=row.revision, reason=" ") == 422
    assert pages.status(browser, address, seen=row.revision, reason="日期登记错了") == 303
    row.refresh_from_db()
    assert (row.stage, row.congress, row.adopted_on, row.due, row.text) == ("draft", "", None, None, [])
    assert not Obligation.objects.open().filter(kind="charters.report").exists()
    assert pages.status(browser, f"/charters/{row.code}/adopt/", seen=row.revision, **again()) == 303


def test_the_version_before_it_is_in_force_again() -> None:
    first = factories.in_force(on=clock.today() - timedelta(days=400))
    body = first.organisation
    second = factories.in_force(body)
    actions.undo(second, reason="大会没有通过", seen=second.revision, by=factories.BY)
    first.refresh_from_db()
    assert (queries.in_force(body), first.ended_on) == (first, None)
    assert PublicPage.objects.get(organisation=body).charter_since == first.effective_on


def test_what_was_reported_stays() -> None:
    row = factories.in_force()
    row = actions.report(row, seen=row.revision, by=factories.BY)
    with pytest.raises(ValidationError, match="第二十七条"):
        actions.undo(row, reason="想改", seen=row.revision, by=factories.BY)
    assert pages.browser(appointed(row.organisation)).get(f"/charters/{row.code}/undo/").status_code == 404


def test_another_draft_comes_first() -> None:
    row = factories.in_force()
    factories.draft(row.organisation)
    answer = pages.send(
        pages.browser(appointed(row.organisation)), f"/charters/{row.code}/undo/", seen=row.revision, reason="登记错了"
    )
    assert (answer.status_code, "已经有一份章程在起草" in answer.text) == (422, True)
