"""What is typed when a membership ends."""

from typing import Any

from kexie.areas.charters.rules.choices import Confirms
from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.fields import StaffForm
from kexie.areas.membership import rules
from kexie.core.labels import choices


class Leave(StaffForm):
    """Why somebody leaves; it may be left out."""

    reason = fields.area("退会原因", rules.MAX_REASON, hint="可以不填。", rows=3)


class Stay(StaffForm):
    """Nothing is typed: the wish to leave is taken back."""


class ConfirmLeaving(StaffForm):
    """Where the charter leaves it to the committee, the committee's decision."""

    decision = fields.text("委员会的决定", 200, required=False, hint="写明会议和日期。")

    def __init__(self, *args: Any, confirms: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if confirms != Confirms.COMMITTEE:
            del self.fields["decision"]


class Depart(StaffForm):
    """When somebody left the enterprise."""

    departed_on = fields.day("离开本单位的日期")


class Bury(StaffForm):
    """When somebody died."""

    died_on = fields.day("去世日期")


class Retire(StaffForm):
    """When somebody retired."""

    retired_on = fields.day("退休日期")


class Expel(StaffForm):
    """The ground, and the committee's decision."""

    ground = fields.choice("事由", [("", "请选择"), *choices(rules.GROUND_LABELS)])
    decision = fields.text("委员会的决定", 200, hint="写明会议名称和决定文号，会记入会籍经历并告知本人。")
    decided_on = fields.day("决定日期")
