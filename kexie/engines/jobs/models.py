"""Long work: who asked for it, how far it is, what came of it."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kexie.core.actors import Actor
from kexie.core.labels import choices
from kexie.engines.files.models import File
from kexie.engines.jobs import rules
from kexie.engines.jobs.rules import State
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.people.models import Person

OPEN = sorted(state.value for state in rules.OPEN)


class JobQuerySet(models.QuerySet["Job"]):
    """Filters of jobs. A job is its owner's alone: nobody else sees it, whatever the role."""

    def of(self, actor: Actor) -> Self:
        """One's own jobs."""
        return self.filter(owner=actor.person)

    def open(self) -> Self:
        """Jobs that wait or run."""
        return self.filter(state__in=OPEN)


class Job(models.Model):
    """Long work that goes on while its owner does something else.

    `given` is what the task needs to know; no personal data stand in it, and it is emptied when the work is done.
    `attempts` numbers the workers that took the job: only the last one may write progress or finish it.
    """

    code = models.CharField("编号", max_length=12, editable=False)
    task = models.CharField(max_length=80, editable=False)
    queued = models.BigIntegerField(null=True, editable=False)
    given = models.JSONField(default=dict, editable=False)
    title = models.CharField("任务", max_length=120)
    owner = models.ForeignKey(Person, models.PROTECT, related_name="jobs", verbose_name="发起人")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="jobs", verbose_name="所属组织"
    )
    permission = models.CharField(max_length=80, blank=True)
    back = models.CharField(max_length=2000, blank=True)
    address = models.CharField("网络地址", max_length=64, blank=True)
    device = models.CharField("设备", max_length=200, blank=True)
    state = models.CharField(
        "状态",
        max_length=10,
        default=State.WAITING.value,
        choices=choices(rules.STATE_LABELS),
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    unit = models.CharField("单位", max_length=10, default="行")
    done = models.PositiveIntegerField("已完成", default=0)
    of = models.PositiveIntegerField("共", null=True)
    message = models.TextField("说明", max_length=rules.MAX_MESSAGE, blank=True)
    faults = models.JSONField("需要更正之处", default=list)
    result = models.ForeignKey(File, models.PROTECT, null=True, related_name="+", verbose_name="文件")
    more_faults = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField("发起时间", db_default=Now())
    started_at = models.DateTimeField("开始时间", null=True)
    cancel_asked_at = models.DateTimeField("要求取消的时间", null=True)
    finished_at = models.DateTimeField("结束时间", null=True)
    expires_at = models.DateTimeField("文件保留到", null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        db_table = "job"
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["owner", "-id"], name="job_owner"),
            models.Index(fields=["id"], name="job_open", condition=Q(state__in=OPEN)),
            models.Index(fields=["finished_at"], name="job_finished"),
            models.Index(fields=["expires_at"], name="job_expires", condition=Q(result__isnull=False)),
        )
        constraints = (
            models.UniqueConstraint(
                name="job_code", fields=("code",), violation_error_message="编号恰好重复，请再试一次。"
            ),
            models.CheckConstraint(
                name="job_finished_once",
                condition=Q(state__in=OPEN, finished_at=None) | Q(~Q(state__in=OPEN), finished_at__isnull=False),
                violation_error_message="结束的任务要有结束时间，没有结束的没有。",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in rules.OPEN

    @property
    def is_repeatable(self) -> bool:
        """Whether it can be tried again."""
        return self.state in {State.FAILED, State.CANCELLED} and bool(self.given)

    @property
    def percent(self) -> int | None:
        """How much is done, or None where nobody knows how much there is."""
        return min(100, self.done * 100 // self.of) if self.of else None

    @property
    def colour(self) -> str:
        """The colour of the state's badge."""
        return COLOURS[State(self.state)]


COLOURS = {
    State.WAITING: "secondary",
    State.RUNNING: "blue",
    State.DONE: "green",
    State.FAILED: "red",
    State.CANCELLED: "secondary",
}
