"""The table for inviting many, ready to be filled in."""

import io
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.accounts.queries.staff import COLUMNS
from kexie.engines.sheets import queries as sheets
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-03")]


def test_it_names_the_bodies_below_that_have_no_administrator() -> None:
    county = bodies.association("430603")
    bare, staffed = bodies.body(), bodies.body()
    appointed(staffed)
    answer = pages.browser(appointed(county)).get(f"/organisations/{county.code}/staff/sheet/")
    assert ".xlsx" in answer["Content-Disposition"]
    text = b"".join(ZipFile(io.BytesIO(answer.content)).read(name) for name in _texts(answer.content)).decode()
    assert bare.name in text
    assert staffed.name not in text
    assert all(column.label in text for column in COLUMNS)


def test_what_was_downloaded_can_be_read_again() -> None:
    county = bodies.association("430603")
    bodies.body()
    answer = pages.browser(appointed(county)).get(f"/organisations/{county.code}/staff/sheet/")
    with pytest.raises(ValidationError, match="第 2 行“姓名”"):  # nobody filled it in
        sheets.read(answer.content, COLUMNS)


def _texts(content: bytes) -> list[str]:
    return [name for name in ZipFile(io.BytesIO(content)).namelist() if name.endswith(".xml") and "xl/" in name]
