"""How a body registers itself and who reviews it: stages, queues, what is asked of whom. No tables, no clock.

ACC and ORG are requirements of accounts and organisations, H65 the handbook's page on the back office.
"""

import re
from collections.abc import Collection
from datetime import date
from enum import StrEnum

from django.core.exceptions import ValidationError

from kexie.areas.establishment.rules import Queue
from kexie.core import cases
from kexie.core.days import working_days_after
from kexie.core.trail import Words
from kexie.engines.notices.rules import Kind
from kexie.engines.worklist.rules import Many
from kexie.foundation.appointments.rules import ASSOCIATIONS, Role, Within, grant
from kexie.foundation.organisations.rules import GRASSROOTS, KINDS, Family, is_hosted

REVIEWERS = (Role.ADMINISTRATOR, Role.SECRETARY, Role.REVIEWER)

OBLIGATIONS = {"registrations.accept": Many("{number} 件单位注册等待审核", "registrations:browse")}
NOTICES = Kind("单位注册", "申请提交、退回和通过", icon="certificate", is_important=True)
GRANTS = (
    # The association of the place decides; those above it only read along.
    grant("registrations.browse", Within.SUBTREE, roles=REVIEWERS, families=ASSOCIATIONS),
    grant("registrations.accept", Within.OWN, roles=REVIEWERS, families=ASSOCIATIONS),
    grant("registrations.return_", Within.OWN, roles=REVIEWERS, families=ASSOCIATIONS),
    grant("registrations.reveal", Within.OWN, roles=REVIEWERS, families=ASSOCIATIONS),
)

REVIEW_DAYS = 15  # working days within which a registration should be answered
MAX_OPEN = 5  # registrations of one person that are not decided
MAX_A_DAY = 20  # that one person sends in 24 hours, withdrawn ones counted
MAX_PROOFS = 3
MAX_PROOF = 5 * 1024**2  # bytes of one file
MAX_REASON = cases.MAX_REASON


