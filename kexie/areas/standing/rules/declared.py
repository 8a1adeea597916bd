"""Who may do what, what waits where, and what things are called in the trail."""

from kexie.core.trail import Words
from kexie.engines.notices.rules import Kind
from kexie.foundation.appointments.rules import ASSOCIATIONS, Role, Within, grant
from kexie.foundation.organisations.rules import Family

STAFF = (Role.ADMINISTRATOR, Role.LEADER, Role.SECRETARY)
REVIEWERS = (*STAFF, Role.REVIEWER)
BODIES = frozenset({Family.GRASSROOTS})
GRANTS = (
    # A body keeps its own terms; the associations above it read along.
    grant("standing.manage", Within.OWN, roles=STAFF, families=BODIES),
    grant("standing.browse", Within.SUBTREE, roles=REVIEWERS, families=ASSOCIATIONS),
)
OBLIGATIONS: dict[str, object] = {}
NOTICES = Kind("组织状态", "任期届满提醒，换届和报送", icon="calendar", is_important=True)
TRAIL = Words(
    "组织状态",
    deeds={
        "standing.renew": "登记换届大会",
        "standing.report": "报送换届结果",
    },
    things={"standing.renewal": "换届"},
    facts={"number": "届次", "late": "超过一个月"},
)
