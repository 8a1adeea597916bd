"""Who owes what as a table, or to be printed."""

import pytest

from kexie.areas.dues import tasks
from kexie.areas.dues.models import Due
from kexie.areas.dues.tests import factories
from kexie.areas.membership.tests import factories as members
from kexie.areas.membership.tests.test_export import printed
from kexie.engines.files.queries import store
from kexie.engines.jobs.models import Job
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-05")]


@pytest.mark.parametrize("file", ["xlsx", "pdf"])
def test_those_who_owe_are_taken_away(file: str) -> None:
    body = factories.body()
    shown, settled = members.member(body, name="甲欠缴"), members.member(body, name="乙缴清")
    year = factories.rolled(body)
    factories.paid(Due.objects.get(member=settled))
    person = appointed(body, Role.FINANCE)
    page = f"/dues/{year.code}/export/"
    assert "共 1 人" in pages.browser(person).get(page, {"state": "owed"}).text
    assert pages.status(pages.browser(person), page, state="owed", file=file) == 303
    tasks.export(number=Job.objects.latest("id").pk)
    job = Job.objects.select_related("result").latest("id")
    assert job.message == "共 1 人。"
    assert job.result is not None
    with store().open(job.result.blob) as left:
        content = left.read()
    if file == "pdf":
        words = printed(content, "pdf")
        assert (shown.name in words, settled.name in words, "50.00" in words) == (True, False, True)
    assert Record.objects.get(what="dues.export").after == {"count": 1, "file": file}
