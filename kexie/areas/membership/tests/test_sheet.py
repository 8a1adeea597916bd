"""The table in which members are written."""

import io

import openpyxl
import pytest

from kexie.areas.membership.tests import factories
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-01")]


def test_it_has_its_columns_and_says_how_many_rows() -> None:
    body = factories.body()
    answer = pages.browser(appointed(body)).get(f"/organisations/{body.code}/members/add_many/sheet/")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    first = [cell.value for cell in book.worksheets[0][1]]
    assert first[:3] == ["姓名*", "手机号", "身份证号"]
    assert any("20,000" in str(cell.value) for row in book.worksheets[1].iter_rows() for cell in row)
