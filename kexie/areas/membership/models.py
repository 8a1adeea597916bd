"""Members of bodies, those who apply to become one, and what happened to both.

A member is a record of the body; an account is joined to it when its person claims it. What identifies people stands
encrypted; where it is compared, its blind index is (MEM-01b, SEC-06).
"""

from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, HashIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from kexie.areas.membership import rules
from kexie.core.actors import Actor
from kexie.core.applications import OPEN, STAGE_LABELS, WAITING, Stage
from kexie.core.cipher import DIGEST, EncryptedField, blind_indexes
from kexie.core.labels import choices
from kexie.core.scope import Scoped
from kexie.foundation.organisations.models import Organisation, Searched
from kexie.foundation.people.models import Person

MOBILE, IDENTITY = "member.mobile", "member.identity"  # what the blind indexes are made for
IS_ON_ROLL = Q(status__in=[status.value for status in rules.ON_ROLL])
IS_WAITING = Q(stage__in=[stage.value for stage in WAITING])
IS_OPEN = Q(stage__in=[stage.value for stage in OPEN])


class Particulars(models.Model):
    """What a body knows of a person who is its member or wants to be."""

    name = models.CharField("姓名", max_length=60)
    sex = models.CharField("性别", max_length=1, blank=True, choices=choices(rules.SEX_LABELS))
    birth_year = models.PositiveSmallIntegerField("出生年份", null=True)
    identity = EncryptedField("身份证号", blank=True, default="")
    mobile = EncryptedField("手机号", blank=True, default="")
    email = EncryptedField("邮箱", blank=True, default="")
    department = models.CharField("部门", max_length=60, blank=True)
    post = models.CharField("岗位", max_length=60, blank=True)
    category = models.CharField("人员类别", max_length=10, choices=choices(rules.CATEGORY_LABELS))
    rank = models.CharField("职称或技能等级", max_length=16, blank=True, choices=choices(rules.RANK_LABELS))
    education = models.CharField("学历", max_length=10, blank=True, choices=choices(rules.EDUCATION_LABELS))
    discipline = models.CharField("专业领域", max_length=60, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class MemberQuerySet(Searched["Member"]):
    """Filters of members."""

    def of(self, actor: Actor) -> Self:
        """One's own memberships, in all bodies; none for a visitor."""
        return self.filter(person=actor.person) if actor.person else self.none()

    def published(self) -> Self:
        """Members as the page that verifies cards knows them: nobody is listed, each is found by the card's code."""
        return self.all()

    def on_roll(self) -> Self:
        """Members with the rights of members."""
        return self.filter(IS_ON_ROLL)

    def gone(self) -> Self:
        """Members who are members no longer."""
        return self.exclude(IS_ON_ROLL)

    def leaving(self) -> Self:
        """Members who have asked to leave and wait for the confirmation."""
        return self.filter(leaving_at__isnull=False)

    def lapsing(self, today: date) -> Self:
        """The retired whose last day has passed."""
        return self.filter(status=rules.Status.RETIRED, ended_on__lt=today)

    def under(self, body: Organisation) -> Self:
        """Members of a body and of all below it, as a range of the index of paths."""
        return self.filter(path__gte=body.path, path__lt=f"{body.path}g")  # steps are hexadecimal: no path has a g

    def with_mobile(self, number: str) -> Self:
        """Members with this mobile number."""
        return self.filter(mobile_index__in=blind_indexes(number, purpose=MOBILE))

    def with_identity(self, number: str) -> Self:
        """Members with this number of an identity card."""
        return self.filter(identity_index__in=blind_indexes(number, purpose=IDENTITY))


class Member(Particulars):
    """One person's membership of one body (MEM-01, MEM-01b). It stays when it has ended: history is never deleted."""

    scope: ClassVar = "organisation"
    scope_path: ClassVar = "path"

    code = models.CharField("编码", max_length=12, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="members", verbose_name="所属科协")
    number = models.PositiveIntegerField("会员号")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="memberships", verbose_name="账号")
    claimed_at = models.DateTimeField("认领时间", null=True)
    status = models.CharField(
        "状态", max_length=10, default=rules.Status.ACTIVE.value, choices=choices(rules.STATUS_LABELS)
    )
    joined_on = models.DateField("入会日期")
    ended_on = models.DateField("终止日期", null=True)
    leaving_at = models.DateTimeField("申请退会时间", null=True)
    leaving_reason = models.CharField("退会原因", max_length=rules.MAX_REASON, blank=True)
    charter = models.CharField("承认的章程版本", max_length=60, blank=True)
    mobile_index = models.CharField(max_length=DIGEST, null=True, editable=False)  # noqa: DJ001 - unique where there is one
    identity_index = models.CharField(max_length=DIGEST, null=True, editable=False)  # noqa: DJ001
    entered_at = models.DateTimeField("登记时间", db_default=Now())
    revision = models.PositiveIntegerField(default=0)

    # The body's place in the tree, kept by the composite foreign key `member_place`.
    path = models.CharField(max_length=80, editable=False, db_collation="C")
    tier = models.PositiveSmallIntegerField(editable=False)
    territory = models.CharField(max_length=6, blank=True, editable=False, db_collation="C")

    # What the body's list sorts and searches by; each term of a property bears the body's number.
    name_key = models.CharField(max_length=200, editable=False, db_collation="C")
    searched = models.CharField(max_length=600, editable=False, db_collation="C")
    terms = ArrayField(models.CharField(max_length=40), default=list, editable=False)

    objects = MemberQuerySet.as_manager()

    class Meta:
        db_table = "member"
        ordering = ("name_key", "id")
        indexes = (
            GinIndex(fields=["terms"], name="member_terms"),
            models.Index(fields=["organisation", "name_key", "id"], name="member_name", condition=IS_ON_ROLL),
            models.Index(fields=["organisation", "ended_on", "id"], name="member_gone", condition=~IS_ON_ROLL),
            models.Index(fields=["ended_on"], name="member_lapsing", condition=Q(status=rules.Status.RETIRED.value)),
            models.Index(fields=["organisation"], name="member_leaving", condition=Q(leaving_at__isnull=False)),
            models.Index(fields=["person"], name="member_own", condition=Q(person__isnull=False)),
            # Whoever claims is looked for in all bodies; a hash holds four bytes of each digest.
            HashIndex(fields=["mobile_index"], name="member_by_mobile", condition=Q(mobile_index__isnull=False)),
            HashIndex(fields=["identity_index"], name="member_by_identity", condition=Q(identity_index__isnull=False)),
            # All that statistics count by, so that they read no rows.
            models.Index(
                fields=["path"],
                name="member_numbers",
                include=["status", "sex", "birth_year", "education", "rank", "category", "joined_on", "ended_on"],
            ),
        )
        constraints = (
            models.UniqueConstraint(
                name="member_code", fields=("code",), violation_error_message="编码恰好重复，请再试一次。"
            ),
            models.UniqueConstraint(
                name="member_number",
                fields=("organisation", "number"),
                violation_error_message="这个会员号刚刚被用掉，请再保存一次。",
            ),
            models.UniqueConstraint(
                name="member_identity",
                fields=("organisation", "identity_index"),
                condition=IS_ON_ROLL,
                violation_error_message="本科协已有同一身份证号的会员。",
            ),
            models.UniqueConstraint(
                name="member_mobile",
                fields=("organisation", "mobile_index"),
                condition=IS_ON_ROLL,
                violation_error_message="本科协已有会员使用这个手机号。",
            ),
            models.UniqueConstraint(
                name="member_person",
                fields=("organisation", "person"),
                condition=IS_ON_ROLL,
                violation_error_message="这个账号已经是本科协的会员。",
            ),
            models.CheckConstraint(
                name="member_number_given",
                condition=Q(number__gte=1, number__lte=rules.MAX_NUMBER),
                violation_error_message="会员号超出范围。",
            ),
            models.CheckConstraint(
                name="member_name_given", condition=~Q(name=""), violation_error_message="请填写姓名。"
            ),
            models.CheckConstraint(
                name="member_status",
                condition=Q(status__in=[status.value for status in rules.Status]),
                violation_error_message="没有这个状态。",
            ),
            models.CheckConstraint(
                name="member_ended",
                condition=Q(status=rules.Status.ACTIVE.value, ended_on=None)
                | Q(status=rules.Status.RETIRED.value)
                | (~IS_ON_ROLL & Q(ended_on__isnull=False)),
                violation_error_message="会员资格终止的要有终止日期，在册的没有。",
            ),
            models.CheckConstraint(
                name="member_dates",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("joined_on")),
                violation_error_message="终止日期不能早于入会日期。",
            ),
            models.CheckConstraint(
                name="member_claimed",
                condition=Q(person=None, claimed_at=None) | Q(person__isnull=False, claimed_at__isnull=False),
                violation_error_message="认领的会员要有认领时间。",
            ),
        )

    constraint_sentences: ClassVar[dict[str, str]] = {"member_place": "组织的隶属刚刚有变动，请刷新页面后重试。"}

    @property
    def printed_number(self) -> str:
        """The number as it is written."""
        return rules.printed(self.number)

    @property
    def is_leaving(self) -> bool:
        """Whether the member has asked to leave and waits for the confirmation."""
        return self.leaving_at is not None

    @property
    def is_on_roll(self) -> bool:
        """Whether the member has the rights of members."""
        return self.status in rules.ON_ROLL


