"""What sign-in must know for a short while: how often something was tried, and the codes that were sent."""

from typing import Self

from django.db import models
from django.db.models.functions import Now

from kexie.core.cipher import DIGEST, EncryptedField
from kexie.foundation.people.models import Person


class Throttle(models.Model):
    """How often something was tried lately. What was tried is kept as its digest, so that nothing can be read here.

    An UNLOGGED table: quick, shared by all processes, empty after the database's crash. `tasks.forget` prunes it.
    """

    key = models.CharField(max_length=DIGEST, primary_key=True)
    count = models.PositiveIntegerField()
    until = models.DateTimeField()

    class Meta:
        db_table = "throttle"
        indexes = (models.Index(fields=["until"], name="throttle_until"),)

    def __str__(self) -> str:
        return self.key


class Channel(models.TextChoices):
    """How a code reaches somebody."""

    EMAIL = "email", "邮箱"
    MOBILE = "mobile", "手机号"


class Purpose(models.TextChoices):
    """What a code is good for."""

    SIGNIN = "signin", "登录"
    RESET = "reset", "重设密码"
    REGISTER = "register", "注册"
    EMAIL = "email", "登记邮箱"


class CodeQuerySet(models.QuerySet["Code"]):
    """Filters of codes."""

    def of(self, ticket: str) -> Self:
        """The code for which this browser waits."""
        return self.filter(ticket=ticket, until__gt=Now())

    def open(self) -> Self:
        """Codes that may still be entered."""
        return self.filter(used_at__isnull=True, until__gt=Now())


class Code(models.Model):
    """A one-time code. Who asks for one gets a ticket into the session; the code goes to the address alone.

    Without a person, the account was unknown: everything else happens as if it were known (SEC-05).
    """

    ticket = models.CharField(max_length=64, unique=True)
    purpose = models.CharField("用途", max_length=20, choices=Purpose)
    person = models.ForeignKey(Person, models.CASCADE, null=True)
    address = EncryptedField("发往", blank=True, default="")
    code = EncryptedField("验证码")
    tries = models.PositiveSmallIntegerField("已试次数", default=0)
    until = models.DateTimeField("有效期至")
    used_at = models.DateTimeField("使用时间", null=True)
    sent_at = models.DateTimeField("发出时间", null=True)

    objects = CodeQuerySet.as_manager()

    class Meta:
        db_table = "code"
        indexes = (models.Index(fields=["until"], name="code_until"),)

    def __str__(self) -> str:
        return self.get_purpose_display()
