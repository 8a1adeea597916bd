"""What is typed of a congress that elects the next committee, and of its report."""

from django import forms

from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.fields import StaffForm
from kexie.areas.establishment import rules as founding
from kexie.areas.standing import rules
from kexie.core.labels import choices
from kexie.engines.files.forms import UploadField

LIMITS = f"PDF、Word（.docx）、JPG 或 PNG，不超过 {founding.MAX_FILE // 1024**2} MB。"


class Renew(StaffForm):
    """The congress and what it elected."""

    asks = (founding.require_assembly,)

    number = fields.number("届次", least=1, most=999, required=True, hint="大会选出的委员会是第几届。")
    congress_on = fields.day("大会日期")
    assembly = fields.choice("大会形式", choices(founding.ASSEMBLY_LABELS))
    workers = fields.number(
        "科技工作者人数", least=1, most=10_000_000, required=True, hint="少于一百人的才能直接召开全体会员大会。"
    )
    term_years = forms.TypedChoiceField(
        label="每届任期",
        coerce=int,
        choices=[("", "请选择"), *((years, f"{years} 年") for years in founding.TERM_YEARS)],
        help_text="与现行章程一致。",
        error_messages={"invalid_choice": "每届任期为三至五年，请重新选择。", "required": "请选择任期。"},
    )
    chair = fields.text("当选主席", 60)
    seats = fields.number("委员人数", least=1, most=1000, required=True)


class Report(StaffForm):
    """What the congress elected, as a file."""

    result = UploadField(kinds=founding.FILES, max_bytes=founding.MAX_FILE, label="选举结果", help_text=LIMITS)
    note = fields.area("说明", rules.MAX_NOTE, hint="可以不填。", rows=3)
