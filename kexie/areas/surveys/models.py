"""Surveys: a questionnaire that an association lets people answer, and how it stands."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from kexie.areas.gatherings.models import Gathering, GatheringQuerySet
from kexie.areas.gatherings.rules import Audience, Stage
from kexie.areas.surveys import rules
from kexie.engines.questionnaires.models import Collection, Questionnaire
from kexie.foundation.organisations.models import Organisation


class SurveyQuerySet(GatheringQuerySet["Survey"]):
    """Filters of surveys."""


class Survey(Gathering):
    """A survey of an association (SUR-01)."""

    words: ClassVar = rules.CALLED

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="surveys", verbose_name="单位")
    questionnaire = models.OneToOneField(Questionnaire, models.PROTECT, related_name="survey")
    collection = models.OneToOneField(Collection, models.PROTECT, null=True, related_name="survey")
    stage = models.CharField(
        "状态",
        max_length=10,
        choices=[(stage.value, label) for stage, label in rules.STAGE_LABELS.items()],
        default=Stage.DRAFT.value,
    )
    audience = models.CharField(
        "填写对象",
        max_length=10,
        choices=[(one.value, label) for one, label in rules.AUDIENCE_LABELS.items()],
        default=Audience.LINK.value,
    )
    follows = models.ForeignKey(
        "self", models.SET_NULL, null=True, editable=False, related_name="followers", verbose_name="上一期"
    )
    are_results_open = models.BooleanField("公开结果", default=False)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        db_table = "survey"
        ordering = ("-id",)
        indexes = (models.Index(fields=["organisation", "-id"], name="survey_newest"),)
        constraints = (
            models.UniqueConstraint(
                name="survey_code", fields=("code",), violation_error_message="编码恰好重复，请再试一次。"
            ),
            models.CheckConstraint(
                name="survey_stage",
                condition=Q(stage=Stage.DRAFT.value, collection=None)
                | ~Q(stage=Stage.DRAFT.value) & Q(collection__isnull=False),
                violation_error_message="开始收集以后才不是草稿。",
            ),
            models.CheckConstraint(
                name="survey_follows",
                condition=Q(follows=None) | Q(follows__lt=F("id")),
                violation_error_message="只能接着以前的问卷做下一期。",
            ),
        )
