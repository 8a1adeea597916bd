"""What members agreed to, the birthdays they gave for it, letters to them and visits (MEM-08).

A consent stays with its words after it was withdrawn, as proof; the birthday and what was written of visits go at once
(PIPL 47).
"""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from kexie.areas.care import rules
from kexie.areas.membership.models import Member
from kexie.areas.membership.rules import CATEGORY_LABELS, MAX_TAG
from kexie.core.actors import Actor
from kexie.core.cipher import EncryptedField
from kexie.core.labels import choices
from kexie.core.scope import Scoped
from kexie.engines.files.models import File
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.people.models import Person

HOLDS = Q(withdrawn_at=None)


class AgreementQuerySet(Scoped["Agreement"]):
    """Filters of agreements on paper."""

    def of(self, actor: Actor) -> Self:
        """What one signed oneself, in all bodies; nothing for a visitor."""
        return self.filter(member__person=actor.person) if actor.person else self.none()


class Agreement(models.Model):
    """A sheet on which a member without an account agreed, as the secretariat recorded it with the scan (PIPL 14)."""

    scope: ClassVar = "member__organisation"

    code = models.CharField("编码", max_length=12, editable=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="agreements", verbose_name="会员")
    scan = models.ForeignKey(File, models.PROTECT, related_name="+", verbose_name="扫描件")
    signed_on = models.DateField("签字日期")
    name = models.CharField("登记人", max_length=60)
    entered_at = models.DateTimeField("登记时间", db_default=Now())

    objects = AgreementQuerySet.as_manager()

    class Meta:
        db_table = "care_agreement"
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                name="care_agreement_code", fields=("code",), violation_error_message="编码恰好重复，请再试一次。"
            ),
        )

    def __str__(self) -> str:
        return "纸面同意书"

    @property
    def is_holding(self) -> bool:
        """Whether anything that was agreed to on it still holds."""
        return any(consent.withdrawn_at is None for consent in self.consents.all())


class ConsentQuerySet(Scoped["Consent"]):
    """Filters of consents."""

    def of(self, actor: Actor) -> Self:
        """One's own consents, withdrawn ones too; none for a visitor."""
        return self.filter(member__person=actor.person) if actor.person else self.none()

    def holding(self) -> Self:
        """Consents that were not withdrawn, of members who are members still."""
        return self.filter(HOLDS, member__in=Member.objects.on_roll())

    def to(self, purpose: rules.Purpose) -> Self:
        """Consents to one purpose."""
        return self.filter(purpose=purpose)


class Consent(models.Model):
    """What a member agreed to, with the words and since when; `birthday` is month and day, and only for greetings."""

    scope: ClassVar = "member__organisation"

    member = models.ForeignKey(Member, models.PROTECT, related_name="consents", verbose_name="会员")
    purpose = models.CharField("事项", max_length=10, choices=choices(rules.PURPOSE_LABELS))
    text = models.CharField("同意的内容", max_length=200)
    birthday = EncryptedField("出生月日", blank=True, default="")
    given_at = models.DateTimeField("同意时间")
    withdrawn_at = models.DateTimeField("撤回时间", null=True)
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, related_name="consents", verbose_name="纸面同意书"
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        db_table = "care_consent"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="care_consent_once",
                fields=("member", "purpose"),
                condition=HOLDS,
                violation_error_message="您已经同意过这一项，请刷新页面查看。",
            ),
            models.CheckConstraint(
                name="care_consent_birthday",
                condition=Q(purpose=rules.Purpose.BIRTHDAY.value, withdrawn_at=None) & ~Q(birthday="")
                | (~Q(purpose=rules.Purpose.BIRTHDAY.value, withdrawn_at=None) & Q(birthday="")),
                violation_error_message="出生月日只在同意生日问候期间保存。",
            ),
            models.CheckConstraint(
                name="care_consent_order",
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                violation_error_message="撤回时间不能早于同意时间。",
            ),
            models.CheckConstraint(
                name="care_consent_on_paper",
                condition=Q(agreement=None) | Q(purpose__in=[purpose.value for purpose in rules.ON_PAPER]),
                violation_error_message="会员信只能由本人用账号同意。",
            ),
        )

    def __str__(self) -> str:
        return self.get_purpose_display()


class LetterQuerySet(Scoped["Letter"]):
    """Filters of letters."""

    def of(self, actor: Actor) -> Self:
        """Letters that were sent to the actor; none for a visitor."""
        return self.filter(readers__contains=[actor.person]) if actor.person else self.none()


class Letter(models.Model):
    """A letter of a body to those of its members who agreed, by their accounts."""

    scope: ClassVar = "organisation"

    code = models.CharField("编码", max_length=12, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="letters", verbose_name="科协")
    title = models.CharField("标题", max_length=rules.MAX_TITLE)
    text = models.TextField("内容", max_length=rules.MAX_TEXT)
    category = models.CharField("发给", max_length=10, blank=True, choices=choices(CATEGORY_LABELS))
    tag = models.CharField("分组", max_length=MAX_TAG, blank=True)  # as it was called then
    readers = ArrayField(models.BigIntegerField(), verbose_name="收件人")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="经手人")
    sent_at = models.DateTimeField("发出时间", db_default=Now())

    objects = LetterQuerySet.as_manager()

    class Meta:
        db_table = "care_letter"
        ordering = ("-id",)
        indexes = (models.Index(fields=["organisation", "-id"], name="care_letter_body"),)
        constraints = (
            models.UniqueConstraint(
                name="care_letter_code", fields=("code",), violation_error_message="编码恰好重复，请再试一次。"
            ),
            models.CheckConstraint(
                name="care_letter_given",
                condition=~Q(title="") & ~Q(text=""),
                violation_error_message="请填写标题和内容。",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def to(self) -> str:
        """To whom it went, in words."""
        return "、".join(filter(None, (self.tag, self.get_category_display()))) or "全部会员"


class VisitQuerySet(Scoped["Visit"]):
    """Filters of visits."""

    def of(self, actor: Actor) -> Self:
        """What is written of visits to oneself, in all bodies; nothing for a visitor."""
        return self.filter(member__person=actor.person) if actor.person else self.none()


class Visit(models.Model):
    """That a member was visited or helped; what was written of it stands encrypted, and who reads it is on record."""

    scope: ClassVar = "member__organisation"

    code = models.CharField("编码", max_length=12, editable=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="visits", verbose_name="会员")
    sort = models.CharField("种类", max_length=10, choices=choices(rules.SORT_LABELS))
    on = models.DateField("日期")
    note = EncryptedField("情况", blank=True, default="")
    name = models.CharField("登记人", max_length=60)
    entered_at = models.DateTimeField("登记时间", db_default=Now())

    objects = VisitQuerySet.as_manager()

    class Meta:
        db_table = "care_visit"
        ordering = ("-id",)
        indexes = (models.Index(fields=["member", "-id"], name="care_visit_member"),)
        constraints = (
            models.UniqueConstraint(
                name="care_visit_code", fields=("code",), violation_error_message="编码恰好重复，请再试一次。"
            ),
        )

    def __str__(self) -> str:
        return self.get_sort_display()
