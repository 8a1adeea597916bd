"""Who may do what, what waits where, and what things are called in the trail."""

from kexie.areas.standing.rules.petitions import WHAT_LABELS
from kexie.core.trail import Words
from kexie.engines.notices.rules import Kind
from kexie.engines.worklist.rules import Many
from kexie.foundation.appointments.rules import ASSOCIATIONS, Role, Within, grant
from kexie.foundation.organisations.rules import Family

STAFF = (Role.ADMINISTRATOR, Role.LEADER, Role.SECRETARY)
REVIEWERS = (*STAFF, Role.REVIEWER)
BODIES = frozenset({Family.GRASSROOTS})
GRANTS = (
    # A body keeps its own terms and applies for its changes; its association decides, those above it read along.
    grant("standing.manage", Within.OWN, roles=STAFF, families=BODIES),
    grant("standing.browse", Within.SUBTREE, roles=REVIEWERS, families=ASSOCIATIONS),
    grant("standing.review", Within.OWN, roles=REVIEWERS, families=ASSOCIATIONS),
    grant("standing.configure", Within.OWN, roles=STAFF, families=ASSOCIATIONS),
)
OBLIGATIONS = {"standing.approve": Many("{number} 件变更、注销申请等待审核", "standing:browse")}
NOTICES = Kind("组织状态", "任期届满提醒，换届和报送，变更和注销", icon="calendar", is_important=True)
TRAIL = Words(
    "组织状态",
    deeds={
        "standing.renew": "登记换届大会",
        "standing.report": "报送换届结果",
        "standing.change_policy": "修改变更规定",
        "standing.apply": "申请变更或注销",
        "standing.amend": "修改后再次提交变更或注销申请",
        "standing.withdraw": "撤回变更或注销申请",
        "standing.return_": "退回变更或注销申请",
        "standing.reject": "不予批准变更或注销",
        "standing.forward": "同意变更上级，转新上级审核",
        "standing.approve": "批准变更或注销",
        "standing.hand_over": "移交变更或注销申请",
        "standing.lapse": "终止变更或注销申请",
    },
    things={"standing.renewal": "换届", "standing.petition": "变更和注销申请", "standing.policy": "变更规定"},
    facts={"number": "届次", "late": "超过一个月", "desk": "审核科协"},
    values={"reviewed": {what.value: label for what, label in WHAT_LABELS.items()}},
    refers={"desk": "organisations.organisation"},
)
