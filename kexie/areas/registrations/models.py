"""Bodies that register themselves, with their proofs and what happened on the way."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now

from kexie.areas.registrations import rules
from kexie.core.actors import Actor
from kexie.core.cipher import EncryptedField
from kexie.core.labels import choices
from kexie.core.scope import Scoped
from kexie.engines.files.models import File
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import KINDS
from kexie.foundation.people.models import Person
from kexie.foundation.regions.models import Region

STAGES = choices(rules.STAGE_LABELS)
IS_WAITING = Q(stage__in=[stage.value for stage in rules.WAITING])


class RegistrationQuerySet(Scoped["Registration"]):
    """Filters of registrations."""

    def of(self, actor: Actor) -> Self:
        """Registrations that the actor sent in; none for a visitor."""
        return self.filter(applicant=actor.person) if actor.person else self.none()

    def waiting(self) -> Self:
        """Registrations that wait for a reviewer."""
        return self.filter(IS_WAITING)

    def returned(self) -> Self:
        """Registrations that wait for the one who sent them in."""
        return self.filter(stage=rules.Stage.RETURNED)

    def ended(self) -> Self:
        """Registrations that were accepted or withdrawn."""
        return self.exclude(stage__in=[stage.value for stage in rules.OPEN])

    def open(self) -> Self:
        """Registrations that have not ended."""
        return self.filter(stage__in=[stage.value for stage in rules.OPEN])


class Registration(models.Model):
    """A body as somebody registers it, reviewed by the association of its place (ACC-05, ACC-07, ORG-02).

    A code is held by a registration only while it waits for a reviewer: what was returned to somebody who is not
    entitled to it keeps nobody out.
    """

    scope: ClassVar = "organisation"

    code = models.CharField("编码", max_length=12, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="registrations", verbose_name="审核科协"
    )
    applicant = models.ForeignKey(Person, models.PROTECT, related_name="registrations", verbose_name="申请人")
    stage = models.CharField("状态", max_length=12, choices=STAGES, default=rules.Stage.SUBMITTED.value)
    queue = models.CharField("类别", max_length=12, editable=False)
    kind = models.CharField("单位类型", max_length=30)
    name = models.CharField("单位全称", max_length=120)
    uscc = models.CharField("统一社会信用代码", max_length=18, null=True)  # noqa: DJ001 - unique where there is one
    host_name = models.CharField("所在单位", max_length=120, blank=True)
    # Only where a body was founded before it came here: what it was founded with (EST-06).
    old_number = models.CharField("原批复文号", max_length=40, blank=True)
    founded_on = models.DateField("成立日期", null=True)
    chair = models.CharField("现任主席", max_length=60, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="所在地区")
    party_region = models.ForeignKey(
        Region, models.PROTECT, null=True, related_name="+", verbose_name="党组织关系所在地"
    )
    contact = models.CharField("联系人", max_length=60)
    phone = EncryptedField("联系电话")
    since = models.DateTimeField("这个状态的开始时间")
    reason = models.CharField("退回原因", max_length=rules.MAX_REASON, blank=True)
    faults = ArrayField(models.CharField(max_length=20), default=list, blank=True, verbose_name="要修改的项目")
    body = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name="登记成的组织")
    submitted_at = models.DateTimeField("首次提交时间", db_default=Now())
    revision = models.PositiveIntegerField(default=0)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        db_table = "registration"
        ordering = ("-id",)
        indexes = (
            models.Index(
                fields=["organisation", "queue", "since", "id"], name="registration_waiting", condition=IS_WAITING
            ),
            models.Index(fields=["organisation", "queue", "since", "id"], name="registration_desk"),
            models.Index(fields=["applicant", "-id"], name="registration_applicant"),
        )
        constraints = (
            models.UniqueConstraint(
                name="registration_code", fields=("code",), violation_error_message="编码恰好重复，请再试一次。"
            ),
            models.UniqueConstraint(
                name="registration_uscc",
                fields=("uscc",),
                condition=IS_WAITING,
                violation_error_message=(
                    "这个统一社会信用代码已有一件申请正在审核。如果不是本单位提交的，请联系所在地科协。"
                ),
            ),
            models.CheckConstraint(
                name="registration_uscc_check",
                condition=Q(uscc=None)
                | Q(Func(F("uscc"), function="uscc_is_valid", output_field=models.BooleanField())),
                violation_error_message="统一社会信用代码的校验位不对，请对照营业执照核对。",
            ),
            models.CheckConstraint(
                name="registration_stage",
                condition=Q(stage__in=[stage.value for stage in rules.Stage]),
                violation_error_message="没有这个状态。",
            ),
            models.CheckConstraint(
                name="registration_accepted",
                condition=Q(stage=rules.Stage.ACCEPTED.value, body__isnull=False)
                | Q(~Q(stage=rules.Stage.ACCEPTED.value), body=None),
                violation_error_message="通过的申请要有登记成的组织。",
            ),
            models.CheckConstraint(
                name="registration_returned",
                condition=~Q(stage=rules.Stage.RETURNED.value, reason=""),
                violation_error_message="请写明退回的原因。",
            ),
            models.CheckConstraint(
                name="registration_name_given", condition=~Q(name=""), violation_error_message="请填写单位全称。"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """What the kind is called."""
        return KINDS[self.kind].label

    @property
    def is_existing(self) -> bool:
        """Whether it is a body that was founded already, which gets its certificate (EST-06)."""
        return rules.is_existing(self.kind)

    @property
    def place(self) -> Region:
        """The place whose association reviews: that of the Party organisation, else of the body (ORG-02)."""
        return self.party_region or self.region

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for a reviewer."""
        return self.stage in rules.WAITING

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.stage in rules.OPEN


class Step(models.Model):
    """What was done to a registration, by whom and why. Append-only; it goes with its registration."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="steps")
    stage = models.CharField("状态", max_length=12, choices=STAGES)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    name = models.CharField("经办人", max_length=60)
    reason = models.CharField("原因", max_length=rules.MAX_REASON, blank=True)
    at = models.DateTimeField("时间")

    class Meta:
        db_table = "registration_step"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.deed

    @property
    def deed(self) -> str:
        """What was done, in words."""
        return rules.DEEDS[rules.Stage(self.stage)]

    @property
    def is_review(self) -> bool:
        """Whether the association did it, and not the applicant."""
        return self.stage in {rules.Stage.RETURNED, rules.Stage.ACCEPTED}


class ProofQuerySet(Scoped["Proof"]):
    """Filters of proofs."""

    def of(self, actor: Actor) -> Self:
        """Proofs that the actor sent in."""
        return self.filter(registration__applicant=actor.person) if actor.person else self.none()


class Proof(models.Model):
    """A file that proves what a registration says. A withdrawn registration keeps none."""

    scope: ClassVar = "registration__organisation"

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="proofs")
    file = models.OneToOneField(File, models.PROTECT, related_name="+", verbose_name="文件")
    at = models.DateTimeField("上传时间", db_default=Now())

    objects = ProofQuerySet.as_manager()

    class Meta:
        db_table = "registration_proof"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.file.name
