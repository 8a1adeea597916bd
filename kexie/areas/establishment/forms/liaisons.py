"""What is typed about liaison officers."""

from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.fields import StaffForm
from kexie.areas.establishment import rules


class Liaise(StaffForm):
    """Who keeps contact."""

    name = fields.text("联络员姓名", 60)
    post = fields.text("单位职务", 60, required=False)
    phone = fields.text("办公电话", 40, required=False, hint="只有本单位和确认的科协看得到。")


class Confirm(StaffForm):
    """Nothing is typed: the officer is confirmed."""


class Release(StaffForm):
    """Why somebody is no liaison officer any more."""

    reason = fields.text("原因", rules.MAX_REASON)
