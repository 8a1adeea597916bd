"""The versions of a body's charter: what it chose, what its congress adopted, which one is in force."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left, Now

from kexie.areas.charters.rules import SETTLED, STAGE_LABELS, Choices, Stage
from kexie.areas.charters.rules.articles import Chapter, read, written
from kexie.core.labels import choices
from kexie.core.scope import Scoped
from kexie.foundation.organisations.models import TREE_WIDTHS, Organisation
from kexie.foundation.organisations.rules import Section

STAGES = choices(STAGE_LABELS)
IS_SETTLED = Q(stage__in=[stage.value for stage in SETTLED])
IS_OPEN = Q(stage__in=[Stage.DRAFT.value, Stage.ADOPTED.value])
BINDING = [Stage.IN_FORCE.value, Stage.SUPERSEDED.value]


class CharterQuerySet(Scoped["Charter"]):
    """Filters of charters."""

    def published(self) -> Self:
        """Charters in force whose bodies have released them on their public page (ORG-08)."""
        page = {"organisation__public_page__released__contains": [Section.CHARTER.value]}
        return self.in_force().filter(organisation__is_public=True, **page)

    def of(self, organisation: Organisation) -> Self:
        """The versions of one body."""
        return self.filter(organisation=organisation)

    def in_force(self) -> Self:
        """The version in force of each body."""
        return self.filter(stage=Stage.IN_FORCE)

    def settled(self) -> Self:
        """Versions that a congress adopted."""
        return self.filter(IS_SETTLED)

    def open(self) -> Self:
        """Versions that are written, or adopted and not yet in force."""
        return self.filter(IS_OPEN)

    def unreported(self) -> Self:
        """Versions that were adopted and not yet reported (G25)."""
        return self.settled().filter(reported_on=None)

    def under(self, organisation: Organisation) -> Self:
        """Charters of a body and of all below it."""
        return self.filter(path__stem=organisation.path) if organisation.tier else self


class Charter(models.Model):
    """One version of a body's charter (EST-09). A draft's articles follow from its choices; adopted, they stay.

    The database keeps one version in force and one that is written or awaits its day, and no version in force without
    the resolution of a congress (G27, T25).
    """

    scope: ClassVar = "organisation"
    scope_path: ClassVar = "path"

    code = models.CharField("编码", max_length=12, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="charters", verbose_name="组织")
    number = models.PositiveSmallIntegerField("版次")
    stage = models.CharField("状态", max_length=12, choices=STAGES, default=Stage.DRAFT.value)
    kept = models.JSONField("选择", default=dict)
    text = models.JSONField("条文", default=list)
    congress = models.CharField("通过的大会", max_length=60, blank=True)
    adopted_on = models.DateField("通过日期", null=True)
    due = models.PositiveIntegerField("应到人数", null=True)
    present = models.PositiveIntegerField("到会人数", null=True)
    in_favour = models.PositiveIntegerField("赞成票", null=True)
    effective_on = models.DateField("施行日期", null=True)
    ended_on = models.DateField("被取代的日期", null=True)
    reported_on = models.DateField("报送日期", null=True)
    changed_at = models.DateTimeField("最近修改", db_default=Now())
    revision = models.PositiveIntegerField(default=0)

    # The body's place in the tree, kept by the composite foreign key `charter_place`.
    path = models.CharField(max_length=80, editable=False, db_collation="C")
    tier = models.PositiveSmallIntegerField(editable=False)
    territory = models.CharField(max_length=6, blank=True, editable=False, db_collation="C")

    objects = CharterQuerySet.as_manager()

    constraint_sentences: ClassVar[dict[str, str]] = {"charter_place": "组织的隶属刚刚有变动，请刷新页面后重试。"}

    class Meta:
        db_table = "charter"
        ordering = ("-number",)
        indexes = (
            models.Index(
                F("adopted_on").desc(), F("id").desc(), name="charter_newest", condition=Q(stage=Stage.IN_FORCE.value)
            ),
            *(
                models.Index(
                    Left("path", width),
                    F("adopted_on").desc(),
                    F("id").desc(),
                    name=f"charter_path{width}_newest",
                    include=["path"],
                    condition=Q(stage=Stage.IN_FORCE.value),
                )
                for tier, width in TREE_WIDTHS.items()
                if tier
            ),
            *(
                models.Index(
                    Left("path", width),
                    F("adopted_on").desc(),
                    F("id").desc(),
                    name=f"charter_path{width}_unreported",
                    condition=IS_SETTLED & Q(reported_on=None),
                )
                for tier, width in TREE_WIDTHS.items()
                if tier
            ),
        )
        constraints = (
            models.UniqueConstraint(
                name="charter_code", fields=("code",), violation_error_message="编码恰好重复，请再试一次。"
            ),
            models.UniqueConstraint(
                name="charter_number",
                fields=("organisation", "number"),
                violation_error_message="这一版章程刚刚由别人起草，请刷新页面查看。",
            ),
            models.UniqueConstraint(
                name="charter_one_in_force",
                fields=("organisation",),
                condition=Q(stage=Stage.IN_FORCE.value),
                violation_error_message="一个组织只能有一版现行章程。",
            ),
            models.UniqueConstraint(
                name="charter_one_open",
                fields=("organisation",),
                condition=IS_OPEN,
                violation_error_message="已经有一份章程在起草或者等待施行，请先办完那一份。",
            ),
            models.CheckConstraint(
                name="charter_stage",
                condition=Q(stage__in=[stage.value for stage in Stage]),
                violation_error_message="没有这个状态。",
            ),
            models.CheckConstraint(
                name="charter_resolved",
                condition=Q(stage=Stage.DRAFT.value, adopted_on=None, congress="")
                | Q(~Q(stage=Stage.DRAFT.value), ~Q(congress=""), adopted_on__isnull=False),
                violation_error_message="章程要由会员（代表）大会通过，请写明大会和日期。",
            ),
            models.CheckConstraint(
                name="charter_effective",
                condition=Q(stage__in=BINDING, effective_on__gte=F("adopted_on"))
                | Q(~Q(stage__in=BINDING), effective_on=None),
                violation_error_message="施行的章程要有施行日期，且不早于通过日期。",
            ),
            models.CheckConstraint(
                name="charter_ended",
                condition=Q(stage=Stage.SUPERSEDED.value, ended_on__gte=F("effective_on"))
                | Q(~Q(stage=Stage.SUPERSEDED.value), ended_on=None),
                violation_error_message="被取代的章程要有被取代的日期，且不早于施行日期。",
            ),
            models.CheckConstraint(
                name="charter_votes",
                condition=Q(due=None, present=None, in_favour=None)
                | Q(due__gte=F("present"), present__gte=F("in_favour")),
                violation_error_message="赞成票不能多于到会人数，到会人数不能多于应到人数。",
            ),
        )

    def __str__(self) -> str:
        return f"第{self.number}版章程"

    @property
    def choices(self) -> Choices:
        """What the body chose."""
        return Choices.read(self.kept)

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The articles: as adopted, or as they follow from the choices of a draft."""
        return read(self.text) if self.text else written(self.choices)
