"""Many bodies are registered from a table: all, or none, told by row and column."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from stdnum.cn import uscc

from kexie.areas.directory import tasks
from kexie.areas.directory.queries.adding import COLUMNS
from kexie.areas.directory.tests import tables
from kexie.engines.jobs.models import Job
from kexie.engines.jobs.rules import OUT_OF_REACH, State
from kexie.engines.sheets import queries as sheets
from kexie.foundation.appointments import actions as appointments
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import BY, appointed, appointment_of
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.models import Organisation, PublicPage
from kexie.foundation.organisations.rules import Edge
from kexie.foundation.organisations.tests import factories
from kexie.foundation.people.models import Person
from kexie.foundation.records.models import Record
from tests.pages import Answer, browser, send

pytestmark = pytest.mark.django_db
Row = dict[str, str]


@pytest.fixture
def county() -> Organisation:
    return factories.association("430603")


@pytest.fixture
def owner(county: Organisation) -> Person:
    return appointed(county, Role.SECRETARY)


def row(name: str, kind: str = "企业", **cells: str) -> Row:
    return {"kind": kind, "name": name, **cells}


def number(of: int) -> str:
    """A right unified social credit code."""
    stem = f"91430600MA{of:07d}"
    return stem + uscc.calc_check_digit(stem)


def sent(owner: Person, county: Organisation, *rows: Row) -> Answer:
    upload = SimpleUploadedFile("登记.xlsx", sheets.write(COLUMNS, rows))
    return send(browser(owner), f"/organisations/{county.code}/add_many/", rows=upload)


def done(owner: Person, county: Organisation, *rows: Row) -> Job:
    answer = sent(owner, county, *rows)
    assert answer.status_code == 303, answer.text
    job = Job.objects.latest("id")
    tasks.add_many(number=job.pk)
    return Job.objects.get(pk=job.pk)


def faults(owner: Person, county: Organisation, *rows: Row) -> list[list[Any]]:
    """What is wrong with these rows, of which nothing may then be registered."""
    before = set(Organisation.objects.values_list("pk", flat=True))
    job = done(owner, county, *rows)
    assert job.state == State.FAILED
    assert set(Organisation.objects.values_list("pk", flat=True)) == before
    return list(job.faults)


def test_a_firm_and_its_association_in_one_table(owner: Person, county: Organisation) -> None:
    job = done(
        owner,
        county,
        row("示例机械有限公司", uscc=number(1), founded_on="2001年5月1日"),
        row("示例机械有限公司科学技术协会", "企业科协", host="示例机械有限公司", status="筹备中", region="430603"),
    )
    assert (job.state, job.message, job.done, job.of) == (State.DONE, "已登记 2 个组织。", 2, 2)
    firm = Organisation.objects.get(kind="enterprise")
    assert (firm.uscc, firm.superior, firm.region_id) == (number(1), county, "430603")
    assert str(firm.founded_on) == "2001-05-01"
    body = Organisation.objects.get(kind="enterprise_association")
    assert body.status == "preparing"
    assert body.relations.get(edge=Edge.HOSTED_BY).object == firm
    assert PublicPage.objects.filter(organisation__in=[firm, body]).count() == 2
    assert body.grassroots_profile.members is None


def test_each_is_as_if_it_had_been_registered_by_itself(owner: Person, county: Organisation) -> None:
    """The same columns, the same records: nothing is left out for speed."""
    firm = factories.body(kind="enterprise", name="长岭机械有限公司", profile={"industry": "C35"})
    one = actions.add(
        county, kind="enterprise_association", name="单个登记的科协", region=county.region, host=firm, by=BY
    )
    done(owner, county, row("批量登记的科协", "企业科协", host=firm.name))
    many = Organisation.objects.get(name="批量登记的科协")
    own = ("kind", "level", "region_id", "status", "tier", "territory", "superior_path", "listing", "is_public")
    assert {name: getattr(one, name) for name in own} == {name: getattr(many, name) for name in own}
    one.refresh_from_db()
    marks = {term for term in one.terms if "C35" in term or "kind" in term}
    assert {term for term in many.terms if "C35" in term or "kind" in term} == marks
    assert _records(one) == _records(many)


def _records(body: Organisation) -> list[tuple[str, int | None, list[str]]]:
    rows = Record.objects.filter(organisation=body.pk).order_by("what")
    return [(row.what, row.organisation and 1, sorted(row.after)) for row in rows]


@pytest.mark.spec("ORG-09")
def test_five_thousand_rows_with_three_faults(owner: Person, county: Organisation) -> None:
    rows = [row(f"示例企业{place:04d}", uscc=number(place)) for place in range(5_000)]
    rows[10]["uscc"] = rows[10]["uscc"][:-1] + ("0" if rows[10]["uscc"][-1] != "0" else "1")
    rows[2_000]["region"] = "南京市"
    rows[4_999]["founded_on"] = "前年"
    begun = time.perf_counter()
    assert faults(owner, county, *rows) == [
        [12, "统一社会信用代码", "统一社会信用代码的校验位不对，请对照营业执照核对。"],
        [2_002, "所在地区", "“云溪区科学技术协会”的辖区里没有“南京市”。"],
        [5_001, "成立日期", "“前年”不是日期，请像 2024-05-01 这样填写。"],
    ]
    assert time.perf_counter() - begun < 60
    job = Job.objects.get()
    assert job.message.startswith("有 3 处需要更正")
    text = browser(owner).get(f"/jobs/{job.code}/").text
    assert "第 2002 行" in text
    assert tables.column(tables.left(job), "需要更正")[10].startswith("统一社会信用代码：")


def test_five_thousand_right_rows(owner: Person, county: Organisation) -> None:
    rows = [row(f"示例企业{place:04d}", uscc=number(place)) for place in range(5_000)]
    begun = time.perf_counter()
    assert done(owner, county, *rows).message == "已登记 5,000 个组织。"
    assert time.perf_counter() - begun < 60
    assert county.subordinates.count() == 5_000


CASES: list[tuple[Callable[[Organisation], list[Row]], list[list[Any]]]] = [
    (lambda _: [row("甲"), row("甲")], [[3, "名称", "与第 2 行重复。"]]),
    (
        lambda _: [row("甲", uscc=number(1)), row("乙", uscc=number(1).lower())],
        [[3, "统一社会信用代码", "与第 2 行重复。"]],
    ),
    (lambda _: [row("甲科协", "企业科协")], [[2, "所在单位", "企业科协要填写所在单位。"]]),
    (
        lambda _: [row("甲科协", "企业科协", host="没有的公司")],
        [[2, "所在单位", "没有找到“没有的公司”，请先登记这个单位，或写在这张表里。"]],
    ),
    (lambda _: [row("甲", founded_on="2099-01-01")], [[2, "成立日期", "不能晚于今天。"]]),
    (
        lambda _: [row("甲", founded_on="2024-02-30")],
        [[2, "成立日期", "“2024-02-30”不是日期，请像 2024-05-01 这样填写。"]],
    ),
    (lambda _: [row("甲", uscc="123")], [[2, "统一社会信用代码", "统一社会信用代码应为 18 位，现在是 3 位。"]]),
    (
        lambda _: [row("甲", superior="南京市科学技术协会")],
        [[2, "上级科协", "您管辖的科协里没有“南京市科学技术协会”，请核对名称。"]],
    ),
]


@pytest.mark.parametrize(("make", "told"), CASES)
def test_what_is_wrong_is_told_by_row_and_column(
    owner: Person, county: Organisation, make: Callable[[Organisation], list[Row]], told: list[list[Any]]
) -> None:
    factories.association("320100")
    assert faults(owner, county, *make(county)) == told


def test_what_is_registered_already_is_told(owner: Person, county: Organisation) -> None:
    there = factories.body(kind="enterprise", name="长岭机械有限公司", uscc=number(7))
    assert faults(owner, county, row(there.name), row("乙", uscc=number(7))) == [
        [2, "名称", f"已经登记过同名的企业（编码 {there.code}）。"],
        [3, "统一社会信用代码", "这个统一社会信用代码已经登记过。"],
    ]


def test_a_host_of_the_wrong_kind_is_told(owner: Person, county: Organisation) -> None:
    factories.body(kind="park", name="云溪园区")
    ((place, label, what),) = faults(owner, county, row("甲科协", "企业科协", host="云溪园区"))
    assert (place, label) == (2, "所在单位")
    assert "之间不能有" in what


def test_below_an_association_below(county: Organisation) -> None:
    city = county.superior
    assert city is not None
    owner = appointed(city)
    job = done(owner, city, row("甲", superior=county.name), row("乙", region="岳阳楼区"))
    assert job.state == State.DONE, job.faults
    assert Organisation.objects.get(name="甲").superior == county
    assert Organisation.objects.get(name="乙").region_id == "430602"


def test_a_wrong_form_is_told_at_once(owner: Person, county: Organisation) -> None:
    answer = sent(owner, county, row("甲", "公司"), row(""))
    assert answer.status_code == 422
    assert "第 2 行“类型”：没有“公司”这个选项" in answer.text
    assert "第 3 行“名称”：没有填写。" in answer.text
    assert not Job.objects.exists()


def test_the_marked_table_can_be_sent_again(owner: Person, county: Organisation) -> None:
    job = done(owner, county, row("甲"), row("甲"))
    rows = tables.left(job)
    assert tables.column(rows, "需要更正") == [None, "名称：与第 2 行重复。"]
    corrected = [dict(zip((*(column.name for column in COLUMNS), "fault"), cells, strict=True)) for cells in rows[1:]]
    corrected[1]["name"] = "乙"
    again = [{name: str(value or "") for name, value in cells.items()} for cells in corrected]
    assert done(owner, county, *again).message == "已登记 2 个组织。"


@pytest.mark.spec("SCP-05")
def test_who_lost_the_role_meanwhile_registers_nothing(owner: Person, county: Organisation) -> None:
    sent(owner, county, row("甲"))
    appointments.dismiss(appointment_of(owner), by=BY)
    job = Job.objects.get()
    tasks.add_many(number=job.pk)
    assert Job.objects.get().message == OUT_OF_REACH
    assert not Organisation.objects.filter(name="甲").exists()


def test_below_a_body_that_was_closed_meanwhile(owner: Person, county: Organisation) -> None:
    sent(owner, county, row("甲"))
    actions.close(county, closed_on=county.created_at.date(), by=BY)
    tasks.add_many(number=Job.objects.get().pk)
    assert "已经注销" in Job.objects.get().message


@pytest.mark.spec("SEC-04")
def test_a_formula_stays_a_text(owner: Person, county: Organisation) -> None:
    done(owner, county, row("=1+1"), row("=1+1"))
    rows = tables.left(Job.objects.get())
    assert tables.column(rows, "名称") == ["=1+1", "=1+1"]
