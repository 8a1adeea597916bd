"""Renewals of a body's committee.

A term of office itself is a row of the foundation's `Term`: founding writes the first one there when it enters the
founding congress, so that no area has to ask another one, and whoever shows a body's structure reads the same days.
Here stands only what the election of the next committee leaves to be reported, and who was reminded when.
"""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kexie.areas.establishment.rules import ASSEMBLY_LABELS, TERM_YEARS
from kexie.areas.standing import rules
from kexie.core.labels import choices
from kexie.core.scope import Scoped
from kexie.engines.files.models import File
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet, Term


class RenewalQuerySet(Scoped["Renewal"]):
    """Filters of renewals."""

    def of(self, bodies: OrganisationQuerySet) -> Self:
        """Renewals of these bodies, for those who work in them."""
        return self.filter(organisation__in=bodies)


class Renewal(models.Model):
    """A congress that elected a body's next committee; its report is due within a month (EST-14, G25)."""

    scope: ClassVar = "organisation"

    code = models.CharField("编码", max_length=12, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="renewals", verbose_name="组织")
    term = models.OneToOneField(Term, models.PROTECT, related_name="renewal", verbose_name="任期")
    congress_on = models.DateField("大会日期")
    assembly = models.CharField("大会形式", max_length=10, choices=choices(ASSEMBLY_LABELS))
    workers = models.PositiveIntegerField("科技工作者人数")
    term_years = models.PositiveSmallIntegerField("每届任期（年）")
    chair = models.CharField("当选主席", max_length=60)
    seats = models.PositiveSmallIntegerField("委员人数")
    report_due = models.DateField("报送期限")
    reported_on = models.DateField("报送日期", null=True)
    result = models.OneToOneField(File, models.PROTECT, null=True, related_name="+", verbose_name="选举结果")
    note = models.CharField("说明", max_length=rules.MAX_NOTE, blank=True)
    revision = models.PositiveIntegerField(default=0)

    objects = RenewalQuerySet.as_manager()

    class Meta:
        db_table = "renewal"
        ordering = ("-congress_on", "-id")
        indexes = (models.Index(fields=["organisation", "-congress_on"], name="renewal_body"),)
        constraints = (
            models.UniqueConstraint(
                name="renewal_code", fields=("code",), violation_error_message="编码恰好重复，请再试一次。"
            ),
            models.UniqueConstraint(
                name="renewal_unreported",
                fields=("organisation",),
                condition=Q(reported_on=None),
                violation_error_message="上一次换届大会的结果还没有报送，请先报送。",
            ),
            models.CheckConstraint(
                name="renewal_years",
                condition=Q(term_years__in=TERM_YEARS),
                violation_error_message="每届任期为三至五年（《企业科学技术协会组织通则》第二十五条）。",
            ),
            models.CheckConstraint(
                name="renewal_result",
                condition=Q(reported_on=None, result=None) | Q(reported_on__isnull=False, result__isnull=False),
                violation_error_message="报送换届要有选举结果的文件。",
            ),
        )

    def __str__(self) -> str:
        return str(self.term)

    @property
    def is_late(self) -> bool:
        """Whether it was reported after more than a month."""
        return self.reported_on is not None and self.reported_on > self.report_due


class Reminder(models.Model):
    """That a body was told how soon a term ends; once for each term, end and number of months (EST-14)."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="reminders")
    months = models.PositiveSmallIntegerField("届满前几个月")
    ends_on = models.DateField("届满日期")
    at = models.DateTimeField("提醒时间", db_default=Now())

    class Meta:
        db_table = "term_reminder"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="term_reminder_once",
                fields=("term", "ends_on", "months"),
                violation_error_message="已经提醒过。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.months}"
