"""`kexie synth`: fill a demonstration's or a benchmark's database with made-up bodies and members."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kexie.operation.synth import Refused
from kexie.operation.synth.bodies import fill as fill_bodies
from kexie.operation.synth.members import fill as fill_members


class Command(BaseCommand):
    """Write any number of made-up bodies and of members of theirs."""

    help = "写入任意数量的合成组织和会员，供测速和试用（只用于演示或测速的数据库）"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how many."""
        parser.add_argument("--organisations", type=int, default=None, help="组织个数，例如 100000")
        parser.add_argument("--members", type=int, default=None, help="会员人数，例如 10000000，分布在已有的组织里")

    def handle(self, *args: Any, organisations: int | None, members: int | None, **options: Any) -> None:
        """Write them and say how far it is."""
        wanted = [
            (fill, number)
            for fill, number in ((fill_bodies, organisations), (fill_members, members))
            if number is not None
        ]
        if not wanted or any(number < 1 for _, number in wanted):
            raise CommandError("请给出个数（--organisations 或 --members），应为正整数。")
        try:
            for fill, number in wanted:
                fill(number, say=self.stdout.write)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
