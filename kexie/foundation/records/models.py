"""What happened, the seals that show whether it was altered since, and which forms were already sent."""

from functools import reduce
from operator import or_
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Left, Now

from kexie.core.actors import Actor
from kexie.core.reach import NOTHING
from kexie.core.scope import Scoped
from kexie.foundation.records import rules

STEMS = (14, 21, 28)  # lengths of the paths of provincial, city and county associations


class RecordQuerySet(Scoped["Record"]):
    """Filters of records."""

    def where_may(self, actor: Actor, permission: str) -> Self:
        """Records of the bodies that a permission reaches, as things stood when it happened; all for the platform's."""
        reach = actor.reaches.get(permission, NOTHING)
        if reach.everything:
            return self if reach.but is None else self.exclude(organisation=reach.but)
        parts = [Q(organisation_path__stem=stem) for stem in sorted(reach.stems)]
        parts += [Q(organisation_path__stem=stem) & ~Q(organisation_path=stem) for stem in sorted(reach.below)]
        if reach.bodies:
            parts.append(Q(organisation__in=sorted(reach.bodies)))
        if not parts:
            return self.none()
        found = self.filter(reduce(or_, parts))
        found.reached = parts if len(parts) > 1 else ()
        return found

    def under(self, path: str, *, organisation: int) -> Self:
        """Records of a body and of everything below it, as things stood when it happened."""
        if len(path) < min(STEMS):
            return self.filter(organisation__isnull=False)
        if len(path) in STEMS:
            return self.filter(organisation_path__stem=path)
        return self.filter(organisation=organisation)


class Record(models.Model):
    """One thing that happened: who, for whom, when, from where, what before and after.

    The application role may insert and select only. There are no foreign keys: a record outlives what it tells of,
    and `organisation_path` places it for scope as things stood then. Kept as long as `settings.RECORDS_DAYS` says
    (`kexie prune_records`). `rules.FORM` fixes what a seal covers: a new column needs a new form.
    """

    what = models.CharField("事项", max_length=80)
    at = models.DateTimeField("时间", db_default=Now())
    era = models.IntegerField("第几段", db_default=0)  # the column's default is raised by `actions.raise_era`
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
        # Each way of looking has its scope first and then the order of the list. Measured: `kexie bench`.
        indexes = (
            models.Index(fields=["thing", "thing_id", "id"], name="record_thing"),
            models.Index(fields=["at", "id"], name="record_at"),
            models.Index(fields=["person", "at", "id"], name="record_person"),
            models.Index(fields=["what", "at", "id"], name="record_what"),
            models.Index(fields=["organisation", "at", "id"], name="record_organisation_at"),
            *(
                models.Index(Left("organisation_path", width), "at", "id", name=f"record_path{width}")
                for width in STEMS
            ),
            models.Index(fields=["era", "transaction", "id"], name="record_sealing"),
        )

    def __str__(self) -> str:
        return f"{self.what} {self.thing} {self.thing_id}"


class SealQuerySet(models.QuerySet["Seal"]):
    """Filters of seals."""

    def bare(self) -> Self:
        """Seals without what only helps to find out which record was altered."""
        return self.defer("witness")

    def over(self, record: Record) -> "Seal | None":
        """The seal under which a record lies, if it was sealed."""
        beyond = Q(through_transaction=record.transaction, through_id__gte=record.pk)
        after = Q(through_transaction__gt=record.transaction)
        return self.bare().filter(Q(era=record.era, count__gt=0) & (beyond | after)).order_by("number").first()


class Seal(models.Model):
    """One link of the chain: a batch of records, everything in an era after the seal before it (SEC-07, ADR 8).

    Records are sealed in the order of (transaction, id), and only below every transaction that still runs, so nothing
    can come later into what is sealed. `below` is the transaction under which everything is sealed. A seal without
    records opens an era, or tells that the records up to a seal were pruned when their time was over.
    The application role may insert and select only; seals are kept for good.
    """

    number = models.BigIntegerField("批次", primary_key=True)
    form = models.SmallIntegerField(default=rules.FORM)
    era = models.IntegerField("第几段")
    below = models.BigIntegerField()
    through_transaction = models.BigIntegerField()
    through_id = models.BigIntegerField()
    count = models.IntegerField("条数")
    first_at = models.DateTimeField("最早时间", null=True)
    last_at = models.DateTimeField("最晚时间", null=True)
    pruned_through = models.BigIntegerField("清理到第几批", default=0)
    contents = models.CharField(max_length=rules.DIGEST)
    previous = models.CharField(max_length=rules.DIGEST, blank=True)
    signer = models.CharField(max_length=32)
    sealed_at = models.DateTimeField("封存时间")
    digest = models.CharField(max_length=rules.DIGEST)
    signature = models.CharField(max_length=100)
    witness = models.BinaryField(default=b"")

    objects = SealQuerySet.as_manager()

    class Meta:
        db_table = "record_seal"
        ordering = ("number",)
        indexes = (
            models.Index(fields=["era", "through_transaction", "through_id"], name="record_seal_through"),
            models.Index(fields=["-pruned_through"], name="record_seal_pruned", condition=Q(pruned_through__gt=0)),
        )

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def facts(self) -> dict[str, object]:
        """What the digest covers."""
        return {name: getattr(self, name) for name in rules.SEAL_FIELDS}

    @property
    def through(self) -> tuple[int, int]:
        """The last record's place."""
        return (self.through_transaction, self.through_id)

    @property
    def opens_era(self) -> bool:
        """Whether this seal begins an era: it has no records and lies before all of them."""
        return not self.count and not self.pruned_through


class Verification(models.Model):
    """What one verification of the trail came to; only ever inserted, kept for good (one a day or so)."""

    at = models.DateTimeField("时间", db_default=Now())
    name = models.CharField("经手人", max_length=120)
    first = models.BigIntegerField("从第几批")
    last = models.BigIntegerField("到第几批")
    records = models.BigIntegerField("核对的记录")
    seconds = models.FloatField("用时")
    findings = models.JSONField("发现的问题", default=list)
    notes = models.JSONField("说明", default=list)

    objects: "models.Manager[Verification]"

    class Meta:
        db_table = "record_verification"
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


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
