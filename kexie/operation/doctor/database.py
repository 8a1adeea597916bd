"""The database: whether it answers, keeps what it confirmed, and lets the application do only what it needs."""

import time
from collections.abc import Iterator
from typing import Any

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from kexie.core.logs import PERSONAL
from kexie.operation.doctor import Finding, bad, either, good, note

OLDEST, NEWEST = 15, 18
SKEW, SKEW_BAD = 1.0, 5.0
APPEND_ONLY = ("record", "record_seal", "record_verification")
SAFE_COMMITS = {"on", "remote_apply"}
OWNED = """
SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind = 'r' AND pg_has_role(session_user, c.relowner, 'USAGE')
"""


def checks() -> Iterator[Finding]:
    """Look at the server and the role; one line where it does not answer."""
    try:
        yield from _answering()
    except Error as error:
        yield bad("数据库", f"连接不上或没有应答（{_reason(error)}）", "请检查 DATABASE_URL 和数据库服务。")


def is_ready() -> bool:
    """Tell whether the database answers and has its tables."""
    try:
        return bool(
            one("SELECT to_regclass('record_seal') IS NOT NULL AND to_regclass('procrastinate_jobs') IS NOT NULL")
        )
    except Error:
        return False


def one(statement: str, *values: str) -> Any:  # noqa: ANN401
    """Return the one value of a query."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]


def _reason(error: Error) -> str:
    return PERSONAL.sub("…", (str(error).splitlines() or [""])[0])[:200]


def _answering() -> Iterator[Finding]:
    version = int(one("SHOW server_version_num")) // 10_000
    if version < OLDEST:
        yield bad("数据库版本", f"PostgreSQL {version} 太旧", f"请使用 PostgreSQL {OLDEST} 到 {NEWEST}。")
    elif version > NEWEST:
        yield note("数据库版本", f"PostgreSQL {version} 还没有验证过", f"验证过的是 {OLDEST} 到 {NEWEST}。")
    else:
        yield good("数据库版本", f"PostgreSQL {version}")
    encoding = one("SHOW server_encoding")
    yield from either(
        encoding == "UTF8", "数据库编码", "UTF8", "请用 ENCODING 'UTF8' 重新建库。", else_=f"现在是 {encoding}"
    )
    yield from _durable()
    yield from _role()
    yield from _clock()
    waiting = _migrations()
    help_ = "请运行 kexie migrate。"
    yield from either(not waiting, "建表", "全部完成", help_, else_=f"还有 {waiting} 步没有执行")


def _durable() -> Iterator[Finding]:
    commit = one("SHOW synchronous_commit")
    words = "确认过的内容断电也不丢（synchronous_commit、fsync、full_page_writes）"
    wrong = [f"synchronous_commit={commit}"] if commit not in SAFE_COMMITS else []
    wrong += [f"{name}=off" for name in ("fsync", "full_page_writes") if one(f"SHOW {name}") != "on"]
    help_ = "请在 postgresql.conf 或角色的设置里改回 on，否则断电会丢失已经确认的内容。"
    yield from either(not wrong, "数据库持久性", words, help_, else_="、".join(wrong))


def _role() -> Iterator[Finding]:
    name = one("SELECT session_user::text")
    is_super = one("SELECT rolsuper FROM pg_roles WHERE rolname = session_user")
    if is_super:
        yield bad("数据库角色", f"{name} 是超级用户", "DATABASE_URL 请用 kexie_app；见 docs/operations.md。")
    elif one(OWNED):
        yield bad("数据库角色", f"{name} 拥有数据表", "DATABASE_URL 请用 kexie_app，kexie_owner 只用来建表。")
    else:
        yield good("数据库角色", f"{name}，不是超级用户，也不拥有数据表")
    may = [
        table
        for table in APPEND_ONLY
        if one("SELECT to_regclass(%s) IS NOT NULL", table)
        and one("SELECT has_table_privilege(current_user, %s, 'UPDATE, DELETE, TRUNCATE')", table)
    ]
    help_ = f"请用 kexie_owner 执行：REVOKE UPDATE, DELETE, TRUNCATE ON {', '.join(may)} FROM kexie_app;"
    yield from either(not may, "审计记录", "只能添加，不能改动或删除", help_, else_=f"{'、'.join(may)} 可以被改动")


def _clock() -> Iterator[Finding]:
    before = time.time()
    there = float(one("SELECT extract(epoch FROM clock_timestamp())"))
    skew = abs(there - (before + time.time()) / 2)
    words = f"与数据库相差 {skew:.1f} 秒"
    if skew > SKEW_BAD:
        yield bad("时钟", words, "请在两台机器上开启时间同步（chrony 或 systemd-timesyncd）。")
    elif skew > SKEW:
        yield note("时钟", words, "请检查时间同步。")
    else:
        yield good("时钟", words)


def _migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
