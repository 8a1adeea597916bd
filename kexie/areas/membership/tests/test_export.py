"""The roll taken away as a table: filtered as on screen, numbers masked."""

import io

import pytest
from docx import Document
from pypdf import PdfReader

from kexie.areas.directory.tests import tables
from kexie.areas.membership import actions, tasks
from kexie.areas.membership.queries.imports import COLUMNS
from kexie.areas.membership.tests import factories
from kexie.areas.membership.tests.factories import row
from kexie.core import clock
from kexie.engines.files.queries import store
from kexie.engines.jobs.models import Job
from kexie.engines.jobs.rules import State
from kexie.engines.sheets.rules import Row
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-01"), pytest.mark.spec("SEC-06")]


def test_it_holds_what_the_list_shows_and_no_number_in_full() -> None:
    body = factories.body()
    shown = factories.member(body, name="=甲博士", education="doctor", identity=factories.identity())
    factories.member(body, name="乙本科", education="bachelor")
    factories.member(name="别处博士", education="doctor")
    person = appointed(body, Role.SECRETARY)
    page = f"/organisations/{body.code}/members/export/"
    assert "<li>共 1 人</li>" in pages.browser(person).get(page, {"education": "doctor"}).text
    assert pages.status(pages.browser(person), page, education="doctor") == 303
    job = Job.objects.latest("id")
    tasks.export(number=job.pk)
    rows = tables.left(job)
    assert tables.column(rows, "姓名") == ["=甲博士"]
    assert tables.column(rows, "会员号") == ["000001"]
    written = str(rows)
    assert not any(secret in written for secret in (shown.mobile, shown.identity))
    assert Record.objects.get(what="membership.export").after == {"count": 1, "file": "xlsx"}


@pytest.mark.parametrize("file", ["pdf", "docx"])
def test_the_roll_is_printed_with_its_main_columns(file: str) -> None:
    body = factories.body()
    factories.member(body, name="甲𠮷博士", education="doctor")
    factories.member(body, name="乙本科", education="bachelor")
    job = exported(body, file, education="doctor")
    assert job.result is not None, job.message
    assert (job.result.name.endswith(f"会员名册-{clock.today()}.{file}"), job.message) == (True, "共 1 人。")
    with store().open(job.result.blob) as left:
        shown = printed(left.read(), file)
    for words in ("甲𠮷博士", "000001", "入会日期", f"{job.owner.name}于"):
        assert words in shown, words
    assert "手机号" not in shown
    assert "乙本科" not in shown
    assert Record.objects.get(what="membership.export").after["file"] == file


def test_characters_that_no_font_has_are_named() -> None:
    body = factories.body()
    factories.member(body, name="王ༀ")
    assert "字体里没有这些字：ༀ" in exported(body, "pdf").message
    assert exported(body, "docx").message == "共 1 人。"


def test_a_roll_too_long_for_paper_is_refused() -> None:
    body = factories.body()
    clerk = factories.by(appointed(body, Role.SECRETARY))
    rows = [Row(number, dict.fromkeys((column.name for column in COLUMNS), "") | row()) for number in range(1_001)]
    tasks.add_many(number=actions.add_many(body, rows=rows, by=clerk).pk)
    job = exported(body, "pdf")
    assert (job.state, job.result) == (State.FAILED, None)
    assert "名册一次最多 1,000 人，现在有 1,001 人" in job.message


def exported(body: Organisation, file: str, **filters: str) -> Job:
    person = appointed(body, Role.SECRETARY)
    page = f"/organisations/{body.code}/members/export/"
    assert pages.status(pages.browser(person), page, file=file, **filters) == 303
    job = Job.objects.latest("id")
    tasks.export(number=job.pk)
    return Job.objects.select_related("owner", "result").get(pk=job.pk)


def printed(content: bytes, kind: str) -> str:
    """All words of a paper, without blanks."""
    if kind == "pdf":
        words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    else:
        document = Document(io.BytesIO(content))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        words = "".join([*(one.text for one in document.paragraphs), *cells])
    return "".join(words.split())


def test_other_roles_find_nothing() -> None:
    body = factories.body()
    for role in (Role.REVIEWER, Role.LEADER, Role.VIEWER):
        browser = pages.browser(appointed(body, role))
        assert pages.status(browser, f"/organisations/{body.code}/members/export/") == 404
