"""`kexie backup`: database, files, secrets and settings in one encrypted file (OPS-03)."""

import getpass
import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kexie.operation import home
from kexie.operation.backup import Refused
from kexie.operation.backup.box import Lock
from kexie.operation.backup.make import make


class Command(BaseCommand):
    """Make a backup while the site runs; it is whole or not there."""

    help = "备份：把数据库、文件、密钥和设置写进一个加密文件"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take where to, and what locks it."""
        parser.add_argument("target", type=Path, help="备份文件，或者放备份文件的文件夹")
        parser.add_argument(
            "--recipient", action="append", default=[], help="age 公钥；可以给几个，任何一个的私钥都能打开"
        )
        parser.add_argument(
            "--passphrase-file", type=Path, help="口令在这个文件的第一行；也可以用 KEXIE_BACKUP_PASSPHRASE"
        )

    def handle(
        self, *args: Any, target: Path, recipient: list[str], passphrase_file: Path | None, **options: Any
    ) -> None:
        """Write it and say what it holds."""
        recipients = tuple(recipient or filter(None, os.environ.get("KEXIE_BACKUP_RECIPIENTS", "").split(",")))
        try:
            lock = Lock(recipients=recipients) if recipients else Lock(passphrase(passphrase_file, twice=True))
            made = make(os.environ["DATABASE_URL"], target, lock=lock, home=home.folder())
        except Refused as reason:
            raise CommandError(str(reason)) from reason
        self.stdout.write(
            f"已备份到 {made.path}（{made.bytes / 1e6:.1f} MB）：{len(made.tables)} 张表、{made.rows} 行，"
            f"{made.files} 个文件，以及密钥和设置。"
        )
        if made.elsewhere:
            self.stdout.write("注意：文件在对象存储里，没有写进备份；请开启该存储自己的版本保留或异地复制。")
        if made.missing:
            self.stdout.write(f"注意：有 {len(made.missing)} 个登记过的文件已经不在存储里，例如 {made.missing[0]}。")


def passphrase(file: Path | None, *, twice: bool) -> str:
    """Return the passphrase from the file, the environment or the terminal; nothing where there is none."""
    if file is not None:
        try:
            return (file.read_text().splitlines() or [""])[0].strip()
        except OSError as error:
            raise Refused(f"口令文件读不到：{file}") from error
    if given := os.environ.get("KEXIE_BACKUP_PASSPHRASE"):
        return given
    if not sys.stdin.isatty():
        return ""
    given = getpass.getpass("备份口令：")
    if twice and getpass.getpass("再输入一次：") != given:
        raise Refused("两次输入的口令不同。")
    return given
