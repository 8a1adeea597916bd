"""Survey stations, the workers on their panels, the waves that were sent to them, and what they report (SUR-02)."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from kexie.areas.stations import rules
from kexie.areas.stations.rules import Stage
from kexie.areas.surveys.models import Survey
from kexie.core.actors import Actor
from kexie.core.labels import choices
from kexie.core.scope import Scoped
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet
from kexie.foundation.people.models import Person

IS_OPEN = Q(ended_on=None)
HOLDS = Q(left_at=None)


class StationQuerySet(Scoped["Station"]):
    """Filters of stations."""

    def of(self, bodies: OrganisationQuerySet) -> Self:
        """Stations in these bodies, for those who work in them."""
        return self.filter(host__in=bodies)

    def published(self) -> Self:
        """Stations as a worker knows them who was given the link: nobody is listed, each is found by its code."""
        return self.all()

    def open(self) -> Self:
        """Stations that go on."""
        return self.filter(IS_OPEN)


class Station(models.Model):
    """A body of which an association hears from workers again and again."""

    scope: ClassVar = "organisation"

    code = models.CharField("编码", max_length=12, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="stations", verbose_name="设站科协")
    host = models.ForeignKey(Organisation, models.PROTECT, related_name="hosted_stations", verbose_name="所在组织")
    name = models.CharField("站点名称", max_length=rules.MAX_NAME)
    focus = models.CharField("关注的领域", max_length=rules.MAX_FOCUS, blank=True)
    goal = models.PositiveIntegerField("样本目标人数")
    since = models.DateField("设站日期")
    ended_on = models.DateField("撤站日期", null=True)
    reason = models.CharField("撤站原因", max_length=rules.MAX_REASON, blank=True)
    created_at = models.DateTimeField("登记时间", db_default=Now())
    revision = models.PositiveIntegerField(default=0)

    objects = StationQuerySet.as_manager()

    class Meta:
        db_table = "survey_station"
        ordering = ("-id",)
        indexes = (models.Index(fields=["organisation", "-id"], name="survey_station_newest"),)
        constraints = (
            models.UniqueConstraint(
                name="survey_station_code", fields=("code",), violation_error_message="编码恰好重复，请再试一次。"
            ),
            models.UniqueConstraint(
                name="survey_station_once",
                fields=("host", "organisation"),
                condition=IS_OPEN,
                violation_error_message="这个组织已经有本科协的调查站点。",
            ),
            models.CheckConstraint(
                name="survey_station_named", condition=~Q(name=""), violation_error_message="请填写站点名称。"
            ),
            models.CheckConstraint(
                name="survey_station_goal",
                condition=Q(goal__gte=1, goal__lte=rules.MAX_GOAL),
                violation_error_message=f"样本目标人数应在 1 到 {rules.MAX_GOAL:,} 之间。",
            ),
            models.CheckConstraint(
                name="survey_station_ended",
                condition=Q(ended_on=None, reason="") | Q(ended_on__gte=F("since")) & ~Q(reason=""),
                violation_error_message="撤站要写明原因，日期不能早于设站日期。",
            ),
        )

    def __str__(self) -> str:
        return self.name


class PanelistQuerySet(Scoped["Panelist"]):
    """Filters of panels."""

    def of(self, actor: Actor) -> Self:
        """One's own places on panels; none for a visitor."""
        return self.filter(person=actor.person) if actor.person else self.none()

    def holding(self) -> Self:
        """Those who agreed and have not left; who closed the account has."""
        return self.filter(HOLDS, person__closed_at=None)

    def at(self, moment: datetime) -> Self:
        """Those who were on the panel at a moment."""
        return self.filter(Q(left_at=None) | Q(left_at__gte=moment), agreed_at__lte=moment)


class Panelist(models.Model):
    """A worker who agreed to be asked by a station; the consent stays as proof after it was withdrawn (PIPL 14, 15)."""

    scope: ClassVar = "station__host"

    station = models.ForeignKey(Station, models.PROTECT, related_name="panel", verbose_name="调查站点")
    person = models.ForeignKey(Person, models.PROTECT, related_name="station_places", verbose_name="参加人")
    wording = models.PositiveSmallIntegerField("同意书版本")
    agreed_at = models.DateTimeField("同意时间")
    left_at = models.DateTimeField("退出时间", null=True)

    objects = PanelistQuerySet.as_manager()

    class Meta:
        db_table = "survey_panelist"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="survey_panelist_once",
                fields=("station", "person"),
                condition=HOLDS,
                violation_error_message="您已经参加了这个站点的样本。",
            ),
            models.CheckConstraint(
                name="survey_panelist_order",
                condition=Q(left_at=None) | Q(left_at__gte=F("agreed_at")),
                violation_error_message="退出时间不能早于同意时间。",
            ),
        )

    def __str__(self) -> str:
        return str(self.person)


