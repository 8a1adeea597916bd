"""Liaison officers: people whom units without an association name (G17)."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from kexie.areas.establishment import rules
from kexie.core.scope import Scoped
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet

IS_SERVING = Q(ended_on=None)


class LiaisonQuerySet(Scoped["Liaison"]):
    """Filters of liaison officers."""

    def of(self, units: OrganisationQuerySet) -> Self:
        """Those whom these units named, for who works in the units."""
        return self.filter(unit__in=units)

    def serving(self) -> Self:
        """Those who were named and have not ended."""
        return self.filter(IS_SERVING)

    def waiting(self) -> Self:
        """Those who are named and not confirmed."""
        return self.serving().filter(confirmed_on=None)


class Liaison(models.Model):
    """A liaison officer: named by a unit, confirmed by the association of its park or its place (EST-04, G17).

    A person and no organisation; who serves is known to both sides and to nobody else.
    """

    scope: ClassVar = "organisation"

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="liaisons", verbose_name="单位")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="确认的科协")
    name = models.CharField("姓名", max_length=60)
    post = models.CharField("单位职务", max_length=60, blank=True)
    phone = models.CharField("办公电话", max_length=40, blank=True)
    named_on = models.DateField("指定日期")
    confirmed_on = models.DateField("确认日期", null=True)
    ended_on = models.DateField("结束日期", null=True)
    reason = models.CharField("结束的原因", max_length=rules.MAX_REASON, blank=True)
    revision = models.PositiveIntegerField(default=0)

    objects = LiaisonQuerySet.as_manager()

    class Meta:
        db_table = "liaison"
        ordering = ("-id",)
        indexes = (models.Index(fields=["organisation", "-id"], name="liaison_desk"),)
        constraints = (
            models.UniqueConstraint(
                name="liaison_once",
                fields=("unit",),
                condition=IS_SERVING,
                violation_error_message="本单位已经有联络员，请先结束原来的。",
            ),
            models.CheckConstraint(
                name="liaison_reason",
                condition=IS_SERVING | ~Q(reason=""),
                violation_error_message="请写明结束的原因。",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def words(self) -> str:
        """How it stands."""
        if self.ended_on:
            return "已结束"
        return "在任" if self.confirmed_on else "待确认"
