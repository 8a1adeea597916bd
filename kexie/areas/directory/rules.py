"""Who may do what to an organisation's entry, and how far. No tables, no clock."""

from kexie.engines.notices.rules import Kind
from kexie.foundation.appointments.rules import ASSOCIATIONS, EVERYBODY, Role, Within, grant

STAFF = (Role.ADMINISTRATOR, Role.SECRETARY)

NOTICES = Kind("组织信息", "隶属关系调整，关联关系登记或结束，主页下线，轮值交接", icon="building")
GRANTS = (
    # An association reads its jurisdiction; everybody reads the body they work in and the bodies that it guides.
    grant("directory.manage", Within.SUBTREE, Within.GROUP, roles=EVERYBODY),
    # A body's own entry and page are changed by itself alone; the superior never edits them silently (SCP-02).
    grant("directory.change", Within.OWN, roles=STAFF),
    grant("directory.present", Within.OWN, roles=(*STAFF, Role.EDITOR)),
    grant("directory.publish", Within.OWN, roles=(*STAFF, Role.EDITOR)),
    grant("directory.arrange", Within.OWN, roles=STAFF),
    grant("directory.relate", Within.OWN, roles=STAFF),
    # What the process gives to the superior.
    grant("directory.add", Within.SUBTREE, roles=STAFF, families=ASSOCIATIONS),
    grant("directory.move", Within.BELOW, roles=(Role.ADMINISTRATOR,), families=ASSOCIATIONS),
    grant("directory.close", Within.BELOW, roles=(Role.ADMINISTRATOR,), families=ASSOCIATIONS),
    grant("directory.take_offline", Within.BELOW, roles=(*STAFF, Role.REVIEWER), families=ASSOCIATIONS),
)
