"""A superior hands a body over when its administrator has left."""

import pytest

from kexie.foundation.appointments.models import Appointment, Invitation
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-03")]


def test_the_former_administrator_is_out_at_once_and_a_code_is_made() -> None:
    body = bodies.body()
    former = appointed(body, person=persons.person(name="老管理员"))
    session = pages.browser(former)
    superior = pages.browser(appointed(bodies.association("430603")))
    address = f"/organisations/{body.code}/staff/hand_over/"
    assert "老管理员" in superior.get(address).text
    answer = pages.send(superior, address, name="新管理员")
    assert answer["Location"] == f"/invitation/{Invitation.objects.get().pk}/"
    assert session.get(f"/organisations/{body.code}/staff/").status_code == 404
    assert not Appointment.objects.current().filter(organisation=body).exists()


def test_a_name_is_wanted() -> None:
    body = bodies.body()
    appointed(body)
    superior = pages.browser(appointed(bodies.association("430603")))
    assert pages.status(superior, f"/organisations/{body.code}/staff/hand_over/") == 422
    assert Appointment.objects.current().filter(organisation=body).count() == 1
