"""Inviting many people from a table: all or nobody."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kexie.areas.accounts.queries.staff import COLUMNS
from kexie.engines.sheets import queries as sheets
from kexie.foundation.appointments.models import Invitation
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-03")]


@pytest.fixture
def county() -> Organisation:
    return bodies.association("430603")


def send(client: Client, county: Organisation, *rows: dict[str, str], name: str = "账号.xlsx") -> pages.Answer:
    full = [dict.fromkeys((column.name for column in COLUMNS), "") | row for row in rows]
    upload = SimpleUploadedFile(name, sheets.write(COLUMNS, full))
    return pages.send(client, f"/organisations/{county.code}/staff/invite_many/", lines=upload)


def row(body: Organisation, **changed: str) -> dict[str, str]:
    return {"organisation": body.name, "name": "王敏", "roles": "管理员、秘书"} | changed


def test_everybody_of_the_table_is_invited(county: Organisation) -> None:
    first, second = bodies.body(), bodies.body()
    answer = send(pages.browser(appointed(county)), county, row(first), row(second, code=second.code, roles="编辑"))
    assert answer["Location"] == f"/organisations/{county.code}/staff/slips/"
    made = {one.organisation: one.roles for one in Invitation.objects.all()}
    assert made == {first: ["administrator", "secretary"], second: ["editor"]}


def test_three_bad_rows_among_many_stop_all_and_are_named(county: Organisation) -> None:
    body, elsewhere = bodies.body(), bodies.body("430611")
    rows = [row(body, name=f"员工{number}") for number in range(300)]
    rows[10]["roles"], rows[20]["email"], rows[30] = "国王", "no-address", row(elsewhere)
    answer = send(pages.browser(appointed(county)), county, *rows)
    assert answer.status_code == 422
    text = answer.text
    for words in ("第 12 行：没有“国王”这个角色", "第 22 行：请填写正确的邮箱", "第 32 行：下级组织里没有"):
        assert words in text
    assert not Invitation.objects.exists()


@pytest.mark.spec("SEC-02")
def test_a_body_elsewhere_reads_like_one_that_does_not_exist(county: Organisation) -> None:
    elsewhere = bodies.body("430611")
    client = pages.browser(appointed(county))
    told = [
        send(client, county, row(elsewhere, organisation=name)).text.count(f"下级组织里没有“{name}”")
        for name in (elsewhere.name, "没有这个组织")
    ]
    assert told == [1, 1]


def test_two_bodies_of_one_name_want_the_code(county: Organisation) -> None:
    bodies.body(name="重名科协"), bodies.body(name="重名科协")
    answer = send(
        pages.browser(appointed(county)), county, {"organisation": "重名科协", "name": "王敏", "roles": "编辑"}
    )
    assert "请填写组织编码" in answer.text


@pytest.mark.parametrize("name", ["账号.xlsm", "账号.xls", "账号.csv"])
def test_another_kind_of_file_is_refused_in_words(county: Organisation, name: str) -> None:
    answer = send(pages.browser(appointed(county)), county, row(bodies.body()), name=name)
    assert answer.status_code == 422
    assert not Invitation.objects.exists()


def test_no_file_is_said(county: Organisation) -> None:
    answer = pages.send(pages.browser(appointed(county)), f"/organisations/{county.code}/staff/invite_many/")
    assert "请选择填好的表格" in answer.text
