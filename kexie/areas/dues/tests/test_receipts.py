"""Many receipts in one file, in the order of their numbers; void ones are left out."""

import io

import pytest
from pypdf import PdfReader

from kexie.areas.dues import actions, tasks
from kexie.areas.dues.models import Due
from kexie.areas.dues.tests import factories
from kexie.areas.membership.tests import factories as members
from kexie.engines.files.queries import store
from kexie.engines.jobs.models import Job
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-05")]


def test_from_one_number_to_another() -> None:
    body = factories.body()
    for name in ("甲", "乙༁", "丙", "丁"):
        members.member(body, name=name)
    year = factories.rolled(body)
    first, *_ = [factories.paid(due) for due in Due.objects.select_related("year", "member").order_by("number")]
    first.due.refresh_from_db()
    actions.correct(first, seen=first.due.revision, reason="错", by=members.BY)
    browser, page = pages.browser(appointed(body, Role.FINANCE)), f"/dues/{year.code}/receipts/"
    for start, end in ((0, 3), (3, 2), (1, 5)):
        assert pages.status(browser, page, first=start, last=end) == 422
    assert pages.status(browser, page, first=1, last=3) == 303
    tasks.receipts(number=Job.objects.latest("id").pk)
    job = Job.objects.select_related("result").latest("id")
    assert job.result is not None, job.message
    assert (job.message.startswith("共 2 份收据。"), "༁" in job.message) == (True, True)
    with store().open(job.result.blob) as left:
        shown = ["".join(one.extract_text().split()) for one in PdfReader(io.BytesIO(left.read())).pages]
    assert [("0002号" in one, "0003号" in one) for one in shown] == [(True, False), (False, True)]
    assert Record.objects.get(what="dues.receipts").after == {"count": 2}
