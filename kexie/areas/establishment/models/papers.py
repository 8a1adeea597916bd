"""The numbered reply and the certificate."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from kexie.areas.establishment.models.cases import Case
from kexie.core.scope import Scoped
from kexie.engines.files.models import File
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet


class Reply(models.Model):
    """The numbered reply with which an association approves or files a body (EST-02, EST-10)."""

    scope: ClassVar = "organisation"

    case = models.OneToOneField(Case, models.CASCADE, related_name="reply")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="replies", verbose_name="发文科协")
    number = models.CharField("文号", max_length=40)
    issued_on = models.DateField("日期")
    signed_by = models.CharField("签发人", max_length=60, blank=True)
    seal = models.ForeignKey(File, models.PROTECT, null=True, related_name="+", verbose_name="印章")

    objects = Scoped["Reply"].as_manager()

    class Meta:
        db_table = "founding_reply"
        ordering = ("-id",)
        indexes = (models.Index(F("organisation"), F("id").desc(), name="founding_reply_register"),)
        constraints = (
            models.UniqueConstraint(
                name="founding_reply_number",
                fields=("organisation", "number"),
                violation_error_message="这个文号已经用过，请换一个。",
            ),
            models.CheckConstraint(
                name="founding_reply_numbered", condition=~Q(number=""), violation_error_message="请填写文号。"
            ),
        )

    def __str__(self) -> str:
        return self.number


class Seal(models.Model):
    """The picture of an association's seal, which its replies bear from then on; none unless it wishes (EST-10)."""

    scope: ClassVar = "organisation"

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, primary_key=True, related_name="seal", verbose_name="科协"
    )
    file = models.ForeignKey(File, models.PROTECT, null=True, related_name="+", verbose_name="印章")
    revision = models.PositiveIntegerField(default=0)

    objects = Scoped["Seal"].as_manager()

    class Meta:
        db_table = "founding_seal"

    def __str__(self) -> str:
        return self.organisation.name


class CertificateQuerySet(Scoped["Certificate"]):
    """Filters of certificates."""

    def of(self, bodies: OrganisationQuerySet) -> Self:
        """Certificates of these bodies."""
        return self.filter(body__in=bodies)

    def current(self) -> Self:
        """Certificates that no newer one replaced."""
        return self.filter(replaced_on=None)

    def published(self) -> Self:
        """All certificates: who holds one shows it, and anybody who has its code may verify it (EST-16)."""
        return self.all()


class Certificate(models.Model):
    """A certificate that a body is registered; what it says stays as it was on the day of issue (EST-16).

    A body has one that holds; a newer one replaces it when its name or unit changed (EST-11). Kept as long as the body.
    """

    scope: ClassVar = "organisation"

    code = models.CharField("查验码", max_length=16, editable=False)
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="certificates", verbose_name="组织")
    edition = models.PositiveSmallIntegerField("第几份", default=1)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="发证科协")
    number = models.CharField("证书编号", max_length=30)
    name = models.CharField("名称", max_length=120)
    host = models.CharField("所在单位", max_length=120, blank=True)
    chair = models.CharField("主席", max_length=60, blank=True)
    founded_on = models.DateField("成立日期")
    issued_on = models.DateField("发证日期")
    replaced_on = models.DateField("换发新证的日期", null=True)
    revision = models.PositiveIntegerField(default=0)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        db_table = "founding_certificate"
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                name="founding_certificate_code", fields=("code",), violation_error_message="编码恰好重复，请再试一次。"
            ),
            models.UniqueConstraint(
                name="founding_certificate_number",
                fields=("number",),
                violation_error_message="证书编号恰好重复，请再试一次。",
            ),
            models.UniqueConstraint(
                name="founding_certificate_current",
                fields=("body",),
                condition=Q(replaced_on=None),
                violation_error_message="一个组织只有一份有效的登记证书，请刷新页面查看。",
            ),
            models.UniqueConstraint(
                name="founding_certificate_edition",
                fields=("body", "edition"),
                violation_error_message="登记证书刚刚换发过，请刷新页面查看。",
            ),
            models.CheckConstraint(
                name="founding_certificate_replaced",
                condition=Q(replaced_on=None) | Q(replaced_on__gte=F("issued_on")),
                violation_error_message="换发的日期不能早于发证日期。",
            ),
        )

    def __str__(self) -> str:
        return self.number
