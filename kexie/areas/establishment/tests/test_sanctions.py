"""Both sides read the sanctions with the same dates."""

import pytest

from kexie.areas.establishment.tests import sanctions
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-12"), pytest.mark.spec("EST-19")]


def test_body_and_associations_read_the_same() -> None:
    row = sanctions.decided()
    for person, may in ((appointed(row.body), False), (appointed(row.organisation), True)):
        page = pages.browser(person).get(f"/organisations/{row.body.code}/sanctions/").text
        assert (row.number in page, f"{row.due:%Y-%m-%d}" in page, "assess/" in page) == (True, True, may)
    body = bodies.body("430603")
    assert "没有处理决定" in pages.browser(appointed(body)).get(f"/organisations/{body.code}/sanctions/").text
