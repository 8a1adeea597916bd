"""`kexie rekey`: encrypt personal data with the first of the keys (SEC-06)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kexie.core.actors import Actor
from kexie.core.cipher import Unreadable
from kexie.foundation.people import actions


class Command(BaseCommand):
    """Encrypt anew what stands under another key; may be stopped and started again while the site runs."""

    help = "更换密钥后，用 KEXIE_DATA_KEYS 的第一个密钥重新加密个人信息"

    def handle(self, *args: Any, **options: Any) -> None:
        """Encrypt and say how many accounts it was."""
        try:
            done = actions.encrypt_anew(by=Actor.platform("rekey"))
        except Unreadable as missing:
            raise CommandError(f"有些数据的密钥不在 KEXIE_DATA_KEYS 中：{missing}") from missing
        self.stdout.write(f"已重新加密 {done} 个账号。全部进程都换上新密钥后，可以从 KEXIE_DATA_KEYS 中去掉旧密钥。")
