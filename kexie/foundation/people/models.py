"""Persons with an account."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Now


class PersonManager(BaseUserManager["Person"]):
    """Accounts are made by actions; this manager only looks them up."""


class Person(AbstractBaseUser):
    """One person, one account (ACC-01)."""

    username = models.CharField("用户名", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=60)
    is_active = models.BooleanField("启用", default=True)
    created_at = models.DateTimeField(db_default=Now())

    objects = PersonManager()
    USERNAME_FIELD = "username"

    class Meta:
        db_table = "person"

    def __str__(self) -> str:
        return self.name
