"""The picture of a seal is seen by those who look after it, and by nobody else."""

import pytest

from kexie.areas.establishment import actions
from kexie.areas.establishment.tests.test_change_seal import picture
from kexie.engines.files.rules import Upload
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-10")]


def test_only_who_looks_after_it_sees_it() -> None:
    body = bodies.association("430603")
    staff = pages.browser(appointed(body, "secretary"))
    where = f"/organisations/{body.code}/seal/"
    assert staff.get(where).status_code == 404
    actions.change_seal(body, seal=Upload("印章.png", "png", picture()), seen=0, by=bodies.BY)
    assert staff.get(where).status_code == 200
    assert pages.browser(appointed(body, "reviewer")).get(where).status_code == 404
