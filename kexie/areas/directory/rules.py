"""Who may do what to an organisation's entry, how far, and who stands in whose address book. No tables, no clock."""

import re
from enum import StrEnum

from django.core.exceptions import ValidationError

from kexie.core.trail import Words
from kexie.engines.notices.rules import Kind
from kexie.engines.worklist.rules import Many
from kexie.foundation.appointments.rules import ASSOCIATIONS, EVERYBODY, Role, Within, grant

STAFF = (Role.ADMINISTRATOR, Role.SECRETARY)
MAX_LOGO = 2 * 1024**2  # bytes as it is sent
LOGO_SIDE = 256  # pixels as it is kept
MAX_REASON = 200
MAX_PICKED = 2_000

OBLIGATIONS = {"directory.complete_task": Many("{number} 项商定的任务等待完成", "directory:tasks")}
NOTICES = Kind("组织信息", "隶属关系调整，关联关系登记或结束，主页下线，轮值交接", icon="building")
TRAIL = Words(
    "名单与通讯录",
    deeds={
        "directory.change_logo": "更换徽标",
        "directory.reveal_contact": "查看完整手机号",
        "directory.cards": "下载电子名片",
        "directory.tag": "设置标签",
        "directory.add_group": "建立收件人分组",
        "directory.change_group": "修改收件人分组",
        "directory.remove_group": "删除收件人分组",
        "directory.export_contacts": "导出通讯录",
        "directory.add_many": "批量登记组织",
        "directory.export": "导出组织名单",
        "directory.export_subordinates": "导出下级组织名单",
    },
    things={"directory.group": "收件人分组", "directory.logo": "徽标"},
    facts={
        "body": "组织",
        "bodies": "组织",
        "circle": "范围",
        "cards": "名片张数",
        "count": "条数",
        "kind": "类型",
        "post": "职务",
        "reason": "用途",
        "sha256": "文件指纹",
        "tag": "标签",
        "tags": "标签",
        "under": "某组织及下级",
        "what": "查看的内容",
        "q": "查找的词",
        "region": "地区",
        "listing": "类别",
        "status": "状态",
        "online": "主页",
        "sort": "排列",
    },
    values={"what": {"mobile": "手机号"}},
    refers={"body": "organisations.organisation", "bodies": "organisations.organisation"},
    named=frozenset({"directory.group"}),
)
ENTRY = ("directory.change_logo", "directory.add_many")  # deeds that everybody who sees a body's entry may know of
GRANTS = (
    # An association reads its jurisdiction; everybody reads the body they work in and the bodies that it guides.
    grant("directory.manage", Within.SUBTREE, Within.GROUP, roles=EVERYBODY),
    # A body's own entry and page are changed by itself alone; the superior never edits them silently (SCP-02).
    grant("directory.change", Within.OWN, roles=STAFF),
    grant("directory.present", Within.OWN, roles=(*STAFF, Role.EDITOR)),
    grant("directory.change_logo", Within.OWN, roles=(*STAFF, Role.EDITOR)),
    grant("directory.publish", Within.OWN, roles=(*STAFF, Role.EDITOR)),
    grant("directory.arrange", Within.OWN, roles=STAFF),
    grant("directory.relate", Within.OWN, roles=STAFF),
    # What the process gives to the superior.
    grant("directory.add", Within.SUBTREE, roles=STAFF, families=ASSOCIATIONS),
    grant("directory.move", Within.BELOW, roles=(Role.ADMINISTRATOR,), families=ASSOCIATIONS),
    grant("directory.close", Within.BELOW, roles=(Role.ADMINISTRATOR,), families=ASSOCIATIONS),
    # What a recognised body changes by petition or by an election alone, its association may put right (EST-11).
    grant("directory.correct", Within.BELOW, roles=STAFF, families=ASSOCIATIONS),
    grant("directory.take_offline", Within.BELOW, roles=(*STAFF, Role.REVIEWER), families=ASSOCIATIONS),
    # The address book of an organisation is opened by those who work in it, and holds whom it may write to (SCP-04):
    # what lies below, its peers and its direct superior. Bodies that it only guides are not among them.
    grant("directory.open_contacts", Within.OWN, roles=EVERYBODY),
    grant("directory.contacts", Within.SUBTREE, Within.PEERS, Within.SUPERIOR, roles=EVERYBODY),
    # A superior's mobile numbers stay masked to those below; its office telephone leads to it (SEC-06).
    grant("directory.reveal_contact", Within.SUBTREE, Within.PEERS, roles=(*STAFF, Role.LEADER)),
    grant("directory.cards", Within.OWN, roles=(*STAFF, Role.LEADER)),
    grant("directory.export_contacts", Within.OWN, roles=(*STAFF, Role.LEADER)),
    grant("directory.tag", Within.OWN, roles=STAFF),
    grant("directory.add_group", Within.OWN, roles=STAFF),
    grant("directory.change_group", Within.OWN, roles=STAFF),
    grant("directory.remove_group", Within.OWN, roles=STAFF),
)


