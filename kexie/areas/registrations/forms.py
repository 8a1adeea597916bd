"""What is typed to register a body and to review it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.fields import StaffForm
from kexie.areas.registrations import queries, rules
from kexie.areas.registrations.models import Registration
from kexie.core.forms import Filters, let_choose
from kexie.engines.files.forms import UploadsField
from kexie.foundation.organisations.models import OrganisationQuerySet
from kexie.foundation.organisations.rules import KINDS, Family, is_hosted
from kexie.foundation.regions.models import Region

KIND_CHOICES = [
    ("", "请选择"),
    *(
        (label, [(kind.code, kind.label) for kind in KINDS.values() if kind.family == family])
        for family, label in (
            (Family.REGISTERED, "登记单位"),
            (Family.GRASSROOTS, "已经成立的科协组织（凭批复文件）"),
        )
    ),
]
STEPS = 3


class PlaceWidget(forms.Widget):
    """Province, city and county one after the other; the next list is fetched, or asked for by a button."""

    template_name = "registrations/_place.html"

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:  # noqa: ANN401
        """Return the chosen codes from the province down; no text of the database has a NUL in it."""
        return [str(data.get(f"{name}_{step}", "")).replace("\0", "") for step in range(1, STEPS + 1)]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:  # noqa: ANN401
        """Tell whether none of the lists was sent."""
        return f"{name}_1" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:  # noqa: ANN401
        """Return the lists with what is chosen in them."""
        chosen = value if isinstance(value, list) else queries.codes(value)
        context = super().get_context(name, None, attrs)
        return context | {"field": name, "place": queries.place(Region.objects.published(), chosen)}

    def id_for_label(self, id_: str) -> str:
        """Return the first list."""
        return f"{id_}_1" if id_ else id_


class PlaceField(forms.Field):
    """A region, chosen from the province down."""

    widget = PlaceWidget

    def clean(self, value: Any) -> Region | None:  # noqa: ANN401 - as in Django
        """Return the region farthest down that was chosen."""
        chosen = next((code for code in reversed(value or []) if code), "")
        if not chosen:
            if self.required:
                raise ValidationError(self.error_messages["required"])
            return None
        found = queries.chosen(Region.objects.published(), value)
        if found is None:
            raise ValidationError("没有这个地区，请重新选择。")
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:  # noqa: ANN401 - as in Django
        """Tell whether another region was chosen."""
        return queries.codes(initial) != [code for code in data or [] if code]


def _place(label: str, *, required: bool = True, hint: str = "") -> PlaceField:
    return PlaceField(label=label, required=required, help_text=hint, error_messages={"required": f"请选择{label}。"})


def _proofs(hint: str) -> UploadsField:
    messages = {"required": "请上传证明材料：营业执照、法人证书或批复文件。"}
    return UploadsField(
        label="证明材料",
        kinds=rules.PROOF_KINDS,
        most=rules.MAX_PROOFS,
        max_bytes=rules.MAX_PROOF,
        help_text=hint,
        error_messages=messages,
    )


LIMITS = f"PDF、JPG 或 PNG，最多 {rules.MAX_PROOFS} 个，每个不超过 {rules.MAX_PROOF // 1024**2} MB。"


class Submit(StaffForm):
    """A body with its place, who may be asked about it, and the proofs."""

    asks = (rules.require_uscc, rules.require_host_name, rules.require_origin, rules.clean_phone)

    kind = fields.choice("单位类型", KIND_CHOICES)
    name = fields.text("单位全称", 120, hint="与营业执照、法人证书或批复文件一致。")
    uscc = fields.text(
        "统一社会信用代码", 30, required=False, hint="18 位。企业、学会、高校、科研院所、医院和科技服务机构必须填写。"
    )
    host_name = fields.text(
        "所在单位", 120, required=False, hint="只有企业科协、园区科协和工作站填写：设在哪个企业、园区或单位，写全称。"
    )
    old_number = fields.text(
        "原批复文号",
        40,
        required=False,
        hint="只有已经成立的科协组织填写，如：云科协〔2019〕3号。审核通过后颁发登记证书。",
    )
    founded_on = fields.day("成立日期", required=False, hint="只有已经成立的科协组织填写。")
    chair = fields.text("现任主席", 60, required=False, hint="只有已经成立的科协组织填写，印在登记证书上；没有的不填。")
    region = _place("所在地区")
    party_region = _place(
        "党组织关系所在地",
        required=False,
        hint="党组织关系不在上面的地区时才选。按规定由党组织关系所在地的科协审核和管理。",
    )
    contact = fields.text("联系人", 60)
    phone = fields.text("联系电话", 30, hint="联系人和电话只用于审核时联系，加密保存，不公开。")
    proofs = _proofs(f"营业执照或法人证书的照片；已经成立的科协组织上传原批复和现行章程。{LIMITS}")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].widget.attrs |= {"inputmode": "tel", "autocomplete": "tel"}
        self.fields["contact"].widget.attrs |= {"autocomplete": "name"}

    @classmethod
    def so_far(cls, typed: Mapping[str, Any]) -> dict[str, Any]:
        """Return what was typed so far, to be shown again without being judged."""
        declared: Mapping[str, forms.Field] = vars(cls)["base_fields"]
        shown = {name: field for name, field in declared.items() if name != "proofs"}
        return {name: field.widget.value_from_datadict(typed, {}, name) for name, field in shown.items()}


class Amend(Submit):
    """A returned registration: what stands there, which proofs go and which come."""

    removed = forms.TypedMultipleChoiceField(
        label="删除已交的材料",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "没有这份材料，请刷新页面查看。"},
    )

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        proofs = registration.proofs.values_list("pk", "file__name")
        let_choose(self, "removed", proofs)
        self.fields["proofs"].label, self.fields["proofs"].required = "补充材料", False
        self.fields["proofs"].help_text = f"已交的材料仍然有效，不用重新上传。{LIMITS}"
        for name in registration.faults:
            if field := self.fields.get(name):
                field.help_text = f"审核意见：请修改这一项。{field.help_text}"

    def standing(self, row: Registration) -> dict[str, Any]:
        """Return what stands now, by field."""
        own = ("kind", "name", "uscc", "host_name", "old_number", "founded_on", "chair", "contact", "phone")
        return {name: getattr(row, name) for name in own}


class Withdraw(StaffForm):
    """Nothing is typed: the registration is taken back."""


class Reveal(StaffForm):
    """What the number is needed for."""

    reason = fields.text("查看用途", 200, hint="例如：电话核对执照上的地址。会记入审计记录。")


class Return(StaffForm):
    """Why a registration goes back, and what is to be mended."""

    reason = fields.area("退回原因", rules.MAX_REASON, hint="申请人会看到这句话，请写明缺什么、怎么改。", rows=4)
    faults = forms.MultipleChoiceField(
        label="要修改的项目",
        required=False,
        choices=list(rules.FIELD_LABELS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text="勾选的项目会在申请人的修改页面上标出来。",
        error_messages={"invalid_choice": "没有这个项目，请重新选择。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True
        self.fields["reason"].error_messages["required"] = "请写明退回的原因。"


class Accept(StaffForm):
    """Where a grassroots body is; for the others nothing is typed."""

    host = fields.picked_body("所在单位", required=False, hint="输入名称中的几个字，再从列表中选择。")

    def __init__(self, *args: Any, registration: Registration, bodies: OrganisationQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["host"].sources = [bodies]  # type: ignore[attr-defined] # a BodyField
        if not is_hosted(registration.kind):
            del self.fields["host"]
        fields.offer(self, registration.organisation)


class Browse(Filters):
    """The queue, the state and the page of the review desk, as they stand in the address."""

    queue = forms.ChoiceField(required=False, choices=list(rules.QUEUE_LABELS.items()))
    state = forms.ChoiceField(
        required=False, choices=[("waiting", "待审核"), ("returned", "已退回"), ("ended", "已办结")]
    )
