"""`kexie raise_era`: after a restore by hand, let the trail go on in an era of its own (SEC-07)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kexie.core import signing
from kexie.core.actors import Actor
from kexie.foundation.records import actions


class Command(BaseCommand):
    """Begin a new era of the trail; `kexie restore` does it by itself."""

    help = "从备份手工恢复数据库之后，让审计记录另起一段（服务停着的时候执行）"

    def handle(self, *args: Any, **options: Any) -> None:
        """Raise the era and say which it is."""
        try:
            opening = actions.raise_era(by=Actor.platform("恢复"))
        except signing.Keyless as missing:
            raise CommandError(str(missing)) from missing
        self.stdout.write(f"审计记录从第 {opening.number} 批起进入第 {opening.era + 1} 段。")
