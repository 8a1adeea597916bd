"""What is typed about votes."""

from typing import Any

from django import forms

from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.fields import StaffForm
from kexie.areas.gatherings.queries.visits import ORIGIN
from kexie.areas.polls import rules
from kexie.core.cases import MAX_REASON
from kexie.core.forms import Filters
from kexie.core.labels import choices
from kexie.engines.questionnaires.queries.answers import HOW


class Votes(Filters):
    """The page of the list of votes, and of which network."""

    origin = forms.RegexField(f"^[0-9a-f]{{{ORIGIN}}}$", required=False)


class Release(StaffForm):
    """When everybody may see the ranking."""

    ranking = fields.choice("排名什么时候公开", choices(rules.RANKING_LABELS), widget=forms.RadioSelect)


class Void(StaffForm):
    """Why a vote counts no more."""

    reason = fields.text("作废原因", MAX_REASON, hint="例如：试投、重复投票。原因会和这一票一起保留。")


class VoidMany(StaffForm):
    """Why the votes of one network count no more."""

    origin = forms.RegexField(
        f"^[0-9a-f]{{{ORIGIN}}}$", widget=forms.HiddenInput, error_messages={"required": "请先选择一个来源。"}
    )
    reason = fields.text("作废原因", MAX_REASON, hint="例如：用程序刷票。原因会和每一票一起保留。")

    def __init__(self, *args: Any, origin: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["origin"].initial = origin


class Export(StaffForm):
    """How choices are written."""

    how = fields.choice("选项写成", choices(HOW), required=False, widget=forms.RadioSelect)
