"""What is typed where several units found a body together."""

from collections.abc import Sequence
from typing import Any

from django import forms

from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.fields import StaffForm
from kexie.areas.establishment import rules
from kexie.areas.establishment.forms.founding import LIMITS, Group
from kexie.areas.establishment.models import Case, Partner
from kexie.core.forms import let_choose
from kexie.engines.files.forms import UploadField
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet
from kexie.foundation.organisations.rules import INDUSTRIES, KINDS

DECIDED_BY = "本单位作出决定的党组织，没有党组织的填管理层，如“中共某某公司支部委员会”。"


class Unite(Group):
    """A body to be founded together with others, and who leads its preparation."""

    name = fields.text("名称", 120)
    desk = fields.choice("审核科协", ())
    basis = fields.choice("联合会的形式", [("", "请选择"), *rules.BASIS_LABELS.items()])
    industry = fields.choice("行业", [("", "请选择"), *INDUSTRIES.items()], required=False)
    is_legal_person = fields.yes_no("打算登记为法人")
    consent_by = fields.text("本单位同意发起的机构", 120, hint=DECIDED_BY)
    field_order = (
        "name",
        "desk",
        "basis",
        "industry",
        "is_legal_person",
        "consent_by",
        "leader",
        "leader_post",
        "members",
    )

    def __init__(self, *args: Any, kind: str, desks: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose(self, "desk", [(desk.code, desk.name) for desk in desks])
        self.fields["name"].label = f"{KINDS[kind].label}的名称"
        self.fields["industry"].help_text = "行业性联合会才选。"
        self.fields["desk"].help_text = (
            "发起企业都在同一区县的，由区县科协审核；跨区县的选上一级科协。"
            if kind == rules.JOINT
            else "按成员单位所在的范围选：同一市的选市级科协，全省的选省级科协。"
        )
        if kind != rules.FEDERATION:
            for name in ("basis", "industry", "is_legal_person"):
                del self.fields[name]


class Invite(StaffForm):
    """A unit that is asked to found together with the others."""

    partner = fields.picked_body("单位", hint="输入名称中的几个字，再从列表中选择；只能选已经公开主页的单位。")
    duty = fields.text("分工", rules.MAX_DUTY, required=False, hint="它负责什么，可以以后再写。")

    def __init__(self, *args: Any, case: Case, bodies: Sequence[OrganisationQuerySet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        joining = rules.joining(case.kind)
        self.fields["partner"].sources = [  # type: ignore[attr-defined] # a BodyField
            rows.filter(kind__in=joining).exclude(pk=case.body_id) for rows in bodies
        ]
        fields.offer(self, case.body)


class Assign(StaffForm):
    """Each unit's duty and, in a joint association, its turn."""

    turn_months = fields.choice(
        "每家轮值多久", [("", "请选择"), *rules.TURN_MONTHS.items()], help_text="从成立之日起依次轮值。"
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for partner in case.partners.select_related("organisation"):
            name = partner.organisation.called
            if case.has_turns:
                self.fields[f"turn_{partner.pk}"] = fields.number(f"{name}：轮值顺序", least=1, most=rules.MAX_PARTNERS)
            self.fields[f"duty_{partner.pk}"] = fields.text(f"{name}：分工", rules.MAX_DUTY, required=False)
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "form-control")
        if not case.has_turns:
            del self.fields["turn_months"]

    def clean(self) -> dict[str, Any]:
        """Gather duties and turns by unit."""
        cleaned = super().clean() or {}
        for word, gathered in (("duty_", "duties"), ("turn_", "order")):
            typed = {
                name: cleaned.pop(name) for name in list(cleaned) if name.startswith(word) and name != "turn_months"
            }
            cleaned[gathered] = {int(name.removeprefix(word)): value for name, value in typed.items()}
        if months := cleaned.get("turn_months"):
            cleaned["turn_months"] = int(months)
        return cleaned

    @classmethod
    def initial_of(cls, case: Case) -> dict[str, Any]:
        """Return what stands now."""
        found: dict[str, Any] = {"turn_months": case.turn_months}
        for partner in case.partners.all():
            found |= {f"turn_{partner.pk}": partner.turn, f"duty_{partner.pk}": partner.duty}
        return found


class Dismiss(StaffForm):
    """Nothing is typed: the unit is taken off the list."""


class Consent(StaffForm):
    """What a unit says."""

    answer = forms.ChoiceField(
        label="答复",
        choices=list(rules.ANSWER_LABELS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "请选择同意或者不同意。", "invalid_choice": "请选择同意或者不同意。"},
    )
    consent_by = fields.text("作出决定的机构", 120, required=False, hint=f"同意的填写。{DECIDED_BY}")
    reason = fields.area("不同意的原因", rules.MAX_REASON, hint="不同意的填写，牵头单位会看到。", rows=3)

    @classmethod
    def initial_of(cls, partner: Partner) -> dict[str, Any]:
        """Return what was answered already."""
        return {name: getattr(partner, name) for name in ("answer", "consent_by", "reason")}


class Vouch(StaffForm):
    """A unit's consent on paper."""

    file = UploadField(kinds=rules.FILES, max_bytes=rules.MAX_FILE, label="盖章的同意文件", help_text=LIMITS)
    consent_by = fields.text("作出决定的机构", 120, hint="与文件一致：党组织，没有党组织的填管理层。")
    answered_on = fields.day("同意日期")
