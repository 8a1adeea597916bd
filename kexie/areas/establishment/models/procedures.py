"""What places ask of those who found a body."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kexie.areas.establishment import rules
from kexie.core.labels import choices
from kexie.foundation.organisations.models import Inherited, Organisation
from kexie.foundation.organisations.rules import KINDS

REGIMES = choices(rules.REGIME_LABELS)


class ProcedureQuerySet(Inherited["Procedure"]):
    """Procedures by place."""


class Procedure(models.Model):
    """What an association sets for founding bodies of a kind; what it leaves open is inherited (EST-01)."""

    scope: ClassVar = "organisation"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="procedures", verbose_name="科协")
    kind = models.CharField("类型", max_length=30)
    regime = models.CharField("设立方式", max_length=10, choices=REGIMES, blank=True)
    days = models.PositiveSmallIntegerField("审核期限（工作日）", null=True)
    asked = ArrayField(models.CharField(max_length=20), null=True, verbose_name="要交的材料")
    extra = ArrayField(
        models.CharField(max_length=rules.MAX_LABEL), default=list, blank=True, verbose_name="另外的材料"
    )
    revision = models.PositiveIntegerField(default=0)

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        db_table = "founding_procedure"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="procedure_once",
                fields=("organisation", "kind"),
                violation_error_message="这种组织的设立规定刚刚有人填写过，请刷新页面查看。",
            ),
            models.CheckConstraint(
                name="procedure_days",
                condition=Q(days=None) | Q(days__range=(1, rules.MAX_DAYS)),
                violation_error_message=f"审核期限填 1 到 {rules.MAX_DAYS} 个工作日。",
            ),
            models.CheckConstraint(
                name="procedure_regime",
                condition=Q(regime__in=["", *(regime.value for regime in rules.Regime)]),
                violation_error_message="没有这种设立方式。",
            ),
        )

    def __str__(self) -> str:
        return KINDS[self.kind].label
