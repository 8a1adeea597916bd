"""What an organisation keeps beside the address book: tags, groups of those it writes to (COM-01), its logo."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kexie.areas.directory import rules
from kexie.core.labels import choices
from kexie.core.scope import Scoped
from kexie.engines.files.models import File
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import TITLE_LABELS
from kexie.foundation.regions.models import Region


class Tag(models.Model):
    """A word that an organisation puts on a body in its address book; nobody else sees it."""

    scope: ClassVar = "organisation"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="tags_given")
    body = models.ForeignKey(Organisation, models.CASCADE, related_name="tags")
    name = models.CharField("标签", max_length=20)

    objects = Scoped["Tag"].as_manager()

    class Meta:
        db_table = "contact_tag"
        ordering = ("name",)
        indexes = (models.Index(fields=["organisation", "name", "body"], name="contact_tag_name"),)
        constraints = (
            models.UniqueConstraint(
                name="contact_tag_once",
                fields=("organisation", "body", "name"),
                violation_error_message="这个标签已经有了。",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Group(models.Model):
    """Recipients that an organisation named: by rule, reckoned at each use, or hand-picked (COM-01).

    Either way only those count whom the organisation may write to at the time (SCP-04); see `queries.groups`.
    """

    scope: ClassVar = "organisation"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="recipient_groups")
    name = models.CharField("名称", max_length=40)
    is_picked = models.BooleanField("逐个选择", default=False)
    circle = models.CharField(
        "范围",
        max_length=10,
        default=rules.Circle.ALL.value,
        choices=choices(rules.CIRCLE_LABELS),
    )
    under = models.ForeignKey(Organisation, models.SET_NULL, null=True, related_name="+", verbose_name="这个科协以下")
    kinds = ArrayField(models.CharField(max_length=30), default=list, verbose_name="类型")
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+", verbose_name="所在地区")
    title = models.PositiveSmallIntegerField(
        "职务", null=True, choices=[(int(title), label) for title, label in TITLE_LABELS.items()]
    )
    tag = models.CharField("标签", max_length=20, blank=True)
    bodies = models.ManyToManyField(Organisation, db_table="recipient_group_body", related_name="+")
    revision = models.PositiveIntegerField(default=0)

    objects = Scoped["Group"].as_manager()

    class Meta:
        db_table = "recipient_group"
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(
                name="recipient_group_name",
                fields=("organisation", "name"),
                violation_error_message="已经有同名的分组，请换一个名称。",
            ),
            models.CheckConstraint(
                name="recipient_group_named", condition=~Q(name=""), violation_error_message="请填写分组的名称。"
            ),
        )

    def __str__(self) -> str:
        return self.name


class LogoQuerySet(Scoped["Logo"]):
    """Filters of logos."""

    def published(self) -> Self:
        """Logos of bodies whose page is online."""
        return self.filter(organisation__is_public=True)


class Logo(models.Model):
    """The sign of a body, shown on its page (ORG-07). One that was removed leaves its row, so that revisions go on."""

    scope: ClassVar = "organisation"

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="logo")
    file = models.OneToOneField(File, models.PROTECT, null=True, related_name="+", verbose_name="图片")
    revision = models.PositiveIntegerField(default=0)

    objects = LogoQuerySet.as_manager()

    class Meta:
        db_table = "organisation_logo"

    def __str__(self) -> str:
        return str(self.organisation)
