"""What is handed in, version by version."""

from typing import ClassVar, Self

from django.db import models

from kexie.areas.establishment import rules
from kexie.areas.establishment.models.cases import Case
from kexie.core.scope import Scoped
from kexie.engines.files.models import File
from kexie.foundation.organisations.models import OrganisationQuerySet


class Material(models.Model):
    """One item of a case's checklist; `is_faulty` while it was returned and not replaced (EST-02, EST-08)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="materials")
    key = models.CharField("编号", max_length=20)
    label = models.CharField("材料", max_length=rules.MAX_LABEL)
    position = models.PositiveSmallIntegerField("顺序", default=0)
    is_faulty = models.BooleanField("退回", default=False)
    remark = models.CharField("退回意见", max_length=rules.MAX_REMARK, blank=True)

    class Meta:
        db_table = "founding_material"
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(
                name="founding_material_once", fields=("case", "key"), violation_error_message="这项材料已经在清单里。"
            ),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def hint(self) -> str:
        """What is to be handed in."""
        known = rules.CATALOGUE.get(self.key)
        return known.hint_of(self.case.regime) if known else ""


class VersionQuerySet(Scoped["Version"]):
    """Filters of versions."""

    def of(self, bodies: OrganisationQuerySet) -> Self:
        """Versions that these bodies handed in."""
        return self.filter(material__case__body__in=bodies)


class Version(models.Model):
    """A file as it was handed in for a material; earlier ones are kept (EST-08)."""

    scope: ClassVar = "material__case__organisation"
    scope_path: ClassVar = "material__case__path"

    material = models.ForeignKey(Material, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField("版次")
    file = models.OneToOneField(File, models.PROTECT, related_name="+", verbose_name="文件")
    name = models.CharField("上传人", max_length=60)
    at = models.DateTimeField("上传时间")
    # What the General Rules say of a draft that was written on the platform, as it was handed in (EST-09).
    findings = models.JSONField("检查结果", default=list)

    objects = VersionQuerySet.as_manager()

    class Meta:
        db_table = "founding_version"
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                name="founding_version_once",
                fields=("material", "number"),
                violation_error_message="这项材料刚刚有人上传过，请刷新页面查看。",
            ),
        )

    def __str__(self) -> str:
        return self.file.name
