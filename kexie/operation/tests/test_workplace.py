"""The demonstration starts again whatever somebody did to its bodies."""

import pytest

from kexie.foundation.appointments.actions import appoint
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import BY
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.tests import factories as persons
from kexie.operation.demo.accounts import workplace

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-11")]


def test_a_renamed_body_is_still_the_one_of_its_account() -> None:
    body = bodies.body("430603", name="更名以后的科协")
    appoint(persons.person("changling"), role=Role.ADMINISTRATOR, organisation=body, by=BY)
    assert workplace("changling") == body
