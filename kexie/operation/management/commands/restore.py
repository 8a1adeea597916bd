"""`kexie restore`: bring back what `kexie backup` wrote, compared with the digests of then (OPS-03)."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from kexie.core.actors import Actor
from kexie.foundation.records import actions as records
from kexie.operation import home, postgres, supervisor
from kexie.operation.backup import Refused
from kexie.operation.backup import restore as restoring
from kexie.operation.backup.box import Key
from kexie.operation.backup.restore import Restored
from kexie.operation.management.commands.backup import passphrase


class Command(BaseCommand):
    """Restore into an empty database, or beside one that is then kept under another name."""

    help = "恢复：把备份恢复到空的数据库，核对每张表的摘要后启用"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, what opens it, and whether it may replace what is there."""
        parser.add_argument("source", type=Path, help="备份文件")
        parser.add_argument("--identity", type=Path, help="age 私钥文件；用公钥加密的备份需要")
        parser.add_argument(
            "--passphrase-file", type=Path, help="口令在这个文件的第一行；也可以用 KEXIE_BACKUP_PASSPHRASE"
        )
        parser.add_argument("--replace", action="store_true", help="数据库里已经有数据时也恢复；原来的数据库改名保留")

    def handle(
        self,
        *args: Any,
        source: Path,
        identity: Path | None,
        passphrase_file: Path | None,
        replace: bool,
        **options: Any,
    ) -> None:
        """Restore, say what is the same, and what is left for the operator."""
        try:
            key = Key(identities=_identities(identity)) if identity else Key(passphrase(passphrase_file, twice=False))
            done = restoring.restore(
                os.environ["DATABASE_URL"], source, key=key, replace=replace, say=self._say, finish=self._finish
            )
        except Refused as reason:
            raise CommandError(str(reason)) from reason
        self._say(f"已恢复并启用：{done.tables} 张表、{done.rows} 行、{done.files} 个文件。所有人都要重新登录。")
        if done.former:
            self._say(f"原来的数据库改名为 {done.former}，确认无误后可以删除。")
        if done.missing:
            self._say(f"注意：备份时已有 {len(done.missing)} 个文件不在存储里。")
        if done.files_elsewhere:
            self._say("注意：文件在对象存储里，不在备份中；请确认这里连接的是同一个存储或它的副本。")

    def _finish(self, address: str, done: Restored) -> None:
        """Bring the restored tables up to date, end what ran at the time, and see that the data can be read."""
        restoring.end_sessions(address)
        restoring.work_on(address)
        call_command("migrate", interactive=False, verbosity=0)
        given = done.settings["environment"]
        self._raise_era(given.get("KEXIE_SEAL_KEYS", ""))
        if os.environ.get("KEXIE_EMBEDDED") == "1":
            secrets = dict(done.settings["secrets"])
            named = {"secret_key": "SECRET_KEY", "data_key": "KEXIE_DATA_KEYS", "seal_key": "KEXIE_SEAL_KEYS"}
            secrets |= {name: given[variable] for name, variable in named.items() if variable in given}
            restoring.keep_secrets(home.folder(), secrets)
            supervisor.stamps(postgres.Server(home.folder()))[1].renew()  # no demonstration on top of it
            return
        path = restoring.keep_environment(home.folder(), given)
        keys = [key.strip() for key in given.get("KEXIE_DATA_KEYS", "").split(",") if key.strip()]
        if not set(keys) <= set(settings.DATA_KEYS):
            self._say(f"注意：请把 {path} 里的 KEXIE_DATA_KEYS 用在全部进程上，否则个人信息无法读出。")
        self._say(f"备份时的设置写在 {path}，只有本用户能读，用完请删除。")

    def _raise_era(self, keys: str) -> None:
        """Let the trail go on where transactions are counted from the start again; sealed with a key it knows."""
        settings.SEAL_KEYS = restoring.together(keys, ",".join(settings.SEAL_KEYS)).split(",")
        if not any(settings.SEAL_KEYS):
            self._say("注意：没有审计封存的密钥。请设置 KEXIE_SEAL_KEYS，再运行 kexie raise_era。")
            return
        seal = records.raise_era(by=Actor.platform("restore"))
        self._say(f"审计记录从第 {seal.number} 批起进入第 {seal.era + 1} 段。")

    def _say(self, line: str) -> None:
        self.stdout.write(line)


def _identities(path: Path) -> tuple[str, ...]:
    try:
        lines = [line.strip() for line in path.read_text().splitlines()]
    except OSError as error:
        raise Refused(f"私钥文件读不到：{path}") from error
    return tuple(line for line in lines if line and not line.startswith("#"))
