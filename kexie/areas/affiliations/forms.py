"""What is typed about group memberships."""

from collections.abc import Sequence
from typing import Any

from django import forms

from kexie.areas.affiliations import rules
from kexie.areas.affiliations.queries import Candidate
from kexie.areas.directory.forms import fields
from kexie.areas.directory.forms.fields import StaffForm
from kexie.core.forms import Filters, let_choose
from kexie.engines.files.forms import UploadField
from kexie.foundation.organisations.models import Branch


def _statement() -> forms.CharField:
    return fields.area("申请说明", 2000, hint="申请加入全国科协的，请写明规模和在行业内的影响力。", rows=5)


def _proof(label: str) -> UploadField:
    return UploadField(
        label=label,
        kinds=rules.PROOF_KINDS,
        max_bytes=rules.MAX_PROOF,
        required=False,
        help_text="PDF 或照片，最大 5 MB。申请加入全国科协的必须上传。",
    )


class Apply(StaffForm):
    """Which body is joined, and why it should take one."""

    thing = fields.choice("加入哪个组织", [])
    statement = _statement()
    proof = _proof("证明材料")

    def __init__(self, *args: Any, candidates: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {one.organisation.code: one.organisation for one in candidates}
        labels = [(one.organisation.code, one.label) for one in candidates if not one.is_joined]
        let_choose(self, "thing", [("", "请选择"), *labels])

    def clean_thing(self) -> Any:  # noqa: ANN401 - as in Django
        """Return the body that is meant."""
        return self.known[self.cleaned_data["thing"]]


class Amend(StaffForm):
    """A returned accession, mended."""

    statement = _statement()
    proof = _proof("新的证明材料")


class Withdraw(StaffForm):
    """Nothing is typed: the accession is taken back."""


class _Why(StaffForm):
    reason = fields.area("原因", rules.MAX_REASON, hint="申请单位会看到这句话。", rows=4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True
        self.fields["reason"].error_messages["required"] = "请写明原因。"


class Return(_Why):
    """Why an accession goes back."""


class Refuse(_Why):
    """Why a body is not taken."""


class Accept(StaffForm):
    """By which decision a body is taken."""

    decision = fields.text("批准的会议或文件", 200, hint="例如：第五届常务委员会第三次会议。")


class Leave(StaffForm):
    """Why a body leaves; it may be left out."""

    reason = fields.area("退出原因", rules.MAX_REASON, hint="可以不填。", rows=3)


class Stay(StaffForm):
    """Nothing is typed: the wish to leave is taken back."""


class ConfirmLeaving(StaffForm):
    """Nothing is typed: the other body's leaving is confirmed."""


class NameDelegate(StaffForm):
    """Whom a body sends."""

    name = fields.text("姓名", 60)
    post = fields.text("职务", 60, required=False, hint="例如：企业科协秘书长。")
    since = fields.day("从哪一天起")


class EndDelegate(StaffForm):
    """Until when somebody was sent."""

    until = fields.day("到哪一天止")


def _delegates() -> forms.CharField:
    return fields.text("代表", 200, required=False, hint="推选的代表，几个人用顿号隔开。")


class AdmitBranch(StaffForm):
    """Which part is taken, since when and by which decision."""

    branch = fields.choice("分会、学组", [])
    since = fields.day("加入日期")
    decision = fields.text("批准的会议或文件", 200, hint="例如：第二届委员会第三次会议。")
    delegates = _delegates()

    def __init__(self, *args: Any, branches: Sequence[Branch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.pk): one for one in branches}
        let_choose(self, "branch", [("", "请选择"), *((key, one.name) for key, one in self.known.items())])

    def clean_branch(self) -> Any:  # noqa: ANN401 - as in Django
        """Return the part that is meant."""
        return self.known[self.cleaned_data["branch"]]


class Represent(StaffForm):
    """Who represents a part."""

    delegates = _delegates()


class ReleaseBranch(StaffForm):
    """Until when a part was a group member."""

    until = fields.day("到哪一天止")


class Browse(Filters):
    """The state and the page of the list, as they stand in the address."""

    state = forms.ChoiceField(
        required=False, choices=[(word, word) for word in ("current", "waiting", "ended", "former")]
    )
