"""What happened, and which forms were already sent."""

from functools import reduce
from operator import or_
from typing import Self

from django.db import models
from django.db.models.functions import Now

from kexie.core.actors import Actor
from kexie.core.reach import NOTHING


class RecordQuerySet(models.QuerySet["Record"]):
    """Filters of records."""

    def where_may(self, actor: Actor, permission: str) -> Self:
        """Records of the bodies that a permission reaches, as things stood when it happened; all for the platform's."""
        reach = actor.reaches.get(permission, NOTHING)
        if reach.everything:
            return self
        parts = [models.Q(organisation_path__stem=stem) for stem in sorted(reach.stems)]
        if reach.bodies:
            parts.append(models.Q(organisation__in=sorted(reach.bodies)))
        return self.filter(reduce(or_, parts)) if parts else self.none()


class Record(models.Model):
    """One thing that happened: who, for whom, when, from where, what before and after.

    The application role may insert and select only. There are no foreign keys: a record outlives what it tells of,
    and `organisation_path` places it for scope as things stood then.
    """

    what = models.CharField("事项", max_length=80)
    at = models.DateTimeField("时间", db_default=Now())
    transaction = models.BigIntegerField("事务", db_default=models.Func(function="txid_current"))
    person = models.BigIntegerField("经手人编号", null=True)
    name = models.CharField("经手人", max_length=120)
    address = models.CharField("网络地址", max_length=64, blank=True)
    device = models.CharField("设备", max_length=200, blank=True)
    thing = models.CharField("对象类型", max_length=80)
    thing_id = models.CharField("对象编号", max_length=40)
    organisation = models.BigIntegerField("所属组织", null=True)
    organisation_path = models.CharField("所属组织路径", max_length=80, blank=True, db_collation="C")
    before = models.JSONField("变更前", default=dict)
    after = models.JSONField("变更后", default=dict)

    objects = RecordQuerySet.as_manager()

    class Meta:
        db_table = "record"
        ordering = ("id",)
        indexes = (
            models.Index(fields=["thing", "thing_id", "id"], name="record_thing"),
            models.Index(fields=["organisation_path", "id"], name="record_organisation"),
        )

    def __str__(self) -> str:
        return f"{self.what} {self.thing} {self.thing_id}"


class FormKey(models.Model):
    """The key of a form that was sent, and where it led: a repeat is led there too and does nothing.

    Kept for two days (`tasks.prune` of the website), longer than any browser tries again.
    """

    key = models.CharField(max_length=64, primary_key=True)
    led_to = models.CharField(max_length=2000, blank=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "form_key"
        indexes = (models.Index(fields=["at"], name="form_key_at"),)

    def __str__(self) -> str:
        return self.key
