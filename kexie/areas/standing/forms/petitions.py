"""What is typed to apply for a change or the end of a body, and to decide about it."""

from typing import Any

from django import forms

from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.fields import StaffForm
from kexie.areas.establishment import rules as founding
from kexie.areas.standing import rules
from kexie.areas.standing.forms.renewals import LIMITS
from kexie.areas.standing.models import Petition, Policy
from kexie.areas.standing.queries.petitions import STATES
from kexie.areas.standing.rules import Terms, What
from kexie.core.forms import Filters
from kexie.core.labels import choices
from kexie.engines.files.forms import UploadField
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet
from kexie.foundation.regions.models import RegionQuerySet

LENGTHS = {What.NAME: 120, What.SHORT_NAME: 60, What.ADDRESS: 120}


class Apply(StaffForm):
    """A wish; the fields follow what it is about."""

    asks = (rules.require_ending,)

    value = fields.text("变更为", 120)
    object = fields.picked_body("变更为", hint="输入名称中的几个字，再从列表中选择。")
    region = fields.picked_region("新的所在地区", required=False, hint="没有搬迁的不填。")
    cause = fields.choice("注销的原因", [("", "请选择"), *choices(rules.CAUSE_LABELS)])
    congress = fields.text("作出决议的大会", rules.MAX_CONGRESS, required=False, hint="自行解散的填写。")
    resolved_on = fields.day("决议日期", required=False, hint="自行解散的填写。")
    settlement = fields.area(
        "经费、资产和档案的处理", rules.MAX_REASON, hint="怎样结算、移交给谁、档案存放在哪里。", rows=3
    )
    grounds = fields.area("申请理由", rules.MAX_REASON, hint="审核科协会看到。", rows=3)
    proof = UploadField(kinds=founding.FILES, max_bytes=founding.MAX_FILE, label="证明材料", help_text=LIMITS)

    def __init__(
        self,
        *args: Any,
        body: Organisation,
        what: What,
        bodies: OrganisationQuerySet,
        regions: RegionQuerySet,
        is_proof_asked: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - {*self._asked(what), "grounds", "proof", "seen"}:
            del self.fields[name]
        for name in {"grounds", "settlement"} & set(self.fields):
            field = self.fields[name]
            field.required, field.error_messages["required"] = True, f"请填写{field.label}。"
        self.fields["proof"].required = is_proof_asked
        if not is_proof_asked:
            self.fields["proof"].help_text = f"可以不上传。{LIMITS}"
        if what in LENGTHS:
            field = self.fields["value"]
            field.required = what == What.NAME
            field.label = f"新的{rules.WHAT_LABELS[what]}"
            field.error_messages["required"] = f"请填写{field.label}。"
        if "object" in self.fields:
            field = self.fields["object"]
            field.label = f"新的{rules.WHAT_LABELS[what]}"
            field.error_messages["required"] = f"请填写{field.label}。"
            field.sources = [bodies]  # type: ignore[attr-defined] # a BodyField
        if "region" in self.fields:
            self.fields["region"].rows = regions  # type: ignore[attr-defined] # a RegionField
        fields.offer(self, body)

    @staticmethod
    def _asked(what: What) -> tuple[str, ...]:
        if what == What.END:
            return ("cause", "congress", "resolved_on", "settlement")
        return {What.HOST: ("object",), What.SUPERIOR: ("object", "region")}.get(what, ("value",))

    @staticmethod
    def initial_of(petition: Petition) -> dict[str, Any]:
        """Return what was applied for."""
        written = {
            name: getattr(petition, name) for name in ("cause", "congress", "resolved_on", "settlement", "grounds")
        }
        return written | {"value": petition.new, "object": petition.new}

    def standing(self, row: Any) -> dict[str, Any]:  # noqa: ANN401 - any row
        """Return what stands now, by field."""
        return self.initial_of(row)


class Amend(Apply):
    """A wish that is mended."""


class Withdraw(StaffForm):
    """Nothing is typed: the petition comes back."""


class Return(StaffForm):
    """What is to be mended."""

    reason = fields.area("退回的原因", rules.MAX_REASON, hint="申请的组织会看到，请写明要补什么、改什么。", rows=4)


class Reject(StaffForm):
    """Why a petition is refused."""

    reason = fields.area("不予批准的原因", rules.MAX_REASON, hint="申请的组织会看到，请写明依据。", rows=4)


class Approve(StaffForm):
    """What is to be said with the approval."""

    note = fields.area("意见", rules.MAX_REASON, hint="可以不填。", rows=3)


class ChangePolicy(StaffForm):
    """Which changes a place reviews; what is left open is inherited."""

    is_own = forms.BooleanField(label="本级另定要审核的变更", required=False)
    reviewed = forms.MultipleChoiceField(
        label="要审核的变更",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(what.value, rules.WHAT_LABELS[what]) for what in rules.CHOOSABLE],
        help_text="没有勾选的，组织登记后直接生效，审核科协收到通知。",
        error_messages={"invalid_choice": "没有这种变更，请重新选择。"},
    )
    days = fields.number("审核期限（工作日）", least=1, most=founding.MAX_DAYS)

    def __init__(self, *args: Any, inherits: Terms, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = "、".join(rules.WHAT_LABELS[What(what)] for what in inherits.reviewed) or "都不审核"
        above = inherits.reviewed_of or "平台默认"
        self.fields["is_own"].help_text = f"不勾选就沿用{above}的设定（{words}），下面一项不起作用。"
        self.fields["days"].help_text = f"不填就沿用{inherits.days_of or '平台默认'}的 {inherits.days} 个工作日。"

    def clean(self) -> dict[str, Any]:
        """Leave open what is inherited."""
        cleaned = super().clean() or {}
        if not cleaned.pop("is_own", False):
            cleaned["reviewed"] = None
        return cleaned

    @staticmethod
    def initial_of(own: Policy | None, inherits: Terms) -> dict[str, Any]:
        """Return what stands now; where nothing does, what would be inherited is ticked to begin with."""
        is_own = own is not None and own.reviewed is not None
        reviewed = own.reviewed if own and is_own else list(inherits.reviewed)
        return {"is_own": is_own, "reviewed": reviewed, "days": own.days if own else None}

    def standing(self, row: Any) -> dict[str, Any]:  # noqa: ANN401 - any row
        """Return what stands now, by field."""
        return {"days": row.days}


class Browse(Filters):
    """The state and the page of the desk, as they stand in the address."""

    state = forms.ChoiceField(required=False, choices=STATES)
