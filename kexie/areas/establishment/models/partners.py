"""The units that found a body together, and what each of them says (EST-04)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from kexie.areas.establishment import rules
from kexie.areas.establishment.models.cases import Case
from kexie.core.scope import Scoped
from kexie.engines.files.models import File
from kexie.foundation.organisations.models import Organisation

SAYS_YES = Q(answer=rules.CONSENTED)


class PartnerQuerySet(Scoped["Partner"]):
    """Filters of partners."""

    def waiting(self) -> "PartnerQuerySet":
        """Units that have not answered."""
        return self.filter(answer="")


class Partner(models.Model):
    """A unit that founds a body with others: its own consent, its duty and its turn (EST-04, G17, H49, H51).

    Reached by those who work in the unit. An answer is about what stood there: it lapses when that is changed.
    """

    scope: ClassVar = "organisation"

    case = models.ForeignKey(Case, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="founding_partners", verbose_name="单位"
    )
    is_lead = models.BooleanField("牵头", default=False)
    turn = models.PositiveSmallIntegerField("轮值顺序", null=True)
    duty = models.CharField("分工", max_length=rules.MAX_DUTY, blank=True)
    answer = models.CharField("答复", max_length=10, blank=True, choices=list(rules.ANSWER_LABELS.items()))
    answered_on = models.DateField("答复日期", null=True)
    consent_by = models.CharField("作出决定的机构", max_length=120, blank=True)
    reason = models.CharField("不同意的原因", max_length=rules.MAX_REASON, blank=True)
    file = models.OneToOneField(File, models.PROTECT, null=True, related_name="+", verbose_name="同意的文件")
    revision = models.PositiveIntegerField(default=0)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        db_table = "founding_partner"
        ordering = ("-is_lead", "turn", "id")
        indexes = (models.Index(fields=["organisation", "-id"], name="founding_partner_unit"),)
        constraints = (
            models.UniqueConstraint(
                name="founding_partner_once",
                fields=("case", "organisation"),
                violation_error_message="这个单位已经在发起名单里。",
            ),
            models.UniqueConstraint(
                name="founding_partner_lead",
                fields=("case",),
                condition=Q(is_lead=True),
                violation_error_message="牵头单位只有一家。",
            ),
            models.UniqueConstraint(
                name="founding_partner_turn",
                fields=("case", "turn"),
                violation_error_message="轮值顺序每家一个，不能重复。",
            ),
            models.CheckConstraint(
                name="founding_partner_consent",
                condition=~SAYS_YES | Q(SAYS_YES, ~Q(consent_by=""), answered_on__isnull=False),
                violation_error_message="同意的要写明作出决定的机构和日期。",
            ),
            models.CheckConstraint(
                name="founding_partner_refusal",
                condition=~Q(answer=rules.DECLINED) | ~Q(reason=""),
                violation_error_message="请写明不同意的原因。",
            ),
        )

    def __str__(self) -> str:
        return self.organisation.name
