"""Inviting somebody with an activation code."""

import pytest

from kexie.foundation.appointments.models import Appointment, Invitation
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-03")]


def test_an_administrator_invites_and_gets_the_code() -> None:
    body = bodies.body()
    client = pages.browser(appointed(body))
    answer = pages.send(client, f"/organisations/{body.code}/staff/invite/", name="王敏", roles=["editor", "viewer"])
    made = Invitation.objects.get()
    assert answer["Location"] == f"/invitation/{made.pk}/"
    assert made.printed_code in client.get(answer["Location"]).text


@pytest.mark.spec("REL-02")
def test_a_double_click_invites_once() -> None:
    body = bodies.body()
    client = pages.browser(appointed(body))
    form = pages.form(name="王敏", roles=["editor"])
    answers = [client.post(f"/organisations/{body.code}/staff/invite/", form) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"roles": ["editor"]}, "这个字段是必填项"),
        ({"name": "王敏"}, "请至少选择一个角色"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(fields: dict[str, object], sentence: str) -> None:
    body = bodies.body()
    answer = pages.send(pages.browser(appointed(body)), f"/organisations/{body.code}/staff/invite/", **fields)
    assert answer.status_code == 422
    assert sentence in answer.text
    if "name" in fields:
        assert 'value="王敏"' in answer.text
    assert not Invitation.objects.exists()


@pytest.mark.spec("SEC-03")
@pytest.mark.parametrize("roles", [["system_administrator"], ["editor", "audit_administrator"], ["king"]])
def test_a_role_that_the_form_does_not_show_is_refused(roles: list[str]) -> None:
    body = bodies.body()
    answer = pages.send(
        pages.browser(appointed(body)), f"/organisations/{body.code}/staff/invite/", name="王敏", roles=roles
    )
    assert answer.status_code == 422
    assert not Invitation.objects.exists()


@pytest.mark.spec("SEC-03")
def test_fields_that_the_form_does_not_have_are_not_read() -> None:
    body, other = bodies.body(), bodies.body()
    pages.send(
        pages.browser(appointed(body)),
        f"/organisations/{body.code}/staff/invite/",
        name="王敏",
        roles=["viewer"],
        organisation=other.pk,
        expires_at="2099-01-01",
        status="used",
    )
    made = Invitation.objects.get()
    assert made.organisation == body
    assert made.expires_at.year < 2099
    assert Appointment.objects.filter(organisation=other).count() == 0
