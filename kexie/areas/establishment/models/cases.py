"""Each founding, its preparatory group and what happened on the way."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Left, Now

from kexie.areas.establishment import rules
from kexie.areas.establishment.models.procedures import REGIMES
from kexie.core import clock
from kexie.core.labels import choices
from kexie.core.scope import Scoped
from kexie.foundation.organisations.models import TREE_WIDTHS, Organisation, OrganisationQuerySet
from kexie.foundation.organisations.rules import INDUSTRIES, KINDS
from kexie.foundation.people.models import Person

STAGES = choices(rules.STAGE_LABELS)
IS_WAITING = Q(stage__in=[stage.value for stage in rules.WAITING])
TOOK = {"preparing": "preparing_took", "reviewing": "reviewing_took", "holding": "holding_took"}
TURNED = ("stage", "since", *TOOK.values())  # what `turn_to` sets
IS_FOUNDED = Q(way=rules.Way.FOUNDING.value)
IS_OPEN = Q(stage__in=[stage.value for stage in rules.OPEN])


class CaseQuerySet(Scoped["Case"]):
    """Filters of foundings."""

    def of(self, bodies: OrganisationQuerySet) -> Self:
        """Foundings of these bodies, for those who work in them."""
        return self.filter(body__in=bodies)

    def preparing(self) -> Self:
        """Foundings that the preparatory group is still at."""
        return self.filter(stage=rules.Stage.PREPARING)

    def founded(self) -> Self:
        """Cases in which a body is founded, and not only registered."""
        return self.filter(IS_FOUNDED)

    def waiting(self) -> Self:
        """Foundings that wait for the association."""
        return self.filter(IS_WAITING)

    def returned(self) -> Self:
        """Foundings that went back to the preparatory group."""
        return self.filter(stage=rules.Stage.RETURNED)

    def approved(self) -> Self:
        """Foundings that were replied to and have not held their congress."""
        return self.filter(stage=rules.Stage.APPROVED)

    def unreported(self) -> Self:
        """Founded bodies that have not reported the result of their congress (G25)."""
        return self.filter(stage=rules.Stage.ESTABLISHED, reported_on=None)

    def ended(self) -> Self:
        """Foundings that came to an end, whichever."""
        return self.exclude(IS_OPEN).exclude(stage=rules.Stage.ESTABLISHED, reported_on=None)

    def open(self) -> Self:
        """Foundings that have not ended."""
        return self.filter(IS_OPEN)

    def overdue(self) -> Self:
        """Foundings that the association left over its own time limit (EST-07)."""
        return self.waiting().filter(due__lt=clock.today())

    def under(self, organisation: Organisation) -> Self:
        """Foundings that wait at the desk of an association or of one below it."""
        return self.filter(path__stem=organisation.path) if organisation.tier else self


class Case(models.Model):
    """The founding of a body, from the preparatory group to the report of its first congress (EST-02, EST-03, EST-07).

    The regime and the checklist are those of the day on which it began. Kept as long as the body is.
    """

    scope: ClassVar = "organisation"
    scope_path: ClassVar = "path"

    code = models.CharField("编码", max_length=12, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="founding_cases", verbose_name="审核科协"
    )
    body = models.OneToOneField(Organisation, models.PROTECT, related_name="founding", verbose_name="筹备的组织")
    host = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name="所在单位")
    applicant = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="发起人")
    kind = models.CharField("类型", max_length=30)
    way = models.CharField(
        "途径",
        max_length=10,
        default=rules.Way.FOUNDING.value,
        choices=choices(rules.WAY_LABELS),
    )
    queue = models.CharField("类别", max_length=12, editable=False)
    regime = models.CharField("设立方式", max_length=10, choices=REGIMES)
    days = models.PositiveSmallIntegerField("审核期限（工作日）")
    stage = models.CharField("状态", max_length=12, choices=STAGES, default=rules.Stage.PREPARING.value)
    since = models.DateTimeField("这个状态的开始时间")
    due = models.DateField("审核期限", null=True)
    reason = models.CharField("退回或不予批准的原因", max_length=rules.MAX_REASON, blank=True)
    opened_at = models.DateTimeField("发起时间", db_default=Now())

    has_party = models.BooleanField("企业建有党组织")
    workers = models.PositiveIntegerField("科技工作者人数", null=True)
    consent_by = models.CharField("同意设立的机构", max_length=120, blank=True)
    consented_on = models.DateField("同意日期", null=True)
    superior_enterprise = models.CharField("集团内的上级企业", max_length=120, blank=True)
    superior_consented_on = models.DateField("上级企业党组织同意日期", null=True)

    # Only where a body exists already: what it was founded with (EST-06).
    old_number = models.CharField("原批复文号", max_length=40, blank=True)
    founded_on = models.DateField("成立日期", null=True)

    # Only where several units found a body together (EST-04).
    turn_months = models.PositiveSmallIntegerField("每家轮值", null=True, choices=list(rules.TURN_MONTHS.items()))
    basis = models.CharField("联合会的形式", max_length=10, blank=True, choices=list(rules.BASIS_LABELS.items()))
    industry = models.CharField("行业", max_length=1, blank=True, choices=list(INDUSTRIES.items()))
    is_legal_person = models.BooleanField("登记为法人", null=True)

    congress_on = models.DateField("成立大会日期", null=True)
    assembly = models.CharField(
        "大会形式",
        max_length=10,
        blank=True,
        choices=choices(rules.ASSEMBLY_LABELS),
    )
    chair = models.CharField("当选主席", max_length=60, blank=True)
    seats = models.PositiveSmallIntegerField("委员人数", null=True)
    report_due = models.DateField("报送期限", null=True)
    reported_on = models.DateField("报送日期", null=True)
    # How long it has been whose turn, so that averages are read without the history (EST-17).
    preparing_took = models.DurationField("筹备用时", default=timedelta)
    reviewing_took = models.DurationField("审核用时", default=timedelta)
    holding_took = models.DurationField("成立用时", default=timedelta)
    revision = models.PositiveIntegerField(default=0)

    # The desk's place in the tree, kept by the composite foreign key `founding_case_place`.
    path = models.CharField(max_length=80, editable=False, db_collation="C")
    tier = models.PositiveSmallIntegerField(editable=False)
    territory = models.CharField(max_length=6, blank=True, editable=False, db_collation="C")

    objects = CaseQuerySet.as_manager()

    constraint_sentences: ClassVar[dict[str, str]] = {"founding_case_place": "科协的隶属刚刚有变动，请刷新页面后重试。"}

    class Meta:
        db_table = "founding_case"
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["organisation", "queue", "stage", "since", "id"], name="founding_case_desk"),
            models.Index(fields=["host"], name="founding_case_host"),
            *(
                models.Index(Left("path", width), "due", "id", name=f"founding_case_path{width}", condition=IS_WAITING)
                for tier, width in TREE_WIDTHS.items()
                if tier
            ),
        )
        constraints = (
            models.UniqueConstraint(
                name="founding_case_code", fields=("code",), violation_error_message="编码恰好重复，请再试一次。"
            ),
            models.UniqueConstraint(
                name="founding_case_once",
                fields=("host", "kind"),
                condition=IS_OPEN,
                violation_error_message="本单位已经有一件没有办结的设立申请。",
            ),
            models.CheckConstraint(
                name="founding_case_existing",
                condition=~Q(way=rules.Way.EXISTING.value) | (~Q(old_number="") & Q(founded_on__isnull=False)),
                violation_error_message="已有的组织要写明原批复文号和成立日期。",
            ),
            models.CheckConstraint(
                name="founding_case_host",
                condition=Q(way=rules.Way.EXISTING.value) | Q(host__isnull=False),
                violation_error_message="发起设立的单位不能为空。",
            ),
            models.CheckConstraint(
                name="founding_case_basis",
                condition=Q(kind=rules.FEDERATION, basis__in=list(rules.BASIS_LABELS))
                | Q(way=rules.Way.EXISTING.value)
                | (~Q(kind=rules.FEDERATION) & Q(basis="", industry="", is_legal_person=None)),
                violation_error_message="联合会要写明是区域性还是行业性，其他组织不写。",
            ),
            models.CheckConstraint(
                name="founding_case_stage",
                condition=Q(stage__in=[stage.value for stage in rules.Stage]),
                violation_error_message="没有这个状态。",
            ),
            models.CheckConstraint(
                name="founding_case_due",
                condition=Q(IS_WAITING, due__isnull=False) | Q(~IS_WAITING, due=None),
                violation_error_message="等待审核的申请要有期限。",
            ),
            models.CheckConstraint(
                name="founding_case_reason",
                condition=~Q(stage=rules.Stage.REJECTED.value, reason=""),
                violation_error_message="请写明原因。",
            ),
            models.CheckConstraint(
                name="founding_case_congress",
                condition=~Q(stage=rules.Stage.ESTABLISHED.value) | Q(congress_on__isnull=False) | ~IS_FOUNDED,
                violation_error_message="成立的组织要有成立大会的日期。",
            ),
            models.CheckConstraint(
                name="founding_case_report",
                condition=Q(congress_on=None, report_due=None, reported_on=None)
                | Q(congress_on__isnull=False, report_due__isnull=False)
                | ~IS_FOUNDED,
                violation_error_message="开过成立大会的要有报送期限。",
            ),
        )

    def __str__(self) -> str:
        return self.body.name

    def turn_to(self, stage: rules.Stage, now: datetime) -> None:
        """Begin a stage, and add to the former one how long it took."""
        took = TOOK[rules.step_of(self.stage)]
        setattr(self, took, getattr(self, took) + max(now - self.since, timedelta()))
        self.stage, self.since = stage, now

    @property
    def label(self) -> str:
        """What the kind is called."""
        return KINDS[self.kind].label

    @property
    def is_founded(self) -> bool:
        """Whether the body is founded here, and not only registered (EST-06)."""
        return self.way == rules.Way.FOUNDING

    @property
    def is_united(self) -> bool:
        """Whether several units found it together (EST-04); of one that exists already it is not known here."""
        return self.kind in rules.UNITED and self.is_founded

    @property
    def lead(self) -> Organisation:
        """The unit in which it is founded, or which leads; only what exists already may be in none."""
        if self.host is None:
            raise TypeError("a body that is registered with its old reply has no leading unit")
        return self.host

    @property
    def has_turns(self) -> bool:
        """Whether its duties rotate among those who found it (H49)."""
        return self.kind == rules.JOINT

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for the association."""
        return self.stage in rules.WAITING

    @property
    def is_opening(self) -> bool:
        """Whether the preparatory group is at work."""
        return self.stage in rules.OPENING

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.stage in rules.OPEN

    @property
    def in_group(self) -> bool:
        """Whether the enterprise has a superior one in its group (EST-05)."""
        return bool(self.superior_enterprise)

    @property
    def consenting(self) -> str:
        """Who has to consent."""
        return rules.consenting(self.kind, has_party=self.has_party)

    @property
    def is_filing(self) -> bool:
        """Whether the place files instead of approving."""
        return self.is_founded and self.regime == rules.Regime.FILING

    @property
    def may_hold(self) -> bool:
        """Whether it is time for the founding congress."""
        ready = self.is_opening if self.is_filing else self.stage == rules.Stage.APPROVED
        return self.is_founded and ready and self.congress_on is None

    @property
    def may_report(self) -> bool:
        """Whether the result of the congress is still to be reported."""
        return self.stage == rules.Stage.ESTABLISHED and self.reported_on is None


class Sponsor(models.Model):
    """Somebody in the preparatory group (EST-02)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="sponsors")
    name = models.CharField("姓名", max_length=60)
    post = models.CharField("单位职务", max_length=60, blank=True)
    is_leader = models.BooleanField("组长", default=False)

    class Meta:
        db_table = "founding_sponsor"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="founding_sponsor_leader",
                fields=("case",),
                condition=Q(is_leader=True),
                violation_error_message="筹备组只有一位组长。",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Step(models.Model):
    """What was done in a case, by whom and why. Append-only; it goes with its case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="steps")
    deed = models.CharField("办理", max_length=12, choices=choices(rules.DEED_LABELS))
    stage = models.CharField("状态", max_length=12, choices=STAGES)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    name = models.CharField("经办人", max_length=60)
    note = models.CharField("说明", max_length=rules.MAX_REASON, blank=True)
    at = models.DateTimeField("时间")

    class Meta:
        db_table = "founding_step"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.get_deed_display()

    @property
    def is_review(self) -> bool:
        """Whether the association did it, and not the preparatory group."""
        return self.deed in rules.REVIEWING
