"""What places review of their bodies' changes, and each petition with its proofs and what happened to it."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kexie.areas.standing import rules
from kexie.core.labels import choices
from kexie.core.scope import Scoped
from kexie.engines.files.models import File
from kexie.foundation.organisations.models import Inherited, Organisation, OrganisationQuerySet
from kexie.foundation.people.models import Person

STAGES = choices(rules.STAGE_LABELS)
IS_OPEN = Q(stage__in=[stage.value for stage in rules.OPEN])
IS_WAITING = Q(stage__in=[stage.value for stage in rules.WAITING])
IS_END = Q(what=rules.What.END.value)


class PolicyQuerySet(Inherited["Policy"]):
    """Policies by place."""


class Policy(models.Model):
    """Which changes of its bodies an association reviews; what it leaves open is inherited (EST-11)."""

    scope: ClassVar = "organisation"

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="policy", verbose_name="科协")
    reviewed = ArrayField(models.CharField(max_length=12), null=True, verbose_name="要审核的变更")
    days = models.PositiveSmallIntegerField("审核期限（工作日）", null=True)
    revision = models.PositiveIntegerField(default=0)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        db_table = "change_policy"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="change_policy_days",
                condition=Q(days=None) | Q(days__gte=1),
                violation_error_message="审核期限至少 1 个工作日。",
            ),
            models.CheckConstraint(
                name="change_policy_reviewed",
                condition=Q(reviewed=None) | Q(reviewed__contained_by=[what.value for what in rules.CHOOSABLE]),
                violation_error_message="没有这种变更。",
            ),
        )

    def __str__(self) -> str:
        return self.organisation.name


class PetitionQuerySet(Scoped["Petition"]):
    """Filters of petitions."""

    def of(self, bodies: OrganisationQuerySet) -> Self:
        """Petitions of these bodies, or that these associations let go to another one."""
        return self.filter(Q(body__in=bodies) | Q(former_desk__in=bodies))

    def waiting(self) -> Self:
        """Petitions that wait for an association."""
        return self.filter(IS_WAITING)

    def returned(self) -> Self:
        """Petitions that went back to the body."""
        return self.filter(stage=rules.Stage.RETURNED)

    def ended(self) -> Self:
        """Petitions that came to an end, whichever."""
        return self.exclude(IS_OPEN)

    def open(self) -> Self:
        """Petitions that have not ended."""
        return self.filter(IS_OPEN)


class Petition(models.Model):
    """A body's wish that something of its entry changes, or that it ends: what was, what is to be (EST-11, EST-13).

    `former` and `given` hold what the deed needs, `old` and `new` how both are read. The desk is the association that
    approved the body; for a change of superior the new one follows when the former one, `former_desk`, has agreed.
    """

    scope: ClassVar = "organisation"
    scope_path: ClassVar = "path"

    code = models.CharField("编码", max_length=12, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="petitions", verbose_name="审核科协")
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="own_petitions", verbose_name="申请的组织")
    applicant = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="申请人")
    what = models.CharField("事项", max_length=12, choices=choices(rules.PETITION_LABELS))
    stage = models.CharField("状态", max_length=12, choices=STAGES)
    since = models.DateTimeField("这个状态的开始时间")
    due = models.DateField("审核期限", null=True)
    days = models.PositiveSmallIntegerField("审核期限（工作日）")
    old = models.CharField("原来", max_length=rules.MAX_VALUE, blank=True)
    new = models.CharField("变更为", max_length=rules.MAX_VALUE, blank=True)
    former = models.JSONField("原值", default=dict)
    given = models.JSONField("新值", default=dict)
    grounds = models.CharField("申请理由", max_length=rules.MAX_REASON)
    cause = models.CharField(
        "注销原因",
        max_length=8,
        blank=True,
        choices=choices(rules.CAUSE_LABELS),
    )
    congress = models.CharField("作出决议的大会", max_length=rules.MAX_CONGRESS, blank=True)
    resolved_on = models.DateField("决议日期", null=True)
    settlement = models.CharField("经费、资产和档案的处理", max_length=rules.MAX_REASON, blank=True)
    former_desk = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="原上级科协"
    )
    reason = models.CharField("退回或不予批准的原因", max_length=rules.MAX_REASON, blank=True)
    opened_at = models.DateTimeField("提交时间", db_default=Now())
    revision = models.PositiveIntegerField(default=0)

    # The desk's place in the tree, kept by the composite foreign key `petition_place`.
    path = models.CharField(max_length=80, editable=False, db_collation="C")
    tier = models.PositiveSmallIntegerField(editable=False)
    territory = models.CharField(max_length=6, blank=True, editable=False, db_collation="C")

    objects = PetitionQuerySet.as_manager()

    constraint_sentences: ClassVar[dict[str, str]] = {"petition_place": "科协的隶属刚刚有变动，请刷新页面后重试。"}

    class Meta:
        db_table = "petition"
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["organisation", "since", "id"], name="petition_waiting", condition=IS_WAITING),
            models.Index(fields=["organisation", "stage", "since", "id"], name="petition_desk"),
            models.Index(fields=["body", "-id"], name="petition_body"),
        )
        constraints = (
            models.UniqueConstraint(
                name="petition_code", fields=("code",), violation_error_message="编码恰好重复，请再试一次。"
            ),
            models.UniqueConstraint(
                name="petition_once",
                fields=("body", "what"),
                condition=IS_OPEN,
                violation_error_message="这一项已经有一件没有办结的申请，请在“组织状态”里查看。",
            ),
            models.CheckConstraint(
                name="petition_stage",
                condition=Q(stage__in=[stage.value for stage in rules.Stage]),
                violation_error_message="没有这个状态。",
            ),
            models.CheckConstraint(
                name="petition_due",
                condition=Q(IS_WAITING, due__isnull=False) | Q(~IS_WAITING, due=None),
                violation_error_message="等待审核的申请要有期限。",
            ),
            models.CheckConstraint(
                name="petition_reason",
                condition=~Q(stage__in=[rules.Stage.RETURNED.value, rules.Stage.REJECTED.value], reason=""),
                violation_error_message="请写明原因。",
            ),
            models.CheckConstraint(
                name="petition_cause",
                condition=Q(IS_END, ~Q(cause=""), ~Q(settlement="")) | Q(~IS_END, cause="", settlement=""),
                violation_error_message="注销要写明原因和经费、资产、档案的处理。",
            ),
            models.CheckConstraint(
                name="petition_resolved",
                condition=~Q(cause=rules.Cause.OWN.value) | Q(resolved_on__isnull=False) & ~Q(congress=""),
                violation_error_message="自行解散要有大会的决议。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.body.name}{self.get_what_display()}"

    @property
    def is_end(self) -> bool:
        """Whether the body is to end."""
        return self.what == rules.What.END

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for an association."""
        return self.stage in rules.WAITING

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.stage in rules.OPEN

    @property
    def colour(self) -> str:
        """The colour of its stage."""
        return rules.STAGE_COLOURS.get(rules.Stage(self.stage), "secondary")


