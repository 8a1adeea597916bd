"""One-time codes: made, sent by the worker, entered once."""

import hmac
import secrets
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import connection, transaction
from django.db.models.functions import Now
from procrastinate.contrib.django import app

from kexie.areas.accounts.models import Code, Purpose
from kexie.core import clock
from kexie.foundation.people import rules
from kexie.foundation.people.models import Person

KEPT = timedelta(days=1)
LETTER = """您正在{name}{purpose}，验证码是：

    {code}

{minutes} 分钟内有效，只能使用一次。请不要告诉任何人，工作人员也不会向您索取。
如果不是您本人操作，请忽略这封邮件。
"""
KNOWN = """有人用这个邮箱在{name}注册。您已经有账号，请直接登录；忘记密码时可以在登录页重设。
如果不是您本人操作，请忽略这封邮件。
"""


def fresh_ticket() -> str:
    """Return a new ticket."""
    return secrets.token_urlsafe(32)


@transaction.atomic
def send_code(person: Person | None, *, purpose: str, address: str = "", ticket: str = "") -> str:
    """Make a code and have the worker send it to the address, or to the one on the account; return the ticket for it.

    For an unknown account everything happens but the sending, so that nothing tells that it is unknown (SEC-05).
    """
    code = Code.objects.create(
        ticket=ticket or fresh_ticket(),
        purpose=purpose,
        person=person,
        address=address or (person.email if person else ""),
        code=f"{secrets.randbelow(10**rules.CODE_DIGITS):0{rules.CODE_DIGITS}}",
        until=clock.now() + timedelta(minutes=rules.CODE_MINUTES),
    )
    app.configure_task("accounts.deliver_code", queue="codes").defer(number=code.pk)
    return code.ticket


def deliver_code(number: int) -> None:
    """Send a code that waits; one that is over, used, sent or for nobody is left alone."""
    code = Code.objects.open().filter(pk=number, sent_at__isnull=True).first()
    if code is None or not code.address:
        return
    name = settings.SITE["name"]
    if _is_known_already(code):
        subject, text = f"{name}：您已经有账号", KNOWN.format(name=name)
    else:
        subject, text = (
            f"{name}：验证码",
            LETTER.format(name=name, purpose=code.get_purpose_display(), code=code.code, minutes=rules.CODE_MINUTES),
        )
    send_mail(subject, text, None, [code.address])
    Code.objects.filter(pk=code.pk).update(sent_at=Now())


def _is_known_already(code: Code) -> bool:
    """Tell whether somebody registers with an address that has an account: its owner alone is told."""
    return code.purpose == Purpose.REGISTER and code.person_id is not None


def enter_code(ticket: str, typed: str) -> Code | None:
    """Take a code; None if it is wrong, over, used, or was tried too often.

    The try is counted before the code is looked at, so that many at once are no more than one by one.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE code SET tries = tries + 1"
            " WHERE ticket = %s AND tries < %s AND used_at IS NULL AND until > now() RETURNING id",
            [ticket, rules.CODE_TRIES],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    code = Code.objects.get(pk=row[0])
    is_right = hmac.compare_digest(code.code.encode(), typed.encode())
    if not is_right or code.address == "" or _is_known_already(code):
        return None
    return code if Code.objects.open().filter(pk=code.pk).update(used_at=Now()) else None


def forget_codes() -> int:
    """Delete codes that are over for a day; return how many."""
    return Code.objects.filter(until__lt=Now() - KEPT).delete()[0]
