"""Persons with an account."""

from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Now

from kexie.core.actors import Actor


class PersonQuerySet(models.QuerySet["Person"]):
    """Filters of accounts."""

    def of(self, actor: Actor) -> Self:
        """One's own account."""
        return self.filter(pk=actor.person)


class PersonManager(BaseUserManager["Person"]):
    """Accounts are made by actions; this manager only looks them up."""

    def get_queryset(self) -> PersonQuerySet:
        """Give the filters of accounts."""
        return PersonQuerySet(self.model, using=self._db)

    def of(self, actor: Actor) -> PersonQuerySet:
        """One's own account."""
        return self.get_queryset().of(actor)


class Person(AbstractBaseUser):
    """One person, one account (ACC-01)."""

    username = models.CharField("用户名", max_length=60)
    name = models.CharField("姓名", max_length=60)
    is_active = models.BooleanField("启用", default=True)
    created_at = models.DateTimeField(db_default=Now())

    objects = PersonManager()
    USERNAME_FIELD = "username"

    class Meta:
        db_table = "person"
        constraints = (
            models.UniqueConstraint(
                name="person_username", fields=("username",), violation_error_message="这个用户名已经有人用了。"
            ),
        )

    def __str__(self) -> str:
        return self.name
