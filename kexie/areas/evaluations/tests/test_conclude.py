"""A review ends when every item has its points."""

from decimal import Decimal

import pytest

from kexie.areas.evaluations.tests import factories
from kexie.engines.worklist.queries import todo
from kexie.foundation.appointments.tests.factories import actor
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]


def test_what_is_not_scored_is_named_and_then_the_leader_confirms() -> None:
    row = factories.submitted(factories.evaluation(None, None))
    leader = factories.staff(row.organisation)
    browser, address = pages.browser(factories.reviewer(row)), f"/evaluations/{row.code}/conclude/"
    answer = pages.send(browser, address, seen=row.revision, feedback="")
    assert (answer.status_code, "还有 3 项没有打分：会议、场所、服务" in answer.text) == (422, True)
    row = factories.scored(row)
    factories.late(row.sheet)
    assert pages.status(browser, address, seen=row.revision, feedback="多开会") == 303
    row.refresh_from_db()
    assert (row.stage, row.total, row.grade, row.feedback) == ("reviewed", Decimal("79.50"), "合格", "多开会")
    assert f"审定“{row.sheet.title}”的结果" in [one.what for one in todo(actor(leader), [row.organisation])]
    hidden = pages.browser(factories.secretary(row)).get(f"/evaluations/{row.code}/").text
    assert "多开会" not in hidden
    assert "79.5" not in hidden.replace("自评合计 79.5 分", "")
