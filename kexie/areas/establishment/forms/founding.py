"""What is typed to found a body, and to review a founding."""

from collections.abc import Sequence
from typing import Any

from django import forms

from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.fields import StaffForm
from kexie.areas.establishment import rules
from kexie.areas.establishment.models import Case, Material, Procedure
from kexie.areas.establishment.queries.desks import QUEUE_LABELS, STATES
from kexie.areas.establishment.rules import Terms
from kexie.core.forms import Filters, let_choose
from kexie.core.labels import choices
from kexie.engines.files.forms import UploadField

LIMITS = f"PDF、Word（.docx）、JPG 或 PNG，不超过 {rules.MAX_FILE // 1024**2} MB。"


class ChangeProcedure(StaffForm):
    """How a place founds bodies of a kind; what is left open is inherited."""

    regime = fields.choice("设立方式", (), required=False)
    days = fields.number("审核期限（工作日）", least=1, most=rules.MAX_DAYS)
    is_own = forms.BooleanField(label="本级另定材料清单", required=False)
    asked = forms.MultipleChoiceField(
        label="要交的材料",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="组织通则规定的材料一直要交，不在这里列出。",
        error_messages={"invalid_choice": "没有这项材料，请重新选择。"},
    )
    extra = fields.area(
        "另外要求的材料", 500, hint=f"每行一项，最多 {rules.MAX_EXTRA} 项，每项最多 {rules.MAX_LABEL} 个字。", rows=3
    )

    def __init__(self, *args: Any, kind: str, inherits: Terms, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        above = f"沿用{inherits.regime_of or '平台默认'}的设定：{rules.REGIME_LABELS[inherits.regime]}"
        regimes = ((item.value, f"{label}：{rules.REGIME_HINTS[item]}") for item, label in rules.REGIME_LABELS.items())
        let_choose(self, "regime", [("", above), *regimes])
        self.fields["days"].help_text = f"不填就沿用{inherits.days_of or '平台默认'}的 {inherits.days} 个工作日。"
        self.fields["is_own"].help_text = f"不勾选就沿用{inherits.asked_of or '平台默认'}的清单，下面两项不起作用。"
        open_ = (item for item in rules.CATALOGUE.values() if kind in item.kinds and not item.is_fixed)
        let_choose(self, "asked", ((item.key, item.label) for item in open_))

    def clean(self) -> dict[str, Any]:
        """Give the materials one by one, and leave the checklist open where it is inherited."""
        cleaned = super().clean() or {}
        cleaned["extra"] = rules.besides(cleaned.get("extra", ""))
        if not cleaned.pop("is_own", False):
            cleaned["asked"], cleaned["extra"] = None, []
        return cleaned

    @classmethod
    def initial_of(cls, own: Procedure | None, inherits: Terms, kind: str) -> dict[str, Any]:
        """Return what stands now; where nothing does, what would be inherited is ticked to begin with."""
        if own is not None and own.asked is not None:
            asked, extra, is_own = list(own.asked), own.extra, True
        else:
            asked, extra, is_own = [key for key, _ in rules.checklist(inherits, kind)], list(inherits.extra), False
        return {
            "regime": own.regime if own else "",
            "days": own.days if own else None,
            "is_own": is_own,
            "asked": asked,
            "extra": "\n".join(extra),
        }

    def standing(self, row: Any) -> dict[str, Any]:  # noqa: ANN401 - any row
        """Return what stands now, by field."""
        return {"regime": row.get_regime_display(), "days": row.days, "extra": "\n".join(row.extra)}


class ChangeSeal(StaffForm):
    """A picture of a seal, or none any more."""

    seal = UploadField(
        label="印章图片",
        kinds=("png",),
        max_bytes=rules.MAX_SEAL,
        required=False,
        help_text="透明底的 PNG，正方形，印章占满图片，不超过 2 MB。按直径 42 毫米印在署名和日期上。",
    )
    remove = forms.BooleanField(label="不再使用印章", required=False)

    def clean_seal(self) -> Any:  # noqa: ANN401 - an upload, or none
        """Return the picture, or None where there is none."""
        return self.cleaned_data["seal"] or None


class Group(StaffForm):
    """Who is in the preparatory group."""

    leader = fields.text("筹备组组长", 60)
    leader_post = fields.text("组长职务", 60, required=False, hint="在本单位的职务，如：总工程师。")
    members = fields.area(
        "筹备组其他成员", 2000, hint="每行一人：姓名和职务之间空一格，如“李强 技术中心主任”。", rows=4
    )


class Found(Group):
    """A preparatory group and the name of the association that it prepares."""

    name = fields.text("科协名称", 120, hint="一般是单位全称加“科学技术协会”。")
    has_party = forms.TypedChoiceField(
        label="本单位有没有党组织",
        choices=[("True", "有：须经党组织同意"), ("False", "没有：须经管理层同意")],
        coerce=lambda given: given == "True",
        widget=forms.RadioSelect,
        error_messages={"required": "请选择有没有党组织。", "invalid_choice": "请选择有没有党组织。"},
    )
    superior_enterprise = fields.text(
        "集团内的上级企业", 120, required=False, hint="集团的下级企业填写上级企业的全称，还须经上级企业党组织同意。"
    )
    field_order = ("name", "has_party", "superior_enterprise", "leader", "leader_post", "members")


class Station(Group):
    """A workstation and who works for it."""

    name = fields.text("工作站名称", 120)
    field_order = ("name", "leader", "leader_post", "members")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (("leader", "负责人"), ("leader_post", "负责人职务"), ("members", "其他工作人员")):
            self.fields[name].label = label
        self.fields["leader"].error_messages["required"] = "请填写负责人。"


class Admit(StaffForm):
    """Nothing is typed: the body is registered."""


class Prepare(Group):
    """Who prepares, who consented, and how many workers there are."""

    workers = fields.number("科技工作者人数", least=1, most=10_000_000, hint="本单位从事科技工作的人员。")
    consent_by = fields.text("同意设立的机构", 120, required=False)
    consented_on = fields.day("同意日期", required=False)
    superior_enterprise = fields.text(
        "集团内的上级企业", 120, required=False, hint="集团的下级企业填写；不属于集团的不填。"
    )
    superior_consented_on = fields.day("上级企业党组织同意日期", required=False)
    field_order = (
        "workers",
        "consent_by",
        "consented_on",
        "superior_enterprise",
        "superior_consented_on",
        "leader",
        "leader_post",
        "members",
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if case.kind in rules.SINGLE:
            self.fields["consent_by"].help_text = f"{case.consenting}的全称，与同意文件一致。"
            self.fields["consented_on"].label = f"{case.consenting}同意日期"
        else:
            for name in ("consent_by", "consented_on", "superior_enterprise", "superior_consented_on"):
                del self.fields[name]
            self.fields["workers"].help_text = "各发起企业从事科技工作的人员合计。"
        if case.kind not in rules.OF_WORKERS:
            del self.fields["workers"]

    @classmethod
    def initial_of(cls, case: Case) -> dict[str, Any]:
        """Return what stands now."""
        sponsors = list(case.sponsors.all())
        leader = next((one for one in sponsors if one.is_leader), None)
        others = [f"{one.name} {one.post}".strip() for one in sponsors if not one.is_leader]
        own = ("workers", "consent_by", "consented_on", "superior_enterprise", "superior_consented_on")
        return {name: getattr(case, name) for name in own} | {
            "leader": leader.name if leader else "",
            "leader_post": leader.post if leader else "",
            "members": "\n".join(others),
        }


class Upload(StaffForm):
    """A material."""

    file = UploadField(kinds=rules.FILES, max_bytes=rules.MAX_FILE, label="文件", help_text=LIMITS)


class Submit(StaffForm):
    """Nothing is typed: the case goes to the association."""


class Recall(StaffForm):
    """Nothing is typed: the case comes back from the association."""


class Withdraw(StaffForm):
    """Why a founding is given up."""

    reason = fields.area("终止的原因", rules.MAX_REASON, hint="审核科协会看到。", rows=3)


class Return(StaffForm):
    """What is wrong with which material, and what else is."""

    reason = fields.area("总的意见", rules.MAX_REASON, hint="不属于某一项材料的问题写在这里，没有可以不填。", rows=3)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for material in case.materials.all():
            name = self.name_of(material)
            self.fields[name] = fields.text(material.label, rules.MAX_REMARK, required=False)
            self.fields[name].widget.attrs |= {"class": "form-control", "placeholder": "没有问题的不填"}
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    @staticmethod
    def name_of(material: Material) -> str:
        """Return the field of a material."""
        return f"remark_{material.pk}"

    def clean(self) -> dict[str, Any]:
        """Gather the remarks by material."""
        cleaned = super().clean() or {}
        typed = {name: cleaned.pop(name) for name in list(cleaned) if name.startswith("remark_")}
        cleaned["remarks"] = {int(name.removeprefix("remark_")): words for name, words in typed.items() if words}
        return cleaned


class Reject(StaffForm):
    """Why a founding is refused."""

    reason = fields.area("不予批准的原因", rules.MAX_REASON, hint="申请单位会看到，请写明依据。", rows=4)


class Approve(StaffForm):
    """The number and day of the reply."""

    number = fields.text("文号", 40, hint="本科协发文的编号，不能重复。")
    issued_on = fields.day("日期")
    signed_by = fields.text("签发人", 60, required=False)


class ApproveMany(Approve):
    """Several cases, the first of their numbers and the day; each choice carries the revision that was seen."""

    cases = forms.MultipleChoiceField(
        label="申请",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "请至少选择一件。",
            "invalid_choice": "有的申请刚刚有变化，已经不能一起批复，请回到审核管理重新选择。",
        },
    )
    field_order = ("cases", "number", "issued_on", "signed_by")

    def __init__(self, *args: Any, waiting: Sequence[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting = {f"{case.code}.{case.revision}": (case, case.revision) for case in waiting}
        named = (
            (key, f"{case.body.name}（{case.lead.called}，{case.get_regime_display()}）")
            for key, (case, _) in self.waiting.items()
        )
        let_choose(self, "cases", named)
        self.fields["number"].label = "第一件的文号"
        self.fields["number"].help_text = "其余各件的编号依次加一。"

    def clean_cases(self) -> list[tuple[Case, int]]:
        """Return the cases with the revisions that were seen."""
        return [self.waiting[key] for key in self.cleaned_data["cases"]]


class Urge(StaffForm):
    """Nothing is typed: the associations below are reminded."""


class Sanction(StaffForm):
    """A decision: what, on which ground, on which facts."""

    asks = (rules.require_ground, rules.require_rectify_day)

    measure = fields.choice("处理", [("", "请选择"), *choices(rules.MEASURE_LABELS)])
    ground = fields.choice("情形", [("", "请选择"), *choices(rules.GROUND_LABELS)])
    is_grave = forms.BooleanField(label="造成严重不良后果（撤销时须具备）", required=False)
    facts = fields.text("事实", rules.MAX_FACTS, hint="时间、经过和后果，写完整的句子。")
    due = fields.day("整改期限", required=False, hint="只有责令限期整改才填。")
    number = fields.text("文号", 40)
    issued_on = fields.day("决定日期")
    appeal = fields.text("申诉的途径", 200)
    evidence = UploadField(kinds=rules.FILES, max_bytes=rules.MAX_FILE, label="证据", help_text=LIMITS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facts"].widget = forms.Textarea(attrs={"rows": 4, "class": "form-control"})


class Recognise(StaffForm):
    """By which reply and when a body was founded, and who chairs it."""

    old_number = fields.text("原批复文号", 40, hint="批准设立的文号，如：云科协〔2019〕3号。")
    founded_on = fields.day("成立日期")
    chair = fields.text("现任主席", 60, required=False, hint="印在登记证书上；没有的不填。")


class Assess(StaffForm):
    """Whether a body improved."""

    outcome = fields.choice("整改结果", [("", "请选择"), *rules.OUTCOME_LABELS.items()])
    note = fields.area("说明", rules.MAX_REASON, rows=3)


class Hold(StaffForm):
    """The founding congress and what it elected."""

    congress_on = fields.day("成立大会日期")
    assembly = fields.choice("大会形式", choices(rules.ASSEMBLY_LABELS))
    term_years = forms.TypedChoiceField(
        label="每届任期",
        coerce=int,
        choices=[(years, f"{years} 年") for years in rules.TERM_YEARS],
        initial=5,
        help_text="与通过的章程一致。",
        error_messages={"invalid_choice": "每届任期为三至五年，请重新选择。", "required": "请选择任期。"},
    )
    chair = fields.text("当选主席", 60)
    seats = fields.number("委员人数", least=1, most=1000, required=True)


class Report(StaffForm):
    """What the founding congress elected and passed."""

    result = UploadField(kinds=rules.FILES, max_bytes=rules.MAX_FILE, label="选举结果", help_text=LIMITS)
    charter = UploadField(
        kinds=rules.FILES, max_bytes=rules.MAX_FILE, label="通过的章程", required=False, help_text=LIMITS
    )
    note = fields.area("说明", rules.MAX_REASON, hint="可以不填。", rows=3)

    def __init__(self, *args: Any, is_passed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_passed:
            self.fields["charter"].help_text = "已在“章程”里登记大会通过，不用上传，随结果一起报送。"

    def clean_charter(self) -> Any:  # noqa: ANN401 - an upload, or none
        """Return the file, or None where there is none."""
        return self.cleaned_data["charter"] or None


class Overdue(Filters):
    """The page of a list, as it stands in the address."""


class Replies(Overdue):
    """The page of the register of replies, as it stands in the address."""


class Browse(Overdue):
    """The queue, the state and the page of the review desk, as they stand in the address."""

    queue = forms.ChoiceField(required=False, choices=choices(QUEUE_LABELS))
    state = forms.ChoiceField(required=False, choices=STATES)
