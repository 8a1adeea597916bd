"""Questionnaires, their frozen versions, and what was answered where (FRM).

Of an answer nothing points to a person where the collection is anonymous: who has answered stands on the roll, without
a time; the answers stand elsewhere, under random keys, and are shuffled when the collection closes.
"""

from typing import Any, ClassVar, Self
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from kexie.core.cipher import EncryptedField
from kexie.core.scope import Scoped
from kexie.engines.files.models import File
from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.rules import Definition, Once
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.people.models import Person


class QuestionnaireQuerySet(Scoped["Questionnaire"]):
    """Filters of questionnaires."""


class Questionnaire(models.Model):
    """A questionnaire as its makers work on it; what is published of it are its versions."""

    scope: ClassVar = "organisation"

    code = models.CharField("编码", max_length=12, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="questionnaires", verbose_name="单位")
    title = models.CharField("标题", max_length=100)
    draft = models.JSONField("草稿")
    is_model = models.BooleanField("本单位的模板", default=False)
    created_at = models.DateTimeField("新建时间", db_default=Now())
    changed_at = models.DateTimeField("修改时间", db_default=Now())
    changed_name = models.CharField("修改人", max_length=60, blank=True, default="")
    revision = models.PositiveIntegerField(default=0)

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        db_table = "questionnaire"
        ordering = ("-id",)
        indexes = (models.Index(fields=["organisation", "-id"], name="questionnaire_newest"),)
        constraints = (
            models.UniqueConstraint(
                name="questionnaire_code", fields=("code",), violation_error_message="编码恰好重复，请再试一次。"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def definition(self) -> Definition:
        """The draft as it stands."""
        return rules.read(self.draft)


class PictureQuerySet(models.QuerySet["Picture"]):
    """Filters of pictures."""

    def published(self) -> Self:
        """Pictures as their address knows them: nobody is listed, each is found by the code of its file."""
        return self.all()


class Picture(models.Model):
    """A picture that stands in a questionnaire; its items and choices name it by the code of its file."""

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="pictures")
    file = models.ForeignKey(File, models.PROTECT, related_name="+")

    objects = PictureQuerySet.as_manager()

    class Meta:
        db_table = "questionnaire_picture"
        constraints = (
            models.UniqueConstraint(
                name="questionnaire_picture_once",
                fields=("questionnaire", "file"),
                violation_error_message="这张图片已经在问卷里了。",
            ),
        )

    def __str__(self) -> str:
        return str(self.file)


class Version(models.Model):
    """A published version, which is never changed again (FRM-05); answers belong to the version they were given to.

    The database refuses to change one (migration 0004).
    """

    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("版本")
    data = models.JSONField("内容")
    published_at = models.DateTimeField("发布时间", db_default=Now())

    constraint_sentences: ClassVar[dict[str, str]] = {
        "questionnaire_version_frozen": "已经发布的版本不能再改，请发布新的版本。"
    }

    class Meta:
        db_table = "questionnaire_version"
        ordering = ("questionnaire", "number")
        constraints = (
            models.UniqueConstraint(
                name="questionnaire_version_number",
                fields=("questionnaire", "number"),
                violation_error_message="这个版本已经发布，请刷新页面查看。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.definition.title}（第 {self.number} 版）"

    @property
    def definition(self) -> Definition:
        """What was published."""
        return rules.read(self.data)


class CollectionQuerySet(Scoped["Collection"]):
    """Filters of collections."""

    def open(self, now: Any) -> Self:  # noqa: ANN401 - a moment
        """Collections that take answers."""
        return self.filter(closed_at=None, opens_at__lte=now).filter(Q(closes_at=None) | Q(closes_at__gt=now))


class Collection(models.Model):
    """One gathering of answers to a questionnaire: from when to when, how many, who how often (FRM-06, FRM-07).

    `codebook` gives each thing that is counted its place in `Response.codes`; it only ever grows, so that answers to
    all versions are counted together.
    """

    scope: ClassVar = "organisation"

    code = models.CharField("编码", max_length=12, editable=False)
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="collections")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+", verbose_name="现用版本")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="单位")
    codebook = models.JSONField(default=dict)
    opens_at = models.DateTimeField("开始时间")
    closes_at = models.DateTimeField("截止时间", null=True, blank=True)
    closed_at = models.DateTimeField("结束时间", null=True, blank=True)
    once = models.CharField(
        "每人次数", max_length=12, choices=[(one.value, label) for one, label in rules.ONCE_LABELS.items()]
    )
    is_daily = models.BooleanField("每天可以一次", default=False)
    is_anonymous = models.BooleanField("匿名", default=False)
    is_changeable = models.BooleanField("截止前可以修改", default=False)
    password = models.CharField("口令", max_length=128, blank=True)
    most = models.PositiveIntegerField("最多收多少份", null=True, blank=True)
    taken = models.PositiveIntegerField("已收", default=0)
    revision = models.PositiveIntegerField(default=0)

    objects = CollectionQuerySet.as_manager()

    class Meta:
        db_table = "collection"
        ordering = ("-id",)
        indexes = (models.Index(fields=["organisation", "-id"], name="collection_newest"),)
        constraints = (
            models.UniqueConstraint(
                name="collection_code", fields=("code",), violation_error_message="编码恰好重复，请再试一次。"
            ),
            models.CheckConstraint(
                name="collection_once",
                condition=Q(once__in=[one.value for one in Once]),
                violation_error_message="没有这种次数限制。",
            ),
            models.CheckConstraint(
                name="collection_time",
                condition=Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                violation_error_message="截止时间应晚于开始时间。",
            ),
            models.CheckConstraint(
                name="collection_full",
                condition=Q(most=None) | Q(taken__lte=F("most")),
                violation_error_message="名额已满。",
            ),
            models.CheckConstraint(
                name="collection_anonymous",
                condition=Q(is_anonymous=False) | Q(is_changeable=False),
                violation_error_message="匿名的问卷交了以后不能修改，因为系统不知道哪一份是谁的。",
            ),
            models.CheckConstraint(
                name="collection_daily",
                condition=Q(is_daily=False) | Q(is_anonymous=False) & ~Q(once=Once.NOBODY.value),
                violation_error_message="每天一次的，要能认出是不是同一个人，所以不能匿名，也不能不限次数。",
            ),
        )

    def __str__(self) -> str:
        return self.questionnaire.title


class Quota(models.Model):
    """How many may choose one option, and how many have (FRM-02)."""

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="quotas")
    question = models.CharField(max_length=40)
    choice = models.CharField(max_length=40)
    most = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "collection_quota"
        constraints = (
            models.UniqueConstraint(
                name="collection_quota_choice",
                fields=("collection", "question", "choice"),
                violation_error_message="这个选项已有名额。",
            ),
            models.CheckConstraint(
                name="collection_quota_full",
                condition=Q(taken__lte=F("most")),
                violation_error_message="这个选项的名额已满。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.question}.{self.choice}"


class Seat(models.Model):
    """A line of the roll: who is expected or has answered (FRM-10). Of an anonymous answer it tells no time.

    `key` names whoever answers: a person, an organisation, or the digest of a device's token.
    """

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="roll")
    key = models.CharField(max_length=80)
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="+")
    is_expected = models.BooleanField("应答", default=False)
    is_answered = models.BooleanField("已答", default=False)
    reminded_on = models.DateField("最近催答", null=True)

    class Meta:
        db_table = "collection_seat"
        indexes = (
            models.Index(
                fields=["collection", "id"], name="seat_waiting", condition=Q(is_expected=True, is_answered=False)
            ),
        )
        constraints = (
            models.UniqueConstraint(
                name="collection_seat_key", fields=("collection", "key"), violation_error_message="已经在名单里了。"
            ),
        )

    def __str__(self) -> str:
        return self.key


class ResponseQuerySet(Scoped["Response"]):
    """Filters of answers."""

    def valid(self) -> Self:
        """Answers that count."""
        return self.filter(is_void=False)


class Response(models.Model):
    """One filled-in questionnaire. Where the collection is anonymous it has neither person nor organisation nor time.

    `answers` are as `rules.judge` gives them, without what is personal: that stands encrypted in `personal`, as JSON.
    `codes` and `figures` say the same in places that PostgreSQL counts by (rules.codebooks). `origin` is the digest of
    the network it came from, where a gathering guards against many votes of one hand; never of an anonymous one.
    """

    scope: ClassVar = "collection__organisation"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    collection = models.ForeignKey(Collection, models.PROTECT, related_name="responses")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    answers = models.JSONField("回答")
    personal = EncryptedField("个人信息", blank=True, default="")
    codes = ArrayField(models.BigIntegerField(null=True), default=list)
    figures = ArrayField(models.DecimalField(max_digits=21, decimal_places=6, null=True), default=list)
    submitted_at = models.DateTimeField("提交时间", null=True)
    origin = models.CharField("来源", max_length=16, blank=True, default="", db_default="")
    is_void = models.BooleanField("作废", default=False)
    void_reason = models.CharField("作废原因", max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=0)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        db_table = "response"
        indexes = (
            models.Index(fields=["collection", "submitted_at", "id"], name="response_newest"),
            models.Index(fields=["collection", "id"], name="response_any_order"),
            models.Index(fields=["person"], name="response_person", condition=Q(person__isnull=False)),
            models.Index(fields=["collection", "origin"], name="response_origin", condition=~Q(origin="")),
        )
        constraints = (
            models.CheckConstraint(
                name="response_void",
                condition=Q(is_void=False, void_reason="") | Q(is_void=True) & ~Q(void_reason=""),
                violation_error_message="作废要写明原因。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.collection}（{self.mark}）"

    @property
    def mark(self) -> str:
        """How people call one answer among others; it tells nothing."""
        return self.pk.hex[:8].upper()


class AttachedQuerySet(Scoped["Attachment"]):
    """Filters of attachments."""

    def waiting(self) -> Self:
        """Files that were sent before the answer that they belong to."""
        return self.filter(response=None)


class Attachment(models.Model):
    """A file of an answer, or one that waits for its answer; that is then known by nothing but the file's code."""

    scope: ClassVar = "collection__organisation"

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="attachments", db_index=False)
    question = models.CharField(max_length=40)
    file = models.OneToOneField(File, models.PROTECT, related_name="+", verbose_name="文件")
    response = models.ForeignKey(Response, models.CASCADE, null=True, related_name="attachments", verbose_name="答卷")

    objects = AttachedQuerySet.as_manager()

    class Meta:
        db_table = "response_attachment"
        ordering = ("id",)
        indexes = (
            models.Index(fields=["collection", "question"], name="attachment_question"),
            models.Index(fields=["collection"], name="attachment_waiting", condition=Q(response=None)),
        )

    def __str__(self) -> str:
        return str(self.file)


class Draft(models.Model):
    """What somebody typed and has not sent yet (FRM-06); it goes when it is sent, and some time after the closing."""

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="drafts")
    key = models.CharField(max_length=80)  # whose it is: Respondent.desk
    typed = EncryptedField("已填")  # JSON, as a form sends it
    saved_at = models.DateTimeField("保存时间")

    class Meta:
        db_table = "response_draft"
        constraints = (
            models.UniqueConstraint(
                name="response_draft_key", fields=("collection", "key"), violation_error_message="请再试一次。"
            ),
        )

    def __str__(self) -> str:
        return self.key


class TypedQuerySet(Scoped["Entry"]):
    """Filters of answers on paper."""

    def waiting(self) -> Self:
        """Those that nobody has confirmed yet."""
        return self.filter(is_counted=False)


class Entry(models.Model):
    """An answer on paper that somebody typed; it counts once another has confirmed it (FRM-11).

    What was typed goes when it counts: nothing leads from the paper's number to the answer.
    """

    scope: ClassVar = "collection__organisation"

    code = models.CharField("编码", max_length=12, editable=False)
    collection = models.ForeignKey(Collection, models.CASCADE, related_name="entries")
    label = models.CharField("纸质编号", max_length=rules.entering.MAX_LABEL)
    typed = EncryptedField("已填", blank=True)  # JSON, as a form sends it
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="录入人")
    at = models.DateTimeField("录入时间", db_default=Now())
    is_counted = models.BooleanField("已计入", default=False)
    revision = models.PositiveIntegerField(default=0)

    objects = TypedQuerySet.as_manager()

    class Meta:
        db_table = "response_entry"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="response_entry_code", fields=("code",), violation_error_message="编码恰好重复，请再试一次。"
            ),
            models.UniqueConstraint(
                name="response_entry_label",
                fields=("collection", "label"),
                violation_error_message="这个编号的纸质答卷已经录入过，请核对编号。",
            ),
        )

    def __str__(self) -> str:
        return self.label


