"""`kexie prune_records`: delete the records whose time is over, as the owner of the tables (SEC-07)."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kexie.core import signing
from kexie.core.actors import Actor
from kexie.foundation.records import actions


class Command(BaseCommand):
    """Prune the trail from its oldest end, whole batches at a time; the seals stay."""

    help = "清理到期的审计记录：从最早的开始，整批清理；封存保留，清理本身也记入审计记录"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how long records are kept."""
        parser.add_argument(
            "--days", type=int, default=settings.RECORDS_DAYS, help="保存多少天，默认取 KEXIE_RECORDS_DAYS"
        )

    def handle(self, *args: Any, days: int, **options: Any) -> None:
        """Prune and say how much."""
        try:
            count = actions.prune_records(days=days, by=Actor.platform("清理"))
        except ValidationError as refusal:
            raise CommandError("".join(refusal.messages)) from refusal
        except (actions.Altered, signing.Keyless) as found:
            raise CommandError(f"没有清理。{found}") from found
        self.stdout.write(
            f"清理了 {count:,} 条 {days} 天以前的记录。" if count else f"没有整批都超过 {days} 天的记录。"
        )