class AttachmentQuerySet(Scoped["Attachment"]):
    """Filters of proofs."""

    def of(self, bodies: OrganisationQuerySet) -> Self:
        """Proofs of these bodies' petitions, or of those that these associations let go."""
        return self.filter(Q(petition__body__in=bodies) | Q(petition__former_desk__in=bodies))


class Attachment(models.Model):
    """A file that proves a petition; earlier ones are kept."""

    scope: ClassVar = "petition__organisation"
    scope_path: ClassVar = "petition__path"

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="proofs")
    file = models.OneToOneField(File, models.PROTECT, related_name="+", verbose_name="文件")
    name = models.CharField("上传人", max_length=60)
    at = models.DateTimeField("上传时间")

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        db_table = "petition_proof"
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.file.name


class Step(models.Model):
    """What was done with a petition, by whom and why. Append-only; it goes with its petition."""

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="steps")
    deed = models.CharField("办理", max_length=12, choices=choices(rules.DEED_LABELS))
    stage = models.CharField("状态", max_length=12, choices=STAGES)
    desk = models.CharField("办理的科协", max_length=120)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    name = models.CharField("经办人", max_length=60)
    note = models.CharField("说明", max_length=rules.MAX_REASON, blank=True)
    at = models.DateTimeField("时间")

    class Meta:
        db_table = "petition_step"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.get_deed_display()

    @property
    def is_review(self) -> bool:
        """Whether an association did it, and not the body."""
        return self.deed in rules.REVIEWING
