"""`kexie redistrict FILE`: follow changes of the administrative divisions (ORG-03)."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError

from kexie.core.actors import Actor
from kexie.foundation.organisations import actions
from kexie.foundation.regions import queries
from kexie.foundation.regions.rules import ChangeKind


class Command(BaseCommand):
    """Apply a file of changes, all or nothing, and say what is left for people to do."""

    help = "按变更文件更新行政区划（更名、换码、并入、撤销、新设），组织随之调整"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file of changes."""
        parser.add_argument("file", type=Path, help="JSON 文件，格式见 kexie/foundation/regions/data/README.md")

    def handle(self, *args: Any, **options: Any) -> None:
        """Apply the changes that were not applied before."""
        try:
            changes = queries.read_changes(options["file"].read_text(encoding="utf-8"))
        except OSError as broken:
            raise CommandError(f"读不到文件：{broken}") from broken
        except (ValueError, KeyError, TypeError) as broken:
            raise CommandError(f"文件格式不对：{broken}") from broken
        applied = queries.applied()
        due = [change for change in changes if change.key not in applied]
        try:
            left = actions.redistrict(due, by=Actor.platform("redistrict"))
        except ValidationError as refusal:
            raise CommandError("没有改动任何数据：" + "；".join(refusal.messages)) from refusal
        except IntegrityError as broken:
            raise CommandError(f"没有改动任何数据，变更与现有组织冲突：{broken}") from broken
        self.stdout.write(f"已应用 {len(due)} 项变更，跳过已应用的 {len(changes) - len(due)} 项。")
        if any(change.kind == ChangeKind.ADDED for change in due):
            self.stdout.write("有新设的行政区划，请再运行 kexie places 建立它们的科协。")
        for line in left:
            self.stdout.write(f"待处理：{line}")
