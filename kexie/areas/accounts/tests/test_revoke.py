"""Taking back an activation code."""

import pytest

from kexie.foundation.appointments import actions
from kexie.foundation.appointments.models import Invitation
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import BY, appointed
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-03")]


def test_it_asks_first_and_then_ends_the_code() -> None:
    body = bodies.body()
    client = pages.browser(appointed(body))
    made = actions.invite(body, name="王敏", roles=[Role.VIEWER], by=BY)
    assert "王敏" in client.get(f"/invitation/{made.pk}/revoke/").text
    answer = pages.send(client, f"/invitation/{made.pk}/revoke/", sure="1")
    assert answer["Location"] == f"/organisations/{body.code}/staff/"
    assert Invitation.objects.get().revoked_at is not None


def test_a_code_used_meanwhile_is_said() -> None:
    body = bodies.body()
    client = pages.browser(appointed(body))
    made = actions.invite(body, name="王敏", roles=[Role.VIEWER], by=BY)
    actions.take_up(made, person=persons.person(), by=BY)
    answer = pages.send(client, f"/invitation/{made.pk}/revoke/", sure="1")
    assert answer.status_code == 422
    assert "已经用过" in answer.text
