"""`kexie verify`: recompute the chain of sealed records and compare it with what was exported (SEC-07)."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kexie.core import signing
from kexie.core.actors import Actor
from kexie.foundation.records import actions
from kexie.foundation.records.queries.verifying import Unreadable, heads

OFTEN = 500_000  # records after which it is said how far it is


class Command(BaseCommand):
    """Verify the audit trail; the status is 1 where something was found."""

    help = "核对审计记录：有没有被改动、删除或插入；发现问题时退出码为 1"
    said = 0

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what was exported, public keys, and a part of the chain."""
        parser.add_argument(
            "--heads", nargs="+", metavar="文件夹或文件", help="导出的封存，默认是 KEXIE_SEALS_FOLDER 所指的文件夹"
        )
        parser.add_argument(
            "--public-key", nargs="+", default=[], metavar="公钥", help="没有封存密钥时，用公钥核对签名"
        )
        parser.add_argument("--first", type=int, default=1, metavar="批次", help="从第几批开始，默认从头")
        parser.add_argument("--last", type=int, default=None, metavar="批次", help="到第几批为止，默认到最后")

    def handle(
        self, *args: Any, heads: list[str] | None, public_key: list[str], first: int, last: int | None, **options: Any
    ) -> None:
        """Verify, say how far it is, and print what was found."""
        try:
            result = actions.verify(
                by=Actor.platform("核对"),
                exported=exported(heads),
                first=max(first, 1),
                last=last,
                public_keys=public_key,
                tell=self._tell,
            )
        except (signing.Keyless, Unreadable) as failure:
            raise CommandError(str(failure)) from failure
        for note in result.notes:
            self.stdout.write(f"请注意：{note}")
        for finding in result.findings:
            self.stdout.write(f"问题：{finding}")
        checked = f"第 {result.first} 批到第 {result.last} 批" if result.last else "还没有封存"
        judged = "没有发现问题。" if result.is_clean else f"发现 {len(result.findings)} 个问题。"
        self.stdout.write(f"核对了 {result.records:,} 条记录（{checked}），用时 {result.seconds:g} 秒：{judged}")
        if not result.is_clean:
            sys.exit(1)

    def _tell(self, records: int, seal: int) -> None:
        """Say how far it is, now and then."""
        if records - self.said >= OFTEN:
            self.said = records
            self.stdout.write(f"已核对 {records:,} 条记录，到第 {seal:,} 批")


def exported(given: list[str] | None) -> list[Any]:
    """Return the heads in the named places, or in the folder of the settings, which need not exist."""
    if given is not None:
        return heads([Path(name) for name in given])
    folder = Path(settings.SEALS_FOLDER)
    return heads([folder]) if folder.is_dir() else []
