"""Payments come as a table: all, or none, told by row and column."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kexie.areas.dues import tasks
from kexie.areas.dues.models import Due, Entry, Year
from kexie.areas.dues.queries.payments import COLUMNS
from kexie.areas.dues.tests import factories
from kexie.areas.membership.tests import factories as members
from kexie.engines.jobs.models import Job
from kexie.engines.jobs.rules import State
from kexie.engines.notices.models import Announcement
from kexie.engines.sheets import queries as sheets
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-05")]


def row(**cells: str) -> dict[str, str]:
    return {"number": "000001", "name": "王敏", "amount": "50", "on": "2026-03-12", "way": "银行转账", **cells}


def done(year: Year, *rows: dict[str, str]) -> Job:
    upload = SimpleUploadedFile("缴费.xlsx", sheets.write(COLUMNS, rows))
    browser = pages.browser(appointed(year.organisation, Role.FINANCE))
    answer = pages.send(browser, f"/dues/{year.code}/pay_many/", rows=upload)
    assert answer.status_code == 303, answer.text
    tasks.pay_many(number=Job.objects.latest("id").pk)
    return Job.objects.latest("id")


def test_all_are_recorded_with_receipts_in_the_tables_order() -> None:
    body, person = factories.body(), persons.person()
    members.own(person, body, name="王敏")
    members.member(body, name="李岳")
    year = factories.rolled(body)
    job = done(
        year,
        row(amount="20.50", reference="A1"),
        row(number="2", name="李岳", amount="¥50".removeprefix("¥"), way="现金", on="2026年3月13日"),
        row(amount="29.50元", reference="A2"),
    )
    assert (job.state, job.message) == (State.DONE, "已登记 3 笔，共 100.00 元。")
    assert list(Entry.objects.values_list("receipt", "due__number")) == [(1, 1), (2, 2), (3, 1)]
    assert list(Due.objects.values_list("paid", "revision")) == [(factories.OWED, 2), (factories.OWED, 1)]
    assert Announcement.objects.get(what="dues.pay_many").people == [person.pk]
    year.refresh_from_db()
    assert year.receipts == 3


def test_one_fault_and_nothing_is_recorded() -> None:
    body = factories.body()
    member = members.member(body, name="王敏")
    members.member(body, name="李岳")
    year = factories.rolled(body)
    known = factories.paid(Due.objects.get(member=member), amount=factories.OWED // 2)
    again: dict[str, Any] = row(amount="25", on=str(known.on))
    job = done(
        year,
        again,
        row(amount="20", reference="B"),
        row(amount="20", reference="C"),
        row(name="张三"),
        row(number="9"),
        row(number="2", name="李岳", amount="十元"),
        row(number="2", name="李岳", on="2026-02-30"),
        row(number="2", name="李岳", amount="NaN"),
        row(number="2", name="李岳", amount="10"),
        row(number="2", name="李岳", amount="10"),
    )
    assert job.state == State.FAILED
    assert [(line, label) for line, label, _ in job.faults] == [
        (2, "金额"),
        (3, "金额"),
        (4, "金额"),
        (5, "姓名"),
        (6, "会员号"),
        (7, "金额"),
        (8, "缴费日期"),
        (9, "金额"),
        (11, "金额"),
    ]
    words = [what for _, _, what in job.faults]
    assert ("已经登记过" in words[0], "还应缴" in words[2] or "缴清" in words[2], "第 10 行" in words[-1]) == (
        True,
        True,
        True,
    )
    assert (Entry.objects.count(), job.result is not None) == (1, True)
