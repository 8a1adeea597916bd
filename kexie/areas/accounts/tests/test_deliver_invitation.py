"""An activation code reaches its person through a real mail server, from the worker, once."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job
from procrastinate.retry import RetryDecision

from kexie.areas.accounts.actions import deliver_invitation
from kexie.areas.accounts.actions.staff import Undeliverable
from kexie.areas.accounts.tasks import PATIENT
from kexie.areas.accounts.tests.letters import Letters
from kexie.core import clock
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


def tried_again(error: Exception, attempts: int) -> RetryDecision | None:
    """When the worker tries again after so many times."""
    job = Job(id=1, queue="codes", lock=None, queueing_lock=None, task_name="", attempts=attempts)
    return PATIENT.get_retry_decision(exception=error, job=job)


@pytest.mark.spec("REL-07")
def test_a_letter_waits_for_most_of_a_day_while_no_server_answers() -> None:
    waited = timedelta()
    for attempts in range(50):
        decision, now = tried_again(ConnectionRefusedError(), attempts), clock.now()
        assert decision is not None
        assert decision.retry_at is not None
        waited += decision.retry_at - now
    assert waited > timedelta(hours=16)
    assert tried_again(ConnectionRefusedError(), 50) is None


def test_an_address_that_is_refused_for_good_is_not_tried_again(mail: Letters) -> None:
    made = actions.invite(bodies.body(), name="王敏", roles=[Role.EDITOR], email="min@example.com", by=BY)
    mail.refusals = ["450 later", "550 nobody here"]
    with pytest.raises(SMTPRecipientsRefused) as later:
        deliver_invitation(made.pk, "http://testserver/activate/")
    assert tried_again(later.value, 0) is not None
    with pytest.raises(Undeliverable) as never:
        deliver_invitation(made.pk, "http://testserver/activate/")
    assert tried_again(never.value, 0) is None
    assert len(mail.taken) == 0
