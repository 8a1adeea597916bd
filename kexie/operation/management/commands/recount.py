"""`kexie recount`: count anew what the platform counts, and compare (STA-10, FRM-09)."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kexie.engines.indicators import actions, queries
from kexie.engines.questionnaires import actions as questionnaires
from kexie.engines.questionnaires.models import Collection
from kexie.engines.questionnaires.queries import results


class Command(BaseCommand):
    """Compare each figure with a count of the rows behind it; the status is 1 where one was wrong."""

    help = "重新清点平台自己统计的数字，与现有的数字核对并更正；有出入时退出码为 1"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether to look only."""
        parser.add_argument("--check", action="store_true", help="只核对，不更正")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        """Count each measure and say what was found."""
        wrong = 0
        for indicator in queries.counted():
            found = actions.recount(indicator.code, mends=not check)
            wrong += found.wrong
            told = f"{found.wrong:,} 个不一致" + ("" if check else "，已更正") if found.wrong else "全部一致"
            self.stdout.write(f"{indicator.name}：{found.figures:,} 个数字，{told}。")
        wrong += self._questionnaires(mends=not check)
        if wrong:
            sys.exit(1)

    def _questionnaires(self, *, mends: bool) -> int:
        """Compare what is counted of answers with the answers."""
        total = wrong = 0
        collections = Collection.objects.order_by("id")
        for collection in collections.iterator():
            figures, differing = results.checked(collection)
            total, wrong = total + figures, wrong + differing
            if differing and mends:
                questionnaires.recount(collection)
        told = f"{wrong:,} 个不一致" + ("，已更正" if mends else "") if wrong else "全部一致"
        self.stdout.write(f"问卷的统计结果：{collections.count():,} 次收集，{total:,} 个数字，{told}。")
        return wrong
