"""`kexie rekey`: encrypt personal data and secrets with the first of the keys (SEC-06)."""

from collections.abc import Iterator
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import models, transaction
from django.db.models.functions import Cast

from kexie.core import cipher
from kexie.core.actors import Actor
from kexie.core.cipher import EncryptedField, Unreadable
from kexie.foundation.people import actions
from kexie.foundation.people.models import Person
from kexie.website.adapters import SecondFactors

BATCH = 500
SECRETS = ("secret", "seed")  # of an authenticator and of recovery codes


class Command(BaseCommand):
    """Encrypt anew what stands under another key; may be stopped and started again while the site runs."""

    help = "更换密钥后，用 KEXIE_DATA_KEYS 的第一个密钥重新加密个人信息"

    def handle(self, *args: Any, **options: Any) -> None:
        """Encrypt and say how much it was."""
        try:
            people = actions.encrypt_anew(by=Actor.platform("rekey"))
            others = sum(_encrypt_column(field) for field in _columns()) + _encrypt_factors()
        except Unreadable as missing:
            raise CommandError(f"有些数据的密钥不在 KEXIE_DATA_KEYS 中：{missing}") from missing
        self.stdout.write(
            f"已重新加密 {people} 个账号和 {others} 项其他内容。"
            "全部进程都换上新密钥后，可以从 KEXIE_DATA_KEYS 中去掉旧密钥。"
        )


def _columns() -> Iterator[EncryptedField]:
    """Give the encrypted columns that have no blind index beside them; an account's own go with its indexes."""
    for model in apps.get_models():
        if model is not Person:
            yield from (field for field in model._meta.local_fields if isinstance(field, EncryptedField))


def _encrypt_column(field: EncryptedField) -> int:
    kept = field.model._default_manager.annotate(kept=Cast(field.name, models.TextField()))
    waiting = kept.exclude(kept="").exclude(kept__startswith=cipher.current())
    done = 0
    while True:
        with transaction.atomic():
            rows = list(waiting.select_for_update()[:BATCH])
            for row in rows:
                row.save(update_fields=[field.name])
        if not rows:
            return done
        done += len(rows)


def _encrypt_factors() -> int:
    adapter, done = SecondFactors(), 0
    for number in Authenticator.objects.exclude(type="webauthn").values_list("pk", flat=True):
        with transaction.atomic():
            factor = Authenticator.objects.select_for_update().get(pk=number)
            old = {name: factor.data[name] for name in SECRETS if name in factor.data}
            if all(map(cipher.is_current, old.values())):
                continue
            factor.data |= {name: adapter.encrypt(adapter.decrypt(kept)) for name, kept in old.items()}
            factor.save(update_fields=["data"])
            done += 1
    return done
