"""What is typed about dues."""

from collections.abc import Iterable
from typing import Any

from django import forms

from kexie.areas.charters.rules.choices import Dues
from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.fields import StaffForm
from kexie.areas.dues import rules
from kexie.areas.dues.queries import lists, payments
from kexie.areas.membership.rules import ROLL_FILES
from kexie.core.forms import Form, let_choose
from kexie.core.labels import choices
from kexie.engines.sheets.forms import SheetField


class YuanField(forms.DecimalField):
    """An amount that is typed in yuan and kept in fen."""

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - as in Django
        """Return what was typed, in fen."""
        found = super().clean(value)
        return None if found is None else rules.fen(found)

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - as in Django
        """Write in yuan what is kept in fen."""
        return str(rules.in_yuan(value)) if isinstance(value, int) else value


def amount(label: str, *, least: int = 1, hint: str = "") -> YuanField:
    """An amount in yuan."""
    words = f"金额应在 {rules.yuan(least)} 到 {rules.yuan(rules.MAX_AMOUNT)} 元之间，最多两位小数。"
    return YuanField(
        label=label,
        min_value=rules.in_yuan(least),
        max_value=rules.in_yuan(rules.MAX_AMOUNT),
        max_digits=9,
        decimal_places=2,
        help_text=hint,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={
            "required": f"请填写{label}。",
            "invalid": "请填写数字，例如 50 或 50.00。",
            **dict.fromkeys(("min_value", "max_value", "max_digits", "max_decimal_places", "max_whole_digits"), words),
        },
    )


def reason(label: str, hint: str) -> forms.CharField:
    """Why something is done; it must be told."""
    field = fields.area(label, rules.MAX_TEXT, hint=hint, rows=3)
    field.required = True
    field.error_messages["required"] = "请写明原因。"
    return field


class AddYear(StaffForm):
    """A year, and where the charter asks for it the congress that set the scale."""

    year = fields.number("年度", least=rules.FIRST_YEAR, most=2200, required=True)
    decision = fields.text("通过标准的大会", rules.MAX_TEXT, hint="写明大会名称和通过日期。")

    def __init__(self, *args: Any, dues: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if dues != Dues.REGULATED:
            del self.fields["decision"]


class AddRate(StaffForm):
    """What members of some sorts owe."""

    name = fields.text("标准名称", rules.MAX_NAME, hint="例如：普通会员、高级职称会员。")
    amount = amount("每年金额（元）", least=0, hint="免交的填 0。")
    groups = forms.MultipleChoiceField(
        label="适用的会员",
        choices=choices(rules.GROUP_LABELS),
        widget=forms.CheckboxSelectMultiple,
        help_text="退休会员不论原来的类别，都按“退休会员”的标准。",
        error_messages={
            "required": "请选择这项标准适用的会员。",
            "invalid_choice": "没有这类会员，请重新选择。",
        },
    )


class RemoveRate(StaffForm):
    """Nothing is typed: the rate is taken away."""


class Roll(StaffForm):
    """The day whose roll counts."""

    on = fields.day("名册截至哪一天", hint="这一天在册的会员列入应缴名单；再次生成只补上没有列入的会员。")


class Remind(StaffForm):
    """Nothing is typed: those who owe are told."""


class Close(StaffForm):
    """Nothing is typed: the year is closed."""


class Reopen(StaffForm):
    """Why a closed year is opened again."""

    reason = reason("撤销结账的原因", "会记入办理记录。")


class _OfDue(StaffForm):
    def standing(self, row: Any) -> dict[str, Any]:  # noqa: ANN401 - as in StaffForm
        """Return what is still to be paid now."""
        return {"amount": str(rules.in_yuan(row.remainder))}


class Pay(_OfDue):
    """A payment."""

    amount = amount("金额（元）", hint="可以分几次缴。")
    on = fields.day("缴费日期")
    way = fields.choice("缴费方式", choices(rules.WAY_LABELS))
    reference = fields.text(
        "票据号", rules.MAX_REFERENCE, required=False, hint="财政票据号或银行流水号，可以不填。收据号由平台连续编。"
    )


class Waive(_OfDue):
    """How much is forgone, and why."""

    amount = amount("减免金额（元）")
    reason = reason("减免原因", "会员本人会看到。")


class Correct(StaffForm):
    """Why an entry is taken back."""

    reason = reason("更正原因", "会员本人会看到。更正后再重新登记正确的内容。")


class PayMany(StaffForm):
    """A table of payments; here its form is looked at, what it means when the worker records them."""

    rows = SheetField(payments.COLUMNS, most=rules.MAX_ROWS, label="填好的表格（.xlsx）")


class Receipts(StaffForm):
    """From which receipt to which."""

    first = fields.number("从第几号", least=1, most=9_999_999, required=True)
    last = fields.number("到第几号", least=1, most=9_999_999, required=True)


class Browse(forms.Form):
    """Filters and page of the list, as they stand in the address."""

    state = forms.ChoiceField(required=False, choices=lists.STATES)
    q = forms.CharField(max_length=60, required=False)
    rate = forms.ChoiceField(required=False)
    account = forms.ChoiceField(required=False, choices=lists.ACCOUNTS)
    after = forms.CharField(max_length=2000, required=False)
    before = forms.CharField(max_length=2000, required=False)

    def __init__(self, *args: Any, rates: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose(self, "rate", [("", "全部标准"), *rates])

    @property
    def filters(self) -> dict[str, str]:
        """The filters that could be read; the others are left out."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields if name != "file"}


class Export(Browse, Form):
    """The filters of the list that is taken away, and as what it is wanted."""

    file = forms.ChoiceField(
        label="文件",
        choices=list(ROLL_FILES.items()),
        widget=forms.Select(attrs={"class": "form-select"}),
        required=False,
    )
