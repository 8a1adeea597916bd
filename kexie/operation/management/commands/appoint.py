"""`kexie appoint`: give the first people their roles; everybody else is invited by them."""

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError, transaction

from kexie.core.actors import Actor
from kexie.core.requests import sentence
from kexie.foundation.appointments import actions as appointments
from kexie.foundation.appointments.rules import PLATFORM_ROLES, ROLE_LABELS, ROLES, Role
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import Level
from kexie.foundation.people import actions as people
from kexie.foundation.people.models import Person

BY = Actor.platform("kexie appoint")
NATIONAL = "national"


class Command(BaseCommand):
    """Open the account where there is none, and appoint."""

    help = (
        "授予角色：三位平台管理员，以及全国一级或某个组织的第一位管理员；没有账号的同时开立，打印首次登录密码。"
        "其余人员由管理员在“账号与角色”里开通。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the role, who and where."""
        parser.add_argument("role", choices=[role.value for role in (*ROLES, *sorted(PLATFORM_ROLES))])
        parser.add_argument("username", help="用户名")
        parser.add_argument("--name", default="", help="姓名（开立账号时必填）")
        parser.add_argument("--organisation", default="", help=f"组织编码，全国一级写 {NATIONAL}；平台管理员不填")

    def handle(self, *args: Any, role: str, username: str, name: str, organisation: str, **options: Any) -> None:
        """Do both in one transaction and say what happened."""
        try:
            with transaction.atomic():
                person, password = self._person(username, name)
                body = self._body(organisation)
                appointments.appoint(person, role=role, organisation=body, by=BY)
        except ValidationError as refusal:
            raise CommandError("；".join(refusal.messages)) from refusal
        except IntegrityError as broken:
            raise CommandError(sentence(broken)) from broken
        where = body.name if body else "平台"
        self.stdout.write(f"{person.name}（{person.username}）已担任{where}的{ROLE_LABELS[Role(role)]}。")
        if password:
            self.stdout.write(f"首次登录密码：{password}（登录后须立即修改）")

    def _person(self, username: str, name: str) -> tuple[Person, str]:
        known = Person.objects.get_queryset().filter(username=username).first()
        if known is not None:
            return known, ""
        if not name:
            raise CommandError("这个用户名还没有账号，请用 --name 写明姓名。")
        password = secrets.token_urlsafe(12)
        person = people.open_account(username, name=name, password=password, must_change_password=True, by=BY)
        if person is None:
            raise CommandError("这个用户名刚刚被别人用了，请换一个。")
        return person, password

    def _body(self, code: str) -> Organisation | None:
        if not code:
            return None
        wanted = {"level": Level.NATIONAL} if code == NATIONAL else {"code": code}
        body = Organisation.objects.live().filter(**wanted).first()
        if body is None:
            raise CommandError("没有这个组织，请核对编码（主页网址里的那一段）。")
        return body
