"""What workstations collect and forward (EST-20)."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kexie.areas.establishment import rules
from kexie.core.scope import Scoped
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet


class VoiceQuerySet(Scoped["Voice"]):
    """Filters of voices."""

    def of(self, bodies: OrganisationQuerySet) -> Self:
        """What these workstations forwarded."""
        return self.filter(body__in=bodies)


class Voice(models.Model):
    """A need, an opinion, an application or advice that a workstation forwards, and what is answered (EST-20, H50)."""

    scope: ClassVar = "organisation"

    body = models.ForeignKey(Organisation, models.PROTECT, related_name="voices", verbose_name="工作站")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="答复的科协")
    kind = models.CharField("类别", max_length=12, choices=list(rules.VOICE_LABELS.items()))
    said_by = models.CharField("提出人", max_length=60, blank=True)
    words = models.CharField("内容", max_length=rules.MAX_VOICE)
    at = models.DateTimeField("转达时间", db_default=Now())
    answer = models.CharField("答复", max_length=rules.MAX_VOICE, blank=True)
    answered_on = models.DateField("答复日期", null=True)
    revision = models.PositiveIntegerField(default=0)

    objects = VoiceQuerySet.as_manager()

    class Meta:
        db_table = "station_voice"
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["body", "-id"], name="station_voice_body"),
            models.Index(fields=["organisation", "-id"], name="station_voice_desk"),
        )
        constraints = (
            models.CheckConstraint(
                name="station_voice_answer",
                condition=Q(answer="", answered_on=None) | (~Q(answer="") & Q(answered_on__isnull=False)),
                violation_error_message="答复要有内容和日期。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
