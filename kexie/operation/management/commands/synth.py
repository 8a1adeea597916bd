"""`kexie synth`: fill a demonstration's or a benchmark's database with made-up bodies."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kexie.operation import synth


class Command(BaseCommand):
    """Write any number of made-up bodies."""

    help = "写入任意数量的合成组织，供测速和试用（只用于演示或测速的数据库）"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how many."""
        parser.add_argument("--organisations", type=int, required=True, help="组织个数，例如 100000")

    def handle(self, *args: Any, organisations: int, **options: Any) -> None:
        """Write them and say how far it is."""
        if organisations < 1:
            raise CommandError("组织个数应为正整数。")
        try:
            synth.fill(organisations, say=self.stdout.write)
        except synth.Refused as refusal:
            raise CommandError(str(refusal)) from refusal
