"""Results reach the bodies, each its own; a second publication is refused."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.evaluations import actions, tasks
from kexie.areas.evaluations.rules import sheets
from kexie.areas.evaluations.tests import factories
from kexie.core import clock
from kexie.engines.jobs.models import Job
from kexie.engines.notices.tests.factories import titles
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]


def test_the_body_is_told_and_reads_its_result_but_not_its_rank() -> None:
    row = factories.confirmed()
    secretary, sheet = factories.secretary(row), row.sheet
    page = f"/evaluations/{row.code}/"
    assert "79.5 分" not in pages.browser(secretary).get(page).text.replace("自评合计 79.5 分", "")
    browser, address = pages.browser(factories.staff(row.organisation)), f"/sheets/{sheet.code}/release/"
    sheet.refresh_from_db()
    assert pages.status(browser, address, seen=sheet.revision, number=" ") == 422
    assert pages.status(browser, address, seen=sheet.revision, number="云科协〔2026〕 7号") == 303
    row = factories.fresh(row)
    assert (row.stage, row.contest_until) == ("released", clock.today() + timedelta(days=10))
    assert row.sheet.number == "云科协〔2026〕7号"
    assert f"“{sheet.title}”的结果已经公布" in titles(secretary)
    html = pages.browser(secretary).get(page).text
    assert "工作扎实。" in html
    assert ("名次" in html, "ranking/" in html) == (False, False)
    sheet.refresh_from_db()
    with pytest.raises(ValidationError, match="只公布一次"):
        actions.release(
            sheet,
            number="1号",
            message="",
            is_ranking_open=True,
            seen=sheet.revision,
            by=factories.by(factories.staff(row.organisation)),
        )


def test_many_bodies_are_told_in_the_background_once() -> None:
    row = factories.confirmed()
    secretary = factories.secretary(row)
    settled, sheets.AT_ONCE = sheets.AT_ONCE, 0
    try:
        actions.release(
            row.sheet,
            number="1号",
            message="",
            is_ranking_open=False,
            seen=row.sheet.revision,
            by=factories.by(factories.staff(row.organisation)),
        )
    finally:
        sheets.AT_ONCE = settled
    job = Job.objects.latest("id")
    tasks.tell(number=job.pk)
    job.refresh_from_db()
    assert (job.state, job.message) == ("done", "已告知 1 个组织。")
    assert titles(secretary).count(f"“{row.sheet.title}”的结果已经公布") == 1
