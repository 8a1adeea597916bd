"""Ending a role."""

import pytest

from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed, appointment_of
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-03")]


@pytest.mark.spec("SEC-02")
def test_it_bites_on_the_next_request_of_a_session_that_is_open() -> None:
    body = bodies.body()
    administrator, second = appointed(body), appointed(body)
    open_session = pages.browser(second)
    address = f"/organisations/{body.code}/staff/"
    assert open_session.get(address).status_code == 200
    answer = pages.send(pages.browser(administrator), f"/appointments/{appointment_of(second).pk}/dismiss/", sure="1")
    assert answer["Location"] == address
    assert open_session.get(address).status_code == 404


def test_a_role_that_ended_is_not_found() -> None:
    body = bodies.body()
    client, row = pages.browser(appointed(body)), appointment_of(appointed(body, Role.EDITOR))
    pages.send(client, f"/appointments/{row.pk}/dismiss/", sure="1")
    assert client.get(f"/appointments/{row.pk}/dismiss/").status_code == 404


@pytest.mark.spec("SEC-03")
def test_ones_own_role_stays() -> None:
    body = bodies.body()
    administrator = appointed(body)
    appointed(body)
    answer = pages.send(
        pages.browser(administrator), f"/appointments/{appointment_of(administrator).pk}/dismiss/", sure="1"
    )
    assert answer.status_code == 422
    assert "不能给自己" in answer.text


def test_a_superior_may_not_leave_a_body_without_administrator_this_way() -> None:
    body = bodies.body()
    row = appointment_of(appointed(body))
    superior = appointed(bodies.association("430603"))
    answer = pages.send(pages.browser(superior), f"/appointments/{row.pk}/dismiss/", sure="1")
    assert answer.status_code == 422
    assert "移交" in answer.text
