"""Activation codes become accounts; accounts are locked by those above them."""

from collections.abc import Collection
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app

from kexie.areas.accounts import rules
from kexie.areas.accounts.queries.staff import Invited
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.core.reach import NOTHING
from kexie.engines.notices.actions import announce
from kexie.foundation.appointments import actions as appointments
from kexie.foundation.appointments.models import Appointment, Invitation
from kexie.foundation.appointments.queries import workplaces
from kexie.foundation.appointments.rules import Role, digest
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.people import actions as people
from kexie.foundation.people.models import Person
from kexie.foundation.people.rules import CONSENT

LETTER = """{name}：

您已被邀请在“{site}”担任{organisation}的{roles}。请打开下面的网页，输入激活码：

    {page}
    {code}

{until} 前有效，只能使用一次。请不要转发这封邮件。
"""
FINAL = 500  # from here on a mail server means what it says
MESSAGE = "没有这个激活码，请对照纸条再输一遍。字母不分大小写，横线可以不输。"


@transaction.atomic
def activate(
    person: Person | None,
    *,
    code: str,
    by: Actor,
    username: str = "",
    name: str = "",
    new: str = "",
) -> Person:
    """Take up an invitation with the account of who is signed in, or with a new one (ACC-03).

    Whoever gets a new account has agreed to the words above the form. Raises ValidationError beside `code` or
    `username`.
    """
    invitation = Invitation.objects.filter(digest=digest(code)).first()
    if invitation is None:
        raise ValidationError({"code": MESSAGE})
    if person is None:
        person = people.open_account(username, name=name, password=new, by=by)
        if person is None:
            raise ValidationError(
                {"username": "这个用户名已经有人用了，请换一个。如果就是您本人，请先登录再启用激活码。"}
            )
        people.consent(person, version=CONSENT, by=by)
    appointments.take_up(invitation, person=person, by=by)
    if invitation.made_by_id is not None:
        body = invitation.organisation
        announce(
            "accounts.activate",
            title=f"您为{body.called}开通的激活码已启用",
            text=f"{invitation.name}现在担任：{invitation.role_labels}。",
            link=reverse("accounts:staff", args=[body.code]),
            organisation=body,
            people=[invitation.made_by_id],
            by=by,
        )
    return person


@transaction.atomic
def invite(
    body: Organisation, page: str, *, name: str, roles: Collection[str], by: Actor, email: str = ""
) -> Invitation:
    """Invite somebody to roles in a body; the worker sends the code where an address is given.

    `page` is the address of the page on which codes are typed.
    """
    return _send(appointments.invite(body, name=name, roles=roles, email=email, by=by), page)


@transaction.atomic
def hand_over(body: Organisation, page: str, *, name: str, by: Actor, email: str = "") -> Invitation:
    """Hand a body over to a new administrator, who is invited at once; those who leave are told (ACC-03)."""
    held = Appointment.objects.current().filter(organisation=body, role=Role.ADMINISTRATOR, branch=None)
    if leaving := list(held.values_list("person", flat=True)):
        announce(
            "accounts.hand_over",
            title=f"{body.called}已移交给新的管理员",
            text="您在该组织的管理员角色已经结束，其他角色不变。",
            link=reverse("workbench"),
            organisation=body,
            people=leaving,
            by=by,
        )
    return _send(appointments.hand_over(body, name=name, email=email, by=by), page)


def _send(invitation: Invitation, page: str) -> Invitation:
    if invitation.email:
        app.configure_task("accounts.deliver_invitation", queue="codes").defer(number=invitation.pk, page=page)
    return invitation


class Undeliverable(Exception):
    """The mail server refuses the address for good."""


def deliver_invitation(number: int, page: str) -> None:
    """Send an invitation that still waits, once; a repeat finds it sent.

    Raises Undeliverable, or an OSError where trying again later may help.
    """
    invitation = Invitation.objects.waiting().filter(pk=number, sent_at=None).select_related("organisation").first()
    if invitation is None or not invitation.email:
        return
    name = settings.SITE["name"]
    text = LETTER.format(
        name=invitation.name,
        site=name,
        organisation=invitation.organisation.name,
        roles=invitation.role_labels,
        page=page,
        code=invitation.printed_code,
        until=f"{timezone.localtime(invitation.expires_at):%Y-%m-%d}",
    )
    try:
        send_mail(f"{name}：激活码", text, None, [invitation.email])
    except SMTPRecipientsRefused as refusal:
        if all(code >= FINAL for code, _ in refusal.recipients.values()):
            raise Undeliverable from None  # without the address, which would stand in the log
        raise
    Invitation.objects.filter(pk=number).update(sent_at=Now())


@transaction.atomic
def invite_many(page: str, *, lines: Collection[Invited], by: Actor) -> list[Invitation]:
    """Invite all people of a list, or nobody; raises ValidationError where a body was closed meanwhile."""
    asked = [appointments.Asked(line.organisation, line.name, line.roles, line.email) for line in lines]
    return [_send(invitation, page) for invitation in appointments.invite_all(asked, by=by)]


@transaction.atomic
def dismiss(appointment: Appointment, *, by: Actor) -> Appointment:
    """End a role; whoever held it is told."""
    ended = appointments.dismiss(appointment, by=by)
    if ended.organisation is not None:
        announce(
            "accounts.dismiss",
            title=f"您在{ended.organisation.called}的角色“{ended.get_role_display()}”已取消",
            text=f"经办：{by.name}。如有疑问，请联系该组织的管理员。",
            link=reverse("workbench"),
            organisation=ended.organisation,
            people=[ended.person_id],
            key=f"accounts.dismiss.{ended.pk}",
            by=by,
        )
    return ended


@transaction.atomic
def lock_account(person: Person, within: Collection[int], *, reason: str, by: Actor) -> Person:
    """Lock the account of somebody all of whose roles lie within the asker's reach (ACC-03).

    `within` are the numbers of the appointments that are reached. Raises ValidationError for oneself and for somebody
    who works elsewhere, too: that role alone can be ended.
    """
    rules.require_other(person=person.pk, by=by.person)
    _require_reached(person, within)
    for_platform = _is_platform(by, "accounts.lock_account")
    locked = people.lock_account(person, reason=reason, for_platform=for_platform, by=by)
    for body in workplaces(person.pk):
        announce(
            "accounts.lock_account",
            title=f"{body.called}有一个账号被锁定",
            text=f"账号：{person.name}。原因：{locked.lock_reason}。解锁后才能再登录。",
            link=reverse("accounts:staff", args=[body.code]),
            organisation=body,
            permission="accounts.staff",
            by=by,
        )
    return locked


@transaction.atomic
def unlock_account(person: Person, within: Collection[int], *, by: Actor) -> Person:
    """Let a locked account be used again, with the same reach as locking it."""
    _require_reached(person, within)
    unlocked = people.unlock_account(person, for_platform=_is_platform(by, "accounts.unlock_account"), by=by)
    announce(
        "accounts.unlock_account",
        title="您的账号已解锁",
        text=f"经办：{by.name}。如果不是您申请的，请尽快修改密码。",
        link=reverse("accounts:show"),
        people=[person.pk],
        by=by,
    )
    return unlocked


def _is_platform(by: Actor, permission: str) -> bool:
    return by.reaches.get(permission, NOTHING).everything


def _require_reached(person: Person, within: Collection[int]) -> None:
    held = Appointment.objects.current().filter(person=lock(person))
    rules.require_all_within(held=set(held.values_list("pk", flat=True)), within=set(within))