class Change(models.Model):
    """What happened to a membership, when and why (MEM-07). Append-only; it lasts as long as the member's entry."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="changes")
    cause = models.CharField("原因", max_length=10, choices=choices(rules.CAUSE_LABELS))
    on = models.DateField("日期")
    remark = models.CharField("说明", max_length=rules.MAX_REASON, blank=True)
    name = models.CharField("经办人", max_length=60)
    at = models.DateTimeField("登记时间")
    # The body's place as it was then: what was counted for a year stays there when the body moves (STA-05).
    path = models.CharField("位置", max_length=80, editable=False, db_collation="C")

    class Meta:
        db_table = "member_change"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.get_cause_display()


class TagQuerySet(Scoped["Tag"]):
    """Filters of groups of members."""


class Tag(models.Model):
    """A group of members that a body named; a member may be in many, and nobody above the body sees any (MEM-08)."""

    scope: ClassVar = "organisation"

    code = models.CharField("编码", max_length=12, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="member_tags", verbose_name="科协")
    name = models.CharField("分组名称", max_length=rules.MAX_TAG)
    revision = models.PositiveIntegerField(default=0)

    objects = TagQuerySet.as_manager()

    class Meta:
        db_table = "member_tag"
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(
                name="member_tag_code", fields=("code",), violation_error_message="编码恰好重复，请再试一次。"
            ),
            models.UniqueConstraint(
                name="member_tag_name",
                fields=("organisation", "name"),
                violation_error_message="已经有同名的分组，请换一个名称。",
            ),
            models.CheckConstraint(
                name="member_tag_named", condition=~Q(name=""), violation_error_message="请填写分组名称。"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Tagged(models.Model):
    """That a member is in a group. It goes with the group."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="tagged", db_index=False)  # the unique one begins with it
    member = models.ForeignKey(Member, models.PROTECT, related_name="tagged")

    class Meta:
        db_table = "member_tagged"
        ordering = ("tag__name", "id")
        constraints = (
            models.UniqueConstraint(
                name="member_tagged_once",
                fields=("tag", "member"),
                violation_error_message="这位会员已经在这个分组里。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.tag_id}-{self.member_id}"


class ClaimQuerySet(Scoped["Claim"]):
    """Filters of claims."""

    def of(self, actor: Actor) -> Self:
        """One's own claims; none for a visitor."""
        return self.filter(person=actor.person) if actor.person else self.none()

    def waiting(self) -> Self:
        """Claims that wait for the body to confirm them."""
        return self.filter(stage=rules.ClaimStage.WAITING)


class Claim(models.Model):
    """Somebody says that a member's entry is the own one, and the body has to confirm it (MEM-01b)."""

    scope: ClassVar = "organisation"

    code = models.CharField("编码", max_length=12, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="member_claims", verbose_name="核实的科协"
    )
    member = models.ForeignKey(Member, models.PROTECT, related_name="claims", verbose_name="会员")
    person = models.ForeignKey(Person, models.PROTECT, related_name="member_claims", verbose_name="认领人")
    way = models.CharField("依据", max_length=10, choices=choices(rules.WAY_LABELS))
    stage = models.CharField(
        "状态", max_length=10, default=rules.ClaimStage.WAITING.value, choices=choices(rules.CLAIM_LABELS)
    )
    since = models.DateTimeField("这个状态的开始时间")
    reason = models.CharField("原因", max_length=rules.MAX_REASON, blank=True)
    revision = models.PositiveIntegerField(default=0)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        db_table = "member_claim"
        ordering = ("-id",)
        indexes = (
            models.Index(
                fields=["organisation", "since", "id"],
                name="claim_waiting",
                condition=Q(stage=rules.ClaimStage.WAITING.value),
            ),
        )
        constraints = (
            models.UniqueConstraint(
                name="claim_code", fields=("code",), violation_error_message="编码恰好重复，请再试一次。"
            ),
            models.UniqueConstraint(
                name="claim_once",
                fields=("member", "person"),
                condition=Q(stage=rules.ClaimStage.WAITING.value),
                violation_error_message="这件认领正在等待科协核实。",
            ),
            models.CheckConstraint(
                name="claim_stage",
                condition=Q(stage__in=[stage.value for stage in rules.ClaimStage]),
                violation_error_message="没有这个状态。",
            ),
            models.CheckConstraint(
                name="claim_reason",
                condition=~Q(stage=rules.ClaimStage.REFUSED.value, reason=""),
                violation_error_message="请写明原因。",
            ),
        )

    def __str__(self) -> str:
        return self.get_stage_display()


class ApplicationQuerySet(Scoped["Application"]):
    """Filters of applications."""

    def of(self, actor: Actor) -> Self:
        """Applications that the actor sent in; none for a visitor."""
        return self.filter(applicant=actor.person) if actor.person else self.none()

    def waiting(self) -> Self:
        """Applications that wait for a reviewer."""
        return self.filter(IS_WAITING)

    def returned(self) -> Self:
        """Applications that wait for the one who sent them in."""
        return self.filter(stage=Stage.RETURNED)

    def open(self) -> Self:
        """Applications that have not ended."""
        return self.filter(IS_OPEN)

    def ended(self) -> Self:
        """Applications that were decided or withdrawn."""
        return self.exclude(IS_OPEN)


class Application(Particulars):
    """Somebody's application to become a member of a body, reviewed by its secretariat (MEM-01)."""

    scope: ClassVar = "organisation"

    code = models.CharField("编码", max_length=12, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="member_applications", verbose_name="申请加入的科协"
    )
    applicant = models.ForeignKey(Person, models.PROTECT, related_name="member_applications", verbose_name="申请人")
    stage = models.CharField("状态", max_length=12, default=Stage.SUBMITTED.value, choices=choices(STAGE_LABELS))
    since = models.DateTimeField("这个状态的开始时间")
    statement = models.CharField("申请说明", max_length=rules.MAX_REASON, blank=True)
    charter = models.CharField("承认的章程版本", max_length=60, blank=True)
    reason = models.CharField("原因", max_length=rules.MAX_REASON, blank=True)
    faults = ArrayField(models.CharField(max_length=20), default=list, blank=True, verbose_name="要修改的项目")
    member = models.OneToOneField(
        Member, models.PROTECT, null=True, related_name="application", verbose_name="登记成的会员"
    )
    submitted_at = models.DateTimeField("首次提交时间", db_default=Now())
    revision = models.PositiveIntegerField(default=0)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        db_table = "member_application"
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["organisation", "since", "id"], name="application_waiting", condition=IS_WAITING),
            models.Index(fields=["organisation", "since", "id"], name="application_desk"),
            models.Index(fields=["applicant", "-id"], name="application_own"),
        )
        constraints = (
            models.UniqueConstraint(
                name="application_code", fields=("code",), violation_error_message="编码恰好重复，请再试一次。"
            ),
            models.UniqueConstraint(
                name="application_once",
                fields=("organisation", "applicant"),
                condition=IS_OPEN,
                violation_error_message="您向这个科协提交的申请还没有办结，请在“我的会员”里查看。",
            ),
            models.CheckConstraint(
                name="application_stage",
                condition=Q(stage__in=[stage.value for stage in Stage]),
                violation_error_message="没有这个状态。",
            ),
            models.CheckConstraint(
                name="application_accepted",
                condition=Q(stage=Stage.ACCEPTED.value, member__isnull=False)
                | (~Q(stage=Stage.ACCEPTED.value) & Q(member=None)),
                violation_error_message="通过的申请要有登记成的会员。",
            ),
            models.CheckConstraint(
                name="application_reason",
                condition=~Q(stage__in=[Stage.RETURNED.value, Stage.REFUSED.value], reason=""),
                violation_error_message="请写明原因。",
            ),
            models.CheckConstraint(
                name="application_name_given", condition=~Q(name=""), violation_error_message="请填写姓名。"
            ),
        )

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for a reviewer."""
        return self.stage in WAITING

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.stage in OPEN


class Step(models.Model):
    """What was done to an application, by whom and why. Append-only; it goes with its application."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="steps")
    stage = models.CharField("状态", max_length=12, choices=choices(STAGE_LABELS))
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    name = models.CharField("经办人", max_length=60)
    reason = models.CharField("原因", max_length=rules.MAX_REASON, blank=True)
    at = models.DateTimeField("时间")

    class Meta:
        db_table = "member_application_step"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.deed

    @property
    def deed(self) -> str:
        """What was done, in words."""
        return rules.DEEDS[Stage(self.stage)]

    @property
    def is_review(self) -> bool:
        """Whether the body did it, and not the applicant."""
        return self.stage in rules.BY_BODY