class Circle(StrEnum):
    """A part of those whom an organisation may write to (SCP-04, SCP-07)."""

    ALL = "all"
    BELOW = "below"
    PEERS = "peers"
    SUPERIOR = "superior"


CIRCLE_LABELS = {
    Circle.ALL: "全部可联系的组织",
    Circle.BELOW: "本级以下",
    Circle.PEERS: "同级科协",
    Circle.SUPERIOR: "直接上级",
}
CIRCLES = {Circle.BELOW: Within.BELOW, Circle.PEERS: Within.PEERS, Circle.SUPERIOR: Within.SUPERIOR}


def require_petition(*, is_recognised: bool, is_corrected: bool) -> None:
    """Refuse a recognised body, or the unit it is in, to change its unit by itself: it applies for that (EST-11).

    Its association may put right what was entered by mistake.
    """
    if is_recognised and not is_corrected:
        raise ValidationError(
            "已经成立的科协组织变更所在单位，要由它在“组织状态”里申请，经审核后自动登记；登记错了的，请联系它的上级科协更正。"
        )


def require_election(*, is_recognised: bool, is_corrected: bool) -> None:
    """Refuse a recognised body to set its own term: a term begins with an election that is entered (EST-14)."""
    if is_recognised and not is_corrected:
        raise ValidationError(
            "已经成立的科协组织，新一届任期随换届大会登记，请到“组织状态”里办理“登记换届”；日期登记错了的，请联系上级科协更正。"
        )


def require_purpose(reason: str) -> str:
    """Return what a number is looked at for; raises ValidationError where nothing is given (SEC-06)."""
    given = reason.strip()
    if not given or len(given) > MAX_REASON:
        raise ValidationError({"reason": f"请写明查看的用途，最多 {MAX_REASON} 个字。"})
    return given


def require_new_name(*, taken: bool) -> None:
    """Raise ValidationError where another group of the organisation bears the name (COM-01)."""
    if taken:
        raise ValidationError({"name": "已经有同名的分组，请换一个名称。"})


def require_members(*, is_picked: bool, picked: int) -> None:
    """Refuse a group of hand-picked bodies without any, or with too many (COM-01)."""
    if is_picked and not picked:
        raise ValidationError({"bodies": "请至少选择一个组织，或者改为按条件选择。"})
    if picked > MAX_PICKED:
        raise ValidationError({"bodies": f"一个分组最多选择 {MAX_PICKED:,} 个组织；更多时请按条件选择。"})


def require_reached(*, outside: list[str]) -> None:
    """Refuse bodies that the organisation may not write to (SCP-04)."""
    if outside:
        names = "、".join(outside[:5])
        raise ValidationError({"bodies": f"只能选择同级、下级、本地基层组织和直接上级，请去掉：{names}。"})


def tags(typed: str) -> list[str]:
    """Return tags as they are kept; raises ValidationError for one that is too long or too many.

    >>> tags("重点 联系, 高新；重点")
    ['重点', '联系', '高新']
    """
    found = list(dict.fromkeys(word for word in re.split(r"[\s,，、;；]+", typed) if word))
    if len(found) > 20 or any(len(word) > 20 for word in found):
        raise ValidationError("最多 20 个标签，每个最多 20 个字。")
    return found
