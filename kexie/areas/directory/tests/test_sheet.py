"""The table in which bodies to be registered are written."""

import pytest

from kexie.areas.directory.queries.adding import COLUMNS
from kexie.areas.directory.tests import tables
from kexie.areas.directory.tests.staff import Cast
from kexie.foundation.organisations.tests import factories
from tests.pages import browser

pytestmark = pytest.mark.django_db


def test_it_has_the_columns_that_are_read() -> None:
    county = factories.association("430603")
    cast = Cast.around(county)
    answer = browser(cast.own).get(f"/organisations/{county.code}/add_many/sheet/")
    labels = [str(label).rstrip("*") for label in tables.read(answer.content)[0]]
    assert labels == [column.label for column in COLUMNS]
    for who in (cast.viewer, cast.sibling, cast.stranger):
        assert browser(who).get(f"/organisations/{county.code}/add_many/sheet/").status_code == 404
