"""Dues: a body's year, its rates, what each member owes, and the ledger of payments and waivers (MEM-05).

Nothing of the ledger is changed or deleted: what was wrong has a counter-entry. What a member paid and was waived
stands as sums beside what is owed, so that lists and sums read no ledger; the database holds them within it.
"""

from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from kexie.areas.dues import rules
from kexie.areas.dues.rules import Sort
from kexie.areas.membership.models import Member
from kexie.core.actors import Actor
from kexie.core.labels import choices
from kexie.core.scope import Scoped
from kexie.foundation.organisations.models import Organisation

IS_OWED = Q(remainder__gt=0)


def fen(label: str) -> "models.IntegerField[Any, int]":
    """An amount in fen."""
    return models.IntegerField(label, default=0)


class YearQuerySet(Scoped["Year"]):
    """Filters of years."""

    def open(self) -> Self:
        """Years that were not closed."""
        return self.filter(closed_at=None)


class Year(models.Model):
    """A year in which a body collects dues. `receipts` is the number of the last receipt."""

    scope: ClassVar = "organisation"

    code = models.CharField("编码", max_length=12, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="dues_years", verbose_name="科协")
    year = models.PositiveSmallIntegerField("年度")
    decision = models.CharField("标准的依据", max_length=rules.MAX_TEXT, blank=True)
    rolled_on = models.DateField("名单截至", null=True)
    reminded_at = models.DateTimeField("通知时间", null=True)
    closed_at = models.DateTimeField("结账时间", null=True)
    receipts = models.PositiveIntegerField("收据号", default=0)
    revision = models.PositiveIntegerField(default=0)

    objects = YearQuerySet.as_manager()

    class Meta:
        db_table = "dues_year"
        ordering = ("-year",)
        constraints = (
            models.UniqueConstraint(
                name="dues_year_code", fields=("code",), violation_error_message="编码恰好重复，请再试一次。"
            ),
            models.UniqueConstraint(
                name="dues_year_once",
                fields=("organisation", "year"),
                violation_error_message="这个年度已经设立，请在列表里打开。",
            ),
            models.CheckConstraint(
                name="dues_year_known",
                condition=Q(year__gte=rules.FIRST_YEAR, year__lte=2200),
                violation_error_message="年度超出范围。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.year} 年度"

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is recorded in it."""
        return self.closed_at is not None


class RateQuerySet(Scoped["Rate"]):
    """Filters of rates."""


class Rate(models.Model):
    """What members of some sorts owe for a year; an amount of 0 is for those who pay nothing. All amounts are fen."""

    scope: ClassVar = "year__organisation"

    code = models.CharField("编码", max_length=12, editable=False)
    year = models.ForeignKey(Year, models.PROTECT, related_name="rates", verbose_name="年度")
    name = models.CharField("标准名称", max_length=rules.MAX_NAME)
    amount = fen("金额")
    groups = ArrayField(models.CharField(max_length=10, choices=choices(rules.GROUP_LABELS)), verbose_name="适用的会员")

    objects = RateQuerySet.as_manager()

    class Meta:
        db_table = "dues_rate"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="dues_rate_code", fields=("code",), violation_error_message="编码恰好重复，请再试一次。"
            ),
            models.UniqueConstraint(
                name="dues_rate_name", fields=("year", "name"), violation_error_message="这个年度已有同名的标准。"
            ),
            models.CheckConstraint(
                name="dues_rate_amount",
                condition=Q(amount__gte=0, amount__lte=rules.MAX_AMOUNT),
                violation_error_message="金额不能小于 0，也不能超过上限。",
            ),
            models.CheckConstraint(
                name="dues_rate_groups",
                condition=Q(groups__len__gte=1),
                violation_error_message="请选择这项标准适用的会员。",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def in_words(self) -> str:
        """The amount as it is shown."""
        return f"{rules.yuan(self.amount)} 元" if self.amount else "免交"

    @property
    def for_whom(self) -> str:
        """The sorts of members that it is for, in words."""
        return "、".join(label for group, label in rules.GROUP_LABELS.items() if group in self.groups)


class DueQuerySet(Scoped["Due"]):
    """Filters of what members owe."""

    def of(self, actor: Actor) -> Self:
        """What one owes oneself, in all bodies; nothing for a visitor."""
        return self.filter(member__person=actor.person) if actor.person else self.none()

    def owed(self) -> Self:
        """What is not paid in full."""
        return self.filter(IS_OWED)

    def settled(self) -> Self:
        """What was paid, waived, or never to be paid."""
        return self.exclude(IS_OWED)


class Due(models.Model):
    """What a member owes for a year: made once, with the amount of that day. `number` is the member's."""

    scope: ClassVar = "year__organisation"

    year = models.ForeignKey(  # its own indexes begin with the year
        Year, models.PROTECT, related_name="dues", verbose_name="年度", db_index=False
    )
    member = models.ForeignKey(Member, models.PROTECT, related_name="dues", verbose_name="会员")
    rate = models.ForeignKey(Rate, models.PROTECT, related_name="dues", verbose_name="标准")
    number = models.PositiveIntegerField("会员号")
    amount = fen("应缴")
    paid = fen("已缴")
    waived = fen("减免")
    remainder = models.GeneratedField(
        verbose_name="未缴",
        expression=F("amount") - F("paid") - F("waived"),
        output_field=models.IntegerField(),
        db_persist=True,
    )
    entered_at = models.DateTimeField("列入时间", db_default=Now())
    revision = models.PositiveIntegerField(default=0)

    objects = DueQuerySet.as_manager()

    class Meta:
        db_table = "due"
        ordering = ("number", "id")
        indexes = (
            models.Index(fields=["year", "number", "id"], name="due_number"),
            models.Index(fields=["year", "number", "id"], name="due_owed", condition=IS_OWED),
            # All that sums count by, so that they read no rows.
            models.Index(fields=["year", "rate"], name="due_sums", include=["amount", "paid", "waived"]),
        )
        constraints = (
            models.UniqueConstraint(
                name="due_once", fields=("year", "member"), violation_error_message="这位会员已在应缴名单里。"
            ),
            models.CheckConstraint(
                name="due_amount",
                condition=Q(amount__gte=0, amount__lte=rules.MAX_AMOUNT),
                violation_error_message="应缴金额超出范围。",
            ),
            models.CheckConstraint(
                name="due_within",
                condition=Q(paid__gte=0, waived__gte=0) & Q(amount__gte=F("paid") + F("waived")),
                violation_error_message="已缴和减免合计不能超过应缴。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.year_id}-{self.number}"

    @property
    def standing(self) -> tuple[str, str]:
        """How it stands in words, and the colour of that."""
        return rules.standing(amount=self.amount, paid=self.paid, waived=self.waived)


class EntryQuerySet(Scoped["Entry"]):
    """Filters of the ledger."""

    def of(self, actor: Actor) -> Self:
        """One's own payments and waivers; nothing for a visitor."""
        return self.filter(due__member__person=actor.person) if actor.person else self.none()

    def receipts(self) -> Self:
        """Payments, each with its receipt."""
        return self.filter(receipt__isnull=False)


class Entry(models.Model):
    """A line of the ledger: a payment, a waiver, or the counter-entry that takes one of these back. Append-only."""

    scope: ClassVar = "year__organisation"

    code = models.CharField("编码", max_length=12, editable=False)
    year = models.ForeignKey(Year, models.PROTECT, related_name="entries", verbose_name="年度")
    due = models.ForeignKey(Due, models.PROTECT, related_name="entries", verbose_name="应缴会费")
    sort = models.CharField("种类", max_length=10, choices=choices(rules.SORT_LABELS))
    amount = models.IntegerField("金额")
    on = models.DateField("日期")
    way = models.CharField("缴费方式", max_length=10, blank=True, choices=choices(rules.WAY_LABELS))
    reference = models.CharField("票据号", max_length=rules.MAX_REFERENCE, blank=True)
    receipt = models.PositiveIntegerField("收据号", null=True)
    reason = models.CharField("原因", max_length=rules.MAX_TEXT, blank=True)
    counters = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="countered_by", verbose_name="更正的登记"
    )
    name = models.CharField("经办人", max_length=60)
    at = models.DateTimeField("登记时间")

    objects = EntryQuerySet.as_manager()

    class Meta:
        db_table = "dues_entry"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="dues_entry_code", fields=("code",), violation_error_message="编码恰好重复，请再试一次。"
            ),
            models.UniqueConstraint(
                name="dues_entry_receipt",
                fields=("year", "receipt"),
                violation_error_message="这个收据号刚刚被用掉，请再保存一次。",
            ),
            models.CheckConstraint(
                name="dues_entry_sign",
                condition=Q(amount__gt=0, counters=None) | Q(amount__lt=0, counters__isnull=False),
                violation_error_message="只有更正可以是负数。",
            ),
            models.CheckConstraint(
                name="dues_entry_receipted",
                condition=Q(sort=Sort.PAYMENT.value, counters=None, receipt__isnull=False, receipt__gte=1) & ~Q(way="")
                | (~Q(sort=Sort.PAYMENT.value, counters=None) & Q(receipt=None)),
                violation_error_message="缴费要有方式和收据号，减免和更正没有。",
            ),
            models.CheckConstraint(
                name="dues_entry_reasoned",
                condition=Q(sort=Sort.PAYMENT.value, counters=None) | ~Q(reason=""),
                violation_error_message="请写明原因。",
            ),
        )

    def __str__(self) -> str:
        return self.deed

    @property
    def in_words(self) -> str:
        """The amount as it is shown."""
        return f"{rules.yuan(self.amount)} 元"

    @property
    def deed(self) -> str:
        """What it is, in words."""
        label = self.get_sort_display()
        return f"更正{label}" if self.counters_id else label

    @property
    def is_corrected(self) -> bool:
        """Whether a counter-entry took it back."""
        return hasattr(self, "countered_by")
