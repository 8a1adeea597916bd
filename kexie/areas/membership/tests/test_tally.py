"""The numbers are taken away as a table."""

import io

import pytest
from openpyxl import load_workbook

from kexie.areas.membership.tests import factories
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-10"), pytest.mark.spec("SEC-06")]


def test_it_holds_what_the_page_shows() -> None:
    body = factories.body()
    for sex in "ffmmmmmm":
        factories.member(body, sex=sex, name="不应出现")
    address = f"/organisations/{body.code}/tally/"
    cells = {}
    for at in (body, bodies.association("430603")):
        answer = pages.browser(appointed(at, Role.STATISTICIAN)).get(address)
        assert answer["Content-Disposition"].startswith("attachment")
        sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
        rows = [tuple(cell.value for cell in row) for row in sheet]
        assert not any("不应出现" in str(row) for row in rows)
        cells[at.pk] = {row[1]: row[2] for row in rows if row[0] == "性别"}
    assert list(cells.values()) == [{"男": 6, "女": 2}, {"男": "不显示", "女": "少于 5"}]
