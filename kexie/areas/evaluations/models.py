"""Indicator sheets of associations, the evaluation of each body by one of them, and what came of it (EST-15).

Points are exact decimals. What lists sort and rank by stands on the evaluation, added up when a point changes.
"""

from collections.abc import Collection
from decimal import Decimal
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from kexie.areas.evaluations.rules import STAGE_LABELS, STATE_LABELS, Stage, State, scoring, sheets, stages
from kexie.core.labels import choices
from kexie.core.scope import Scoped
from kexie.engines.files.models import File
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet
from kexie.foundation.organisations.rules import KINDS
from kexie.foundation.people.models import Person

ZERO = Decimal("0.00")


class SheetQuerySet(Scoped["Sheet"]):
    """Filters of sheets."""

    def running(self) -> Self:
        """Sheets by which bodies are evaluated now."""
        return self.filter(state=State.PUBLISHED)

    def sent(self) -> Self:
        """Sheets that bodies have: drafts are the association's own."""
        return self.exclude(state=State.DRAFT)

    def below(self, place: Organisation) -> Self:
        """Sheets of the associations below one."""
        return self.filter(organisation__in=Organisation.objects.associations().under(place)).exclude(
            organisation=place
        )


class Sheet(models.Model):
    """An indicator sheet by which an association evaluates bodies below it in a year; published, it is fixed (G39)."""

    scope: ClassVar = "organisation"

    code = models.CharField("编码", max_length=12, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="evaluation_sheets", verbose_name="考核单位"
    )
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("名称", max_length=sheets.MAX_TITLE)
    state = models.CharField("状态", max_length=10, choices=choices(STATE_LABELS), default=State.DRAFT.value)
    kinds = ArrayField(models.CharField(max_length=30), default=list, blank=True, verbose_name="考核对象")
    is_direct = models.BooleanField("只考核直接下级", default=True)
    self_due = models.DateField("自评期限", null=True)
    review_due = models.DateField("评审期限", null=True)
    grades = models.JSONField("等次", default=list)
    contest_days = models.PositiveSmallIntegerField("提出异议的天数", default=sheets.CONTEST_DAYS)
    is_ranking_open = models.BooleanField("向被考核组织公布排名", default=False)
    number = models.CharField("文号", max_length=40, blank=True)
    message = models.CharField("结果通知", max_length=stages.MAX_FEEDBACK, blank=True)
    published_at = models.DateTimeField("发布时间", null=True)
    released_on = models.DateField("公布日期", null=True)
    created_at = models.DateTimeField("新建时间", db_default=Now())
    revision = models.PositiveIntegerField(default=0)

    objects = SheetQuerySet.as_manager()

    class Meta:
        db_table = "evaluation_sheet"
        ordering = ("-year", "-id")
        indexes = (models.Index(fields=["organisation", "-year", "-id"], name="evaluation_sheet_years"),)
        constraints = (
            models.UniqueConstraint(
                name="evaluation_sheet_code", fields=("code",), violation_error_message="编码恰好重复，请再试一次。"
            ),
            models.UniqueConstraint(
                name="evaluation_sheet_title",
                fields=("organisation", "year", "title"),
                violation_error_message="这一年已经有同名的指标表，请换一个名称。",
            ),
            models.CheckConstraint(
                name="evaluation_sheet_state",
                condition=Q(state__in=[state.value for state in State]),
                violation_error_message="没有这个状态。",
            ),
            models.CheckConstraint(
                name="evaluation_sheet_dues",
                condition=Q(self_due=None) | Q(review_due=None) | Q(review_due__gt=F("self_due")),
                violation_error_message="评审期限应晚于自评期限。",
            ),
            models.CheckConstraint(
                name="evaluation_sheet_published",
                condition=Q(state=State.DRAFT.value, published_at=None)
                | Q(~Q(state=State.DRAFT.value), self_due__isnull=False, review_due__isnull=False)
                & ~Q(kinds=[])
                & Q(published_at__isnull=False),
                violation_error_message="发布的指标表要有考核对象和期限。",
            ),
            models.CheckConstraint(
                name="evaluation_sheet_released",
                condition=Q(state=State.RELEASED.value, released_on__isnull=False)
                | Q(~Q(state=State.RELEASED.value), released_on=None),
                violation_error_message="公布的结果要有公布日期。",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def scale(self) -> list[tuple[str, Decimal]]:
        """The grades with their boundaries, the best first."""
        return [(label, Decimal(least)) for label, least in self.grades]

    @property
    def targets(self) -> str:
        """Whom it is for, in words."""
        return "、".join(KINDS[kind].label for kind in self.kinds)

    @property
    def is_draft(self) -> bool:
        """Whether it may still be changed."""
        return self.state == State.DRAFT

    @property
    def is_running(self) -> bool:
        """Whether bodies are evaluated by it now."""
        return self.state == State.PUBLISHED

    @property
    def is_released(self) -> bool:
        """Whether the bodies read their results."""
        return self.state == State.RELEASED


class Criterion(models.Model):
    """One item of a sheet: what is asked, what it is worth, how it gets its points."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField("顺序", default=0)
    heading = models.CharField("分组", max_length=sheets.MAX_HEADING)
    label = models.CharField("指标", max_length=sheets.MAX_LABEL)
    kind = models.CharField("计分方式", max_length=10, choices=choices(sheets.KIND_LABELS))
    weight = models.DecimalField("分值", max_digits=5, decimal_places=2)
    note = models.CharField("评分说明", max_length=sheets.MAX_NOTE, blank=True)
    evidence = models.CharField("要交的佐证材料", max_length=sheets.MAX_NOTE, blank=True)
    measure = models.CharField("平台数据", max_length=60, blank=True)
    steps = models.JSONField("计分办法", default=list)

    class Meta:
        db_table = "evaluation_criterion"
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(
                name="evaluation_criterion_once",
                fields=("sheet", "label"),
                violation_error_message="这张表里已经有这项指标，请换一个名称。",
            ),
            models.CheckConstraint(
                name="evaluation_criterion_weight",
                condition=Q(weight__gt=0, weight__lte=100),
                violation_error_message="分值应大于 0，不超过 100。",
            ),
            models.CheckConstraint(
                name="evaluation_criterion_kind",
                condition=Q(kind=sheets.Kind.AUTOMATIC.value) & ~Q(measure="") & ~Q(steps=[])
                | Q(kind__in=[sheets.Kind.SCORED.value, sheets.Kind.YES_NO.value], measure="", steps=[]),
                violation_error_message="自动计分的指标要有平台数据和计分办法，其他指标没有。",
            ),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def is_automatic(self) -> bool:
        """Whether the platform gives the points."""
        return self.kind == sheets.Kind.AUTOMATIC

    @property
    def is_yes_no(self) -> bool:
        """Whether the body answers yes or no."""
        return self.kind == sheets.Kind.YES_NO

    @property
    def worth(self) -> str:
        """The points it is worth, as people write them."""
        return scoring.shown(self.weight)

    @property
    def table(self) -> list[tuple[Decimal, Decimal]]:
        """From which value on how many points are given."""
        return [(Decimal(value), Decimal(points)) for value, points in self.steps]

    @property
    def formula(self) -> str:
        """How the value becomes points, in words."""
        return "；".join(f"达到 {value} 得 {points} 分" for value, points in self.steps)


class Reviewer(models.Model):
    """Who scores by a sheet; without headings everything."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="reviewers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="评审人")
    headings = ArrayField(models.CharField(max_length=sheets.MAX_HEADING), default=list, verbose_name="评审的分组")

    class Meta:
        db_table = "evaluation_reviewer"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="evaluation_reviewer_once",
                fields=("sheet", "person"),
                violation_error_message="这位评审人刚刚已经安排，请刷新页面查看。",
            ),
        )

    def __str__(self) -> str:
        return str(self.person)


