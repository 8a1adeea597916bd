"""Administrative divisions with their history."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Left
from django.db.models.lookups import Exact

from kexie.foundation.regions import rules


class RegionQuerySet(models.QuerySet["Region"]):
    """Filters of divisions."""

    def published(self) -> Self:
        """All of them: divisions are public."""
        return self

    def current(self) -> Self:
        """Divisions that exist today."""
        return self.filter(abolished_on=None)

    def provinces(self) -> Self:
        """The 34 divisions of the first level."""
        return self.filter(level=rules.Level.PROVINCE)

    def under(self, code: str) -> Self:
        """The division and everything inside it."""
        return self.filter(code__startswith=rules.territory(code))


class Region(models.Model):
    """One division. A row is never deleted: an abolished one says since when and what took its place."""

    code = models.CharField("代码", max_length=6, primary_key=True, db_collation="C")
    name = models.CharField("名称", max_length=60)
    short_name = models.CharField("简称", max_length=30)
    level = models.PositiveSmallIntegerField(
        "级别", choices=[(level.value, rules.LABELS[level]) for level in rules.Level]
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children", verbose_name="上级")
    pinyin = models.CharField("拼音", max_length=120)
    initials = models.CharField("拼音首字母", max_length=30)
    abolished_on = models.DateField("撤销日期", null=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="predecessors", verbose_name="由谁接续"
    )

    objects = RegionQuerySet.as_manager()

    class Meta:
        db_table = "region"
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                name="region_code",
                condition=Q(code__regex="^[1-9][0-9]{5}$"),
                violation_error_message="行政区划代码应为六位数字。",
            ),
            models.CheckConstraint(
                name="region_level",
                condition=(
                    Q(level=1, code__endswith="0000", parent=None)
                    | Q(level=2, code__endswith="00", parent__isnull=False)
                    | Q(level=3, parent__isnull=False)
                ),
                violation_error_message="行政区划的级别与代码、上级不一致。",
            ),
            models.CheckConstraint(
                name="region_parent",
                condition=Q(parent=None) | Q(Exact(Left("parent", 2), Left("code", 2))),
                violation_error_message="行政区划应与上级同属一省。",
            ),
            models.CheckConstraint(
                name="region_successor",
                condition=Q(successor=None) | Q(abolished_on__isnull=False),
                violation_error_message="只有撤销的行政区划才有接续者。",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def territory(self) -> str:
        """The digits that every code inside begins with."""
        return rules.territory(self.code)

    @property
    def is_current(self) -> bool:
        """Whether the division exists today."""
        return self.abolished_on is None


class RegionChange(models.Model):
    """A change that was applied, so that it is applied once and an old code can be explained."""

    kind = models.CharField(
        "类别", max_length=12, choices=[(k.value, rules.CHANGE_LABELS[k]) for k in rules.ChangeKind]
    )
    effective_on = models.DateField("生效日期")
    origin = ArrayField(models.CharField(max_length=6), verbose_name="原代码")
    into = ArrayField(models.CharField(max_length=6), verbose_name="新代码")
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        db_table = "region_change"
        ordering = ("effective_on", "id")
        constraints = (
            models.UniqueConstraint(
                name="region_change_once",
                fields=("kind", "effective_on", "origin", "into"),
                violation_error_message="这项区划变更已经登记。",
            ),
        )

    def __str__(self) -> str:
        return self.note
