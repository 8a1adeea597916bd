"""What was announced, the notices that it became, and how they went out.

Kept (`actions.upkeep`): a notice 180 days after it was read and never longer than two years, with its deliveries; an
announcement as long as anybody has a notice of it and for 400 days at least, so that its key makes a repeat harmless.
"""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kexie.core.actors import Actor
from kexie.core.labels import choices
from kexie.engines.notices import rules
from kexie.engines.notices.rules import CADENCE_LABELS, STATE_LABELS, Cadence, Channel, State
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.people.models import Person

CHANNELS = [(Channel.EMAIL.value, "邮件")]
STATES = choices(STATE_LABELS)
CADENCES = choices(CADENCE_LABELS)


class Announcement(models.Model):
    """What an action announced, in its own transaction; the worker makes a notice of it for everybody addressed.

    Addressed are `people`, and those whose roles in `organisation` carry `permission` when it is delivered, but for
    the one who acted. `reached` is the last of them who has the notice.
    """

    code = models.CharField("编号", max_length=20, unique=True)
    key = models.CharField("去重键", max_length=rules.MAX_KEY, unique=True)
    what = models.CharField("事项", max_length=80)
    title = models.CharField("标题", max_length=rules.MAX_TITLE)
    text = models.CharField("内容", max_length=rules.MAX_TEXT, blank=True)
    link = models.CharField("页面", max_length=rules.MAX_LINK)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="announcements", verbose_name="组织"
    )
    permission = models.CharField("权限", max_length=80, blank=True)
    people = ArrayField(models.BigIntegerField(), default=list, verbose_name="人员")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="经手人")
    at = models.DateTimeField("时间", db_default=Now())
    reached = models.BigIntegerField("已到", default=0)
    delivered_at = models.DateTimeField("送达时间", null=True)

    class Meta:
        db_table = "announcement"
        ordering = ("id",)
        indexes = (models.Index(fields=["id"], name="announcement_waiting", condition=Q(delivered_at=None)),)
        constraints = (
            models.CheckConstraint(
                name="announcement_addressed",
                condition=~Q(permission="") | ~Q(people=[]),
                violation_error_message="消息要有收信人。",
            ),
        )

    def __str__(self) -> str:
        return self.title


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Filters of notices."""

    def of(self, actor: Actor) -> Self:
        """One's own."""
        return self.filter(person=actor.person)

    def unread(self) -> Self:
        """Those not read yet."""
        return self.filter(read_at=None)


class Notice(models.Model):
    """One person's copy of an announcement, in the inbox (NOT-01). `kind` is the area it comes from."""

    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="notices", verbose_name="消息")
    person = models.ForeignKey(Person, models.PROTECT, related_name="notices", verbose_name="收信人", db_index=False)
    kind = models.CharField("类别", max_length=40)
    at = models.DateTimeField("时间", db_default=Now())
    read_at = models.DateTimeField("阅读时间", null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        db_table = "notice"
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["person", "id"], name="notice_person"),
            models.Index(fields=["person", "kind", "id"], name="notice_kind"),
            models.Index(fields=["person", "id"], name="notice_unread", condition=Q(read_at=None)),
            models.Index(fields=["read_at"], name="notice_read", condition=Q(read_at__isnull=False)),
            models.Index(fields=["at"], name="notice_at"),
        )
        constraints = (
            models.UniqueConstraint(
                name="notice_once",
                fields=("announcement", "person"),
                violation_error_message="这个人已经有这条消息。",
            ),
        )

    def __str__(self) -> str:
        return str(self.announcement_id)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Filters of deliveries."""

    def of(self, actor: Actor) -> Self:
        """One's own."""
        return self.filter(person=actor.person)


class Delivery(models.Model):
    """A notice, or a digest of those not read, on its way to a person through a channel (REL-06).

    Taken by one worker at a time: `attempts` is the number of the present one, `due_at` when another worker may. From
    `sending` on the server may have taken it, and what happened then is either known or `uncertain`: it is never sent
    blindly again.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="deliveries", verbose_name="收信人")
    channel = models.CharField("渠道", max_length=20, choices=CHANNELS, default=Channel.EMAIL.value)
    cadence = models.CharField("频率", max_length=20, choices=CADENCES, default=Cadence.ONCE.value)
    notice = models.ForeignKey(Notice, models.CASCADE, null=True, related_name="deliveries", verbose_name="消息")
    until = models.DateTimeField("汇总截至", null=True)
    state = models.CharField("状态", max_length=20, choices=STATES, default=State.QUEUED.value)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    due_at = models.DateTimeField("何时发送", db_default=Now())
    changed_at = models.DateTimeField("状态时间", db_default=Now())
    answer = models.CharField("服务器答复", max_length=40, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        db_table = "delivery"
        ordering = ("id",)
        indexes = (
            models.Index(fields=["due_at", "id"], name="delivery_due", condition=Q(state=State.QUEUED.value)),
            models.Index(fields=["changed_at"], name="delivery_sending", condition=Q(state=State.SENDING.value)),
        )
        constraints = (
            models.UniqueConstraint(
                name="delivery_notice",
                fields=("notice", "channel"),
                condition=Q(notice__isnull=False),
                violation_error_message="这条消息已经从这个渠道发给这个人。",
            ),
            models.UniqueConstraint(
                name="delivery_digest",
                fields=("person", "channel", "cadence", "until"),
                condition=Q(until__isnull=False),
                violation_error_message="这一天的汇总已经有了。",
            ),
            models.CheckConstraint(
                name="delivery_content",
                condition=Q(cadence=Cadence.ONCE.value, notice__isnull=False, until__isnull=True)
                | Q(
                    cadence__in=[Cadence.DAILY.value, Cadence.WEEKLY.value],
                    notice__isnull=True,
                    until__isnull=False,
                ),
                violation_error_message="要么发一条消息，要么发一份汇总。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"


class PreferenceQuerySet(models.QuerySet["Preference"]):
    """Filters of preferences."""

    def of(self, actor: Actor) -> Self:
        """One's own."""
        return self.filter(person=actor.person)


class Preference(models.Model):
    """What a person chose for a kind of notices; without a row the kind's own usage holds."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="preferences", verbose_name="人员", db_index=False)
    kind = models.CharField("类别", max_length=40)
    is_wanted = models.BooleanField("站内接收", default=True)
    email = models.CharField("邮件", max_length=20, choices=CADENCES)

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        db_table = "preference"
        constraints = (
            models.UniqueConstraint(
                name="preference_once", fields=("person", "kind"), violation_error_message="这一类消息已经设置过。"
            ),
        )

    def __str__(self) -> str:
        return self.kind


class QuietHoursQuerySet(models.QuerySet["QuietHours"]):
    """Filters of quiet hours."""

    def of(self, actor: Actor) -> Self:
        """One's own."""
        return self.filter(person=actor.person)


class QuietHours(models.Model):
    """When a person wants no mail; without a row from 22:00 to 07:00, and never where both hours are the same."""

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="quiet_hours")
    starts = models.TimeField("开始")
    ends = models.TimeField("结束")

    objects = QuietHoursQuerySet.as_manager()

    class Meta:
        db_table = "quiet_hours"

    def __str__(self) -> str:
        return f"{self.starts:%H:%M}–{self.ends:%H:%M}"
