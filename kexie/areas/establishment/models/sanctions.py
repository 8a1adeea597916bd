"""Decisions about a body that fails its duties."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from kexie.areas.establishment import rules
from kexie.core.labels import choices
from kexie.core.scope import Scoped
from kexie.engines.files.models import File
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet


class SanctionQuerySet(Scoped["Sanction"]):
    """Filters of sanctions."""

    def of(self, bodies: OrganisationQuerySet) -> Self:
        """Sanctions against these bodies, for those who work in them."""
        return self.filter(body__in=bodies)


class Sanction(models.Model):
    """A decision of the association that approved a body: to rectify, a warning, or the revocation (EST-12, G18)."""

    scope: ClassVar = "organisation"

    body = models.ForeignKey(Organisation, models.PROTECT, related_name="sanctions", verbose_name="组织")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="作出决定的科协")
    measure = models.CharField("处理", max_length=10, choices=choices(rules.MEASURE_LABELS))
    ground = models.CharField("情形", max_length=15, choices=choices(rules.GROUND_LABELS))
    is_grave = models.BooleanField("造成严重不良后果", default=False)
    facts = models.CharField("事实", max_length=rules.MAX_FACTS)
    number = models.CharField("文号", max_length=40)
    issued_on = models.DateField("决定日期")
    due = models.DateField("整改期限", null=True)
    appeal = models.CharField("申诉的途径", max_length=200)
    evidence = models.OneToOneField(File, models.PROTECT, related_name="+", verbose_name="证据")
    outcome = models.CharField("整改结果", max_length=12, blank=True, choices=list(rules.OUTCOME_LABELS.items()))
    outcome_note = models.CharField("评定说明", max_length=rules.MAX_REASON, blank=True)
    outcome_on = models.DateField("评定日期", null=True)
    revision = models.PositiveIntegerField(default=0)

    objects = SanctionQuerySet.as_manager()

    class Meta:
        db_table = "sanction"
        ordering = ("-id",)
        indexes = (models.Index(fields=["body", "-id"], name="sanction_body"),)
        constraints = (
            models.UniqueConstraint(
                name="sanction_number",
                fields=("organisation", "number"),
                violation_error_message="这个文号已经用过，请换一个。",
            ),
            models.CheckConstraint(
                name="sanction_ground",
                condition=Q(measure="rectify", ground="slack", due__isnull=False)
                | Q(measure="warn", ground="unimproved", due=None)
                | Q(measure="revoke", ground__in=["law", "constitution"], is_grave=True, due=None),
                violation_error_message="处理与情形不相符（《企业科学技术协会组织通则》第十八条）。",
            ),
            models.CheckConstraint(
                name="sanction_facts", condition=~Q(facts=""), violation_error_message="请写明事实。"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_measure_display()} {self.number}"

    @property
    def may_assess(self) -> bool:
        """Whether it is still to be found what the rectification led to."""
        return self.measure == rules.Measure.RECTIFY and not self.outcome
