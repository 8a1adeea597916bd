"""What is typed into an address book: filters, a purpose, tags, groups of recipients."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.bodies import MAX_WORDS
from kexie.areas.directory.forms.fields import StaffForm
from kexie.areas.directory.models import Group
from kexie.areas.directory.queries import contacts, picking
from kexie.areas.directory.rules import CIRCLE_LABELS, MAX_REASON, Circle
from kexie.areas.directory.rules import tags as tidy_tags
from kexie.core.forms import let_choose
from kexie.core.labels import choices
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet
from kexie.foundation.regions.models import Region

KINDS = [(kind.code, "各级科协" if kind.code == "association" else kind.label) for kind in rules.KINDS.values()]
CIRCLES = [("" if circle == Circle.ALL else circle.value, label) for circle, label in CIRCLE_LABELS.items()]
MAX_LIST = 200_000  # characters of a pasted list of bodies
ROWS_SHOWN = 6


class Contacts(forms.Form):
    """The filters of an address book, as they stand in the address."""

    view = forms.ChoiceField(required=False, choices=[("", "人员"), ("bodies", "组织")])
    q = forms.CharField(label="姓名、组织或拼音", max_length=MAX_WORDS, required=False)
    circle = forms.ChoiceField(label="范围", required=False, choices=CIRCLES)
    kind = forms.ChoiceField(label="类型", required=False, choices=[("", "全部类型"), *KINDS])
    region = forms.ChoiceField(label="地区", required=False)
    title = forms.ChoiceField(label="职务", required=False, choices=contacts.titles)
    after = forms.CharField(max_length=2000, required=False)
    before = forms.CharField(max_length=2000, required=False)

    def __init__(self, *args: Any, body: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = str(self.data.get("region", ""))[:6]
        let_choose(self, "region", contacts.places(body, chosen))

    @property
    def filters(self) -> dict[str, str]:
        """The filters that could be read; the others are left out."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields if name != "posts"}

    @property
    def complaints(self) -> list[str]:
        """One sentence for every filter that could not be read."""
        words = {"q": f"最多输入 {MAX_WORDS} 个字，请缩短后再查。"}
        return [
            words.get(name, f"没有这个“{self.fields[name].label or '页签'}”选项，已按全部显示。")
            for name in self.errors
            if name not in {"after", "before"}
        ]


class RevealContact(StaffForm):
    """What a mobile number is looked at for (SEC-06)."""

    reason = fields.text("用途", MAX_REASON, hint="例如：通知换届会议。查看会记入对方组织的审计记录。")


class _Numbers(forms.MultipleChoiceField):
    """Numbers of rows; whose they are is for scope to say."""

    def valid_value(self, value: Any) -> bool:  # noqa: ANN401 - as in Django
        """Tell whether this could be the number of a row."""
        return str(value).isascii() and str(value).isdigit() and len(str(value)) < 19


class Cards(Contacts):
    """Which entries are taken as cards; without any, all that the filters leave."""

    posts = _Numbers(required=False, error_messages={"invalid_choice": "请刷新页面后重新选择人员。"})


class Tag(StaffForm):
    """An organisation's own tags on a body."""

    tags = fields.text(
        "标签", 500, required=False, hint="用空格或顿号隔开，例如：重点联系、高新企业。只有本组织看得到，可用来建分组。"
    )

    def clean_tags(self) -> list[str]:
        """Return the tags one by one."""
        return tidy_tags(self.cleaned_data["tags"])


class BodiesField(forms.CharField):
    """Several bodies, one a line, by name or as `名称（编码）`."""

    sources: Sequence[OrganisationQuerySet] = ()

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - as in Django
        """Return the bodies that are meant."""
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        found, missing = picking.bodies_of(self.sources, lines)
        if missing:
            raise ValidationError([f"在可联系的组织中没有找到，或有几个同名：{line[:60]}" for line in missing[:10]])
        return found

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - as in Django
        """Write each body with its code."""
        return value if isinstance(value, str) or value is None else "\n".join(map(picking.written, value))


class AddGroup(StaffForm):
    """A group of recipients: by rule, or one by one (COM-01)."""

    name = fields.text("分组名称", 40, hint="例如：各县市科协、园区科协秘书长。")
    is_picked = forms.ChoiceField(
        label="成员怎么选",
        choices=[("", "按条件，每次使用时重新计算"), ("1", "逐个选择组织")],
        required=False,
        widget=forms.RadioSelect,
    )
    circle = fields.choice("范围", choices(CIRCLE_LABELS))
    under = fields.picked_body("只在这个科协以下", required=False, hint="输入名称或拼音，再从列表中选择；不限的不填。")
    kinds = forms.MultipleChoiceField(
        label="类型",
        required=False,
        choices=KINDS,
        widget=forms.CheckboxSelectMultiple,
        help_text="都不勾选表示不限。",
        error_messages={"invalid_choice": "没有这个“类型”选项，请重新选择。"},
    )
    region = fields.picked_region("所在地区", required=False, hint="不限的不填。")
    title = fields.choice("设有职务", (), required=False)
    tag = fields.choice("标签", (), required=False)
    bodies = BodiesField(
        label="选择的组织",
        max_length=MAX_LIST,
        required=False,
        widget=forms.Textarea(attrs={"rows": ROWS_SHOWN}),
        help_text="选“逐个选择组织”时填写，每行一个名称。也可以在通讯录的“组织”里勾选，再点“建为分组”。",
    )

    def __init__(
        self, *args: Any, body: Organisation, bodies: OrganisationQuerySet, tags: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        given: Any = self.fields
        given["title"].choices = [("", "不限"), *contacts.titles()[1:]]
        given["tag"].choices = [("", "不限"), *((name, name) for name in tags)]
        given["under"].sources = [bodies.associations()]
        given["bodies"].sources = [bodies]
        given["region"].rows = Region.objects.published()
        fields.offer(self, body)

    def clean_is_picked(self) -> bool:
        """Tell whether the bodies are chosen one by one."""
        return bool(self.cleaned_data["is_picked"])

    def clean_title(self) -> int | None:
        """Return the post, or None for any."""
        return int(self.cleaned_data["title"]) if self.cleaned_data["title"] else None


class ChangeGroup(AddGroup):
    """A group as it stands."""

    def standing(self, row: Group) -> dict[str, Any]:
        """Return what stands now, by field."""
        return {
            "name": row.name,
            "circle": row.get_circle_display(),
            "under": row.under,
            "kinds": "、".join(rules.KINDS[kind].label for kind in row.kinds),
            "region": row.region,
            "title": row.get_title_display() if row.title is not None else "",
            "tag": row.tag,
        }


class RemoveGroup(StaffForm):
    """Nothing is typed: the group is removed."""
