"""How far long work is, in words."""

from collections.abc import Mapping
from datetime import datetime

from kexie.core.reach import Reach
from kexie.engines.jobs import rules
from kexie.engines.jobs.models import Job
from kexie.engines.jobs.rules import State

SHOWN = 100
MINUTE, HOUR = 60, 3600


def is_reached(job: Job, reaches: Mapping[str, Reach]) -> bool:
    """Tell whether the job's permission still reaches its organisation (SCP-05)."""
    if not job.permission:
        return True
    held = reaches.get(job.permission)
    return held is not None and (job.organisation is None or held.has(job.organisation))


def is_there(job: Job, now: datetime) -> bool:
    """Tell whether a job's file is kept still."""
    return job.result_id is not None and job.expires_at is not None and now < job.expires_at


def progress(job: Job, now: datetime) -> str:
    """Return how far a job is: 已完成 1,200 行，共 3,012 行，大约还要 20 秒."""
    if job.state == State.WAITING:
        return "正在排队，马上开始。"
    if job.cancel_asked_at:
        return "正在取消……"
    if not job.of:
        return f"已完成 {job.done:,} {job.unit}。" if job.done else "正在准备……"
    words = f"已完成 {job.done:,} {job.unit}，共 {job.of:,} {job.unit}"
    left = _left(job, now)
    return f"{words}，大约还要 {left}。" if left else f"{words}。"


def _left(job: Job, now: datetime) -> str:
    if job.started_at is None:
        return ""
    elapsed = (now - job.started_at).total_seconds()
    seconds = rules.remaining(elapsed=elapsed, done=job.done, of=job.of)
    return "" if seconds is None else lasting(seconds)


def lasting(seconds: int) -> str:
    """Return a time in words.

    >>> lasting(4), lasting(95), lasting(4000)
    ('4 秒', '2 分钟', '1 小时')
    """
    if seconds < MINUTE:
        return f"{max(seconds, 1)} 秒"
    return f"{round(seconds / MINUTE)} 分钟" if seconds < HOUR else f"{round(seconds / HOUR)} 小时"
