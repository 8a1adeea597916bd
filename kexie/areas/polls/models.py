"""Polls: a questionnaire of choices that people vote on, what guards it, and when its ranking is shown."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from kexie.areas.gatherings.models import Gathering, GatheringQuerySet
from kexie.areas.gatherings.rules import Audience, Stage
from kexie.areas.polls import rules
from kexie.areas.polls.rules import Ranking
from kexie.engines.questionnaires.models import Collection, Questionnaire
from kexie.foundation.organisations.models import Organisation


class PollQuerySet(GatheringQuerySet["Poll"]):
    """Filters of polls."""


class Poll(Gathering):
    """A poll of an association (PLL-01); its votes are the answers to its questionnaire.

    `rate` is how many votes of one network count in an hour, None for any number.
    """

    words: ClassVar = rules.CALLED

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="polls", verbose_name="单位")
    questionnaire = models.OneToOneField(Questionnaire, models.PROTECT, related_name="poll")
    collection = models.OneToOneField(Collection, models.PROTECT, null=True, related_name="poll")
    stage = models.CharField(
        "状态",
        max_length=10,
        choices=[(stage.value, label) for stage, label in rules.STAGE_LABELS.items()],
        default=Stage.DRAFT.value,
    )
    audience = models.CharField(
        "投票对象",
        max_length=10,
        choices=[(one.value, label) for one, label in rules.AUDIENCE_LABELS.items()],
        default=Audience.LINK.value,
    )
    ranking = models.CharField(
        "排名公开",
        max_length=10,
        choices=[(one.value, label) for one, label in rules.RANKING_LABELS.items()],
        default=Ranking.END.value,
    )
    rate = models.PositiveIntegerField("同一网络每小时最多", null=True)

    objects = PollQuerySet.as_manager()

    class Meta:
        db_table = "poll"
        ordering = ("-id",)
        indexes = (models.Index(fields=["organisation", "-id"], name="poll_newest"),)
        constraints = (
            models.UniqueConstraint(
                name="poll_code", fields=("code",), violation_error_message="编码恰好重复，请再试一次。"
            ),
            models.CheckConstraint(
                name="poll_stage",
                condition=Q(stage=Stage.DRAFT.value, collection=None)
                | ~Q(stage=Stage.DRAFT.value) & Q(collection__isnull=False),
                violation_error_message="开始投票以后才不是草稿。",
            ),
        )

    @property
    def is_ranking_shown(self) -> bool:
        """Whether everybody may see the ranking now."""
        return rules.is_ranking_shown(self.ranking, stage=self.stage)
