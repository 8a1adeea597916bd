"""An activation code reaches its person through a real mail server, from the worker, once."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from kexie.areas.accounts.actions import deliver_invitation
from kexie.areas.accounts.tests.letters import Letters
from kexie.foundation.appointments import actions
from kexie.foundation.appointments.models import Invitation
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import BY, appointed
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-03")]
FIELDS = {"name": "王敏", "roles": ["editor"], "email": "min@example.com"}


def test_the_letter_says_where_to_type_which_code(mail: Letters) -> None:
    body = bodies.body()
    pages.send(pages.browser(appointed(body)), f"/organisations/{body.code}/staff/invite/", **FIELDS)
    job = ProcrastinateJob.objects.get(task_name="accounts.deliver_invitation")
    assert "example.com" not in str(job.args)
    deliver_invitation(**job.args)
    made = Invitation.objects.get()
    assert made.sent_at is not None
    (letter,) = mail.taken
    text = letter.get_payload(decode=True).decode()
    for shown in (made.printed_code, "http://testserver/activate/", body.name, "编辑"):
        assert shown in text
    assert letter["To"] == "min@example.com"


def test_sent_again_it_sends_nothing(mail: Letters) -> None:
    made = actions.invite(bodies.body(), name="王敏", roles=[Role.EDITOR], email="min@example.com", by=BY)
    for _ in range(2):
        deliver_invitation(made.pk, "http://testserver/activate/")
    assert len(mail.taken) == 1


def test_what_was_taken_back_is_not_sent(mail: Letters) -> None:
    made = actions.invite(bodies.body(), name="王敏", roles=[Role.EDITOR], email="min@example.com", by=BY)
    actions.revoke(made, by=BY)
    deliver_invitation(made.pk, "http://testserver/activate/")
    assert len(mail.taken) == 0


def test_without_a_mail_server_no_address_is_asked_for() -> None:
    body = bodies.body()
    assert 'name="email"' not in pages.browser(appointed(body)).get(f"/organisations/{body.code}/staff/invite/").text
