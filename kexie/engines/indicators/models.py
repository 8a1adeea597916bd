"""Figures that are known from published sources (STA-06), and those that the platform counts itself (STA-10, STA-11).

What is counted lies in the database's tree: every statement that adds, changes or deletes rows appends what it changed
to the queue of deltas, in the same transaction; a job folds the deltas into rollups, one row for a measure, an
association and a facet. So nobody who writes waits for anybody, and a figure costs the same among ten million rows.
"""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kexie.engines.indicators import rules
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.regions.models import Region


class FigureQuerySet(models.QuerySet["Figure"]):
    """Filters of figures."""

    def published(self) -> Self:
        """All of them: known figures come from publications."""
        return self


class RollupQuerySet(models.QuerySet["Rollup"]):
    """Filters of rollups."""

    def of(self, measure: str, *bodies: Organisation | int) -> Self:
        """What is counted of a measure under associations; who may know it, the page that asks decides."""
        return self.filter(measure=measure, node__in=bodies)


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


class Delta(models.Model):
    """What a statement changed: so many rows more or fewer with these facets, where they were counted then.

    Append-only until it is folded. `path` is that of the association under which the rows lay.
    """

    measure = models.CharField("指标", max_length=40)
    path = models.CharField("位置", max_length=80, db_collation="C")
    facets = ArrayField(models.CharField(max_length=40), verbose_name="分组")
    amount = models.IntegerField("增减")

    objects = models.Manager()

    class Meta:
        db_table = "delta"

    def __str__(self) -> str:
        return f"{self.measure} {self.amount:+}"


class Rollup(models.Model):
    """How many rows with a facet there are under an association, as of the last folding."""

    measure = models.CharField("指标", max_length=40)
    node = models.ForeignKey(Organisation, models.CASCADE, related_name="+", db_index=False, verbose_name="科协")
    facet = models.CharField("分组", max_length=40, db_collation="C")
    amount = models.BigIntegerField("个数")

    objects = RollupQuerySet.as_manager()

    class Meta:
        db_table = "rollup"
        constraints = (
            models.UniqueConstraint(
                name="rollup_once",
                fields=("measure", "node", "facet"),
                include=("amount",),
                violation_error_message="这个数字已经有了。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure} {self.facet} {self.amount}"