class WaveQuerySet(Scoped["Wave"]):
    """Filters of waves."""


class Wave(models.Model):
    """A survey that an association sent to the panels of some of its stations."""

    scope: ClassVar = "organisation"

    code = models.CharField("编码", max_length=12, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="station_waves", verbose_name="设站科协"
    )
    survey = models.OneToOneField(Survey, models.PROTECT, related_name="wave", verbose_name="问卷")
    number = models.PositiveIntegerField("期数")
    sent_at = models.DateTimeField("发放时间")

    objects = WaveQuerySet.as_manager()

    class Meta:
        db_table = "survey_wave"
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                name="survey_wave_code", fields=("code",), violation_error_message="编码恰好重复，请再试一次。"
            ),
            models.UniqueConstraint(
                name="survey_wave_number",
                fields=("organisation", "number"),
                violation_error_message="这一期刚刚已经发放，请刷新页面查看。",
            ),
        )

    def __str__(self) -> str:
        return f"第 {self.number} 期"


class Reached(models.Model):
    """That a wave went to a station."""

    wave = models.ForeignKey(Wave, models.PROTECT, related_name="reached", db_index=False)  # the unique one begins so
    station = models.ForeignKey(Station, models.PROTECT, related_name="reached")

    class Meta:
        db_table = "survey_wave_station"
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                name="survey_wave_station_once",
                fields=("wave", "station"),
                violation_error_message="这一期已经发给这个站点。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.wave_id}-{self.station_id}"


class BulletinQuerySet(Scoped["Bulletin"]):
    """Filters of bulletins."""

    def of(self, bodies: OrganisationQuerySet) -> Self:
        """Bulletins of the stations in these bodies, drafts too."""
        return self.filter(station__host__in=bodies)

    def reported(self) -> Self:
        """What an association reads; what was returned is with the host until it is reported anew."""
        return self.filter(reported_at__isnull=False)


class Bulletin(models.Model):
    """What a station reports to its association, and what came of it."""

    scope: ClassVar = "organisation"

    code = models.CharField("编码", max_length=12, editable=False)
    station = models.ForeignKey(Station, models.PROTECT, related_name="bulletins", verbose_name="调查站点")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="设站科协")
    sort = models.CharField("类别", max_length=10, choices=choices(rules.SORT_LABELS))
    title = models.CharField("标题", max_length=rules.MAX_TITLE)
    text = models.TextField("内容", max_length=rules.MAX_TEXT)
    period = models.CharField("反映的时间", max_length=rules.MAX_PERIOD, blank=True)
    stage = models.CharField("状态", max_length=10, choices=choices(rules.STAGE_LABELS), default=Stage.DRAFT.value)
    name = models.CharField("填报人", max_length=60)
    changed_at = models.DateTimeField("修改时间")
    reported_at = models.DateTimeField("上报时间", null=True)
    handled_at = models.DateTimeField("办理时间", null=True)
    answer = models.CharField("办理情况", max_length=rules.MAX_ANSWER, blank=True)
    revision = models.PositiveIntegerField(default=0)

    objects = BulletinQuerySet.as_manager()

    class Meta:
        db_table = "survey_bulletin"
        ordering = ("-id",)
        indexes = (
            models.Index(
                fields=["organisation", "-id"], name="survey_bulletin_newest", condition=Q(reported_at__isnull=False)
            ),
            models.Index(fields=["station", "-id"], name="survey_bulletin_station"),
        )
        constraints = (
            models.UniqueConstraint(
                name="survey_bulletin_code", fields=("code",), violation_error_message="编码恰好重复，请再试一次。"
            ),
            models.CheckConstraint(
                name="survey_bulletin_written",
                condition=~Q(title="") & ~Q(text=""),
                violation_error_message="请填写标题和内容。",
            ),
            models.CheckConstraint(
                name="survey_bulletin_stage",
                condition=Q(stage=Stage.DRAFT.value, reported_at=None)
                | ~Q(stage=Stage.DRAFT.value) & Q(reported_at__isnull=False),
                violation_error_message="上报以后才不是草稿。",
            ),
            models.CheckConstraint(
                name="survey_bulletin_answered",
                condition=~Q(stage__in=[Stage.USED.value, Stage.RETURNED.value]) | ~Q(answer=""),
                violation_error_message="采用和退回都要写明情况。",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def colour(self) -> str:
        """The colour of its badge."""
        return rules.STAGE_COLOURS[Stage(self.stage)]

    @property
    def is_writing(self) -> bool:
        """Whether the host may change it."""
        return self.stage in rules.WRITING

    @property
    def is_waiting(self) -> bool:
        """Whether the association has still to decide."""
        return self.stage in rules.WAITING