class EvaluationQuerySet(Scoped["Evaluation"]):
    """Filters of evaluations."""

    def of(self, bodies: OrganisationQuerySet) -> Self:
        """Evaluations of these bodies, for those who work in them."""
        return self.filter(body__in=bodies)

    def at(self, *wanted: Stage) -> Self:
        """Evaluations at some stages."""
        return self.filter(stage__in=[stage.value for stage in wanted])

    def ranked(self) -> Self:
        """Evaluations that have a place in the ranking."""
        return self.filter(rank__isnull=False)

    def missing_from(self, bodies: OrganisationQuerySet) -> OrganisationQuerySet:
        """Those of some bodies that have no evaluation here."""
        return bodies.exclude(pk__in=self.values("body"))


class Evaluation(models.Model):
    """The evaluation of one body by a sheet: its own score, the reviewers', the grade, the rank (EST-15).

    `changed_in` of a score is the revision in which it was last written: two people who score different items do not
    hinder one another. `returned_in` is the one in which it was returned: what was mended was written later.
    """

    scope: ClassVar = "organisation"

    code = models.CharField("编码", max_length=12, editable=False)
    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="evaluations", verbose_name="指标表")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="考核单位")
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="evaluations", verbose_name="被考核组织")
    name = models.CharField("名称", max_length=120)
    name_key = models.CharField(max_length=400, editable=False, db_collation="C")
    kind = models.CharField("类型", max_length=30)
    stage = models.CharField("状态", max_length=10, choices=choices(STAGE_LABELS), default=Stage.FILLING.value)
    due = models.DateField("自评期限")
    submitted_at = models.DateTimeField("提交时间", null=True)
    self_total = models.DecimalField("自评合计", max_digits=6, decimal_places=2, default=ZERO)
    total = models.DecimalField("得分", max_digits=6, decimal_places=2, default=ZERO)
    scored = models.PositiveSmallIntegerField("已评的项数", default=0)
    parts = models.JSONField("各分组得分", default=dict)
    grade = models.CharField("等次", max_length=10, blank=True)
    rank = models.PositiveIntegerField("名次", null=True)
    feedback = models.CharField("评审意见", max_length=stages.MAX_FEEDBACK, blank=True)
    returned_in = models.PositiveIntegerField(default=0, editable=False)
    contest_until = models.DateField("异议期限", null=True)
    revision = models.PositiveIntegerField(default=0)

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        db_table = "evaluation"
        ordering = ("-id",)
        indexes = (
            models.Index(F("sheet"), F("total").desc(), F("id").desc(), name="evaluation_best"),
            models.Index(F("sheet"), F("stage"), F("total").desc(), F("id").desc(), name="evaluation_stage_best"),
            models.Index(fields=["sheet", "name_key", "id"], name="evaluation_name"),
            models.Index(fields=["sheet", "stage", "name_key", "id"], name="evaluation_stage_name"),
            models.Index(fields=["body", "-id"], name="evaluation_body"),
            models.Index(
                fields=["due"],
                name="evaluation_due",
                condition=Q(stage__in=[stage.value for stage in stages.FILLING]),
            ),
        )
        constraints = (
            models.UniqueConstraint(
                name="evaluation_code", fields=("code",), violation_error_message="编码恰好重复，请再试一次。"
            ),
            models.UniqueConstraint(
                name="evaluation_once",
                fields=("sheet", "body"),
                violation_error_message="这个组织已经收到这张指标表。",
            ),
            models.CheckConstraint(
                name="evaluation_stage",
                condition=Q(stage__in=[stage.value for stage in Stage]),
                violation_error_message="没有这个状态。",
            ),
            models.CheckConstraint(
                name="evaluation_total",
                condition=Q(total__gte=0, total__lte=100, self_total__gte=0, self_total__lte=100),
                violation_error_message="合计应在 0 到 100 之间。",
            ),
            models.CheckConstraint(
                name="evaluation_ranked",
                condition=Q(rank=None) | Q(stage__in=[Stage.CONFIRMED.value, Stage.RELEASED.value]) & ~Q(grade=""),
                violation_error_message="审定的结果才有名次。",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """What kind of body it is."""
        return KINDS[self.kind].label

    @property
    def is_filling(self) -> bool:
        """Whether the body is at work."""
        return self.stage in stages.FILLING

    @property
    def is_scoring(self) -> bool:
        """Whether reviewers may score."""
        return self.stage in stages.SCORING

    @property
    def is_released(self) -> bool:
        """Whether the body reads its result."""
        return self.stage == Stage.RELEASED

    @property
    def is_drafted(self) -> bool:
        """Whether the body has not submitted yet: until then nobody else reads what it writes."""
        return self.stage == Stage.FILLING

    @property
    def points(self) -> str:
        """The total as people write it."""
        return scoring.shown(self.total)

    @property
    def own_points(self) -> str:
        """The body's own total as people write it."""
        return scoring.shown(self.self_total)


class Score(models.Model):
    """One item of an evaluation: what the body says and gives itself, and what the reviewer gives."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores")
    given = models.DecimalField("自评得分", max_digits=5, decimal_places=2, null=True)
    answer = models.BooleanField("自评是否", null=True)
    said = models.CharField("自评说明", max_length=sheets.MAX_SAID, blank=True)
    points = models.DecimalField("评审得分", max_digits=5, decimal_places=2, null=True)
    remark = models.CharField("评审意见", max_length=sheets.MAX_REMARK, blank=True)
    scored_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="评审人")
    scored_name = models.CharField("评审人姓名", max_length=60, blank=True)
    is_faulty = models.BooleanField("退回", default=False)
    fault = models.CharField("退回意见", max_length=sheets.MAX_REMARK, blank=True)
    value = models.DecimalField("平台数据的数值", max_digits=12, decimal_places=2, null=True)
    basis = models.CharField("平台数据的依据", max_length=300, blank=True)
    measured_on = models.DateField("取数日期", null=True)
    changed_in = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        db_table = "evaluation_score"
        ordering = ("criterion__position", "criterion_id")
        constraints = (
            models.UniqueConstraint(
                name="evaluation_score_once",
                fields=("evaluation", "criterion"),
                violation_error_message="这项指标刚刚已经打分，请刷新页面查看。",
            ),
            models.CheckConstraint(
                name="evaluation_score_points",
                condition=(Q(points=None) | Q(points__gte=0)) & (Q(given=None) | Q(given__gte=0)),
                violation_error_message="得分不能小于 0。",
            ),
        )

    def __str__(self) -> str:
        return str(self.criterion)

    @property
    def own(self) -> Decimal | None:
        """What the body gives itself; a yes is worth the whole."""
        if self.criterion.is_automatic:
            return self.measured
        if self.criterion.is_yes_no:
            return None if self.answer is None else self.criterion.weight if self.answer else ZERO
        return self.given

    @property
    def measured(self) -> Decimal | None:
        """What the formula gives for what the platform read."""
        return None if self.value is None else scoring.reached(self.value, self.criterion.table)

    @property
    def own_shown(self) -> str:
        """The body's points as people write them."""
        return scoring.shown(self.own)

    @property
    def points_shown(self) -> str:
        """The reviewer's points as people write them."""
        return scoring.shown(self.points)

    @property
    def value_shown(self) -> str:
        """What the platform read, as people write it."""
        return scoring.shown(self.value)


class EvidenceQuerySet(Scoped["Evidence"]):
    """Filters of evidence."""

    def of(self, bodies: OrganisationQuerySet) -> Self:
        """What these bodies handed in."""
        return self.filter(score__evaluation__body__in=bodies)

    def handed_in(self) -> Self:
        """What was submitted: drafts, and what is just being mended, are the body's own."""
        mending = Q(score__evaluation__stage=Stage.RETURNED, score__is_faulty=True)
        return self.exclude(Q(score__evaluation__stage=Stage.FILLING) | mending)

    def kept(self, wanted: Collection[str]) -> Self:
        """Those with some numbers, as a form names them."""
        return self.filter(pk__in=[int(number) for number in wanted])


class Evidence(models.Model):
    """A file that a body hands in for an item."""

    scope: ClassVar = "score__evaluation__organisation"

    score = models.ForeignKey(Score, models.CASCADE, related_name="evidence")
    file = models.OneToOneField(File, models.PROTECT, related_name="+", verbose_name="文件")
    name = models.CharField("上传人", max_length=60)
    at = models.DateTimeField("上传时间")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        db_table = "evaluation_evidence"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.file.name


class ObjectionQuerySet(Scoped["Objection"]):
    """Filters of objections."""

    def open(self) -> Self:
        """Objections that wait for an answer."""
        return self.filter(answered_at=None)


class Objection(models.Model):
    """What a body objects to its result, once, and what it is answered."""

    scope: ClassVar = "evaluation__organisation"

    evaluation = models.OneToOneField(Evaluation, models.CASCADE, related_name="objection")
    text = models.CharField("异议", max_length=stages.MAX_FEEDBACK)
    name = models.CharField("提出人", max_length=60)
    at = models.DateTimeField("提出时间")
    due = models.DateField("答复期限")
    outcome = models.CharField("处理结果", max_length=10, blank=True, choices=list(stages.OUTCOME_LABELS.items()))
    answer = models.CharField("答复", max_length=stages.MAX_FEEDBACK, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True)
    answered_name = models.CharField("答复人", max_length=60, blank=True)
    revision = models.PositiveIntegerField(default=0)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        db_table = "evaluation_objection"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="evaluation_objection_answered",
                condition=Q(answered_at=None, outcome="", answer="")
                | Q(answered_at__isnull=False) & ~Q(outcome="") & ~Q(answer=""),
                violation_error_message="答复要写明结果和理由。",
            ),
        )

    def __str__(self) -> str:
        return self.text[:40]


class Step(models.Model):
    """What was done in an evaluation, by whom and why. Append-only; it goes with its evaluation."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="steps")
    deed = models.CharField("办理", max_length=10, choices=choices(stages.DEED_LABELS))
    name = models.CharField("经办人", max_length=60)
    note = models.CharField("说明", max_length=stages.MAX_FEEDBACK, blank=True)
    at = models.DateTimeField("时间")

    class Meta:
        db_table = "evaluation_step"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.get_deed_display()

    @property
    def is_of_body(self) -> bool:
        """Whether the body did it."""
        return self.deed in stages.OF_BODY

    @property
    def is_internal(self) -> bool:
        """Whether the body learns of it with the result only."""
        return self.deed in stages.INTERNAL
