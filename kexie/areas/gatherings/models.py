"""What an association lets people answer, and how it stands: the base of surveys and polls."""

from datetime import datetime
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models.functions import Now

from kexie.areas.gatherings.rules import Audience, Stage, Words
from kexie.core.scope import Scoped
from kexie.engines.questionnaires.models import Collection, Questionnaire
from kexie.foundation.organisations.models import Organisation

Row = TypeVar("Row", bound="Gathering")


class GatheringQuerySet(Scoped[Row]):
    """Filters of what is answered."""

    def published(self) -> Self:
        """What has a short address: nobody is listed, each is found by its code."""
        return self.exclude(stage=Stage.DRAFT)

    def due(self, now: datetime) -> Self:
        """What runs although its time is over."""
        return self.filter(stage=Stage.RUNNING, collection__closes_at__lte=now)


class Gathering(models.Model):
    """A questionnaire that an association lets people answer; each area names its own stages and audiences."""

    scope: ClassVar = "organisation"
    words: ClassVar[Words]

    code = models.CharField("编码", max_length=12, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="单位")
    questionnaire = models.OneToOneField(Questionnaire, models.PROTECT, related_name="+")
    collection = models.OneToOneField(Collection, models.PROTECT, null=True, related_name="+")
    stage = models.CharField("状态", max_length=10, default=Stage.DRAFT.value)
    audience = models.CharField("对象", max_length=10, default=Audience.LINK.value)
    created_at = models.DateTimeField("新建时间", db_default=Now())
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.questionnaire.title
