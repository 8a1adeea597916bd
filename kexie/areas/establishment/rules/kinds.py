"""Which unit founds what, who prepares it and who consents."""

import re
from enum import StrEnum

from django.core.exceptions import ValidationError

from kexie.areas.establishment.rules.limits import MAX_GROUP
from kexie.foundation.organisations.rules import KINDS

ENTERPRISE, PARK = "enterprise_association", "park_association"
JOINT, FEDERATION, CONSORTIUM = "joint_association", "federation", "consortium"
SINGLE = (ENTERPRISE, PARK)  # founded in one unit, the others by several together
WORKSTATION = "workstation"  # an informal form, registered lightly (G17, H50)
INSIDE = (*SINGLE, WORKSTATION)  # what stands in one unit
FOUNDABLE = (*SINGLE, JOINT, FEDERATION, CONSORTIUM)
REVIEWED = (*FOUNDABLE, WORKSTATION)
OF_WORKERS = frozenset({*SINGLE, JOINT})  # workers meet in their congresses, in the others' it is units


class Queue(StrEnum):
    """The review desks' queues (H65)."""

    SOCIETY = "society"
    ENTERPRISE = "enterprise"
    PARK = "park"
    UNION = "union"


_QUEUES = {
    Queue.ENTERPRISE: ("enterprise", ENTERPRISE, JOINT, WORKSTATION),
    Queue.PARK: ("park", PARK, "maker_space"),
    Queue.UNION: (FEDERATION, CONSORTIUM),
}


def queue(kind: str) -> Queue:
    """Return the queue in which bodies of a kind are reviewed; what has none of its own waits with the societies.

    >>> queue("university").value, queue("consortium").value
    ('society', 'union')
    """
    return next((queue for queue, kinds in _QUEUES.items() if kind in kinds), Queue.SOCIETY)


def group(typed: str) -> list[tuple[str, str]]:
    r"""Return the members of a preparatory group, one a line with name and post; refuse too many and too long ones.

    >>> group("王敏 总工程师\n李强，技术中心 主任")
    [('王敏', '总工程师'), ('李强', '技术中心 主任')]
    """
    found = []
    for line in typed.splitlines():
        if parts := re.split(r"[\s,，、:：]+", line.strip(), maxsplit=1):
            name, post = parts[0], parts[1].strip() if len(parts) > 1 else ""
            if len(name) > 60 or len(post) > 60:
                raise ValidationError({"members": f"“{line[:20]}”这一行太长：姓名和职务之间请用空格分开。"})
            found += [(name, post)] if name else []
    if len(found) > MAX_GROUP:
        raise ValidationError({"members": f"筹备组成员最多 {MAX_GROUP} 人。"})
    return found


def require_foundable(*, kind: str, host_kind: str) -> None:
    """Refuse to found in a unit what it cannot host (ORG-01b)."""
    if kind not in SINGLE or kind not in KINDS[host_kind].hosts:
        raise ValidationError(f"{KINDS[host_kind].label}不能办理这种组织的设立。")


def kind_of(host_kind: str) -> str:
    """Return what a unit founds: a park its park association, the others an enterprise association; nothing for none.

    >>> kind_of("park"), kind_of("enterprise"), kind_of("society")
    ('park_association', 'enterprise_association', '')
    """
    return next((kind for kind in SINGLE if kind in KINDS[host_kind].hosts), "")


def require_light(*, host_kind: str) -> None:
    """Refuse a workstation in a unit that cannot host one (ORG-01b)."""
    if WORKSTATION not in KINDS[host_kind].hosts:
        raise ValidationError(f"{KINDS[host_kind].label}不能建立工作站。")


def has_station(host_kind: str) -> bool:
    """Tell whether a unit may have a workstation.

    >>> has_station("enterprise"), has_station("society")
    (True, False)
    """
    return WORKSTATION in KINDS[host_kind].hosts


def require_none(*, name: str, is_preparing: bool) -> None:
    """Refuse a second association in one unit (EST-02b)."""
    state = "正在筹备" if is_preparing else "已经有"
    raise ValidationError(f"本单位{state}“{name}”，不能再发起设立。")


def require_alone(name: str) -> None:
    """Refuse to register a second association in a unit, also one that it is preparing (G12, EST-06)."""
    raise ValidationError({"host": f"这个单位已经有“{name}”，不能再登记一个；请核对后退回，并写明原因。"})


def require_unrecognised(*, is_known: bool) -> None:
    """Refuse a second certificate to a body that was founded or enrolled here (EST-16)."""
    if is_known:
        raise ValidationError("这个组织已经有登记证书，或者正在办理设立，不用补发。")


def consenting(kind: str, *, has_party: bool) -> str:
    """Return who has to consent (G12; H45 for parks).

    >>> consenting("enterprise_association", has_party=False), consenting("park_association", has_party=True)
    ('企业管理层', '园区党工委')
    """
    if kind == PARK:
        return "园区党工委"
    return "企业党组织" if has_party else "企业管理层"
