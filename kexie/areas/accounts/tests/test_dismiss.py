"""Ending a role."""

import pytest

from kexie.areas.accounts.tests.pages import browser, typed
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed, appointment_of
from kexie.foundation.organisations.tests import factories as bodies

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-03")]


@pytest.mark.spec("SEC-02")
def test_it_bites_on_the_next_request_of_a_session_that_is_open() -> None:
    body = bodies.body()
    administrator, second = appointed(body), appointed(body)
    open_session = browser(second)
    address = f"/organisations/{body.code}/staff/"
    assert open_session.get(address).status_code == 200
    answer = browser(administrator).post(f"/appointments/{appointment_of(second).pk}/dismiss/", typed(sure="1"))
    assert answer["Location"] == address
    assert open_session.get(address).status_code == 404


def test_a_role_that_ended_is_not_found() -> None:
    body = bodies.body()
    client, row = browser(appointed(body)), appointment_of(appointed(body, Role.EDITOR))
    client.post(f"/appointments/{row.pk}/dismiss/", typed(sure="1"))
    assert client.get(f"/appointments/{row.pk}/dismiss/").status_code == 404


@pytest.mark.spec("SEC-03")
def test_ones_own_role_stays() -> None:
    body = bodies.body()
    administrator = appointed(body)
    appointed(body)
    answer = browser(administrator).post(f"/appointments/{appointment_of(administrator).pk}/dismiss/", typed(sure="1"))
    assert answer.status_code == 422
    assert "不能给自己" in answer.text


def test_a_superior_may_not_leave_a_body_without_administrator_this_way() -> None:
    body = bodies.body()
    row = appointment_of(appointed(body))
    superior = appointed(bodies.association("430603"))
    answer = browser(superior).post(f"/appointments/{row.pk}/dismiss/", typed(sure="1"))
    assert answer.status_code == 422
    assert "移交" in answer.text
