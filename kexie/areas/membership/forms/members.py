"""What is typed about members."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django import forms

from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.fields import StaffForm
from kexie.areas.membership import rules
from kexie.areas.membership.queries import imports
from kexie.core.forms import Filters, Form, let_choose
from kexie.core.labels import choices
from kexie.engines.sheets.forms import SheetField

UNKNOWN = ("", "未填")


def any_of(labels: Any, word: str) -> list[tuple[str, str]]:  # noqa: ANN401 - any enumeration with its labels
    """Return an enumeration's choices with one that leaves it open."""
    return [("", word), *choices(labels)]


class Particulars(StaffForm):
    """What a body knows of a person; `birth_year` and `sex` follow from an identity card where there is one."""

    asks: ClassVar[tuple[Callable[..., object], ...]] = (rules.clean_identity, rules.require_reachable)

    name = fields.text("姓名", 60)
    mobile = fields.text("手机号", 30, required=False, hint="加密保存，本人凭它认领会员身份。")
    identity = fields.text(
        "身份证号", 30, required=False, hint="加密保存，只显示首尾几位。手机号和身份证号至少填一项。"
    )
    sex = fields.choice("性别", [UNKNOWN, *choices(rules.SEX_LABELS)], required=False)
    birth_year = fields.number(
        "出生年份", least=rules.OLDEST, most=2100, hint="填了身份证号的不用填。只用于统计年龄结构。"
    )
    email = fields.text("邮箱", 120, required=False)
    department = fields.text("部门", 60, required=False)
    post = fields.text("岗位", 60, required=False)
    category = fields.choice("人员类别", [("", "请选择"), *choices(rules.CATEGORY_LABELS)])
    rank = fields.choice("职称或技能等级", [UNKNOWN, *choices(rules.RANK_LABELS)], required=False)
    education = fields.choice("学历", [UNKNOWN, *choices(rules.EDUCATION_LABELS)], required=False)
    discipline = fields.text("专业领域", 60, required=False, hint="例如：石油炼制、过程控制。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, attributes in (
            ("name", {"autocomplete": "name"}),
            ("mobile", {"inputmode": "tel", "autocomplete": "tel"}),
            ("identity", {"autocomplete": "off"}),
            ("email", {"inputmode": "email", "autocomplete": "email"}),
        ):
            self.fields[name].widget.attrs |= attributes


class Add(Particulars):
    """A member who is entered by hand."""

    asks = (*Particulars.asks, rules.require_joined)

    joined_on = fields.day("入会日期")


class Change(Add):
    """A member's entry, corrected."""


class Reveal(StaffForm):
    """What the numbers are needed for."""

    reason = fields.text("查看用途", 200, hint="例如：核对证件、电话联系。会记入审计记录。")


class Browse(Filters):
    """Filters and page of the list of members, as they stand in the address."""

    view = forms.ChoiceField(required=False, choices=[("gone", "已终止")])
    q = forms.CharField(max_length=60, required=False)
    sort = forms.ChoiceField(required=False, choices=[("name", "按姓名"), ("number", "按会员号")])
    category = forms.ChoiceField(required=False, choices=any_of(rules.CATEGORY_LABELS, "全部类别"))
    rank = forms.ChoiceField(required=False, choices=any_of(rules.RANK_LABELS, "全部职称"))
    education = forms.ChoiceField(required=False, choices=any_of(rules.EDUCATION_LABELS, "全部学历"))
    tag = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, tags: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose(self, "tag", [("", "全部分组"), *tags])


class AddMany(StaffForm):
    """A table of members; here its form is looked at, what it means when the worker enters them."""

    rows = SheetField(imports.COLUMNS, most=rules.MAX_ROWS, label="填好的表格（.xlsx）")


class Export(Browse, Form):
    """The filters of the roll that is taken away, and as what it is wanted."""

    file = forms.ChoiceField(
        label="文件",
        choices=list(rules.ROLL_FILES.items()),
        widget=forms.Select(attrs={"class": "form-select"}),
        required=False,
    )

    @property
    def filters(self) -> dict[str, str]:
        """The filters that could be read, without what does not choose members."""
        return {name: value for name, value in super().filters.items() if name != "file"}
