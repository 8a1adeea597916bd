"""Files that people sent and that the platform made: what is known of each; the bytes stand in the store."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kexie.engines.files import rules
from kexie.foundation.people.models import Person


class File(models.Model):
    """One file. Areas refer to it (PROTECT) and serve it through their own scope; there is no page of its own.

    A file that nothing refers to is swept after a day. Whoever refers to a file of an earlier transaction locks its
    row first, so that it is not swept meanwhile.
    """

    code = models.CharField("编码", max_length=12, editable=False)
    name = models.CharField("文件名", max_length=rules.MAX_NAME)
    kind = models.CharField("格式", max_length=5, choices=[(code, kind.label) for code, kind in rules.KINDS.items()])
    size = models.PositiveBigIntegerField("字节数")
    sha256 = models.CharField("摘要", max_length=64)
    blob = models.CharField("存放处", max_length=64, editable=False)
    is_checked = models.BooleanField("检查过", help_text="没有检查过的只能下载，不在浏览器中打开。")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="上传人")
    at = models.DateTimeField("时间", db_default=Now())

    class Meta:
        db_table = "file"
        ordering = ("id",)
        indexes = (models.Index(fields=["at"], name="file_at"),)
        constraints = (
            models.UniqueConstraint(
                name="file_code", fields=("code",), violation_error_message="编码恰好重复，请再试一次。"
            ),
            models.UniqueConstraint(
                name="file_blob", fields=("blob",), violation_error_message="存放处恰好重复，请再试一次。"
            ),
            models.CheckConstraint(
                name="file_kind", condition=Q(kind__in=list(rules.KINDS)), violation_error_message="没有这种格式。"
            ),
            models.CheckConstraint(name="file_named", condition=~Q(name=""), violation_error_message="文件要有名称。"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def media(self) -> str:
        """What it is served as."""
        return rules.KINDS[self.kind].media

    @property
    def may_show(self) -> bool:
        """Whether a browser may show it: a picture drawn anew, or a PDF that was looked through."""
        return self.is_checked and self.kind in rules.SHOWN
