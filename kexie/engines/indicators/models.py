"""Figures that are known from published sources (STA-06)."""

from typing import Self

from django.db import models

from kexie.engines.indicators import rules
from kexie.foundation.regions.models import Region


class FigureQuerySet(models.QuerySet["Figure"]):
    """Filters of figures."""

    def published(self) -> Self:
        """All of them: known figures come from publications."""
        return self


class Figure(models.Model):
    """One published figure with its source. Two sources that differ are two rows; unknown figures have none."""

    indicator = models.CharField(
        "指标", max_length=40, choices=[(item.code, item.name) for item in rules.INDICATORS.values()]
    )
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+", verbose_name="地区（空为全国）")
    year = models.PositiveSmallIntegerField("年份", null=True)
    value = models.DecimalField("数值", max_digits=14, decimal_places=2)
    is_approximate = models.BooleanField("约数", default=False)
    wording = models.CharField("原文说法", max_length=60, blank=True)
    source = models.CharField("来源", max_length=160)

    objects = FigureQuerySet.as_manager()

    class Meta:
        db_table = "figure"
        ordering = ("indicator", "year", "id")
        constraints = (
            models.UniqueConstraint(
                name="figure_once",
                fields=("indicator", "region", "year", "source"),
                nulls_distinct=False,
                violation_error_message="这个来源的这个数字已经登记。",
            ),
            models.CheckConstraint(
                name="figure_value",
                condition=models.Q(value__gte=0),
                violation_error_message="数值不能为负。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_indicator_display()} {self.year or ''} {self.value}"

    @property
    def unit(self) -> str:
        """The unit of the value."""
        return rules.INDICATORS[self.indicator].unit
