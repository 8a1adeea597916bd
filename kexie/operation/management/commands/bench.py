"""`kexie bench`: measure the goals of speed and print a table."""

import gc
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kexie.operation import postgres, supervisor
from kexie.operation.bench.registry import GOALS, measure
from kexie.operation.bench.rounds import verdict
from kexie.operation.bench.stage import (
    HUGE,
    LARGE,
    MANY_MEMBERS,
    MANY_RECORDS,
    MOST_MEMBERS,
    MOST_RECORDS,
    SMALL,
    stage,
)


class Command(BaseCommand):
    """Set a stage, measure every goal on it, clear it away."""

    help = "测速：逐项测量速度目标，打印对照表（自带临时数据库，用完即删；约需几分钟）"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take which goals, and whether a million bodies too."""
        ids = [goal.id for goal in GOALS]
        parser.add_argument("--only", nargs="+", choices=ids, default=ids, help="只测这几项")
        parser.add_argument(
            "--records", action="store_true", help="另建 10,000,000 条审计记录的数据库（再需几分钟，约 15 GB）"
        )
        parser.add_argument(
            "--members", action="store_true", help="另建 10,000,000 名会员的数据库（再需十几分钟，约 20 GB）"
        )
        parser.add_argument("--million", action="store_true", help="另建 1,000,000 个组织的数据库（再需几分钟）")

    def handle(self, *args: Any, only: list[str], million: bool, records: bool, members: bool, **options: Any) -> None:
        """Measure, and print each line as soon as it is known; the status is 1 where a goal is missed."""
        sizes = (SMALL, LARGE, HUGE) if million else (SMALL, LARGE)
        trails = (MANY_RECORDS, MOST_RECORDS) if records else (MANY_RECORDS,)
        rolls = (MANY_MEMBERS, MOST_MEMBERS) if members else (MANY_MEMBERS,)
        try:
            with stage(sizes, self.stdout.write, records=trails, members=rolls) as ready:
                gc.freeze()  # what was loaded is not looked through again while something is timed
                results = measure([goal for goal in GOALS if goal.id in only], ready, self._say)
        except (supervisor.Failed, postgres.Unusable) as failure:
            raise CommandError(str(failure)) from failure
        self._say(f"\n{verdict(results)}")
        if not all(result.is_met for result in results):
            sys.exit(1)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
