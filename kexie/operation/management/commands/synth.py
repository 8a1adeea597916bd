"""`kexie synth`: fill a demonstration's or a benchmark's database with made-up bodies, members answers and votes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kexie.operation.synth import Refused
from kexie.operation.synth.bodies import fill as fill_bodies
from kexie.operation.synth.members import fill as fill_members
from kexie.operation.synth.responses import fill as fill_responses
from kexie.operation.synth.votes import fill as fill_votes


class Command(BaseCommand):
    """Write any number of made-up bodies, of members of theirs of answers to a survey and of votes."""

    help = "写入任意数量的合成组织、会员和答卷，供测速和试用（只用于演示或测速的数据库）"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how many."""
        parser.add_argument("--organisations", type=int, default=None, help="组织个数，例如 100000")
        parser.add_argument("--members", type=int, default=None, help="会员人数，例如 10000000，分布在已有的组织里")
        parser.add_argument("--responses", type=int, default=None, help="一份六十道题的问卷有多少份答卷，例如 100000")
        parser.add_argument("--votes", type=int, default=None, help="一次二十个候选项的投票有多少票，例如 1000000")

    def handle(
        self,
        *args: Any,
        organisations: int | None,
        members: int | None,
        responses: int | None,
        votes: int | None,
        **options: Any,
    ) -> None:
        """Write them and say how far it is."""
        wanted = [
            (fill, number)
            for fill, number in (
                (fill_bodies, organisations),
                (fill_members, members),
                (fill_responses, responses),
                (fill_votes, votes),
            )
            if number is not None
        ]
        if not wanted or any(number < 1 for _, number in wanted):
            raise CommandError("请给出个数（--organisations、--members、--responses 或 --votes），应为正整数。")
        try:
            for fill, number in wanted:
                fill(number, say=self.stdout.write)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
