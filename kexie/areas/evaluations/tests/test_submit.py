"""The own score goes to the reviewers: whole, in time, once; automatic items get their points."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.evaluations import actions, tasks
from kexie.areas.evaluations.models import Evaluation
from kexie.areas.evaluations.tests import factories
from kexie.areas.membership.tests import factories as members
from kexie.core import clock
from kexie.core.tests.threads import at_once
from kexie.engines.notices.tests.factories import titles
from kexie.engines.worklist.queries import todo
from kexie.foundation.appointments.tests.factories import actor
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]


def send(row: Evaluation) -> tuple[int, str]:
    row.refresh_from_db()
    answer = pages.send(pages.browser(factories.secretary(row)), f"/evaluations/{row.code}/submit/", seen=row.revision)
    return answer.status_code, answer.text


def test_what_is_missing_is_said_and_a_whole_one_goes_to_the_reviewers() -> None:
    row = factories.evaluation()
    status, html = send(row)
    assert status == 422
    for words in ("“会议”还没有自评打分", "“场所”还没有回答", "“服务”还没有自评打分"):
        assert words in html, words
    secretary, reviewer = factories.secretary(row), factories.reviewer(row)
    actions.fill(row, entries=factories.entries(row), seen=factories.fresh(row).revision, by=factories.by(secretary))
    assert "“会议”还没有上传佐证材料" in send(row)[1]
    factories.filled(factories.fresh(row))
    assert send(row)[0] == 303
    row.refresh_from_db()
    assert (row.stage, row.self_total) == ("submitted", Decimal("79.50"))
    assert f"“{row.name}”提交了自评" in titles(reviewer)
    assert not list(todo(actor(secretary), [row.body]))


def test_automatic_items_get_the_points_of_what_the_platform_reads_that_day() -> None:
    body = bodies.body(factories.COUNTY, published=True)
    for _ in range(2):
        members.member(body)
    row = factories.submitted(factories.evaluation(body))
    item = factories.item(row, "在册")
    assert (item.points, item.value, item.basis) == (Decimal(20), Decimal(2), "在册会员 2 人")
    assert item.measured_on == clock.today()
    assert (row.self_total, row.total, row.scored) == (Decimal("99.50"), Decimal(20), 1)


def test_the_last_day_is_in_time_the_next_is_late_and_more_time_reopens_it() -> None:
    early, late = factories.filled(), factories.filled()
    noon = clock.now() + timedelta(days=10)
    with clock.held(noon):
        actions.submit(early, seen=early.revision, by=factories.by(factories.secretary(early)))
    with clock.held(noon + timedelta(days=1)):
        with pytest.raises(ValidationError, match="已经过了"):
            actions.submit(late, seen=late.revision, by=factories.by(factories.secretary(late)))
        tasks.lapse(timestamp=1)
        late = factories.fresh(late)
        assert late.stage == "overdue"
        assert "逾期未交" in pages.browser(factories.secretary(late)).get(f"/evaluations/{late.code}/").text
        due = clock.today() + timedelta(days=3)
        clerk = factories.by(factories.staff(late.organisation))
        late = actions.extend(late, due=due, seen=late.revision, by=clerk)
        assert actions.submit(late, seen=late.revision, by=factories.by(factories.secretary(late))).stage == "submitted"
    assert factories.fresh(early).stage == "submitted"


@pytest.mark.django_db(transaction=True)
def test_submitted_while_the_time_runs_out_is_one_of_both() -> None:
    row = factories.filled()
    secretary = factories.by(factories.secretary(row))
    Evaluation.objects.filter(pk=row.pk).update(due=clock.today())
    tomorrow = clock.now() + timedelta(days=1)

    def lapse() -> object:
        with clock.held(tomorrow):
            return actions.lapse(by=bodies.BY)

    done = at_once(lambda: actions.submit(row, seen=row.revision, by=secretary), lapse)
    stage = factories.fresh(row).stage
    assert stage in {"submitted", "overdue"}
    assert isinstance(done[0], Exception) == (stage == "overdue")
