"""The stations as a table."""

import pytest

from kexie.areas.directory.tests import tables
from kexie.areas.stations import tasks
from kexie.areas.stations.tests import factories
from kexie.core import clock
from kexie.engines.jobs.models import Job
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-02")]


def test_it_holds_what_the_list_shows() -> None:
    row = factories.station(name="=甲站点")
    place = factories.panelist(row)
    factories.answer(factories.wave(row), place)
    page = f"/organisations/{row.organisation.code}/stations/export/"
    browser = pages.browser(factories.staff(row.organisation))
    assert "请从列表里选择年度" in pages.send(browser, page, year="1999").text
    assert pages.status(browser, page, year=str(clock.today().year)) == 303
    job = Job.objects.latest("id")
    tasks.export(number=job.pk)
    job.refresh_from_db()
    assert (job.state, job.message) == ("done", "共 1 个站点。")
    rows = tables.left(job)
    assert tables.column(rows, "站点名称") == ["=甲站点"]
    assert (tables.column(rows, "填写率"), tables.column(rows, "已填")) == (["100.0%"], [1])
