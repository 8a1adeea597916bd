"""Synthetic data in any number, for benchmarks and trials of size. All of it is made up and says so."""

import re
from collections.abc import Callable

from django.conf import settings

SEED = 20261121
Say = Callable[[str], object]


class Refused(RuntimeError):
    """What is made up does not belong into this database; the message says what would allow it."""


def require_bench(database: str) -> None:
    """Refuse a database that may hold real bodies and people."""
    if not settings.DEMO and not re.search("bench|test", database):
        raise Refused(
            f"数据库 {database} 里可能有真实的组织，不能写入合成数据。"
            "请使用名称中带 bench 或 test 的数据库，或者设置 KEXIE_DEMO=1。"
        )
