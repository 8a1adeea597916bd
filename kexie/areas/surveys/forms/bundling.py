"""What is typed where all files of a survey are taken away."""

from collections.abc import Sequence
from typing import Any

from django import forms

from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.fields import StaffForm
from kexie.core.cases import MAX_REASON
from kexie.core.forms import let_choose
from kexie.core.labels import choices
from kexie.engines.questionnaires.queries.questions import Question
from kexie.engines.questionnaires.rules import attaching
from kexie.engines.questionnaires.rules.kinds import PERSONAL

WHO = {"who", "body"}  # not known of anonymous answers


class Bundle(StaffForm):
    """How the files are named, and which are wanted."""

    folder = fields.choice("怎样分文件夹", choices(attaching.FOLDERS), widget=forms.RadioSelect)
    parts = forms.MultipleChoiceField(
        label="文件名由哪些部分组成",
        choices=choices(attaching.PARTS),
        widget=forms.CheckboxSelectMultiple,
        help_text="按这个顺序用“_”连起来，例如：3_王敏_第2题_证书.pdf；重名的自动加编号。",
        error_messages={"required": "请至少选一项。"},
    )
    question = fields.choice("哪一道题的附件", (), required=False)
    reason = fields.text("签名的用途", MAX_REASON, required=False, hint="要包含手写签名时写明，会记入审计记录。")

    def __init__(self, *args: Any, asked: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose(self, "question", [("", "全部"), *((one.item.key, one.short) for one in asked)])
        if not any(one.item.kind in PERSONAL for one in asked):
            del self.fields["reason"]
