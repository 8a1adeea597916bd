"""The table in which payments are written."""

import pytest

from kexie.areas.dues.queries import payments
from kexie.areas.dues.tests import factories
from kexie.engines.sheets import queries as sheets
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-05")]


def test_it_can_be_filled_in() -> None:
    year = factories.year()
    page = f"/dues/{year.code}/pay_many/sheet/"
    answer = pages.browser(appointed(year.organisation, Role.FINANCE)).get(page)
    with pytest.raises(Exception, match="没有内容"):
        sheets.read(answer.content, payments.COLUMNS)
    assert pages.browser(appointed(year.organisation, Role.LEADER)).get(page).status_code == 404
