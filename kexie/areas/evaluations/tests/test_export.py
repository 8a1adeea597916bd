"""The results as a table and as a list to print."""

import pytest

from kexie.areas.directory.tests import tables
from kexie.areas.evaluations import tasks
from kexie.areas.evaluations.tests import factories
from kexie.engines.jobs.models import Job
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]


@pytest.mark.parametrize("file", ["xlsx", "pdf", "docx"])
def test_it_holds_what_the_list_shows(file: str) -> None:
    body = bodies.body(factories.COUNTY, name="=甲公司科协")
    row = factories.released(factories.evaluation(body))
    person = factories.staff(row.organisation)
    page = f"/sheets/{row.sheet.code}/export/"
    assert pages.status(pages.browser(person), page, file=file, stage="released") == 303
    job = Job.objects.latest("id")
    tasks.export(number=job.pk)
    job.refresh_from_db()
    assert (job.state, job.message) == ("done", "共 1 个组织。")
    if file == "xlsx":
        rows = tables.left(job)
        assert tables.column(rows, "组织") == ["=甲公司科协"]
        assert (tables.column(rows, "得分"), tables.column(rows, "会员")) == (["79.5"], ["40"])
