"""What runs in the background: worker, jobs, mail, the audit trail's seals."""

import ssl
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.core.mail import get_connection

from kexie.core import clock
from kexie.foundation.records.models import Verification
from kexie.foundation.records.queries import chain
from kexie.operation.doctor import Finding, bad, either, good, note
from kexie.operation.doctor.database import one

MAIL_SECONDS = 5
LATE, MUCH_TOO_LATE = 300, 1800
SEALED_WITHIN = timedelta(hours=1)
VERIFIED_WITHIN = timedelta(days=8)
ALIVE = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '60 seconds'"
STALLED = """
SELECT count(*) FROM procrastinate_jobs j LEFT JOIN procrastinate_workers w ON w.id = j.worker_id
WHERE j.status = 'doing' AND (w.id IS NULL OR w.last_heartbeat < now() - interval '2 minutes')
"""
FAILED = """
SELECT count(DISTINCT j.id) FROM procrastinate_jobs j JOIN procrastinate_events e ON e.job_id = j.id
WHERE j.status = 'failed' AND e.type = 'failed' AND e.at > now() - interval '1 day'
"""
OLDEST = """
SELECT coalesce(extract(epoch FROM now() - min(coalesce(j.scheduled_at, e.at))), 0)
FROM procrastinate_jobs j JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred'
WHERE j.status = 'todo' AND (j.scheduled_at IS NULL OR j.scheduled_at <= now())
"""


def checks() -> Iterator[Finding]:
    """Look at what should run; asks the database, so only where it answers."""
    workers = one(ALIVE)
    yield from either(
        bool(workers),
        "后台服务",
        f"{workers} 个在运行",
        "请启动 kexie worker；不然邮件、导出和封存都不会进行。",
        else_="没有在运行",
    )
    yield from _jobs()
    yield from _trail()


def _jobs() -> Iterator[Finding]:
    stalled, failed, oldest = one(STALLED), one(FAILED), float(one(OLDEST))
    if stalled:
        yield note("后台工作", f"{stalled} 件中断了", "一分钟内会自动重做；一直如此请看后台服务的日志。")
    if failed:
        yield note("后台工作", f"一天内有 {failed} 件没有成功", "原因在后台服务的日志里。")
    minutes = f"最早的已经等了 {oldest / 60:.0f} 分钟"
    if oldest > MUCH_TOO_LATE:
        yield bad("排队", minutes, "请检查后台服务是否在运行，或者多启动几个 kexie worker。")
    elif oldest > LATE:
        yield note("排队", minutes, "可以多启动几个 kexie worker。")
    else:
        yield good("排队", "没有积压")


def _trail() -> Iterator[Finding]:
    last, now = chain.head(), clock.now()
    oldest = chain.oldest_waiting(last)
    if oldest is not None and now - oldest > SEALED_WITHIN:
        words = f"从 {oldest.astimezone(clock.PLACE):%Y-%m-%d %H:%M} 起没有封存"
        yield bad("审计封存", words, "请检查后台服务和 KEXIE_SEAL_KEYS。")
    else:
        yield good("审计封存", f"到第 {last.number} 批" if last else "还没有记录")
    found = Verification.objects.order_by("-id").first()
    if found is None:
        yield note("审计核对", "还没有核对过", "请运行 kexie verify。")
    elif not found.is_clean:
        yield bad("审计核对", f"{found.at.astimezone(clock.PLACE):%Y-%m-%d} 核对发现问题", "请运行 kexie verify 查看。")
    elif now - found.at > VERIFIED_WITHIN:
        yield note("审计核对", f"上次是 {found.at.astimezone(clock.PLACE):%Y-%m-%d}", "请运行 kexie verify。")
    else:
        yield good("审计核对", f"{found.at.astimezone(clock.PLACE):%Y-%m-%d} 核对无误")


def mail() -> Iterator[Finding]:
    """Greet the mail server and sign in there, without sending anything."""
    if not settings.EMAIL_HOST:
        yield note("邮件", "没有配置，不提供邮箱验证码和通知邮件", "需要时请设置 KEXIE_SMTP_HOST 等。")
        return
    place = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    server = get_connection("django.core.mail.backends.smtp.EmailBackend", timeout=MAIL_SECONDS)
    try:
        server.open()
        server.close()
    except (OSError, ssl.SSLError) as error:
        yield bad("邮件", f"{place} 连接或登录不成功（{type(error).__name__}）", "请检查 KEXIE_SMTP_ 开头的设置。")
    else:
        yield good("邮件", f"{place} 可以连接")
