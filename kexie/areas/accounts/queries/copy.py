"""One's own copy of what the site keeps of one (ACC-06, PIPL 45).

An area that keeps something of people adds its part: an `own_copy(person)` in its `queries`.
"""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps

from kexie.foundation.people import queries
from kexie.foundation.people.models import Person


def own_copy(person: Person) -> dict[str, Any]:
    """Return everything that is kept of a person, in words; secrets such as the password's digest are left out."""
    roles = person.appointments.select_related("organisation").order_by("since")
    sessions = person.usersession_set.order_by("created_at")  # type: ignore[attr-defined] # allauth has no types
    factors = person.authenticator_set.all()  # type: ignore[attr-defined] # allauth has no types
    services = person.socialaccount_set.all()  # type: ignore[attr-defined] # allauth has no types
    return {
        "账号": {
            "用户名": person.username,
            "姓名": person.name,
            "手机号": person.mobile,
            "邮箱": person.email,
            "开通时间": person.created_at,
            "上次登录": person.last_login,
            "同意的个人信息说明": person.consented_to,
            "同意时间": person.consented_at,
        },
        "任职": [
            {
                "角色": role.get_role_display(),
                "组织": str(role.organisation or "平台"),
                "开始": role.since,
                "结束": role.ended_at,
            }
            for role in roles
        ],
        "登录的设备": [{"登录时间": one.created_at, "网络地址": one.ip, "浏览器": one.user_agent} for one in sessions],
        "第二重验证": [{"种类": one.type, "添加时间": one.created_at} for one in factors],
        "绑定的身份": [{"服务": one.provider, "编号": one.uid, "绑定时间": one.date_joined} for one in services],
        "操作记录": [
            {
                "时间": one["at"],
                "事项": one["what"],
                "网络地址": one["address"],
                "设备": one["device"],
                "变更前": one["before"],
                "变更后": one["after"],
            }
            for one in queries.records_of(person)
        ],
    } | {label: part for found in _parts(person) for label, part in found.items()}


def _parts(person: Person) -> Iterator[dict[str, Any]]:
    """Give what each area keeps of a person."""
    for config in apps.get_app_configs():
        if config.name.startswith("kexie.") and find_spec(f"{config.name}.queries"):
            tell = getattr(import_module(f"{config.name}.queries"), "own_copy", None)
            if tell is not None:
                yield tell(person)
