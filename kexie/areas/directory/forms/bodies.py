"""What staff type to register, change, move and close a body, and to write its page."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.fields import StaffForm
from kexie.areas.directory.rules import LOGO_SIDE, MAX_LOGO
from kexie.core.forms import Filters
from kexie.core.labels import choices
from kexie.engines.files.forms import UploadField
from kexie.engines.files.rules import PICTURES
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet, PublicPage
from kexie.foundation.regions.models import RegionQuerySet

KINDS = [
    (label, [(kind.code, kind.label) for kind in rules.KINDS.values() if kind.family == family])
    for family, label in ((rules.Family.GRASSROOTS, "基层组织"), (rules.Family.REGISTERED, "登记单位"))
]
MAX_WORDS = 60
QUALIFICATIONS = (
    "高新技术企业",
    "科技型中小企业",
    "专精特新中小企业",
    "专精特新“小巨人”企业",
    "制造业单项冠军",
    "技术先进型服务企业",
    "国家企业技术中心",
)


class Subordinates(Filters):
    """The filters of the list of bodies below an association, as they stand in the address."""

    q = forms.CharField(label="名称或拼音", max_length=MAX_WORDS, required=False)
    listing = forms.ChoiceField(
        label="类别",
        required=False,
        choices=[("", "全部类别"), *choices(rules.LISTING_LABELS)],
    )
    status = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[("", "全部状态"), *choices(rules.STATUS_LABELS)],
    )
    online = forms.ChoiceField(
        label="主页",
        required=False,
        choices=[("", "全部"), ("online", "已公开"), ("hidden", "未公开"), ("offline", "已下线")],
    )

    @property
    def complaints(self) -> list[str]:
        """One sentence for every filter that could not be read."""
        words = {"q": f"名称最多输入 {MAX_WORDS} 个字，请缩短后再查。"}
        return [
            words.get(name, f"没有这个“{self.fields[name].label}”选项，已按全部显示。")
            for name in self.errors
            if name not in {"after", "before"}
        ]


class Add(StaffForm):
    """A body that an association registers below itself."""

    kind = fields.choice("类型", [("", "请选择"), *KINDS])
    name = fields.text("名称", 120, hint="填写全称，与批文或营业执照一致。")
    short_name = fields.text("简称", 60, required=False)
    region = fields.picked_region("所在地区", hint="输入地名或拼音，再从列表中选择。")
    host = fields.picked_body(
        "所在单位", required=False, hint="企业科协、园区科协和工作站要选择所在的企业、园区或单位；没有登记的请先登记。"
    )
    uscc = fields.text("统一社会信用代码", 30, required=False, hint="18 位，有营业执照或法人证书的单位填写。")
    founded_on = fields.day("成立日期", required=False)
    status = fields.choice(
        "状态", [(item.value, rules.STATUS_LABELS[item]) for item in (rules.Status.ACTIVE, rules.Status.PREPARING)]
    )

    def __init__(
        self,
        *args: Any,
        superior: Organisation,
        bodies: Sequence[OrganisationQuerySet],
        regions: RegionQuerySet,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = bodies
        self.fields["host"].sources = bodies  # type: ignore[attr-defined] # a BodyField
        self.fields["region"].rows = regions  # type: ignore[attr-defined] # a RegionField
        fields.offer(self, superior)

    def clean(self) -> dict[str, Any]:
        """Refuse a body without the host it needs, and one that is there already."""
        cleaned = super().clean() or {}
        kind, name = cleaned.get("kind", ""), cleaned.get("name", "")
        if kind and rules.is_hosted(kind) and not cleaned.get("host") and "host" not in self.errors:
            self.add_error("host", f"{rules.KINDS[kind].label}要选择所在单位；没有登记的请先登记该单位。")
        same = {row.pk: row for rows in self.bodies for row in rows.live().filter(name=name, kind=kind)[:1]}
        for row in same.values():
            self.add_error("name", f"已经登记过同名的{row.label}（编码 {row.code}），请先查一查是不是同一家。")
        return cleaned


class Change(StaffForm):
    """The entry of a body."""

    name = fields.text("名称", 120)
    short_name = fields.text("简称", 60, required=False)
    uscc = fields.text("统一社会信用代码", 30, required=False, hint="18 位，没有的不填。")
    founded_on = fields.day("成立日期", required=False)
    founded_as = fields.text("成立时间（只知道年或月时）", 20, required=False, hint="如 1984 或 2019-01。")

    def __init__(self, *args: Any, is_founded: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_founded:  # its name is changed by a petition (EST-11)
            del self.fields["name"], self.fields["short_name"]


class ChangeProfile(StaffForm):
    """What only bodies of this kind have; the fields follow the kind (ORG-07)."""

    def __init__(self, *args: Any, body: Organisation, regions: RegionQuerySet, **kwargs: Any) -> None:
        vars(self)["base_fields"] = {name: make() for name, make in PROFILE_FIELDS[body.declared.profile].items()}
        super().__init__(*args, **kwargs)
        if "party_region" in self.fields:
            self.fields["party_region"].rows = regions  # type: ignore[attr-defined] # a RegionField
        fields.offer(self, body)


INDUSTRY = "门类字母，可再加两位大类，如 C25。"

PROFILE_FIELDS: dict[str, dict[str, Any]] = {
    rules.Profile.ASSOCIATION: {
        "department": lambda: fields.text("负责企业科协工作的部门", 80, required=False),
    },
    rules.Profile.ENTERPRISE: {
        "ownership": lambda: fields.choice("所有制", _known(rules.OWNERSHIP_LABELS), required=False),
        "central_soe": lambda: fields.yes_no("中央企业"),
        "industry": lambda: _Industry(label="行业（GB/T 4754）", max_length=3, required=False, help_text=INDUSTRY),
        "size": lambda: fields.choice("规模", _known(rules.SIZE_LABELS), required=False),
        "listed": lambda: fields.yes_no("上市公司"),
        "qualifications": lambda: forms.MultipleChoiceField(
            label="资质",
            required=False,
            choices=[(word, word) for word in QUALIFICATIONS],
            widget=forms.CheckboxSelectMultiple,
        ),
        "employees": lambda: fields.number("职工人数"),
        "workers": lambda: fields.number("科技工作者人数"),
        "party_organisation": lambda: fields.text("党组织", 80, required=False),
        "party_region": lambda: fields.picked_region("党组织关系所在地", required=False),
    },
    rules.Profile.GRASSROOTS: {
        "members": lambda: fields.number("会员人数"),
        "full_time_staff": lambda: fields.number("专职人员"),
        "part_time_staff": lambda: fields.number("兼职人员"),
        "has_premises": lambda: fields.yes_no("有固定办公场所"),
        "has_budget": lambda: fields.yes_no("有独立经费"),
    },
}


def _known(labels: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [("", "未填"), *choices(labels)]


class _Industry(forms.CharField):
    """A section of the classification of industries, or a division."""

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - as in Django
        """Refuse what is no code of the classification."""
        text = super().clean(value).strip().upper()
        if text and not (text[0] in rules.INDUSTRIES and (len(text) == 1 or (len(text) == 3 and text[1:].isdigit()))):
            raise ValidationError("行业应为门类字母，或门类字母加两位大类，如 C25。")
        return text


class Move(StaffForm):
    """A new superior, and for a body that relocates its new region."""

    superior = fields.picked_body("新的上级科协", hint="输入名称中的几个字，再从列表中选择；只列出您有权管理的科协。")
    region = fields.picked_region("新的所在地区", required=False, hint="没有搬迁的不填。")

    def __init__(
        self, *args: Any, body: Organisation, bodies: OrganisationQuerySet, regions: RegionQuerySet, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["superior"].sources = [bodies]  # type: ignore[attr-defined] # a BodyField
        self.fields["region"].rows = regions  # type: ignore[attr-defined] # a RegionField
        if body.kind == "association":
            del self.fields["region"]
        fields.offer(self, body)


class Close(StaffForm):
    """The day on which a body was closed."""

    closed_on = fields.day("注销日期")


class Present(StaffForm):
    """A body's own public page and the sections it releases (ORG-08)."""

    introduction = fields.area("组织简介", 5000, rows=8)
    highlights = fields.area("工作亮点", 3000, hint="每行一条，每条最多 120 个字。", rows=4)
    address = fields.text("地址", 120, required=False)
    postcode = forms.RegexField(
        label="邮政编码", regex=r"^[0-9]{6}$", required=False, error_messages={"invalid": "邮政编码应为六位数字。"}
    )
    longitude = fields.degrees("经度", 73, 136)
    latitude = fields.degrees("纬度", 3, 54)
    phone = fields.text("电话", 40, required=False)
    email = forms.EmailField(
        label="邮箱", required=False, max_length=254, error_messages={"invalid": "邮箱应像 name@example.com 这样填写。"}
    )
    website = forms.URLField(
        label="网站",
        required=False,
        max_length=200,
        assume_scheme="https",
        error_messages={"invalid": "网址应以 https:// 开头。"},
    )
    released = forms.MultipleChoiceField(
        label="公开的栏目",
        required=False,
        choices=choices(rules.SECTION_LABELS),
        widget=forms.CheckboxSelectMultiple,
        help_text="只有勾选的栏目会出现在公开主页上。",
    )

    def clean_highlights(self) -> list[str]:
        """Return the lines that are not empty."""
        lines = [line.strip() for line in self.cleaned_data["highlights"].splitlines() if line.strip()]
        if any(len(line) > 120 for line in lines):
            raise ValidationError("每条亮点最多 120 个字。")
        return lines

    def standing(self, row: PublicPage) -> dict[str, Any]:
        """Return what stands now on the page, by field."""
        return {
            **super().standing(row),
            "highlights": "\n".join(row.highlights),
            "released": "、".join(rules.SECTION_LABELS[rules.Section(item)] for item in row.released),
        }


