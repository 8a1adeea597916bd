"""What a member still has to do when the membership ends: listed, never a reason to delay (MEM-06)."""

from kexie.areas.membership.models import Member
from kexie.foundation.appointments import queries as appointments
from kexie.foundation.appointments.rules import ROLE_LABELS, Role


def duties(member: Member) -> list[str]:
    """Return the roles that a member holds in the body."""
    held = appointments.roles(member.person_id) if member.person_id else []
    own = [row for row in held if row.organisation_id == member.organisation_id]
    return [f"担任{ROLE_LABELS[Role(row.role)]}，请办理交接" for row in own]
