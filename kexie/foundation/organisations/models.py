"""Bodies, their tree, their other relations, their parts and posts.

The tree is kept by the database: a row carries its superior's path, tier and territory by a composite foreign key with
`ON UPDATE CASCADE`, and its own path is computed from it. So no cycle can be written, levels keep their order, a body
lies in its superior's region, and moving one row moves everything below it in the same statement.
"""

from typing import Any, ClassVar, Self, TypeVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce, Concat, Left, LPad, Now

from kexie.core import clock
from kexie.core.cipher import EncryptedField
from kexie.core.labels import choices
from kexie.core.scope import Scoped
from kexie.foundation.organisations import rules
from kexie.foundation.regions.models import Region

TREE_WIDTHS = {tier: rules.STEP * (tier + 1) for tier in range(rules.BODY_TIER)}
DIGITS = 6  # of a region's code
AREAS: dict[int, Any] = {2: Left("region", 2), 4: Left("region", 4), 6: F("region")}  # as `within` asks for them
PUBLIC = Q(is_public=True)
LISTED = Q(is_listed=True)
Row = TypeVar("Row", bound=models.Model)


class Searched(Scoped[Row]):
    """Rows that words and properties pick out, by their columns `searched` and `terms`."""

    def matching(self, text: str, *, within: str = "") -> Self:
        """Rows with every word of the text in a name or its pinyin; `within` as their terms are `rules.bound`."""
        found = self
        for word in text.casefold().split():
            if pieces := rules.sought(word):
                found = found.filter(terms__contains=sorted(rules.bound(pieces, within)))
            found = found.filter(searched__contains=word)
        return found

    def having(self, **properties: str) -> Self:
        """Rows with all the given properties, such as `industry="C25"`; see `actions.index`."""
        return self.filter(terms__contains=sorted(rules.facets(properties.items())))


