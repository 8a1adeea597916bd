"""What a visitor types to find bodies. A wrong filter is said and left out; it never empties or breaks the page."""

from typing import Any

from django import forms

from kexie.core.labels import choices
from kexie.foundation.organisations import rules

MAX_WORDS = 60


class Browse(forms.Form):
    """The filters of organisations online, as they stand in the address."""

    use_required_attribute = False

    q = forms.CharField(label="名称", max_length=MAX_WORDS, required=False)
    listing = forms.ChoiceField(label="类别", required=False, choices=choices(rules.LISTING_LABELS))
    region = forms.RegexField(label="地区", regex=r"^[0-9]{6}$", required=False)
    section = forms.ChoiceField(label="行业", required=False, choices=[("", "全部行业"), *rules.INDUSTRIES.items()])
    ownership = forms.ChoiceField(
        label="所有制",
        required=False,
        choices=[("", "全部所有制"), *choices(rules.OWNERSHIP_LABELS)],
    )
    status = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[
            ("", "全部状态"),
            *((item.value, label) for item, label in rules.STATUS_LABELS.items() if item != rules.Status.CLOSED),
        ],
    )
    sort = forms.ChoiceField(label="排序", required=False, choices=[("name", "按名称"), ("founded", "按成立时间")])
    after = forms.CharField(max_length=2000, required=False)
    before = forms.CharField(max_length=2000, required=False)

    @property
    def filters(self) -> dict[str, str]:
        """The filters that could be read; the others are left out."""
        self.is_valid()
        cleaned: dict[str, Any] = self.cleaned_data
        return {name: str(cleaned.get(name) or "") for name in self.fields}

    @property
    def complaints(self) -> list[str]:
        """One sentence for every filter that could not be read."""
        words = {
            "q": f"名称最多输入 {MAX_WORDS} 个字，请缩短后再查。",
            "region": "地区代码应为六位数字，已按全部地区显示。",
        }
        return [
            words.get(name, f"没有这个“{self.fields[name].label}”选项，已按全部显示。")
            for name in self.errors
            if name not in {"after", "before"}
        ]
