"""Bodies that ask to be taken as group members, that leave again, and whom they send.

That one body is a member of another one is a relation between them (`Edge.GROUP_MEMBER_OF`), with its time.
"""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from kexie.areas.affiliations import rules
from kexie.core.applications import OPEN, STAGE_LABELS, WAITING, Stage
from kexie.core.labels import choices
from kexie.core.scope import Scoped
from kexie.engines.files.models import File
from kexie.foundation.organisations.models import Branch, Organisation, Relation
from kexie.foundation.people.models import Person

IS_WAITING = Q(stage__in=[stage.value for stage in WAITING])
IS_OPEN = Q(stage__in=[stage.value for stage in OPEN])


class AccessionQuerySet(Scoped["Accession"]):
    """Filters of accessions; `where_may` goes by the body that decides, `of` by the one that asks."""

    def of(self, *bodies: int) -> Self:
        """Accessions of one of these bodies."""
        return self.filter(body__in=bodies)

    def waiting(self) -> Self:
        """Accessions that wait for a reviewer."""
        return self.filter(IS_WAITING)

    def open(self) -> Self:
        """Accessions that have not ended."""
        return self.filter(IS_OPEN)

    def ended(self) -> Self:
        """Accessions that were decided or withdrawn."""
        return self.exclude(IS_OPEN)


class Accession(models.Model):
    """A body asks another one to be taken as its group member (MEM-02)."""

    scope: ClassVar = "organisation"

    code = models.CharField("编码", max_length=12, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="申请加入的组织")
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="申请单位")
    applicant = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="经办人")
    way = models.CharField("加入方式", max_length=12, choices=choices(rules.WAY_LABELS))
    stage = models.CharField("状态", max_length=12, default=Stage.SUBMITTED.value, choices=choices(STAGE_LABELS))
    since = models.DateTimeField("这个状态的开始时间")
    statement = models.TextField("申请说明", blank=True)
    proof = models.ForeignKey(File, models.PROTECT, null=True, related_name="+", verbose_name="证明材料")
    reason = models.CharField("原因", max_length=rules.MAX_REASON, blank=True)
    decision = models.CharField("批准的会议或文件", max_length=200, blank=True)
    relation = models.OneToOneField(Relation, models.PROTECT, null=True, related_name="+", verbose_name="团体会员关系")
    submitted_at = models.DateTimeField("首次提交时间", db_default=Now())
    revision = models.PositiveIntegerField(default=0)

    objects = AccessionQuerySet.as_manager()

    class Meta:
        db_table = "affiliation_accession"
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["organisation", "since", "id"], name="affiliation_waiting", condition=IS_WAITING),
            models.Index(fields=["organisation", "since", "id"], name="affiliation_desk"),
            models.Index(fields=["body", "-id"], name="affiliation_own"),
        )
        constraints = (
            models.UniqueConstraint(
                name="affiliation_code", fields=("code",), violation_error_message="编码恰好重复，请再试一次。"
            ),
            models.UniqueConstraint(
                name="affiliation_once",
                fields=("organisation", "body"),
                condition=IS_OPEN,
                violation_error_message="已经有一件申请没有办结，请等对方审核。",
            ),
            models.CheckConstraint(
                name="affiliation_stage",
                condition=Q(stage__in=[stage.value for stage in Stage]),
                violation_error_message="没有这个状态。",
            ),
            models.CheckConstraint(
                name="affiliation_accepted",
                condition=(Q(stage=Stage.ACCEPTED.value, relation__isnull=False) & ~Q(decision=""))
                | (~Q(stage=Stage.ACCEPTED.value) & Q(relation=None)),
                violation_error_message="批准的申请要有决定和登记的团体会员关系。",
            ),
            models.CheckConstraint(
                name="affiliation_reason",
                condition=~Q(stage__in=[Stage.RETURNED.value, Stage.REFUSED.value], reason=""),
                violation_error_message="请写明原因。",
            ),
            models.CheckConstraint(
                name="affiliation_not_own",
                condition=~Q(organisation=F("body")),
                violation_error_message="组织不能加入自己。",
            ),
        )

    def __str__(self) -> str:
        return self.get_stage_display()

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for a reviewer."""
        return self.stage in WAITING

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.stage in OPEN


class Step(models.Model):
    """What was done to an accession, by whom and why. Append-only; it goes with its accession."""

    accession = models.ForeignKey(Accession, models.CASCADE, related_name="steps")
    stage = models.CharField("状态", max_length=12, choices=choices(STAGE_LABELS))
    name = models.CharField("经办人", max_length=60)
    reason = models.CharField("原因", max_length=rules.MAX_REASON, blank=True)
    at = models.DateTimeField("时间")

    class Meta:
        db_table = "affiliation_step"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.deed

    @property
    def deed(self) -> str:
        """What was done, in words."""
        return rules.DEEDS[Stage(self.stage)]


class DepartureQuerySet(Scoped["Departure"]):
    """Filters of departures; `where_may` goes by the body that is left."""

    def open(self) -> Self:
        """Departures that wait for the confirmation."""
        return self.filter(ended_at=None)


class Departure(models.Model):
    """A group member's wish to leave, until it is confirmed or taken back (MEM-11)."""

    scope: ClassVar = "relation__object"

    relation = models.ForeignKey(Relation, models.PROTECT, related_name="departures", verbose_name="团体会员关系")
    reason = models.CharField("原因", max_length=rules.MAX_REASON, blank=True)
    asked_at = models.DateTimeField("申请时间")
    asked_by = models.CharField("经办人", max_length=60)
    ended_at = models.DateTimeField("办结时间", null=True)
    is_confirmed = models.BooleanField("已确认", default=False)
    revision = models.PositiveIntegerField(default=0)

    objects = DepartureQuerySet.as_manager()

    class Meta:
        db_table = "affiliation_departure"
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                name="departure_once",
                fields=("relation",),
                condition=Q(ended_at=None),
                violation_error_message="已经申请退出，正在等待确认。",
            ),
            models.CheckConstraint(
                name="departure_confirmed",
                condition=Q(is_confirmed=False) | Q(ended_at__isnull=False),
                violation_error_message="确认的退出要有办结时间。",
            ),
        )

    def __str__(self) -> str:
        return self.reason


