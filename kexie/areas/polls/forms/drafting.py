"""What is typed where a poll is begun."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.fields import StaffForm
from kexie.areas.polls import rules
from kexie.areas.polls.models import Poll
from kexie.core.forms import Filters, let_choose
from kexie.engines.questionnaires.rules.kinds import MAX_CHOICE


class Browse(Filters):
    """The stage and the page of the list, as they stand in the address."""

    stage = forms.ChoiceField(required=False, choices=[(one.value, label) for one, label in rules.STAGE_LABELS.items()])


class Add(StaffForm):
    """What a poll begins with: a title and what is voted on, or an earlier poll."""

    title = fields.text("标题", rules.MAX_TITLE, required=False, hint="例如：2026 年度最美科技工作者评选。")
    names = fields.area(
        "候选项",
        rules.MAX_NAMES,
        hint="一行一个，可以从表格里整列粘贴。图片在下一步给每一项加上。",
        rows=8,
    )
    most = fields.number("每人最多选几项", least=1, most=rules.MAX_CHOICES, hint="只能选一项的填 1。")
    source = fields.choice(
        "照以前的投票复制", (), required=False, help_text="选了的，题目和候选项照原来的，上面不用填。"
    )

    def __init__(self, *args: Any, known: Sequence[Poll], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {row.code: row for row in known}
        copies = [(row.code, f"{row.questionnaire.title}（{row.get_stage_display()}）") for row in known]
        let_choose(self, "source", [("", "不复制"), *copies])
        if not known:
            del self.fields["source"]

    @staticmethod
    def begun(asked: Mapping[str, str]) -> dict[str, Any]:
        """Return what stands in the form at first: the source that the address names."""
        return {"source": asked.get("source", "")[:40], "most": 1}

    def clean(self) -> dict[str, Any]:
        """Give the draft that the poll begins with."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        title = " ".join(cleaned["title"].split())
        if source := cleaned.get("source"):
            draft = dict(self.known[source].questionnaire.draft)
            copied = f"{draft.get('title', '')}（复制）"[: rules.MAX_TITLE]
            return {"draft": {**draft, "title": title or copied}}
        names = [" ".join(line.split()) for line in cleaned["names"].splitlines() if line.strip()]
        self._require_names(title, names)
        return {"draft": _draft(title, names, cleaned["most"] or 1)}

    @staticmethod
    def _require_names(title: str, names: Sequence[str]) -> None:
        wrong = {}
        twice = [name for at, name in enumerate(names) if name in names[:at]]
        long = [name for name in names if len(name) > MAX_CHOICE]
        if not title:
            wrong["title"] = "请填写标题。"
        if len(names) < 2:
            wrong["names"] = "请至少写两项，一行一个。"
        elif len(names) > rules.MAX_CHOICES:
            wrong["names"] = f"最多 {rules.MAX_CHOICES} 项，现在有 {len(names)} 项。"
        elif twice:
            wrong["names"] = f"“{twice[0]}”写了两次。"
        elif long:
            wrong["names"] = f"每项最多 {MAX_CHOICE} 个字：“{long[0][:20]}…”太长了。"
        if wrong:
            raise ValidationError(wrong)


def _draft(title: str, names: Sequence[str], most: int) -> dict[str, Any]:
    several = min(most, len(names)) > 1
    question: dict[str, Any] = {
        "key": "vote",
        "kind": "multiple" if several else "single",
        "label": "请投票",
        "is_required": True,
        "choices": [{"key": f"a{at}", "label": name} for at, name in enumerate(names, 1)],
    }
    return {"title": title, "items": [question | ({"most": str(min(most, len(names)))} if several else {})]}


class Remove(StaffForm):
    """A draft is deleted."""
