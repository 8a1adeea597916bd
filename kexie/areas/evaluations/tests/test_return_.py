"""Items go back, each with what is to be completed; the others stay as they are."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.evaluations import actions
from kexie.areas.evaluations.tests import factories
from kexie.engines.worklist.queries import todo
from kexie.foundation.appointments.tests.factories import actor
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]


def test_only_what_was_returned_is_changed_and_it_must_be() -> None:
    row = factories.scored()
    secretary = factories.secretary(row)
    meeting, service = factories.item(row, "会议"), factories.item(row, "服务")
    browser, address = pages.browser(factories.reviewer(row)), f"/evaluations/{row.code}/return_/"
    assert pages.status(browser, address, seen=row.revision) == 422
    assert pages.status(browser, address, seen=row.revision, **{f"remark_{meeting.pk}": "请补签到表"}) == 303
    row = factories.fresh(row)
    meeting.refresh_from_db()
    assert (row.stage, row.total, meeting.points) == ("returned", Decimal("49.50"), None)
    (waiting,) = todo(actor(secretary), [row.body])
    assert "退回 1 项指标" in waiting.why
    assert "签到表" not in waiting.why, "those above see that it waits, not what is wrong"
    clerk = factories.by(secretary)
    with pytest.raises(ValidationError, match="还没有修改"):
        actions.submit(row, seen=row.revision, by=clerk)
    with pytest.raises(ValidationError, match="其余指标不能修改"):
        actions.fill(row, entries={service.pk: {"said": "改"}}, seen=row.revision, by=clerk)
    actions.fill(row, entries={meeting.pk: {"said": "签到表已补"}}, seen=row.revision, by=clerk)
    row = factories.fresh(row)
    assert actions.submit(row, seen=row.revision, by=clerk).stage == "submitted"
    page = pages.browser(secretary).get(f"/evaluations/{row.code}/").text
    assert "请补签到表" in page