class DelegateQuerySet(Scoped["Delegate"]):
    """Filters of delegates; `where_may` goes by the body that sends them."""

    def current(self) -> Self:
        """Delegates who are so today."""
        return self.filter(until=None)


class Delegate(models.Model):
    """Somebody whom a group member sends to represent it, named by the member until it elects (MEM-11)."""

    scope: ClassVar = "relation__subject"

    relation = models.ForeignKey(Relation, models.PROTECT, related_name="delegates", verbose_name="团体会员关系")
    name = models.CharField("姓名", max_length=60)
    post = models.CharField("职务", max_length=60, blank=True)
    since = models.DateField("开始日期")
    until = models.DateField("结束日期", null=True)
    revision = models.PositiveIntegerField(default=0)

    objects = DelegateQuerySet.as_manager()

    class Meta:
        db_table = "affiliation_delegate"
        ordering = ("since", "id")
        constraints = (
            models.CheckConstraint(
                name="delegate_name_given", condition=~Q(name=""), violation_error_message="请填写姓名。"
            ),
            models.CheckConstraint(
                name="delegate_dates",
                condition=Q(until=None) | Q(until__gte=F("since")),
                violation_error_message="结束日期不能早于开始日期。",
            ),
            models.UniqueConstraint(
                name="delegate_once",
                fields=("relation", "name"),
                condition=Q(until=None),
                violation_error_message="这个人已经是本单位的代表。",
            ),
        )

    def __str__(self) -> str:
        return self.name


class BranchMemberQuerySet(Scoped["BranchMember"]):
    """Filters of parts that are group members; `where_may` goes by their body."""

    def current(self) -> Self:
        """Those that are so today."""
        return self.filter(until=None)


class BranchMember(models.Model):
    """A part of a body that is its group member: a branch or a study group inside a corporate group (MEM-02, ORG-05a).

    Between two bodies the same is a relation; a part is no body of the tree.
    """

    scope: ClassVar = "organisation"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="组织")
    branch = models.ForeignKey(Branch, models.PROTECT, related_name="+", verbose_name="分支机构")
    since = models.DateField("加入日期")
    until = models.DateField("结束日期", null=True)
    decision = models.CharField("批准的会议或文件", max_length=200)
    delegates = models.CharField("代表", max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=0)

    objects = BranchMemberQuerySet.as_manager()

    class Meta:
        db_table = "affiliation_branch"
        ordering = ("since", "id")
        indexes = (models.Index(fields=["organisation", "since", "id"], name="affiliation_branches"),)
        constraints = (
            models.UniqueConstraint(
                name="affiliation_branch_once",
                fields=("branch",),
                condition=Q(until=None),
                violation_error_message="这个分支机构已经是团体会员。",
            ),
            models.CheckConstraint(
                name="affiliation_branch_dates",
                condition=Q(until=None) | Q(until__gte=F("since")),
                violation_error_message="结束日期不能早于加入日期。",
            ),
            models.CheckConstraint(
                name="affiliation_branch_decided",
                condition=~Q(decision=""),
                violation_error_message="接收团体会员要写明批准的会议或文件。",
            ),
        )

    def __str__(self) -> str:
        return str(self.branch)