class Delta(models.Model):
    """What a statement changed in what is counted: answers more or fewer, in numbers. It lasts until it is folded.

    The keys are random, so that the queue does not tell in which order people answered.
    """

    id = models.UUIDField(primary_key=True, db_default=RandomUUID(), editable=False)
    collection = models.ForeignKey(Collection, models.CASCADE, related_name="+")
    codes = ArrayField(models.BigIntegerField(null=True))
    figures = ArrayField(models.DecimalField(max_digits=21, decimal_places=6, null=True))
    amount = models.IntegerField()

    class Meta:
        db_table = "response_delta"

    def __str__(self) -> str:
        return f"{self.collection_id} {self.amount:+}"


class Tally(models.Model):
    """How many answers have a value, as of the last folding (FRM-09).

    `name` is a place of the codebook, empty for all answers; `value` the number of a choice, a rank of a choice
    (rules.ranked), a small whole number, or NONE_IN_PARTICULAR: answered at all.
    """

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="tallies", db_index=False)
    name = models.CharField(max_length=81, db_collation="C")
    value = models.IntegerField()
    amount = models.BigIntegerField()

    class Meta:
        db_table = "response_tally"
        constraints = (
            models.UniqueConstraint(
                name="response_tally_once",
                fields=("collection", "name", "value"),
                include=("amount",),
                violation_error_message="这个数字已经有了。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.value}: {self.amount}"


class Total(models.Model):
    """The sums of a figure, as of the last folding (FRM-09); `low` and `high` are empty where there are none."""

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="totals", db_index=False)
    name = models.CharField(max_length=81, db_collation="C")
    number = models.BigIntegerField()
    total = models.DecimalField(max_digits=40, decimal_places=6)
    squares = models.DecimalField(max_digits=60, decimal_places=12)
    low = models.DecimalField(max_digits=21, decimal_places=6, null=True)
    high = models.DecimalField(max_digits=21, decimal_places=6, null=True)

    class Meta:
        db_table = "response_total"
        constraints = (
            models.UniqueConstraint(
                name="response_total_once",
                fields=("collection", "name"),
                violation_error_message="这个数字已经有了。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.total}"
