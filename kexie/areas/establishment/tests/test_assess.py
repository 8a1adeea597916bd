"""After the time it is found whether a body improved."""

from datetime import timedelta

import pytest

from kexie.areas.establishment.models import Sanction
from kexie.areas.establishment.tests import sanctions
from kexie.core import clock
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-12")]


def send(row: Sanction, **given: object) -> tuple[int, str]:
    form = {"seen": row.revision, "outcome": "improved", "note": ""} | given
    reviewer = appointed(row.organisation, Role.REVIEWER)
    answer = pages.send(pages.browser(reviewer), f"/organisations/{row.body.code}/assess/{row.pk}/", **form)
    row.refresh_from_db()
    row.body.refresh_from_db()
    return answer.status_code, answer.text


def test_who_improved_is_in_good_standing_again() -> None:
    row = sanctions.decided()
    assert (send(row)[0], row.body.status, row.outcome) == (303, "active", "improved")
    assert send(row)[0] == 422


@pytest.mark.parametrize(("days", "status"), [(30, 422), (31, 303)])
def test_that_nothing_improved_is_found_only_after_the_time(days: int, status: int) -> None:
    row = sanctions.decided()
    with clock.held(clock.now() + timedelta(days=days)):
        assert send(row, outcome="unimproved")[0] == status
    assert row.body.status == "rectifying"