class Inherited(Scoped[Row]):
    """Rows in which associations set something for their place; what one leaves open is inherited."""

    def of(self, body: "Organisation") -> Self:
        """What the body itself and the associations above it set, the nearest first."""
        stems = [body.path[: rules.STEP * step] for step in range(1, len(body.path) // rules.STEP + 1)]
        return self.filter(organisation__path__in=stems).order_by("-organisation__tier")


class OrganisationQuerySet(Searched["Organisation"]):
    """Filters of bodies."""

    def live(self) -> Self:
        """Bodies that were not closed."""
        return self.filter(closed_on=None)

    def published(self, *, with_ended: bool = False) -> Self:
        """Bodies whose page everybody may read (ORG-08); or also those that had one when they ended (EST-13)."""
        if with_ended:
            return self.filter(published_at__isnull=False, offline_at=None)
        return self.filter(is_public=True)

    def recognised(self) -> Self:
        """Grassroots bodies that were founded; see `Organisation.is_recognised`."""
        return self.filter(kind__in=rules.GRASSROOTS).exclude(status=rules.Status.PREPARING)

    def associations(self) -> Self:
        """Associations of the five levels."""
        return self.filter(kind="association")

    def under(self, organisation: "Organisation") -> Self:
        """The body and everything below it: an equality that an index answers at any size."""
        if organisation.tier == rules.BODY_TIER:
            return self.filter(pk=organisation.pk)
        if organisation.tier == 0:
            return self
        return self.filter(path__stem=organisation.path)

    def within(self, territory: str) -> Self:
        """Bodies in a region, by the significant digits of its code (two, four or six)."""
        if len(territory) == 6:
            return self.filter(region=territory)
        return self.filter(region__stem=territory)

    def of(self, body: "Organisation", *edges: rules.Edge) -> Self:
        """Bodies that are joined to a body today by one of these relations."""
        joined = Relation.objects.of(body.pk).current().filter(edge__in=edges)
        return self.filter(pk__in=joined.values("subject"))


class Organisation(models.Model):
    """Any body on the platform: an association, a grassroots organisation or a registered body."""

    scope: ClassVar = ""

    code = models.CharField("编码", max_length=12, editable=False)
    kind = models.CharField("类型", max_length=30)
    level = models.CharField("级别", max_length=20, blank=True, choices=choices(rules.LEVEL_LABELS))
    name = models.CharField("名称", max_length=120)
    short_name = models.CharField("简称", max_length=60, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="organisations", verbose_name="所在地区")
    superior = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="subordinates", verbose_name="上级", db_constraint=False
    )
    status = models.CharField(
        "状态",
        max_length=20,
        default=rules.Status.ACTIVE.value,
        choices=choices(rules.STATUS_LABELS),
    )
    uscc = models.CharField("统一社会信用代码", max_length=18, null=True)  # noqa: DJ001 - unique where there is one
    founded_on = models.DateField("成立日期", null=True)
    founded_as = models.CharField("成立时间（原文）", max_length=20, blank=True)
    closed_on = models.DateField("注销日期", null=True)
    published_at = models.DateTimeField("公开时间", null=True)
    offline_at = models.DateTimeField("下线时间", null=True)
    offline_reason = models.CharField("下线原因", max_length=200, blank=True)
    created_at = models.DateTimeField("登记时间", db_default=Now())
    revision = models.PositiveIntegerField(default=0)

    # The place in the tree, kept by the composite foreign key `organisation_place`.
    tier = models.PositiveSmallIntegerField(editable=False)
    territory = models.CharField(max_length=6, blank=True, editable=False, db_collation="C")
    superior_path = models.CharField(max_length=80, blank=True, default="", editable=False, db_collation="C")
    superior_tier = models.SmallIntegerField(default=-1, editable=False)
    superior_territory = models.CharField(max_length=6, blank=True, default="", editable=False, db_collation="C")
    path = models.GeneratedField(
        expression=Concat(
            F("superior_path"),
            LPad(Func(F("id"), function="to_hex", output_field=models.TextField()), rules.STEP, Value("0")),
        ),
        output_field=models.CharField(max_length=80, db_collation="C"),
        db_persist=True,
    )

    # What lists sort and search by.
    listing = models.CharField(max_length=12, editable=False)
    name_key = models.CharField(max_length=400, editable=False, db_collation="C")
    searched = models.CharField(max_length=1500, editable=False, db_collation="C")
    terms = ArrayField(models.CharField(max_length=40), default=list, editable=False)
    founded_key = models.GeneratedField(
        expression=Coalesce(F("founded_on"), Value("0001-01-01", output_field=models.DateField())),
        output_field=models.DateField(),
        db_persist=True,
    )
    is_public = models.GeneratedField(
        expression=Q(published_at__isnull=False, offline_at=None, closed_on=None),  # type: ignore[arg-type] # stubs lack Q
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = OrganisationQuerySet.as_manager()

    constraint_sentences: ClassVar[dict[str, str]] = {
        "organisation_place": "上级科协刚刚有变动，请刷新页面后重试。",
        "organisation_superior_id_fk": "上级科协不存在。",
    }

    class Meta:
        db_table = "organisation"
        ordering = ("name_key", "id")
        # An index of an expression counts without reading rows only where it includes the column too.
        indexes = (
            GinIndex(fields=["terms"], name="organisation_terms"),
            models.Index(fields=["superior", "tier", "name_key", "id"], name="organisation_superior"),
            models.Index(fields=["kind", "name_key", "id"], name="organisation_kind"),
            *(
                models.Index(
                    Left("path", width), "name_key", "id", name=f"organisation_path{width}_name", include=["path"]
                )
                for tier, width in TREE_WIDTHS.items()
                if tier
            ),
            models.Index(fields=["name_key", "id"], name="organisation_name"),
            models.Index(F("listing"), F("name_key"), F("id"), name="organisation_list_name", condition=PUBLIC),
            models.Index(
                F("listing"),
                F("founded_key").desc(),
                F("id").desc(),
                name="organisation_list_founded",
                condition=PUBLIC,
            ),
            *(
                models.Index(
                    F("listing"),
                    area,
                    F("name_key"),
                    F("id"),
                    name=f"organisation_area{width}_name",
                    condition=PUBLIC,
                    include=["region"] if width < DIGITS else [],
                )
                for width, area in AREAS.items()
            ),
            *(
                models.Index(
                    F("listing"),
                    area,
                    F("founded_key").desc(),
                    F("id").desc(),
                    name=f"organisation_area{width}_founded",
                    condition=PUBLIC,
                    include=["region"] if width < DIGITS else [],
                )
                for width, area in AREAS.items()
            ),
            models.Index(F("published_at").desc(), F("id").desc(), name="organisation_newest", condition=PUBLIC),
            # All that counts by region and list ask for, so that a million rows are counted without reading one.
            models.Index(
                fields=["region", "listing", "status", "is_public"],
                name="organisation_numbers",
                condition=Q(closed_on=None),
            ),
        )
        constraints = (
            models.UniqueConstraint(
                name="organisation_code", fields=("code",), violation_error_message="编码恰好重复，请再试一次。"
            ),
            models.UniqueConstraint(
                fields=("id", "path", "tier", "territory"),
                name="organisation_key",
                violation_error_message="组织编号重复。",
            ),
            models.CheckConstraint(
                name="organisation_root",
                condition=Q(~Q(level=rules.Level.NATIONAL.value), superior__isnull=False)
                | Q(level=rules.Level.NATIONAL.value, superior=None, superior_path=""),
                violation_error_message="除全国一级外，每个组织都要有上级科协。",
            ),
            models.CheckConstraint(
                name="organisation_level",
                condition=(
                    Q(~Q(kind="association"), level="", tier=rules.BODY_TIER)
                    | Q(kind="association", level=rules.Level.NATIONAL.value, tier=0)
                    | Q(kind="association", level=rules.Level.PROVINCIAL.value, tier=1)
                    | Q(
                        kind="association",
                        level__in=[rules.Level.SUBPROVINCIAL.value, rules.Level.PREFECTURE.value],
                        tier=2,
                    )
                    | Q(kind="association", level=rules.Level.COUNTY.value, tier=3)
                ),
                violation_error_message="组织类型与级别不一致。",
            ),
            models.CheckConstraint(
                name="organisation_order",
                condition=Q(tier__gt=F("superior_tier")),
                violation_error_message="上级科协的级别应高于本组织。",
            ),
            models.CheckConstraint(
                name="organisation_territory",
                condition=(
                    Q(level=rules.Level.NATIONAL.value, territory="")
                    | Q(level=rules.Level.PROVINCIAL.value, region=None, territory=rules.CORPS_TERRITORY)
                    | Q(level=rules.Level.PROVINCIAL.value, region__isnull=False, territory=Left("region", 2))
                    | Q(tier=2, region__isnull=False, territory=Left("region", 4))
                    | Q(tier__gte=3, region__isnull=False, territory=Left("region", 6))
                ),
                violation_error_message="请选择所在地区。",
            ),
            models.CheckConstraint(
                name="organisation_region",
                condition=Q(territory__startswith=F("superior_territory")),
                violation_error_message="所在地区不在上级科协的辖区内，请改选地区或上级。",
            ),
            models.UniqueConstraint(
                name="organisation_one_root",
                fields=("level",),
                condition=Q(level=rules.Level.NATIONAL.value),
                violation_error_message="全国一级的科协只有一个。",
            ),
            models.UniqueConstraint(
                name="organisation_one_place",
                fields=("region",),
                condition=Q(kind="association", closed_on=None),
                violation_error_message="这个地区已经有一级科协。",
            ),
            models.CheckConstraint(
                name="organisation_uscc_check",
                condition=Q(uscc=None)
                | Q(Func(F("uscc"), function="uscc_is_valid", output_field=models.BooleanField())),
                violation_error_message="统一社会信用代码的校验位不对，请对照营业执照核对。",
            ),
            models.UniqueConstraint(
                name="organisation_uscc",
                fields=("uscc",),
                condition=Q(closed_on=None),
                violation_error_message="这个统一社会信用代码已经登记过，请先用“组织在线”查一查。",
            ),
            models.CheckConstraint(
                name="organisation_closed",
                condition=Q(status=rules.Status.CLOSED.value, closed_on__isnull=False)
                | Q(~Q(status=rules.Status.CLOSED.value), closed_on=None),
                violation_error_message="注销的组织要有注销日期。",
            ),
            models.CheckConstraint(
                name="organisation_dates",
                condition=Q(closed_on=None) | Q(founded_on=None) | Q(closed_on__gte=F("founded_on")),
                violation_error_message="注销日期不能早于成立日期。",
            ),
            models.CheckConstraint(
                name="organisation_name_given", condition=~Q(name=""), violation_error_message="请填写名称。"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def declared(self) -> rules.Kind:
        """What the kind may host, join and do."""
        return rules.KINDS[self.kind]

    @property
    def is_recognised(self) -> bool:
        """Whether it is a grassroots body that was founded: its name and unit change by a case alone (EST-11)."""
        return self.kind in rules.GRASSROOTS and self.status != rules.Status.PREPARING

    @property
    def label(self) -> str:
        """What the kind is called; for an association its level too."""
        return rules.label(self.kind, self.level)

    @property
    def called(self) -> str:
        """The short name, or the name where there is none."""
        return self.short_name or self.name


class AssociationProfile(models.Model):
    """What only an association has (ORG-07)."""

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, primary_key=True, related_name="association_profile"
    )
    department = models.CharField("负责企业科协工作的部门", max_length=80, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "association_profile"

    def __str__(self) -> str:
        return self.department


class EnterpriseProfile(models.Model):
    """What only an enterprise has (ORG-07). Unknown figures stay unknown."""

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, primary_key=True, related_name="enterprise_profile"
    )
    ownership = models.CharField(
        "所有制",
        max_length=12,
        blank=True,
        choices=choices(rules.OWNERSHIP_LABELS),
    )
    central_soe = models.BooleanField("中央企业", null=True)
    industry = models.CharField("行业（GB/T 4754）", max_length=3, blank=True)
    size = models.CharField("规模", max_length=8, blank=True, choices=choices(rules.SIZE_LABELS))
    listed = models.BooleanField("上市公司", null=True)
    qualifications = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name="资质")
    employees = models.PositiveIntegerField("职工人数", null=True)
    workers = models.PositiveIntegerField("科技工作者人数", null=True)
    party_organisation = models.CharField("党组织", max_length=80, blank=True)
    party_region = models.ForeignKey(
        Region, models.PROTECT, null=True, related_name="+", verbose_name="党组织关系所在地"
    )
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "enterprise_profile"
        constraints = (
            models.CheckConstraint(
                name="enterprise_industry",
                condition=Q(industry="") | Q(industry__regex="^[A-S]([0-9]{2})?$"),
                violation_error_message="行业应为 GB/T 4754 的门类字母，或门类字母加两位大类。",
            ),
            models.CheckConstraint(
                name="enterprise_workers",
                condition=Q(workers=None) | Q(employees=None) | Q(workers__lte=F("employees")),
                violation_error_message="科技工作者人数不能多于职工人数。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.industry} {self.ownership}"


class GrassrootsProfile(models.Model):
    """What only a grassroots organisation has (ORG-07). Unknown figures stay unknown."""

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, primary_key=True, related_name="grassroots_profile"
    )
    has_premises = models.BooleanField("有固定办公场所", null=True)
    full_time_staff = models.PositiveIntegerField("专职人员", null=True)
    part_time_staff = models.PositiveIntegerField("兼职人员", null=True)
    has_budget = models.BooleanField("有独立经费", null=True)
    members = models.PositiveIntegerField("会员人数", null=True)
    parts = models.JSONField("分支机构个数（未逐个登记时）", default=dict)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "grassroots_profile"

    def __str__(self) -> str:
        return str(self.members)


class PublicPage(models.Model):
    """The one public page of a body; only released sections are shown (ORG-08)."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, primary_key=True, related_name="public_page")
    introduction = models.TextField("简介", max_length=5000, blank=True)
    highlights = ArrayField(models.CharField(max_length=120), default=list, blank=True, verbose_name="工作亮点")
    address = models.CharField("地址", max_length=120, blank=True)
    postcode = models.CharField("邮政编码", max_length=6, blank=True)
    phone = models.CharField("电话", max_length=40, blank=True)
    email = models.EmailField("邮箱", blank=True)
    website = models.URLField("网站", blank=True)
    longitude = models.DecimalField(
        "经度",
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(73), MaxValueValidator(136)],
    )
    latitude = models.DecimalField(
        "纬度",
        max_digits=8,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(3), MaxValueValidator(54)],
    )
    released = ArrayField(models.CharField(max_length=20), default=list, blank=True, verbose_name="已公开的栏目")
    charter_since = models.DateField("现行章程的施行日期", null=True, editable=False)
    changed_at = models.DateTimeField("最近修改", null=True)
    source = models.CharField("资料来源", max_length=120, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "public_page"
        constraints = (
            models.CheckConstraint(
                name="public_page_point",
                condition=Q(longitude=None, latitude=None)
                | Q(
                    longitude__isnull=False,
                    latitude__isnull=False,
                    longitude__range=(73, 136),
                    latitude__range=(3, 54),
                ),
                violation_error_message="经纬度应成对填写，并在我国范围内。",
            ),
        )

    def __str__(self) -> str:
        return self.introduction[:20]


class Term(models.Model):
    """A term of office of a body (G26, G27)."""

    scope: ClassVar = "organisation"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="terms_of_office")
    number = models.PositiveSmallIntegerField("届次")
    period = DateRangeField("任期")
    revision = models.PositiveIntegerField(default=0)

    objects = Scoped["Term"].as_manager()

    class Meta:
        db_table = "term"
        ordering = ("-number",)
        indexes = (models.Index(F("period__endswith"), name="term_end"),)
        constraints = (
            models.UniqueConstraint(
                name="term_number", fields=("organisation", "number"), violation_error_message="这一届已经登记。"
            ),
            ExclusionConstraint(
                name="term_no_overlap",
                expressions=[
                    (Func(F("organisation"), F("organisation"), Value("[]"), function="int8range"), "&&"),
                    (F("period"), "&&"),
                ],
                violation_error_message="任期与另一届重叠，请核对起止日期。",
            ),
            models.CheckConstraint(
                name="term_period",
                condition=Q(period__isempty=False, period__lower_inf=False, period__upper_inf=False),
                violation_error_message="任期要有起止日期，且结束晚于开始。",
            ),
        )

    def __str__(self) -> str:
        return f"第{self.number}届"


class Branch(models.Model):
    """A part of a body: department, committee, study group or branch; never a node of the tree (ORG-05a, ORG-10)."""

    scope: ClassVar = "organisation"
    scope_of_branch: ClassVar = "pk"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="branches")
    kind = models.CharField("类型", max_length=24, choices=choices(rules.BRANCH_LABELS))
    name = models.CharField("名称", max_length=80)
    superior = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts", verbose_name="隶属")
    position = models.PositiveSmallIntegerField("顺序", default=0)
    founded_on = models.DateField("成立日期", null=True)
    closed_on = models.DateField("撤销日期", null=True)
    members = models.PositiveIntegerField("成员人数", null=True)
    revision = models.PositiveIntegerField(default=0)

    objects = Scoped["Branch"].as_manager()

    class Meta:
        db_table = "branch"
        ordering = ("position", "id")
        indexes = (models.Index(fields=["organisation", "position", "id"], name="branch_organisation"),)
        constraints = (
            models.UniqueConstraint(
                name="branch_name",
                fields=("organisation", "name"),
                condition=Q(closed_on=None),
                violation_error_message="已经有同名的分支机构。",
            ),
            models.CheckConstraint(
                name="branch_not_own",
                condition=Q(superior=None) | ~Q(superior=F("id")),
                violation_error_message="分支机构不能隶属于自己。",
            ),
            models.UniqueConstraint(
                name="branch_key", fields=("id", "organisation"), violation_error_message="分支机构编号重复。"
            ),
        )

    constraint_sentences: ClassVar[dict[str, str]] = {
        "branch_same_body": "分支机构只能隶属于本组织的分支机构。",
        "post_same_body": "分支机构不属于这个组织。",
    }

    def __str__(self) -> str:
        return self.name


class PostQuerySet(Searched["Post"]):
    """Filters of posts."""

    def current(self) -> Self:
        """Posts that are held today."""
        return self.filter(period__contains=clock.today())

    def past(self) -> Self:
        """Posts that are held no longer."""
        return self.filter(period__endswith__lte=clock.today())

    def listed(self) -> Self:
        """Posts that stand in the address book: released by their body, and held today (ORG-11)."""
        return self.filter(is_listed=True).current()

    def within(self, territory: str) -> Self:
        """Posts in bodies of a region, by the significant digits of its code (two, four or six)."""
        return self.filter(territory__stem=territory)


class Post(models.Model):
    """A post held by a person for a time, in the body or in one of its branches (ORG-10)."""

    scope: ClassVar = "organisation"
    scope_of_branch: ClassVar = "branch"
    scope_path: ClassVar = "path"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="posts")
    branch = models.ForeignKey(Branch, models.CASCADE, null=True, related_name="posts")
    title = models.PositiveSmallIntegerField(
        "职务", choices=[(title.value, rules.TITLE_LABELS[title]) for title in rules.Title]
    )
    holder = models.CharField("任职人", max_length=60)
    position = models.PositiveSmallIntegerField("顺序", default=0)
    period = DateRangeField("任职时间")
    is_listed = models.BooleanField("在通讯录中公开", default=False)
    phone = EncryptedField("办公电话", blank=True)
    mobile = EncryptedField("手机号", blank=True)
    revision = models.PositiveIntegerField(default=0)

    # The body's place in the tree, kept by the composite foreign key `post_place`.
    path = models.CharField(max_length=80, editable=False, db_collation="C")
    tier = models.PositiveSmallIntegerField(editable=False)
    territory = models.CharField(max_length=6, blank=True, editable=False, db_collation="C")

    # What the address book sorts and searches by.
    holder_key = models.CharField(max_length=200, editable=False, db_collation="C")
    searched = models.CharField(max_length=2000, editable=False, db_collation="C")
    terms = ArrayField(models.CharField(max_length=40), default=list, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        db_table = "post"
        ordering = ("title", "position", "id")
        indexes = (
            models.Index(fields=["organisation", "title", "position"], name="post_organisation"),
            GinIndex(fields=["terms"], name="post_terms", condition=LISTED),
            models.Index(fields=["holder_key", "id"], name="post_holder", condition=LISTED),
            *(
                models.Index(
                    Left("path", width),
                    "holder_key",
                    "id",
                    name=f"post_path{width}_holder",
                    include=["path"],
                    condition=LISTED,
                )
                for tier, width in TREE_WIDTHS.items()
                if tier
            ),
        )
        constraints = (
            ExclusionConstraint(
                name="post_single_holder",
                expressions=[
                    (Func(F("organisation"), F("organisation"), Value("[]"), function="int8range"), "&&"),
                    (
                        Func(
                            Coalesce(F("branch"), Value(0)),
                            Coalesce(F("branch"), Value(0)),
                            Value("[]"),
                            function="int8range",
                        ),
                        "&&",
                    ),
                    (Func(F("title"), F("title"), Value("[]"), function="int4range"), "&&"),
                    (F("period"), "&&"),
                ],
                condition=Q(title__in=[title.value for title in rules.SINGLE_TITLES]),
                violation_error_message="这个职务在这段时间已经有人担任。",
            ),
            models.CheckConstraint(
                name="post_period",
                condition=Q(period__isempty=False, period__lower_inf=False),
                violation_error_message="任职要有开始日期，且结束晚于开始。",
            ),
            models.CheckConstraint(
                name="post_title",
                condition=Q(branch=None, title__lt=100) | Q(branch__isnull=False, title__gt=100),
                violation_error_message="职务与所在的机构不一致。",
            ),
        )

    constraint_sentences: ClassVar[dict[str, str]] = {"post_place": "组织的隶属刚刚有变动，请刷新页面后重试。"}

    def __str__(self) -> str:
        return f"{self.get_title_display()} {self.holder}"


class RelationQuerySet(Scoped["Relation"]):
    """Filters of relations; `where_may` goes by the subject, `of` by the object."""

    def of(self, *bodies: int) -> Self:
        """Relations that lead to one of these bodies."""
        return self.filter(object__in=bodies)

    def current(self) -> Self:
        """Relations that hold today."""
        return self.filter(period__contains=clock.today())

    def published(self) -> Self:
        """Relations between two bodies that everybody may see."""
        return self.filter(subject__is_public=True, object__is_public=True)


class Relation(models.Model):
    """A typed, dated edge between two bodies apart from the tree (ORG-04, ORG-05, ORG-05b, ORG-12)."""

    scope: ClassVar = "subject"

    edge = models.PositiveSmallIntegerField(
        "关系", choices=[(edge.value, rules.EDGE_LABELS[edge][0]) for edge in rules.Edge]
    )
    subject = models.ForeignKey(Organisation, models.CASCADE, related_name="relations", verbose_name="本方")
    object = models.ForeignKey(Organisation, models.CASCADE, related_name="relations_to", verbose_name="对方")
    period = DateRangeField("起止")
    is_lead = models.BooleanField("牵头", default=False)
    contact = models.CharField("联系人", max_length=60, blank=True)
    revision = models.PositiveIntegerField(default=0)

    objects = RelationQuerySet.as_manager()

    class Meta:
        db_table = "relation"
        ordering = ("edge", "id")
        indexes = (
            models.Index(fields=["subject", "edge", "id"], name="relation_subject"),
            models.Index(fields=["object", "edge", "id"], name="relation_object"),
        )
        constraints = (
            models.CheckConstraint(
                name="relation_not_own",
                condition=~Q(subject=F("object")),
                violation_error_message="组织不能与自己建立关系。",
            ),
            ExclusionConstraint(
                name="relation_no_overlap",
                expressions=[
                    (Func(F("edge"), F("edge"), Value("[]"), function="int4range"), "&&"),
                    (Func(F("subject"), F("subject"), Value("[]"), function="int8range"), "&&"),
                    (Func(F("object"), F("object"), Value("[]"), function="int8range"), "&&"),
                    (F("period"), "&&"),
                ],
                violation_error_message="这两个组织在这段时间已经有同样的关系。",
            ),
            models.CheckConstraint(
                name="relation_period",
                condition=Q(period__isempty=False),
                violation_error_message="关系的结束应晚于开始。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_edge_display()}"


class TurnQuerySet(Scoped["Turn"]):
    """Filters of turns."""

    def current(self) -> Self:
        """Turns that run today."""
        return self.filter(period__contains=clock.today())

    def due(self) -> Self:
        """Turns that run today and were not taken over yet."""
        return self.current().filter(handed_over_at=None, organisation__closed_on=None)


class Turn(models.Model):
    """The turn of one founder to run a joint association (轮值, ORG-13, H49)."""

    scope: ClassVar = "organisation"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="turns")
    founder = models.ForeignKey(Organisation, models.PROTECT, related_name="own_turns", verbose_name="轮值企业")
    period = DateRangeField("轮值时间")
    holder = models.CharField("轮值主席", max_length=60, blank=True)
    handed_over_at = models.DateTimeField("交接时间", null=True)
    revision = models.PositiveIntegerField(default=0)

    objects = TurnQuerySet.as_manager()

    class Meta:
        db_table = "turn"
        ordering = ("period",)
        constraints = (
            ExclusionConstraint(
                name="turn_no_overlap",
                expressions=[
                    (Func(F("organisation"), F("organisation"), Value("[]"), function="int8range"), "&&"),
                    (F("period"), "&&"),
                ],
                violation_error_message="轮值时间与另一家企业重叠。",
            ),
            models.CheckConstraint(
                name="turn_period",
                condition=Q(period__isempty=False, period__lower_inf=False, period__upper_inf=False),
                violation_error_message="轮值要有起止日期。",
            ),
        )

    def __str__(self) -> str:
        return str(self.period)


class AgreedTaskQuerySet(Scoped["AgreedTask"]):
    """Filters of agreed tasks."""

    def of(self, *bodies: int) -> Self:
        """Tasks that the members of one of these bodies agreed on."""
        return self.filter(organisation__in=bodies)

    def open(self) -> Self:
        """Tasks that are not done yet, of bodies that live."""
        return self.filter(done_on=None, organisation__closed_on=None)


class AgreedTask(models.Model):
    """A task that the members of a federation agreed on (ORG-14, H47)."""

    scope: ClassVar = "organisation"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="agreed_tasks")
    title = models.CharField("任务", max_length=120)
    lead = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name="牵头单位")
    agreed_on = models.DateField("商定日期")
    done_on = models.DateField("完成日期", null=True)
    result = models.CharField("成果", max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=0)

    objects = AgreedTaskQuerySet.as_manager()

    class Meta:
        db_table = "agreed_task"
        ordering = ("-agreed_on", "id")
        constraints = (
            models.CheckConstraint(
                name="agreed_task_dates",
                condition=Q(done_on=None) | Q(done_on__gte=F("agreed_on")),
                violation_error_message="完成日期不能早于商定日期。",
            ),
        )

    def __str__(self) -> str:
        return self.title
