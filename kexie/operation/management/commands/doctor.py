"""`kexie doctor`: check a deployment, one line a check; the status is 1 when something is wrong (OPS-02)."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from kexie.operation.doctor import BAD, NOTE, Finding, database, deployment, machine, work


class Command(BaseCommand):
    """Look at everything and change nothing."""

    help = "检查部署：逐项说明是好、注意还是不行，以及该怎么办"
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each line as soon as it is known."""
        found: list[Finding] = []
        parts = [deployment.checks, database.checks, *([work.checks] if database.is_ready() else [])]
        for part in (*parts, work.mail, machine.checks):
            for finding in part():
                self.stdout.write(finding.line)
                self.stdout.flush()
                found.append(finding)
        wrong, notes = (sum(finding.level == level for finding in found) for level in (BAD, NOTE))
        self.stdout.write(f"\n共 {len(found)} 项：{wrong} 项不行，{notes} 项需要注意。")
        if wrong:
            sys.exit(1)