class Stage(StrEnum):
    """Where a registration stands."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    RESUBMITTED = "resubmitted"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


STAGE_LABELS = {
    Stage.SUBMITTED: "待审核",
    Stage.RETURNED: "已退回",
    Stage.RESUBMITTED: "待复审",
    Stage.ACCEPTED: "已通过",
    Stage.WITHDRAWN: "已撤回",
}
DEEDS = {
    Stage.SUBMITTED: "提交申请",
    Stage.RETURNED: "退回修改",
    Stage.RESUBMITTED: "修改后再次提交",
    Stage.ACCEPTED: "审核通过",
    Stage.WITHDRAWN: "撤回申请",
}
TRAIL = Words(
    "单位注册",
    deeds={
        "registrations.submit": "提交单位注册",
        "registrations.return_": "退回单位注册",
        "registrations.amend": "修改后再次提交单位注册",
        "registrations.accept": "通过单位注册",
        "registrations.withdraw": "撤回单位注册",
        "registrations.reveal": "查看完整联系电话",
    },
    things={"registrations.registration": "单位注册"},
    facts={"what": "查看的内容"},
    values={"kind": {code: kind.label for code, kind in KINDS.items()}, "what": {"phone": "联系电话"}},
)
WAITING = (Stage.SUBMITTED, Stage.RESUBMITTED)
OPEN = (*WAITING, Stage.RETURNED)


QUEUE_LABELS = {
    Queue.SOCIETY: "学会等单位",
    Queue.ENTERPRISE: "企业",
    Queue.PARK: "园区",
    Queue.UNION: "联合会、联合体",
}
# Legal persons by nature; the others may have no code of their own.
WITH_USCC = frozenset({"enterprise", "society", "university", "institute", "hospital", "service_body"})
# Bodies of a city or a province, under the association of that level; all others are of a county.
WIDE = frozenset({"federation", "consortium", "society", "industry_alliance"})

FIELD_LABELS = {
    "kind": "单位类型",
    "name": "单位全称",
    "uscc": "统一社会信用代码",
    "host_name": "所在单位",
    "old_number": "原批复文号",
    "founded_on": "成立日期",
    "chair": "现任主席",
    "region": "所在地区",
    "party_region": "党组织关系所在地",
    "contact": "联系人",
    "phone": "联系电话",
    "proofs": "证明材料",
}

PROOF_KINDS = ("pdf", "jpg", "png")


def due(since: date) -> date:
    """Return the day by which a registration should be answered; weekends do not count, holidays are not known.

    >>> due(date(2026, 11, 20))
    datetime.date(2026, 12, 11)
    """
    return working_days_after(since, REVIEW_DAYS)


def require_kind(kind: str) -> None:
    """Refuse what cannot register itself: associations of places follow the divisions (ORG-03)."""
    if kind not in KINDS or KINDS[kind].family == Family.ASSOCIATION:
        raise ValidationError({"kind": "请选择单位类型。"})


def require_uscc(*, kind: str, uscc: str) -> None:
    """Refuse a legal person without its unified social credit code (ACC-05)."""
    if kind in WITH_USCC and not uscc:
        raise ValidationError({"uscc": f"{KINDS[kind].label}请填写统一社会信用代码（18 位）。"})


def require_host_name(*, kind: str, host_name: str) -> None:
    """Refuse a body inside another one that does not say in which (ORG-01b)."""
    if is_hosted(kind) and not host_name:
        raise ValidationError({"host_name": f"{KINDS[kind].label}请填写所在单位的全称。"})


def require_host(*, kind: str, has_host: bool) -> None:
    """Refuse to accept a body inside another one before that one is registered (ORG-01b)."""
    if is_hosted(kind) and not has_host:
        raise ValidationError({"host": "请选择所在单位；没有登记的，请先到“组织管理”登记该单位。"})


def is_existing(kind: str) -> bool:
    """Tell whether bodies of a kind were founded elsewhere, by a reply (EST-06).

    >>> is_existing("federation"), is_existing("enterprise")
    (True, False)
    """
    return kind in GRASSROOTS


def require_origin(*, kind: str, old_number: str, founded_on: date | None, today: date) -> None:
    """Refuse a body that exists already and does not say by which reply and since when (EST-06)."""
    if not is_existing(kind):
        return
    wrong = {}
    if not old_number:
        wrong["old_number"] = f"{KINDS[kind].label}请填写批准成立的文号；还没有成立的，请由单位“建立科协”。"
    if founded_on is None:
        wrong["founded_on"] = "请填写成立日期。"
    elif founded_on > today:
        wrong["founded_on"] = "这一天还没有到，请填写已经成立的日期。"
    if wrong:
        raise ValidationError(wrong)


def require_place(*, kind: str, is_whole: bool, field: str) -> None:
    """Refuse a city or province where a county must be chosen; `is_whole` is a division without parts (ORG-02)."""
    if not is_whole and kind not in WIDE:
        raise ValidationError({field: "请选到区县一级。"})


def clean_phone(phone: str) -> str:
    """Return a telephone number as it is kept; refuse what is none.

    >>> clean_phone(" 0730-845 2000 ")
    '0730-845 2000'
    """
    number = phone.strip()
    if not re.fullmatch(r"\+?[0-9()\-（） ]{7,24}", number) or sum(map(str.isdigit, number)) < 7:
        raise ValidationError({"phone": "请填写手机号，或带区号的固定电话。"})
    return number


def require_proofs(number: int) -> None:
    """Refuse a registration without a proof, or with too many (ACC-05)."""
    if not number:
        raise ValidationError({"proofs": "请上传证明材料：营业执照、法人证书或批准成立的文件。"})
    if number > MAX_PROOFS:
        raise ValidationError({"proofs": f"证明材料最多 {MAX_PROOFS} 个文件。"})


def require_room(*, is_open: int, of_late: int) -> None:
    """Refuse to send more than anybody needs: each keeps a reviewer busy and files in the database."""
    if is_open >= MAX_OPEN:
        raise ValidationError(f"您已有 {MAX_OPEN} 件没有办结的申请，请等审核后再提交新的申请。")
    if of_late >= MAX_A_DAY:
        raise ValidationError("您今天提交的申请太多，请明天再试。")


def require_business(*, has_platform_role: bool) -> None:
    """Refuse a platform administrator: none of them does business (三员分立)."""
    if has_platform_role:
        raise ValidationError("平台管理员不能办理单位注册，请换用个人账号。")


def require_waiting(stage: str) -> None:
    """Refuse to decide what was decided, returned or withdrawn already."""
    cases.require_stage(stage, WAITING, labels=STAGE_LABELS, refused="不能再审核")


def require_returned(stage: str) -> None:
    """Refuse to change a registration while somebody reviews it, or after its end."""
    cases.require_stage(stage, (Stage.RETURNED,), labels=STAGE_LABELS, refused="只有退回后才能修改")


def require_open(stage: str) -> None:
    """Refuse to withdraw what has ended."""
    cases.require_stage(stage, OPEN, labels=STAGE_LABELS, refused="不能撤回")


def require_applicant(*, is_active: bool) -> None:
    """Refuse to hand a body to an account that is locked or closed."""
    if not is_active:
        raise ValidationError("申请人的账号已经锁定或注销，不能通过；请退回并说明。")


def require_reason(reason: str) -> str:
    """Return why a registration goes back; refuse none (ACC-07)."""
    return cases.require_reason(reason)


def require_purpose(reason: str) -> str:
    """Return what somebody needs a number for; refuse none (PIPL 6, SEC-06)."""
    given = reason.strip()
    if not given:
        raise ValidationError({"reason": "请写明查看的用途。"})
    return given


def require_faults(faults: Collection[str]) -> list[str]:
    """Return the fields that must be mended, in the form's order; refuse others."""
    if unknown := set(faults) - set(FIELD_LABELS):
        raise ValidationError({"faults": f"没有这个项目：{'、'.join(sorted(unknown))}。"})
    return [name for name in FIELD_LABELS if name in faults]
