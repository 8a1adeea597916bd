"""Roles, what an area may grant to them, and who may give a role to whom. No tables, no clock.

ACC and SCP are requirements of accounts and scope. A grant is declared where the permission is used, in the `GRANTS` of
an area's `rules.py`, and all of them are collected when the process starts.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256

from django.core.exceptions import ValidationError

from kexie.core.trail import Words
from kexie.foundation.organisations.rules import KINDS, Family


class Role(StrEnum):
    """What a person does for an organisation, or for the platform (ACC-02)."""

    ADMINISTRATOR = "administrator"
    LEADER = "leader"
    SECRETARY = "secretary"
    REVIEWER = "reviewer"
    EDITOR = "editor"
    STATISTICIAN = "statistician"
    FINANCE = "finance"
    VIEWER = "viewer"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    SECURITY_ADMINISTRATOR = "security_administrator"
    AUDIT_ADMINISTRATOR = "audit_administrator"


ROLE_LABELS = {
    Role.ADMINISTRATOR: "管理员",
    Role.LEADER: "负责人",
    Role.SECRETARY: "秘书",
    Role.REVIEWER: "审核员",
    Role.EDITOR: "编辑",
    Role.STATISTICIAN: "统计员",
    Role.FINANCE: "财务",
    Role.VIEWER: "查看人",
    Role.SYSTEM_ADMINISTRATOR: "系统管理员",
    Role.SECURITY_ADMINISTRATOR: "安全管理员",
    Role.AUDIT_ADMINISTRATOR: "审计管理员",
}
ROLE_DUTIES = {
    Role.ADMINISTRATOR: "开通和管理本组织及下级的账号，维护组织信息",
    Role.LEADER: "签发和批准",
    Role.SECRETARY: "办理日常业务，维护组织信息和公开页面",
    Role.REVIEWER: "审核下级提交的事项",
    Role.EDITOR: "编辑公开页面和稿件",
    Role.STATISTICIAN: "查看和填报数据",
    Role.FINANCE: "办理会费和经费",
    Role.VIEWER: "只查看，不修改",
}
_LABELS = {role.value: label for role, label in ROLE_LABELS.items()}
TRAIL = Words(
    "角色",
    deeds={
        "appointments.appoint": "授予角色",
        "appointments.dismiss": "取消角色",
        "appointments.invite": "生成激活码",
        "appointments.revoke": "作废激活码",
        "appointments.take_up": "启用激活码",
    },
    things={"appointments.appointment": "角色", "appointments.invitation": "激活码"},
    facts={"person": "人员"},
    values={"role": _LABELS, "roles": _LABELS},
    refers={"person": "people.person"},
)
PLATFORM_ROLES = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR})
ROLES = tuple(role for role in Role if role not in PLATFORM_ROLES)
EVERYBODY = frozenset(ROLES)  # every role in an organisation

INVITATION_LASTS = timedelta(days=30)
CODE_GROUPS, CODE_GROUP = 4, 4  # characters of an activation code as it is printed


class Within(StrEnum):
    """How far a grant goes from the organisation of the appointment (SCP-01, SCP-07)."""

    OWN = "own"
    SUBTREE = "subtree"
    BELOW = "below"
    GROUP = "group"
    PEERS = "peers"
    SUPERIOR = "superior"
    PLATFORM = "platform"


@dataclass(frozen=True)
class Grant:
    """Roles have a permission within a reach; `families` are the bodies in which the role has it."""

    permission: str
    within: frozenset[Within]
    roles: frozenset[Role]
    families: frozenset[Family]


ALL_FAMILIES = frozenset(Family)
ASSOCIATIONS = frozenset({Family.ASSOCIATION})


def grant(
    permission: str, *within: Within, roles: Iterable[Role], families: Collection[Family] = ALL_FAMILIES
) -> Grant:
    """Declare which roles have a permission, and how far.

    >>> given = grant("directory.move", Within.SUBTREE, roles=[Role.ADMINISTRATOR], families=ASSOCIATIONS)
    >>> given.permission, sorted(given.roles)
    ('directory.move', [<Role.ADMINISTRATOR: 'administrator'>])
    """
    return Grant(permission, frozenset(within), frozenset(roles), frozenset(families))


def has_grant(grant: Grant, *, role: str, kind: str) -> bool:
    """Tell whether a role in a body of a kind has a grant; platform roles stand in no body and have no kind."""
    if role not in grant.roles:
        return False
    return (Within.PLATFORM in grant.within) if not kind else KINDS[kind].family in grant.families


def require_role(role: str, *, has_organisation: bool) -> None:
    """Refuse a role that does not exist, a platform role in an organisation, or another one without (ACC-02)."""
    if role not in set(Role):
        raise ValidationError({"role": "没有这个角色。"})
    if (role in PLATFORM_ROLES) == has_organisation:
        raise ValidationError({"role": "平台管理员不属于任何组织，其他角色要在组织里担任。"})


def require_branch_role(role: str) -> None:
    """Refuse to make somebody administrator of a part: accounts are a matter of the whole body (SCP-01)."""
    if role == Role.ADMINISTRATOR:
        raise ValidationError({"role": "分支机构不设管理员，请选择其他角色。"})


def require_not_self(*, person: int, by: int | None) -> None:
    """Refuse to give oneself a role, or to take the last one from oneself (SEC-03)."""
    if person == by:
        raise ValidationError("不能给自己开通或取消角色，请由上级或另一位管理员办理。")


def require_administrator_left(*, role: str, administrators: int) -> None:
    """Refuse to leave a body without an administrator; the superior hands it over instead (ACC-03)."""
    if role == Role.ADMINISTRATOR and administrators <= 1:
        raise ValidationError("这是该组织唯一的管理员。请先开通另一位管理员，或由上级办理移交。")


def require_usable(*, is_used: bool, is_revoked: bool, is_expired: bool) -> None:
    """Refuse an activation code that was used or taken back, or that is too old (ACC-03)."""
    if is_used:
        raise ValidationError({"code": "这个激活码已经用过。如果不是您本人使用，请联系发码的科协。"})
    if is_revoked:
        raise ValidationError({"code": "这个激活码已经作废，请联系发码的科协重新开通。"})
    if is_expired:
        raise ValidationError({"code": f"激活码已过期（{INVITATION_LASTS.days} 天内有效），请联系发码的科协重新开通。"})


def tidy_code(typed: str) -> str:
    """Return an activation code as it is kept: without the hyphens and spaces it is printed with.

    >>> tidy_code(" ABCD-efgh 2345-6789")
    'abcdefgh23456789'
    """
    return "".join(character for character in typed.casefold() if character.isalnum())


def printed_code(code: str) -> str:
    """Return a code in groups, as people read it.

    >>> printed_code("abcdefgh23456789")
    'ABCD-EFGH-2345-6789'
    """
    return "-".join(code[at : at + CODE_GROUP] for at in range(0, len(code), CODE_GROUP)).upper()


def digest(code: str) -> str:
    """Return by what a code is found, however it was typed; of its 79 random bits a plain digest tells nothing.

    >>> digest("ABCD-efgh 2345-6789") == digest("abcdefgh23456789")
    True
    """
    return sha256(tidy_code(code).encode()).hexdigest()


def collected(declared: Mapping[str, Iterable[Grant]]) -> tuple[Grant, ...]:
    """Return the grants of all areas; `declared` are those of each area by its name.

    Raises ValueError for a permission that does not begin with its area's name, or that two entries with the same roles
    and families grant: then one of them is a mistake.
    """
    found: dict[tuple[str, frozenset[Role], frozenset[Family]], Grant] = {}
    for area, grants in declared.items():
        for given in grants:
            if given.permission.split(".")[0] != area:
                raise ValueError(f"{given.permission} is not {area}'s to grant")
            key = (given.permission, given.roles, given.families)
            if key in found:
                raise ValueError(f"{given.permission} is granted twice")
            found[key] = given
    return tuple(found.values())