class Publish(StaffForm):
    """Nothing is typed: the page goes online as it stands."""


class TakeOffline(StaffForm):
    """Why a superior takes a page off the portal."""

    reason = fields.area("下线原因", 200, hint="该组织会看到这句话，请写明要改什么。", rows=3)


class ChangeLogo(StaffForm):
    """A picture that becomes the body's logo, or none any more (ORG-07)."""

    logo = UploadField(
        label="徽标图片",
        kinds=PICTURES,
        max_bytes=MAX_LOGO,
        square=LOGO_SIDE,
        required=False,
        help_text=f"JPG、PNG 或 WebP，不超过 {MAX_LOGO // 1024**2} MB。最好是正方形，会缩小到 {LOGO_SIDE} 像素以内。",
    )
    remove = forms.BooleanField(label="移除现在的徽标", required=False)

    def __init__(self, *args: Any, has_logo: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_logo:
            del self.fields["remove"]

    def clean(self) -> dict[str, Any]:
        """Refuse a form that says nothing."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not cleaned["logo"] and not cleaned.get("remove"):
            self.add_error("logo", "请选择图片。")
        return cleaned

    def standing(self, row: Any) -> dict[str, Any]:  # noqa: ANN401 - any row
        """Return nothing: the logo that stands now is shown above."""
        return {}
