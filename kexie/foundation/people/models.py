"""Persons with an account."""

from functools import reduce
from operator import or_
from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac

from kexie.core.actors import Actor
from kexie.core.cipher import DIGEST, EncryptedField, blind_indexes
from kexie.core.reach import NOTHING
from kexie.core.scope import conditions
from kexie.foundation.people import rules

MOBILE, EMAIL = "person.mobile", "person.email"  # what the blind indexes are made for


class PersonQuerySet(models.QuerySet["Person"]):
    """Filters of accounts."""

    def of(self, actor: Actor) -> Self:
        """One's own account."""
        return self.filter(pk=actor.person)

    def where_may(self, actor: Actor, permission: str) -> Self:
        """The accounts of those who hold a role today where the permission reaches; all for the platform's own."""
        reach = actor.reaches.get(permission, NOTHING)
        if reach.everything and reach.but is None:
            return self
        parts = conditions(reach, "appointments__organisation")
        if not parts:
            return self.none()
        return self.filter(reduce(or_, parts), appointments__ended_at=None).distinct()

    def known_as(self, typed: str) -> Self:
        """The open account with this user name, mobile number or e-mail address (ACC-04)."""
        kept = rules.known_as(typed)
        mobiles, emails = blind_indexes(kept, purpose=MOBILE), blind_indexes(kept, purpose=EMAIL)
        matching = models.Q(username=kept) | models.Q(mobile_index__in=mobiles) | models.Q(email_index__in=emails)
        return self.filter(matching, closed_at__isnull=True)


class PersonManager(BaseUserManager["Person"]):
    """Accounts are made by actions; this manager only looks them up."""

    def get_queryset(self) -> PersonQuerySet:
        """Give the filters of accounts."""
        return PersonQuerySet(self.model, using=self._db)

    def of(self, actor: Actor) -> PersonQuerySet:
        """One's own account."""
        return self.get_queryset().of(actor)

    def where_may(self, actor: Actor, permission: str) -> PersonQuerySet:
        """The accounts that a permission reaches."""
        return self.get_queryset().where_may(actor, permission)


class Person(AbstractBaseUser):
    """One person, one account (ACC-01).

    Mobile number and e-mail address stand encrypted (SEC-06); where they are looked up, their blind index is. An
    account that is locked or closed is not active: its sessions end with the next request.
    """

    username = models.CharField("用户名", max_length=60)
    name = models.CharField("姓名", max_length=60)
    mobile = EncryptedField("手机号", blank=True, default="")
    mobile_index = models.CharField(max_length=DIGEST, null=True)  # noqa: DJ001 - unique, so none is no value
    email = EncryptedField("邮箱", blank=True, default="")
    email_index = models.CharField(max_length=DIGEST, null=True)  # noqa: DJ001
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("须修改密码", default=False)
    session_era = models.PositiveIntegerField("会话批次", default=0)
    locked_at = models.DateTimeField("锁定时间", null=True)
    lock_reason = models.CharField("锁定原因", max_length=rules.MAX_REASON, blank=True)
    locked_for_platform = models.BooleanField("由平台锁定", default=False)
    consented_to = models.CharField("同意的版本", max_length=20, blank=True)
    consented_at = models.DateTimeField("同意时间", null=True)
    closed_at = models.DateTimeField("注销时间", null=True)
    created_at = models.DateTimeField(db_default=Now())

    objects = PersonManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Meta:
        db_table = "person"
        indexes = (models.Index(fields=["name"], name="person_name"),)  # who did what is asked for by name
        constraints = (
            models.UniqueConstraint(
                name="person_username", fields=("username",), violation_error_message="这个用户名已经有人用了。"
            ),
            models.UniqueConstraint(
                name="person_mobile",
                fields=("mobile_index",),
                condition=models.Q(closed_at__isnull=True),
                violation_error_message="这个手机号已经用在别的账号上。",
            ),
            models.UniqueConstraint(
                name="person_email",
                fields=("email_index",),
                condition=models.Q(closed_at__isnull=True),
                violation_error_message="这个邮箱已经用在别的账号上。",
            ),
            models.CheckConstraint(
                name="person_mobile_whole",
                condition=models.Q(mobile="", mobile_index__isnull=True)
                | (~models.Q(mobile="") & models.Q(mobile_index__isnull=False)),
                violation_error_message="手机号没有保存完整，请重新填写。",
            ),
            models.CheckConstraint(
                name="person_email_whole",
                condition=models.Q(email="", email_index__isnull=True)
                | (~models.Q(email="") & models.Q(email_index__isnull=False)),
                violation_error_message="邮箱没有保存完整，请重新填写。",
            ),
            models.CheckConstraint(
                name="person_inactive",
                condition=models.Q(is_active=True, locked_at__isnull=True, closed_at__isnull=True)
                | models.Q(is_active=False),
                violation_error_message="锁定或注销的账号不能启用。",
            ),
            models.CheckConstraint(
                name="person_locked_for_platform",
                condition=models.Q(locked_for_platform=False) | models.Q(locked_at__isnull=False),
                violation_error_message="没有锁定的账号不能标为由平台锁定。",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def masked_mobile(self) -> str:
        """The mobile number as it is shown."""
        return rules.masked_mobile(self.mobile)

    @property
    def masked_email(self) -> str:
        """The e-mail address as it is shown."""
        return rules.masked_email(self.email)

    def clean(self) -> None:
        """Leave names as they are kept: Django would write the user name anew and look for a plain e-mail address."""

    def _get_session_auth_hash(self, secret: Any = None) -> str:  # noqa: ANN401 - Django's own
        """Bind sessions to the password and the era: signing out everywhere and locking begin a new one."""
        salt = "kexie.foundation.people.models.Person"
        return salted_hmac(salt, f"{self.session_era} {self.password}", secret=secret, algorithm="sha256").hexdigest()
